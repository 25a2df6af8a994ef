//! A network file in another format.

use std::path::Path;

use abduce_netfile::{self as netfile, Format, Renamed};

use super::counted;
use super::file::{self, NetworkFile};
use crate::args::{Convert, NetworkFormat};
use crate::files;
use crate::output::{Output, Status, Stop};

/// Writes the network and tells what could not be kept.
pub(super) fn run(args: &Convert, output: &Output) -> Result<Status, Stop> {
    let target = args
        .output
        .as_deref()
        .filter(|path| !files::is_standard_input(path));
    let format = told_format(args.to, target)?;
    if let Some(target) = target
        && target.exists()
        && !args.force
    {
        let why = format!("{} exists; --force writes over it", target.display());
        return Err(Stop::because(why));
    }
    let file = NetworkFile::open(&args.file, args.from, output)?;
    let Some(network) = &file.network else {
        return Ok(Status::Faults);
    };
    let written = netfile::write(network, format)
        .map_err(|error| Stop::because(format!("{}: {error}", file.name)))?;
    lost_names(&written.renamed, format, output);
    match target {
        None => output.print(&written.text)?,
        Some(target) => {
            files::write(target, &written.text)?;
            let n_variables = counted(network.variables().len(), "variable");
            output.tell(&format!(
                "{}: {} with {n_variables}",
                target.display(),
                format.name()
            ));
        }
    }
    Ok(Status::Clean)
}

/// The format asked for, else that of the ending of the file's name.
pub(crate) fn told_format(to: Option<NetworkFormat>, path: Option<&Path>) -> Result<Format, Stop> {
    match (to, path) {
        (Some(to), _) => Ok(to.into()),
        (None, Some(path)) => file::of_ending(path).ok_or_else(|| {
            Stop::because(format!(
                "the name {} does not tell a format; --to does: bif, xmlbif, xdsl, net or uai",
                path.display()
            ))
        }),
        (None, None) => Err(Stop::because(
            "--to tells the format to write: bif, xmlbif, xdsl, net or uai",
        )),
    }
}

/// Tells which names the format could not hold.
pub(crate) fn lost_names(renamed: &[Renamed], format: Format, output: &Output) {
    const SHOWN: usize = 10;
    if format == Format::Uai {
        output.tell("UAI has no names: variables and states are told by their numbers, from 0");
    }
    if renamed.is_empty() {
        return;
    }
    let n_names = counted(renamed.len(), "name");
    output.tell(&format!(
        "{} cannot hold {n_names}; written instead:",
        format.name()
    ));
    for one in renamed.iter().take(SHOWN) {
        let before = match &one.state {
            Some(state) => format!("{}={state}", one.variable),
            None => one.variable.clone(),
        };
        output.tell(&format!("  {before}: {}", one.written));
    }
    if renamed.len() > SHOWN {
        output.tell(&format!("  and {} more", renamed.len() - SHOWN));
    }
}
