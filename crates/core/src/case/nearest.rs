//! The known name that is nearest to one that is not known.

/// How alike two names must be to be proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nearest<'a> {
    /// So near, and so alone, that a patch may use it.
    Sure(&'a str),
    /// Worth asking "did you mean".
    Perhaps(&'a str),
}

impl<'a> Nearest<'a> {
    /// The name.
    pub(crate) fn name(self) -> &'a str {
        match self {
            Nearest::Sure(name) | Nearest::Perhaps(name) => name,
        }
    }
}

/// Names longer than this, in characters, are compared only for equality.
pub(crate) const MAX_CHARS: usize = 64;

/// The name among `known` that is nearest to `name`, the first among equals.
///
/// Distance is optimal string alignment (Damerau 1964): insertions, deletions,
/// replacements and swaps of neighbours, in lower case, `-` and blanks as `_`.
pub(crate) fn nearest<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<Nearest<'a>> {
    let name = plain(name);
    if name.is_empty() || name.len() > MAX_CHARS {
        return None;
    }
    let limit = name.len() / 3;
    let sure = usize::from(name.len() > 3) + usize::from(name.len() > 8);
    let (mut best, mut ties) = (None, 0);
    let mut least = limit + 1;
    for candidate in known {
        if candidate.len() > 4 * MAX_CHARS {
            continue;
        }
        let chars = plain(candidate);
        if chars.len() > MAX_CHARS || chars.len().abs_diff(name.len()) > limit {
            continue;
        }
        let d = distance(&name, &chars);
        if d < least {
            (best, least, ties) = (Some(candidate), d, 0);
        } else if d == least {
            ties += 1;
        }
    }
    let best = best?;
    Some(if least <= sure && ties == 0 {
        Nearest::Sure(best)
    } else {
        Nearest::Perhaps(best)
    })
}

fn plain(name: &str) -> Vec<char> {
    name.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '-' || c == ' ' { '_' } else { c })
        .take(MAX_CHARS + 1)
        .collect()
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (above[j - 1] + same).min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(name: &str) -> Option<Nearest<'static>> {
        nearest(name, ["hypotheses", "evidence", "claims", "other", "even"])
    }

    #[test]
    fn misspelt_names_are_found() {
        assert_eq!(find("hypothesis"), Some(Nearest::Sure("hypotheses")));
        assert_eq!(find("evidnece"), Some(Nearest::Sure("evidence")));
        assert_eq!(find("Claims"), Some(Nearest::Sure("claims")));
        assert_eq!(find("claimed"), Some(Nearest::Perhaps("claims")));
        assert_eq!(find("weather"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn a_tie_is_not_sure() {
        assert_eq!(
            nearest("claim_c", ["claim_a", "claim_b"]),
            Some(Nearest::Perhaps("claim_a"))
        );
    }

    #[test]
    fn distance_counts_a_swap_once() {
        let chars = |s: &str| s.chars().collect::<Vec<_>>();
        assert_eq!(distance(&chars("abcd"), &chars("abdc")), 1);
        assert_eq!(distance(&chars(""), &chars("abc")), 3);
        assert_eq!(distance(&chars("kitten"), &chars("sitting")), 3);
    }
}
