//! The development data in two halves by the name of the document: one to tune rules on,
//! one to check them with. A figure is reported on the half that nobody looked at.

/// Whether rules may be tuned on a document: the FNV-1a hash (64 bits) of its name is even.
pub(crate) fn is_tuning(doc: &str) -> bool {
    fnv1a(doc.as_bytes()).is_multiple_of(2)
}

/// The FNV-1a hash of `bytes`, 64 bits.
fn fnv1a(bytes: &[u8]) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325;
    bytes.iter().fold(start, |hash: u64, &b| {
        (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::fnv1a;

    #[test]
    fn the_published_values() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
