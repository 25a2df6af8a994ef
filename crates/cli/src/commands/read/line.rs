//! One line of a stream: a JSON object that holds an article.

use abduce_core::source::document::{self, Document, Format, Metadata};
use serde_json::{Map, Value};

use super::codes::{Code, NOT_JSON, UNREADABLE, WRONG_KEY};

/// An article out of a stream.
#[derive(Debug)]
pub(super) struct Item {
    /// What it is called in records, if the line says.
    pub(super) doc: Option<String>,
    /// Its text as the line gives it.
    pub(super) text: String,
    /// The same as an article.
    pub(super) document: Document,
}

/// Why a line was left out.
pub(super) type Fault = (&'static Code, String);

/// The article of a line.
pub(super) fn item(line: &[u8], format: Option<Format>) -> Result<Item, Fault> {
    let value = serde_json::from_slice(line).map_err(|e| (&NOT_JSON, e.to_string()))?;
    let Value::Object(mut fields) = value else {
        return Err((&NOT_JSON, "something else than an object".to_owned()));
    };
    let doc = name(&fields)?;
    let metadata = metadata(&mut fields)?;
    let text = string(&mut fields, "text")?;
    let text = text.ok_or_else(|| (&WRONG_KEY, "there is no \"text\"".to_owned()))?;
    let format = format.unwrap_or(Format::Text);
    let mut document = document::read(text.as_bytes(), Some(format), "")
        .map_err(|error| (&UNREADABLE, error.to_string()))?;
    document.metadata = with(document.metadata, metadata);
    Ok(Item {
        doc,
        text,
        document,
    })
}

/// What the document is called.
fn name(fields: &Map<String, Value>) -> Result<Option<String>, Fault> {
    let given = ["doc", "id"].iter().find_map(|key| fields.get(*key));
    match given {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(name)) => Ok(Some(name.clone())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err((
            &WRONG_KEY,
            "\"doc\" or \"id\" is neither a string nor a number".to_owned(),
        )),
    }
}

/// What the line says of the article.
fn metadata(fields: &mut Map<String, Value>) -> Result<Metadata, Fault> {
    Ok(Metadata {
        title: string(fields, "title")?,
        authors: authors(fields)?,
        date: string(fields, "date")?,
        publisher: string(fields, "publisher")?,
        url: string(fields, "url")?,
        language: string(fields, "language")?,
    })
}

fn authors(fields: &mut Map<String, Value>) -> Result<Vec<String>, Fault> {
    let wrong = || {
        let why = "\"author\" is neither a string nor a list of strings";
        (&WRONG_KEY, why.to_owned())
    };
    let one = |value| match value {
        Value::String(author) => Ok(author),
        _ => Err(wrong()),
    };
    match fields.remove("author").or_else(|| fields.remove("authors")) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(authors)) => authors.into_iter().map(one).collect(),
        Some(value) => one(value).map(|author| vec![author]),
    }
}

/// The string at `key`; none when it is not there or null.
fn string(fields: &mut Map<String, Value>, key: &str) -> Result<Option<String>, Fault> {
    match fields.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(string)) => Ok(Some(string)),
        Some(_) => Err((&WRONG_KEY, format!("\"{key}\" is not a string"))),
    }
}

/// What the line says comes before what the text's own markup says.
fn with(own: Metadata, line: Metadata) -> Metadata {
    let authors = if line.authors.is_empty() {
        own.authors
    } else {
        line.authors
    };
    Metadata {
        title: line.title.or(own.title),
        authors,
        date: line.date.or(own.date),
        publisher: line.publisher.or(own.publisher),
        url: line.url.or(own.url),
        language: line.language.or(own.language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_their_faults() {
        let read = |line: &str| item(line.as_bytes(), None);
        let good = read(r#"{"id": 7, "text": "It rained.", "author": ["A. B."], "more": {}}"#);
        let good = good.unwrap_or_else(|fault| unreachable!("{fault:?}"));
        assert_eq!(good.doc.as_deref(), Some("7"));
        assert_eq!(good.document.metadata.authors, ["A. B."]);
        for (line, code) in [
            ("{", "R0001"),
            ("[]", "R0001"),
            ("{\"text\": \"\\ud800\"}", "R0001"),
            ("{}", "R0002"),
            (r#"{"text": 1}"#, "R0002"),
            (r#"{"text": "a", "id": []}"#, "R0002"),
            (r#"{"text": "a", "author": [1]}"#, "R0002"),
            (r#"{"text": " \n"}"#, "R0004"),
        ] {
            let fault = read(line).err().map(|(code, _)| code.code);
            assert_eq!(fault, Some(code), "{line}");
        }
    }
}
