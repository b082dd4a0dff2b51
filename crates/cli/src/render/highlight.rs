//! Text modules in colour: strings, comments, identifiers, numbers and the words behind parentheses.
//!
//! A writer in front of another one that looks at each byte once and keeps no text, so that any module can go through.

use std::io::{self, Write};

/// What the byte before was part of.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Inside {
    Nothing,
    /// A word; no colour may have been opened for it.
    Word,
    String,
    /// Behind a backslash in a string.
    Escape,
    Line,
    Block(u32),
}

const STRING: &str = "32";
const COMMENT: &str = "90";
const IDENTIFIER: &str = "36";
const NUMBER: &str = "33";
const FORM: &str = "34";
const RESET: &[u8] = b"\x1b[0m";

/// Colours what is written through it.
pub struct Highlight<W: Write> {
    sink: W,
    inside: Inside,
    /// The byte before.
    before: u8,
    /// Whether a colour is on.
    colored: bool,
    /// A byte that may open a comment, held back until the next tells.
    held: Option<u8>,
}

impl<W: Write> Highlight<W> {
    /// A writer in front of `sink`.
    pub fn new(sink: W) -> Highlight<W> {
        Highlight { sink, inside: Inside::Nothing, before: 0, colored: false, held: None }
    }

    /// Writes what was held back.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn finish(mut self) -> io::Result<()> {
        if let Some(held) = self.held.take() {
            self.plain(held)?;
        }
        self.off()?;
        self.sink.flush()
    }

    fn on(&mut self, color: &str) -> io::Result<()> {
        self.colored = true;
        write!(self.sink, "\x1b[{color}m")
    }

    fn off(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.colored) { self.sink.write_all(RESET) } else { Ok(()) }
    }

    fn byte(&mut self, byte: u8) -> io::Result<()> {
        let inside = self.inside;
        match inside {
            Inside::Nothing | Inside::Word => self.outside(byte)?,
            Inside::String => {
                self.sink.write_all(&[byte])?;
                match byte {
                    b'\\' => self.inside = Inside::Escape,
                    b'"' => {
                        self.off()?;
                        self.inside = Inside::Nothing;
                    }
                    _ => {}
                }
            }
            Inside::Escape => {
                self.sink.write_all(&[byte])?;
                self.inside = Inside::String;
            }
            Inside::Line => {
                if byte == b'\n' {
                    self.off()?;
                    self.inside = Inside::Nothing;
                }
                self.sink.write_all(&[byte])?;
            }
            Inside::Block(depth) => {
                self.sink.write_all(&[byte])?;
                self.inside = match (self.before, byte) {
                    (b'(', b';') => Inside::Block(depth + 1),
                    (b';', b')') if depth == 1 => {
                        self.off()?;
                        Inside::Nothing
                    }
                    (b';', b')') => Inside::Block(depth - 1),
                    _ => Inside::Block(depth),
                };
            }
        }
        // The two characters of a comment's bracket are used up: `(;)` closes nothing.
        let bracket = inside != self.inside && matches!(self.inside, Inside::Block(_));
        self.before = if bracket { 0 } else { byte };
        Ok(())
    }

    fn outside(&mut self, byte: u8) -> io::Result<()> {
        if let Some(held) = self.held.take() {
            let opens = match (held, byte) {
                (b';', b';') => Some(Inside::Line),
                (b'(', b';') => Some(Inside::Block(1)),
                _ => None,
            };
            if let Some(inside) = opens {
                self.off()?;
                self.on(COMMENT)?;
                self.inside = inside;
                return self.sink.write_all(&[held, byte]);
            }
            self.plain(held)?;
            self.before = held;
        }
        match byte {
            b'(' | b';' => self.held = Some(byte),
            _ => self.plain(byte)?,
        }
        Ok(())
    }

    /// A byte that is in no string and no comment, and opens no comment.
    fn plain(&mut self, byte: u8) -> io::Result<()> {
        let part = !matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b'(' | b')' | b'"');
        match self.inside {
            Inside::Word if !part => {
                self.off()?;
                self.inside = Inside::Nothing;
            }
            Inside::Nothing if part => {
                self.inside = Inside::Word;
                match byte {
                    b'$' => self.on(IDENTIFIER)?,
                    b'0'..=b'9' | b'-' | b'+' => self.on(NUMBER)?,
                    _ if self.before == b'(' => self.on(FORM)?,
                    _ => {}
                }
            }
            _ => {}
        }
        if byte == b'"' {
            self.on(STRING)?;
            self.inside = Inside::String;
        }
        self.sink.write_all(&[byte])
    }
}

impl<W: Write> Write for Highlight<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        bytes.iter().try_for_each(|byte| self.byte(*byte))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colored(text: &str) -> String {
        let mut out = Vec::new();
        let mut highlight = Highlight::new(&mut out);
        // Piece by piece, as a printer writes.
        text.as_bytes().chunks(3).for_each(|piece| highlight.write_all(piece).unwrap());
        highlight.finish().unwrap();
        let text = String::from_utf8(out).unwrap();
        let names = [(STRING, "S"), (COMMENT, "C"), (IDENTIFIER, "I"), (NUMBER, "N"), (FORM, "F")];
        let text =
            names.iter().fold(text, |text, (code, name)| text.replace(&format!("\x1b[{code}m"), &format!("<{name}")));
        text.replace("\x1b[0m", ">")
    }

    #[test]
    fn every_kind_of_token_has_its_colour() {
        assert_eq!(colored("(;) ;)x (;(;);)y;)z"), "<C(;) ;)>x <C(;(;);)y;)>z");
        assert_eq!(
            colored("(func $f (;0;) i32.const -1 \"a\\\"(\") ;; end\n(;a(;b;)c;)x"),
            "(<Ffunc> <I$f> <C(;0;)> i32.const <N-1> <S\"a\\\"(\">) <C;; end>\n<C(;a(;b;)c;)>x"
        );
    }

    #[test]
    fn without_its_colours_the_text_is_the_same() {
        for text in ["", "(", ";", "(;", "\"", "a;b", "(module)\n", "((\"\\", "é (;ü;) \"ö\""] {
            let plain: String = colored(text).replace(['<', '>'], "").replace(['S', 'C', 'I', 'N', 'F'], "");
            assert_eq!(plain, text);
        }
    }
}
