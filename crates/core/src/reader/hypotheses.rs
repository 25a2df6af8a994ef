//! Candidate explanations: one rule per way of bringing one up.

pub(crate) mod according;
pub(crate) mod alternatives;
pub(crate) mod announced;
pub(crate) mod attributed;
pub(crate) mod avowed;
pub(crate) mod blame;
pub(crate) mod heading;
pub(crate) mod listed;
pub(crate) mod maintained;
pub(crate) mod motive;
pub(crate) mod named;
pub(crate) mod paragraph;
pub(crate) mod possibility;
pub(crate) mod rejected;
pub(crate) mod reported;
pub(crate) mod second_thoughts;
pub(crate) mod topic_sentence;
pub(crate) mod two;
pub(crate) mod verdict;

use std::ops::Range;

use super::argument::attribution_of;
use super::draft::Attribution;
use super::outline::{Line, Opener, Outline};
use super::stems::Stems;
use super::text::Token;

/// What a rule is given: one line, and where the article stands.
pub(crate) struct Place<'a, 't> {
    /// The article's prose.
    pub(crate) outline: &'a Outline<'t>,
    /// The line.
    pub(crate) line: &'a Line,
    /// Its index.
    pub(crate) at: usize,
    /// The stems of the question and the event.
    pub(crate) asked: &'a Stems,
    /// Who says what in the article.
    pub(crate) attributions: &'a [Attribution],
    /// Whether the article asks for an explanation, and this line stands where one may be.
    pub(crate) explanatory: bool,
    /// Whether the article weighs explanations, though it asks no question.
    pub(crate) weighing: bool,
    /// Whether the article asks nothing but opens with an event, which it may explain: then
    /// only wordings that nobody uses for anything else count.
    pub(crate) opening: bool,
    /// Whether two paragraphs or more of it count something off.
    pub(crate) counting: bool,
    /// Whether the paragraph, or the end of the one before, announced explanations.
    pub(crate) announced: bool,
    /// Whether the paragraph has brought up no explanation so far.
    pub(crate) open: bool,
    /// Whether the paragraph before spoke of an explanation, and the article is short enough
    /// for its paragraphs to be a list of them.
    pub(crate) amid: bool,
    /// Whether the article has brought up one before, or has just asked its question.
    pub(crate) begun: bool,
}

impl Place<'_, '_> {
    /// The tokens of the line without its opener.
    pub(crate) fn body(&self) -> &[Token] {
        self.outline.body(self.line)
    }

    /// Whether a weak sign may count here.
    pub(crate) fn may_begin(&self) -> bool {
        self.explanatory && self.open && self.line.opener != Opener::Contrast
    }

    /// Whether an explanation in so many words may stand here.
    pub(crate) fn explains(&self) -> bool {
        self.explanatory || self.weighing || self.opening
    }

    /// Whether a speaker, and not the writer, says most of the line.
    pub(crate) fn told(&self) -> bool {
        attribution_of(self.attributions, self.line.span).is_some()
    }

    /// What speakers say in the line, as indices into all tokens, cut to the line's body:
    /// empty or backwards where nothing of it lies there.
    pub(crate) fn said(&self) -> impl Iterator<Item = Range<usize>> {
        let line = self.line.span;
        let body = self.line.body.clone();
        let text = self.outline.text;
        self.attributions
            .iter()
            .skip_while(move |a| a.content.end <= line.start)
            .take_while(move |a| a.content.start < line.end)
            .map(move |a| {
                let tokens = text.tokens_in(a.content);
                let that = text
                    .tokens
                    .get(tokens.start)
                    .is_some_and(|t| t.lower == "that");
                let start = tokens.start + usize::from(that);
                start.max(body.start)..tokens.end.min(body.end)
            })
    }

    /// The whole body.
    pub(crate) fn whole(&self) -> Range<usize> {
        0..self.line.body.len()
    }
}

/// An explanation that a rule saw.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Candidate {
    /// Its words, as indices into the line's body.
    pub(crate) range: Range<usize>,
    /// The rule.
    pub(crate) rule: &'static str,
    /// Whether others hold it, and not (or not only) the writer.
    pub(crate) reported: bool,
    /// Whether the words that bring it up reject it.
    pub(crate) rejected: bool,
    /// Whether they doubt it, though they say nothing against it.
    pub(crate) doubted: bool,
    /// Whose it is, as indices into the line's body, where the rule knows.
    pub(crate) speaker: Option<Range<usize>>,
    /// Whether it is surely not the explanation before it ("another", "others", "second").
    pub(crate) fresh: bool,
}

impl Candidate {
    /// One of the writer's own.
    pub(crate) fn own(range: Range<usize>, rule: &'static str) -> Candidate {
        Candidate {
            range,
            rule,
            reported: false,
            rejected: false,
            doubted: false,
            speaker: None,
            fresh: false,
        }
    }

    /// One that others hold.
    pub(crate) fn reported(range: Range<usize>, rule: &'static str) -> Candidate {
        Candidate {
            reported: true,
            ..Candidate::own(range, rule)
        }
    }
}

type Rule = fn(&Place<'_, '_>) -> Vec<Candidate>;

/// All rules; where two see the same words, the earlier one names the find.
const RULES: &[Rule] = &[
    alternatives::find,
    two::find,
    rejected::find,
    announced::find,
    named::find,
    verdict::find,
    listed::find,
    reported::find,
    maintained::find,
    according::find,
    avowed::find,
    blame::find,
    attributed::find,
    possibility::find,
    second_thoughts::find,
    motive::find,
    topic_sentence::find,
];

/// The explanations that a line brings up, in its order, not overlapping.
pub(crate) fn in_line(place: &Place<'_, '_>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for rule in RULES {
        for candidate in rule(place) {
            let clear = found.iter().all(|c| {
                c.range.end <= candidate.range.start || candidate.range.end <= c.range.start
            });
            if clear && !candidate.range.is_empty() {
                found.push(candidate);
            }
        }
    }
    found.sort_by_key(|c| c.range.start);
    found
}

/// Nouns that name an explanation.
pub(crate) const NOUNS: &[&str] = &[
    "account",
    "accounts",
    "answer",
    "argument",
    "assumption",
    "candidate",
    "cause",
    "causes",
    "claim",
    "claims",
    "consideration",
    "culprit",
    "driver",
    "element",
    "explanation",
    "explanations",
    "factor",
    "factors",
    "guess",
    "hypotheses",
    "hypothesis",
    "idea",
    "ingredient",
    "interpretation",
    "motivation",
    "motive",
    "motives",
    "narrative",
    "notion",
    "possibility",
    "reading",
    "reason",
    "reasons",
    "root",
    "rumor",
    "rumors",
    "rumour",
    "rumours",
    "scenario",
    "speculation",
    "story",
    "suggestion",
    "suspect",
    "suspicion",
    "theories",
    "theory",
    "version",
    "view",
];

/// Nouns that name an explanation whatever the article is about.
pub(crate) const SURE_NOUNS: &[&str] = &[
    "cause",
    "culprit",
    "explanation",
    "hypothesis",
    "motive",
    "theory",
];

#[cfg(test)]
mod tests;
