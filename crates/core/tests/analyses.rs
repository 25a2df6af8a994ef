//! What is said of what would change an answer agrees with weighing changed cases anew, on every
//! example and every vector.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use std::fs;
use std::path::{Path, PathBuf};

use abduce_core::case::{self, model::Case, model::Grounds, model::Proposition};
use abduce_core::credence::Credence;
use abduce_core::network::Place;
use abduce_core::source::{SourceMap, Span, Spanned};
use abduce_core::weigh::ranges::Draws;
use abduce_core::weigh::{Change, Model, Options, weigh};

const TOLERANCE: f64 = 1e-9;

/// Every case of the examples and the vectors that can be weighed, with its name.
fn cases() -> Vec<(String, Case)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = toml_files(&here.join("tests/vectors"));
    for folder in fs::read_dir(here.join("../../examples")).unwrap() {
        let folder = folder.unwrap().path();
        if folder.is_dir() {
            files.extend(toml_files(&folder));
        }
    }
    let mut cases = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let mut texts = SourceMap::default();
        let file = texts.add(path.display().to_string(), text.clone());
        let parsed = case::parse(&text, file);
        if parsed.can_be_weighed() && !parsed.case.hypotheses.is_empty() {
            cases.push((path.display().to_string(), parsed.case));
        }
    }
    assert!(cases.len() > 80, "only {} cases", cases.len());
    cases
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    files
}

/// The case with another number at a place.
fn edited(case: &Case, place: &Place, value: f64) -> Case {
    let mut case = case.clone();
    let credence = Spanned::new(Credence::point_at(value).unwrap(), Span::default());
    let number = Some(credence.clone());
    match place {
        Place::Prior(Proposition::Other) => case.other.prior = number,
        Place::Prior(Proposition::Hypothesis(i)) => case.hypotheses[*i].prior = number,
        Place::Strength(Proposition::Other) => case.other.strength = number,
        Place::Strength(Proposition::Hypothesis(i)) => case.hypotheses[*i].strength = number,
        Place::Given { of, on } => {
            let given = &mut grounds(&mut case, *of).given;
            let given = given.iter_mut().find(|given| given.proposition == *on);
            given.unwrap().credence = credence;
        }
        Place::Otherwise(of) => grounds(&mut case, *of).otherwise = number,
        Place::Letter(letter) => {
            case.grades.insert(letter.clone(), credence);
        }
        Place::Grade(i) => case.sources[*i].grade = number,
        Place::Noise(i) => case.sources[*i].noise = number,
        place => panic!("{place:?}"),
    }
    case
}

fn grounds(case: &mut Case, of: Proposition) -> &mut Grounds {
    match of {
        Proposition::Hypothesis(i) => &mut case.hypotheses[i].grounds,
        Proposition::Claim(i) => &mut case.claims[i].grounds,
        Proposition::Evidence(i) => &mut case.evidence[i].grounds,
        Proposition::Forecast(i) => &mut case.forecasts[i].grounds,
        Proposition::Other => panic!("other has no grounds"),
    }
}

/// The posteriors of the hypotheses, weighed from scratch.
fn posteriors(case: &Case) -> Vec<f64> {
    let weighing = weigh(case, Options::default()).unwrap();
    weighing.hypotheses.iter().map(|h| h.posterior).collect()
}

fn assert_near(found: &[f64], expected: &[f64], tolerance: f64, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() <= tolerance,
            "{what}: {found} is not {expected}"
        );
    }
}

fn leader(posteriors: &[f64]) -> usize {
    let mut leader = 0;
    for (i, p) in posteriors.iter().enumerate() {
        if *p > posteriors[leader] {
            leader = i;
        }
    }
    leader
}

#[test]
fn a_moved_number_is_weighed_as_if_it_were_written() {
    for (name, case) in cases() {
        let model = Model::compile(&case, Options::default()).unwrap();
        for (number, at) in model.numbers().iter().enumerate() {
            if model.network().tables_of(number).is_empty() {
                continue;
            }
            for value in [0.07, 0.93] {
                let credence = Credence::point_at(value).unwrap();
                let situation = model
                    .changed(&[Change::Number { number, credence }])
                    .unwrap();
                let found = model.weigh(&situation).unwrap();
                let anew = weigh(&edited(&case, &at.place, value), Options::default()).unwrap();
                let what = format!("{name}: {} = {value}", at.place.path(&case));
                let p = |w: &abduce_core::weigh::Weighing| -> Vec<f64> {
                    let hypotheses = w.hypotheses.iter();
                    hypotheses
                        .flat_map(|h| [h.prior, h.posterior, h.but_for.unwrap_or(0.0)])
                        .chain(w.claims.iter().copied())
                        .chain(w.sources.iter().map(|s| s.posterior))
                        .collect()
                };
                assert_near(&p(&found), &p(&anew), TOLERANCE, &what);
            }
        }
    }
}

