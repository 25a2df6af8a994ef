//! Every table and key of the case file, as data: what checks, the formatter, the JSON
//! Schema and the manual's reference page are all made from.

/// The version of the format, the value of the key `abduce`.
pub const VERSION: i64 = 1;

/// What may stand as the value of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The format's version.
    Version,
    /// Free text.
    Text,
    /// `true` or `false`.
    Bool,
    /// A TOML local date.
    Date,
    /// A credence: number, percentage, range, phrase or rating.
    Credence,
    /// A grade letter or a credence.
    Grade,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The id of a source.
    Source,
    /// Ids of sources.
    Sources,
    /// A table from ids of propositions to credences.
    Given,
    /// One quote: its words.
    Quote,
    /// A list of quotes with their places.
    Quotes,
    /// A path relative to the case file.
    Path,
    /// A SHA-256 in hexadecimal.
    Sha256,
    /// A list of texts.
    Texts,
    /// What is believed of a forecast: a credence, or a table of options or quantiles.
    Stated,
    /// What came of a forecast.
    Outcome,
    /// A list of later beliefs.
    Revisions,
    /// A list of former resolutions.
    History,
}

/// One key of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What may stand there.
    pub kind: Kind,
    /// What it means, in one sentence.
    pub doc: &'static str,
}

const fn key(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, doc }
}

/// How a table's name and keys are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The top of the file.
    Root,
    /// One table: `[event]`.
    Single,
    /// A table for each id: `[hypotheses.coup]`.
    Keyed,
    /// A table from names to credences: `[grades]`.
    Credences,
}

/// One table of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name; empty for the top of the file.
    pub name: &'static str,
    /// How it is written.
    pub shape: Shape,
    /// What it holds, in one sentence.
    pub doc: &'static str,
    /// Its keys in canonical order.
    pub keys: &'static [Key],
}

const STATEMENT: Key = key("statement", Kind::Text, "What it states, in one sentence.");
const NOTES: Key = key("notes", Kind::Text, "Free notes; never weighed.");
const QUOTE: Key = key(
    "quote",
    Kind::Quote,
    "Its words, exactly as the source has them.",
);
const QUOTES: Key = key(
    "quotes",
    Kind::Quotes,
    "Its words and their places, where one quote is not enough.",
);
const GIVEN: Key = key(
    "given",
    Kind::Given,
    "How probable it is when one other proposition alone is true, for each it depends on.",
);
const OTHERWISE: Key = key(
    "otherwise",
    Kind::Credence,
    "How probable it is when none of `given` is true; \"even\" when not written.",
);
const SOURCE: Key = key("source", Kind::Source, "The source that says so.");
const DATE: Key = key(
    "date",
    Kind::Date,
    "The day it is known from; the source's date when not written.",
);

const STATED: Key = key("stated", Kind::Stated, "What was believed then.");
const WORDS: Key = key(
    "words",
    Kind::Text,
    "The words that it was said in, where they are no phrase of the scale.",
);
const OUTCOME: Key = key(
    "outcome",
    Kind::Outcome,
    "What came of it: true or false, an option, a number or a date; \"void\" when it cannot be told.",
);
const RESOLVED_ON: Key = key(
    "resolved_on",
    Kind::Date,
    "The day the outcome became known.",
);
const RESOLUTION_NOTE: Key = key("resolution_note", Kind::Text, "Why that is the outcome.");
const RESOLUTION_SOURCE: Key = key("resolution_source", Kind::Text, "Where that can be read.");

