//! The engine as another program's peer: reads a network and a list of queries, answers all of
//! them, and says how long each took.
//!
//! ```text
//! engine NETWORK.bif QUERIES.json RESULT.json
//! engine NETWORK.bif BATCH.json RESULT.json
//! ```
//!
//! That is the EXTERNAL protocol of `bn_bench.py`, a harness that times several engines on the
//! same networks and evidence: its docstring has the fields of all three files. Variables and
//! states are numbers in the file's order. `.bif.gz` is read too.
//!
//! # What is timed
//!
//! Every time is given twice, as wall clock and as CPU time of the process; nothing here starts
//! a thread of its own. The parts are measured apart, each as often as `reps` says and `budget_s`
//! allows:
//!
//! - `load`: from the path of the file to a network (reading the file, but not unpacking it),
//! - `compile`: from that network to a tree for one query (`compile_kept`: to the one that is
//!   kept for many, which a good order of elimination may take longer to find for),
//! - `prior`: the first full answer of a tree that was just compiled. The set of kind `prior` has
//!   these same times, so that nobody adds a warm answer to a cold compilation,
//! - the sets of each kind in turn, over and over: from numbers of variables and states to all
//!   posteriors, copied out, and P(evidence).
//!
//! - where there is time left, the same again for P(evidence) alone (`logpe`).
//!
//! No two queries in a row have the same findings: sets of equal findings are asked once, and a
//! set that is alone in its kind takes turns with another state of one of its variables. Where a
//! query takes less than [`SHORT_S`] the clock itself would count, so whole cycles over the sets
//! are timed and each set has its share. Between two queries a session is kept, as the network
//! would be asked by a program that has one: what both tell alike is not told again. Compiling
//! for a set of observed variables is done for `panel` alone, whose sets all observe the same
//! ones; it is not counted there, as the harness calls those networks compiled. For all other
//! kinds there is one tree, made for any findings.

#[path = "engine/answer.rs"]
mod answer;
#[path = "engine/batch.rs"]
mod batch;
#[path = "engine/clock.rs"]
mod clock;
#[path = "engine/draws.rs"]
mod draws;
#[path = "engine/load.rs"]
mod load;
#[path = "engine/queries.rs"]
mod queries;

use std::error::Error;
use std::path::Path;

/// A query shorter than this is timed together with others.
const SHORT_S: f64 = 20e-6;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [network, request, result] = arguments.as_slice() else {
        return Err("usage: engine NETWORK.bif REQUEST.json RESULT.json".into());
    };
    let request: serde_json::Value = serde_json::from_slice(&std::fs::read(request)?)?;
    let answers = if request.get("sets").is_some() {
        queries::run(Path::new(network), &serde_json::from_value(request)?)?
    } else {
        batch::run(Path::new(network), &serde_json::from_value(request)?)?
    };
    std::fs::write(result, serde_json::to_vec(&answers)?)?;
    Ok(())
}
