//! Looks up every quote of a case in the file of its source, and every file's hash.
//!
//! Quotes fail closed: one is verified only when it stands, exactly and at one place, in
//! a file that has not changed since its hash was written down.

use std::collections::BTreeMap;

use super::codes;
use super::faults::Faults;
use super::fields::{quoted, shortened};
use super::ids::toml_text;
use super::model::{Case, Quote, Source};
use crate::diagnostic::Diagnostic;
use crate::source::document::{self, Document};
use crate::source::quote::{Haystack, Verdict, render_difference};
use crate::source::{FileId, SourceMap, Span, Spanned, World, sha256_hex};

/// How many bytes of text are searched, over all quotes of a case.
const MAX_SEARCHED: u64 = 1 << 30;

/// How many bytes of files are kept, over all sources of a case.
const MAX_KEPT: usize = 256 << 20;

/// How many places of an ambiguous quote are labelled.
const MAX_PLACES: usize = 3;

/// What became of the quotes of a case.
#[derive(Clone, Debug, Default)]
pub struct Verification {
    /// The quotes that were verified, in the order of the case file.
    pub verified: Vec<Verified>,
    /// What is wrong with quotes and files, in the order of the case file.
    pub diagnostics: Vec<Diagnostic>,
}

/// A quote found exactly, at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Where its words stand in the case file.
    pub quote: Span,
    /// `case.sources[source]`, whose file it stands in.
    pub source: usize,
    /// The text of that file, in the source map.
    pub file: FileId,
    /// Where it stands there.
    pub span: Span,
}

/// Verifies all quotes of `case`, which was parsed from `file`. Each source's file is read
/// once, through `world`, and its text added to `sources` under its path.
pub fn verify(
    case: &Case,
    file: FileId,
    world: &dyn World,
    sources: &mut SourceMap,
) -> Verification {
    let mut verifier = Verifier {
        case,
        faults: Faults::new(file),
        verified: Vec::new(),
        searched: 0,
        kept: 0,
    };
    let by_path = verifier.by_path();
    for (path, group) in &by_path {
        verifier.file(path, group, world, sources);
    }
    verifier.verified.sort_by_key(|verified| verified.quote);
    Verification {
        verified: verifier.verified,
        diagnostics: verifier.faults.finish(),
    }
}

/// The sources that share one file, and the quotes to be found in it.
#[derive(Default)]
struct Group<'a> {
    sources: Vec<usize>,
    quotes: Vec<(usize, &'a Quote)>,
}

struct Verifier<'a> {
    case: &'a Case,
    faults: Faults,
    verified: Vec<Verified>,
    searched: u64,
    kept: usize,
}

impl<'a> Verifier<'a> {
    /// All files, and what is to be found in each. Tells of quotes without one.
    fn by_path(&mut self) -> BTreeMap<&'a str, Group<'a>> {
        let case = self.case;
        let mut groups: BTreeMap<&str, Group<'a>> = BTreeMap::new();
        for (i, source) in case.sources.iter().enumerate() {
            if let Some(path) = &source.file {
                groups.entry(&path.value).or_default().sources.push(i);
            }
        }
        let mut homeless = Vec::new();
        for (item_source, quote) in quotes(case) {
            let named = quote.source.as_ref();
            let source = match named {
                Some(named) => with_file(case, named.value).or_else(|| {
                    self.no_file(named);
                    None
                }),
                None => home(case, item_source).or_else(|| {
                    homeless.push(quote.exact.span);
                    None
                }),
            };
            let path = source.and_then(|i| case.sources[i].file.as_ref());
            if let (Some(source), Some(path)) = (source, path) {
                let group = groups.entry(&path.value).or_default();
                group.quotes.push((source, quote));
            }
        }
        self.homeless(&homeless);
        groups
    }

    fn no_file(&mut self, named: &Spanned<usize>) {
        let id = quoted(&self.case.sources[named.value].item.id);
        let message = format!("the source {id} has no file to find the quote in");
        let fault = self
            .faults
            .error(codes::QUOTE_NO_FILE, message, named.span)
            .expected("a source with `file`, or heard through one that has")
            .help("save its text beside the case and name it: file = \"article.txt\"")
            .numbers_stand();
        self.faults.push(fault);
    }

