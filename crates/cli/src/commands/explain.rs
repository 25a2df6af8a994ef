//! `abduce explain`: an article read, weighed and questioned, in one step.

use abduce_core::reader::write;
use abduce_core::report::explanation::{Explanation, Sources};
use abduce_core::source::SourceMap;
use abduce_core::weigh::Options;

use crate::args::{Explain, Form};
use crate::commands::article::{Article, OneArticle};
use crate::commands::case_file::CaseFile;
use crate::output::{Output, Status, Stop};
use crate::terminal::explanation;

/// What the article is called in a draft that is never written to a file.
const ARTICLE: &str = "article";

/// Prints what the article claims, what its evidence implies, and where the two part.
pub(super) fn run(args: &Explain, output: &Output) -> Result<Status, Stop> {
    let article = Article::open(&args.article, output)?;
    let toml = article.case_toml(ARTICLE);
    let world = OneArticle {
        name: ARTICLE,
        bytes: &article.bytes,
    };
    let mut texts = SourceMap::default();
    let options = Options::default();
    let draft = CaseFile::of(toml.as_bytes(), "<draft>", &world, options, &mut texts);
    let report = draft.report()?;
    let check_first = write::check_first(&article.draft, &article.document);
    let explained = Explanation::new(Sources {
        draft: &article.draft,
        document: &article.document,
        case: &draft.case,
        weighed: report.as_ref(),
        check_first: &check_first,
    });
    match args.format {
        Form::Json => output.print_json(&explained)?,
        Form::Human => {
            let mut screen = output.screen();
            explanation::draw(&mut screen, &explained);
            output.print(&screen.into_text())?;
        }
    }
    Ok(Status::Clean)
}
