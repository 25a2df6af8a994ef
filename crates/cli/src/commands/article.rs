//! An article, read into a draft and written as a case.

use std::path::Path;

use abduce_core::case;
use abduce_core::reader::draft::Draft;
use abduce_core::reader::reading::{Depth, Reading};
use abduce_core::reader::{self, write};
use abduce_core::source::SourceMap;
use abduce_core::source::document::{self, Document, Format};

use crate::args::ArticleFormat;
use crate::files;
use crate::output::{Output, Stop, errors_are_watched, input_is_terminal};

/// Articles longer than this, in bytes, take more than a moment.
const LONG: usize = 2 << 20;

/// An article and what the reader made of it.
pub(super) struct Article {
    /// The bytes it was read from.
    pub(super) bytes: Vec<u8>,
    /// Its text.
    pub(super) document: Document,
}

impl Article {
    /// Reads the article at `path`.
    pub(super) fn open(
        path: &Path,
        written_as: Option<ArticleFormat>,
        output: &Output,
    ) -> Result<Article, Stop> {
        if files::is_standard_input(path) && input_is_terminal() {
            return Err(Stop::because(
                "no article on standard input: pipe one in, or name a file",
            ));
        }
        let bytes = files::read(path, document::MAX_BYTES as u64)
            .map_err(|error| files::unreadable(path, &error))?;
        let format = written_as.map(format);
        let name = files::name(path);
        if is_case(&bytes, path) {
            let why = format!("{name} is a case, not an article; to weigh it: abduce weigh {name}");
            return Err(Stop::because(why));
        }
        if bytes.len() > LONG && errors_are_watched() {
            let size = bytes.len() >> 20;
            output.tell(&format!(
                "{name}: reading {size} MiB; this may take a minute, Ctrl-C stops it"
            ));
        }
        let document = document::read(&bytes, format, &name)
            .map_err(|error| Stop::because(format!("{name}: {error}")))?;
        Ok(Article { bytes, document })
    }

    /// What the reader proposes.
    pub(super) fn draft(&self, depth: Depth) -> Draft {
        reader::draft(&Reading::to(&self.document, depth))
    }

    /// A draft as a case file; `file` is where the article stands, relative to it.
    pub(super) fn case_toml(&self, draft: &Draft, file: &str) -> String {
        write::case_toml(draft, &self.document, file)
    }
}

/// A format as the arguments name it.
pub(super) fn format(written_as: ArticleFormat) -> Format {
    match written_as {
        ArticleFormat::Text => Format::Text,
        ArticleFormat::Markdown => Format::Markdown,
        ArticleFormat::Html => Format::Html,
    }
}

/// Whether a file is a case, given in place of an article.
fn is_case(bytes: &[u8], path: &Path) -> bool {
    let named = path.extension().is_some_and(|ending| ending == "toml");
    let parse = || case::parse_bytes(bytes, "", &mut SourceMap::default()).1;
    named && !parse().case.hypotheses.is_empty()
}

/// The way from the folder of `case` to `article`; nothing for standard input, or when the
/// two share no folder.
pub(super) fn relative(article: &Path, case: Option<&Path>) -> Option<String> {
    if files::is_standard_input(article) {
        return None;
    }
    let folder = case.and_then(Path::parent).unwrap_or(Path::new(""));
    let absolute = |path: &Path| std::path::absolute(path).ok();
    let (article, folder) = (
        absolute(article)?,
        absolute(folder).or_else(|| absolute(Path::new(".")))?,
    );
    let (ups, rest) = folder
        .ancestors()
        .enumerate()
        .find_map(|(ups, base)| Some((ups, article.strip_prefix(base).ok()?)))?;
    let down = rest.iter().map(|part| part.to_str().map(str::to_owned));
    let up = std::iter::repeat_n(Some("..".to_owned()), ups);
    let parts: Option<Vec<String>> = up.chain(down).collect();
    Some(parts?.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_from_the_case() {
        let of =
            |article: &str, case: Option<&str>| relative(Path::new(article), case.map(Path::new));
        assert_eq!(
            of("a/article.md", Some("a/case.toml")).as_deref(),
            Some("article.md")
        );
        assert_eq!(
            of("a/article.md", Some("case.toml")).as_deref(),
            Some("a/article.md")
        );
        assert_eq!(
            of("article.md", Some("b/case.toml")).as_deref(),
            Some("../article.md")
        );
        assert_eq!(of("article.md", None).as_deref(), Some("article.md"));
        assert_eq!(of("-", None), None);
    }
}