/// All tables in canonical order; the first is the top of the file.
pub const TABLES: &[Table] = &[
    Table {
        name: "",
        shape: Shape::Root,
        doc: "The case.",
        keys: &[
            key("abduce", Kind::Version, "The version of this format: 1."),
            key("title", Kind::Text, "A short name for the case."),
            key("question", Kind::Text, "What is asked."),
            key(
                "frame",
                Kind::Choice(&["rival", "contributory"]),
                "Whether exactly one hypothesis is true, or several may be causes; \"contributory\" when not written.",
            ),
            key(
                "scale",
                Kind::Choice(&["icd203", "phia"]),
                "Whose words of estimative probability the file uses; \"icd203\" when not written.",
            ),
            key(
                "as_of",
                Kind::Date,
                "Weigh only what was known by this day.",
            ),
            NOTES,
        ],
    },
    Table {
        name: "event",
        shape: Shape::Single,
        doc: "What happened and is to be explained.",
        keys: &[
            STATEMENT,
            key(
                "happened",
                Kind::Bool,
                "Whether it happened; true when not written.",
            ),
            key("date", Kind::Date, "The day it happened."),
            QUOTE,
            QUOTES,
            NOTES,
        ],
    },
    Table {
        name: "hypotheses",
        shape: Shape::Keyed,
        doc: "The candidate answers (rival) or causes (contributory).",
        keys: &[
            STATEMENT,
            key(
                "prior",
                Kind::Credence,
                "How probable it is before anything is known.",
            ),
            key(
                "strength",
                Kind::Credence,
                "How probably it brings the event about when present; \"likely\" when not written.",
            ),
            GIVEN,
            OTHERWISE,
            key("source", Kind::Source, "The source that advances it."),
            key(
                "stance",
                Kind::Credence,
                "How sure its source sounds of it; never weighed.",
            ),
            QUOTE,
            QUOTES,
            NOTES,
        ],
    },
    Table {
        name: "other",
        shape: Shape::Single,
        doc: "Whatever is not listed among the hypotheses.",
        keys: &[
            key(
                "prior",
                Kind::Credence,
                "How probable it is; \"unlikely\" when not written.",
            ),
            key(
                "strength",
                Kind::Credence,
                "How probably it acts when present; 1 when not written.",
            ),
            NOTES,
        ],
    },
    Table {
        name: "evidence",
        shape: Shape::Keyed,
        doc: "What was reported or seen.",
        keys: &[
            STATEMENT,
            key(
                "kind",
                Kind::Choice(&["fact", "precedent"]),
                "Something about this event, or a like event before; \"fact\" when not written.",
            ),
            key(
                "observed",
                Kind::Bool,
                "False when its absence is what was found; true when not written.",
            ),
            GIVEN,
            OTHERWISE,
            SOURCE,
            key(
                "also",
                Kind::Sources,
                "Further sources that report the same.",
            ),
            DATE,
            QUOTE,
            QUOTES,
            NOTES,
        ],
    },
    Table {
        name: "claims",
        shape: Shape::Keyed,
        doc: "Assumptions and intermediate steps.",
        keys: &[
            STATEMENT,
            key(
                "observed",
                Kind::Bool,
                "Known to be true or false; unknown when not written.",
            ),
            GIVEN,
            OTHERWISE,
            SOURCE,
            DATE,
            QUOTE,
            QUOTES,
            NOTES,
        ],
    },
    Table {
        name: "forecasts",
        shape: Shape::Keyed,
        doc: "What follows.",
        keys: &[
            STATEMENT,
            key(
                "kind",
                Kind::Choice(&["yes-no", "options", "quantity", "date"]),
                "What it asks; \"options\" when those are written, else \"yes-no\". Only yes-no is weighed.",
            ),
            key(
                "options",
                Kind::Texts,
                "What may happen, exactly one of them.",
            ),
            key("unit", Kind::Text, "The unit of a quantity."),
            key("tags", Kind::Texts, "What it is about, for sorting."),
            key("criteria", Kind::Text, "What decides it."),
            GIVEN,
            OTHERWISE,
            SOURCE,
            key(
                "stated",
                Kind::Stated,
                "How sure its source sounds of it; never weighed, but scored.",
            ),
            WORDS,
            key(
                "opens",
                Kind::Date,
                "The day from which it could be made; the day it was made when not written.",
            ),
            key("date", Kind::Date, "The day it was made."),
            key(
                "resolves_by",
                Kind::Date,
                "The day by which it is to be decided.",
            ),
            key("by", Kind::Date, "The same as `resolves_by`."),
            OUTCOME,
            RESOLVED_ON,
            RESOLUTION_NOTE,
            RESOLUTION_SOURCE,
            key(
                "revisions",
                Kind::Revisions,
                "What was believed later, or by others.",
            ),
            key(
                "history",
                Kind::History,
                "Outcomes that were written once and taken back, oldest first.",
            ),
            QUOTE,
            QUOTES,
            NOTES,
        ],
    },
    Table {
        name: "sources",
        shape: Shape::Keyed,
        doc: "Who says so.",
        keys: &[
            key("name", Kind::Text, "Who or what it is."),
            key(
                "grade",
                Kind::Grade,
                "How reliable it is: an Admiralty letter or a credence; \"F\" when not written.",
            ),
            key(
                "unreliable",
                Kind::Choice(&["random", "slanted"]),
                "What it does when unreliable; \"random\" when not written.",
            ),
            key(
                "noise",
                Kind::Credence,
                "How probably it says a thing regardless, when unreliable; 0.5 when not written.",
            ),
            key("via", Kind::Source, "The source through which it is heard."),
            key("date", Kind::Date, "The day its items are known from."),
            key("url", Kind::Text, "Where it was published."),
            key(
                "file",
                Kind::Path,
                "The file with its text, relative to the case file.",
            ),
            key("sha256", Kind::Sha256, "The SHA-256 of that file."),
            NOTES,
        ],
    },
    Table {
        name: "grades",
        shape: Shape::Credences,
        doc: "Reliabilities for grades, over the Admiralty ones.",
        keys: &[],
    },
    Table {
        name: "remarks",
        shape: Shape::Keyed,
        doc: "What a text says that is kept but not weighed.",
        keys: &[
            STATEMENT,
            key(
                "kind",
                Kind::Choice(&[
                    "counterfactual",
                    "unknowable",
                    "anomaly",
                    "attribution",
                    "provenance",
                ]),
                "What it is about.",
            ),
            SOURCE,
            QUOTE,
            QUOTES,
            NOTES,
        ],
    },
];

