//! The formatter: the same text with regular indentation and spacing.
//!
//! It works on tokens, so it formats whatever has balanced parentheses, scripts and modules with errors included, and
//! keeps every comment. The author's lines stay lines, except that a form which was on one line and is too long for it
//! is broken in the usual places. Formatting what is formatted changes nothing.

use wharf_core::Result;
use wharf_core::ops::{Op, Shape};

use super::errors;
use super::lex::{Lexer, Token, TokenKind};

/// How the text should look.
#[derive(Copy, Clone, Debug)]
pub struct Style {
    /// The spaces of one level of nesting.
    pub indent: usize,
    /// The columns that a form may fill before it is broken.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Style {
        Style { indent: 2, width: 100 }
    }
}

/// Formats a text: a module, the fields of one, or a script.
///
/// ```
/// use wharf_syntax::text::fmt::{Style, format};
/// let text = "(module\n(func   (param i32);; one\n local.get 0\n\n\n  drop ))";
/// let want = "(module\n  (func (param i32) ;; one\n    local.get 0\n\n    drop))\n";
/// assert_eq!(format(text, &Style::default())?, want);
/// # Ok::<(), wharf_core::Error>(())
/// ```
///
/// # Errors
/// What is no token, and parentheses that do not match.
pub fn format(text: &str, style: &Style) -> Result<String> {
    let (pieces, tail) = pieces(text)?;
    let mut writer = Writer {
        out: String::with_capacity(text.len()),
        style,
        open: Vec::new(),
        line_start: 0,
        fresh: true,
        after_comment: false,
    };
    for (index, piece) in pieces.iter().enumerate() {
        writer.piece(&pieces, index, piece);
    }
    writer.comments(&tail, 0);
    if !writer.fresh {
        writer.out.push('\n');
    }
    Ok(writer.out)
}

/// A token with what stands before it.
struct Piece<'a> {
    kind: TokenKind,
    text: &'a str,
    /// Line breaks before the token, behind the last comment.
    breaks: usize,
    comments: Vec<Comment<'a>>,
    /// For what opens a form: its size on one line, if it was on one line; `None` when it was on several.
    flat: Option<usize>,
}

struct Comment<'a> {
    text: &'a str,
    /// Line breaks before it.
    breaks: usize,
}

impl Comment<'_> {
    fn is_line(&self) -> bool {
        self.text.starts_with(";;")
    }
}

fn opens(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::LParen | TokenKind::Annotation)
}

/// The tokens with their comments, and the comments behind the last.
fn pieces(text: &str) -> Result<(Vec<Piece<'_>>, Vec<Comment<'_>>)> {
    let mut lexer = Lexer::new(text)?;
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    // For each open form: its piece, and whether a line has ended in it.
    let mut open: Vec<(usize, bool)> = Vec::new();
    loop {
        let (comments, breaks) = comments(lexer.trivia()?);
        let token: Token = lexer.next_token()?;
        if token.kind == TokenKind::End {
            return match open.last() {
                Some(_) => Err(errors::unexpected_end(token.start, "`)`")),
                None => Ok((pieces, comments)),
            };
        }
        if let Some(form) = open.last_mut() {
            // A line break that will not stay is none.
            let first = pieces.len() == form.0 + 1 && pieces[form.0].kind == TokenKind::LParen;
            let dropped = match token.kind {
                TokenKind::RParen => pieces.get(form.0 + 1).is_none_or(|word| !closes_alone(word.text)),
                _ => first,
            };
            form.1 |= breaks > 0 && !dropped || !comments.is_empty();
        }
        if opens(token.kind) {
            open.push((pieces.len(), false));
        }
        pieces.push(Piece { kind: token.kind, text: lexer.text(token), breaks, comments, flat: None });
        if token.kind == TokenKind::RParen {
            let Some((start, broken)) = open.pop() else {
                return Err(errors::unexpected(token.start, ")", "the end of the text"));
            };
            match (broken, open.last_mut()) {
                (true, Some(outer)) => outer.1 = true,
                (true, None) => {}
                (false, _) => pieces[start].flat = Some(flat_size(&pieces[start..])),
            }
        }
    }
}

