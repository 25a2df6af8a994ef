//! Files: read within a limit, written whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use abduce_core::source::{ReadError, World};
use jiff::civil::Date;

use crate::output::Stop;

/// Whether a path stands for standard input.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// What to call a path before a person.
pub(crate) fn name(path: &Path) -> String {
    if is_standard_input(path) {
        "<stdin>".to_owned()
    } else {
        path.display().to_string()
    }
}

/// The bytes of a file, or of standard input for `-`.
///
/// # Errors
/// When it cannot be read, or has more than `limit` bytes.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    if is_standard_input(path) {
        return read_up_to(io::stdin().lock(), limit);
    }
    // A pipe or a device may never end, and opening one may never return.
    let about = fs::metadata(path).map_err(read_error)?;
    if about.is_dir() {
        return Err(ReadError::Other("a folder, not a file".to_owned()));
    }
    if !about.is_file() {
        return Err(ReadError::Other(
            "not a regular file; give it as standard input".to_owned(),
        ));
    }
    read_up_to(File::open(path).map_err(read_error)?, limit)
}

fn read_up_to(from: impl io::Read, limit: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    from.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(read_error)?;
    if bytes.len() as u64 > limit {
        Err(ReadError::TooLarge { limit })
    } else {
        Ok(bytes)
    }
}

fn read_error(error: io::Error) -> ReadError {
    match error.kind() {
        ErrorKind::NotFound => ReadError::NotFound,
        _ => ReadError::Other(error.to_string()),
    }
}

/// Why a file that the user named could not be read.
pub(crate) fn unreadable(path: &Path, error: &ReadError) -> Stop {
    let why = match error {
        ReadError::TooLarge { limit } => format!("larger than {} MiB", limit >> 20),
        error => error.to_string(),
    };
    Stop::because(format!("{}: {why}", name(path)))
}

/// Writes a file in one step, so that what was there is never half gone.
///
/// # Errors
/// When the folder cannot be written to.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Stop> {
    let mut replacement = Replacement::of(path)?;
    replacement.add(text.as_bytes())?;
    replacement.finish()
}

/// A file written beside the one that it will replace when it is whole.
pub(crate) struct Replacement {
    path: PathBuf,
    target: PathBuf,
    beside: PathBuf,
    file: BufWriter<File>,
    whole: bool,
}

impl Replacement {
    /// Starts what will replace `path`.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub(crate) fn of(path: &Path) -> Result<Replacement, Stop> {
        // A link is written through, not replaced by a file.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let mut beside = target.clone().into_os_string();
        beside.push(format!(".{}.tmp", std::process::id()));
        let beside = PathBuf::from(beside);
        let file = File::create_new(&beside).map_err(|error| unwritable(path, &error))?;
        Ok(Replacement {
            path: path.to_path_buf(),
            target,
            beside,
            file: BufWriter::new(file),
            whole: false,
        })
    }

    /// Adds to it.
    ///
    /// # Errors
    /// When the disk is full, say.
    pub(crate) fn add(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        let added = self.file.write_all(bytes);
        added.map_err(|error| unwritable(&self.path, &error))
    }

    /// Puts it in place of the old file.
    ///
    /// # Errors
    /// When it cannot be written out or moved there.
    pub(crate) fn finish(mut self) -> Result<(), Stop> {
        let finished = self.move_there();
        finished.map_err(|error| unwritable(&self.path, &error))
    }

    fn move_there(&mut self) -> io::Result<()> {
        self.file.flush()?;
        if let Ok(about) = fs::metadata(&self.target) {
            self.file.get_ref().set_permissions(about.permissions())?;
        }
        self.file.get_ref().sync_all()?;
        fs::rename(&self.beside, &self.target)?;
        self.whole = true;
        // The new name is only safe once the folder is; where folders cannot be synced, so be it.
        let folder = self
            .target
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if !self.whole {
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// Why a file could not be written.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Stop {
    Stop::because(format!("could not write {}: {error}", path.display()))
}

/// The world as seen from a case file: files beside it, and today's date.
#[derive(Clone, Debug)]
pub(crate) struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// The world of the case at `path`; the working folder for standard input.
    pub(crate) fn beside(path: &Path) -> Disk {
        Disk {
            folder: path.parent().map(Path::to_path_buf).unwrap_or_default(),
        }
    }
}

impl World for Disk {
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, ReadError> {
        read(&self.folder.join(path), limit)
    }

    /// In Coordinated Universal Time.
    fn today(&self) -> Date {
        jiff::tz::Offset::UTC
            .to_datetime(jiff::Timestamp::now())
            .date()
    }
}
