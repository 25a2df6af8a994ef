//! Documents of every format and charset, and what hostile ones must not do.

use super::*;

fn read_as(format: Format, text: &str) -> Document {
    read(text.as_bytes(), Some(format), "").unwrap()
}

/// The blocks as lines: kind and words.
fn drawn(document: &Document) -> Vec<String> {
    let line = |block: &Block| format!("{:?}: {}", block.kind, &document.text[block.span.range()]);
    document.blocks.iter().map(line).collect()
}

/// Checks that a text read as `format` has these blocks, and that they are sound.
fn check_blocks(format: Format, text: &str, expected: &[&str]) -> Document {
    let document = read_as(format, text);
    assert_eq!(drawn(&document), expected, "in {text:?}");
    check_sound(&document);
    document
}

/// Blocks are in order, do not overlap, and have no white space around them.
fn check_sound(document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        let words = document
            .text
            .get(block.span.range())
            .expect("a block slices");
        assert!(block.span.start >= end && !words.is_empty() && words.trim() == words);
        end = block.span.end;
    }
    for link in &document.links {
        assert!(document.text.get(link.span.range()).is_some());
    }
}

/// Checks that every word of the text stands in the file where `raw_span` says.
fn check_raw(document: &Document, file: &str) {
    for word in document.text.split_whitespace() {
        let at = word.as_ptr() as usize - document.text.as_ptr() as usize;
        if let Some(raw) = document.raw_span(Span::new(at, at + word.len())) {
            // Markup between its ends is in the file's span.
            let letters = |text: &str| text.replace(|c: char| !c.is_alphanumeric(), "");
            assert_eq!(letters(&file[raw.range()]), letters(word));
        }
    }
}

#[test]
fn plain_text_is_the_file() {
    let text = "\n  A title without a stop\r\n\r\nFirst line\r\nsecond line.\r\n \t\r\nLast.\n";
    let expected = [
        "Heading(1): A title without a stop",
        "Paragraph: First line\r\nsecond line.",
        "Paragraph: Last.",
    ];
    let document = check_blocks(Format::Text, text, &expected);
    assert_eq!(document.text, text);
    assert_eq!(document.raw_span(Span::new(3, 10)), Some(Span::new(3, 10)));
    let with_mark = read(format!("\u{FEFF}{text}").as_bytes(), None, "a.txt").unwrap();
    assert_eq!(with_mark.text, text);
    assert_eq!(with_mark.raw_span(Span::new(3, 10)), Some(Span::new(6, 13)));
    assert_eq!(document.sha256.len(), 64);
}

#[test]
fn lines_are_paragraphs_only_when_they_end_like_sentences() {
    let wrapped = "The valve that had been replaced in spring was\nfound open, and nobody\ncould say why it was.";
    check_blocks(Format::Text, wrapped, &[&format!("Paragraph: {wrapped}")]);
    let by_line = "Why the valve failed\nBy Ann Roe\nIt was old.\nNobody “looked.”\rIt broke!";
    let expected = [
        "Heading(1): Why the valve failed",
        "Paragraph: By Ann Roe",
        "Paragraph: It was old.",
        "Paragraph: Nobody “looked.”",
        "Paragraph: It broke!",
    ];
    check_blocks(Format::Text, by_line, &expected);
    let expected = [
        "Heading(1): A short title",
        "Paragraph: By Ann Roe\nMay 3, 2020",
        "Paragraph: # It broke.",
    ];
    check_blocks(
        Format::Text,
        "A short title\nBy Ann Roe\nMay 3, 2020\n\n# It broke.",
        &expected,
    );
    check_blocks(
        Format::Text,
        "It broke.\n\nIt broke",
        &["Paragraph: It broke.", "Paragraph: It broke"],
    );
}

