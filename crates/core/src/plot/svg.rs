//! Writing SVG: escaping, numbers, the width of text.

use std::fmt::Write as _;

/// An `svg` element in the making.
pub(super) struct Svg {
    body: String,
    width: f64,
    height: f64,
}

/// Where text stands from its place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Svg {
    pub(super) fn new(width: f64, height: f64) -> Svg {
        Svg {
            body: String::new(),
            width,
            height,
        }
    }

    pub(super) fn rect(&mut self, class: &str, [x, y, width, height]: [f64; 4], id: Option<&str>) {
        let id = id.map_or(String::new(), |id| format!(" data-id=\"{}\"", escaped(id)));
        let _ = write!(
            self.body,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{id}/>",
            n(x),
            n(y),
            n(width.max(0.0)),
            n(height.max(0.0))
        );
    }

    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let path = format!("M{} {}L{} {}", n(from.0), n(from.1), n(to.0), n(to.1));
        self.path(class, &path, None);
    }

    pub(super) fn path(&mut self, class: &str, path: &str, dash: Option<&str>) {
        self.path_of(class, path, dash, None);
    }

    /// A path that stands for something with an id.
    pub(super) fn path_of(
        &mut self,
        class: &str,
        path: &str,
        dash: Option<&str>,
        id: Option<&str>,
    ) {
        let dash = dash.map_or(String::new(), |dash| {
            format!(" stroke-dasharray=\"{dash}\"")
        });
        let id = id.map_or(String::new(), |id| format!(" data-id=\"{}\"", escaped(id)));
        let _ = write!(
            self.body,
            "<path class=\"{class}\" d=\"{path}\"{dash}{id}/>"
        );
    }

    pub(super) fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        let _ = write!(
            self.body,
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            n(x),
            n(y),
            n(radius)
        );
    }

    /// A diamond.
    pub(super) fn diamond(&mut self, class: &str, (x, y): (f64, f64), r: f64) {
        let path = format!(
            "M{} {}L{} {}L{} {}L{} {}Z",
            n(x),
            n(y - r),
            n(x + r),
            n(y),
            n(x),
            n(y + r),
            n(x - r),
            n(y)
        );
        self.path(class, &path, None);
    }

    pub(super) fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = write!(
            self.body,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            n(x),
            n(y),
            escaped(text)
        );
    }

    /// The element, with what it shows in a few words, and in more.
    pub(super) fn finish(self, kind: &str, title: &str, description: &str) -> String {
        format!(
            "<svg class=\"plot {kind}\" role=\"img\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" \
             xmlns=\"http://www.w3.org/2000/svg\"><title>{}</title><desc>{}</desc>{}</svg>",
            escaped(title),
            escaped(description),
            self.body,
            w = n(self.width),
            h = n(self.height)
        )
    }
}

/// A length with at most one digit behind the point.
fn n(x: f64) -> String {
    let text = format!("{:.1}", x + 0.0);
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0" } else { text }.to_owned()
}

/// Text for the inside of an element or of an attribute in double quotes.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(c),
            // Controls are no characters of a document, and marks of direction could turn it around.
            c if c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) => {
                escaped.push('\u{fffd}')
            }
            '\u{2066}'..='\u{2069}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A probability as people read it: a whole percentage, one digit more near 0 and 1.
pub fn percent(p: f64) -> String {
    // What was written as 0.01 or 0.285 may be a little less than that as a float.
    let percent = (1e11 * p).round() / 1e9;
    match percent {
        x if (1.0..=99.0).contains(&x) || p == 0.0 || p == 1.0 => format!("{:.0}%", x.round()),
        x if x < 0.05 => "<0.1%".to_owned(),
        x if x > 99.95 => ">99.9%".to_owned(),
        x => format!("{x:.1}%"),
    }
}

/// A weight in decibans with its sign, the minus as printers set it; zero without one.
pub fn signed(weight: f64) -> String {
    let text = format!("{weight:+.1}").replace('-', "−");
    if text == "+0.0" || text == "−0.0" {
        "0".to_owned()
    } else {
        text
    }
}

/// About how wide a text is, at 13 pixels, in a system's sans serif.
pub(super) fn width_of(text: &str) -> f64 {
    let width = |c: char| match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' | ' ' => 3.8,
        'f' | 't' | 'r' | '(' | ')' | '-' | '[' | ']' => 4.9,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 11.0,
        'A'..='Z' => 8.8,
        c if c.is_ascii() => 7.2,
        // Wide scripts.
        c if ('\u{1100}'..'\u{ffff}').contains(&c) && !('\u{2000}'..'\u{2e80}').contains(&c) => {
            13.0
        }
        _ => 7.6,
    };
    // Some systems' letters are wider than most.
    1.14 * text.chars().map(width).sum::<f64>()
}

/// Text in at most so many lines of a width, an ellipsis standing for what is cut.
pub(super) fn wrapped(text: &str, width: f64, n_lines: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = fitted(word, width);
        let is_full = lines.len() == n_lines;
        let Some(line) = lines.last_mut() else {
            lines.push(word);
            continue;
        };
        if width_of(line) + width_of(" ") + width_of(&word) <= width {
            line.push(' ');
            line.push_str(&word);
        } else if is_full {
            *line = fitted(&format!("{line} {word} …"), width);
            return lines;
        } else {
            lines.push(word);
        }
    }
    lines
}

/// Text cut to a width.
pub(super) fn fitted(text: &str, width: f64) -> String {
    if width_of(text) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if width_of(&kept) + width_of("…") + 7.0 > width {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        let text = escaped("</text><script>\"'&\u{0}\u{202e}");
        assert_eq!(
            text,
            "&lt;/text&gt;&lt;script&gt;&quot;&#39;&amp;\u{fffd}\u{fffd}"
        );
    }

    #[test]
    fn text_is_cut_to_the_room_there_is() {
        for text in [
            "a few words of no great length that go on",
            "unbreakable".repeat(9).as_str(),
            "",
        ] {
            let lines = wrapped(text, 100.0, 2);
            assert!(lines.len() <= 2);
            assert!(
                lines.iter().all(|line| width_of(line) <= 110.0),
                "{lines:?}"
            );
        }
        assert_eq!(wrapped("one two", 100.0, 2), ["one two"]);
    }

    #[test]
    fn lengths_are_short() {
        assert_eq!(
            [0.0, -0.04, 1.0, 2.25, 100.96].map(n),
            ["0", "0", "1", "2.2", "101"]
        );
    }
}
