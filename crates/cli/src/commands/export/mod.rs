//! `abduce export`: the network of a case as a file for other programs.

mod names;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use abduce_core::case::{self, model::Case};
use abduce_core::diagnostic::Severity;
use abduce_core::network::CaseNetwork;
use abduce_core::source::SourceMap;
use abduce_core::weigh::WeighError;
use abduce_infer::Variable;
use abduce_netfile::{self as netfile, Format, NamedNetwork, Renamed, WriteError, Written, uai};

use super::net::{lost_names, told_format};
use crate::args::Export;
use crate::files;
use crate::output::{Output, Status, Stop};
use crate::render;
use crate::terminal::too_large;

/// Writes the network, and tells what is known in it.
pub(super) fn run(args: &Export, output: &Output) -> Result<Status, Stop> {
    let target = args.output.as_deref();
    let target = target.filter(|path| !files::is_standard_input(path));
    let format = told_format(args.to, target)?;
    if !args.force {
        refuse_existing(target)?;
    }
    let Some(case) = open(&args.case, output)? else {
        return Ok(Status::Faults);
    };
    let built = CaseNetwork::build(&case).map_err(|error| {
        let error = WeighError::Network(error);
        Stop::because(too_large::explain(&error, &case))
    })?;
    let as_of = args
        .as_of
        .or_else(|| case.as_of.as_ref().map(|day| day.value));
    let exported = names::exported(&case, &built, &built.findings(as_of, None))?;
    let (network, mut file) = fitted(&exported.network, format)?;
    lost_names(&file.renamed, format, output);
    let evidence = evidence(&exported, &network, &file);
    file.text = with_remark(file.text, format, &evidence.given);
    match target {
        Some(target) => {
            files::write(target, &file.text)?;
            tell_next(target, format, &evidence, args.force, output)
        }
        None => {
            output.print(&file.text)?;
            let known = match format {
                Format::Uai => evidence.uai.trim_end().to_owned(),
                _ => evidence.given.join(" "),
            };
            if !evidence.given.is_empty() {
                output.tell(&format!("known: {known}"));
            }
            Ok(Status::Clean)
        }
    }
}

fn refuse_existing(target: Option<&Path>) -> Result<(), Stop> {
    match target.filter(|path| path.exists()) {
        Some(path) => Err(Stop::because(format!(
            "{} exists; --force writes over it",
            path.display()
        ))),
        None => Ok(()),
    }
}

/// The case at `path`; none when faults keep it from being weighed, which are told.
fn open(path: &Path, output: &Output) -> Result<Option<Case>, Stop> {
    let bytes = files::read(path, case::MAX_BYTES as u64)
        .map_err(|error| files::unreadable(path, &error))?;
    let mut texts = SourceMap::default();
    let (_, parsed) = case::parse_bytes(&bytes, &files::name(path), &mut texts);
    let mut faults = parsed.diagnostics.clone();
    faults.retain(|diagnostic| diagnostic.severity == Severity::Error);
    let look = output.look_of_errors();
    let mut text = Vec::new();
    render::diagnostics(&faults, &texts, render::Format::Human, &mut text, look)?;
    let _ = std::io::stderr().lock().write_all(&text);
    Ok(parsed.can_be_weighed().then_some(parsed.case))
}

/// The network as a file; with its local models taken apart, where the format has only tables
/// and one of them would be too large.
fn fitted(network: &NamedNetwork, format: Format) -> Result<(NamedNetwork, Written), Stop> {
    let failed = |error: &dyn std::fmt::Display| Stop::because(error.to_string());
    match netfile::write(network, format) {
        Ok(file) => Ok((network.clone(), file)),
        Err(WriteError::TooLarge { .. }) => {
            let network = network.unfolded().map_err(|error| failed(&error))?;
            let file = netfile::write(&network, format).map_err(|error| failed(&error))?;
            Ok((network, file))
        }
        Err(error) => Err(failed(&error)),
    }
}

/// What is known, in the names of the file.
struct Evidence {
    /// As options of `abduce net`.
    given: Vec<String>,
    /// As a UAI evidence file.
    uai: String,
}

fn evidence(exported: &names::Exported, network: &NamedNetwork, file: &Written) -> Evidence {
    let states: Vec<(Variable, usize)> = exported
        .known
        .iter()
        .filter_map(|(name, state)| Some((network.variable(name)?, *state)))
        .collect();
    let renamed = |variable: &str, state: Option<&str>| {
        let own = |r: &&Renamed| r.variable == variable && r.state.as_deref() == state;
        file.renamed.iter().find(own).map(|r| r.written.as_str())
    };
    let given = states.iter().filter_map(|&(variable, state)| {
        let own = network.named(variable)?;
        let value = own.states.get(state)?;
        let name = renamed(&own.name, None).unwrap_or(&own.name);
        let value = renamed(&own.name, Some(value)).unwrap_or(value);
        Some(format!("--given {}", in_quotes(&format!("{name}={value}"))))
    });
    Evidence {
        given: given.collect(),
        uai: uai::write_evidence(network, &states),
    }
}

/// A word as a shell takes it.
fn in_quotes(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-=.,:/".contains(c);
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// The file with a remark that tells what is known, where the format has remarks.
fn with_remark(text: String, format: Format, given: &[String]) -> String {
    if given.is_empty() {
        return text;
    }
    let head = "Known in the case; give it too, to have its posteriors:";
    let remark = |lead: &str| {
        let lines = given.iter().map(|line| format!("{lead}  {line}\n"));
        format!("{lead} {head}\n{}", lines.collect::<String>())
    };
    match format {
        Format::Bif => remark("//") + &text,
        Format::Net => remark("%") + &text,
        Format::XmlBif | Format::Xdsl => {
            // Two hyphens may not stand in a remark of XML.
            let lines: String = given
                .iter()
                .map(|line| {
                    format!(
                        "  {}\n",
                        line.trim_start_matches("--given ").replace("--", "- -")
                    )
                })
                .collect();
            let (declaration, rest) = text.split_once('\n').unwrap_or(("", &text));
            format!("{declaration}\n<!-- {head}\n{lines}-->\n{rest}")
        }
        _ => text,
    }
}

/// Tells where the network is and how to ask it; writes the evidence beside a UAI file.
fn tell_next(
    target: &Path,
    format: Format,
    evidence: &Evidence,
    force: bool,
    output: &Output,
) -> Result<Status, Stop> {
    let name = target.display();
    output.tell(&format!(
        "{name}: the network of the case as {}",
        format.name()
    ));
    if format != Format::Uai {
        let given = evidence.given.join(" ");
        let next = format!("next: abduce net {name} {given}");
        output.tell(next.trim_end());
        return Ok(Status::Clean);
    }
    let mut beside = target.as_os_str().to_owned();
    beside.push(".evid");
    let beside = PathBuf::from(beside);
    if !force {
        refuse_existing(Some(&beside))?;
    }
    files::write(&beside, &evidence.uai)?;
    output.tell(&format!("{}: what is known in the case", beside.display()));
    output.tell(&format!(
        "next: abduce net {name} --evidence {}",
        beside.display()
    ));
    Ok(Status::Clean)
}
