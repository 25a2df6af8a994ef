//! Every kind of diagnostic about a case, as data: the manual's pages, the files under
//! `tests/errors/` and the checks themselves all go by this list.

use crate::diagnostic::{Code, Severity};

/// One kind of diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its code.
    pub code: Code,
    /// What it is, in a few words.
    pub title: &'static str,
    /// Why it matters, in one line.
    pub why: &'static str,
}

impl Entry {
    /// Error or warning: told by the first letter of its code.
    pub fn severity(&self) -> Severity {
        if self.code.0.starts_with('E') {
            Severity::Error
        } else {
            Severity::Warning
        }
    }
}

/// The entry of `code` ("E0012", in any case), if there is one.
pub fn find(code: &str) -> Option<&'static Entry> {
    CODES
        .iter()
        .find(|entry| entry.code.0.eq_ignore_ascii_case(code))
}

macro_rules! codes {
    ($($name:ident = $code:literal, $title:literal, $why:literal;)*) => {
        $(#[doc = $title] pub const $name: Code = Code($code);)*

        /// All kinds, in the order of their codes within errors and warnings.
        pub const CODES: &[Entry] = &[
            $(Entry { code: $name, title: $title, why: $why }),*
        ];
    };
}

codes! {
    // The file.
    UNREADABLE = "E0001", "The file cannot be read",
        "There is nothing to check: the file is missing, or may not be read.";
    TOO_LARGE = "E0002", "The file is too large",
        "A case is written by people; a file beyond the limit is something else.";
    NOT_UTF8 = "E0003", "The file is not UTF-8 text",
        "TOML files are UTF-8; in another charset letters would be guessed.";
    EMPTY = "E0004", "The file is empty",
        "There is nothing to check but white space and comments.";
    TOO_MANY = "E0005", "More than can be checked or shown",
        "Only the first faults are shown, and only so much text is searched for quotes.";
    SYNTAX = "E0006", "The file is not well-formed TOML",
        "What stands there cannot be read, so nothing can be said of its meaning.";
    DUPLICATE_KEY = "E0007", "A key or table is written twice",
        "TOML forbids it, and it would not be clear which of the two counts.";
    TOO_DEEP = "E0008", "Values are nested too deeply",
        "No key of a case needs more than a few levels.";
    FUTURE_VERSION = "E0009", "The file is of a later version of the format",
        "What it means may differ from what this program would read in it.";
    BAD_VERSION = "E0010", "The format's version is not one",
        "`abduce` must be a whole number from 1.";

    // Tables, keys and values.
    UNKNOWN_TABLE = "E0011", "Unknown table",
        "A misspelt table would be left out of the case without a word.";
    UNKNOWN_KEY = "E0012", "Unknown key",
        "A misspelt key would be left out of the case without a word.";
    WRONG_TYPE = "E0013", "Wrong type of value",
        "The key takes another kind of value.";
    BAD_CHOICE = "E0014", "Not one of the words that may stand here",
        "The key takes one of a few words.";
    BAD_DATE = "E0015", "Not a date",
        "Dates are TOML local dates, without quotes or a time: 2015-05-18.";
    BAD_SHA256 = "E0016", "Not a SHA-256",
        "A hash is 64 hexadecimal digits.";
    BAD_PATH = "E0017", "Not a path relative to the case",
        "A case travels with its sources, so their paths start at its folder.";
    EMPTY_TEXT = "E0018", "Empty text",
        "A key that is written should say something.";
    MISSING_QUESTION = "E0019", "No question",
        "Hypotheses answer something: without the question they cannot be judged.";
    MISSING_HYPOTHESES = "E0020", "No hypotheses",
        "There is nothing to weigh.";
    MISSING_KEY = "E0021", "A key that must be there is missing",
        "The entry means nothing without it.";

    // Ids.
    BAD_ID = "E0022", "Not an id",
        "Ids are written in messages and links: not empty, no control characters, not `other`.";
    DUPLICATE_ID = "E0023", "An id is used for two propositions",
        "`given` could not tell which of them is meant.";
    UNKNOWN_ID = "E0024", "Unknown proposition",
        "`given` names something that the case does not have.";
    UNKNOWN_SOURCE = "E0025", "Unknown source",
        "The case names a source that it does not have.";
    GIVEN_LOOP = "E0026", "Propositions depend on each other in a loop",
        "Nothing can be its own ground: the probabilities would have no order to be worked out in.";
    VIA_LOOP = "E0027", "Sources are heard through each other in a loop",
        "What is heard must start somewhere.";
    SOURCE_TWICE = "E0028", "A source is counted twice for one item",
        "Saying a thing twice is not two reports.";

    // Credences.
    BAD_CREDENCE = "E0029", "Not a credence",
        "It is no number, percentage, range, rating, or phrase of the file's scale.";
    OTHER_SCALE = "E0030", "A phrase of another scale",
        "The same words stand for other ranges there, so none is assumed.";
    OUTSIDE = "E0031", "A credence outside 0 to 1",
        "Probabilities run from 0 to 1, percentages from 0% to 100%.";
    BAD_RANGE = "E0032", "Not a range",
        "A range is two numbers from 0 to 1, the lower first.";

    // What does not go together.
    RIVAL_GIVEN = "E0033", "`given` on a rival hypothesis",
        "Rival hypotheses are states of one variable and depend on nothing; it is left out of the weighing.";
    RIVAL_STRENGTH = "E0034", "`strength` where exactly one hypothesis is true",
        "Only contributory causes have a strength; it is left out of the weighing.";
    OUTCOME_UNDATED = "E0035", "A forecast's outcome without `resolved_on`",
        "An outcome becomes known on a day; without it the outcome is left out of the weighing.";
    DATE_ORDER = "E0036", "Dates out of order",
        "A forecast is made, falls due and is resolved in this order.";

    // Quotes and their files.
    SOURCE_UNREADABLE = "E0037", "A source's file cannot be read",
        "Its quotes cannot be verified.";
    SOURCE_CHANGED = "E0038", "A source's file has changed",
        "Its hash is not the one written, so its quotes were taken from another text.";
    SOURCE_UNHASHED = "E0039", "A source's file has no hash",
        "Without `sha256` a later change to the file would not be seen.";
    QUOTE_LOST = "E0040", "A quote is not in its source",
        "A quote is exact or it is not a quote.";
    QUOTE_ALTERED = "E0041", "A quote differs from its source",
        "A quote is exact or it is not a quote: one dropped word can turn its meaning.";
    QUOTE_MOVED = "E0042", "A quote stands elsewhere in its source",
        "Its words are there, but not between the words that it was said to stand between.";
    QUOTE_AMBIGUOUS = "E0043", "A quote stands in its source more than once",
        "`prefix` or `suffix` must tell which place is meant.";
    QUOTE_NO_FILE = "E0044", "A quote names a source without a file",
        "There is no text to find it in.";

    // Forecasts.
    FORECAST_KIND = "E0045", "Does not fit what the forecast asks",
        "A forecast asks yes or no, which of several options, how much, or when; what is believed and what came must be an answer to that.";
    OPTIONS_SUM = "E0046", "Options that do not sum to one",
        "Exactly one option comes true, so their probabilities sum to one.";
    QUANTILES = "E0047", "Quantiles out of order",
        "What is stayed below with 10% cannot be more than what is stayed below with 90%.";

    // Warnings on the file.
    NO_VERSION = "W0001", "The format's version is not written",
        "`abduce = 1` keeps the file readable when the format changes.";
    GIVEN_FORECAST = "W0002", "A proposition depends on a forecast",
        "Forecasts follow from the case; what others depend on is better a claim.";
    QUOTE_UNVERIFIED = "W0003", "A quote of no file",
        "No source that it could stand in has a `file`, so it is not verified.";
    NO_EFFECT = "W0004", "A key without effect",
        "Another key, or its absence, makes it count for nothing.";
    SOURCE_LATER = "W0005", "A source passes on what is said only later",
        "What a source is heard through cannot be dated before it.";

    // Advice.
    PRIORS_SCALED = "W0006", "Priors were scaled",
        "Rival priors do not sum to one, so each counts for other than what is written.";
    LEADER_UNOPPOSED = "W0007", "No evidence against the leader",
        "A hypothesis that nothing was held against has not been tested.";
    UNTESTED = "W0008", "No evidence tests a hypothesis",
        "Nothing could speak against it, so its rank is its prior and what its rivals lose.";
    ONE_SOURCE = "W0009", "Everything comes from one source",
        "If that source is wrong, all of the evidence is.";
    NOT_DIAGNOSTIC = "W0010", "Evidence that does not discriminate",
        "It is as probable under every hypothesis, so it decides nothing.";
    FORECAST_UNDATED = "W0011", "A forecast without a date",
        "Without `resolves_by` it can never be wrong.";
    FORECAST_VAGUE = "W0012", "A forecast that cannot be resolved",
        "Two readers could disagree on whether it came true.";
    NO_RANGE_WORD = "W0013", "A probability word without a range",
        "Readers understand it anywhere from almost never to more likely than not.";
    CONFIDENCE_MIXED = "W0014", "Confidence and likelihood in one sentence",
        "How likely a thing is and how good the grounds are must not be mixed.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_numbered_without_gaps() {
        for (letter, severity) in [('E', Severity::Error), ('W', Severity::Warning)] {
            let codes: Vec<&str> = CODES
                .iter()
                .filter(|entry| entry.severity() == severity)
                .map(|entry| entry.code.0)
                .collect();
            let expected: Vec<String> = (1..=codes.len())
                .map(|n| format!("{letter}{n:04}"))
                .collect();
            assert_eq!(codes, expected);
        }
    }

    #[test]
    fn a_code_is_found_in_any_case() {
        assert_eq!(find("e0012").map(|entry| entry.code), Some(UNKNOWN_KEY));
        assert_eq!(find("E0"), None);
    }
}