#[test]
fn markdown_is_rendered() {
    let text = "\n---\ntitle: \"A *b*\"\nauthors:\n  - Ann Roe\n  - Bo\ndate: 2020-05-03\nlang: en\n---\n\n\
        # The *valve*\n\nIt **may** [have](http://x.org/a_b) failed &amp; \\*broken\\*\nagain.  \nOn purpose![pic](a.png)[^1]\n\n\
        > Quoted `code`.\n\n- one\n- two\n\n  more\n\n| a | b |\n|---|---|\n| c | é |\n\n    raw <b>\n\n<div>An <i>old</i> box</div>\n\n[^1]: A note.\n";
    let expected = [
        "Heading(1): The valve",
        "Paragraph: It may have failed & *broken*\nagain.\nOn purpose",
        "Quotation: Quoted code.",
        "ListItem: one",
        "ListItem: two",
        "ListItem: more",
        "Aside: a | b",
        "Aside: c | é",
        "Aside: raw <b>",
        "Aside: An old box",
        "Aside: A note.",
    ];
    let document = check_blocks(Format::Markdown, text, &expected);
    check_raw(&document, text);
    let at = document.text.find("valve").unwrap();
    assert!(document.raw_span(Span::new(at, at + 5)).is_some());
    let link = &document.links[0];
    assert_eq!(
        (&document.text[link.span.range()], link.address.as_str()),
        ("have", "http://x.org/a_b")
    );
    let metadata = Metadata {
        title: Some("A *b*".to_owned()),
        authors: vec!["Ann Roe".to_owned(), "Bo".to_owned()],
        date: Some("2020-05-03".to_owned()),
        language: Some("en".to_owned()),
        ..Metadata::default()
    };
    assert_eq!(document.metadata, metadata);
    let toml = read_as(
        Format::Markdown,
        "+++\ntitle = 'T'\nauthor = [\"A B\", 'C']\n[extra]\nx = 1\n+++\nText.",
    );
    assert_eq!(
        (toml.metadata.title.as_deref(), toml.metadata.authors.len()),
        (Some("T"), 2)
    );
    assert_eq!(toml.text, "Text.");
}

#[test]
fn formats_are_told_by_name_then_by_content() {
    for (name, text, format) in [
        ("a.md", "x", Format::Markdown),
        ("a.HTM", "x", Format::Html),
        ("a.txt", "<p>x", Format::Text),
        ("a.txt", "\n# Title\n\nx", Format::Markdown),
        ("<stdin>", " <!DOCTYPE html>x", Format::Html),
        ("<stdin>", "x\n\n## Part\n", Format::Markdown),
        ("<stdin>", "---\na: b\n---\nx", Format::Markdown),
        ("v1.2", "#1 in the charts", Format::Text),
    ] {
        assert_eq!(
            read(text.as_bytes(), None, name).unwrap().format,
            format,
            "{name} {text}"
        );
    }
}

#[test]
fn charsets_are_told() {
    let text = "<meta charset=utf-8><p>Déjà vu – “ça va”</p>";
    let check = |bytes: &[u8], charset: &str, words: &str| {
        let document = read(bytes, None, "").unwrap();
        assert!(
            document.text.contains(words),
            "{charset}: {:?}",
            document.text
        );
        assert_eq!((document.charset, document.lossy), (charset, false));
    };
    let utf16 = |to: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
        format!("{mark}{text}")
            .encode_utf16()
            .flat_map(to)
            .collect()
    };
    check(text.as_bytes(), "UTF-8", "Déjà vu – “ça va”");
    check(
        &utf16(u16::to_le_bytes, "\u{FEFF}"),
        "UTF-16LE",
        "Déjà vu – “ça va”",
    );
    check(
        &utf16(u16::to_be_bytes, "\u{FEFF}"),
        "UTF-16BE",
        "Déjà vu – “ça va”",
    );
    check(&utf16(u16::to_le_bytes, ""), "UTF-16LE", "Déjà vu");
    let latin = b"<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'><p>D\xE9j\xE0 \x93vu\x94";
    check(latin, "windows-1252", "Déjà “vu”");
    check(
        b"<?xml version='1.0' encoding=\"koi8-r\"?><p>\xD7\xC5\xD4\xC5\xD2",
        "KOI8-R",
        "ветер",
    );
    let (russian, ..) =
        encoding_rs::WINDOWS_1251.encode("Ветер усилился к вечеру, и корабли вернулись в порт.");
    check(&russian, "windows-1251", "корабли вернулись");
    let (japanese, ..) = encoding_rs::SHIFT_JIS.encode("風が夕方に強くなり、船は港に戻った。");
    check(&japanese, "Shift_JIS", "船は港に戻った");
    check("naïve plan".as_bytes(), "UTF-8", "naïve");
    let faulty = read(b"na\xC3\xAFve, d\xC3\xA9j\xC3\xA0, caf\xC3\xA9, \xC3\xA9t\xC3\xA9, \xC3\xA9\xC3\xA9\xC3\xA9\xFF", None, "a.txt").unwrap();
    assert_eq!(
        (
            faulty.charset,
            faulty.lossy,
            faulty.raw_span(Span::new(0, 2))
        ),
        ("UTF-8", true, None)
    );
}