    fn homeless(&mut self, spans: &[Span]) {
        let Some(&first) = spans.iter().min() else {
            return;
        };
        let files = self
            .case
            .sources
            .iter()
            .filter(|s| s.file.is_some())
            .count();
        let message = match spans.len() {
            1 => "a quote is not verified: no file that it could stand in".to_owned(),
            n => format!("{n} quotes are not verified: no file that they could stand in"),
        };
        let help = if files == 0 {
            "save the text of its source beside the case, and name it: file = \"article.txt\""
        } else {
            "say which source: quotes = [{ source = \"…\", exact = \"…\" }]"
        };
        let warning = self
            .faults
            .warning(codes::QUOTE_UNVERIFIED, message, first)
            .help(help);
        self.faults.push(warning);
    }

    /// Reads one file, checks its hash and finds its quotes.
    fn file(&mut self, path: &str, group: &Group<'a>, world: &dyn World, map: &mut SourceMap) {
        let limit = document::MAX_BYTES as u64;
        let bytes = match world.read(path, limit) {
            Ok(bytes) => bytes,
            Err(error) => return self.unreadable(group, &error.to_string()),
        };
        let known = self.check_hashes(group, &sha256_hex(&bytes), map);
        let document = match document::read(&bytes, None, path) {
            Ok(document) => document,
            Err(error) => return self.unreadable(group, &error.to_string()),
        };
        self.kept += bytes.len() + document.text.len();
        if self.kept > MAX_KEPT {
            return self.unreadable(group, "the files of this case are too large together");
        }
        let mut shown = Shown {
            path,
            raw: std::str::from_utf8(&bytes).ok(),
            document: &document,
            raw_id: None,
            text_id: None,
            map,
        };
        self.find_all(group, &mut shown, &known);
    }

    fn unreadable(&mut self, group: &Group<'_>, why: &str) {
        for path in group.files(self.case) {
            let message = format!("the file {} cannot be read: {why}", quoted(&path.value));
            let fault = self
                .faults
                .error(codes::SOURCE_UNREADABLE, message, path.span)
                .expected("a text, Markdown or HTML file")
                .help("paths start at the folder of the case file")
                .numbers_stand();
            self.faults.push(fault);
        }
    }

    /// The sources of the file whose hash is written and right.
    fn check_hashes(&mut self, group: &Group<'_>, hash: &str, map: &SourceMap) -> Vec<usize> {
        let mut known = Vec::new();
        for &i in &group.sources {
            let source = &self.case.sources[i];
            match &source.sha256 {
                Some(written) if written.value == hash => known.push(i),
                Some(written) => self.changed(written, hash),
                None => self.unhashed(source, hash, map),
            }
        }
        known
    }

    fn changed(&mut self, written: &Spanned<String>, hash: &str) {
        let fault = self
            .faults
            .error(
                codes::SOURCE_CHANGED,
                "the source's file has changed since its hash was written down",
                written.span,
            )
            .expected(hash)
            .found(written.value.as_str())
            .help(format!(
                "get the old file back; or read its quotes again, then write sha256 = \"{hash}\""
            ))
            .numbers_stand();
        self.faults.push(fault);
    }

    fn unhashed(&mut self, source: &Source, hash: &str, map: &SourceMap) {
        let Some(path) = &source.file else {
            return;
        };
        let message = format!("the file {} has no hash", quoted(&path.value));
        let mut fault = self
            .faults
            .error(codes::SOURCE_UNHASHED, message, path.span)
            .expected(format!("sha256 = \"{hash}\""))
            .help("its quotes count as verified once its hash stands beside it")
            .numbers_stand();
        let text = &map.get(self.faults.file).text;
        if let Some(insert) = hash_line(text, path.span, hash) {
            let end = Span::new(path.span.end, path.span.end);
            fault = fault.patch(self.faults.file, end, insert);
        }
        self.faults.push(fault);
    }

    fn find_all(&mut self, group: &Group<'a>, shown: &mut Shown<'_>, known: &[usize]) {
        if group.quotes.is_empty() {
            return;
        }
        let document = shown.document;
        let haystack = Haystack::new(&document.text);
        for &(source, quote) in &group.quotes {
            self.searched += document.text.len() as u64;
            if self.searched > MAX_SEARCHED {
                return self.too_many(quote);
            }
            let part = |part: &'a Option<Spanned<String>>| part.as_ref().map(|p| p.value.as_str());
            let exact = &quote.exact.value;
            match haystack.find(exact, part(&quote.prefix), part(&quote.suffix)) {
                Verdict::Verified(span) => {
                    if known.contains(&source) {
                        let (file, span) = shown.place(span);
                        self.verified.push(Verified {
                            quote: quote.exact.span,
                            source,
                            file,
                            span,
                        });
                    }
                }
                verdict => self.tell(quote, &verdict, &haystack, shown),
            }
        }
    }

