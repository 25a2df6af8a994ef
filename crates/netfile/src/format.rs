//! The formats: told from a file's content, or from the ending of its name.

use crate::fault::Fault;
use crate::limits::Limits;
use crate::network::NamedNetwork;
use crate::{Reading, WriteError, Written, bif, codes, net, text, uai, xdsl, xmlbif};

/// A format of network files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// See [`bif`].
    Bif,
    /// See [`xmlbif`].
    XmlBif,
    /// See [`xdsl`].
    Xdsl,
    /// See [`net`].
    Net,
    /// See [`uai`].
    Uai,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 5] = [
        Format::Bif,
        Format::XmlBif,
        Format::Xdsl,
        Format::Net,
        Format::Uai,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Format::Bif => "BIF",
            Format::XmlBif => "XMLBIF",
            Format::Xdsl => "XDSL",
            Format::Net => "NET",
            Format::Uai => "UAI",
        }
    }

    /// The format that files with this ending mostly have; case does not matter.
    pub fn of_ending(ending: &str) -> Option<Format> {
        let endings = [
            ("bif", Format::Bif),
            ("xmlbif", Format::XmlBif),
            ("bifxml", Format::XmlBif),
            ("xml", Format::XmlBif),
            ("xdsl", Format::Xdsl),
            ("net", Format::Net),
            ("oobn", Format::Net),
            ("hugin", Format::Net),
            ("uai", Format::Uai),
        ];
        let own = |(known, _): &&(&str, Format)| known.eq_ignore_ascii_case(ending);
        endings.iter().find(own).map(|(_, format)| *format)
    }

    /// The format that a file's content is of; none when it is of none.
    pub fn of_content(bytes: &[u8]) -> Option<Format> {
        const ENOUGH: usize = 1 << 16;
        let start = text(bytes.get(..ENOUGH).unwrap_or(bytes));
        let start = start.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with('<') {
            let xdsl = start.find("<smile");
            let xmlbif = start.find("<BIF").or_else(|| start.find("<!DOCTYPE BIF"));
            return match (xdsl, xmlbif) {
                (Some(_), None) => Some(Format::Xdsl),
                (None, Some(_)) => Some(Format::XmlBif),
                _ => None,
            };
        }
        let mut words = start
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with(['%', '/', '*', '#']))
            .flat_map(|line| line.split(|c: char| c.is_whitespace() || c == '{'));
        match words.next()? {
            "BAYES" | "MARKOV" => Some(Format::Uai),
            "net" | "node" | "class" | "discrete" | "potential" => Some(Format::Net),
            "network" | "variable" | "probability" => Some(Format::Bif),
            _ => None,
        }
    }
}

/// Reads a network file in the given format.
pub fn read(bytes: &[u8], format: Format, limits: &Limits) -> Reading {
    let taken_for = Format::of_content(bytes);
    if let Some(other) = taken_for.filter(|other| *other != format) {
        let message = format!("this is {}, not {}", other.name(), format.name());
        let fault = Fault::error(codes::WRONG_FORMAT, 0..0, message)
            .help(format!("read it as {}", other.name()));
        return Box::new(fault).into();
    }
    match format {
        Format::Bif => bif::read(bytes, limits),
        Format::XmlBif => xmlbif::read(bytes, limits),
        Format::Xdsl => xdsl::read(bytes, limits),
        Format::Net => net::read(bytes, limits),
        Format::Uai => uai::read(bytes, limits),
    }
}

/// The network as a file in the given format.
///
/// # Errors
/// [`WriteError`] when the format cannot hold the network.
pub fn write(network: &NamedNetwork, format: Format) -> Result<Written, WriteError> {
    match format {
        Format::Bif => bif::write(network),
        Format::XmlBif => xmlbif::write(network),
        Format::Xdsl => xdsl::write(network),
        Format::Net => net::write(network),
        Format::Uai => uai::write(network),
    }
}
