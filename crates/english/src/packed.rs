//! Reading the bytes of a packed model with checks: a wrong file is an error, never a panic.

use std::fmt;

/// Why bytes are not a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    expected: &'static str,
    at: usize,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(
            f,
            "not a model that can be read: expected {} at byte {}",
            self.expected, self.at
        )
    }
}

impl std::error::Error for Fault {}

/// Bytes that are read from front to back.
pub(crate) struct Bytes<'a> {
    all: &'a [u8],
    at: usize,
}

impl<'a> Bytes<'a> {
    pub(crate) fn new(all: &'a [u8]) -> Self {
        Self { all, at: 0 }
    }

    pub(crate) fn fault(&self, expected: &'static str) -> Fault {
        let at = self.at;
        Fault { expected, at }
    }

    pub(crate) fn take(&mut self, n: usize, expected: &'static str) -> Result<&'a [u8], Fault> {
        let end = self.at.checked_add(n);
        let found = end.and_then(|end| self.all.get(self.at..end));
        let found = found.ok_or_else(|| self.fault(expected))?;
        self.at += n;
        Ok(found)
    }

    pub(crate) fn mark(&mut self, mark: &[u8; 4], expected: &'static str) -> Result<(), Fault> {
        match self.all.get(self.at..self.at + 4) {
            Some(found) if found == mark => {
                self.at += 4;
                Ok(())
            }
            _ => Err(self.fault(expected)),
        }
    }

    pub(crate) fn u32(&mut self, expected: &'static str) -> Result<u32, Fault> {
        let bytes = self.take(4, expected)?;
        Ok(bytes.iter().rev().fold(0, |n, &b| (n << 8) | u32::from(b)))
    }

    pub(crate) fn f32(&mut self, expected: &'static str) -> Result<f32, Fault> {
        let found = f32::from_bits(self.u32(expected)?);
        match found.is_finite() {
            true => Ok(found),
            false => Err(self.fault(expected)),
        }
    }

    /// A short text, its length in one byte before it.
    pub(crate) fn text(&mut self, expected: &'static str) -> Result<&'a str, Fault> {
        let length = self.take(1, expected)?.first().copied().unwrap_or(0);
        let bytes = self.take(usize::from(length), expected)?;
        std::str::from_utf8(bytes).map_err(|_| self.fault(expected))
    }

    pub(crate) fn end(&self) -> Result<(), Fault> {
        match self.at == self.all.len() {
            true => Ok(()),
            false => Err(self.fault("the end")),
        }
    }
}
