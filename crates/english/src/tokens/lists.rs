//! The words that are cut, and those that keep a mark. All lists are sorted.

/// Words written as one that are two, and where they part.
const CONTRACTIONS: &[(&str, usize)] = &[
    ("arent", 3),
    ("cannot", 3),
    ("cant", 2),
    ("couldnt", 5),
    ("didnt", 3),
    ("doesnt", 4),
    ("dont", 2),
    ("gimme", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("hasnt", 3),
    ("havent", 4),
    ("isnt", 2),
    ("lemme", 3),
    ("shouldnt", 6),
    ("wanna", 3),
    ("wasnt", 3),
    ("werent", 4),
    ("wouldnt", 5),
];

/// What is cut off with the apostrophe before it.
const CLITICS: &[&str] = &["d", "ll", "m", "re", "s", "ve"];

/// Words that begin with an apostrophe.
const SHORTENED: &[&str] = &[
    "bout", "cause", "em", "n", "round", "til", "till", "tis", "twas",
];

/// Prefixes that stay with their word, hyphen and all.
const PREFIXES: &[&str] = &[
    "a", "agro", "ante", "anti", "bi", "bio", "co", "counter", "cross", "cyber", "de", "e", "eco",
    "ex", "extra", "inter", "intra", "macro", "mega", "micro", "mid", "mini", "multi", "neo",
    "non", "over", "pan", "para", "post", "pre", "pro", "pseudo", "quasi", "re", "semi", "sub",
    "super", "tri", "ultra", "un", "under", "uni", "vice",
];

/// Short words that follow a hyphen in compounds, which names do not have.
const AFTER_HYPHENS: &[&str] = &[
    "age", "and", "based", "born", "by", "day", "down", "early", "end", "free", "in", "led",
    "like", "line", "made", "of", "off", "old", "on", "out", "over", "part", "run", "self", "side",
    "site", "so", "style", "than", "the", "time", "to", "top", "type", "up", "wide", "year",
];

/// Units that part from the number they are glued to.
const UNITS: &[&str] = &[
    "am", "bn", "c", "cm", "f", "ft", "gb", "ghz", "hp", "kb", "kg", "kgs", "km", "kms", "lb",
    "lbs", "mb", "mhz", "mi", "min", "ml", "mm", "mph", "oz", "pm", "tb",
];

/// Abbreviations that keep their stop.
const ABBREVIATIONS: &[&str] = &[
    "a", "adm", "al", "approx", "apr", "assn", "aug", "ave", "b", "blvd", "brig", "bros", "c",
    "ca", "calif", "capt", "cf", "cmdr", "co", "col", "conn", "corp", "cos", "cpl", "d", "dec",
    "dept", "dr", "ed", "eds", "est", "etc", "ext", "feb", "fig", "figs", "fla", "fr", "ft", "gen",
    "gov", "hon", "hr", "hrs", "inc", "jan", "jr", "jul", "lt", "ltd", "maj", "mass", "messrs",
    "mich", "minn", "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct", "p", "pa", "ph", "plc",
    "pp", "pres", "prof", "rd", "rep", "reps", "rev", "sec", "sen", "sens", "sept", "sgt", "sr",
    "st", "supt", "tel", "tenn", "tex", "univ", "v", "va", "vol", "vs", "wash", "wis",
];

/// Looks a word of at most 16 bytes up in lower case.
fn found(list: &[&str], word: &str) -> bool {
    with_lower(word, |lower| list.binary_search(&lower).is_ok()).unwrap_or(false)
}

/// Calls `f` with the word in lower case; not for long or non-ASCII words.
fn with_lower<T>(word: &str, f: impl FnOnce(&str) -> T) -> Option<T> {
    let mut buffer = [0; 16];
    let lower = buffer.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok().map(f)
}

/// Where a word of [`CONTRACTIONS`] parts.
pub(crate) fn contraction(word: &str) -> Option<usize> {
    if !(4..=8).contains(&word.len()) {
        return None;
    }
    let find = |lower: &str| {
        CONTRACTIONS
            .binary_search_by_key(&lower, |&(word, _)| word)
            .ok()
    };
    with_lower(word, find).flatten().map(|i| CONTRACTIONS[i].1)
}

/// Whether it is cut off with the apostrophe before it.
pub(crate) fn is_clitic(word: &str) -> bool {
    word.len() <= 2 && found(CLITICS, word)
}

/// Whether it is a word when an apostrophe stands before it: "'em", "'90s".
pub(crate) fn is_shortened(word: &str) -> bool {
    let decade = word.strip_suffix('s').unwrap_or(word);
    found(SHORTENED, word) || decade.len() == 2 && decade.bytes().all(|b| b.is_ascii_digit())
}

/// Whether it stays with what follows its hyphen.
pub(crate) fn is_prefix(word: &str) -> bool {
    word.len() <= 7 && found(PREFIXES, word)
}

/// Whether it follows a hyphen in compounds.
pub(crate) fn follows_hyphen(word: &str) -> bool {
    word.len() <= 5 && found(AFTER_HYPHENS, word)
}

/// Whether it is a unit.
pub(crate) fn is_unit(word: &str) -> bool {
    word.len() <= 4 && found(UNITS, word)
}

/// Whether a stop after it is its own.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    word.len() <= 6 && found(ABBREVIATIONS, word)
}

/// The length of the smiley that opens `rest`.
pub(crate) fn smiley(rest: &str) -> Option<usize> {
    let faces = [":-)", ":-(", ";-)", ":)", ":(", ";)", ":D", ":P"];
    let face = faces.iter().find(|&&face| rest.starts_with(face))?;
    let alone = rest[face.len()..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric());
    alone.then_some(face.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [
            AFTER_HYPHENS,
            CLITICS,
            SHORTENED,
            PREFIXES,
            UNITS,
            ABBREVIATIONS,
        ] {
            assert!(list.is_sorted());
        }
        assert!(CONTRACTIONS.is_sorted());
    }
}