#[test]
fn derivatives_are_what_small_steps_show() {
    const STEP: f64 = 1e-6;
    for (name, case) in cases() {
        let model = Model::compile(&case, Options::default()).unwrap();
        for found in model.sensitivities(&model.today()).unwrap() {
            let place = &model.numbers()[found.number].place;
            if found.value < 2.0 * STEP || found.value > 1.0 - 2.0 * STEP {
                continue;
            }
            let after = posteriors(&edited(&case, place, found.value + STEP));
            let before = posteriors(&edited(&case, place, found.value - STEP));
            let steps = after.iter().zip(&before);
            let steps: Vec<f64> = steps.map(|(a, b)| (a - b) / (2.0 * STEP)).collect();
            // A central difference of posteriors of 1e-16 is right to about 1e-9 of the step.
            let size = steps.iter().fold(1.0, |most, s| f64::max(most, s.abs()));
            let what = format!("{name}: {}", place.path(&case));
            assert_near(&found.slopes, &steps, 1e-5 * size, &what);
        }
    }
}

#[test]
fn a_number_turns_the_answer_where_it_is_said_to_and_not_before() {
    for (name, case) in cases() {
        let model = Model::compile(&case, Options::default()).unwrap();
        let now = leader(&posteriors(&case));
        for found in model.sensitivities(&model.today()).unwrap() {
            let place = &model.numbers()[found.number].place;
            let what = format!("{name}: {} {found:?}", place.path(&case));
            // As far to the other side as the turn is, or all the way.
            let far = found.turn.map_or(1.0, |turn| (turn.at - found.value).abs());
            for share in [0.2, 0.6, 0.95, 0.999] {
                for sign in [-1.0, 1.0] {
                    let value = found.value + sign * share * far;
                    if (1e-6..=1.0 - 1e-6).contains(&value) {
                        let p = posteriors(&edited(&case, place, value));
                        let most = p.iter().copied().fold(0.0, f64::max);
                        assert!(p[now] >= most - TOLERANCE, "{what}: at {value}");
                    }
                }
            }
            if let Some(turn) = found.turn {
                let beyond = turn.at + (turn.at - found.value) * 1e-6;
                let beyond = beyond.clamp(1e-6, 1.0 - 1e-6);
                let p = posteriors(&edited(&case, place, beyond));
                assert!(p[turn.to] >= p[now] - TOLERANCE, "{what}: at {beyond}");
            }
        }
    }
}

#[test]
fn a_joint_turn_makes_two_level_and_is_no_larger_than_that_of_one_number() {
    let mut n_found = 0;
    for (name, case) in cases() {
        let model = Model::compile(&case, Options::default()).unwrap();
        let today = model.today();
        let alone = model.sensitivities(&today).unwrap();
        let Some(joint) = model.joint_turn(&today, &alone).unwrap() else {
            continue;
        };
        n_found += 1;
        let now = leader(&posteriors(&case));
        let mut changes = Vec::new();
        for &(number, value) in &joint.moves {
            let credence = Credence::point_at(value).unwrap();
            changes.push(Change::Number { number, credence });
        }
        let situation = model.changed(&changes).unwrap();
        let weighed = model.weigh(&situation).unwrap();
        let p: Vec<f64> = weighed.hypotheses.iter().map(|h| h.posterior).collect();
        assert!(
            (p[now] - p[joint.to]).abs() < 1e-8,
            "{name}: {joint:?}: {p:?}"
        );
        assert!(p.iter().all(|&p_i| p_i <= p[now] + 1e-8), "{name}: {p:?}");
        let decibans = |p: f64| 10.0 * libm::log10(p / (1.0 - p));
        for s in &alone {
            if let Some(turn) = s.turn {
                let size = (decibans(turn.at) - decibans(s.value)).abs();
                assert!(joint.decibans <= size + 1e-6, "{name}: {joint:?}, {s:?}");
            }
        }
    }
    assert!(n_found > 40, "only {n_found} joint turns");
}

