//! Bytes to text: byte order marks, UTF-8, declared charsets, and detection.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Charset declarations are looked for in so many bytes, as browsers do (they stop at
/// 1024, which real pages exceed).
const DECLARED_WITHIN: usize = 4096;
/// Detection looks at so many bytes from the first that is not ASCII.
const DETECT_WITHIN: usize = 1 << 20;

/// A decoded file.
pub(super) struct Decoded {
    /// Its text.
    pub(super) text: String,
    /// The name of its charset.
    pub(super) charset: &'static str,
    /// Whether some bytes were replaced by U+FFFD.
    pub(super) lossy: bool,
    /// Where the text starts in the file, if it stands there byte for byte.
    pub(super) raw_start: Option<usize>,
}

/// Decodes a file of any charset.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let (encoding, skip) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (guess(bytes), 0),
    };
    let (text, lossy) = encoding.decode_without_bom_handling(&bytes[skip..]);
    let unchanged = encoding == UTF_8 && !lossy;
    Decoded {
        text: text.into_owned(),
        charset: encoding.name(),
        lossy,
        raw_start: unchanged.then_some(skip),
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(utf16) = bare_utf16(bytes) {
        return utf16;
    }
    let declared = declared(&bytes[..bytes.len().min(DECLARED_WITHIN)]);
    if std::str::from_utf8(bytes).is_ok() {
        // All of ISO-2022-JP is ASCII bytes.
        let shifts = bytes.contains(&0x1B);
        return declared
            .filter(|&encoding| encoding == ISO_2022_JP && shifts)
            .unwrap_or(UTF_8);
    }
    declared
        .filter(|&encoding| encoding != UTF_8)
        .unwrap_or_else(|| detect(bytes))
}

/// UTF-16 without a byte order mark: in Western texts every other byte is zero.
fn bare_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024) & !1];
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 2 * 7 / 10;
    if head.len() < 4 {
        None
    } else if odd > most && even == 0 {
        Some(UTF_16LE)
    } else if even > most && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The charset that the start of an HTML or XML file declares: `charset=…` in a `<meta>`
/// tag or `encoding=…` in an XML declaration.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    let within = |open: &[u8], key: &[u8]| {
        memchr::memmem::find_iter(&head, open).find_map(|start| {
            let tag = &head[start..];
            let tag = &tag[..memchr::memchr(b'>', tag)?];
            let value = &tag[memchr::memmem::find(tag, key)? + key.len()..];
            let value = value
                .trim_ascii_start()
                .strip_prefix(b"=")?
                .trim_ascii_start();
            let value = value
                .strip_prefix(b"\"")
                .or(value.strip_prefix(b"'"))
                .unwrap_or(value);
            let end = value
                .iter()
                .position(|b| b"\"'; />?\t\r\n".contains(b))
                .unwrap_or(value.len());
            Encoding::for_label(&value[..end])
        })
    };
    let declared = within(b"<meta", b"charset").or_else(|| within(b"<?xml", b"encoding"))?;
    // Where the declaration could be read, the file is not UTF-16.
    let is_utf16 = declared == UTF_16LE || declared == UTF_16BE;
    Some(if is_utf16 { UTF_8 } else { declared })
}

/// What the bytes look like; an all but valid UTF-8 is UTF-8 with faults.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let sample = &bytes[start..bytes.len().min(start + DETECT_WITHIN)];
    if mostly_utf8(sample) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    if encoding == UTF_8 {
        WINDOWS_1252
    } else {
        encoding
    }
}

/// Whether at least nine in ten of the characters beyond ASCII are valid UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    valid >= 9 * invalid
}

/// What a file that opens like this is, when it is plainly no text.
pub(super) fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive (or an office document)"),
        (b"\xD0\xCF\x11\xE0", "an old office document"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x7FELF", "a program"),
    ];
    KINDS
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|&(_, kind)| kind)
}