    fn too_many(&mut self, quote: &Quote) {
        let fault = self
            .faults
            .error(
                codes::TOO_MANY,
                "too many quotes of too large files: from here on they are not verified",
                quote.exact.span,
            )
            .help("give each source a file of its own")
            .numbers_stand();
        self.faults.push(fault);
    }

    fn tell(
        &mut self,
        quote: &Quote,
        verdict: &Verdict,
        text: &Haystack<'_>,
        shown: &mut Shown<'_>,
    ) {
        let fault = match verdict {
            Verdict::Verified(_) => return,
            Verdict::Ambiguous(places) => self.ambiguous(quote, places, text, shown),
            Verdict::Moved(places) => self.moved(quote, places, text, shown),
            Verdict::Altered {
                nearest,
                differences,
            } => self.altered(
                quote,
                &render_difference(differences),
                shown.place(*nearest),
            ),
            Verdict::Lost { nearest } => {
                self.lost(quote, nearest.map(|nearest| shown.place(nearest)))
            }
        };
        self.faults.push(fault.numbers_stand());
    }

    fn ambiguous(
        &self,
        quote: &Quote,
        places: &[Span],
        text: &Haystack<'_>,
        shown: &mut Shown<'_>,
    ) -> Diagnostic {
        let message = format!("the quote stands in its source {} times", places.len());
        let fault = self
            .faults
            .error(codes::QUOTE_AMBIGUOUS, message, quote.exact.span);
        label(fault, shown, places, "here")
            .expected("a quote with one place")
            .help(contexts(
                "in quotes = [{ exact = …, … }] add one of these",
                places,
                text,
            ))
    }

    fn moved(
        &self,
        quote: &Quote,
        places: &[Span],
        text: &Haystack<'_>,
        shown: &mut Shown<'_>,
    ) -> Diagnostic {
        let message = "the quote stands in its source, but not with this prefix and suffix";
        let fault = self
            .faults
            .error(codes::QUOTE_MOVED, message, quote.exact.span);
        label(fault, shown, places, "it stands here")
            .expected("the words right before and after it")
            .help(contexts(
                "leave them out, or write one of these",
                places,
                text,
            ))
    }

    fn altered(&self, quote: &Quote, difference: &str, nearest: (FileId, Span)) -> Diagnostic {
        let message = "the quote differs from its source";
        self.faults
            .error(codes::QUOTE_ALTERED, message, quote.exact.span)
            .at(nearest.0, nearest.1, "the source says")
            .expected("the words exactly as the source has them")
            .found(shortened(&quote.exact.value))
            .help(format!(
                "[-only in the quote-], {{+only in the source+}}: {difference}"
            ))
    }

    fn lost(&self, quote: &Quote, nearest: Option<(FileId, Span)>) -> Diagnostic {
        let message = "the quote is not in its source";
        let mut fault = self
            .faults
            .error(codes::QUOTE_LOST, message, quote.exact.span);
        if let Some((file, span)) = nearest {
            fault = fault.at(file, span, "this comes nearest");
        }
        fault
            .expected("words that stand in the source's file")
            .found(shortened(&quote.exact.value))
            .help("copy the words from the file, or name the source that has them")
    }
}

impl Group<'_> {
    /// Where the case names the file.
    fn files<'c>(&self, case: &'c Case) -> Vec<&'c Spanned<String>> {
        let files = self.sources.iter().map(|&i| case.sources[i].file.as_ref());
        files.flatten().collect()
    }
}

/// A source's file as diagnostics show it: the file itself where a place in it is known,
/// else the text that was taken from it.
struct Shown<'a> {
    path: &'a str,
    raw: Option<&'a str>,
    document: &'a Document,
    raw_id: Option<FileId>,
    text_id: Option<FileId>,
    map: &'a mut SourceMap,
}

impl Shown<'_> {
    /// A stretch of the document's text, as a place to show.
    fn place(&mut self, span: Span) -> (FileId, Span) {
        if let (Some(raw), Some(span)) = (self.raw, self.document.raw_span(span)) {
            let (map, path) = (&mut *self.map, self.path);
            let id = self.raw_id.get_or_insert_with(|| map.add(path, raw));
            return (*id, span);
        }
        let (map, text) = (&mut *self.map, self.document.text.as_str());
        let name = || format!("{} (its text)", self.path);
        let id = self.text_id.get_or_insert_with(|| map.add(name(), text));
        (*id, span)
    }
}

fn label(mut fault: Diagnostic, shown: &mut Shown<'_>, places: &[Span], text: &str) -> Diagnostic {
    for &place in places.iter().take(MAX_PLACES) {
        let (file, span) = shown.place(place);
        fault = fault.at(file, span, text);
    }
    fault
}