#[test]
fn draws_are_weighed_as_if_they_were_written() {
    let draws = Draws {
        least: 16,
        most: 16,
        ..Draws::default()
    };
    for (name, case) in cases() {
        let model = Model::compile(&case, Options::default()).unwrap();
        let today = model.today();
        let found = model.ranges(&today, draws).unwrap();
        let n = found.n_draws.max(1);
        let mut each: Vec<Vec<f64>> = Vec::new();
        for draw in 0..n {
            let numbers = model.drawn_numbers(&today, draws, draw);
            let mut drawn = case.clone();
            for (number, value) in model.numbers().iter().zip(numbers) {
                drawn = edited(&drawn, &number.place, value);
            }
            each.push(posteriors(&drawn));
        }
        for (i, interval) in found.hypotheses.iter().enumerate() {
            let mut column: Vec<f64> = each.iter().map(|row| row[i]).collect();
            column.sort_unstable_by(f64::total_cmp);
            let at = |p: f64| {
                let rank = p * (n - 1) as f64;
                let below = rank.floor() as usize;
                let above = (below + 1).min(n - 1);
                column[below] + (column[above] - column[below]) * rank.fract()
            };
            let (found, expected) = ([interval.low, interval.high], [at(0.05), at(0.95)]);
            assert_near(&found, &expected, TOLERANCE, &name);
            let leads = each.iter().filter(|row| leader(row) == i).count() as f64;
            let share = leads / n as f64;
            assert!(
                (found_share(&model, draws, i) - share).abs() < TOLERANCE,
                "{name}"
            );
        }
        let threads = Draws {
            n_threads: 3,
            ..draws
        };
        assert_eq!(model.ranges(&today, threads).unwrap(), found, "{name}");
    }
}

fn found_share(model: &Model, draws: Draws, hypothesis: usize) -> f64 {
    model.ranges(&model.today(), draws).unwrap().leads[hypothesis]
}

#[test]
fn an_answer_would_do_what_it_is_said_to() {
    for (name, case) in cases() {
        let model = Model::compile(&case, Options::default()).unwrap();
        let now = posteriors(&case);
        for found in model.inquiries(&model.today()).unwrap() {
            let p = found.probability;
            // What is expected to be believed is what is believed.
            let rows = found.if_true.iter().zip(&found.if_false);
            let mean: Vec<f64> = rows.map(|(t, f)| p * t + (1.0 - p) * f).collect();
            assert_near(&mean, &now, TOLERANCE, &name);
            if let Proposition::Claim(i) = found.proposition {
                for (is_true, expected) in [(true, &found.if_true), (false, &found.if_false)] {
                    let mut told = case.clone();
                    told.claims[i].observed = Some(Spanned::new(is_true, Span::default()));
                    told.claims[i].date = None;
                    told.claims[i].source = None;
                    assert_near(expected, &posteriors(&told), TOLERANCE, &name);
                }
            }
        }
    }
}

#[test]
fn items_beside_one_another_weigh_what_they_weigh() {
    for (name, case) in cases() {
        let model = Model::compile(&case, Options::default()).unwrap();
        let today = model.today();
        let weighing = model.weigh(&today).unwrap();
        let found = model.together(&today).unwrap();
        for row in &found.alone {
            let weight = weighing.evidence[row.evidence].weight.as_ref().unwrap();
            assert_near(&row.given_rest, &weight.decibans, 1e-7, &name);
        }
        for pair in &found.pairs {
            // What the first adds with the second there, and without it.
            let weight = |changes: &[Change]| {
                let situation = model.changed(changes).unwrap();
                let weighing = model.weigh(&situation).unwrap();
                weighing.evidence[pair.first]
                    .weight
                    .as_ref()
                    .unwrap()
                    .decibans[found.leader]
            };
            let (with, without) = (weight(&[]), weight(&[Change::Drop(pair.second)]));
            assert_near(&[pair.shared], &[without - with], 1e-6, &name);
        }
    }
}

#[test]
fn the_timeline_is_what_each_day_would_have_shown() {
    for (name, case) in cases() {
        let model = Model::compile(&case, Options::default()).unwrap();
        let steps = model.timeline(&model.today()).unwrap();
        let last = steps.last().unwrap();
        assert_near(&last.posteriors, &posteriors(&case), TOLERANCE, &name);
        for step in steps.iter().filter(|step| step.date.is_some()) {
            let options = Options {
                as_of: step.date,
                ..Options::default()
            };
            let weighing = weigh(&case, options).unwrap();
            let then: Vec<f64> = weighing.hypotheses.iter().map(|h| h.posterior).collect();
            // With no day to be weighed as of, no outcome of a forecast is known.
            if model.as_of().is_some() || case.forecasts.iter().all(|f| f.resolved_on.is_none()) {
                assert_near(&step.posteriors, &then, TOLERANCE, &name);
            }
        }
    }
}
