//! Verbs of saying, thinking and showing, with what they take.

use std::collections::BTreeMap;

use super::wide;

/// What a verb takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// A clause, with or without "that", or a quotation: "said (that) …".
    Clause,
    /// Someone told, then a clause: "told her (that) …".
    Told,
    /// An object: "criticised the plan".
    Object,
    /// An infinitive: "vowed to …".
    Infinitive,
}

/// The form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// "say": after a plural subject, or an auxiliary.
    Base,
    /// "says".
    Third,
    /// "said": also the participle.
    Past,
    /// "saying".
    Ing,
}

/// One form of one verb.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verb {
    /// What it takes.
    pub(super) frame: Frame,
    /// Its form.
    pub(super) tense: Tense,
    /// The particle or preposition that must follow; empty when none must.
    pub(super) particle: &'static str,
    /// Whether it tells of a view only now and then.
    pub(super) wide: bool,
}

const CLAUSE: &str = "say|says|said|saying add argue insist note claim write|writes|wrote|writing|written
    announce suggest report declare acknowledge believe think|thinks|thought|thinking explain
    state conclude warn tweet recall estimate predict contend assert maintain allege reply|replies|replied|replying
    respond continue admit concede confirm deny|denies|denied|denying reveal indicate show|shows|showed|showing|shown
    find|finds|found|finding hope fear expect know|knows|knew|knowing|known feel|feels|felt|feeling
    understand|understands|understood|understanding imply|implies|implied|implying hint
    complain observe remark joke lament quip stress emphasize emphasise reiterate repeat
    testify|testifies|testified|testifying speculate suspect assume presume suppose doubt
    wonder agree demonstrate shout boast caution charge comment counter decide propose recommend
    forecast|forecasts|forecast|forecasting guess reckon worry|worries|worried|worrying pledge
    promise swear|swears|swore|swearing|sworn vow point theorize hypothesize posit surmise conjecture
    fantasize deem consider calculate learn realize realise discover remember forget|forgets|forgot|forgetting|forgotten
    mutter whisper chant cry|cries|cried|crying exclaim quote mention disclose divulge opine proclaim
    pronounce retort rejoin conclude ask judge signal underline underscore affirm attest concur";

const TOLD: &str = "tell|tells|told|telling remind assure inform convince persuade notify|notifies|notified|notifying advise";

const OBJECT: &str = "criticize criticise praise blame reject dismiss denounce condemn accuse attack
    mock oppose support endorse back defend describe call cite|cites|cited|citing question
    discuss reference|references|referenced|referencing express voice challenge slam|slams|slammed|slamming blast decry|decries|decried|decrying
    welcome portray depict characterize characterise interpret regard see|sees|saw|seeing|seen view
    perceive dispute refute rebut|rebuts|rebutted|rebutting contradict urge demand favor favour
    prefer|prefers|preferred|preferring want like dislike hate love echo mention highlight
    compare liken label brand denigrate deride ridicule lambaste hail
    tout encourage request order discourage envision envisage foresee|foresees|foresaw|foreseeing
    anticipate advocate promote quote outline ascribe invoke laud exhort chronicle recognize recognise
    chide scold rebuke congratulate downplay castigate extol|extols|extolled|extolling disparage
    dispel|dispels|dispelled|dispelling lament applaud assail
    disavow bemoan mourn identify|identifies|identified|identifying imagine";

const INFINITIVE: &str = "vow pledge promise refuse decline threaten|threatens|threatened|threatening seek|seeks|sought|seeking
    want plan|plans|planned|planning hope intend aim agree offer|offers|offered|offering decide
    swear|swears|swore|swearing urge ask order request prefer|prefers|preferred|preferring
    expect call";

