//! `abduce explain`: an article read, weighed and questioned, in one step.

use abduce_core::case::{self, Parsed};
use abduce_core::reader::draft::Draft;
use abduce_core::reader::reading::Depth;
use abduce_core::reader::write;
use abduce_core::report::Report;
use abduce_core::report::explanation::{Explanation, Sources};
use abduce_core::source::SourceMap;
use abduce_core::weigh::{self, Options};

use crate::args::{Explain, Form};
use crate::commands::article::Article;
use crate::output::{Output, Status, Stop};
use crate::terminal::{explanation, too_large};

/// What the article is called in a draft that is never written to a file.
const ARTICLE: &str = "article";

/// Prints what the article claims, what its evidence implies, and where the two part.
pub(super) fn run(args: &Explain, output: &Output) -> Result<Status, Stop> {
    let article = Article::open(&args.article.article, args.article.written_as, output)?;
    let draft = article.draft(Depth::Trees);
    let case = parsed(&article, &draft);
    let report = weighed(&case)?;
    let check_first = write::check_first(&draft, &article.document);
    let explained = Explanation::new(Sources {
        draft: &draft,
        document: &article.document,
        case: &case.case,
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

/// The draft as a case. Its quotes are cut from the article itself, so there is nothing to
/// verify.
fn parsed(article: &Article, draft: &Draft) -> Parsed {
    let toml = article.case_toml(draft, ARTICLE);
    case::parse_bytes(toml.as_bytes(), "<draft>", &mut SourceMap::default()).1
}

/// The draft weighed; none when it has no explanation to weigh.
fn weighed(draft: &Parsed) -> Result<Option<Report>, Stop> {
    if !draft.can_be_weighed() {
        return Ok(None);
    }
    let weighing = weigh::weigh(&draft.case, Options::default())
        .map_err(|error| Stop::because(too_large::explain(&error, &draft.case)))?;
    Ok(Some(Report::new(&draft.case, &weighing)))
}
