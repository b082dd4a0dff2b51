//! Colour, or none: the only place that knows escape sequences.

use std::fmt;
use std::io::IsTerminal;

use crate::flags::Color;

/// Whether to use colour on the stream that is written to.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Style {
    color: bool,
}

/// What a piece of output is, for which there is a colour.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Role {
    /// The word that opens an error.
    Error,
    /// The message itself.
    Message,
    /// Line numbers, bars and arrows.
    Frame,
    /// Something that went well.
    Good,
}

impl Style {
    /// No colour at all.
    pub const PLAIN: Style = Style { color: false };

    /// The style for standard error.
    pub fn of_stderr(color: Color) -> Style {
        Style::choose(color, || std::io::stderr().is_terminal())
    }

    /// The style for standard output.
    pub fn of_stdout(color: Color) -> Style {
        Style::choose(color, || std::io::stdout().is_terminal())
    }

    fn choose(color: Color, is_terminal: impl Fn() -> bool) -> Style {
        let refused = || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal() && !refused(),
        };
        Style { color }
    }

    /// Whether there is colour.
    pub fn is_colored(self) -> bool {
        self.color
    }

    /// The text in the colour of its role.
    pub fn paint<T: fmt::Display>(self, role: Role, text: T) -> Painted<T> {
        Painted { style: self, role, text }
    }
}

/// A text in the colour of its role.
pub struct Painted<T> {
    style: Style,
    role: Role,
    text: T,
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.style.color {
            return self.text.fmt(f);
        }
        let code = match self.role {
            Role::Error => "1;31",
            Role::Message => "1",
            Role::Frame => "34",
            Role::Good => "32",
        };
        write!(f, "\x1b[{code}m")?;
        self.text.fmt(f)?;
        f.write_str("\x1b[0m")
    }
}
