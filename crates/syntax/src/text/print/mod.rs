//! From a decoded module to text.
//!
//! Everything is written as it is met, to the sink it was given: time is linear in the module and memory holds no more
//! than one function's instructions (when folding) beside the identifiers. Reading the text again gives the same
//! module; [`Options::exact`](crate::text::print::Options) is not needed for that, it is for the same *bytes*.
//!
//! Specification: [Text format](https://webassembly.github.io/spec/core/text/index.html).

mod arity;
mod code;
mod customs;
mod fields;
mod fold;
mod idents;
mod immediates;
mod labels;
mod number;
mod out;
mod types;

use std::collections::HashMap;
use std::io::Write;

use wharf_core::Result;
use wharf_core::module::Module;
use wharf_core::names::{NameMap, Names};

use self::customs::{Hints, branch_hints};
use self::idents::Idents;
use self::out::Out;

/// How the text should look.
#[derive(Clone, Debug)]
pub struct Options {
    /// The spaces of one level of nesting.
    pub indent: usize,
    /// Whether operands stand inside the parentheses of what takes them.
    pub fold: bool,
    /// Whether bodies and data are left out; such a text cannot be read again.
    pub skeleton: bool,
    /// Whether each instruction says its offset in the binary module.
    pub offsets: bool,
    /// Whether what has no name gets an identifier made up.
    pub generate_names: bool,
    /// Whether imports are written in the form of definitions: `(func $f (import "m" "n") …)`.
    pub inline_imports: bool,
    /// Whether exports are written at what they export; their order is lost.
    pub inline_exports: bool,
    /// This function only, by its index.
    pub func: Option<u32>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            indent: 2,
            fold: false,
            skeleton: false,
            offsets: false,
            generate_names: false,
            inline_imports: false,
            inline_exports: false,
            func: None,
        }
    }
}

/// Something to say behind each instruction, such as the operands on the stack.
pub trait Comments {
    /// Appends the comment for the instruction of `func` at the offset `at`; nothing for none. It must not contain
    /// line breaks.
    fn comment(&mut self, func: u32, at: u32, out: &mut Vec<u8>);
}

/// Writes a module as text.
///
/// ```
/// use wharf_core::features::Features;
/// use wharf_core::names::Names;
/// use wharf_syntax::{binary::decode_module, text};
/// let bytes = text::parse(r#"(func (export "f") (result i32) i32.const 7)"#)?.bytes;
/// let module = decode_module(bytes.clone(), &Features::all())?;
/// let mut printed = Vec::new();
/// text::print(&module, &Names::default(), &text::print::Options::default(), &mut printed)?;
/// assert_eq!(text::parse_bytes(&printed)?.bytes, bytes);
/// # Ok::<(), wharf_core::Error>(())
/// ```
///
/// # Errors
/// Malformed function bodies, and failures of the sink.
pub fn print(module: &Module, names: &Names, options: &Options, sink: &mut dyn Write) -> Result<()> {
    print_with(module, names, options, None, sink)
}

/// As [`print()`], with comments.
///
/// # Errors
/// As [`print()`].
pub fn print_with<'w>(
    module: &Module,
    names: &Names,
    options: &Options,
    comments: Option<&'w mut (dyn Comments + 'w)>,
    sink: &'w mut dyn Write,
) -> Result<()> {
    let mut printer = Printer {
        module,
        names,
        options,
        comments,
        ids: Ids::new(module, names, options.generate_names),
        exports_of: exports_of(module, options.inline_exports),
        hints: branch_hints(module),
        says_names: *names != Names::default(),
        out: Out::new(sink, options.indent),
    };
    match options.func {
        Some(func) => printer.func_def(func)?,
        None => printer.module()?,
    }
    printer.out.byte(b'\n');
    printer.out.flush()
}

