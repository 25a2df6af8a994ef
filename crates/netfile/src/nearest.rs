//! The known name that is nearest to one that is not known.

/// Longer names, in characters, are not compared.
const LONG: usize = 64;
/// Of more names than these only the first are compared.
const MANY: usize = 10_000;

/// The name among `known` that differs from `name` in a third of its characters at most, and
/// in the fewest; the first among equals. Letters count the same in either case.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |name: &str| -> Vec<char> {
        let lower = name.chars().take(LONG + 1).flat_map(char::to_lowercase);
        lower.collect()
    };
    let own = plain(name);
    if own.len() > LONG {
        return None;
    }
    let limit = own.len() / 3;
    let near = known.take(MANY).filter_map(|candidate| {
        if candidate.len().abs_diff(name.len()) > 4 * LONG {
            return None;
        }
        let chars = plain(candidate);
        let alike = chars.len() <= LONG && chars.len().abs_diff(own.len()) <= limit;
        let distance = if alike { distance(&own, &chars) } else { LONG };
        (distance <= limit).then_some((distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions and replacements from one to the other (Levenshtein 1966).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        above[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let least = (diagonal + usize::from(x != y)).min(above[j] + 1);
            diagonal = above[j + 1];
            above[j + 1] = least.min(diagonal + 1);
        }
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_seen_and_another_name_is_not() {
        let known = ["rain", "sprinkler", "grass"];
        let near = |name| nearest(name, known.into_iter());
        assert_eq!(near("Sprinkeler"), Some("sprinkler"));
        assert_eq!(near("gras"), Some("grass"));
        assert_eq!(near("wind"), None);
        assert_eq!(near(""), None);
    }

    #[test]
    fn distances() {
        let distance = |a: &str, b: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            distance(&chars(a), &chars(b))
        };
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
        assert_eq!(distance("abc", "abc"), 0);
    }
}
