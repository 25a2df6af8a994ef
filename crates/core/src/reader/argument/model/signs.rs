//! Signs in a sentence of what it does in an argument: words of cause, of belief, of
//! fault, of measure, of report, and others, counted in one pass over its tokens.
//!
//! Why: no one word tells an explanation from a fact; together they lean one way.

use std::sync::LazyLock;

use crate::reader::phrase::Table;
use crate::reader::text::{Token, TokenKind};

/// What a word or phrase is a sign of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sign {
    /// A noun for a cause: "reason", "culprit", "undoing".
    CauseNoun,
    /// A joint of cause and effect: "because", "thanks to", "is why".
    CauseJoint,
    /// A verb of causing or ending: "led to", "doomed", "cost".
    CauseVerb,
    /// An aim, a wish or a fear.
    Aim,
    /// Somebody holds something: "believe", "blame", "insists that".
    Belief,
    /// A noun for those who do: "critics", "analysts", "some".
    Holder,
    /// "may", "perhaps", "probably".
    Hedge,
    /// "the truth is", "above all", "real", "simply".
    Stress,
    /// "also", "then there was", "a second".
    Adding,
    /// Fault, lack or excess: "failed", "too", "never", "weak", "without".
    Fault,
    /// A comparison or a degree: "more", "than", "the most".
    Degree,
    /// A poll, a report, figures.
    Source,
    /// Somebody says, finds or shows.
    Report,
    /// A time that can be looked up: "in May", "last year", "in 1975".
    When,
    /// Money, per cent, a share, a multiple.
    Measure,
    /// An instance: "for example", "one of", "once".
    Instance,
    /// The writer or the reader in person.
    Person,
    /// "will", "would", "should", "must".
    Modal,
    /// A turn inside the sentence: "but", "yet", "though".
    Turn,
    /// A word that denies: "not", "no", "hardly".
    Denial,
    /// Words that call something the cause: "one reason is that", "the root cause".
    Names,
    /// Words that draw a conclusion: "in short", "in the end".
    Sum,
}

/// How many kinds of sign there are.
pub(crate) const SIGNS: usize = Sign::Sum as usize + 1;

use Sign::{
    Adding, Aim, Belief, CauseJoint, CauseNoun, CauseVerb, Degree, Denial, Fault, Hedge, Holder,
    Instance, Measure, Modal, Names, Person, Report, Source, Stress, Sum, Turn, When,
};

