//! Addresses of the web and of mail, which stay one word.

/// Endings of names of hosts that make a name with stops an address.
const ENDINGS: &[&str] = &[
    "ca", "co", "com", "de", "doc", "edu", "eu", "fr", "gov", "htm", "html", "info", "io", "jp",
    "mil", "net", "org", "pdf", "tv", "uk", "us",
];

/// The most bytes of an address.
const MAX: usize = 512;

/// The length of the address that opens `rest`, if one does.
pub(crate) fn len(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let host = bytes
        .iter()
        .take(MAX)
        .take_while(|&&b| b.is_ascii_alphanumeric() || b".-_+".contains(&b));
    let host = host.count();
    let at = match bytes.get(host) {
        Some(b'@') => {
            let domain = bytes[host + 1..].iter().take(MAX);
            let n = domain
                .take_while(|&&b| b.is_ascii_alphanumeric() || b".-".contains(&b))
                .count();
            return (n > 0).then(|| trim(rest, host + 1 + n));
        }
        Some(b':') if bytes[host..].starts_with(b"://") => host + 3,
        _ if names_host(&rest[..host]) => host,
        _ => return None,
    };
    let more = rest[at..].char_indices().find(|&(i, c)| {
        i >= MAX
            || c.is_whitespace()
            || matches!(c, '<' | '>' | '"' | '“' | '”' | '(' | ')' | '[' | ']')
    });
    let more = more.map_or(rest.len() - at, |(i, _)| i);
    let path = at > host || rest[at..].starts_with('/') || rest[at..].starts_with('?');
    Some(trim(rest, if path { at + more } else { at }))
}

/// Without the stops and commas of the sentence around it.
fn trim(rest: &str, len: usize) -> usize {
    rest[..len]
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '-', '\'', '’'])
        .len()
}

/// Whether letters with stops between name a host: "www.x", "x.com".
fn names_host(run: &str) -> bool {
    let run = run.trim_end_matches('.');
    let Some((name, ending)) = run.rsplit_once('.') else {
        return false;
    };
    name.len() > 1
        && (name.starts_with("www.")
            || ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
                && ending.bytes().all(|b| b.is_ascii_lowercase()))
}
