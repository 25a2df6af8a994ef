//! Rule `forecasts/truth`: what is always so, and what people always say, is no forecast.
//!
//! Why: "whoever sells first will gain", "dogs will often bark" and "any miller will tell
//! you that …" stand in the future tense and foresee nothing.

use super::{Clause, chance};
use crate::reader::phrase::has_any;

const TRUTHS: &[&[&str]] = &[
    &[
        "will|won't|'ll",
        "_1",
        "tell|remind|assure",
        "you|us|anyone|him|her|them",
    ],
    &[
        "will|won't",
        "_1",
        "say|argue|insist|object|protest|reply|counter|claim|complain|retort|recall|remember|point",
        "that|:|,|out|how|it|he|she|they",
    ],
    &[
        "will|won't",
        "not?",
        "say|comment|disclose|reveal|discuss",
        "whether|on|who|what|why|how|which|if",
    ],
    &["one|you|they", "would", "_1", "expect"],
    &[
        "will|would",
        "_1",
        "surprise|astonish|shock",
        "nobody|none|few|no|anyone",
    ],
    &["will|should", "come", "as", "_3", "surprise|shock|relief"],
    &[
        "nobody|none|few|one",
        "will",
        "be",
        "_1",
        "surprised|shocked|astonished",
    ],
    &[
        "will",
        "be",
        "remembered|recalled|noted|noticed|objected|said|argued",
        "that",
    ],
    &[
        "had",
        "_1",
        "expected|predicted|forecast|hoped|promised|foreseen|anticipated",
    ],
    &["whoever|everyone|whenever|wherever", "_9", "will"],
    &[
        "those|he|anyone|anybody|everybody|people",
        "who|with",
        "_7",
        "will",
    ],
    &["each|every", "time", "_9", "will"],
    &[
        "will",
        "often|sometimes|usually|typically|normally|generally|occasionally|commonly",
    ],
    &[
        "as",
        "_4",
        "will",
        "know|remember|recall|recognise|recognize|notice",
    ],
];

/// Whether the clause tells what is always so.
pub(crate) fn is(clause: &Clause<'_>) -> bool {
    let own = clause.own();
    has_any(own, TRUTHS) || wishes(clause)
}

/// "Let us hope that it will": a wish, unless the hope is weighed.
fn wishes(clause: &Clause<'_>) -> bool {
    const WISHES: &[&[&str]] = &[&[
        "hope|hopes|hoped|hoping|pray|wish|wishes",
        "_6",
        "will|would",
    ]];
    has_any(clause.own(), WISHES) && !chance::is(clause)
}