const ROWS: &[(&[&str], Sign)] = &[
    (
        &[
            "reason|reasons|cause|causes|explanation|answer|culprit|driver|problem|trouble|factor|motive|truth|difference|story",
            "_9",
            "is|was|are|were|be|lies|lay",
            "that|because|simple|:|in|with",
        ],
        Names,
    ),
    (
        &[
            "one|another|main|real|biggest|chief|root|first|second|third|other|primary|important|key|underlying|principal|likeliest|simplest|better|best",
            "reason|cause|explanation|factor|motive|culprit|answer|problem",
        ],
        Names,
    ),
    (
        &[
            "the|a",
            "reason|cause|culprit|explanation",
            "for|of|behind|is|was|,",
        ],
        Names,
    ),
    (&["for", "_1", "reasons"], Names),
    (
        &["one|other|another|first|second|third", "_6", "is", "that"],
        Names,
    ),
    (&["was|is|were|are", "_1", "to", "blame"], Names),
    (&["what", "_5", "is|was", "a|the|that|how"], Names),
    (&["it", "is|was", "_5", "that|who"], Names),
    (&["not", "because", "_9", "but"], Names),
    (&["in", "short|sum|essence|effect"], Sum),
    (&["in", "the", "end"], Sum),
    (&["at", "the", "end", "of", "the", "day"], Sum),
    (&["at", "bottom|root|heart"], Sum),
    (&["thus|therefore|hence|consequently|accordingly"], Sum),
    (&["all", "of?", "this|these"], Sum),
    (
        &["the", "result|upshot|bottom|lesson|point", "_2", "is|was|:"],
        Sum,
    ),
    (
        &[
            "reason|reasons|cause|causes|culprit|explanation|explanations|undoing|downfall|root|roots|driver|factor|factors|motive|motives|motivation|trouble|problem|problems|fault|key|secret|answer|source|lesson",
        ],
        CauseNoun,
    ),
    (&["because"], CauseJoint),
    (&["due|owing|thanks", "to"], CauseJoint),
    (&["as", "a", "result|consequence"], CauseJoint),
    (
        &[
            "that|this|which|it|that's|here's",
            "is|was",
            "why|how|because",
        ],
        CauseJoint,
    ),
    (&["that's|here's", "why|how|because"], CauseJoint),
    (&["so", "that"], CauseJoint),
    (
        &[
            "by",
            "refusing|failing|choosing|making|allowing|embracing|giving|keeping|letting|turning",
        ],
        CauseJoint,
    ),
    (
        &[
            "led|leads|leading|owes|owed|contributed|contributes",
            "_3",
            "to",
        ],
        CauseVerb,
    ),
    (
        &[
            "stems|stemmed|comes|came|arose|arises|resulted|results",
            "from",
        ],
        CauseVerb,
    ),
    (&["boils|comes|boiled|came", "down", "to"], CauseVerb),
    (&["has|have|had", "_2", "to", "do", "with"], CauseVerb),
    (&["played|plays|play|playing", "_3", "role|part"], CauseVerb),
    (&["had|took|has|take", "_2", "hand|toll"], CauseVerb),
    (
        &[
            "made|makes|make|making",
            "_3",
            "impossible|harder|easier|worse|inevitable|possible|difficult|unavoidable",
        ],
        CauseVerb,
    ),
    (&["did", "the", "rest|damage"], CauseVerb),
    (&["sealed|seals", "_3", "fate"], CauseVerb),
    (
        &[
            "caused|causing|drove|driven|drives|doomed|dooms|sank|sunk|undid|undone|fuelled|fueled|sparked|triggered|prompted|forced|forcing|explains|explained|explain|produced|killed|ruined|wrecked|crippled|eroded|undermined|encouraged|enabled|allowed|cost|costs|brought|gave|pushed|destroyed|hurt|alienated|created|creates|shaped|reflects|reflect|reflected|helped|turned|fatal|behind|inspired",
        ],
        CauseVerb,
    ),
    (
        &[
            "wanted|wants|want|wanting|feared|fears|fear|hoped|hoping|hopes|aimed|aims|needed|needs|afraid|eager|keen|anxious|desperate|determined|unwilling|reluctant|tempted|sought|trying|tried|refused|chose|decided|intended|meant|interest|interests|incentive|ambition",
        ],
        Aim,
    ),
    (&["in", "order|hopes", "to|of|that"], Aim),
    (
        &[
            "to",
            "avoid|protect|please|keep|prevent|punish|win|save|secure|appease|preserve|show|prove",
        ],
        Aim,
    ),
    (
        &[
            "believe|believes|believed|think|thinks|thought|suspect|suspects|suspected|argue|argues|argued|insist|insists|insisted|claim|claims|claimed|blame|blames|blamed|maintain|maintains|contend|contends|assume|assumes|assumed|theory|theories|interpreted|speculate|speculated|speculation|view|posited|attribute|attributed|attributes|suggests|suggest|suggested|concede|credit|credits|credited",
        ],
        Belief,
    ),
    (&["point|points|pointed|pointing", "to|at|the"], Belief),
    (
        &[
            "officially|official|supposedly|conventional|version|narrative|wisdom|excuse|pretext|telling",
        ],
        Belief,
    ),
    (&["is|been|heard|be", "_2", "said|told"], Belief),
    (
        &[
            "is|are|was|were",
            "said|thought|rumoured|rumored|alleged|reputed",
            "to",
        ],
        Belief,
    ),
    (
        &[
            "people|they|officials|ministers|some|others|supporters|locals|sources|diplomats|friends|aides|allies|you",
            "_1",
            "say|whisper|mutter|murmur|cite",
        ],
        Belief,
    ),
    (&["one", "hears|reads"], Belief),
    (&["there", "are|is", "those", "who"], Belief),
    (
        &["reading|rumour|rumor|legend|gossip|story", "has", "it"],
        Belief,
    ),
    (
        &[
            "account|version|story|line|explanation|reading",
            "is",
            "that",
        ],
        Belief,
    ),
    (&["tell|tells|told", "a|the", "_1", "story|tale"], Belief),
    (&["puts|put", "_3", "down", "to"], Belief),
    (
        &[
            "like|likes|prefer|prefers|fond|fashion|habit",
            "to|of|for",
            "cite|say|talk|blame|saying|citing|talking|blaming",
        ],
        Belief,
    ),
    (
        &["accused|accuses|accuse|detect|detects|rumour|rumours|rumor|rumors|gossip"],
        Belief,
    ),
    (
        &[
            "some|many|critics|others|analysts|observers|experts|supporters|opponents|commentators|pundits|optimists|pessimists|defenders|insiders|economists|historians|strategists|advisers|locals|sceptics|skeptics|cynics|conventional",
        ],
        Holder,
    ),
    (
        &[
            "may|might|could|perhaps|maybe|possibly|probably|likely|possible|conceivable|conceivably|plausible|apparently|seems|seem|seemed|appears|appear|appeared|presumably|arguably",
        ],
        Hedge,
    ),
    (&["i|we", "suspect|think|believe|guess"], Hedge),
    (
        &[
            "real|really|simple|simply|truth|ultimately|fundamental|fundamentally|deeper|deepest|essentially|obvious|obviously|clearly|basic|basically|mainly|chiefly|largely|primarily|chief|main|biggest|central|mostly|actual|actually|precisely|exactly|underlying|core|heart|crucial|crucially|decisive",
        ],
        Stress,
    ),
    (&["above", "all"], Stress),
    (&["in", "fact|truth|reality|practice"], Stress),
    (&["most", "important|importantly"], Stress),
    (&["call", "it"], Stress),
    (
        &[
            "also|another|moreover|furthermore|besides|additionally|second|secondly|third|thirdly|finally|lastly",
        ],
        Adding,
    ),
    (&["then", "there", "is|was|are|were"], Adding),
    (&["and|but", "then", "_1", "there|came"], Adding),
    (&[",", "too", ",|."], Adding),
    (&["as", "well"], Adding),
    (&["not", "only|just|merely"], Adding),
    (&["part", "of"], Adding),
    (&["for", "one", "thing?", ","], Adding),
    (&["first|firstly", ",|:"], Adding),
    (
        &[
            "too|lack|lacked|lacks|lacking|fail|fails|failed|failing|failure|failures|never|weak|weaker|weakness|wrong|mistake|mistakes|error|errors|unable|inability|ignored|ignoring|neglect|neglected|without|slow|slower|slowly|late|poor|poorly|bad|badly|worse|worst|divided|split|crisis|collapse|collapsed|lost|losing|broken|broke|missed|incompetence|incompetent|corruption|corrupt|arrogance|arrogant|unpopular|unprepared|careless|cheap|small|nobody|nothing|shortage|overconfident|complacent|complacency|greed|distrust|mistrust|anger|angry|resentment|unmanageable|hubris|cowardice|vanity|stubborn|rigid|outdated|abandoned|gone",
        ],
        Fault,
    ),
    (&["no", "longer"], Fault),
    (&["ran|run|running", "out", "of?"], Fault),
    (&["fell|falls|fall", "apart|short"], Fault),
    (
        &[
            "than|most|least|lowest|highest|biggest|largest|worst|best|record|fewer|less|twice|double|doubled|halved|tripled|half|third|quarter|majority",
        ],
        Degree,
    ),
    (
        &[
            "poll|polls|polling|survey|surveys|study|studies|report|reports|data|figures|statistics|records|documents|emails|memo|email|census|estimate|estimates|transcript|audit|inquiry|investigation|investigators|index|footage|research|researchers|interview|testimony|exit",
        ],
        Source,
    ),
    (&["according", "to"], Source),
    (
        &[
            "said|says|told|tells|wrote|writes|found|finds|shows|showed|showing|revealed|reveals|recalled|recalls|noted|notes|estimated|recorded|documented|cited|cites|testified|admitted|admits|conceded|announced|reported|warned|acknowledged|described|describes|called",
        ],
        Report,
    ),
    (
        &[
            "january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|ago|since|during|once|later|after|before|when|earlier",
        ],
        When,
    ),
    (
        &[
            "last|this|that|past|next",
            "year|years|month|week|summer|winter|spring|autumn|fall|decade|century",
        ],
        When,
    ),
    (
        &[
            "percent|percentage|per|$|£|€|%|million|billion|trillion|thousand|thousands|hundred|hundreds|points|dozen|miles|kilometres|kilometers|dollars|pounds|euros|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|times|rate|rates",
        ],
        Measure,
    ),
    (&["for", "example|instance"], Instance),
    (&["such", "as"], Instance),
    (&["one", "of"], Instance),
    (
        &["once|even|consider|take|witness|example|examples|indeed"],
        Instance,
    ),
    (&["in", "one|#"], Instance),
    (
        &["i|me|my|we|us|our|you|your|let's|i'm|i've|we're|we've|you're"],
        Person,
    ),
    (
        &["will|would|should|must|shall|won't|wouldn't|shouldn't|'ll|ought|can"],
        Modal,
    ),
    (
        &["but|yet|though|although|while|whereas|however|despite|instead|rather|unlike"],
        Turn,
    ),
    (
        &[
            "not|no|n't|neither|nor|none|hardly|scarcely|cannot|can't|didn't|don't|doesn't|isn't|wasn't|weren't|aren't|couldn't|hasn't|haven't|hadn't",
        ],
        Denial,
    ),
];

