//! Where the time of a reading goes: CPU seconds by stage over a folder of texts.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::panic)]
use abduce_core::reader::{
    self, annotation, attribution, dates, metadata, names::Names, quotes, reading::Reading,
    text::Text,
};
use abduce_core::source::document::{self, Format};

struct Cpu(f64);
impl Cpu {
    fn now() -> Cpu {
        let s = std::fs::read_to_string("/proc/self/schedstat").unwrap();
        Cpu(s.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9)
    }
    fn elapsed(&self) -> Cpu {
        Cpu(Cpu::now().0 - self.0)
    }
    fn as_secs_f64(&self) -> f64 {
        self.0
    }
}
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let n: usize = std::env::args().nth(2).map_or(200, |n| n.parse().unwrap());
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    files.sort();
    files.truncate(n);
    let mut t = [0.0f64; 12];
    let mut bytes = 0;
    for f in files {
        let raw = std::fs::read(&f).unwrap();
        bytes += raw.len();
        let mut s = Cpu::now();
        let mut lap = |i: usize| {
            t[i] += s.elapsed().as_secs_f64();
            s = Cpu::now();
        };
        let doc = document::read(&raw, Some(Format::Text), "a.txt").unwrap();
        lap(0);
        let text = Text::new(&doc);
        lap(1);
        let names = Names::new(&text);
        lap(2);
        let syn = abduce_core::reader::syntax::Syntax::new(&text, abduce_english::Depth::Trees);
        lap(10);
        let q = quotes::find(&text);
        lap(3);
        let p = metadata::find(&text, &names);
        lap(4);
        let d = dates::find(&text, p.published());
        lap(5);
        let a = attribution::find(&text, &names, &q, &syn);
        lap(6);
        std::hint::black_box((d, a));
        let reading = Reading::new(&doc);
        lap(7);
        let draft = reader::draft(&reading);
        lap(8);
        let an = annotation::annotations(&reading, &draft);
        lap(9);
        std::hint::black_box(an);
    }
    let names: [&str; 11] = [
        "document",
        "text",
        "names",
        "quotes",
        "metadata",
        "dates",
        "attribution",
        "(all of these)",
        "draft",
        "annotations",
        "syntax",
    ];
    for (name, t) in names.iter().zip(t) {
        println!(
            "{name:16} {t:.3} s  {:.2} MB/s  {:.0} ns/B",
            bytes as f64 / t / 1e6,
            t / bytes as f64 * 1e9
        );
    }
}
