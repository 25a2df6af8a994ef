//! `abduce explain-code`: what a diagnostic means and how to mend it.

use abduce_core::case::codes;

use crate::args::ExplainCode;
use crate::output::{Output, Status, Stop};
use crate::render;

/// Prints the page of a code, or the list of all.
pub(super) fn run(args: &ExplainCode, output: &Output) -> Result<Status, Stop> {
    let Some(code) = &args.code else {
        let list: String = codes::CODES
            .iter()
            .map(|entry| format!("{}  {}\n", entry.code.0, entry.title))
            .collect();
        output.print(&list)?;
        return Ok(Status::Clean);
    };
    let page = codes::find(code).and_then(|entry| render::page(entry.code));
    let page = page.ok_or_else(|| {
        Stop::because(format!(
            "{code} is no code; without one, abduce explain-code lists all"
        ))
    })?;
    output.print(page)?;
    Ok(Status::Clean)
}
