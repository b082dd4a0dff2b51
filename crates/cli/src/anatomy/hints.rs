//! What a function without a name is about: the source file or the string it mentions, or what it imports.
//!
//! A constant in its body that is an address in a data segment, where printable text stands, is taken for a string; so is
//! one where an address and a length of such text stand, as Rust lays out strings and places of panics. That is a guess,
//! and shown as one.

use wharf_core::module::{Mode, Module, Span};
use wharf_core::types::ExternType;
use wharf_core::{Features, Op};
use wharf_syntax::binary::{BodyReader, const_expr};
use wharf_syntax::instr::Imm;

/// Shorter strings tell nothing.
const SHORTEST: usize = 5;
/// Longer ones are cut.
const LONGEST: usize = 48;
/// Longer paths are none.
const LONGEST_PATH: usize = 256;
/// How many instructions after the address of a text its length may stand.
const NEAR: usize = 6;

/// The memory of a module as its data segments write it.
pub struct Hints<'m> {
    module: &'m Module,
    /// Address and bytes of each segment of memory 0 with a constant address, by address.
    segments: Vec<(u64, Span)>,
}

/// What a function mentions.
#[derive(Copy, Clone, Default)]
struct Mentioned<'m> {
    /// A file of code, such as `lib/parse.c`.
    source: Option<&'m str>,
    /// A file of declarations.
    header: Option<&'m str>,
    /// The longest other text.
    text: Option<&'m str>,
    /// The first import it calls.
    import: Option<u32>,
}

impl<'m> Hints<'m> {
    /// Looks at the data segments of a module.
    pub fn of(module: &'m Module) -> Hints<'m> {
        let address = |mode: &Mode| match mode {
            Mode::Active { target: 0, offset } => match const_expr(module, *offset).next().ok()?.imm {
                Imm::I32(value) => Some(u64::from(value as u32)),
                Imm::I64(value) => Some(value as u64),
                _ => None,
            },
            _ => None,
        };
        let segments = module.datas.iter().filter_map(|data| Some((address(&data.mode)?, data.data)));
        let mut segments: Vec<_> = segments.collect();
        segments.sort_unstable_by_key(|(address, _)| *address);
        Hints { module, segments }
    }

    /// What a function is about, in words; `None` if nothing can be told.
    pub fn func(&self, func: u32) -> Option<String> {
        let mentioned = self.mentioned(func)?;
        if let Some(path) = mentioned.source {
            return Some(format!("mentions {}", end_of(path)));
        }
        if let Some(text) = mentioned.text {
            return Some(format!("mentions {:?}", text.trim()));
        }
        if let Some(path) = mentioned.header {
            return Some(format!("mentions {}", end_of(path)));
        }
        let mut imports = self.module.imports.iter().filter(|import| matches!(import.ty, ExternType::Func(_)));
        imports.nth(mentioned.import? as usize).map(|import| format!("calls {}.{}", import.module, import.name))
    }

    /// The source file of each defined function, in order, as far as it can be told: the one it mentions, as code does
    /// that says where it failed, or the one that the functions around it mention, since linkers keep together what was
    /// compiled together.
    pub fn sources(&self) -> Vec<Option<&'m str>> {
        let funcs = self.module.imported_funcs()..self.module.funcs.len() as u32;
        let mut sources: Vec<Option<&'m str>> = funcs.map(|func| self.mentioned(func)?.source).collect();
        let mut last: Option<(usize, &'m str)> = None;
        for at in 0..sources.len() {
            let Some(source) = sources[at] else { continue };
            if let Some((before, same)) = last
                && same == source
            {
                sources[before..at].fill(Some(source));
            }
            last = Some((at, source));
        }
        sources
    }

    fn mentioned(&self, func: u32) -> Option<Mentioned<'m>> {
        let mut instrs = BodyReader::new(self.module, self.module.body(func)?, &Features::all()).ok()?.instrs();
        let mut found = Mentioned::default();
        // A text whose length has not been seen yet, and how many instructions ago it was.
        let mut open: Option<(&'m [u8], usize)> = None;
        while let Ok(instr) = instrs.next() {
            let constant = match (instr.op, instr.imm) {
                (Op::I32Const, Imm::I32(value)) => u64::from(value as u32),
                (Op::I64Const, Imm::I64(value)) => value as u64,
                (Op::Call, Imm::Func(callee)) if callee < self.module.imported_funcs() => {
                    found.import.get_or_insert(callee);
                    continue;
                }
                _ => {
                    open = open.filter(|(_, age)| *age < NEAR).map(|(text, age)| (text, age + 1));
                    continue;
                }
            };
            if let Some((text, _)) = open.take()
                && let Some(text) = usize::try_from(constant).ok().and_then(|length| text.get(..length))
            {
                found.take(text);
            }
            let Some(bytes) = self.bytes_at(constant) else { continue };
            let window = &bytes[..bytes.len().min(LONGEST_PATH)];
            match window.iter().position(|byte| !is_printable(*byte)) {
                Some(length) if length >= SHORTEST && bytes[length] == 0 => found.take(&window[..length]),
                Some(0) | None if window.len() < SHORTEST => {}
                // Nothing ends it: its length will be in the code, if it is a string.
                Some(SHORTEST..) | None => open = Some((window, 0)),
                Some(_) => self.pointed_at(bytes).into_iter().for_each(|text| found.take(text)),
            }
        }
        Some(found)
    }

    /// The text whose address and length stand at the start of some bytes.
    fn pointed_at(&self, bytes: &[u8]) -> Option<&'m [u8]> {
        let word = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let (address, length) = (word(0)?, word(4)? as usize);
        let text = self.bytes_at(address.into())?.get(..length.min(LONGEST_PATH + 1))?;
        text.iter().all(|byte| is_printable(*byte)).then_some(text)
    }

