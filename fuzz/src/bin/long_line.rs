//! Reads articles of one long line, doubling in size, and prints how long each took:
//! `long_line [MEGABYTES]` (default 24; past the limit of 32 an article is refused).

use std::time::Instant;

fn main() {
    let last: usize = std::env::args()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(24);
    let units = [
        ("one word", "a"),
        ("words", "perhaps the pump failed, said Ann Roe, "),
        (
            "sentences",
            "The pump may have failed because of the seal. ",
        ),
        ("tags", "<div>"),
        ("paragraphs of HTML", "<p>The pump may have failed. "),
        ("marks", "e\u{301}\u{202E}\u{0}"),
        ("invalid", "\u{80}"),
    ];
    for (name, unit) in units {
        for format in 0..3u8 {
            let mut megabytes = last.div_ceil(8).max(1);
            while megabytes <= last {
                let mut data = vec![format];
                while data.len() < megabytes << 20 {
                    data.extend_from_slice(unit.as_bytes());
                }
                if name == "invalid" {
                    data[1..].fill(0x80);
                }
                let start = Instant::now();
                abduce_fuzz::read_article(&data);
                println!(
                    "{name}, format {format}, {megabytes} MB: {:.2?}",
                    start.elapsed()
                );
                megabytes *= 2;
            }
        }
    }
}
