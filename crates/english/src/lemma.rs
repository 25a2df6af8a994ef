//! Lemmas.

use std::borrow::Cow;

use crate::word::Xpos;

/// The lemma of a word with this part of speech.
pub(crate) fn lemma(form: &str, xpos: Xpos) -> Cow<'_, str> {
    let _ = xpos;
    if form.bytes().any(|b| b.is_ascii_uppercase()) {
        return Cow::Owned(form.to_lowercase());
    }
    Cow::Borrowed(form)
}
