//! Rule `factuality`: how sure a text sounds that an event happened, from 3 (it did) over 0
//! (who knows) to -3 (it did not).
//!
//! Why: "she left", "she may have left", "she refused to leave" and "if she leaves" tell of
//! the same leaving, and only one of them says that it happened. Each event has a value of
//! its own (modal verbs, negation, adverbs: `marks`), and one that its place gives it (the
//! verbs and nouns above: `context`, with the lists of `signatures.txt`); both are
//! multiplied, from the root of each sentence down. The method is that of Stanovsky et al.
//! (2017) after Nairn et al. (2006); all values are set by hand, looking at one half of the
//! UW and MEANTIME annotations, where the value is the mean of what readers said.

mod context;
mod marks;
mod signs;

use abduce_english::{Parse, Relation, Upos, Word};

use self::context::Above;
use self::marks::Marks;

/// An event and how sure the text sounds of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factuality {
    /// The word that stands for the event, as an index into the words of the parse.
    pub word: u32,
    /// From 3, it happened, to -3, it did not.
    pub value: f64,
    /// What the word's own marks leave of it, from 1 to -1.
    pub own: f64,
    /// What its place leaves of it, from 1 to -1.
    pub context: f64,
}

/// The value of what happened.
pub const HAPPENED: f64 = 3.0;

/// What sounds nearly sure, of -1 to 1, counts as sure.
const NEARLY: f64 = 0.84;

/// What a question leaves of what it asks.
const ASKED: f64 = 0.6;

/// The events of a parse, in order: all verbs, and the nouns and adjectives that do not
/// sound sure. `parse` must have trees.
pub fn of(text: &str, parse: &Parse) -> Vec<Factuality> {
    let marks = marks::of(text, parse);
    let values = values(text, parse, &marks);
    let events = parse.words.iter().zip(&values).zip(0..);
    events
        .filter_map(|((word, value), index)| {
            let product = (value.own * value.context).clamp(-1.0, 1.0);
            let sure = product >= NEARLY;
            let verb = is_verb(word);
            let other = matches!(word.upos, Upos::Noun | Upos::Adj);
            (verb || other && !sure).then_some(Factuality {
                word: index,
                value: HAPPENED * if sure { 1.0 } else { product },
                own: value.own,
                context: value.context,
            })
        })
        .collect()
}

fn is_verb(word: &Word) -> bool {
    let helps = matches!(
        word.relation,
        Relation::Aux | Relation::AuxPass | Relation::Cop
    );
    word.upos == Upos::Verb || word.upos == Upos::Aux && !helps
}

/// The two values of a word.
#[derive(Clone, Copy, Debug)]
struct Values {
    own: f64,
    context: f64,
}

/// The values of all words, each after the word it hangs on.
fn values(text: &str, parse: &Parse, marks: &[Marks]) -> Vec<Values> {
    let words = &parse.words;
    let mut values: Vec<Option<Values>> = vec![None; words.len()];
    let mut chain: Vec<usize> = Vec::new();
    for sentence in &parse.sentences {
        let range = sentence.start as usize..sentence.end as usize;
        let root = if asks(text, &words[range.clone()]) {
            ASKED
        } else {
            1.0
        };
        for start in range.clone() {
            let mut at = start;
            while values[at].is_none() {
                chain.push(at);
                let head = words[at].head as usize;
                // A tree has no circles; should one come, it is cut open.
                if head == at || !range.contains(&head) || chain.len() > range.len() {
                    break;
                }
                at = head;
            }
            while let Some(at) = chain.pop() {
                values[at] = Some(value(words, marks, &values, at, root));
            }
        }
    }
    let nothing = Values {
        own: 1.0,
        context: 1.0,
    };
    values.into_iter().map(|v| v.unwrap_or(nothing)).collect()
}

/// The values of one word, those of the word it hangs on being known.
fn value(
    words: &[Word],
    marks: &[Marks],
    values: &[Option<Values>],
    at: usize,
    root: f64,
) -> Values {
    let (word, own) = (&words[at], marks[at].own(&words[at]));
    let head = word.head as usize;
    let above = values.get(head).copied().flatten().filter(|_| head != at);
    let context = match above {
        None => root * marks[at].marker.unwrap_or(1.0),
        Some(above) => {
            let above = Above {
                word: &words[head],
                marks: &marks[head],
                value: (above.own * above.context).clamp(-1.0, 1.0),
                context: above.context,
            };
            context::of(word, &marks[at], &above)
        }
    };
    // Denied twice: rather so.
    let own = if context < 0.0 && own < 0.0 {
        own * 0.8
    } else {
        own
    };
    Values { own, context }
}

/// Whether a sentence ends as a question.
fn asks(text: &str, words: &[Word]) -> bool {
    let mut ends = words.iter().rev().take(2);
    ends.any(|word| word.form(text) == "?")
}

#[cfg(test)]
mod tests;
