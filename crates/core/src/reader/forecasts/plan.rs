//! Rule `forecasts/plan`: a plan or an appointment is no forecast.
//!
//! Why: "the council will vote on Tuesday" tells what is arranged. News is full of them;
//! whoever arranged them can keep them, so that little is foreseen.

use super::Clause;
use crate::reader::phrase::{any_of, find_phrase, has_any};
use crate::reader::text::Token;

const PLANS: &[&[&str]] = &[
    &[
        "will|would|shall",
        "also|then|now?",
        "meet|visit|hold|host|vote|publish|speak|discuss|present|attend|announce|address|ask|join|play|face|travel|sign|debate|consider|decide|submit|hear|convene|chair|tour|brief|review|examine|receive|deliver|unveil|open|take|use|focus|feature|celebrate|mark|replace|move|conduct",
    ],
    &[
        "will|would",
        "_1",
        "be",
        "held|replaced|published|presented|announced|released|asked|joined|given|made|sent|shown|broadcast|discussed|opened|headed|led|posted|named|scheduled|moved|available|open|added|used|taken|reviewed",
    ],
    &[
        "plan|plans|planned|intend|intends|hopes|hope|aims|aim|wants|want|scheduled|due",
        "to",
    ],
];

/// Whether the clause states a plan, and no word of doubt makes a forecast of it.
pub(crate) fn is(clause: &Clause<'_>) -> bool {
    let own = clause.own();
    let any = |words: &'static [&'static str]| any_of(own, words);
    let doubt = any(DOUBTS);
    let lasts = find_phrase(own, 0, LASTS).is_some();
    let arranged = !lasts && has_any(own, PLANS);
    !doubt && (intention(own) || arranged && !any(&["never", "not"]))
}

/// Words that make a forecast of a plan.
const DOUBTS: &[&str] = &[
    "likely",
    "unlikely",
    "probably",
    "certainly",
    "surely",
    "inevitably",
    "expected",
    "expect",
];

/// "It will take years": no plan.
const LASTS: &[&str] = &[
    "take|takes",
    "_4",
    "years|year|months|weeks|decade|decades|generation|generations|time|long|longer|century|more",
];

/// "We will fight", "the firm said it would appeal": what a speaker means to do.
fn intention(own: &[Token]) -> bool {
    (1..own.len()).any(|i| {
        let modal = own[i].is_any(&["will", "would", "won't", "wouldn't"]);
        let first = own[i - 1].is_any(&["we", "i"]);
        let own_act = own[i - 1].is_any(&["it", "he", "she", "they"])
            && any_of(&own[i.saturating_sub(7)..i - 1], SAYS);
        let be = own
            .get(i + 1)
            .is_some_and(|t| t.is_any(&["be", "have", "see", "need", "find"]));
        modal && (first || own_act) && !be || own[i - 1].is_any(&["i'll", "we'll"])
    })
}

const SAYS: &[&str] = &[
    "said",
    "says",
    "say",
    "promised",
    "pledged",
    "vowed",
    "announced",
    "insisted",
    "added",
    "confirmed",
    "told",
];
