//! How sure the text sounds: words of probability as ranges, and judgements on
//! explanations. Vague sources ("some say") are another kind of hedge and are not here.

pub(crate) mod class;
pub(crate) mod judgement;
pub(crate) mod last_word;
pub(crate) mod short;
pub(crate) mod verdict;
pub(crate) mod words;