/// Verbs whose particle decides what they mean, with their frame.
const WITH_PARTICLE: &[(&str, &str, Frame)] = &[
    ("allude", "to", Frame::Object),
    ("refer|refers|referred|referring", "to", Frame::Object),
    ("point", "to", Frame::Object),
    ("point", "out", Frame::Clause),
    ("hint", "at", Frame::Object),
    ("call", "for", Frame::Object),
    ("call", "on", Frame::Object),
    ("complain", "about|of", Frame::Object),
    ("warn", "of|about|against", Frame::Object),
    ("speak|speaks|spoke|speaking", "of|about|out", Frame::Object),
    ("talk", "about|of|up", Frame::Object),
    ("write|writes|wrote|writing", "about|of", Frame::Object),
    ("ask", "for|about", Frame::Object),
    ("insist", "on", Frame::Object),
    ("object", "to", Frame::Object),
    ("respond", "to", Frame::Object),
    ("react", "to", Frame::Object),
    ("dream", "of|about", Frame::Object),
    ("worry|worries|worried|worrying", "about", Frame::Object),
    ("think|thinks|thought|thinking", "of|about", Frame::Object),
    ("know|knows|knew|knowing|known", "of|about", Frame::Object),
    ("disagree", "with|on|about|over", Frame::Object),
    ("agree", "with|on", Frame::Object),
    ("focus", "on", Frame::Object),
    ("long|longs|longed|longing", "for|to", Frame::Object),
    ("wish", "for|that|to", Frame::Object),
    ("appeal", "to|for", Frame::Object),
    ("boast", "of|about", Frame::Object),
    ("joke", "about", Frame::Object),
    ("comment", "on", Frame::Object),
    ("conceive", "of", Frame::Object),
    ("believe", "in", Frame::Object),
    ("confess", "to|that", Frame::Object),
    ("admit|admits|admitted|admitting", "to", Frame::Object),
];

/// All forms, each with the ways it can be used.
pub(super) fn verbs() -> BTreeMap<String, Vec<Verb>> {
    let mut verbs: BTreeMap<String, Vec<Verb>> = BTreeMap::new();
    for &(entry, particle, frame) in WITH_PARTICLE {
        add(&mut verbs, entry, particle, frame, false);
    }
    for &(entry, particle, frame) in wide::WITH_PARTICLE {
        add(&mut verbs, entry, particle, frame, true);
    }
    let lists = [
        (CLAUSE, Frame::Clause, false),
        (TOLD, Frame::Told, false),
        (INFINITIVE, Frame::Infinitive, false),
        (OBJECT, Frame::Object, false),
        (wide::CLAUSE, Frame::Clause, true),
        (wide::INFINITIVE, Frame::Infinitive, true),
        (wide::OBJECT, Frame::Object, true),
    ];
    for (list, frame, wide) in lists {
        for entry in list.split_whitespace() {
            add(&mut verbs, entry, "", frame, wide);
        }
    }
    verbs
}

fn add(
    verbs: &mut BTreeMap<String, Vec<Verb>>,
    entry: &str,
    particle: &'static str,
    frame: Frame,
    wide: bool,
) {
    let tenses = [
        Tense::Base,
        Tense::Third,
        Tense::Past,
        Tense::Ing,
        Tense::Past,
    ];
    for (form, tense) in forms(entry).into_iter().zip(tenses) {
        verbs.entry(form).or_default().push(Verb {
            frame,
            tense,
            particle,
            wide,
        });
    }
}

/// Base, third person, past and "-ing" form (and participle) of an entry: as given, or one
/// from which the others are made ("argue": "argues", "argued", "arguing").
fn forms(entry: &str) -> Vec<String> {
    if entry.contains('|') {
        return entry.split('|').map(str::to_owned).collect();
    }
    let stem = entry.strip_suffix('e').unwrap_or(entry);
    let sibilant = ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| entry.ends_with(end));
    let third = if sibilant {
        format!("{entry}es")
    } else {
        format!("{entry}s")
    };
    // "admit": the last consonant doubles.
    let double = if matches!(entry, "admit" | "refer" | "concur" | "prefer" | "quip") {
        entry.chars().last().map_or(String::new(), String::from)
    } else {
        String::new()
    };
    vec![
        entry.to_owned(),
        third,
        format!("{stem}{double}ed"),
        format!("{stem}{double}ing"),
    ]
}