static TABLE: LazyLock<Table<Sign>> = LazyLock::new(|| Table::new(ROWS));

/// How often each sign stands in a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    counts: [u8; SIGNS],
    /// How many tokens begin with a digit.
    pub(crate) digits: u8,
    /// How many words end as verbs of the past do.
    pub(crate) past: u8,
    /// How many quotation marks there are.
    pub(crate) quotes: u8,
}

impl Signs {
    /// The signs among `words`.
    pub(crate) fn of(words: &[Token]) -> Signs {
        let mut signs = Signs::default();
        for at in 0..words.len() {
            if let Some(hit) = TABLE.match_at(words, at) {
                let count = &mut signs.counts[*hit.value as usize];
                *count = count.saturating_add(1);
            }
            let token = &words[at];
            let bump = |n: &mut u8, on: bool| *n = n.saturating_add(u8::from(on));
            bump(&mut signs.digits, token.kind == TokenKind::Number);
            bump(&mut signs.quotes, token.is_quote());
            bump(&mut signs.past, is_past(token));
        }
        signs
    }

    /// How often a sign stands there.
    pub(crate) fn count(&self, sign: Sign) -> u8 {
        self.counts[sign as usize]
    }

    /// Whether it stands there.
    pub(crate) fn has(&self, sign: Sign) -> bool {
        self.count(sign) > 0
    }
}

/// "was", "had", "came", and words in "-ed".
fn is_past(token: &Token) -> bool {
    const VERBS: &[&str] = &[
        "was", "were", "had", "did", "came", "went", "took", "made", "gave", "fell", "rose",
        "left", "won", "lost", "said", "told", "found", "became", "began", "brought", "held",
        "kept", "sold", "sent", "spent", "met", "ran", "saw", "wrote", "led", "grew", "got",
    ];
    token.kind == TokenKind::Word
        && (token.is_any(VERBS) || token.lower.len() > 4 && token.lower.ends_with("ed"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    #[test]
    fn signs_are_counted() {
        let document = document("Critics blame the bank, which failed because it lent $3 million.");
        let text = Text::new(&document);
        let signs = Signs::of(&text.tokens);
        for sign in [Sign::Holder, Sign::Belief, Sign::Fault, Sign::CauseJoint] {
            assert!(signs.has(sign), "{sign:?}");
        }
        assert_eq!(signs.count(Sign::Measure), 2);
        assert_eq!((signs.digits, signs.quotes), (1, 0));
        assert!(!signs.has(Sign::Modal));
    }
}
