//! The model on whole articles.

use crate::reader::draft::Bearing;
use crate::reader::read;
use crate::reader::sample::document;

/// A column that states its reasons flatly.
const COLUMN: &str = "# The mill was never going to last

The Ember Lane mill closed its gates on Friday, and by Saturday the windows were gone. The owners called it a business decision.

The looms were simply too old for the cloth that sells. The newest of them was installed in 1961. A visitor from Turin counted four that had been kept for spare parts.

And the owners had lost interest in cloth. They put $9 million into a golf course in the same years, according to the accounts filed in March.

Then there was the river, which has grown too low to run the dye house. Three summers in a row the dye house stood idle in August.

Foremen insist that the workers had grown lazy. But output per shift rose by a tenth in the last two years.

A nephew of the last manager keeps the key now. He shows visitors around for a small fee.

Nobody who walked past the gates on Saturday was surprised.";

fn found(text: &str) -> (Vec<String>, Vec<(String, Bearing)>) {
    let document = document(text);
    let draft = read(&document);
    let slice = |span: crate::source::Span| document.text[span.range()].to_owned();
    let hypotheses = draft.hypotheses.iter().map(|h| slice(h.found.span));
    let evidence = draft
        .evidence
        .iter()
        .map(|e| (slice(e.found.span), e.bears_on[0].1));
    (hypotheses.collect(), evidence.collect())
}

#[test]
fn flat_statements_are_explanations() {
    let (hypotheses, evidence) = found(COLUMN);
    for words in ["too old", "lost interest", "too low", "grown lazy"] {
        assert!(
            hypotheses.iter().any(|h| h.contains(words)),
            "{words}: {hypotheses:#?}"
        );
    }
    for (words, way) in [
        ("installed in 1961", Bearing::For),
        ("golf course", Bearing::For),
        ("output per shift", Bearing::Against),
    ] {
        assert!(
            evidence.iter().any(|(e, w)| e.contains(words) && *w == way),
            "{words}: {evidence:#?}"
        );
    }
    assert!(hypotheses.len() <= 6, "{hypotheses:#?}");
}

#[test]
fn a_report_argues_nothing() {
    let (hypotheses, evidence) = found(
        "# Council votes on mill

The council voted 7 to 2 on Monday to buy the Ember Lane mill, officials said. The price is $400,000.

\"We want flats there,\" said the mayor, Ines Roth. She told reporters that work would begin in May.

A spokesman for the owners said that they were pleased. The vote followed a debate of two hours, according to the clerk.

The next meeting is on June 3.",
    );
    assert!(hypotheses.is_empty(), "{hypotheses:#?}");
    assert!(evidence.is_empty(), "{evidence:#?}");
}
