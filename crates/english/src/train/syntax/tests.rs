//! Training on a tiny treebank.

use super::*;
use crate::parse::Depth;
use crate::word::Relation;

const TABLE: &str = "\
The\tDET\tDT\tthe\t2\tdet
dog\tNOUN\tNN\tdog\t3\tnsubj
barked\tVERB\tVBD\tbark\t0\troot
.\tPUNCT\t.\t.\t3\tpunct

A\tDET\tDT\ta\t2\tdet
cat\tNOUN\tNN\tcat\t3\tnsubj
saw\tVERB\tVBD\tsee\t0\troot
the\tDET\tDT\tthe\t5\tdet
dog\tNOUN\tNN\tdog\t3\tobj
.\tPUNCT\t.\t.\t3\tpunct
";

fn tiny() -> (Vec<Sentence>, Options) {
    let sentences = treebank::read(&TABLE.repeat(12)).unwrap();
    let options = Options {
        folds: 2,
        tag_epochs: 3,
        parse_epochs: 3,
        tag_bits: 8,
        action_bits: 8,
        label_bits: 8,
        ..Options::default()
    };
    (sentences, options)
}

#[test]
fn the_same_table_trains_to_the_same_bytes() {
    let (sentences, options) = tiny();
    let bytes = train(&sentences, &wordnet::Dictionary::empty(), &options);
    assert!(bytes == train(&sentences, &wordnet::Dictionary::empty(), &options));
    let model = Model::read(&bytes).unwrap();
    let text = "The cat saw a dog .";
    let parse = model.parse(text, std::slice::from_ref(&(0..text.len())), Depth::Trees);
    let relations: Vec<Relation> = parse.words.iter().map(|w| w.relation).collect();
    let expected = ["det", "nsubj", "root", "det", "obj", "punct"];
    assert_eq!(relations, expected.map(|l| Relation::of_label(l).unwrap()));
}

#[test]
fn a_wrong_file_is_an_error() {
    let (sentences, options) = tiny();
    let bytes = train(&sentences, &wordnet::Dictionary::empty(), &options);
    for n in (0..bytes.len()).step_by(bytes.len() / 60 + 1) {
        assert!(Model::read(&bytes[..n]).is_err());
    }
    let text = "The cat saw a dog .";
    for at in (0..bytes.len()).step_by(bytes.len() / 200 + 1) {
        let mut wrong = bytes.clone();
        wrong[at] ^= 0x5a;
        if let Ok(model) = Model::read(&wrong) {
            model.parse(text, std::slice::from_ref(&(0..text.len())), Depth::Trees);
        }
    }
}

#[test]
fn tables_that_are_none() {
    assert!(treebank::read("one\ttwo\n").is_err());
    assert!(treebank::read(&TABLE.replace("DET", "WHAT")).is_err());
    assert!(treebank::read(&TABLE.replace("\t5\tdet", "\t9\tdet")).is_err());
}
