//! The known name that is nearest to one that is not known.

/// Longer names, in characters, are not compared.
const LONG: usize = 64;
/// Of more names than these only the first are compared.
const MANY: usize = 10_000;

/// The name among `known` that differs from `name` in a third of its characters at most, and
/// in the fewest; the first among equals. Letters count the same in either case.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
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

/// Insertions, deletions, replacements and swaps of neighbours from one to the other: optimal
/// string alignment (Damerau 1964).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for j in 0..b.len() {
            let replaced = above[j] + usize::from(a[i] != b[j]);
            let mut least = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(before[j - 1] + 1);
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

    #[test]
    fn a_slip_is_seen_and_another_name_is_not() {
        let known = ["rain", "sprinkler", "grass"];
        let near = |name| nearest(name, known.into_iter());
        assert_eq!(near("Sprinkeler"), Some("sprinkler"));
        assert_eq!(near("gras"), Some("grass"));
        assert_eq!(near("rian"), Some("rain"));
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
        assert_eq!(distance("HIHG", "HIGH"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
        assert_eq!(distance("abc", "abc"), 0);
    }
}
