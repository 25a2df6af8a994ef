//! What is cut, what is not, and that every word lies in the text.

use super::*;
use proptest::prelude::*;

fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    tokenize(text, 0..text.len(), &mut words);
    words.iter().map(|w| w.form(text)).collect()
}

/// Words with single spaces between, and the text they come from.
#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(words(text).join(" "), expected);
}

#[test]
fn clitics_stand_apart() {
    check(
        "I don't think Kim's won't.",
        "I do n't think Kim 's wo n't .",
    );
    check(
        "They’re late; I’d go, we cannot.",
        "They ’re late ; I ’d go , we can not .",
    );
    check("O'Reilly's five o'clock", "O'Reilly 's five o'clock");
    check("the workers' strike", "the workers ' strike");
    check("``So,'' he said.", "`` So , '' he said .");
    check("'It's over,' he said.", "' It 's over , ' he said .");
    check("Kill 'em in the '90s.", "Kill 'em in the '90s .");
}

#[test]
fn hyphens() {
    check(
        "a well-known non-profit e-mail",
        "a well - known non-profit e-mail",
    );
    check("well--known – or — not", "well -- known – or — not");
    check(
        "call 303-832-8160, 1990-95",
        "call 303-832-8160 , 1990 - 95",
    );
}

#[test]
fn numbers_and_money() {
    check("$1,200.50 is 3.5% of it", "$ 1,200.50 is 3.5 % of it");
    check(
        "at 10:30pm on 9/11, the 20th, 1990s",
        "at 10:30 pm on 9/11 , the 20th , 1990s",
    );
}

#[test]
fn abbreviations_and_addresses() {
    check(
        "Mr. J. R. Lee of the U.S. left.",
        "Mr. J. R. Lee of the U.S. left .",
    );
    check("Plan B.", "Plan B .");
    check(
        "See www.example.org/a-b?c=d, or a.b@c.org.",
        "See www.example.org/a-b?c=d , or a.b@c.org .",
    );
    check(
        "AT&T and R&D (but cats&dogs)",
        "AT&T and R&D ( but cats & dogs )",
    );
    check(
        "Wait... what?! [...] Really!!",
        "Wait ... what ? ! [...] Really !!",
    );
}

proptest! {
    #[test]
    fn words_are_in_order_and_cover_the_text(text in "[ -~\\n“”’é漢…\u{ad}\u{301}-]{0,80}") {
        let mut found = Vec::new();
        tokenize(&text, 0..text.len(), &mut found);
        let mut end = 0;
        for word in &found {
            prop_assert!(word.start as usize >= end && word.end > word.start);
            let between = &text[end..word.start as usize];
            prop_assert!(between.chars().all(|c| c.is_whitespace() || is_hidden(c)));
            prop_assert!(!word.form(&text).is_empty());
            end = word.end as usize;
        }
        prop_assert!(text[end..].chars().all(|c| c.is_whitespace() || is_hidden(c)));
    }
}
