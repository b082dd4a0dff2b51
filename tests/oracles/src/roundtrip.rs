//! What is printed, is it read as the same module? Plain, folded and with everything written inline; and `exact` gives
//! the very same bytes.

use wharf_core::Stage;
use wharf_core::canon::Registry;
use wharf_core::features::Features;
use wharf_core::module::Module;
use wharf_core::names::Names;
use wharf_syntax::binary::{decode_module, decode_names};
use wharf_syntax::text;
use wharf_syntax::text::print::Options;
use wharf_validate::validate;

use crate::{Answer, Finding};

/// Whether the bytes are a module that can be printed. What is not valid (an `else` in a constant expression, say) may
/// have a text that cannot be read.
///
/// # Errors
/// What was printed is refused, or is another module, or has other names.
pub fn check(bytes: &[u8]) -> Answer<bool> {
    let Ok(module) = decode_module(bytes.to_vec(), &Features::all()) else { return Ok(false) };
    let names = decode_names(&module);
    let printable = match reads_back(&module, &names, bytes) {
        Err(_) if validate(module.clone(), &Features::all(), &Registry::new()).is_err() => false,
        answer => answer?,
    };
    if printable {
        exact(&module, &names, bytes)?;
    }
    Ok(printable)
}

fn reads_back(module: &Module, names: &Names, bytes: &[u8]) -> Answer<bool> {
    let none = Names::default();
    let ways = [
        Options::default(),
        Options { fold: true, ..Options::default() },
        Options { offsets: true, fold: true, inline_imports: true, indent: 0, ..Options::default() },
    ];
    for options in ways {
        for names in [&none, names] {
            let mut printed = Vec::new();
            if let Err(error) = text::print(module, names, &options, &mut printed) {
                // A body that is no sequence of instructions has no text.
                let expected = matches!(error.stage(), Stage::Malformed | Stage::Limit);
                return if expected { Ok(false) } else { Err(finding(&error, "printing", &[], bytes)) };
            }
            let read = read(&printed, "what was printed is refused", bytes)?;
            // Names are compared as they show: of what does not exist they are not printed, and a damaged name section is
            // written whole again. One that was not asked for is kept as it is.
            let again = if *names == none { Names::default() } else { decode_names(&read) };
            if plain(&read, &again, bytes)? != plain(module, names, bytes)? {
                return Err(finding(&"another module", "read again", &printed, bytes));
            }
        }
    }
    Ok(true)
}

fn exact(module: &Module, names: &Names, bytes: &[u8]) -> Answer<()> {
    let mut printed = Vec::new();
    let options = Options::default();
    text::print_exact(module, names, &options, &mut printed).map_err(|error| finding(&error, "exact", &[], bytes))?;
    let parsed = text::parse_bytes(&printed).map_err(|error| finding(&error, "exact", &printed, bytes))?;
    if parsed.bytes == bytes { Ok(()) } else { Err(finding(&"other bytes", "exact", &printed, bytes)) }
}

fn read(printed: &[u8], what: &str, bytes: &[u8]) -> Answer<Module> {
    let parsed = text::parse_bytes(printed).map_err(|error| finding(&error, what, printed, bytes))?;
    decode_module(parsed.bytes, &Features::all()).map_err(|error| finding(&error, what, printed, bytes))
}

/// The module as its plain text, in which the ways of writing the same bytes cannot be told apart.
fn plain(module: &Module, names: &Names, bytes: &[u8]) -> Answer<Vec<u8>> {
    let mut printed = Vec::new();
    let done = text::print(module, names, &Options::default(), &mut printed);
    done.map_err(|error| finding(&error, "printing", &[], bytes)).map(|()| printed)
}

fn finding(error: &dyn std::fmt::Display, what: &str, printed: &[u8], bytes: &[u8]) -> Finding {
    let mut text = String::from_utf8_lossy(printed).into_owned();
    text.truncate(text.floor_char_boundary(4000));
    Finding::new(format!("{what}: {error}\n{text}"), bytes)
}