/// The columns of tokens on one line. Only called for forms that were on one line, each of whose bytes is so counted
/// once for each form around it on that line; a long line makes that stop.
fn flat_size(pieces: &[Piece<'_>]) -> usize {
    let mut size = 0;
    for (index, piece) in pieces.iter().enumerate() {
        size += piece.text.len() + usize::from(index > 0 && spaced(&pieces[index - 1], piece));
        if size > 1 << 10 {
            break;
        }
    }
    size
}

/// Whether a space stands between two tokens on one line.
fn spaced(before: &Piece<'_>, piece: &Piece<'_>) -> bool {
    before.kind != TokenKind::LParen && piece.kind != TokenKind::RParen
}

/// The comments of a stretch between tokens, and the line breaks behind the last.
fn comments(trivia: &str) -> (Vec<Comment<'_>>, usize) {
    let (mut found, mut breaks, mut rest) = (Vec::new(), 0, trivia);
    while let Some(first) = rest.chars().next() {
        let len = match first {
            ';' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '(' => block_comment_len(rest),
            other => {
                breaks += usize::from(other == '\n' || other == '\r' && !rest.starts_with("\r\n"));
                rest = &rest[1..];
                continue;
            }
        };
        found.push(Comment { text: rest[..len].trim_end(), breaks });
        (rest, breaks) = (&rest[len..], 0);
    }
    (found, breaks)
}

fn block_comment_len(text: &str) -> usize {
    let (bytes, mut depth, mut at) = (text.as_bytes(), 0usize, 0);
    while let Some(pair) = bytes.get(at..at + 2) {
        match pair {
            b"(;" => (at, depth) = (at + 2, depth + 1),
            b";)" => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// How a form is laid out.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Layout {
    /// On one line.
    Flat,
    /// In the author's lines.
    Lines,
    /// It was on one line, and is broken where forms and instructions begin.
    Broken,
}

/// An open form.
struct Open<'a> {
    layout: Layout,
    /// The levels of the line that it begins on.
    level: usize,
    /// Its first word.
    word: &'a str,
    /// How many tokens of it have been written.
    written: usize,
    /// The plain blocks that are open in it.
    blocks: usize,
}

struct Writer<'a, 's> {
    out: String,
    style: &'s Style,
    open: Vec<Open<'a>>,
    /// Where the line in work begins in `out`.
    line_start: usize,
    /// Whether nothing has been written on the line.
    fresh: bool,
    /// Whether the last thing written was a comment to the end of the line.
    after_comment: bool,
}

impl<'a> Writer<'a, '_> {
    fn piece(&mut self, pieces: &[Piece<'a>], index: usize, piece: &Piece<'a>) {
        let is_op = piece.kind == TokenKind::Keyword && Op::from_mnemonic(piece.text).is_some();
        // Plain blocks: `end` and its like stand a level further out than what is between them.
        if closes_block(piece)
            && let Some(form) = self.open.last_mut().filter(|form| form.written > 0)
        {
            form.blocks = form.blocks.saturating_sub(1);
        }
        let level = match self.open.last() {
            Some(form) if piece.kind == TokenKind::RParen => form.level,
            Some(form) => form.level + 1 + form.blocks,
            None => 0,
        };
        self.comments(&piece.comments, if piece.kind == TokenKind::RParen { level + 1 } else { level });
        let before = index.checked_sub(1).map(|index| &pieces[index]);
        if self.breaks_before(piece, is_op, before) {
            self.line(piece.breaks > 1 && piece.kind != TokenKind::RParen, level);
        } else if !self.fresh && before.is_some_and(|before| spaced(before, piece)) {
            self.out.push(' ');
        }
        self.write(piece, is_op, level);
    }

    /// Writes a token and keeps count of what it opens and closes.
    fn write(&mut self, piece: &Piece<'a>, is_op: bool, level: usize) {
        if let Some(form) = self.open.last_mut() {
            if form.written == 0 {
                form.word = piece.text;
            } else if is_op && opens_block(piece.text) {
                form.blocks += 1;
            }
            form.written += 1;
        }
        let column = self.column();
        self.out.push_str(piece.text);
        self.fresh = false;
        match piece.kind {
            TokenKind::RParen => drop(self.open.pop()),
            kind if opens(kind) => {
                let outer = self.open.last().map_or(Layout::Lines, |form| form.layout);
                let layout = match piece.flat {
                    _ if outer == Layout::Flat => Layout::Flat,
                    Some(size) if column + size <= self.style.width => Layout::Flat,
                    Some(_) => Layout::Broken,
                    None => Layout::Lines,
                };
                // A form that begins within a line counts from that line's level.
                let level = self.line_level(column, level);
                let word = if kind == TokenKind::Annotation { piece.text } else { "" };
                let written = usize::from(kind == TokenKind::Annotation);
                self.open.push(Open { layout, level, word, written, blocks: 0 });
            }
            _ => {}
        }
    }

    /// The level of the line in work, which is the token's own when it is the first of the line.
    fn line_level(&self, column: usize, level: usize) -> usize {
        let spaces = self.out[self.line_start..].bytes().take_while(|byte| *byte == b' ').count();
        if spaces == column || self.style.indent == 0 { level } else { spaces / self.style.indent }
    }

    fn column(&self) -> usize {
        self.out.len() - self.line_start
    }

    /// Whether a line ends before this token.
    fn breaks_before(&self, piece: &Piece<'a>, is_op: bool, before: Option<&Piece<'a>>) -> bool {
        if self.fresh {
            return false;
        }
        if self.after_comment {
            return true;
        }
        let Some(form) = self.open.last() else { return true };
        let first = before.is_some_and(|before| before.kind == TokenKind::LParen);
        match form.layout {
            Layout::Flat => false,
            Layout::Lines if piece.breaks > 0 => !first && (piece.kind != TokenKind::RParen || closes_alone(form.word)),
            Layout::Lines => {
                let follows_form = before.is_some_and(|before| before.kind == TokenKind::RParen);
                follows_form && opens(piece.kind) && self.fits_the_next_line_only(piece)
            }
            Layout::Broken if first => false,
            Layout::Broken if piece.kind == TokenKind::RParen => closes_alone(form.word),
            Layout::Broken if opens(piece.kind) => !self.is_head(form, piece),
            Layout::Broken => is_op || self.column() + piece.text.len() > self.style.width,
        }
    }

    /// Whether a form stays on the line of the form around it when that is broken: types, exports and their like.
    fn is_head(&self, form: &Open<'a>, piece: &Piece<'a>) -> bool {
        let fits = piece.flat.is_some_and(|size| self.column() + size < self.style.width);
        fits && form.written <= 4 && !matches!(form.word, "module" | "rec" | "then" | "else" | "do")
    }

    /// Whether a form does not fit into the rest of the line, but into a line of its own.
    fn fits_the_next_line_only(&self, piece: &Piece<'a>) -> bool {
        let level = self.open.last().map_or(0, |form| form.level + 1 + form.blocks);
        piece.flat.is_some_and(|size| {
            self.column() + 1 + size > self.style.width && self.style.indent * level + size <= self.style.width
        })
    }

    /// Comments before a token: at the end of the line, or on lines of their own.
    fn comments(&mut self, comments: &[Comment<'_>], level: usize) {
        for comment in comments {
            if !self.fresh {
                if comment.breaks > 0 || self.after_comment {
                    self.line(comment.breaks > 1, level);
                } else {
                    self.out.push(' ');
                }
            }
            self.out.push_str(comment.text);
            self.fresh = false;
            self.after_comment = comment.is_line();
        }
    }

    /// Ends the line and begins the next, with an empty one between if `blank`.
    fn line(&mut self, blank: bool, level: usize) {
        // Deeper levels are not indented further, so that nesting costs no more than linear space.
        const MAX_LEVELS: usize = 60;
        self.out.push_str(if blank { "\n\n" } else { "\n" });
        self.line_start = self.out.len();
        self.out.extend(std::iter::repeat_n(' ', self.style.indent * level.min(MAX_LEVELS)));
        self.after_comment = false;
    }
}

/// Whether the token ends a plain block, or a part of one.
fn closes_block(piece: &Piece<'_>) -> bool {
    piece.kind == TokenKind::Keyword && matches!(piece.text, "end" | "else" | "catch" | "catch_all" | "delegate")
}

/// Whether a plain instruction opens a block, or goes on with one.
fn opens_block(word: &str) -> bool {
    match Op::from_mnemonic(word) {
        Some(Op::Else | Op::Catch | Op::CatchAll) => true,
        Some(op) => matches!(op.shape(), Shape::BlockType | Shape::TryTable),
        None => false,
    }
}

/// Whether a form's closing parenthesis stands on a line of its own when the form is broken, or the author put it so.
fn closes_alone(word: &str) -> bool {
    matches!(
        word,
        "module" | "func" | "rec" | "block" | "loop" | "if" | "then" | "else" | "try" | "try_table" | "do" | "catch"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &str) {
        let style = Style { width: 40, ..Style::default() };
        let found = format(text, &style).unwrap();
        assert_eq!(found, want);
        assert_eq!(format(&found, &style).unwrap(), want, "a second time");
    }

    #[test]
    fn lines_stay_lines() {
        check(
            "(module\n(func\nblock  $l\nbr 0 br 0\nif\nnop\nelse\nend\nend\n)\n)",
            "(module\n  (func\n    block $l\n      br 0 br 0\n      if\n        nop\n      else\n      end\n    end\n  )\n)\n",
        );
        check("( module ( func ) )", "(module (func))\n");
    }

    #[test]
    fn comments_stay() {
        check(
            ";; top\n(module ;; a\n  (; b ;) (func ;; c\n;; d\n\n\n\n;; e\n) ;; f\n\n)\n;; g",
            ";; top\n(module ;; a\n  (; b ;) (func ;; c\n    ;; d\n\n    ;; e\n  ) ;; f\n)\n;; g\n",
        );
        check("(a ;; x\n)", "(a ;; x\n)\n");
    }

    #[test]
    fn long_lines_are_broken() {
        check(
            "(module (func $a (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))) (memory 1))",
            "(module\n  (func $a (param i32) (result i32)\n    (i32.add (local.get 0) (i32.const 1))\n  )\n  (memory 1)\n)\n",
        );
    }

    #[test]
    fn a_form_goes_to_the_next_line_before_it_is_broken() {
        check(
            "(module\n(memory 1) (table 2 funcref) (data $d \"abcdef\") (tag)\n)",
            "(module\n  (memory 1) (table 2 funcref)\n  (data $d \"abcdef\") (tag)\n)\n",
        );
    }

    #[test]
    fn what_cannot_be_formatted() {
        for text in ["(", ")", "(()", "\"", "(;"] {
            assert!(format(text, &Style::default()).is_err(), "{text}");
        }
    }
}
