//! What is measured: one row for each yardstick, with how score.py is asked, the floor of a
//! simple baseline and the goal.

/// Which way a figure is good.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Goal {
    AtLeast(f64),
    AtMost(f64),
    /// Looked at, without a goal.
    None,
}

impl Goal {
    /// Whether a figure meets it; none where there is no goal.
    pub(super) fn met(self, figure: f64) -> Option<bool> {
        match self {
            Goal::AtLeast(goal) => Some(figure >= goal),
            Goal::AtMost(goal) => Some(figure <= goal),
            Goal::None => None,
        }
    }
}

/// One figure out of what score.py says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure {
    pub(super) name: &'static str,
    /// The way to it in the scorer's JSON: keys, and indices into lists.
    pub(super) path: &'static [&'static str],
    pub(super) floor: Option<f64>,
    pub(super) goal: Goal,
}

/// One yardstick.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// What `--only` calls it.
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    /// The folder of its corpus; one of several names, as splits are called differently.
    pub(super) corpus: &'static [&'static str],
    /// What score.py is asked, GOLD and PRED left out.
    pub(super) score: &'static str,
    pub(super) figures: &'static [Figure],
}

impl Row {
    /// Whether a model that is shipped was trained on this row's gold data, so that its
    /// figures say nothing; the notes have those of cross-validation.
    pub(super) fn is_trained_on(&self) -> bool {
        ["causal", "cause-spans", "because", "names"].contains(&self.name)
    }
}

const fn at_least(
    name: &'static str,
    path: &'static [&'static str],
    floor: f64,
    goal: f64,
) -> Figure {
    Figure {
        name,
        path,
        floor: Some(floor),
        goal: Goal::AtLeast(goal),
    }
}

