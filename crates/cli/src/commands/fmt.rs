//! `abduce fmt`: cases in canonical order.

use std::path::Path;

use abduce_core::case::{self, format};

use crate::args::Fmt;
use crate::files;
use crate::output::{Output, Status, Stop};

/// Rewrites the cases that are not in canonical order, or says which they are.
pub(super) fn run(args: &Fmt, output: &Output) -> Result<Status, Stop> {
    let mut status = Status::Clean;
    for path in &args.cases {
        status = status.max(one(path, args.check, output)?);
    }
    Ok(status)
}

fn one(path: &Path, check: bool, output: &Output) -> Result<Status, Stop> {
    let name = files::name(path);
    let bytes = files::read(path, case::MAX_BYTES as u64)
        .map_err(|error| files::unreadable(path, &error))?;
    let Some(text) = std::str::from_utf8(&bytes).ok() else {
        output.complain(&format!("{name}: not UTF-8 text; left as it is"));
        return Ok(Status::Faults);
    };
    let Some(formatted) = format::format(text) else {
        let why = "not well-formed TOML, so left as it is: abduce check says where";
        output.complain(&format!("{name}: {why}"));
        return Ok(Status::Faults);
    };
    if check {
        if formatted == text {
            return Ok(Status::Clean);
        }
        output.print(&format!("{name}: not in canonical order\n"))?;
        return Ok(Status::Faults);
    }
    if files::is_standard_input(path) {
        output.print(&formatted)?;
    } else if formatted != text {
        files::write(path, &formatted)?;
        output.tell(&format!("{name}: put in order"));
    }
    Ok(Status::Clean)
}
