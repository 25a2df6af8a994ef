//! What a page says of its article in tags: OpenGraph, Dublin Core, parsely and other
//! `<meta>` names, `<link>`, `<time>`, `<title>`, and JSON-LD before them all.

use super::super::Metadata;
use super::scan::{Tag, Token};
use super::{clean, fill, json_ld};

/// At most so many `<meta>` tags are kept.
const MAX_METAS: usize = 500;
/// At most so many blocks of JSON-LD are read, of at most so many bytes in all.
const MAX_JSON_LD: usize = 4 << 20;
/// A value keeps at most so many bytes.
const MAX_VALUE: usize = 4096;

/// Names of `<meta>` tags, best first.
const TITLES: &[&str] = &[
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "headline",
    "title",
];
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
    "citation_author",
    "twitter:creator:name",
];
const DATES: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "date",
];
const PUBLISHERS: &[&str] = &[
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "cre",
    "application-name",
    "apple-mobile-web-app-title",
];
const ADDRESSES: &[&str] = &["og:url", "parsely-link", "dc.identifier", "twitter:url"];
const LANGUAGES: &[&str] = &[
    "og:locale",
    "dc.language",
    "dcterms.language",
    "content-language",
    "language",
];

/// What the tags of a page said so far.
#[derive(Default)]
pub(super) struct Found {
    /// Names in lower case with their contents, as written.
    metas: Vec<(String, String)>,
    title: Option<String>,
    language: Option<String>,
    canonical: Option<String>,
    time: Option<String>,
    authors: Vec<String>,
    json_ld: Vec<String>,
    json_ld_bytes: usize,
    /// The last tag said that an author's name follows.
    name_follows: bool,
}

impl Found {
    /// Takes the next token.
    pub(super) fn take(&mut self, token: &Token) {
        match token {
            Token::Text(text) if self.name_follows => {
                if let Some(name) = clean(cut(text)) {
                    self.authors.push(name);
                    self.name_follows = false;
                }
            }
            Token::Text(_) | Token::End(_) => {}
            Token::Start(tag) => self.start(tag),
            Token::Raw(tag, content) => self.raw(tag, content),
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "html" => set(&mut self.language, tag.get("lang").or(tag.get("xml:lang"))),
            "meta" => self.meta(tag),
            "link" if has_word(tag.get("rel"), "canonical") => {
                set(&mut self.canonical, tag.get("href"));
            }
            "time" => set(&mut self.time, tag.get("datetime")),
            _ => {}
        }
        if tag.name != "meta" && tag.name != "link" {
            let is_author =
                has_word(tag.get("rel"), "author") || has_word(tag.get("itemprop"), "author");
            // `<span itemprop="author"><span itemprop="name">`: still to come.
            self.name_follows = self.authors.len() < 20
                && (is_author || self.name_follows && has_word(tag.get("itemprop"), "name"));
            if has_word(tag.get("itemprop"), "datePublished") {
                let date = tag.get("datetime").or(tag.get("content"));
                if let Some(date) = date.filter(|_| self.metas.len() < MAX_METAS) {
                    self.metas
                        .push(("datepublished".to_owned(), cut(date).to_owned()));
                }
            }
        }
    }

    fn meta(&mut self, tag: &Tag) {
        let name = ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .find_map(|key| tag.get(key));
        if let (Some(name), Some(content)) = (name, tag.get("content"))
            && self.metas.len() < MAX_METAS
        {
            let content = cut(content).to_owned();
            self.metas
                .push((cut(name).trim().to_ascii_lowercase(), content));
        }
    }

    fn raw(&mut self, tag: &Tag, content: &str) {
        let is_json_ld = tag.name == "script"
            && tag
                .get("type")
                .is_some_and(|kind| kind.trim().to_ascii_lowercase().contains("ld+json"));
        if is_json_ld && self.json_ld_bytes + content.len() <= MAX_JSON_LD {
            self.json_ld_bytes += content.len();
            self.json_ld.push(content.to_owned());
        } else if tag.name == "title" {
            set(&mut self.title, Some(content));
        }
    }

    /// The page's title as written.
    pub(super) fn title(&self) -> &str {
        self.title.as_deref().unwrap_or_default()
    }

