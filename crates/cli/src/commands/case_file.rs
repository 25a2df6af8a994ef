//! A case file: read, parsed, its quotes verified, weighed where it can be.

use std::io::Write as _;
use std::path::Path;

use abduce_core::case::{self, Verified, model::Case};
use abduce_core::diagnostic::{Diagnostic, Severity};
use abduce_core::source::{FileId, ReadError, SourceMap, World};
use abduce_core::weigh::ranges::Draws;
use abduce_core::weigh::{self, Analysis, Model, Options, WeighError, Weighing};

use crate::files::{self, Disk};
use crate::output::{Output, Status, Stop};
use crate::render;
use crate::terminal::too_large;

/// A case and all that is to be said of it.
pub(super) struct CaseFile {
    /// The case; what faults made unreadable is left out.
    pub(super) case: Case,
    /// Its text, in the source map.
    pub(super) file: FileId,
    /// Its quotes that stand where they should.
    pub(super) verified: Vec<Verified>,
    /// Faults and warnings, in the order of the file.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What it comes to.
    pub(super) status: Status,
    /// The case weighed, when no fault keeps it from being so.
    weighing: Option<Result<Weighing, WeighError>>,
}

impl CaseFile {
    /// The case at `path`; its quotes are looked for in the files beside it. Its text, and
    /// those of its sources that diagnostics point into, are added to `texts`.
    pub(super) fn open(path: &Path, options: Options, texts: &mut SourceMap) -> CaseFile {
        let name = files::name(path);
        match files::read(path, case::MAX_BYTES as u64) {
            Ok(bytes) => CaseFile::of(&bytes, &name, &Disk::beside(path), options, texts),
            Err(error) => CaseFile::unreadable(&name, &error, texts),
        }
    }

    fn unreadable(name: &str, error: &ReadError, texts: &mut SourceMap) -> CaseFile {
        let file = texts.add(name, "");
        let status = match error {
            ReadError::TooLarge { .. } => Status::Faults,
            _ => Status::CouldNotRun,
        };
        let diagnostics = vec![case::unreadable(error, file)];
        CaseFile {
            case: Case::default(),
            file,
            verified: Vec::new(),
            diagnostics,
            status,
            weighing: None,
        }
    }

    /// The case written in `bytes`, among the files of `world`.
    fn of(
        bytes: &[u8],
        name: &str,
        world: &dyn World,
        options: Options,
        texts: &mut SourceMap,
    ) -> CaseFile {
        let (file, parsed) = case::parse_bytes(bytes, name, texts);
        let weighing = parsed
            .can_be_weighed()
            .then(|| weigh::weigh(&parsed.case, options));
        let case = parsed.case;
        let mut diagnostics = parsed.diagnostics;
        let verification = case::verify(&case, file, world, texts);
        diagnostics.extend(verification.diagnostics);
        let standing = weighing
            .as_ref()
            .and_then(|weighing| weighing.as_ref().ok())
            .map(Weighing::standing);
        // What could not be read would make advice on what is left misleading.
        if weighing.is_some() || case.is_ledger() {
            diagnostics.extend(case::advise(&case, file, texts, standing.as_ref()));
        }
        let faults = diagnostics.iter().any(|d| d.severity == Severity::Error);
        let status = if faults {
            Status::Faults
        } else {
            Status::Clean
        };
        CaseFile {
            case,
            file,
            verified: verification.verified,
            diagnostics,
            status,
            weighing,
        }
    }

    /// Tells a person of the faults and warnings, on standard error.
    pub(super) fn tell(&self, texts: &SourceMap, output: &Output) -> Result<(), Stop> {
        tell(&self.diagnostics, texts, output)
    }

    /// The same of its faults alone.
    pub(super) fn tell_faults(&self, texts: &SourceMap, output: &Output) -> Result<(), Stop> {
        let is_fault = |d: &&Diagnostic| d.severity == Severity::Error;
        let faults: Vec<Diagnostic> = self.diagnostics.iter().filter(is_fault).cloned().collect();
        tell(&faults, texts, output)
    }

    /// The case compiled, to be asked what would change it; none when its faults keep it from being
    /// weighed.
    ///
    /// # Errors
    /// When weighing needs more memory than allowed.
    pub(super) fn model(&self, options: Options) -> Result<Option<Model<'_>>, Stop> {
        if self.weighing()?.is_none() {
            return Ok(None);
        }
        let model = Model::compile(&self.case, options);
        model.map(Some).map_err(|error| self.too_large(&error))
    }

    /// The same, with everything asked of it.
    ///
    /// # Errors
    /// As [`CaseFile::model`].
    pub(super) fn analysed(
        &self,
        options: Options,
        draws: Draws,
    ) -> Result<Option<(Model<'_>, Analysis)>, Stop> {
        let Some(model) = self.model(options)? else {
            return Ok(None);
        };
        let analysis = model.analyse(&model.today(), draws);
        let analysis = analysis.map_err(|error| self.too_large(&error))?;
        Ok(Some((model, analysis)))
    }

    /// What to tell of a case that cannot be weighed within the memory allowed.
    pub(super) fn too_large(&self, error: &WeighError) -> Stop {
        Stop::because(too_large::explain(error, &self.case))
    }

    /// What the case comes to; none when its faults keep it from being weighed.
    ///
    /// # Errors
    /// When weighing needs more memory than allowed.
    pub(super) fn weighing(&self) -> Result<Option<&Weighing>, Stop> {
        match &self.weighing {
            None if self.case.is_ledger() => Err(Stop::because(
                "the file holds forecasts only, and no hypotheses to weigh; abduce ledger lists them",
            )),
            None => Ok(None),
            Some(Ok(weighing)) => Ok(Some(weighing)),
            Some(Err(error)) => Err(self.too_large(error)),
        }
    }
}

fn tell(diagnostics: &[Diagnostic], texts: &SourceMap, output: &Output) -> Result<(), Stop> {
    let mut text = Vec::new();
    let look = output.look_of_errors();
    render::diagnostics(diagnostics, texts, render::Format::Human, &mut text, look)?;
    let _ = std::io::stderr().lock().write_all(&text);
    Ok(())
}
