//! Modules that compilers made: printed and read again they are the same module, in the exact form the same bytes, and
//! every byte of them is explained once.
//!
//! `WHARF_MODULES` names more of them, with `:` between paths.

use std::path::PathBuf;

use wharf_core::Result;
use wharf_core::features::Features;
use wharf_core::module::Module;
use wharf_core::names::Names;
use wharf_syntax::binary::annotate::{Kind, Part, Visit, annotate};
use wharf_syntax::binary::custom::remove_customs;
use wharf_syntax::binary::decode_module;
use wharf_syntax::binary::names::{SECTION, decode_names};
use wharf_syntax::text;
use wharf_syntax::text::print::Options;

/// The committed programs and benchmarks, and what the environment adds.
fn modules() -> Vec<(String, Vec<u8>)> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["tests/programs", "benches/kernels"] {
        let entries = std::fs::read_dir(root.join(folder)).expect("a folder of this repository");
        paths.extend(entries.map(|entry| entry.expect("a file").path()));
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "wasm"));
    paths.extend(std::env::var("WHARF_MODULES").iter().flat_map(|list| list.split(':')).map(PathBuf::from));
    let read = |path: PathBuf| (path.display().to_string(), std::fs::read(path).expect("a module"));
    paths.into_iter().map(read).collect()
}

fn decoded(bytes: Vec<u8>, name: &str) -> Module {
    decode_module(bytes, &Features::all()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The instructions and everything else of a module as text that tells different ones apart.
fn said(module: &Module, name: &str) -> Vec<u8> {
    let mut module = module.clone();
    remove_customs(&mut module, |custom| &*custom.name == SECTION);
    let mut printed = Vec::new();
    text::print(&module, &Names::default(), &Options::default(), &mut printed)
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    printed
}

#[test]
fn printed_and_read_they_are_the_same() {
    for (name, bytes) in modules() {
        let module = decoded(bytes, &name);
        let names = decode_names(&module);
        let wanted = said(&module, &name);
        for fold in [false, true] {
            let options = Options { fold, ..Options::default() };
            let mut printed = Vec::new();
            text::print(&module, &names, &options, &mut printed).unwrap_or_else(|error| panic!("{name}: {error}"));
            let again = text::parse_bytes(&printed).unwrap_or_else(|error| panic!("{name}: {error}"));
            let again = decoded(again.bytes, &name);
            assert!(decode_names(&again) == names, "{name}: other names");
            assert!(said(&again, &name) == wanted, "{name}: another module");
        }
    }
}

#[test]
fn the_exact_form_gives_the_same_bytes() {
    for (name, bytes) in modules() {
        let module = decoded(bytes.clone(), &name);
        let mut printed = Vec::new();
        text::print_exact(&module, &decode_names(&module), &Options::default(), &mut printed).expect(&name);
        let again = text::parse_bytes(&printed).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(again.bytes == bytes, "{name}: other bytes");
    }
}

/// Follows the explanations through the bytes.
struct Follow<'n> {
    name: &'n str,
    at: u32,
    /// The groups that are open.
    ends: Vec<u32>,
}

impl Visit for Follow<'_> {
    fn open(&mut self, part: &Part<'_>) -> Result<()> {
        assert_eq!(part.span.start, self.at, "{}: `{}` begins elsewhere", self.name, part.label);
        self.ends.push(part.span.end);
        Ok(())
    }

    fn leaf(&mut self, part: &Part<'_>) -> Result<()> {
        assert_eq!(part.span.start, self.at, "{}: a gap or an overlap before `{}`", self.name, part.label);
        assert!(part.kind != Kind::Unread, "{}: unread at {:#x}: {}", self.name, self.at, part.detail);
        self.at = part.span.end;
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        assert_eq!(self.ends.pop(), Some(self.at), "{}: a group ends elsewhere", self.name);
        Ok(())
    }
}

#[test]
fn every_byte_is_explained_once() {
    for (name, bytes) in modules() {
        let mut follow = Follow { name: &name, at: 0, ends: Vec::new() };
        annotate(&bytes, &Names::default(), &mut follow).expect(&name);
        assert_eq!((follow.at as usize, follow.ends.len()), (bytes.len(), 0), "{name}");
    }
}
