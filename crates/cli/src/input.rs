//! What a verb reads: a file or standard input, binary or text. Every verb takes both; text is compiled on the way in.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use wharf_core::{Error, Features, Module, Place, Space};
use wharf_syntax::binary::decode_module;
use wharf_syntax::text::SourceMap;

use crate::failure::Failure;

/// A file that was read, with what is needed to point into it.
#[derive(Debug)]
pub struct Input {
    /// How messages call it: the path as given, or `<stdin>`.
    pub name: String,
    /// What it holds.
    pub source: Source,
}

/// What a file holds.
#[derive(Debug)]
pub enum Source {
    /// A binary module.
    Binary(Arc<Vec<u8>>),
    /// A text, and what became of it.
    Text {
        /// The text, with what is not UTF-8 replaced.
        text: String,
        /// The module compiled from it, and the way back to the text; absent if it did not compile or is a script.
        compiled: Option<(Arc<Vec<u8>>, SourceMap)>,
    },
}

impl Input {
    /// Reads a module from the file at `path`, or from standard input for `-`.
    ///
    /// # Errors
    /// What the system says, or what is malformed in a text.
    pub fn module(path: &Path) -> Result<Arc<Input>, Failure> {
        let (name, bytes) = read(path)?;
        if !is_text(path, &bytes) {
            return Ok(Arc::new(Input { name, source: Source::Binary(Arc::new(bytes)) }));
        }
        let compiled = wharf_syntax::text::parse_bytes(&bytes);
        let text = lossy(bytes);
        match compiled {
            Ok(compiled) => {
                let compiled = Some((Arc::new(compiled.bytes), compiled.map));
                Ok(Arc::new(Input { name, source: Source::Text { text, compiled } }))
            }
            Err(error) => {
                let input = Input { name, source: Source::Text { text, compiled: None } };
                Err(Failure::of(error, &Arc::new(input)))
            }
        }
    }

    /// Reads a text that is not a module by itself, such as a script.
    ///
    /// # Errors
    /// What the system says, or where the file is not UTF-8.
    pub fn text(path: &Path) -> Result<Arc<Input>, Failure> {
        let (name, bytes) = read(path)?;
        let valid = std::str::from_utf8(&bytes).map(drop);
        let input = Arc::new(Input { name, source: Source::Text { text: lossy(bytes), compiled: None } });
        match valid {
            Ok(()) => Ok(input),
            Err(error) => {
                let error = Error::malformed(Place::text(error.valid_up_to()), "malformed UTF-8 encoding");
                Err(Failure::of(error, &input))
            }
        }
    }

    /// The module's bytes; empty for a text that did not compile.
    pub fn bytes(&self) -> Arc<Vec<u8>> {
        match &self.source {
            Source::Binary(bytes) => bytes.clone(),
            Source::Text { compiled: Some((bytes, _)), .. } => bytes.clone(),
            Source::Text { compiled: None, .. } => Arc::default(),
        }
    }

    /// The module as data, with every proposal there is.
    ///
    /// # Errors
    /// What is malformed in it.
    pub fn decode(self: &Arc<Input>) -> Result<Module, Failure> {
        decode_module(self.bytes(), &Features::all()).map_err(|error| Failure::of(error, self))
    }

    /// The text, if the file is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.source {
            Source::Text { text, .. } => Some(text),
            Source::Binary(_) => None,
        }
    }

    /// The same place in what the user wrote: a byte of a compiled text becomes a place in the text.
    pub fn place(&self, place: Place) -> Place {
        match (&self.source, place.space) {
            (Source::Text { compiled: Some((_, map)), .. }, Space::Binary) => map.place(place),
            _ => place,
        }
    }
}

/// Whether the bytes are meant as text: neither named `.wasm` nor opening with the first byte of the binary format.
fn is_text(path: &Path, bytes: &[u8]) -> bool {
    path.extension().is_none_or(|extension| extension != "wasm") && bytes.first().is_some_and(|byte| *byte != 0)
}

fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The file's bytes, and how messages call it.
fn read(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let failed = |path: PathBuf| move |error| Failure::Io { path, verb: "read", error };
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(failed("<stdin>".into()))?;
        return Ok(("<stdin>".to_owned(), bytes));
    }
    let bytes = wharf::read_file(path).map_err(failed(path.to_owned()))?;
    Ok((path.display().to_string(), bytes))
}
