//! `abduce read --why`: what is found in one article, with the rule that found each item and
//! what spoke for it.

use abduce_core::reader;
use abduce_core::reader::annotation::{Annotation, annotations};
use abduce_core::reader::reading::Reading;

use crate::args::Read;
use crate::commands::article::Article;
use crate::output::{Output, Status, Stop};
use crate::terminal::found;

/// What is left out unless it is asked for: there is much of it, and it is seldom in doubt.
const QUIET: [&str; 6] = ["LOC", "ORG", "PER", "date", "name", "sentence"];

/// Prints the items with these labels; with the usual ones when none is named.
pub(super) fn print(args: &Read, labels: &[String], output: &Output) -> Result<Status, Stop> {
    let [path] = args.articles.as_slice() else {
        return Err(Stop::because("--why tells of one article"));
    };
    let article = Article::open(path, args.written_as, output)?;
    let reading = Reading::to(&article.document, args.depth());
    let draft = reader::draft(&reading);
    let found = annotations(&reading, &draft);
    let asked = |annotation: &&Annotation| match labels {
        [] => !QUIET.contains(&annotation.label),
        [all] if all == "all" => true,
        labels => labels.iter().any(|label| label == annotation.label),
    };
    let found: Vec<&Annotation> = found.iter().filter(asked).collect();
    let mut screen = output.screen();
    found::draw(&mut screen, &article.document, &article.bytes, &found);
    output.print(&screen.into_text())?;
    Ok(Status::Clean)
}
