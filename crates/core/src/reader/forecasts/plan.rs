//! Rule `forecasts/plan`: a plan or an appointment is no forecast.
//!
//! Why: "the council will vote on Tuesday" tells what is arranged. News is full of them;
//! whoever arranged them can keep them, so that little is foreseen.

use super::Clause;
use crate::reader::phrase::find_phrase;

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
        "plan|plans|planned|intend|intends|hopes|hope|aims|aim|wants|want|scheduled|due|set",
        "to",
    ],
];

/// Whether the clause states a plan, and no word of doubt makes a forecast of it.
pub(crate) fn is(clause: &Clause<'_>) -> bool {
    let own = clause.own();
    let doubt = own.iter().any(|t| {
        t.is_any(&[
            "likely",
            "unlikely",
            "probably",
            "certainly",
            "surely",
            "inevitably",
            "never",
            "not",
            "expected",
            "expect",
        ])
    });
    !doubt && PLANS.iter().any(|p| find_phrase(own, 0, p).is_some())
}
