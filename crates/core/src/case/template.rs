//! The case that `abduce new` writes: a small one, made up, that teaches the format.

/// The whole file. It has no faults, gives no warnings and is in canonical form.
pub const TEMPLATE: &str = include_str!("template.toml");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{advise, parse};
    use crate::source::SourceMap;

    #[test]
    fn the_template_has_no_faults_and_gives_no_advice() {
        let mut texts = SourceMap::default();
        let file = texts.add("case.toml", TEMPLATE);
        let parsed = parse(TEMPLATE, file);
        assert_eq!(parsed.diagnostics, []);
        assert_eq!(advise(&parsed.case, file, &texts, None), []);
    }

    #[test]
    fn the_template_is_in_canonical_form() {
        let formatted = crate::case::format::format(TEMPLATE);
        assert_eq!(formatted.as_deref(), Some(TEMPLATE));
    }
}
