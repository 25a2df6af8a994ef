//! What stands on a page and argues nothing: live-blog entries, cookie banners, paywall
//! stubs, captions, tables and lists never become explanations or evidence, whether the
//! page comes as HTML or as text.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use abduce_core::reader;
use abduce_core::source::document;

/// An article that weighs explanations, with a gap for what does not belong to it.
const BEFORE: &str = "Why did the ferry turn back?";
const LEAD: &str = "The Marlin left Port Ayle at nine on Sunday with 140 people aboard and came \
     back at eleven without having landed anywhere.";
const FIRST: &str = "The likeliest explanation is a fault in the steering gear. The yard had \
     replaced a pump in March, and two deckhands heard it knocking on the way out.";
const SECOND: &str = "Some passengers say that the captain was afraid of the fog. But the fog had \
     lifted by ten, and three smaller boats crossed without trouble.";

/// What does not belong to it: how it looks as HTML and as text, and words of it that must
/// not be taken.
struct Junk {
    name: &'static str,
    html: &'static str,
    text: &'static str,
    words: &'static [&'static str],
}

const JUNK: &[Junk] = &[
    Junk {
        name: "live blog",
        html: "<section class=\"live\"><h3>12:40 GMT</h3><p>12:40 GMT The minister has arrived at \
            the harbour because the mayor asked him to.</p><p>12:52 GMT Divers found 14 life jackets \
            in the bay.</p></section>",
        text: "12:40 GMT The minister has arrived at the harbour because the mayor asked him \
            to.\n\n12:52 GMT Divers found 14 life jackets in the bay.",
        words: &["minister has arrived", "Divers found 14"],
    },
    Junk {
        name: "cookie banner",
        html: "<div id=\"cookie-banner\"><p>We and our 312 partners use cookies because we value \
            your privacy. You may change your settings at any time.</p><button>Accept all\
            </button></div>",
        text: "We and our 312 partners use cookies because we value your privacy. You may change \
            your settings at any time.\n\nAccept all",
        words: &["312 partners", "change your settings"],
    },
    Junk {
        name: "paywall stub",
        html: "<div class=\"paywall\"><p>Subscribe to continue reading. Readers who want to know why \
            it happened pay just $1 for the first 3 months.</p></div>",
        text: "Subscribe to continue reading. Readers who want to know why it happened pay just $1 \
            for the first 3 months.",
        words: &["Subscribe to continue", "pay just $1"],
    },
    Junk {
        name: "caption",
        html: "<figure><img src=\"a.jpg\" alt=\"\"><figcaption>The Marlin in May 2019, when it was \
            forced back because of ice. Photograph: Ana Roos</figcaption></figure>",
        text: "Photo: The Marlin in May 2019, when it was forced back because of ice. \
            Photograph: Ana Roos",
        words: &["forced back because of ice"],
    },
    Junk {
        name: "table",
        html: "<table><tr><th>Year</th><th>Cause</th></tr><tr><td>2017</td><td>Turned back because \
            of fog, 2 cases</td></tr><tr><td>2018</td><td>Turned back because of engine failure, 5 \
            cases</td></tr></table>",
        text: "| Year | Cause |\n|---|---|\n| 2017 | Turned back because of fog, 2 cases |\n| 2018 | \
            Turned back because of engine failure, 5 cases |",
        words: &["of fog, 2 cases", "engine failure, 5"],
    },
    Junk {
        name: "list",
        html: "<h2>More on this story</h2><ul><li>How the port lost its harbourmaster because of \
            debts</li><li>Why 40 crews struck in April</li></ul>",
        text: "## More on this story\n\n- How the port lost its harbourmaster because of debts\n- Why \
            40 crews struck in April",
        words: &["harbourmaster because", "40 crews"],
    },
];

/// All that a draft of `page` takes for explanations and evidence.
fn taken(page: &str, html: bool) -> Vec<String> {
    let name = if html { "page.html" } else { "page.md" };
    let document = document::read(page.as_bytes(), None, name).unwrap();
    let draft = reader::read(&document);
    let slice = |span: abduce_core::source::Span| document.text[span.start..span.end].to_owned();
    let hypotheses = draft.hypotheses.iter();
    hypotheses
        .flat_map(|h| std::iter::once(h.found.span).chain(h.more.iter().copied()))
        .chain(draft.evidence.iter().map(|e| e.found.span))
        .map(slice)
        .collect()
}

fn html(junk: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>{BEFORE}</title></head><body><article><h1>{BEFORE}</h1>\
         <p>{LEAD}</p><p>{FIRST}</p>{junk}<p>{SECOND}</p></article></body></html>"
    )
}

fn text(junk: &str) -> String {
    format!("# {BEFORE}\n\n{LEAD}\n\n{FIRST}\n\n{junk}\n\n{SECOND}\n")
}

#[test]
fn nothing_that_stands_about_is_argument() {
    let mut wrong = Vec::new();
    for junk in JUNK {
        for (form, found) in [
            ("html", taken(&html(junk.html), true)),
            ("text", taken(&text(junk.text), false)),
        ] {
            assert!(
                found.iter().any(|f| f.contains("steering gear")),
                "{} {form}",
                junk.name
            );
            for item in &found {
                if junk.words.iter().any(|w| item.contains(w)) {
                    wrong.push(format!("{} as {form}: {item}", junk.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
