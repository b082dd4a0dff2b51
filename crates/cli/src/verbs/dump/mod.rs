//! `wharf dump`: every byte of a module explained.
//!
//! The explanations come one by one from [`annotate()`] and are written as they come, as [`text`] or as `json`, so a
//! module of any size will do. A malformed module is explained as far as it can be read.

mod json;
pub mod text;
mod window;

use std::path::PathBuf;

use clap::Args;
use wharf_core::module::Span;
use wharf_core::{Features, Result};
use wharf_syntax::binary::annotate::{Visit, annotate};
use wharf_syntax::binary::{decode_module, decode_names};

use crate::failure::{Exit, Failure};
use crate::input::Input;
use crate::output::Output;

/// Explain every byte of a module
///
/// Each line has the offset of its first byte, the bytes, which part they are, what they say, and where the
/// specification speaks of it if that is elsewhere than for the part around it. For a LEB128 integer of several bytes the
/// groups of seven bits are shown. A module that is malformed is explained as far as possible.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf dump app.wasm | less
  wharf dump --at 0x1a3 app.wasm          what is the byte at 0x1a3?
  wharf dump --at 0x100..0x140 app.wasm
  wharf dump --json app.wasm > app.json   nested objects: start, end, kind, label, detail, spec, children")]
pub struct Dump {
    /// Only the parts that hold these bytes: an offset, or two with `..` between them.
    #[arg(long, value_name = "OFFSET[..END]", value_parser = range)]
    at: Option<Span>,
    /// Show all bytes of data, not only the first ones.
    #[arg(long)]
    full: bool,
    /// Write JSON.
    #[arg(long, conflicts_with = "full")]
    json: bool,
    #[command(flatten)]
    output: Output,
    /// A module, binary or text; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Dump {
    /// Does it.
    ///
    /// # Errors
    /// What the system says, or an offset behind the end.
    pub fn run(self) -> Result<Exit, Failure> {
        let input = Input::module(&self.file)?;
        let bytes = input.bytes();
        if let Some(at) = self.at
            && at.start as usize >= bytes.len()
        {
            let message = format!("there is no byte {:#x}: {} has {:#x} bytes", at.start, input.name, bytes.len());
            return Err(Failure::Usage(message));
        }
        // Names are a help; a module that cannot be decoded has none.
        let names =
            decode_module(bytes.clone(), &Features::all()).map_or_else(|_| Default::default(), |m| decode_names(&m));
        let explain = |visitor: &mut dyn Visit| match self.at {
            Some(at) => annotate(&bytes, &names, &mut window::Window::new(at, visitor)),
            None => annotate(&bytes, &names, visitor),
        };
        self.output.write(|sink| match self.json {
            true => json::write(sink, &bytes, explain),
            false => text::write(sink, &bytes, self.full, explain),
        })?;
        Ok(Exit::SUCCESS)
    }
}

/// Reads `0x10`, `16` or `0x10..0x20`.
fn range(text: &str) -> Result<Span, String> {
    let number = |text: &str| {
        let parsed = match text.strip_prefix("0x") {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => text.parse(),
        };
        parsed.map_err(|_| format!("`{text}` is no offset: write 419 or 0x1a3"))
    };
    let (start, end) = match text.split_once("..") {
        Some((start, end)) => (number(start)?, number(end)?),
        None => (number(text)?, number(text)?.saturating_add(1)),
    };
    if start < end { Ok(Span { start, end }) } else { Err("the end must come behind the start".to_owned()) }
}
