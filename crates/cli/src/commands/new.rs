//! `abduce new`: a commented starting case.

use abduce_core::case::template;

use crate::args::New;
use crate::files;
use crate::output::{Output, Status, Stop};

/// Writes the case, never over a file that exists.
pub(super) fn run(args: &New, output: &Output) -> Result<Status, Stop> {
    let Some(path) = args
        .case
        .as_deref()
        .filter(|path| !files::is_standard_input(path))
    else {
        output.print(template::TEMPLATE)?;
        return Ok(Status::Clean);
    };
    if path.exists() {
        let why = format!("{} exists; name another file", path.display());
        return Err(Stop::because(why));
    }
    files::write(path, template::TEMPLATE)?;
    output.tell(&format!(
        "{0}: a case to fill in; next: abduce check {0}",
        path.display()
    ));
    Ok(Status::Clean)
}