    /// The bytes from an address to the end of its segment.
    fn bytes_at(&self, address: u64) -> Option<&'m [u8]> {
        let next = self.segments.partition_point(|(start, _)| *start <= address);
        let (start, span) = self.segments.get(next.checked_sub(1)?)?;
        self.module.slice(*span).get(usize::try_from(address - start).ok()?..)
    }
}

impl<'m> Mentioned<'m> {
    fn take(&mut self, text: &'m [u8]) {
        let Ok(text) = std::str::from_utf8(text) else { return };
        let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
        if text.trim().len() < SHORTEST || letters * 2 < text.len() || text.bytes().any(|byte| !is_printable(byte)) {
            return;
        }
        let extension = text.rsplit_once('.').map_or("", |(_, extension)| extension);
        let path = text.contains('/') && !text.contains([' ', '%', '*', ':']) && text.len() <= LONGEST_PATH;
        match extension {
            "c" | "cc" | "cpp" | "cxx" | "rs" | "go" | "zig" | "swift" | "m" | "kt" | "ts" if path => {
                self.source.get_or_insert(text);
            }
            "h" | "hh" | "hpp" | "hxx" | "inc" | "def" if path => {
                self.header.get_or_insert(text);
            }
            _ => {
                let text = &text[..text.len().min(LONGEST)];
                self.text = self.text.filter(|longest| longest.len() >= text.len()).or(Some(text));
            }
        }
    }
}

fn is_printable(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7e)
}

/// The last components of a path.
fn end_of(path: &str) -> &str {
    let start = path.len().saturating_sub(LONGEST);
    match path[start..].find('/') {
        Some(slash) if start > 0 => &path[start + slash + 1..],
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_paths_and_imports_tell_what_a_function_is_about() {
        let text = r#"(module (import "env" "log" (func $log)) (memory 1)
            (data (i32.const 100) "ab\00cannot open the file\00\01\02\03") (data (i32.const 20) "x")
            (data (i32.const 200) "src/core/parse.rs then more text\ff") (data (i32.const 300) "\c8\00\00\00\11\00\00\00")
            (data (i32.const 400) "include/all.h\00")
            (func (drop (i32.const 103)) (drop (i32.const 400)))
            (func (call $log))
            (func (drop (i32.const 100)))
            (func (drop (i32.const -1)))
            (func (drop (i32.const 300)))
            (func (drop (i32.const 209)) (drop (i32.const 13)))
            (func (drop (i32.const 400)))
            (func (drop (i32.const 200)) (drop (i32.const 17))))"#;
        let bytes = wharf_syntax::text::parse(text).unwrap().bytes;
        let module = wharf_syntax::binary::decode_module(bytes, &Features::all()).unwrap();
        let hints = Hints::of(&module);
        let told: Vec<_> = (0..8).map(|func| hints.func(func).unwrap_or_default()).collect();
        let want = [
            "",
            "mentions \"cannot open the file\"",
            "calls env.log",
            "",
            "",
            "mentions src/core/parse.rs",
            "mentions \"parse.rs then\"",
            "mentions include/all.h",
        ];
        assert_eq!(told, want);
        let path = Some("src/core/parse.rs");
        assert_eq!(hints.sources(), [None, None, None, None, path, path, path, path]);
    }
}
