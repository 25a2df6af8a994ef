//! What the shipped model makes of text.

use abduce_english::{Depth, Parse, Relation, parse};
use proptest::prelude::*;

fn trees(text: &str) -> Parse {
    parse(text, std::slice::from_ref(&(0..text.len())), Depth::Trees)
}

/// The words and what they hang on: "Kim<-said:nsubj".
fn arcs(text: &str) -> Vec<String> {
    let parse = trees(text);
    let arc = |w: &abduce_english::Word| {
        let head = parse.word(w.head).map_or("", |h| h.form(text));
        format!("{}<-{}:{}", w.form(text), head, w.relation.label())
    };
    parse.words.iter().map(arc).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let arcs = arcs(text);
    for arc in expected {
        assert!(arcs.iter().any(|a| a == arc), "no {arc} in {arcs:#?}");
    }
}

#[test]
fn who_said_what() {
    check(
        "The minister said that the army had reached the city.",
        &[
            "minister<-said:nsubj",
            "that<-reached:mark",
            "army<-reached:nsubj",
            "reached<-said:ccomp",
            "city<-reached:obj",
        ],
    );
    // FIXME: "had" is taken for a full verb here.
    check(
        "The minister said that the army had left the city.",
        &["had<-said:ccomp", "left<-had:xcomp"],
    );
    check(
        "The bridge was closed by the police because it was old.",
        &[
            "bridge<-closed:nsubj:pass",
            "closed<-closed:root",
            "police<-closed:obl:agent",
        ],
    );
}

/// One root a sentence, no circle, and every subtree stands together.
fn is_tree(parse: &Parse) {
    for (n, sentence) in parse.sentences.iter().enumerate() {
        let roots = sentence
            .clone()
            .filter(|&i| parse.head(i).is_none())
            .count();
        assert_eq!(roots, usize::from(!sentence.is_empty()));
        for i in sentence.clone() {
            let word = parse.words[i as usize];
            assert!(sentence.contains(&word.head));
            assert_eq!(word.relation == Relation::Root, word.head == i);
            let below = |mut w: u32| {
                for _ in 0..sentence.len() {
                    match parse.head(w) {
                        _ if w == i => return true,
                        Some(head) => w = head,
                        None => return false,
                    }
                }
                w == i
            };
            let subtree: Vec<u32> = sentence.clone().filter(|&w| below(w)).collect();
            assert_eq!(subtree, parse.subtree(i).collect::<Vec<_>>());
            assert_eq!(parse.sentence_of(i), Some(n));
        }
    }
}

#[test]
fn a_very_long_sentence_is_one_tree() {
    let text = "he said that it rained and ".repeat(200);
    let parse = trees(&text);
    assert_eq!(parse.words.len(), 1200);
    is_tree(&parse);
}

#[test]
fn stretches_that_are_not_there() {
    let text = "It rains. Ému.";
    let parse = parse(text, &[0..9, 3..5, 11..14, 10..99, 10..15], Depth::Trees);
    let words: Vec<usize> = parse.sentences.iter().map(ExactSizeIterator::len).collect();
    assert_eq!(words, [3, 0, 0, 0, 2]);
    is_tree(&parse);
}

proptest! {
    #[test]
    fn trees_are_trees(text in "([a-zA-Z]{1,8}[ ,.'\"-]|said |the |that |[0-9“”é\n]){0,40}") {
        let cut = text.len() / 2;
        let cut = text.floor_char_boundary(cut);
        let parse = parse(&text, &[0..cut, cut..text.len()], Depth::Trees);
        is_tree(&parse);
        for (i, word) in parse.words.iter().enumerate() {
            prop_assert!(text.get(word.span()).is_some());
            prop_assert_eq!(parse.word_at(word.start as usize), Some(i as u32));
        }
    }
}
