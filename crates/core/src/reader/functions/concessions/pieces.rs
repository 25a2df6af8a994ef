//! Sentences cut where they turn: before "but", and around clauses of "although".

use std::ops::Range;

use crate::reader::phrase::any_of;
use crate::reader::text::{Text, Token, TokenKind};

/// How a piece stands to the others of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A sentence, or its first piece.
    Plain,
    /// A clause of "although".
    Granted,
    /// What follows a clause of "although" that opens the sentence.
    Main,
    /// What follows "but".
    Turned,
}

/// How a piece turns against what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It does not.
    None,
    /// It opens with "but".
    But,
    /// It opens with "however" or the like.
    However,
    /// "However" stands inside it.
    Inside,
}

impl Turn {
    /// Whether it opens with the turn.
    pub(super) fn opens(self) -> bool {
        matches!(self, Turn::But | Turn::However)
    }

    /// Whether it turns against more than the sentence before.
    pub(super) fn is_strong(self) -> bool {
        self == Turn::However
    }
}

/// A piece of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// Whether it opens its sentence.
    pub(super) first: bool,
    /// How it stands to the others of its sentence.
    pub(super) kind: Kind,
    /// How it turns.
    pub(super) turn: Turn,
}

/// The fewest tokens of a piece.
const LEAST: usize = 3;

/// The pieces of some sentences.
pub(super) fn cut(text: &Text<'_>, sentences: Range<usize>) -> Vec<Piece> {
    let mut out = Vec::new();
    for sentence in &text.sentences[sentences] {
        let tokens = text.words(sentence);
        let mut from = 0;
        let mut kind = Kind::Plain;
        for (at, next) in cuts(tokens) {
            // A clause of "although" in front gives its kind to what stands before the cut.
            let before = if next == Kind::Main {
                Kind::Granted
            } else {
                kind
            };
            out.push(piece(tokens, sentence.tokens.start, from..at, before));
            (from, kind) = (at, next);
        }
        out.push(piece(
            tokens,
            sentence.tokens.start,
            from..tokens.len(),
            kind,
        ));
    }
    out
}

fn piece(tokens: &[Token], start: usize, range: Range<usize>, kind: Kind) -> Piece {
    Piece {
        turn: turn(&tokens[range.clone()], range.start == 0),
        first: range.start == 0,
        tokens: start + range.start..start + range.end,
        kind,
    }
}

/// Where a sentence is cut, and what begins there.
fn cuts(tokens: &[Token]) -> Vec<(usize, Kind)> {
    let mut out = Vec::new();
    let mut from = LEAST;
    if opens_granting(tokens) {
        let comma = (4..tokens.len()).find(|&i| {
            let joined = tokens.get(i + 1).is_some_and(|t| t.is_any(&["and", "or"]));
            tokens[i].is_mark(",") && !joined
        });
        if let Some(comma) = comma.filter(|&i| i + 1 < tokens.len()) {
            out.push((comma + 1, Kind::Main));
            from = comma + 1 + LEAST;
        }
    }
    for at in from..tokens.len().saturating_sub(LEAST) {
        if tokens[at].kind != TokenKind::Word {
            continue;
        }
        if turns_at(tokens, at) {
            out.push((at, Kind::Turned));
        } else if grants_at(tokens, at) {
            out.push((at, Kind::Granted));
        }
    }
    out
}

/// "Although", "even if" in front.
fn opens_granting(tokens: &[Token]) -> bool {
    const ALTHOUGH: &[&str] = &[
        "although", "though", "while", "whereas", "despite", "granted",
    ];
    let [first, second, ..] = tokens else {
        return false;
    };
    first.is_any(ALTHOUGH) && !second.is_mark(",")
        || first.is_any(&["even"]) && second.is_any(&["if", "though", "when"])
}

/// ", but", "; however", "and yet", and "but" before a clause of its own.
fn turns_at(tokens: &[Token], at: usize) -> bool {
    let (before, token) = (&tokens[at - 1], &tokens[at]);
    let mark = before.kind == TokenKind::Mark && before.is_any(&[",", "-", "–", "—", ";", ":"]);
    if token.is_any(&["yet"]) {
        return mark || before.is_any(&["and"]);
    }
    if token.is_any(&["however", "nevertheless", "nonetheless"]) {
        return mark && !before.is_mark(",");
    }
    if !token.is_any(&["but"]) || only(tokens, at) {
        return false;
    }
    mark || at >= 5 && tokens.len() - at > 5 && !excepts(before) && has_verb(&tokens[at + 1..])
}

/// "Not only …, but also": no turn.
fn only(tokens: &[Token], at: usize) -> bool {
    let not = any_of(&tokens[at.saturating_sub(9)..at], &["not"]);
    let also = tokens
        .get(at + 1)
        .is_some_and(|t| t.is_any(&["also", "rather"]));
    not && also || tokens[at - 2].is_any(&["only"])
}

/// "Nothing but".
fn excepts(before: &Token) -> bool {
    before.is_any(&[
        "nothing",
        "anything",
        "all",
        "none",
        "not",
        "no",
        "everything",
    ])
}

/// Whether a finite verb is near.
fn has_verb(tokens: &[Token]) -> bool {
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "can", "should",
        "would", "could", "will", "must", "may", "might", "it's", "can't", "don't", "doesn't",
        "isn't",
    ];
    tokens.iter().take(6).any(|t| t.is_any(VERBS))
}

/// "Although", "even if" inside a sentence.
fn grants_at(tokens: &[Token], at: usize) -> bool {
    let (before, token, next) = (&tokens[at - 1], &tokens[at], &tokens[at + 1]);
    let although = token.is_any(&["although", "though", "whereas"])
        && !before.is_any(&["as", "even"])
        && next.kind == TokenKind::Word;
    although || token.is_any(&["even"]) && next.is_any(&["if", "though"])
}

/// How a piece turns.
fn turn(tokens: &[Token], first: bool) -> Turn {
    if first {
        let opening = opening(tokens);
        if opening != Turn::None {
            return opening;
        }
    }
    let inside = (2..tokens.len().min(14)).any(|i| {
        let end = tokens.get(i + 1).is_some_and(|t| t.is_any(&[",", "."]));
        let comma = tokens[i - 1].is_mark(",");
        tokens[i].is_any(&["nevertheless", "nonetheless"])
            || end && (tokens[i].is_any(&["though"]) || comma && tokens[i].is_any(&["however"]))
    });
    if inside { Turn::Inside } else { Turn::None }
}

/// How a sentence opens.
fn opening(tokens: &[Token]) -> Turn {
    let skip = tokens.iter().take_while(|t| t.is_any(&["\"", "“"])).count();
    let at = |i: usize| tokens.get(skip + i).map_or("", |t| t.lower.as_str());
    match (at(0), at(1)) {
        ("but", _) | ("only", "the") if at(0) == "but" || at(2) == "question" => Turn::But,
        ("and", "yet") => Turn::However,
        ("however" | "nevertheless" | "nonetheless" | "yet" | "anyway" | "conversely", _) => {
            Turn::However
        }
        ("still", ",") | ("instead", ",") | ("even", "so") | ("that", "said") => Turn::However,
        ("having", "said") | ("despite", "this" | "that") | ("all", "the") => Turn::However,
        ("in", "reality" | "practice") | ("by", "contrast") | ("at", "the") => match at(2) {
            "end" | "moment" | "beginning" | "latest" => Turn::None,
            _ => Turn::However,
        },
        ("on", "the") if at(2) == "other" => Turn::However,
        _ => Turn::None,
    }
}
