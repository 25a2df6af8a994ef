//! Rule `functions/future`: a sentence that is about what is to come: foreseen, promised,
//! planned or called for.
//!
//! Why: wider than a forecast. "We will build" promises and "Build more homes", with no
//! finite verb at all, calls for something; neither expects anything.

use super::sign::Sign;
use super::weigh::Side::Here;
use super::weigh::{Function, Row};

/// The function.
pub(crate) const FUTURE: Function = Function {
    label: "future",
    rule: "functions/future",
    rows: ROWS,
    stretch: 0,
    least: 1,
};

const ROWS: &[Row] = &[
    (Here, Sign::OpensMeasure, 5),
    (Here, Sign::Will, 4),
    (Here, Sign::Should, 3),
    (Here, Sign::OpensTo, 3),
    (Here, Sign::Cue, 2),
    (Here, Sign::Must, 2),
    (Here, Sign::Plan, 2),
    (Here, Sign::Vow, 2),
    (Here, Sign::Ahead, 2),
    (Here, Sign::NextYear, 2),
    (Here, Sign::Purpose, 2),
    (Here, Sign::OpensIng, 2),
    (Here, Sign::ModalCore, 2),
    (Here, Sign::CueEarly, 1),
    (Here, Sign::CueNoPast, 1),
    (Here, Sign::WeWill, 1),
    (Here, Sign::Expect, 1),
    (Here, Sign::Want, 1),
    (Here, Sign::Hope, 1),
    (Here, Sign::Measure, 1),
    (Here, Sign::Programme, 1),
    (Here, Sign::Change, 1),
    (Here, Sign::IsTo, 1),
    (Here, Sign::NoFinite, 1),
    (Here, Sign::Could, -1),
    (Here, Sign::Relative, -1),
    (Here, Sign::Had, -1),
    (Here, Sign::Has, -1),
    (Here, Sign::Been, -1),
    (Here, Sign::Preterite, -1),
    (Here, Sign::Not, -1),
    (Here, Sign::Do, -1),
    (Here, Sign::Bad, -1),
    (Here, Sign::YearBefore, -1),
    (Here, Sign::OpensHe, -1),
    (Here, Sign::OpensThe, -1),
    (Here, Sign::CorePast, -1),
    (Here, Sign::AllPast, -1),
    (Here, Sign::OpensEd, -1),
    (Here, Sign::CorePresent, -1),
    (Here, Sign::Present2, -1),
    (Here, Sign::Present3, -1),
    (Here, Sign::May, -2),
    (Here, Sign::Was, -2),
    (Here, Sign::Past2, -2),
    (Here, Sign::LastYear, -2),
    (Here, Sign::CorePerfect, -2),
    (Here, Sign::Past3, -3),
];
