//! What a verb reads: a file or standard input, binary or text. Every verb takes both; text is compiled on the way in.
//!
//! A large text file is kept without its indentation (`compact`) and read again when a place in it has to be shown.

mod compact;

use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use wharf_core::{Bytes, Error, Features, Module, Place, Space};
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
    Binary(Bytes),
    /// A text, and what became of it.
    Text {
        /// The text, with what is not UTF-8 replaced.
        text: String,
        /// The file, if the text is without its indentation.
        compact: Option<PathBuf>,
        /// The module compiled from it, and the way back to the text; absent if it did not compile or is a script.
        compiled: Option<(Bytes, SourceMap)>,
    },
}

/// What is said of a file that begins like no module.
const NEITHER: &str = "this is no module: a binary one begins with the bytes 00 61 73 6d, a text is UTF-8";

impl Input {
    /// Reads a module from the file at `path`, or from standard input for `-`.
    ///
    /// # Errors
    /// What the system says, or what is malformed in a text.
    pub fn module(path: &Path) -> Result<Arc<Input>, Failure> {
        let (name, bytes, compact) = match read_compact(path)? {
            Some(bytes) => (path.display().to_string(), bytes.into(), Some(path.to_owned())),
            None => read(path).map(|(name, bytes)| (name, bytes, None))?,
        };
        if !is_text(path, &bytes) {
            return Ok(Arc::new(Input { name, source: Source::Binary(bytes) }));
        }
        let compiled = wharf_syntax::text::parse_bytes(&bytes);
        let text = lossy(bytes.into_vec());
        match compiled {
            Ok(compiled) => {
                let compiled = Some((compiled.bytes.into(), compiled.map));
                Ok(Arc::new(Input { name, source: Source::Text { text, compact, compiled } }))
            }
            Err(error) => {
                // Neither format has such bytes where it begins.
                let foreign = text.bytes().take(16).any(|byte| byte < 0x20 && !byte.is_ascii_whitespace());
                let error = if foreign || text.starts_with('\u{fffd}') { error.note(NEITHER) } else { error };
                let input = Input { name, source: Source::Text { text, compact, compiled: None } };
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
        let source = Source::Text { text: lossy(bytes.into_vec()), compact: None, compiled: None };
        let input = Arc::new(Input { name, source });
        match valid {
            Ok(()) => Ok(input),
            Err(error) => {
                let error = Error::malformed(Place::text(error.valid_up_to()), "malformed UTF-8 encoding");
                Err(Failure::of(error, &input))
            }
        }
    }

    /// The module's bytes; empty for a text that did not compile.
    pub fn bytes(&self) -> Bytes {
        match &self.source {
            Source::Binary(bytes) => bytes.clone(),
            Source::Text { compiled: Some((bytes, _)), .. } => bytes.clone(),
            Source::Text { compiled: None, .. } => Bytes::default(),
        }
    }

    /// The module as data, with every proposal there is.
    ///
    /// # Errors
    /// What is malformed in it.
    pub fn decode(self: &Arc<Input>) -> Result<Module, Failure> {
        decode_module(self.bytes(), &Features::all()).map_err(|error| Failure::of(error, self))
    }

    /// The text as it was compiled, if the file is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.source {
            Source::Text { text, .. } => Some(text),
            Source::Binary(_) => None,
        }
    }

    /// The text as the user wrote it, if the file is one, and where in it an offset of the compiled text stands.
    pub fn shown(&self, offset: usize) -> Option<(Cow<'_, str>, usize)> {
        let Source::Text { text, compact, .. } = &self.source else { return None };
        let again = |path: &PathBuf| {
            let mut file = File::open(path).ok()?;
            let offset = compact::original(&mut file, offset).ok()?;
            file.rewind().ok()?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).ok()?;
            Some((Cow::Owned(lossy(bytes)), offset))
        };
        // A file that has gone away is shown as it was read.
        let again = compact.as_ref().and_then(again);
        Some(again.unwrap_or((Cow::Borrowed(text), offset)))
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

/// The text in a large file without its indentation; `None` for what is small, no text or no file to be read again.
fn read_compact(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    /// Smaller files are no burden.
    const LARGE: u64 = 1 << 20;
    let failed = |error| Failure::Io { path: path.to_owned(), verb: "read", error };
    if path.as_os_str() == "-" || !std::fs::metadata(path).is_ok_and(|data| data.is_file() && data.len() >= LARGE) {
        return Ok(None);
    }
    let mut file = File::open(path).map_err(failed)?;
    let mut first = [0];
    file.read_exact(&mut first).and_then(|()| file.rewind()).map_err(failed)?;
    if !is_text(path, &first) {
        return Ok(None);
    }
    compact::read(&mut file).map(Some).map_err(failed)
}

fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The file's bytes, and how messages call it.
fn read(path: &Path) -> Result<(String, Bytes), Failure> {
    let failed = |path: PathBuf| move |error| Failure::Io { path, verb: "read", error };
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(failed("<stdin>".into()))?;
        return Ok(("<stdin>".to_owned(), bytes.into()));
    }
    let bytes = wharf::read_file(path).map_err(failed(path.to_owned()))?;
    Ok((path.display().to_string(), bytes))
}
