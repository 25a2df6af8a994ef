//! Articles whose paragraphs state explanations, and articles that have none.

use crate::reader::draft::UNNAMED;
use crate::reader::read;
use crate::reader::sample::document;

/// The explanations of an article each with who holds it.
fn explanations(text: &str) -> Vec<(String, Option<String>)> {
    let document = document(text);
    let draft = read(&document);
    let found = draft.hypotheses.iter();
    let told = |h: &crate::reader::draft::DraftHypothesis| {
        let name = h.attribution.map(|a| draft.attributions[a].name.clone());
        (
            document.text[h.found.span.range()].to_owned(),
            name.filter(|n| n != UNNAMED),
        )
    };
    found.map(told).collect()
}

const OPENING: &str = "# A quiet winter at the baths\n\nThe municipal baths at Orle closed on \
    Friday after ninety years. The boiler is cold.\n\n";

fn stated(body: &str) -> Vec<(String, Option<String>)> {
    explanations(&format!("{OPENING}There are three explanations.\n\n{body}"))
}

#[test]
fn one_statement() {
    for (body, words, who) in [
        (
            "First, the boiler. It burned twice the gas of a new one. Nobody mended it.",
            "It burned twice the gas of a new one.",
            None,
        ),
        (
            "The simplest explanation is the dullest. The town sold the spring in May. It needed the money.",
            "The town sold the spring in May.",
            None,
        ),
        (
            "The bathers see it differently. The mayor closed the doors to please a builder. Nothing shows it.",
            "The mayor closed the doors to please a builder.",
            Some("The bathers"),
        ),
        (
            "They shut mainly because the roof had rotted through. The engineers said so twice.",
            "the roof had rotted through",
            None,
        ),
        (
            "Old swimmers, or the loudest, swear that the water had turned green. Tests found nothing.",
            "the water had turned green",
            Some("Old swimmers"),
        ),
    ] {
        let found = stated(body);
        let found: Vec<(&str, Option<&str>)> = found
            .iter()
            .map(|(w, n)| (w.trim_end_matches('.'), n.as_deref()))
            .collect();
        assert_eq!(found, [(words.trim_end_matches('.'), who)], "{body}");
    }
}

#[test]
fn nothing_to_explain() {
    for body in [
        // A narrative.
        "My uncle bought the mill because nobody else wanted it. The roof was gone.\n\n\
         My cousin swore that he had seen an otter. We talked of nothing else for a week.\n\n\
         \"Why did you open the gate?\" she asked him. He never answered.\n\n\
         The new owners insist that it is haunted. I have not been back.",
        // A report of a match.
        "Injuries had played a part in the visitors' poor start. Lund scored after nine minutes.\n\n\
         The coach said that his side had been unlucky. He blamed the pitch for it.\n\n\
         According to the referee, the ball had crossed the line. The goal was given.",
        // A report of figures.
        "Sales rose mainly because the company raised its prices. Analysts had expected less.\n\n\
         The chief executive said that the quarter was difficult. The shares fell.\n\n\
         The company closed a factory last year because of weak demand. It has 2,300 employees.",
    ] {
        assert_eq!(explanations(&format!("{OPENING}{body}")), [], "{body}");
    }
}
