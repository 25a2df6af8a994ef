//! `abduce ledger report`: one page of who was right about what.

use abduce_core::ledger::Record;
use abduce_core::report::html::ledger::{LedgerPage, ledger_page};

use super::gather::gather;
use super::score::{Group, scored};
use crate::args::ledger::{LedgerForm, LedgerReport, List};
use crate::files;
use crate::output::{Output, Status, Stop};

/// Writes the page.
pub(super) fn run(args: &LedgerReport, output: &Output) -> Result<Status, Stop> {
    let list = List {
        paths: args.paths.clone(),
        author: None,
        tag: args.tag.clone(),
        as_of: args.as_of,
        format: LedgerForm::Human,
    };
    let gathered = gather(&list, output)?;
    let scored = scored(&gathered, None);
    let authors: Vec<(&str, &Record)> = scored
        .by_author
        .iter()
        .map(|Group { name, record }| (name.as_str(), record))
        .collect();
    let html = ledger_page(LedgerPage {
        as_of: scored.as_of,
        counts: [scored.n_resolved, scored.n_void, scored.n_open],
        overall: &scored.overall,
        authors: &authors,
        phrases: &scored.phrases,
        forecasts: &scored.forecasts,
    });
    match &args.output {
        Some(path) => files::write(path, &html)?,
        None => output.print(&html)?,
    }
    Ok(gathered.status)
}
