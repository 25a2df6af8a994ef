//! Diagnostics as a compiler draws them, and a line that counts them.

use std::io::{self, Write};

use abduce_core::diagnostic::{Diagnostic, Label, Patch as CorePatch, Severity};
use abduce_core::source::{FileId, SourceMap};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Patch, Renderer, Snippet};

use super::excerpt::{Excerpt, Mark, excerpts, is_short};
use super::place::{Place, Places};
use super::safe::{short_line, short_lines, wrapped};
use super::{Look, summary};

/// Columns that a line is drawn in at least and at most.
const WIDTH: (usize, usize) = (60, 160);
/// Columns that a note's name and the margin take up.
const NOTE_MARGIN: usize = 16;
/// What is longer is cut, in characters: a sentence, a label, a note.
const MESSAGE: usize = 600;
const LABEL: usize = 160;
const NOTE: usize = 4_000;
/// More diagnostics, or labels of one, than these are counted, not drawn.
const DIAGNOSTICS: usize = 1_000;
const LABELS: usize = 12;

/// Around the number of a place, where the library writes a path; see [`Drawing::finish`].
const OPEN: char = '\u{f0000}';
const CLOSE: char = '\u{f0001}';

/// Each diagnostic with an empty line after it, then the summary.
pub(super) fn write(
    diagnostics: &[Diagnostic],
    texts: &SourceMap,
    places: &Places,
    out: &mut impl Write,
    look: Look,
) -> io::Result<()> {
    let renderer = if look.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let width = look.width.clamp(WIDTH.0, WIDTH.1);
    let renderer = renderer.term_width(width).hyperlink(false);
    for diagnostic in diagnostics.iter().take(DIAGNOSTICS) {
        let mut drawing = Drawing {
            texts,
            places,
            width,
            origins: Vec::new(),
        };
        let groups = drawing.groups(diagnostic);
        let drawn = renderer.render(&groups);
        writeln!(out, "{}\n", drawing.finish(&drawn).trim_end())?;
    }
    if diagnostics.len() > DIAGNOSTICS {
        let n_more = diagnostics.len() - DIAGNOSTICS;
        writeln!(out, "and {n_more} more, which the JSON output has\n")?;
    }
    summary(diagnostics).map_or(Ok(()), |summary| writeln!(out, "{summary}"))
}

/// One diagnostic on its way to be drawn.
struct Drawing<'a> {
    texts: &'a SourceMap,
    places: &'a Places,
    /// The columns to fit into.
    width: usize,
    /// The name and place of each excerpt, as they are to be written.
    origins: Vec<String>,
}

