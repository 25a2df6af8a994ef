//! Sentences about numbers: a word of probability never stands without its range.

use super::Words;
use crate::case::model::{Case, Proposition};
use crate::credence::Scale;
use crate::network::Place;
use crate::plot::percent;
use crate::weigh::Model;
use crate::weigh::inquiry::Inquiry;
use crate::weigh::sensitivity::Sensitivity;
use crate::weigh::turning::JointTurn;

/// "unlikely (20–45%), 27%".
pub fn reads(p: f64, scale: Scale) -> String {
    format!("{}, {}", in_words(p, scale), percent(p))
}

/// "unlikely (20–45%)".
pub fn in_words(p: f64, scale: Scale) -> String {
    let words = Words::of(p, scale);
    let end = |p: f64| format!("{:.0}", 100.0 * p);
    format!("{} ({}–{}%)", words.phrase, end(words.low), end(words.high))
}

/// What a proposition is called before a person: its statement, else its id.
pub fn label(case: &Case, proposition: Proposition) -> &str {
    let item = match proposition {
        Proposition::Other => return "something not listed",
        Proposition::Hypothesis(i) => &case.hypotheses[i].item,
        Proposition::Claim(i) => &case.claims[i].item,
        Proposition::Evidence(i) => &case.evidence[i].item,
        Proposition::Forecast(i) => &case.forecasts[i].item,
    };
    item.label()
}

/// The hypothesis at a place among the hypotheses, `other` last.
pub fn hypothesis(case: &Case, at: usize) -> Proposition {
    match at < case.hypotheses.len() {
        true => Proposition::Hypothesis(at),
        false => Proposition::Other,
    }
}

/// What a number says.
pub fn number(case: &Case, place: &Place) -> String {
    let of = |p: Proposition| format!("“{}”", label(case, p));
    let source = |i: usize| case.sources[i].item.label();
    match place {
        Place::Prior(p) => format!("the prior probability of {}", of(*p)),
        Place::Strength(p) => format!("the probability that {} acts when it is present", of(*p)),
        Place::Given { of: child, on } => {
            format!("the probability of {} if {}", of(*child), of(*on))
        }
        Place::Otherwise(p) => format!("the probability of {} otherwise", of(*p)),
        Place::Letter(letter) => format!("the reliability of sources of grade {letter}"),
        Place::Grade(i) => format!("the reliability of {}", source(*i)),
        Place::Noise(i) => format!("the readiness of {} to say a thing in any case", source(*i)),
    }
}

/// What number turns the conclusion, and where; none when it does not.
pub fn turn(model: &Model, found: &Sensitivity) -> Option<String> {
    let case = model.case();
    let turn = found.turn?;
    let place = &model.numbers()[found.number].place;
    let within = if turn.is_in_range {
        ", which lies within the range that was written"
    } else {
        ""
    };
    Some(format!(
        "If {} were {} rather than {}, “{}” would lead{within}.",
        number(case, place),
        reads(turn.at, case.scale),
        percent(found.value),
        label(case, hypothesis(case, turn.to)),
    ))
}

/// The smallest joint change that turns the conclusion, in words; at most `n` of its moves are told.
pub fn joint_turn(model: &Model, joint: &JointTurn, n: usize) -> String {
    let case = model.case();
    let moves = joint.moves.iter().take(n).map(|&(at, to)| {
        let place = &model.numbers()[at].place;
        let from = model.numbers()[at].value();
        format!(
            "{} from {} to {}",
            number(case, place),
            percent(from),
            percent(to)
        )
    });
    let rest = joint.moves.len().saturating_sub(n);
    let rest = match rest {
        0 => String::new(),
        1 => "; and one smaller move".to_owned(),
        rest => format!("; and {rest} smaller moves"),
    };
    format!(
        "The smallest change of all judgements together that makes “{}” level with it is {:.1} decibans in all: {}{rest}.",
        label(case, hypothesis(case, joint.to)),
        joint.decibans,
        moves.collect::<Vec<_>>().join("; ")
    )
}

/// What finding something out would tell.
pub fn inquiry(case: &Case, leader: usize, found: &Inquiry) -> String {
    format!(
        "Whether “{}” (now {}): if so, the probability of “{}” becomes {}; if not, {}. At most {:.2} bits.",
        label(case, found.proposition),
        reads(found.probability, case.scale),
        label(case, hypothesis(case, leader)),
        percent(found.if_true[leader]),
        percent(found.if_false[leader]),
        found.most_bits()
    )
}
