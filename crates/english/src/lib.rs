//! English text into tokens, tags, lemmas and dependency trees, and small statistical
//! models that can say why they decided as they did. It knows no cases and no documents.
