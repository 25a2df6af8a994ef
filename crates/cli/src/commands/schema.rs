//! `abduce schema`: the JSON Schema of case files.

use abduce_core::case::schema;

use crate::output::{Output, Status, Stop};

/// Prints the schema.
pub(super) fn run(output: &Output) -> Result<Status, Stop> {
    output.print(&schema::schema())?;
    Ok(Status::Clean)
}
