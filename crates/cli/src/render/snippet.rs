//! A line of a text with a caret under the place that is meant.

use std::fmt;
use std::io::{self, Write};

use super::style::{Role, Style};

/// The longest stretch of a line that is shown, in characters; generated text has lines of megabytes.
const WINDOW: usize = 100;

/// A place in a text as people count it, both from 1; columns count characters.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl fmt::Display for LineColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The line and column of a byte offset. An offset past the end is the end; one inside a character is its start.
pub fn line_column(text: &str, offset: usize) -> LineColumn {
    let offset = text.floor_char_boundary(offset);
    let start = line_start(text, offset);
    let line = text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count() + 1;
    LineColumn { line, column: text[start..offset].chars().count() + 1 }
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |at| at + 1)
}

/// Writes `--> name:line:column`, the line, and carets under the token at the offset.
pub fn write(out: &mut dyn Write, name: &str, text: &str, offset: usize, style: Style) -> io::Result<()> {
    let offset = token_start(text, text.floor_char_boundary(offset));
    let at = line_column(text, offset);
    let number = at.line.to_string();
    let margin = " ".repeat(number.len());
    let bar = style.paint(Role::Frame, "|").to_string();
    let start = line_start(text, offset);
    let line = text[start..].lines().next().unwrap_or("");
    let view = View::around(line, offset - start);
    writeln!(out, "{margin}{} {name}:{at}", style.paint(Role::Frame, "-->"))?;
    writeln!(out, "{margin} {bar}")?;
    writeln!(out, "{} {bar} {}", style.paint(Role::Frame, &number), view.shown)?;
    let carets = "^".repeat(token_width(&line[(offset - start).min(line.len())..]).min(view.room));
    writeln!(out, "{margin} {bar} {}{}", view.indent, style.paint(Role::Error, carets))
}

/// The offset, or where the token begins that white space at the offset stands before.
fn token_start(text: &str, offset: usize) -> usize {
    let line = text[offset..].lines().next().unwrap_or("");
    if line.trim_start().is_empty() { offset } else { offset + line.len() - line.trim_start().len() }
}

/// The part of a line that is shown.
struct View {
    shown: String,
    /// White space up to the caret.
    indent: String,
    /// How many characters are shown from the caret on; at least 1.
    room: usize,
}

impl View {
    fn around(line: &str, offset: usize) -> View {
        let offset = line.floor_char_boundary(offset);
        let before: Vec<char> = line[..offset].chars().collect();
        let fits = line.chars().nth(WINDOW).is_none();
        let skipped = if fits { 0 } else { before.len().saturating_sub(WINDOW / 2) };
        let visible = |c: char| if c.is_control() && c != '\t' { '\u{fffd}' } else { c };
        let lead = if skipped > 0 { "…" } else { "" };
        let before: String = before[skipped..].iter().map(|c| visible(*c)).collect();
        let mut after: String = line[offset..].chars().take(WINDOW).map(visible).collect();
        let room = after.chars().count().max(1);
        if line[offset..].chars().nth(WINDOW).is_some() {
            after.push('…');
        }
        // Tabs stay tabs, so that the caret stands where the terminal puts the character above it.
        let blank = |c: char| if c == '\t' { '\t' } else { ' ' };
        let indent = lead.chars().chain(before.chars()).map(blank).collect();
        View { shown: format!("{lead}{before}{after}"), indent, room }
    }
}

/// How many characters the token at the start of `rest` has: a parenthesis, a string, or a word.
fn token_width(rest: &str) -> usize {
    let mut chars = rest.chars();
    let width = match chars.next() {
        Some('"') => {
            let mut escaped = false;
            let inside = chars.take_while(|c| {
                let closes = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                !closes
            });
            inside.count() + 2
        }
        Some('(' | ')') | None => 1,
        Some(_) => rest.chars().take_while(|c| !c.is_whitespace() && !"()\";".contains(*c)).count(),
    };
    width.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, offset: usize) -> String {
        let mut out = Vec::new();
        write(&mut out, "a.wat", text, offset, Style::PLAIN).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_caret_stands_under_the_token() {
        let text = "(module\n\t(func (i32.addd)))\n";
        let want = " --> a.wat:2:9\n  |\n2 | \t(func (i32.addd)))\n  | \t       ^^^^^^^^\n";
        assert_eq!(shown(text, text.find("i32").unwrap()), want);
    }

    #[test]
    fn any_offset_of_any_text_has_a_place() {
        for text in ["", "\n", "é\r\n\"é", "a\u{0}b", "\"unclosed \\"] {
            for offset in 0..text.len() + 3 {
                shown(text, offset);
            }
        }
    }

    #[test]
    fn long_lines_are_cut() {
        let text = "x".repeat(1_000_000);
        assert!(shown(&text, 500_000).len() < 1000);
    }
}
