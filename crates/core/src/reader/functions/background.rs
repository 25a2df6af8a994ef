//! Rule `functions/background`: a sentence that tells of what came long before the news.
//!
//! Why: it looks back by its tenses and has a date of its own: an earlier year, a month
//! without a day. News has weekdays. It comes late in the article, in stretches of several
//! sentences of which only the first names the date.

use super::sign::Sign;
use super::weigh::Side::{After, Before, Here};
use super::weigh::{Function, Row};

/// The function.
pub(crate) const BACKGROUND: Function = Function {
    label: "background",
    rule: "functions/background",
    rows: ROWS,
    stretch: 1,
    least: 3,
};

const ROWS: &[Row] = &[
    (Here, Sign::YearBefore, 5),
    (Here, Sign::LastYear, 4),
    (Here, Sign::YearsAgo, 3),
    (Before, Sign::YearBefore, 3),
    (Here, Sign::YearOnly, 2),
    (Here, Sign::YearNow, 2),
    (Here, Sign::PastDated, 2),
    (Here, Sign::InMonth, 2),
    (Here, Sign::WhenHe, 2),
    (Before, Sign::PastDated, 2),
    (Here, Sign::AllPast, 1),
    (Here, Sign::Last, 1),
    (Here, Sign::OpensTime, 1),
    (Here, Sign::Earlier, 1),
    (After, Sign::PastDated, 1),
    (Here, Sign::Third, 1),
    (Here, Sign::Late, 1),
    (Here, Sign::PassivePast, 1),
    (Here, Sign::Number, 1),
    (After, Sign::YearBefore, 1),
    (Here, Sign::Hurt, 1),
    (Here, Sign::Cue, -1),
    (Here, Sign::Has, -1),
    (Here, Sign::Quoted, -1),
    (Before, Sign::Said, -1),
    (Here, Sign::OpensParagraph, -1),
    (Here, Sign::OpensBut, -1),
    (Here, Sign::This, -1),
    (Here, Sign::Good, -1),
    (Here, Sign::IsA, -1),
    (Here, Sign::SinceThen, -2),
    (Here, Sign::Second, -2),
    (Here, Sign::First, -2),
    (Here, Sign::Dateline, -2),
    (Before, Sign::Weekday, -2),
    (After, Sign::Weekday, -2),
    (Before, Sign::Caption, -2),
    (Here, Sign::Will, -2),
    (Here, Sign::Is, -2),
    (Here, Sign::Expert, -2),
    (Before, Sign::Expert, -2),
    (Here, Sign::QuotedHalf, -2),
    (Here, Sign::Medium, -2),
    (Here, Sign::Said, -2),
    (Here, Sign::Money, -2),
    (Here, Sign::Paren, -2),
    (Here, Sign::Likely, -2),
    (Here, Sign::Hope, -2),
    (Here, Sign::Possible, -2),
    (Here, Sign::Should, -2),
    (Here, Sign::Think, -2),
    (Here, Sign::OpensIf, -2),
    (Here, Sign::CorePerfect, -2),
    (Here, Sign::CorePresent, -2),
    (Here, Sign::Past0, -3),
    (Here, Sign::Declined, -4),
    (Here, Sign::Early, -4),
    (Here, Sign::Caption, -4),
    (Here, Sign::LastWeek, -5),
    (Here, Sign::Weekday, -6),
];
