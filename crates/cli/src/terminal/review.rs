//! The points of a review, the gravest first.

use abduce_core::report::review::Point;

use super::{Screen, Tone};

/// Draws the points with their places in the file of this name.
pub(crate) fn draw(screen: &mut Screen, name: &str, points: &[Point]) {
    if points.is_empty() {
        screen.line(
            Tone::Plain,
            "Nothing to attack was found. That is not a praise of the case.",
        );
        return;
    }
    screen.line(
        Tone::Strong,
        "What a hard reviewer would attack, the gravest first",
    );
    for (i, point) in points.iter().enumerate() {
        screen.blank();
        screen.paragraph(Tone::Plain, &format!("{:>3}.", i + 1), 5, &point.says);
        if let Some(line) = point.line {
            let path = point.path.as_deref().unwrap_or_default();
            screen.paragraph(Tone::Faint, "", 5, &format!("{name}:{line}: {path}"));
        }
    }
}
