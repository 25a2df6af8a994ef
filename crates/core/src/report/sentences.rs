//! Sentences about numbers: a word of probability never stands without its range.

use super::Words;
use crate::case::model::{Case, Frame, Given, Proposition};
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
        // A rival's prior is a weight among others.
        Place::Prior(p) if case.frame == Frame::Rival => format!("the prior weight of {}", of(*p)),
        Place::Prior(p) => format!("the prior probability of {}", of(*p)),
        Place::Strength(p) => format!("the probability that {} acts when it is present", of(*p)),
        Place::Given { of: child, on } => {
            format!("the probability of {} if {}", of(*child), of(*on))
        }
        Place::Otherwise(p) => format!("the probability of {}{}", of(*p), without(case, *p)),
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

/// " if not “...”": when the probability that a proposition has otherwise counts.
fn without(case: &Case, proposition: Proposition) -> String {
    match grounds(case, proposition) {
        [] => String::new(),
        [one] => format!(" if not “{}”", label(case, one.proposition)),
        several => format!(
            " if none of the {} that it depends on is true",
            several.len()
        ),
    }
}

/// What a proposition depends on.
fn grounds(case: &Case, proposition: Proposition) -> &[Given] {
    let grounds = match proposition {
        Proposition::Other => return &[],
        Proposition::Hypothesis(i) => &case.hypotheses[i].grounds,
        Proposition::Claim(i) => &case.claims[i].grounds,
        Proposition::Evidence(i) => &case.evidence[i].grounds,
        Proposition::Forecast(i) => &case.forecasts[i].grounds,
    };
    &grounds.given
}

/// What a number says in two short lines: what it is of, and which number of it.
pub fn number_in_lines(case: &Case, place: &Place) -> (String, String) {
    let two = |p: Proposition, which: String| (label(case, p).to_owned(), which);
    let source =
        |i: usize, which: &str| (case.sources[i].item.label().to_owned(), which.to_owned());
    match place {
        Place::Prior(p) => two(*p, "before the evidence".to_owned()),
        Place::Strength(p) => two(*p, "that it acts when present".to_owned()),
        Place::Given { of, on } => two(*of, format!("if: {}", label(case, *on))),
        Place::Otherwise(p) => match grounds(case, *p) {
            [] => two(*p, "how probable it is".to_owned()),
            [one] => two(*p, format!("if not: {}", label(case, one.proposition))),
            _ => two(*p, "if none of its grounds is true".to_owned()),
        },
        Place::Letter(letter) => (
            format!("Sources of grade {letter}"),
            "reliability".to_owned(),
        ),
        Place::Grade(i) => source(*i, "reliability"),
        Place::Noise(i) => source(*i, "how readily it says a thing in any case"),
    }
}

/// What finding something out would tell: of the hypothesis that the answer moves most.
pub fn inquiry(case: &Case, now: &[f64], found: &Inquiry) -> String {
    let moves = |at: usize| (found.if_true[at] - found.if_false[at]).abs();
    let most = (0..now.len()).fold(
        0,
        |most, at| if moves(at) > moves(most) { at } else { most },
    );
    format!(
        "Whether “{}” (now {}): “{}” would go from {} to {} if so, to {} if not. Worth {:.2} bits.",
        label(case, found.proposition),
        reads(found.probability, case.scale),
        label(case, hypothesis(case, most)),
        percent(now[most]),
        percent(found.if_true[most]),
        percent(found.if_false[most]),
        found.most_bits()
    )
}
