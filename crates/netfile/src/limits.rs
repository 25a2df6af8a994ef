//! How much a file may hold: checked before memory is spent on it.

/// The most that reading a file may make of it. Reading takes a few times `bytes` for names,
/// and eight bytes for each of `cells`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Variables.
    pub variables: usize,
    /// States of all variables together.
    pub states: usize,
    /// Numbers of all tables together, those of refused tables included.
    pub cells: usize,
}

impl Limits {
    /// Files to 128 MiB; a million variables, 4 million states, 32 million numbers.
    pub const DEFAULT: Limits = Limits {
        bytes: 128 << 20,
        variables: 1 << 20,
        states: 1 << 22,
        cells: 1 << 25,
    };
}

impl Default for Limits {
    fn default() -> Limits {
        Limits::DEFAULT
    }
}