/// Which prefix or suffix would tell the first few places apart.
fn contexts(lead: &str, places: &[Span], text: &Haystack<'_>) -> String {
    let proposals = places.iter().take(MAX_PLACES).map(|&place| {
        let (prefix, suffix) = text.minimal_context(place);
        let parts = [("prefix", prefix), ("suffix", suffix)];
        let parts = parts
            .into_iter()
            .filter_map(|(key, words)| words.map(|words| format!("{key} = {}", toml_text(&words))));
        parts.collect::<Vec<_>>().join(", ")
    });
    let proposals: Vec<String> = proposals.filter(|p| !p.is_empty()).collect();
    if proposals.is_empty() {
        return "quote more of the words around it".to_owned();
    }
    format!("{lead}: {}", proposals.join("; "))
}

/// All quotes of a case, each with the source of its item.
fn quotes(case: &Case) -> impl Iterator<Item = (Option<usize>, &Quote)> {
    fn of<'c>(
        source: Option<&Spanned<usize>>,
        quotes: &'c [Quote],
    ) -> impl Iterator<Item = (Option<usize>, &'c Quote)> {
        let source = source.map(|s| s.value);
        quotes.iter().map(move |quote| (source, quote))
    }
    let hypotheses = case.hypotheses.iter();
    let claims = case.claims.iter();
    of(None, &case.event.quotes)
        .chain(hypotheses.flat_map(|x| of(x.source.as_ref(), &x.item.quotes)))
        .chain(
            case.evidence
                .iter()
                .flat_map(|x| of(x.source.as_ref(), &x.item.quotes)),
        )
        .chain(claims.flat_map(|x| of(x.source.as_ref(), &x.item.quotes)))
        .chain(
            case.forecasts
                .iter()
                .flat_map(|x| of(x.source.as_ref(), &x.item.quotes)),
        )
        .chain(case.forecasts.iter().flat_map(|x| {
            x.revisions
                .iter()
                .flat_map(|r| of(r.source.as_ref().or(x.source.as_ref()), &r.quotes))
        }))
        .chain(
            case.remarks
                .iter()
                .flat_map(|x| of(x.source.as_ref(), &x.item.quotes)),
        )
}

/// The source whose file an item's quote stands in: the item's own, or the nearest that it
/// is heard through, having one; else the only source that has one.
fn home(case: &Case, item_source: Option<usize>) -> Option<usize> {
    if let Some(found) = item_source.and_then(|source| with_file(case, source)) {
        return Some(found);
    }
    let mut with = (0..case.sources.len()).filter(|&i| case.sources[i].file.is_some());
    let only = with.next()?;
    with.next().is_none().then_some(only)
}

/// The nearest to `source`, itself first, of those that it is heard through to have a file.
fn with_file(case: &Case, source: usize) -> Option<usize> {
    let mut at = source;
    for _ in 0..case.sources.len() {
        if case.sources[at].file.is_some() {
            return Some(at);
        }
        at = case.sources[at].via.as_ref()?.value;
    }
    None
}

/// What to insert after the value of `file`, at `value`, to add a hash beside it.
fn hash_line(text: &str, value: Span, hash: &str) -> Option<String> {
    let line_start = text.get(..value.start)?.rfind('\n').map_or(0, |i| i + 1);
    let before = &text[line_start..value.start];
    let after = text.get(value.end..)?.trim_start_matches([' ', '\t']);
    if before.contains('{') || after.starts_with([',', '}']) {
        return Some(format!(", sha256 = \"{hash}\""));
    }
    let key = before.rfind("file")?;
    let lead = &before[..key];
    Some(format!("\n{lead}sha256 = \"{hash}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_put_where_it_parses() {
        for (text, with) in [
            ("file = 'a'\n", "file = 'a'\nsha256 = \"H\"\n"),
            ("  file   = 'a' # x", "  file   = 'a'\n  sha256 = \"H\" # x"),
            ("s.file = 'a'", "s.file = 'a'\ns.sha256 = \"H\""),
            ("s = { file = 'a' }", "s = { file = 'a', sha256 = \"H\" }"),
            (
                "s = {\n file = 'a',\n}",
                "s = {\n file = 'a', sha256 = \"H\",\n}",
            ),
        ] {
            let start = text.find("'a'").unwrap();
            let insert = hash_line(text, Span::new(start, start + 3), "H").unwrap();
            let mut mended = text.to_owned();
            mended.insert_str(start + 3, &insert);
            assert_eq!(mended, with);
        }
    }
}
