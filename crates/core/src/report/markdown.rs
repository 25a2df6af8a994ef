//! An assessment as Markdown; pictures stand as their tables.

use std::fmt::Write as _;

use super::assessment::{Block, Section, sections};
use crate::plot::Table;
use crate::weigh::{Analysis, Model};

/// The whole assessment.
pub fn markdown(model: &Model, analysis: &Analysis) -> String {
    let question = model.case().question.as_ref();
    let question = question.map_or("(no question)", |question| &question.value);
    let mut text = format!("# {}\n", plain(question));
    if let Some(day) = analysis.weighing.as_of {
        let _ = write!(text, "\nAs of {day}.\n");
    }
    for section in sections(model, analysis) {
        write_section(&mut text, &section);
    }
    text
}

fn write_section(text: &mut String, section: &Section) {
    let _ = write!(text, "\n## {}\n", section.title);
    for block in &section.blocks {
        let _ = match block {
            Block::Lead(lead) => write!(text, "\n**{}**\n", plain(lead)),
            Block::Text(paragraph) => write!(text, "\n{}\n", plain(paragraph)),
            Block::List(items) => {
                text.push('\n');
                items
                    .iter()
                    .try_for_each(|item| writeln!(text, "- {}", plain(item)))
            }
            Block::Figure(figure) => write_table(text, &figure.table),
            Block::Table(table) => write_table(text, table),
        };
    }
}

fn write_table(text: &mut String, table: &Table) -> std::fmt::Result {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| plain(cell).replace('|', "\\|"))
            .collect();
        format!("| {} |", cells.join(" | "))
    };
    write!(
        text,
        "\n{}:\n\n{}\n",
        plain(&table.caption),
        row(&table.head)
    )?;
    writeln!(text, "|{}", " --- |".repeat(table.head.len()))?;
    table
        .rows
        .iter()
        .try_for_each(|cells| writeln!(text, "{}", row(cells)))
}

/// Text on one line, with what Markdown or HTML would take for marks escaped.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        for c in word.chars() {
            if matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&'
            ) {
                plain.push('\\');
            }
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    #[test]
    fn hostile_text_makes_no_marks() {
        assert_eq!(
            super::plain("a\n# b <b> [x](y)"),
            "a \\# b \\<b\\> \\[x\\](y)"
        );
    }
}
