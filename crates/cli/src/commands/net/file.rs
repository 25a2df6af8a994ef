//! A network file, read and checked.

use std::io::Write as _;
use std::path::Path;

use abduce_core::diagnostic::{Code, Diagnostic, Severity};
use abduce_core::source::{FileId, SourceMap, Span};
use abduce_netfile::{self as netfile, Fault, Format, Limits, NamedNetwork};

use crate::args::NetworkFormat;
use crate::files;
use crate::output::{Output, Stop, input_is_terminal};
use crate::render;

/// A network file.
pub(super) struct NetworkFile {
    /// What to call it.
    pub(super) name: String,
    /// Its format.
    pub(super) format: Format,
    /// The network; none when the file has faults, which have been told.
    pub(super) network: Option<NamedNetwork>,
}

impl NetworkFile {
    /// Reads the file at `path` and tells its faults and warnings on standard error.
    ///
    /// # Errors
    /// When it cannot be read, or is of no known format.
    pub(super) fn open(
        path: &Path,
        from: Option<NetworkFormat>,
        output: &Output,
    ) -> Result<NetworkFile, Stop> {
        if files::is_standard_input(path) && input_is_terminal() {
            return Err(Stop::because(
                "no network on standard input: pipe one in, or name a file",
            ));
        }
        let limits = Limits::DEFAULT;
        let bytes = files::read(path, limits.bytes as u64)
            .map_err(|error| files::unreadable(path, &error))?;
        let name = files::name(path);
        let format = format_of(path, &name, &bytes, from, output)?;
        let reading = netfile::read(&bytes, format, &limits);
        tell(&reading.faults, &name, &bytes, output)?;
        Ok(NetworkFile {
            name,
            format,
            network: reading.network,
        })
    }
}

/// The format asked for, else that of the content, else that of the name's ending.
fn format_of(
    path: &Path,
    name: &str,
    bytes: &[u8],
    from: Option<NetworkFormat>,
    output: &Output,
) -> Result<Format, Stop> {
    if let Some(from) = from {
        return Ok(from.into());
    }
    let named = of_ending(path);
    match (Format::of_content(bytes), named) {
        (Some(found), Some(named)) if found != named => {
            let (found_name, named) = (found.name(), named.name());
            output.tell(&format!(
                "{name}: named as {named}, but written as {found_name}: read as {found_name}"
            ));
            Ok(found)
        }
        (Some(format), _) | (None, Some(format)) => Ok(format),
        (None, None) if is_case(path) => Err(Stop::because(format!(
            "{name} is not a network file; a case becomes one with: abduce export {name} --to bif"
        ))),
        (None, None) if bytes.starts_with(&[0x1f, 0x8b]) => Err(Stop::because(format!(
            "{name} is packed; unpack it first: gzip -dc {name} | abduce net -"
        ))),
        (None, None) => Err(Stop::because(format!(
            "{name} is in no format that is known here: BIF, XMLBIF, XDSL, NET or UAI; \
             --from says which it is"
        ))),
    }
}

/// The format that the ending of a file's name tells.
pub(super) fn of_ending(path: &Path) -> Option<Format> {
    Format::of_ending(path.extension()?.to_str()?)
}

fn is_case(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "toml")
}

impl From<NetworkFormat> for Format {
    fn from(format: NetworkFormat) -> Format {
        match format {
            NetworkFormat::Bif => Format::Bif,
            NetworkFormat::Xmlbif => Format::XmlBif,
            NetworkFormat::Xdsl => Format::Xdsl,
            NetworkFormat::Net => Format::Net,
            NetworkFormat::Uai => Format::Uai,
        }
    }
}

/// Tells a person of faults and warnings, on standard error.
pub(super) fn tell(
    faults: &[Fault],
    name: &str,
    bytes: &[u8],
    output: &Output,
) -> Result<(), Stop> {
    if faults.is_empty() {
        return Ok(());
    }
    let mut texts = SourceMap::default();
    let file = texts.add(name, netfile::text(bytes));
    let told = |fault: &Fault| diagnostic(fault, file);
    let diagnostics: Vec<Diagnostic> = faults.iter().map(told).collect();
    let mut text = Vec::new();
    render::diagnostics(
        &diagnostics,
        &texts,
        render::Format::Human,
        &mut text,
        output.look_of_errors(),
    )?;
    let _ = std::io::stderr().lock().write_all(&text);
    Ok(())
}

/// A fault as a diagnostic, which all renderers know.
fn diagnostic(fault: &Fault, file: FileId) -> Diagnostic {
    let severity = match fault.severity {
        netfile::Severity::Error => Severity::Error,
        netfile::Severity::Warning => Severity::Warning,
    };
    let diagnostic = Diagnostic {
        severity,
        blocks_weighing: severity == Severity::Error,
        expected: fault.expected.clone(),
        found: fault.found.clone(),
        help: fault.help.clone(),
        ..Diagnostic::error(Code(fault.code.0), &fault.message)
    };
    let first = diagnostic.at(file, Span::from(fault.span.clone()), &fault.label);
    fault.also.iter().fold(first, |diagnostic, (span, label)| {
        diagnostic.at(file, Span::from(span.clone()), label)
    })
}