const fn seen(name: &'static str, path: &'static [&'static str]) -> Figure {
    Figure {
        name,
        path,
        floor: None,
        goal: Goal::None,
    }
}

const PRECISION: Figure = seen("precision", &["pos", "0"]);
const RECALL: Figure = seen("recall", &["pos", "1"]);

/// All yardsticks, in the order in which they are reported.
pub(super) const ROWS: &[Row] = &[
    Row {
        name: "attribution",
        what: "attribution: source + cue + content",
        corpus: &["polnear"],
        score: "relations --roles source,cue,content --anchor cue --trim",
        figures: &[
            at_least("lenient F1", &["lenient", "2"], 0.548, 0.68),
            at_least("strict F1", &["strict", "2"], 0.216, 0.38),
            seen("lenient precision", &["lenient", "0"]),
            seen("lenient recall", &["lenient", "1"]),
            seen("cue found, recall", &["anchor", "1"]),
        ],
    },
    Row {
        name: "content",
        what: "attributed content",
        corpus: &["polnear"],
        score: "spans --labels source,cue,content --trim",
        figures: &[
            Figure {
                name: "token F1",
                path: &["content", "token", "2"],
                floor: Some(0.648),
                goal: Goal::None,
            },
            seen("content exact F1", &["content", "exact", "2"]),
            seen("source exact F1", &["source", "exact", "2"]),
            seen("cue exact F1", &["cue", "exact", "2"]),
        ],
    },
    Row {
        name: "causal",
        what: "causal sentence",
        corpus: &["cnc"],
        score: "sentences --pos causal --from-spans cause,effect,signal",
        figures: &[
            at_least("accuracy", &["accuracy"], 0.682, 0.78),
            at_least("MCC", &["mcc"], 0.363, 0.55),
            PRECISION,
            RECALL,
        ],
    },
    Row {
        name: "cause-spans",
        what: "cause, effect, signal spans",
        corpus: &["cnc"],
        score: "spans --within causal --trim --labels cause,effect,signal",
        figures: &[
            at_least("exact F1", &["(micro)", "exact", "2"], 0.152, 0.40),
            at_least("token F1", &["(micro)", "token", "2"], 0.492, 0.66),
        ],
    },
    Row {
        name: "because",
        what: "causal relations in whole documents",
        corpus: &["because"],
        score: "relations --roles cause,effect,signal --need cause,effect --anchor signal",
        figures: &[
            at_least("F1", &["lenient", "2"], 0.306, 0.50),
            seen("signal found, F1", &["anchor", "2"]),
        ],
    },
    Row {
        name: "hedged",
        what: "hedged sentence",
        corpus: &["conll2010wiki"],
        score: "sentences --pos uncertain",
        figures: &[
            at_least("accuracy", &["accuracy"], 0.722, 0.78),
            at_least("F1", &["pos", "2"], 0.723, 0.79),
            PRECISION,
            RECALL,
        ],
    },
    Row {
        name: "factuality",
        what: "how sure a statement sounds",
        corpus: &["factuality"],
        score: "values --label factuality",
        figures: &[
            Figure {
                name: "MAE",
                path: &["mae"],
                floor: Some(0.727),
                goal: Goal::AtMost(0.55),
            },
            at_least("r", &["pearson"], 0.479, 0.62),
            seen("found", &["found"]),
        ],
    },
    Row {
        name: "probability",
        what: "probability words to numbers",
        corpus: &["wep"],
        score: "values --label probability --default 0.5",
        figures: &[
            Figure {
                name: "MAE",
                path: &["mae"],
                floor: None,
                goal: Goal::AtMost(0.03),
            },
            seen("found", &["found"]),
        ],
    },
    Row {
        name: "entities",
        what: "names: PER, ORG, LOC",
        corpus: &["uner_ewt", "uner_pud", "uner"],
        score: "spans --labels PER,ORG,LOC",
        figures: &[
            at_least("exact F1", &["(micro)", "exact", "2"], 0.302, 0.65),
            seen("PER", &["PER", "exact", "2"]),
            seen("ORG", &["ORG", "exact", "2"]),
            seen("LOC", &["LOC", "exact", "2"]),
        ],
    },
    Row {
        name: "names",
        what: "names of any kind",
        corpus: &["gum"],
        score: "spans --labels name",
        figures: &[at_least("exact F1", &["name", "exact", "2"], 0.482, 0.70)],
    },
    Row {
        name: "dates",
        what: "dates",
        corpus: &["gum"],
        score: "spans --labels date",
        figures: &[
            at_least("exact F1", &["date", "exact", "2"], 0.716, 0.85),
            seen("exact precision", &["date", "exact", "0"]),
            seen("exact recall", &["date", "exact", "1"]),
        ],
    },
    Row {
        name: "slips",
        what: "name slips, seeded",
        corpus: &["slips"],
        score: "slips",
        figures: &[
            at_least("precision", &["flag", "0"], 0.50, 0.85),
            at_least("recall", &["flag", "1"], 0.75, 0.85),
            Figure {
                name: "false flags per clean article",
                path: &["false_flags_per_clean_doc"],
                floor: Some(0.31),
                goal: Goal::AtMost(0.08),
            },
        ],
    },
    Row {
        name: "forecasts",
        what: "forecast sentences",
        corpus: &["newsdiscourse"],
        score: "sentences --pos Distant_Expectations_Consequences --from-spans forecast",
        figures: &[
            at_least("F1", &["pos", "2"], 0.537, 0.62),
            PRECISION,
            RECALL,
        ],
    },
    Row {
        name: "opinions",
        what: "opinion sentences",
        corpus: &["newsdiscourse"],
        score: "sentences --pos Distant_Evaluation --from-spans opinion",
        figures: &[
            at_least("F1", &["pos", "2"], 0.527, 0.60),
            PRECISION,
            RECALL,
        ],
    },
    Row {
        name: "background",
        what: "background sentences",
        corpus: &["newsdiscourse"],
        score: "sentences --pos Distant_Historical --from-spans background",
        figures: &[
            at_least("F1", &["pos", "2"], 0.490, 0.57),
            PRECISION,
            RECALL,
        ],
    },
    Row {
        name: "future",
        what: "sentences about the future",
        corpus: &["muller"],
        score: "sentences --pos future --from-spans future,forecast",
        figures: &[at_least("F1", &["pos", "2"], 0.824, 0.86)],
    },
    Row {
        name: "counter",
        what: "counter-arguments",
        corpus: &["microtexts"],
        score: "sentences --unit adu --pos opp",
        figures: &[
            at_least("F1", &["pos", "2"], 0.444, 0.62),
            PRECISION,
            RECALL,
            seen("accuracy", &["accuracy"]),
        ],
    },
    OPED_SPANS,
    OPED_STANCE,
    OPED_POLARITY,
];

const OPED_SPANS: Row = Row {
    name: "op-eds",
    what: "whole op-eds (our own), overlap F1",
    corpus: &["opeds"],
    score: "spans",
    figures: &[
        at_least("question", &["question", "overlap", "2"], 0.59, 0.90),
        at_least("hypothesis", &["hypothesis", "overlap", "2"], 0.31, 0.60),
        at_least("evidence", &["evidence", "overlap", "2"], 0.29, 0.50),
    ],
};

const OPED_STANCE: Row = Row {
    name: "stance",
    what: "stance of hypotheses",
    corpus: &["opeds"],
    score: "sentences --unit hypothesis --pos endorses,leans",
    figures: &[
        Figure {
            name: "accuracy",
            path: &["accuracy"],
            floor: None,
            goal: Goal::AtLeast(0.60),
        },
        seen("F1", &["pos", "2"]),
    ],
};

const OPED_POLARITY: Row = Row {
    name: "polarity",
    what: "evidence against",
    corpus: &["opeds"],
    score: "sentences --unit evidence --pos contradicts",
    figures: &[seen("F1", &["pos", "2"]), seen("accuracy", &["accuracy"])],
};
