//! Where text goes, how wide and how coloured it is, and how the program ends.

use std::io::{self, ErrorKind, IsTerminal as _, Write as _};

use anstream::{AutoStream, ColorChoice};

use crate::render::Look;
use crate::render::safe::short_lines;
use crate::terminal::Screen;

/// How the program ends, when it could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// Nothing is wrong.
    Clean = 0,
    /// The case has faults.
    Faults = 1,
    /// It could not run.
    CouldNotRun = 2,
}

/// Why the program ends before its work is done.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Whoever read the output has gone, as `head` does.
    ReaderGone,
    /// Something was missing; the text says what, and what to do.
    CouldNotRun(String),
}

impl Stop {
    /// A stop that says why.
    pub(crate) fn because(why: impl Into<String>) -> Stop {
        Stop::CouldNotRun(why.into())
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        match error.kind() {
            ErrorKind::BrokenPipe => Stop::ReaderGone,
            _ => Stop::CouldNotRun(format!("could not write the output: {error}")),
        }
    }
}

/// Columns of a screen when output does not go to a terminal.
const WIDTH: usize = 80;

/// Standard output and standard error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    colour: bool,
    colour_of_errors: bool,
    width: usize,
}

impl Output {
    /// Colours as asked; when left to us only on a terminal, and never under `NO_COLOR`.
    pub(crate) fn of(choice: clap::ColorChoice) -> Output {
        let decide = |automatic: ColorChoice| match choice {
            clap::ColorChoice::Always => true,
            clap::ColorChoice::Never => false,
            clap::ColorChoice::Auto => automatic != ColorChoice::Never,
        };
        let terminal = terminal_size::terminal_size_of(io::stdout());
        Output {
            colour: decide(AutoStream::choice(&io::stdout())),
            colour_of_errors: decide(AutoStream::choice(&io::stderr())),
            width: terminal.map_or(WIDTH, |(width, _)| usize::from(width.0)),
        }
    }

    /// How diagnostics look on standard output.
    pub(crate) fn look(&self) -> Look {
        Look {
            colour: self.colour,
            width: self.width,
        }
    }

    /// How diagnostics look on standard error.
    pub(crate) fn look_of_errors(&self) -> Look {
        Look {
            colour: self.colour_of_errors,
            width: self.width,
        }
    }

    /// An empty screen to draw on.
    pub(crate) fn screen(&self) -> Screen {
        Screen::new(self.width, self.colour)
    }

    /// Prints `text`.
    pub(crate) fn print(&self, text: &str) -> Result<(), Stop> {
        self.print_bytes(text.as_bytes())
    }

    /// Prints `bytes`.
    #[expect(clippy::unused_self, reason = "like the others")]
    pub(crate) fn print_bytes(&self, bytes: &[u8]) -> Result<(), Stop> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        Ok(out.flush()?)
    }

    /// Prints `value` as indented JSON.
    pub(crate) fn print_json(&self, value: &impl serde::Serialize) -> Result<(), Stop> {
        let text = serde_json::to_string_pretty(value)
            .map_err(|error| Stop::because(format!("could not write JSON: {error}")))?;
        self.print(&(text + "\n"))
    }

    /// Tells a person something beside the output; silent when nobody watches.
    pub(crate) fn tell(&self, text: &str) {
        let _ = writeln!(io::stderr().lock(), "{}", short_lines(text, 4000));
    }

    /// Says why the program could not run.
    pub(crate) fn complain(&self, why: &str) {
        let style = if self.colour_of_errors {
            anstyle::AnsiColor::Red.on_default().bold()
        } else {
            anstyle::Style::new()
        };
        let why = short_lines(why, 4000);
        let _ = writeln!(io::stderr().lock(), "{style}error{style:#}: {why}");
    }
}

/// Whether standard input is a terminal, where a person would have to type.
pub(crate) fn input_is_terminal() -> bool {
    io::stdin().is_terminal()
}

/// Whether a person watches standard error.
pub(crate) fn errors_are_watched() -> bool {
    io::stderr().is_terminal()
}
