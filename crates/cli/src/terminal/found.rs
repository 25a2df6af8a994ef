//! What is found in an article, item by item, with the rule that found it and what spoke
//! for it.

use abduce_core::reader::annotation::{Annotation, Reason, Value};
use abduce_core::source::Span;
use abduce_core::source::document::Document;

use super::lines::{columns, cut, pad};
use super::{Screen, Tone};

/// Columns of places.
const PLACE: usize = 8;

/// At most so many reasons are shown for an item.
const MAX_REASONS: usize = 8;

/// Draws the items in order of place.
pub(crate) fn draw(screen: &mut Screen, document: &Document, file: &[u8], found: &[&Annotation]) {
    let places = Places::new(document, file);
    for annotation in found {
        let place = places.of(document, annotation.span);
        item(screen, &document.text, annotation, &place);
    }
    if found.is_empty() {
        screen.line(Tone::Plain, "Nothing of the kind was found.");
    }
}

fn item(screen: &mut Screen, text: &str, annotation: &Annotation, place: &str) {
    let mut what = annotation.label.to_owned();
    match annotation.value {
        Some(Value::Class(class)) => what += &format!(", {class}"),
        Some(Value::Number(number)) => what += &format!(", {number:.2}"),
        None => {}
    }
    if let Some(group) = &annotation.group {
        what += &format!(" ({group})");
    }
    screen.put(Tone::Faint, &pad(place, PLACE));
    screen.put(Tone::Strong, &what);
    let room = screen.width().saturating_sub(PLACE + columns(&what));
    let rule = cut(annotation.rule, room.saturating_sub(2));
    screen.line(Tone::Faint, &format!("  {rule}"));
    let quote = text.get(annotation.span.range()).unwrap_or_default();
    screen.paragraph(Tone::Plain, "", PLACE, &format!("“{}”", cut(quote, 400)));
    let (by, against): (Vec<&Reason>, Vec<&Reason>) = annotation
        .why
        .iter()
        .partition(|reason| reason.weight >= 0.0);
    reasons(screen, Tone::For, "for:", &by);
    reasons(screen, Tone::Against, "against:", &against);
}

fn reasons(screen: &mut Screen, tone: Tone, lead: &str, reasons: &[&Reason]) {
    if reasons.is_empty() {
        return;
    }
    let shown = reasons.iter().take(MAX_REASONS);
    let mut list: Vec<String> = shown
        .map(|reason| format!("{} {:.2}", reason.feature, reason.weight.abs()))
        .collect();
    if reasons.len() > MAX_REASONS {
        list.push(format!("and {} more", reasons.len() - MAX_REASONS));
    }
    screen.paragraph(tone, "", PLACE, &format!("{lead} {}", list.join(", ")));
}

/// Lines and columns of the file where the text stands in it, of the text where not.
struct Places<'a> {
    bytes: &'a [u8],
    /// The first byte of each line.
    starts: Vec<usize>,
}

impl<'a> Places<'a> {
    fn new(document: &'a Document, file: &'a [u8]) -> Places<'a> {
        let whole = Span::new(0, document.text.len());
        let bytes = match document.raw_part(whole) {
            Some(_) => file,
            None => document.text.as_bytes(),
        };
        let after = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n');
        let starts = std::iter::once(0)
            .chain(after.map(|(i, _)| i + 1))
            .collect();
        Places { bytes, starts }
    }

    fn of(&self, document: &Document, span: Span) -> String {
        let at = document.raw_part(span).unwrap_or(span).start;
        let line = self.starts.partition_point(|&start| start <= at);
        let start = self.starts[line.saturating_sub(1)];
        let before = self.bytes.get(start..at).unwrap_or_default();
        let column = String::from_utf8_lossy(before).chars().count() + 1;
        format!("{line}:{column}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use abduce_core::source::document;

    #[test]
    fn an_item_tells_place_quote_and_reasons() -> Result<(), document::DocumentError> {
        let file = "# Mill\n\nThe *mill* may close.\n";
        let document = document::read(file.as_bytes(), None, "a.md")?;
        let start = document.text.find("may").unwrap_or_default();
        let span = Span::new(start, start + 3);
        let reason = |feature: &str, weight| Reason {
            feature: feature.to_owned(),
            weight,
        };
        let annotation = Annotation {
            why: vec![reason("word=may", 0.5), reason("tense", -0.25)],
            ..Annotation::new("uncertain", span, "hedge")
        };
        let mut screen = Screen::new(60, false);
        draw(&mut screen, &document, file.as_bytes(), &[&annotation]);
        assert_eq!(
            screen.into_text(),
            "3:12    uncertain  hedge\n        “may”\n        for: word=may 0.50\n        against: tense 0.25\n"
        );
        Ok(())
    }
}