impl Drawing<'_> {
    fn groups(&mut self, diagnostic: &Diagnostic) -> Vec<Group<'static>> {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level
            .primary_title(short_line(&diagnostic.message, MESSAGE))
            .id(diagnostic.code.0);
        let mut group = Group::with_title(title);
        for (file, excerpt) in self.excerpts(&diagnostic.labels) {
            group = group.element(self.snippet(file, excerpt));
        }
        let n_more = diagnostic.labels.len().saturating_sub(LABELS);
        if n_more > 0 {
            group = group.element(Level::NOTE.message(format!("and {n_more} more places")));
        }
        let notes = [
            ("expected", &diagnostic.expected),
            ("found", &diagnostic.found),
        ];
        for (name, text) in notes {
            if let Some(text) = text {
                let level = Level::NOTE.with_name(name);
                group = group.element(level.message(self.note(text)));
            }
        }
        let help = diagnostic.help.as_deref().map(|text| self.note(text));
        let suggestion = diagnostic.patch.as_ref().and_then(|patch| {
            let first = diagnostic.labels.first().map(|label| label.file);
            self.suggestion(patch, first)
        });
        match (suggestion, help) {
            (Some(snippet), help) => {
                let title = help.unwrap_or_else(|| "this would mend it".to_owned());
                let title = Level::HELP.secondary_title(title);
                vec![group, Group::with_title(title).element(snippet)]
            }
            (None, Some(help)) => vec![group.element(Level::HELP.message(help))],
            (None, None) => vec![group],
        }
    }

    /// The excerpts that show the first labels, the one with the primary label first.
    fn excerpts(&self, labels: &[Label]) -> Vec<(FileId, Excerpt)> {
        let mut files: Vec<(FileId, Vec<Mark>)> = Vec::new();
        for (i, label) in labels.iter().take(LABELS).enumerate() {
            let (start, end) = self.places.get(label.file, label.span);
            let label_text = short_line(&label.text, LABEL);
            let mark = Mark {
                start,
                end,
                label: label_text,
                primary: i == 0,
            };
            match files.iter_mut().find(|(file, _)| *file == label.file) {
                Some((_, marks)) => marks.push(mark),
                None => files.push((label.file, vec![mark])),
            }
        }
        let mut all: Vec<(FileId, Excerpt)> = Vec::new();
        for (file, marks) in files {
            let found = excerpts(&self.texts.get(file).text, marks);
            all.extend(found.into_iter().map(|excerpt| (file, excerpt)));
        }
        let has_primary = |excerpt: &Excerpt| excerpt.marks.iter().any(|(_, m)| m.primary);
        all.sort_by_key(|(_, excerpt)| !has_primary(excerpt));
        all
    }

    fn snippet(&mut self, file: FileId, excerpt: Excerpt) -> Element<'static> {
        let primary = excerpt.marks.iter().find(|(_, mark)| mark.primary);
        let place = primary
            .or(excerpt.marks.first())
            .map_or_else(Place::default, |(_, mark)| mark.start);
        if self.texts.get(file).text.is_empty() {
            let name = short_line(&self.texts.get(file).name, MESSAGE);
            return Origin::path(name).into();
        }
        let path = self.origin(file, place);
        let annotations = excerpt.marks.into_iter().map(|(range, mark)| {
            let kind = if mark.primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let label = (!mark.label.is_empty()).then_some(mark.label);
            kind.span(range).label(label)
        });
        Snippet::source(excerpt.source)
            .line_start(excerpt.first_line)
            .path(path)
            .annotations(annotations)
            .into()
    }

    /// The patch as a difference, unless it is too long to be shown.
    fn suggestion(
        &mut self,
        patch: &CorePatch,
        first: Option<FileId>,
    ) -> Option<Snippet<'static, Patch<'static>>> {
        let (start, end) = self.places.get(patch.file, patch.span);
        let n_chars = patch.replacement.chars().take(NOTE + 1).count();
        if !is_short(start, end) || n_chars > NOTE {
            return None;
        }
        let mark = Mark {
            start,
            end,
            label: String::new(),
            primary: true,
        };
        let text = &self.texts.get(patch.file).text;
        let excerpt = excerpts(text, vec![mark]).pop()?;
        let (range, _) = excerpt.marks.into_iter().next()?;
        let path = if first == Some(patch.file) && !self.origins.is_empty() {
            numbered(0)
        } else {
            self.origin(patch.file, start)
        };
        let mut replacement = short_lines(&patch.replacement, NOTE);
        if patch.replacement.ends_with('\n') {
            replacement.push('\n');
        }
        let snippet = Snippet::source(excerpt.source).line_start(excerpt.first_line);
        Some(snippet.path(path).patch(Patch::new(range, replacement)))
    }

    /// A note, safe and in lines that fit beside its name.
    fn note(&self, text: &str) -> String {
        wrapped(&short_lines(text, NOTE), self.width - NOTE_MARGIN)
    }

    /// Remembers how a place is to be written and returns what to write until then.
    fn origin(&mut self, file: FileId, place: Place) -> String {
        let name = short_line(&self.texts.get(file).name, MESSAGE);
        self.origins
            .push(format!("{name}:{}:{}", place.line, place.column));
        numbered(self.origins.len() - 1)
    }

    /// Puts the true places in. The library counts columns in the excerpt that it sees,
    /// which may be cut; so it was given numbers for paths.
    fn finish(&self, drawn: &str) -> String {
        let mut finished = String::new();
        let mut parts = drawn.split(OPEN);
        finished.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let Some((number, rest)) = part.split_once(CLOSE) else {
                finished.push_str(part);
                continue;
            };
            let origin = number.parse().ok().and_then(|n: usize| self.origins.get(n));
            finished.push_str(origin.map_or("", String::as_str));
            finished.push_str(rest.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
        }
        finished
    }
}

fn numbered(n: usize) -> String {
    format!("{OPEN}{n}{CLOSE}")
}
