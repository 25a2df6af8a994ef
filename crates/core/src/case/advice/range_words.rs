//! A probability word with no range: "may", "could have", "possibly".
//!
//! Asked for a number, readers of such words give anything from 5% to 70% (Kent, Words of
//! Estimative Probability, 1964; Mauboussin & Mauboussin 2018). ICD 203 and PHIA give
//! them no range. Where how it was understood is written beside it (`stated`, `stance`),
//! there is nothing to ask.

use super::{Look, Words, words};
use crate::case::codes;
use crate::case::faults::Faults;
use crate::source::Spanned;

/// Words without a range. "could" alone also tells of what somebody was able to do.
const WORDS: &[&str] = &[
    "may",
    "might",
    "could be",
    "could have",
    "could well",
    "could become",
    "possibly",
    "perhaps",
    "maybe",
    "conceivably",
    "conceivable",
    "potentially",
    "cannot be ruled out",
    "cannot rule out",
    "can not be ruled out",
    "cannot be excluded",
];

pub(super) fn check(look: &Look<'_>, faults: &mut Faults) {
    for item in super::words(look.case) {
        if !item.has_stance {
            check_item(look, &item, faults);
        }
    }
}

fn check_item(look: &Look<'_>, item: &Words<'_>, faults: &mut Faults) {
    for text in item.statement().into_iter().chain(item.quotes()) {
        let Some(written) = find(text) else {
            continue;
        };
        let message = format!("\"{written}\" stands for no range of probability");
        let warning = faults
            .warning(codes::NO_RANGE_WORD, message, look.word(text.span, written))
            .help(
                "write down how you understand it: `stance` on a hypothesis, `stated` on a \
                 forecast; in your own words use a phrase of the scale",
            );
        faults.push(warning);
    }
}

/// The first such word; not "May", the month, nor "may not" as a ban.
fn find(text: &Spanned<String>) -> Option<&str> {
    let (word, at) = words::find(&text.value, WORDS)?;
    let written = &text.value[at.clone()];
    if word == "may" && written != "may" {
        // The month, or the start of a sentence: look further.
        let (_, later) = words::find(&text.value[at.end..], WORDS)?;
        return Some(&text.value[at.end..][later]).filter(|word| *word != "May");
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::super::tests::places;
    use crate::case::codes::NO_RANGE_WORD;

    #[test]
    fn words_without_a_range_are_told() {
        for (keys, told) in [
            ("statement = \"He may have been ill\"\n", &["may"][..]),
            (
                "quote = \"It could have been the storm\"\n",
                &["could have"],
            ),
            ("quote = \"Perhaps they met in May\"\n", &["Perhaps"]),
            ("quote = \"It is very likely\"\n", &[]),
            ("quote = \"In May 2015 nobody could see it\"\n", &[]),
            ("quote = \"In May they might meet\"\n", &["might"]),
            ("quote = \"He may go\"\nstance = [0.1, 0.5]\n", &[]),
        ] {
            let case = format!("[hypotheses.a]\n{keys}");
            assert_eq!(places(NO_RANGE_WORD, &case), told, "{keys}");
        }
    }
}