/// The exports of each item, when they are to be written there.
fn exports_of(module: &Module, inline: bool) -> HashMap<(u8, u32), Vec<u32>> {
    let mut by_item: HashMap<(u8, u32), Vec<u32>> = HashMap::new();
    if inline {
        for (position, export) in (0..).zip(&module.exports) {
            by_item.entry((export.kind as u8, export.index)).or_default().push(position);
        }
    }
    by_item
}

/// The state of one module's printing.
struct Printer<'m, 'w> {
    module: &'m Module,
    names: &'m Names,
    options: &'m Options,
    comments: Option<&'w mut (dyn Comments + 'w)>,
    ids: Ids,
    /// By kind and index, the positions in the list of exports.
    exports_of: HashMap<(u8, u32), Vec<u32>>,
    hints: Hints,
    /// Whether the identifiers say what the name section says.
    says_names: bool,
    out: Out<'w>,
}

/// The identifiers of each index space.
struct Ids {
    funcs: Idents,
    tables: Idents,
    memories: Idents,
    globals: Idents,
    tags: Idents,
    types: Idents,
    elements: Idents,
    datas: Idents,
    /// By structure type.
    fields: HashMap<u32, Idents>,
    /// Those of the function in work.
    locals: Idents,
}

impl Ids {
    fn new(module: &Module, names: &Names, all: bool) -> Ids {
        let of = |count: usize, word: &str, names: &NameMap| Idents::new(count, word, Some(names), all);
        Ids {
            funcs: of(module.funcs.len(), "func", &names.funcs),
            tables: of(module.tables.len(), "table", &names.tables),
            memories: of(module.memories.len(), "memory", &names.memories),
            globals: of(module.globals.len(), "global", &names.globals),
            tags: of(module.tags.len(), "tag", &names.tags),
            types: of(module.types.len(), "type", &names.types),
            elements: of(module.elements.len(), "elem", &names.elements),
            datas: of(module.datas.len(), "data", &names.datas),
            fields: HashMap::new(),
            locals: Idents::default(),
        }
    }
}

impl Printer<'_, '_> {
    fn module(&mut self) -> Result<()> {
        self.out.str("(module");
        if let Some(name) = &self.names.module {
            if name.is_empty() {
                idents::annotate("", &mut self.out);
            } else {
                self.out.byte(b' ');
                idents::write_id(name, &mut self.out.buf);
            }
        }
        self.out.depth = 1;
        self.types()?;
        self.imports()?;
        self.tables()?;
        self.memories();
        self.tags();
        self.globals()?;
        self.exports()?;
        self.start();
        self.elements()?;
        self.funcs()?;
        self.datas()?;
        self.customs()?;
        self.out.depth = 0;
        self.out.line();
        self.out.byte(b')');
        Ok(())
    }

    /// ` (;index;)`
    fn index_comment(&mut self, index: u32) {
        self.out.str(" (;");
        self.out.u64(index.into());
        self.out.str(";)");
    }

    /// Begins an instruction's line: its branch hint and its offset, if they are to be said.
    #[inline]
    fn begin_instr(&mut self, at: u32, _func: u32) {
        self.out.line();
        if self.hints.whole
            && let Some(likely) = self.hints.by_offset.get(&at)
        {
            self.out.str("(@");
            self.out.str(crate::binary::branch_hints::SECTION);
            self.out.str(if *likely { " \"\\01\") " } else { " \"\\00\") " });
        }
        if self.options.offsets {
            self.out.str("(;@");
            self.out.hex(at.into());
            self.out.str(";) ");
        }
    }

    /// Whether instructions may have comments behind or before them, so that each needs a line of its own.
    fn has_comments(&self) -> bool {
        self.comments.is_some() || self.options.offsets || self.hints.whole
    }

    /// The comment behind an instruction, if there is somebody to make one.
    #[inline]
    fn comment(&mut self, func: u32, at: u32) {
        let Some(comments) = &mut self.comments else { return };
        let before = self.out.buf.len();
        self.out.str("  ;; ");
        let start = self.out.buf.len();
        comments.comment(func, at, &mut self.out.buf);
        if self.out.buf.len() == start {
            self.out.buf.truncate(before);
        }
    }
}
