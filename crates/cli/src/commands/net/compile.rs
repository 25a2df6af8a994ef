//! What inference in a network will cost, before it is spent.

use abduce_infer::{CompileOptions, Error, JunctionTree, Variable};
use abduce_netfile::NamedNetwork;
use serde::Serialize;

use super::file::NetworkFile;
use super::given;
use crate::args::{Compile, Form};
use crate::output::{Output, Status, Stop};
use crate::terminal::network;
use crate::terminal::too_large::size;

/// What inference costs; the keys of its JSON stay.
#[derive(Debug, Serialize)]
pub(crate) struct Cost {
    /// 1; grows when a key changes its meaning or goes.
    pub(crate) version: u32,
    /// The file.
    pub(crate) file: String,
    /// Its format.
    pub(crate) format: &'static str,
    /// How many variables the network has, those of local models left out.
    pub(crate) n_variables: usize,
    /// How many variables local models such as the noisy-MAX add.
    pub(crate) n_auxiliary: usize,
    /// How many numbers the network's own tables hold.
    pub(crate) n_table_cells: u64,
    /// Each clique: the names of its variables, and how many numbers its table holds.
    pub(crate) cliques: Vec<Clique>,
    /// One less than the variables of the clique with the most.
    pub(crate) width: usize,
    /// How many numbers the tables of all cliques hold.
    pub(crate) n_cells: usize,
    /// What the tables and one propagation take.
    pub(crate) n_bytes: u64,
    /// What they may take.
    pub(crate) limit_bytes: u64,
}

/// One clique.
#[derive(Debug, Serialize)]
pub(crate) struct Clique {
    /// Its variables; those of local models by their number.
    pub(crate) variables: Vec<String>,
    /// How many numbers its table holds.
    pub(crate) n_cells: u64,
}

/// Prints the cost of all posteriors at once.
pub(super) fn run(args: &Compile, output: &Output) -> Result<Status, Stop> {
    let file = NetworkFile::open(&args.file, args.from, output)?;
    let Some(named) = &file.network else {
        return Ok(Status::Faults);
    };
    let limit_bytes = args.memory_limit.saturating_mul(1 << 20);
    let options = CompileOptions::default().with_memory_limit(limit_bytes);
    let tree =
        JunctionTree::compile(named.network(), &options).map_err(|error| refused(&error, named))?;
    let own = named.network();
    let cells = |factor| {
        own.factor_values(factor)
            .map_or(0, |values| values.len() as u64)
    };
    let cliques: Vec<Clique> = tree
        .cliques()
        .iter()
        .map(|c| Clique::of(named, c))
        .collect();
    let most = cliques.iter().map(|clique| clique.variables.len()).max();
    let cost = Cost {
        version: 1,
        file: file.name,
        format: file.format.name(),
        n_variables: named.variables().len(),
        n_auxiliary: own.n_variables() - named.variables().len(),
        n_table_cells: own.factors().map(cells).sum(),
        cliques,
        width: most.unwrap_or(0).saturating_sub(1),
        n_cells: tree.n_cells(),
        n_bytes: tree.n_bytes(),
        limit_bytes,
    };
    match args.format {
        Form::Json => output.print_json(&cost)?,
        Form::Human => {
            let mut screen = output.screen();
            network::draw_cost(&mut screen, &cost);
            output.print(&screen.into_text())?;
        }
    }
    Ok(Status::Clean)
}

impl Clique {
    fn of(named: &NamedNetwork, variables: &[Variable]) -> Clique {
        let n_states = |&v: &Variable| named.network().n_states(v).unwrap_or(1) as u64;
        Clique {
            variables: variables
                .iter()
                .map(|&v| given::name_of(named, v))
                .collect(),
            n_cells: variables.iter().map(n_states).fold(1, u64::saturating_mul),
        }
    }
}

/// Why the engine refused, in the names of the network.
pub(super) fn refused(error: &Error, named: &NamedNetwork) -> Stop {
    let Error::TooLarge {
        needed_bytes,
        limit_bytes,
        variables,
    } = error
    else {
        return Stop::because(error.to_string());
    };
    let names: Vec<String> = variables
        .iter()
        .map(|&v| given::name_of(named, v))
        .collect();
    let names = given::some_of(names.iter().map(String::as_str));
    Stop::because(format!(
        "exact inference would take at least {} of memory, more than the limit of {}\n\
         these hang together too closely: {names}\n\
         ask for fewer variables with --query, allow more with --memory-limit, or ask for bounds \
         with --bounds 1000",
        size(*needed_bytes),
        size(*limit_bytes),
    ))
}