#[test]
fn what_is_no_text_is_refused() {
    let kind = |bytes: &[u8]| read(bytes, None, "a.txt").map(|document| document.text);
    assert_eq!(kind(b""), Err(DocumentError::Empty));
    assert_eq!(kind(b" \n\xC2\xA0\n"), Err(DocumentError::Empty));
    assert!(matches!(
        kind(b"%PDF-1.7 x"),
        Err(DocumentError::NotText { .. })
    ));
    assert!(matches!(
        kind(&vec![b'a'; MAX_BYTES + 1]),
        Err(DocumentError::TooLarge { .. })
    ));
    assert_eq!(
        read(b"<script>x</script><!-- y -->", None, "a.html"),
        Err(DocumentError::Empty)
    );
}

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en-GB"><head><title>Why the pump failed | The Daily Valve</title>
<meta property="og:site_name" content="The Daily Valve">
<meta name="author" content="By Ann Roe and Bo Li">
<meta property="article:published_time" content="2020-05-03T10:00:00Z">
<link rel="canonical" href="https://valve.example/pump?a=1&amp;b=2">
<style>p { color: red }</style><script>var x = "<p>not text</p>";</script></head>
<body class="cookie-ok"><nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>
<div class="cookie-banner"><p>We use cookies to make the site better for you and for all of our many partners. <button>Accept all of them</button></p></div>
<article><h1>Why the pump failed</h1>
<p>The pump that feeds the <b>upper</b> basin stopped on Sunday, and the town was without water for a day and a half<br>or more.</p>
<h2>What is known</h2>
<p>Engineers said that the seal was old. It had been due for replacement since the winter, they said, but the part did not arrive before the first warm week of the spring.</p>
<blockquote><p>“We asked for the seal in January, and we asked again in March, and then we stopped asking,” said a fitter.</p></blockquote>
<ul><li>The seal cost nine euros, which is less than one hour of pumping costs the town, by its own account.</li><li>The pump is <a href="/pumps">thirty years</a> old, and the second one, which was to take over, had not been run since the autumn.</li></ul>
<figure><img src="a.png" alt="A pump"><figcaption>The pump, in better days.</figcaption></figure>
<p>Nobody at the works would say who decided to wait. A spokesman alluded to “affairs between departments” and did not explain what he meant by the phrase, or whether it would be looked into.</p>
</article><footer><p>Copyright The Daily Valve. All rights reserved, and all wrongs too. Do not copy this page anywhere else.</p></footer></body></html>"#;

#[test]
fn html_is_the_article() {
    let document = read_as(Format::Html, PAGE);
    check_sound(&document);
    let blocks = drawn(&document);
    let text = &document.text;
    assert_eq!(blocks[0], "Heading(1): Why the pump failed");
    assert!(
        blocks.contains(&"Heading(2): What is known".to_owned()),
        "{blocks:#?}"
    );
    assert!(
        blocks
            .iter()
            .any(|b| b.starts_with("Paragraph: The pump that feeds the upper basin"))
    );
    assert!(
        blocks.iter().any(|b| b.starts_with("Quotation: “We asked")),
        "{blocks:#?}"
    );
    assert!(
        blocks
            .iter()
            .any(|b| b.starts_with("ListItem: The pump is thirty years old")),
        "{blocks:#?}"
    );
    assert!(
        blocks.contains(&"Aside: The pump, in better days.".to_owned()),
        "{blocks:#?}"
    );
    for absent in [
        "cookies",
        "Home",
        "not text",
        "color",
        "Copyright",
        "Accept",
    ] {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
    let metadata = Metadata {
        title: Some("Why the pump failed".to_owned()),
        authors: vec!["Ann Roe".to_owned(), "Bo Li".to_owned()],
        date: Some("2020-05-03T10:00:00Z".to_owned()),
        publisher: Some("The Daily Valve".to_owned()),
        url: Some("https://valve.example/pump?a=1&b=2".to_owned()),
        language: Some("en-GB".to_owned()),
    };
    assert_eq!(document.metadata, metadata);
}

#[test]
fn html_without_an_article_is_its_body() {
    let document = read_as(Format::Html, "<h1>A &amp; B</h1><p>One <b>tw</b>o.<p>Three");
    let expected = [
        "Heading(1): A & B",
        "Paragraph: One two.",
        "Paragraph: Three",
    ];
    assert_eq!(drawn(&document), expected);
}

#[test]
fn bylines_are_names() {
    for (byline, names) in [
        ("By Ann Roe", &["Ann Roe"][..]),
        ("by\n\tAnn Roe and\u{A0}Bo Li", &["Ann Roe", "Bo Li"]),
        (
            "Ann Roe, Bo Li, and Cy Dee; Di Eff",
            &["Ann Roe", "Bo Li", "Cy Dee", "Di Eff"],
        ),
        ("Ann Roe, MD", &["Ann Roe"]),
        ("Par Ann Roe March 25, 2015", &["Ann Roe"]),
        ("Roe, A.", &["Roe, A."]),
        ("Bylaw Ann", &["Bylaw Ann"]),
        ("https://x.example/ann", &[]),
        ("2015", &[]),
        ("Mär", &["Mär"]),
    ] {
        assert_eq!(html::metadata::names_in(byline), names, "{byline:?}");
    }
}

#[test]
fn json_ld_comes_first() {
    let page = |json: &str| {
        let html = format!(
            "<meta property=og:title content=Other><script type='application/ld+json'>{json}</script><p>Text."
        );
        read_as(Format::Html, &html).metadata
    };
    let graph = r##"<!-- {"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"No"},
        {"@type":["Thing","NewsArticle"],"headline":"The seal &amp; the
        pump","author":[{"@id":"#a"},{"@type":"Person","name":"Bo Li"}],"datePublished":"2020-05-03",
        "publisher":{"@type":"Organization","name":"Valve"},"inLanguage":"en"},{"@id":"#a","@type":"Person","name":"Ann Roe"}]} -->"##;
    let metadata = page(graph);
    assert_eq!(metadata.title.as_deref(), Some("The seal & the pump"));
    assert_eq!(metadata.authors, ["Ann Roe", "Bo Li"]);
    assert_eq!(metadata.date.as_deref(), Some("2020-05-03"));
    assert_eq!(metadata.publisher.as_deref(), Some("Valve"));
    let list = page(
        r#"[{"@type":"BreadcrumbList"},{"@type":"BlogPosting","name":"T","author":"By Ann Roe, Bo Li"}]"#,
    );
    assert_eq!((list.title.as_deref(), list.authors.len()), (Some("T"), 2));
    assert_eq!(page("{broken").title.as_deref(), Some("Other"));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(page(&deep).title.as_deref(), Some("Other"));
}

