//! Files of discrete Bayesian networks, read and written: variables and states with names, over
//! the networks of [`abduce_infer`].
//!
//! ```
//! use abduce_infer::{CompileOptions, Findings, JunctionTree};
//! use abduce_netfile::{Limits, bif};
//!
//! let file = br#"
//! network weather {}
//! variable rain { type discrete [ 2 ] { yes, no }; }
//! variable grass { type discrete [ 2 ] { wet, dry }; }
//! probability ( rain ) { table 0.2, 0.8; }
//! probability ( grass | rain ) {
//!   (yes) 0.9, 0.1;
//!   (no) 0.2, 0.8;
//! }
//! "#;
//! let network = bif::read(file, &Limits::DEFAULT).into_result().unwrap();
//! let (rain, grass) = (network.variable("rain").unwrap(), network.variable("grass").unwrap());
//! let wet = network.state(grass, "wet").unwrap();
//! let tree = JunctionTree::compile(network.network(), &CompileOptions::default()).unwrap();
//! let posterior = tree.propagate(&Findings::new().with_state(grass, wet)).unwrap();
//! assert!((posterior.marginal(rain).unwrap()[0] - 0.18 / 0.34).abs() < 1e-12);
//! ```
//!
//! # Faults
//!
//! Reading never stops at the first fault: it tells all of them, each with its code, its place in
//! the file, what was expected, what was found and what to do next ([`Fault`]). There is a network
//! when none of them is an error.
//!
//! # Tables
//!
//! Variables keep the order in which the file declares them, parents that of their table; the
//! conditional table of variable `i` is factor `i`, unless there are local models. Rows are published rounded: each is divided
//! by its sum, added up in `f64` in the order of the row, as long as that is within [`ROW_LIMIT`]
//! of one. A warning says so for a row that is further than [`ROW_ROUNDING`] from it.
//!
//! # Limits
//!
//! All input is hostile: time is linear in the size of the file (but for the sorting of names),
//! memory bounded by [`Limits`], and nothing is allocated from a declared size before that is
//! checked. Nothing is recursive, and nothing panics.

pub mod bif;
pub mod codes;
mod draft;
mod fault;
mod fit;
mod format;
mod limits;
mod nearest;
pub mod net;
mod network;
mod number;
mod numbers;
mod rows;
pub mod uai;
pub mod xdsl;
mod xml;
pub mod xmlbif;

use std::borrow::Cow;
use std::fmt::Write as _;

pub use codes::Code;
pub use fault::{Fault, Severity, Span, position};
pub use fit::Renamed;
pub use format::{Format, read, write};
pub use limits::Limits;
pub use nearest::nearest;
pub use network::{MOST_CELLS, NameError, NamedNetwork, NamedVariable};
pub use rows::{ROW_LIMIT, ROW_ROUNDING};

/// What was read of a file.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The network; none when one of the faults is an error.
    pub network: Option<NamedNetwork>,
    /// All that is to be said of the file, in its order.
    pub faults: Vec<Fault>,
}

impl Reading {
    /// The network with warnings left aside, or the faults.
    ///
    /// # Errors
    /// All faults, when one of them is an error.
    pub fn into_result(self) -> Result<NamedNetwork, Vec<Fault>> {
        self.network.ok_or(self.faults)
    }
}

impl From<Box<Fault>> for Reading {
    /// Nothing was read, for that reason.
    fn from(fault: Box<Fault>) -> Reading {
        Reading {
            network: None,
            faults: vec![*fault],
        }
    }
}

/// Why a network cannot be written in a format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The format holds one conditional table for each variable; this network has other factors,
    /// or variables without a table.
    #[error(
        "{format} holds one conditional table for each variable, and this network has other factors"
    )]
    NotBayesian {
        /// The format's name.
        format: &'static str,
    },
    /// The format has only tables, and a local model of the network would make too large a one.
    #[error(
        "as a table the model of {variable} would have more than {} numbers",
        MOST_CELLS
    )]
    TooLarge {
        /// The variable's name.
        variable: String,
    },
}

/// A network as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file's text.
    pub text: String,
    /// Names that the format cannot hold, with what was written in their place.
    pub renamed: Vec<Renamed>,
}

/// The text of a file as its faults count its bytes: UTF-8, or ISO-8859-1 for XML that says so.
/// What is neither is made readable.
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if is_latin_xml(bytes) => bytes.iter().map(|&byte| char::from(byte)).collect(),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

/// The text of a file that is taken for a network.
fn text_of<'a>(bytes: &'a [u8], limits: &Limits) -> Result<&'a str, Box<Fault>> {
    if bytes.len() > limits.bytes {
        let message = format!("the file has more than {} bytes", limits.bytes);
        let fault = Fault::error(codes::TOO_LARGE, 0..0, message)
            .found(format!("{} bytes", bytes.len()))
            .help("this is larger than any network that is read here");
        return Err(Box::new(fault));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let fault = Fault::error(codes::NOT_TEXT, at..at + 1, "the file is not UTF-8 text")
            .found(format!("the byte 0x{:02x}", bytes[at]))
            .help("convert the file to UTF-8, for example with iconv");
        Box::new(fault)
    })
}

/// The text of an XML file, which may say that it is ISO-8859-1.
fn xml_text_of<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Cow<'a, str>, Box<Fault>> {
    match text_of(bytes, limits) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(fault) if fault.code == codes::NOT_TEXT && is_latin_xml(bytes) => Ok(text(bytes)),
        Err(fault) => Err(fault),
    }
}

/// Whether the declaration of an XML file says that it is ISO-8859-1.
fn is_latin_xml(bytes: &[u8]) -> bool {
    let head = bytes.get(..200).unwrap_or(bytes);
    let head = head.split(|&byte| byte == b'>').next().unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    head.starts_with("<?xml") && head.contains("iso-8859-1")
}

fn push(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
}

/// Numbers with as many digits as it takes to read them back to the bit.
fn push_numbers(out: &mut String, numbers: &[f64], between: &str) {
    for (i, number) in numbers.iter().enumerate() {
        let between = if i == 0 { "" } else { between };
        let _ = write!(out, "{between}{number:?}");
    }
}

/// The next combination of states, the last changing fastest.
fn odometer(at: &mut [usize], sizes: &[usize]) {
    for (state, size) in at.iter_mut().zip(sizes).rev() {
        *state += 1;
        if *state < *size {
            return;
        }
        *state = 0;
    }
}