    /// All that was said; `heard` is what readability made of the page's text and title,
    /// for want of better.
    pub(super) fn metadata(self, heard: Heard) -> Metadata {
        let title = self.title.as_deref().and_then(clean);
        let mut metadata = json_ld::metadata(&self.json_ld, title.as_deref().unwrap_or_default());
        let first = |names: &[&str]| self.all(names).next();
        let canonical = self.canonical.as_deref().and_then(clean);
        let by_tags = Metadata {
            title: first(TITLES),
            authors: self.authors_in_metas(),
            date: first(DATES),
            publisher: first(PUBLISHERS),
            url: canonical.or_else(|| first(ADDRESSES)),
            language: self.language.as_deref().and_then(clean),
        };
        let site = by_tags.publisher.clone().or(metadata.publisher.clone());
        // The canonical address and the page's language are surer than JSON-LD's.
        metadata.url = by_tags.url.clone().or(metadata.url);
        metadata.language = by_tags.language.clone().or(metadata.language);
        fill(&mut metadata, by_tags);
        let by_text = Metadata {
            title: title.map(|title| match without_site(&title, site.as_deref()) {
                Some(without) => without,
                None => heard
                    .title
                    .filter(|heard| !heard.is_empty())
                    .unwrap_or(title),
            }),
            authors: heard.byline.as_deref().map(names_in).unwrap_or_default(),
            date: self.time.as_deref().and_then(clean),
            language: first(LANGUAGES).map(|tag| tag.replace('_', "-")),
            ..Metadata::default()
        };
        fill(&mut metadata, by_text);
        if metadata.authors.is_empty() {
            metadata.authors = self
                .authors
                .first()
                .map_or_else(Vec::new, |name| names_in(name));
        }
        let mut seen: Vec<String> = Vec::new();
        metadata.authors.retain(|name| {
            let new = !seen.contains(name);
            seen.push(name.clone());
            new
        });
        metadata
    }

    /// The contents of all `<meta>` tags of the first of these names that has any, then
    /// of the next.
    fn all(&self, names: &[&str]) -> impl Iterator<Item = String> {
        names.iter().flat_map(|name| {
            let named = self.metas.iter().filter(move |(key, _)| key == name);
            named.filter_map(|(_, content)| clean(content))
        })
    }

    fn authors_in_metas(&self) -> Vec<String> {
        AUTHORS
            .iter()
            .map(|name| {
                self.all(&[name])
                    .flat_map(|names| names_in(&names))
                    .collect()
            })
            .find(|authors: &Vec<String>| !authors.is_empty())
            .unwrap_or_default()
    }
}

/// What readability made of a page.
#[derive(Default)]
pub(super) struct Heard {
    /// Its title, without the site's name.
    pub(super) title: Option<String>,
    /// Its byline.
    pub(super) byline: Option<String>,
}

/// Keeps the first value that has words.
fn set(slot: &mut Option<String>, value: Option<&str>) {
    if let Some(value) = value.map(str::trim)
        && slot.is_none()
        && !value.is_empty()
    {
        *slot = Some(cut(value).to_owned());
    }
}

fn cut(value: &str) -> &str {
    &value[..value.floor_char_boundary(MAX_VALUE)]
}

fn has_word(value: Option<&str>, word: &str) -> bool {
    value.is_some_and(|value| {
        value
            .split_ascii_whitespace()
            .any(|other| other.eq_ignore_ascii_case(word))
    })
}

/// A page's title without the name of its site at the end, if that stands there.
fn without_site(title: &str, site: Option<&str>) -> Option<String> {
    let bars = [" | ", " - ", " – ", " — ", " :: "];
    let (article, last) = bars.iter().find_map(|bar| title.rsplit_once(bar))?;
    let is_site = last.trim().eq_ignore_ascii_case(site?.trim());
    is_site.then(|| article.trim().to_owned())
}

/// The names in a byline: its first line with words, without "By", parted at "and",
/// semicolons and commas where full names stand on all sides; else up to its first comma.
/// A date ends it; addresses are no names.
pub(in super::super) fn names_in(byline: &str) -> Vec<String> {
    let byline = byline.replace('\u{A0}', " ");
    let byline = byline.trim();
    let byline = match byline.split_once([' ', ':', '\n', '\t']) {
        Some((by, rest)) if matches!(&*by.to_lowercase(), "by" | "par" | "von") => rest.trim(),
        _ => byline,
    };
    let byline = before_date(byline.lines().next().unwrap_or_default());
    let is_name = |name: &str| {
        !name.contains(|c: char| c.is_numeric() || matches!(c, '@' | '/' | '|'))
            && name.contains(char::is_alphabetic)
    };
    let is_full = |name: &&str| {
        let words = name.split_whitespace().count();
        (2..=5).contains(&words) && name.starts_with(char::is_uppercase)
    };
    let parts: Vec<&str> = byline
        .split([';', ','])
        .flat_map(|part| part.split(" and "))
        .map(|part| part.trim().trim_start_matches("and ").trim())
        .filter(|part| !part.is_empty())
        .collect();
    let names: Vec<&str> = match parts.as_slice() {
        parts if parts.iter().all(is_full) => parts.to_vec(),
        [first, ..] if is_full(first) => vec![first],
        _ => vec![byline],
    };
    names
        .into_iter()
        .filter(|name| is_name(name))
        .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// What stands before the first digit, and before the name of a month that it belongs to.
fn before_date(byline: &str) -> &str {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let Some(digit) = byline.find(|c: char| c.is_ascii_digit()) else {
        return byline.trim();
    };
    let before = byline[..digit].trim();
    let last = before.rsplit(' ').next().unwrap_or_default();
    let is_month = last
        .get(..3)
        .is_some_and(|start| MONTHS.contains(&start.to_ascii_lowercase().as_str()));
    match is_month {
        true => before[..before.len() - last.len()].trim(),
        false => before,
    }
}
