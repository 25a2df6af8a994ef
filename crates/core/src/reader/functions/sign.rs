//! The signs by which a sentence shows what it does: words, tenses, dates, quotes, place.

/// Makes the enum of signs with the words that tell of each.
macro_rules! signs {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// What may be seen in a sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Sign {
            $(#[doc = $text] $name,)*
        }

        impl Sign {
            /// All signs, in order.
            pub(crate) const ALL: &[Sign] = &[$(Sign::$name),*];

            /// Its name in the list of words.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Sign::$name => stringify!($name),)* }
            }

            /// What was seen, in words.
            pub(crate) fn text(self) -> &'static str {
                match self { $(Sign::$name => $text,)* }
            }
        }
    };
}

signs! {
    // Words.
    Will = "will", Would = "would", Could = "could", May = "may", Should = "should",
    Can = "can", Must = "must", Expect = "a word of expecting",
    Predict = "a word of predicting", Likely = "likely", Possible = "a word of chance",
    Hope = "a word of hope", Vow = "a promise", Plan = "a word of planning", Want = "want",
    Ready = "ready, willing or able", Schedule = "due or scheduled",
    Ahead = "next, soon or ahead", If = "if", Continue = "continue", Begin = "begin",
    Change = "rise or fall", Threat = "a threat or a warning", Was = "was", Had = "had",
    Did = "did", Has = "has", Is = "is", Do = "do", Be = "be", Been = "been",
    Not = "a negation", I = "I", You = "you", This = "this", There = "there",
    Third = "he or she", But = "a word of contrast", Degree = "a word of degree",
    Think = "think", Wh = "what, how or why", Good = "praise", Bad = "blame or worry",
    Medium = "a statement or an interview", Said = "said",
    Expert = "an expert", Reported = "reported", Hurt = "death or arrest",
    Earlier = "earlier or later", Life = "a step in a life", Court = "a word of the court",
    Last = "last", Suggest = "suggest or seem", Money = "money or per cent",
    Weekday = "a weekday", Month = "a month", Preterite = "an irregular past",
    Measure = "a verb of measures", Programme = "a word of programmes",
    // Helpers of the tenses.
    Aux = "be or have", Closed = "a small word", NoPast = "no past for all its ending",
    Saying = "a verb of saying",
    // Figures and dates.
    Number = "a number", YearBefore = "a date in an earlier year",
    YearOnly = "an earlier year as a name", YearNow = "the latest year of the text",
    YearAhead = "a year to come", LastYear = "last year or the like",
    LastWeek = "last week or the like", YearsAgo = "years ago", ThisYear = "this year",
    NextYear = "next year or the like", InMonth = "in a month", SinceThen = "since a date",
    // Phrases.
    ExpectTo = "expected or likely to", GoingTo = "going to", HaveTo = "have to",
    MayHave = "may have been", WeWill = "we will", Relative = "a future in a relative clause",
    WhenHe = "when he", Declined = "declined to say", Dateline = "a dateline",
    PassivePast = "was done", IsA = "is a, is not, is very", IsTo = "is to",
    Purpose = "so that, to ensure", YearOld = "an age",
    // Tenses.
    Cue = "a look ahead", Cues2 = "two looks ahead", CueNoPast = "ahead, no past tense",
    CueTwoPresent = "ahead, two present tenses", CueEarly = "a look ahead that comes first",
    CueQuoted = "a look ahead that is quoted", Past0 = "no past tense",
    Past1 = "one past tense", Past2 = "two past tenses", Past3 = "many past tenses",
    Present0 = "no present tense", Present1 = "one present tense", Present2 = "two present tenses",
    Present3 = "many present tenses", AllPast = "all in the past",
    PastDated = "all in the past, with a date of its own", NoFinite = "no finite verb",
    CorePast = "it states something past", CorePerfect = "it states what has come about",
    CoreBare = "it states without a tense", CorePresent = "it states what is", CoreAdjective = "it states a quality",
    ModalRelative = "a modal verb in a relative clause", ModalCore = "it states what will be", ModalDenied = "a denied modal verb", ModalCopula = "would be this or that",
    // Quotes, marks and make.
    Quoted = "all quoted", QuotedHalf = "half quoted", QuotedPart = "a few words quoted",
    Question = "a question", Exclaim = "an exclamation", Colon = "a colon",
    Paren = "a parenthesis", Dash = "a dash", Brief = "a brief sentence",
    ManyNames = "many names", Capitals = "all in capitals",
    OpensIf = "if opens it", OpensBut = "but opens it", OpensThe = "the opens it",
    OpensHe = "he opens it", OpensTime = "a time opens it", OpensTo = "to opens it",
    OpensIng = "an -ing opens it", OpensEd = "a past tense opens it",
    OpensMeasure = "a measure opens it",
    // Place in the article.
    First = "the first sentence", Early = "the first tenth", Second = "the second tenth",
    Late = "the latter part", OpensParagraph = "it opens a paragraph",
    Caption = "a caption or a note",
}

/// A set of signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs([u64; 3]);

impl Signs {
    /// None.
    pub(crate) const NONE: Signs = Signs([0; 3]);

    /// Whether it holds a sign.
    pub(crate) fn has(&self, sign: Sign) -> bool {
        let at = sign as usize;
        self.0[at / 64] >> (at % 64) & 1 == 1
    }

    /// Whether it holds one of some signs.
    pub(crate) fn any(&self, signs: &[Sign]) -> bool {
        signs.iter().any(|&s| self.has(s))
    }

    /// Adds a sign.
    pub(crate) fn add(&mut self, sign: Sign) {
        let at = sign as usize;
        self.0[at / 64] |= 1 << (at % 64);
    }

    /// Adds a sign where a condition holds.
    pub(crate) fn add_if(&mut self, holds: bool, sign: Sign) {
        if holds {
            self.add(sign);
        }
    }

    /// Takes a sign away.
    pub(crate) fn remove(&mut self, sign: Sign) {
        let at = sign as usize;
        self.0[at / 64] &= !(1 << (at % 64));
    }

    /// Adds all signs of another set.
    pub(crate) fn extend(&mut self, other: Signs) {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a |= b;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_fit() {
        assert!(Sign::ALL.len() <= 192, "{}", Sign::ALL.len());
        let mut signs = Signs::NONE;
        for &sign in Sign::ALL {
            assert!(!signs.has(sign));
            signs.add(sign);
            assert!(signs.has(sign));
        }
        signs.remove(Sign::Late);
        assert!(!signs.has(Sign::Late) && signs.has(Sign::Early));
    }
}
