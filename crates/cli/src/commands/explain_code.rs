//! `abduce explain-code`: what a diagnostic means and how to mend it.

use abduce_core::case::codes;
use abduce_netfile::codes as network;

use super::read::codes as streams;

use crate::args::ExplainCode;
use crate::output::{Output, Status, Stop};
use crate::render;

/// Prints the page of a code, or the list of all.
pub(super) fn run(args: &ExplainCode, output: &Output) -> Result<Status, Stop> {
    let Some(code) = &args.code else {
        let of_cases = codes::CODES.iter().map(|e| (e.code.0, e.title));
        let of_networks = network::CODES.iter().map(|e| (e.code.0, e.title));
        let of_streams = streams::CODES.iter().map(|e| (e.code, e.title));
        let list: String = of_cases
            .chain(of_networks)
            .chain(of_streams)
            .map(|(code, title)| format!("{code}  {title}\n"))
            .collect();
        output.print(&list)?;
        return Ok(Status::Clean);
    };
    if let Some(entry) = network::find(code) {
        let (code, title, why) = (entry.code.0, entry.title, entry.why);
        output.print(&format!("# {code}: {title}\n\n{why}\n"))?;
        return Ok(Status::Clean);
    }
    if let Some(entry) = streams::find(code) {
        let streams::Code { code, title, why } = entry;
        output.print(&format!("# {code}: {title}\n\n{why}\n"))?;
        return Ok(Status::Clean);
    }
    let page = codes::find(code).and_then(|entry| render::page(entry.code));
    let page = page.ok_or_else(|| {
        Stop::because(format!(
            "{code} is no code; without one, abduce explain-code lists all"
        ))
    })?;
    output.print(page)?;
    Ok(Status::Clean)
}