/// The entry of that name; the empty name is the top of the file.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

impl Table {
    /// The key of that name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// Whether the numbers hang on a key: what is not weighed may be faulty and they stand.
pub fn is_weighed(table: &str, key: &str) -> bool {
    match table {
        "" => matches!(key, "abduce" | "frame" | "scale" | "as_of"),
        "event" => key == "happened",
        "hypotheses" => matches!(key, "prior" | "strength" | "given" | "otherwise"),
        "other" => matches!(key, "prior" | "strength"),
        "evidence" | "claims" => matches!(
            key,
            "observed" | "given" | "otherwise" | "source" | "also" | "date"
        ),
        "forecasts" => matches!(key, "given" | "otherwise" | "outcome" | "resolved_on"),
        "sources" => matches!(key, "grade" | "unreliable" | "noise" | "via" | "date"),
        "grades" => true,
        _ => false,
    }
}

/// The keys of one entry of `quotes`.
pub const QUOTE_KEYS: &[Key] = &[
    key(
        "source",
        Kind::Source,
        "The source whose file it stands in.",
    ),
    key(
        "exact",
        Kind::Text,
        "The words, exactly as the source has them.",
    ),
    key("prefix", Kind::Text, "The words right before it."),
    key("suffix", Kind::Text, "The words right after it."),
];

/// The keys of one entry of `revisions`.
pub const REVISION_KEYS: &[Key] = &[
    key("date", Kind::Date, "The day it was made."),
    key(
        "source",
        Kind::Source,
        "Who believed so; the forecast's own source when not written.",
    ),
    STATED,
    WORDS,
    QUOTE,
    QUOTES,
    NOTES,
];

/// The keys of one entry of `history`.
pub const HISTORY_KEYS: &[Key] = &[
    OUTCOME,
    RESOLVED_ON,
    RESOLUTION_NOTE,
    RESOLUTION_SOURCE,
    key("withdrawn_on", Kind::Date, "The day it was taken back."),
];