/// Forms that are nouns as often as verbs.
pub(super) const NOUNS_TOO: &[&str] = &[
    "claims",
    "claim",
    "reports",
    "report",
    "calls",
    "call",
    "notes",
    "note",
    "plans",
    "plan",
    "hopes",
    "hope",
    "fears",
    "fear",
    "demands",
    "demand",
    "charges",
    "charge",
    "states",
    "state",
    "views",
    "view",
    "doubts",
    "doubt",
    "estimates",
    "estimate",
    "questions",
    "question",
    "promises",
    "promise",
    "offers",
    "offer",
    "supports",
    "support",
    "backs",
    "back",
    "shows",
    "show",
    "reads",
    "read",
    "points",
    "point",
    "attacks",
    "attack",
    "comments",
    "comment",
    "requests",
    "request",
    "orders",
    "order",
    "challenges",
    "challenge",
    "worries",
    "worry",
    "thought",
    "finding",
    "feeling",
    "remarks",
    "remark",
    "signals",
    "signal",
    "quotes",
    "quote",
    "forecasts",
    "forecast",
    "like",
    "love",
    "hate",
    "favor",
    "favour",
    "voice",
    "detail",
    "details",
    "judge",
    "judges",
    "blasts",
    "blast",
    "attempts",
    "attempt",
    "aim",
    "aims",
    "pledge",
    "pledges",
    "vows",
    "vow",
    "jokes",
    "joke",
    "counter",
    "label",
    "labels",
    "brand",
    "brands",
    "wonder",
    "outline",
    "praise",
    "blame",
    "saying",
    "writing",
    "meaning",
    "wants",
    "references",
    "reference",
    "talks",
    "talk",
    "wishes",
    "wish",
    "long",
    "longs",
    "object",
    "objects",
    "focus",
    "cry",
    "cries",
    "advocate",
    "advocates",
    "reply",
    "replies",
    "guess",
    "dream",
    "dreams",
    "appeal",
    "appeals",
    "understanding",
    "warning",
    "found",
    "being",
    "back",
];

/// Words between subject and verb that belong to the verb.
pub(super) fn is_auxiliary(lower: &str) -> bool {
    matches!(
        lower,
        "has"
            | "have"
            | "had"
            | "would"
            | "will"
            | "could"
            | "can"
            | "may"
            | "might"
            | "must"
            | "should"
            | "does"
            | "do"
            | "did"
            | "not"
            | "also"
            | "then"
            | "later"
            | "now"
            | "still"
            | "once"
            | "often"
            | "always"
            | "never"
            | "even"
            | "just"
            | "only"
            | "already"
            | "soon"
            | "since"
            | "first"
            | "further"
            | "is"
            | "are"
            | "was"
            | "were"
            | "been"
            | "be"
            | "being"
            | "ever"
            | "long"
            | "instead"
            | "again"
            | "himself"
            | "herself"
            | "themselves"
            | "itself"
            | "too"
            | "didn't"
            | "doesn't"
            | "don't"
            | "won't"
            | "wouldn't"
            | "couldn't"
            | "can't"
            | "hasn't"
            | "haven't"
            | "hadn't"
            | "isn't"
            | "wasn't"
            | "aren't"
            | "weren't"
            | "both"
            | "all"
            | "sometimes"
            | "widely"
    ) || lower.len() > 4
        && lower.ends_with("ly")
        && lower != "family"
        && lower != "italy"
        && lower != "ally"
        && lower != "july"
        && lower != "assembly"
}

/// Verbs that "to" and another verb follow: "went on to say", "declined to discuss".
pub(super) fn links(lower: &str) -> bool {
    matches!(
        lower,
        "continue"
            | "continues"
            | "continued"
            | "wants"
            | "wanted"
            | "tried"
            | "tries"
            | "began"
            | "begun"
            | "used"
            | "sought"
            | "seeks"
            | "declined"
            | "declines"
            | "refused"
            | "refuses"
            | "decided"
            | "failed"
            | "fails"
            | "chose"
            | "likes"
            | "on"
            | "want"
            | "came"
            | "comes"
            | "started"
            | "proceeded"
            | "hastened"
            | "continuing"
    )
}

/// The forms of "be", which make a past form after them passive.
pub(super) fn is_be(lower: &str) -> bool {
    matches!(
        lower,
        "is" | "are"
            | "was"
            | "were"
            | "been"
            | "be"
            | "being"
            | "isn't"
            | "wasn't"
            | "aren't"
            | "weren't"
    )
}

#[cfg(test)]
mod tests {
    use super::super::kinds::uses;

    #[test]
    fn forms_are_made() {
        for form in [
            "argues", "argued", "arguing", "admitted", "tells", "replied", "vowed",
        ] {
            assert!(!uses(form).is_empty(), "{form}");
        }
        assert!(uses("table").is_empty());
        assert_eq!(uses("alluded")[0].particle, "to");
    }
}