#[test]
fn hostile_pages_are_read() {
    let n = 1_000;
    let pieces = [
        "<div>",
        "<p>",
        "<b>",
        "<a href=x>",
        "<table><tr><td>",
        "<b id=",
        "</p>",
        "<!--",
        "<svg>",
        "<div><table><td></div>",
        "<li><ul>",
        "<font><p>",
        "<button>",
        "<select><option>",
        "<h1>",
        "<a href='",
        "<p x=\"1\" ",
        "<",
        "&#0;",
        "<script>",
        "</",
        "<a b c d ",
        "<h2><blockquote>",
        "<span style='display:none'>",
        "\0",
        "<template>",
        "<math><mi>",
        "<form>",
        "<br>",
    ];
    for piece in pieces {
        let html = format!("<p>Start.</p>{}end {}", piece.repeat(n), "</div>".repeat(n));
        if let Ok(document) = read(html.as_bytes(), None, "a.html") {
            check_sound(&document);
        }
    }
    let attributes: String = (0..n).map(|i| format!("a{i} ")).collect();
    read_as(Format::Html, &format!("<p {attributes}>Text"));
}

#[test]
fn entities_are_decoded_once() {
    let html = "<p>A&amp;lt; &lt;b&gt; &#8217;&#x201C;&#146; &nbsp;x &copy2 &nosuch; &# &#x; &#0; R&D AT&T<pre>a\n b</pre>\u{FDD0}";
    let text = read_as(Format::Html, html).text;
    assert_eq!(
        text,
        "A&lt; <b> ’“’ \u{A0}x ©2 &nosuch; &# &#x; \u{FFFD} R&D AT&T\n\na\nb\n\n\u{FFFD}"
    );
    for piece in ["&amp", "&lt;", "\n", "<", "\0", "&nbsp;", ">", "&x"] {
        let document = read_as(Format::Html, &format!("<p>Text. {}", piece.repeat(50_000)));
        assert!(document.text.starts_with("Text."));
        read_as(
            Format::Markdown,
            &format!("<div>Text. {}", piece.repeat(10_000)),
        );
    }
}

#[test]
fn a_million_nested_elements_are_read() {
    let n = 1_000_000;
    let html = format!("{}deep{}", "<div>".repeat(n), "</div>".repeat(n));
    assert_eq!(read_as(Format::Html, &html).text, "deep");
}

#[test]
fn hostile_markdown_is_read() {
    for piece in [
        "> ", "- ", "[", "![", "*a ", "`", "<a ", "| ", "[a](", "1. ", "#", "\\", "~~", "[^a]",
        "&#", "[^a]: ", "_*",
    ] {
        let text = format!("Start.\n\n{} end", piece.repeat(5_000));
        check_sound(&read_as(Format::Markdown, &text));
        let lines = format!("{piece}x\n").repeat(2_000);
        check_sound(&read_as(Format::Markdown, &lines));
    }
}

#[test]
fn noise_is_no_text_and_a_stray_control_character_is() {
    let noise: Vec<u8> = (0..4000_u32).map(|i| (i * 37 % 251) as u8).collect();
    assert!(matches!(
        read(&noise, None, "a.txt"),
        Err(DocumentError::NotText { .. })
    ));
    assert!(read(b"one\0two three four \x1b words", None, "a.txt").is_err());
    let long = format!("{} and one\0stray", "word ".repeat(100));
    assert!(read(long.as_bytes(), None, "a.txt").is_ok());
}
