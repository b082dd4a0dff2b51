//! The fields of a module, section by section.
//!
//! Specification: [Modules](https://webassembly.github.io/spec/core/text/modules.html).

use wharf_core::Result;
use wharf_core::module::{ConstExpr, DataSegment, ElementItems, ElementSegment, Mode};
use wharf_core::types::{ExternKind, ExternType, RefType};

use super::Printer;
use super::labels::Labels;
use crate::binary::decode::{BodyReader, const_expr};
use crate::text::strings;
use wharf_core::features::Features;

/// So many bytes of a data segment go on one line.
const DATA_LINE: usize = 80;

impl<'m> Printer<'m, '_> {
    pub(super) fn imports(&mut self) -> Result<()> {
        let mut next = [0u32; 5];
        for import in &self.module.imports {
            let kind = import.ty.kind();
            let index = next[kind as usize];
            next[kind as usize] += 1;
            if self.options.inline_imports {
                self.out.line();
                self.item_head(kind, index);
                self.out.str(" (import ");
            } else {
                self.out.line();
                self.out.str("(import ");
            }
            self.out.name(&import.module);
            self.out.byte(b' ');
            self.out.name(&import.name);
            if self.options.inline_imports {
                self.out.byte(b')');
            } else {
                self.out.byte(b' ');
                self.item_head(kind, index);
            }
            match import.ty {
                ExternType::Func(ty) => {
                    self.locals_of(index, ty, 0);
                    self.func_signature(index, ty);
                }
                ExternType::Table(ty) => self.table_type(ty),
                ExternType::Memory(ty) => self.memory_type(ty),
                ExternType::Global(ty) => self.global_type(ty),
                ExternType::Tag(ty) => self.tag_type(ty),
            }
            self.out.str(if self.options.inline_imports { ")" } else { "))" });
            self.out.pass_on()?;
        }
        Ok(())
    }

    /// `(func $name (;index;)` and its like, with inline exports.
    fn item_head(&mut self, kind: ExternKind, index: u32) {
        let (word, idents, names) = match kind {
            ExternKind::Func => ("func", &self.ids.funcs, &self.names.funcs),
            ExternKind::Table => ("table", &self.ids.tables, &self.names.tables),
            ExternKind::Memory => ("memory", &self.ids.memories, &self.names.memories),
            ExternKind::Global => ("global", &self.ids.globals, &self.names.globals),
            ExternKind::Tag => ("tag", &self.ids.tags, &self.names.tags),
        };
        self.out.byte(b'(');
        self.out.str(word);
        idents.definition(index, names.get(index), &mut self.out);
        self.index_comment(index);
        if self.options.inline_exports
            && let Some(exports) = self.exports_of.get(&(kind as u8, index))
        {
            for export in exports {
                self.out.str(" (export ");
                self.out.name(&self.module.exports[*export as usize].name);
                self.out.byte(b')');
            }
        }
    }

    fn tag_type(&mut self, ty: u32) {
        self.type_index(ty);
        if let Some(ty) = self.module.func_type_at(ty) {
            self.signature(ty);
        }
    }

    /// Makes the identifiers of a function's locals current.
    fn locals_of(&mut self, func: u32, ty: u32, declared: u32) {
        let params = self.module.func_type_at(ty).map_or(0, |ty| ty.params().len());
        let names = self.names.locals.get(func);
        self.ids.locals.fill(params + declared as usize, "local", names, self.options.generate_names);
    }

    /// ` (type …) (param …)* (result …)`, parameters by name where they have one.
    fn func_signature(&mut self, func: u32, ty: u32) {
        self.type_index(ty);
        let module = self.module;
        let Some(ty) = module.func_type_at(ty) else { return };
        let names = self.names.locals.get(func);
        let mut open = false;
        for (index, param) in (0..).zip(ty.params()) {
            let named = self.ids.locals.get(index).is_some();
            if open && named {
                self.out.byte(b')');
                open = false;
            }
            if !open {
                self.out.str(" (param");
                self.ids.locals.definition(index, names.and_then(|names| names.get(index)), &mut self.out);
            }
            self.out.byte(b' ');
            self.val_type(*param);
            open = !named;
            if named {
                self.out.byte(b')');
            }
        }
        if open {
            self.out.byte(b')');
        }
        self.type_list("result", ty.results());
    }

    /// A constant expression, its instructions one behind the other.
    fn const_expr(&mut self, expr: ConstExpr) -> Result<()> {
        let mut instrs = const_expr(self.module, expr);
        let mut labels = Labels::new(None);
        let labels = &mut labels;
        let mut first = true;
        loop {
            let instr = instrs.next()?;
            if instrs.is_at_end() {
                return Ok(());
            }
            if !first {
                self.out.byte(b' ');
            }
            first = false;
            self.instr(&instr, labels);
        }
    }

    /// `(word expr)`, or the abbreviation where the expression is one instruction.
    fn wrapped_expr(&mut self, word: &str, expr: ConstExpr) -> Result<()> {
        let mut instrs = const_expr(self.module, expr);
        instrs.next()?;
        let single = !instrs.is_at_end() && {
            instrs.next()?;
            instrs.is_at_end()
        };
        self.out.byte(b'(');
        if !single {
            self.out.str(word);
            self.out.byte(b' ');
        }
        self.const_expr(expr)?;
        self.out.byte(b')');
        Ok(())
    }

    pub(super) fn tables(&mut self) -> Result<()> {
        let module = self.module;
        let imported = module.imported(ExternKind::Table);
        for (index, table) in (0..).zip(&module.tables).skip(imported as usize) {
            self.out.line();
            self.item_head(ExternKind::Table, index);
            self.table_type(table.ty);
            if let Some(init) = table.init {
                self.out.byte(b' ');
                self.const_expr(init)?;
            }
            self.out.byte(b')');
        }
        Ok(())
    }

    pub(super) fn memories(&mut self) {
        let module = self.module;
        let imported = module.imported(ExternKind::Memory);
        for (index, ty) in (0..).zip(&module.memories).skip(imported as usize) {
            self.out.line();
            self.item_head(ExternKind::Memory, index);
            self.memory_type(*ty);
            self.out.byte(b')');
        }
    }

    pub(super) fn tags(&mut self) {
        let module = self.module;
        for (index, ty) in (0..).zip(&module.tags).skip(module.imported(ExternKind::Tag) as usize) {
            self.out.line();
            self.item_head(ExternKind::Tag, index);
            self.tag_type(*ty);
            self.out.byte(b')');
        }
    }

    pub(super) fn globals(&mut self) -> Result<()> {
        let module = self.module;
        let imported = module.imported(ExternKind::Global);
        for (index, global) in (0..).zip(&module.globals).skip(imported as usize) {
            self.out.line();
            self.item_head(ExternKind::Global, index);
            self.global_type(global.ty);
            if let Some(init) = global.init {
                self.out.byte(b' ');
                self.const_expr(init)?;
            }
            self.out.byte(b')');
            self.out.pass_on()?;
        }
        Ok(())
    }

    pub(super) fn exports(&mut self) -> Result<()> {
        if self.options.inline_exports {
            return Ok(());
        }
        let module = self.module;
        for export in &module.exports {
            self.out.line();
            self.out.str("(export ");
            self.out.name(&export.name);
            let (word, idents) = match export.kind {
                ExternKind::Func => (" (func ", &self.ids.funcs),
                ExternKind::Table => (" (table ", &self.ids.tables),
                ExternKind::Memory => (" (memory ", &self.ids.memories),
                ExternKind::Global => (" (global ", &self.ids.globals),
                ExternKind::Tag => (" (tag ", &self.ids.tags),
            };
            self.out.str(word);
            idents.reference(export.index, &mut self.out);
            self.out.str("))");
            self.out.pass_on()?;
        }
        Ok(())
    }

    pub(super) fn start(&mut self) {
        if let Some(start) = self.module.start {
            self.out.line();
            self.out.str("(start");
            self.func(start.func);
            self.out.byte(b')');
        }
    }

    pub(super) fn elements(&mut self) -> Result<()> {
        let module = self.module;
        for (index, segment) in (0..).zip(&module.elements) {
            self.out.line();
            self.out.str("(elem");
            self.ids.elements.definition(index, self.names.elements.get(index), &mut self.out);
            self.index_comment(index);
            self.element_segment(segment)?;
            self.out.byte(b')');
            self.out.pass_on()?;
        }
        Ok(())
    }

    fn element_segment(&mut self, segment: &ElementSegment) -> Result<()> {
        match segment.mode {
            Mode::Passive => {}
            Mode::Declarative => self.out.str(" declare"),
            Mode::Active { target, offset } => {
                if self.names_its_table(segment) {
                    self.out.str(" (table");
                    self.table(target);
                    self.out.byte(b')');
                }
                self.out.byte(b' ');
                self.wrapped_expr("offset", offset)?;
            }
        }
        match &segment.items {
            ElementItems::Funcs(funcs) => {
                self.out.str(" func");
                for func in funcs {
                    self.func(*func);
                    self.out.pass_on()?;
                }
            }
            ElementItems::Exprs(exprs) => {
                self.out.byte(b' ');
                self.ref_type(segment.ty);
                for expr in exprs {
                    self.out.byte(b' ');
                    self.wrapped_expr("item", *expr)?;
                    self.out.pass_on()?;
                }
            }
        }
        Ok(())
    }

    /// Whether an active segment's form in the binary format has room for a table index, and the text so must.
    fn names_its_table(&self, segment: &ElementSegment) -> bool {
        let Mode::Active { target, .. } = segment.mode else { return false };
        let short = match segment.items {
            ElementItems::Funcs(_) => true,
            ElementItems::Exprs(_) => segment.ty == RefType::FUNC,
        };
        let explicit = self.module.bytes.get(segment.at as usize).is_some_and(|flags| flags & 2 != 0);
        target != 0 || short && explicit
    }

    pub(super) fn datas(&mut self) -> Result<()> {
        let module = self.module;
        for (index, segment) in (0..).zip(&module.datas) {
            self.out.line();
            self.out.str("(data");
            self.ids.datas.definition(index, self.names.datas.get(index), &mut self.out);
            self.index_comment(index);
            self.data_segment(segment)?;
            self.out.byte(b')');
            self.out.pass_on()?;
        }
        Ok(())
    }

    fn data_segment(&mut self, segment: &DataSegment) -> Result<()> {
        if let Mode::Active { target, offset } = segment.mode {
            if target != 0 {
                self.out.str(" (memory");
                self.memory(target);
                self.out.byte(b')');
            }
            self.out.byte(b' ');
            self.wrapped_expr("offset", offset)?;
        }
        if self.options.skeleton {
            self.out.str(" ...");
            return Ok(());
        }
        let data = self.module.slice(segment.data);
        self.strings(data)
    }

    /// Bytes as one string, or as several lines of strings.
    pub(super) fn strings(&mut self, data: &[u8]) -> Result<()> {
        if data.len() <= DATA_LINE {
            self.out.byte(b' ');
            self.out.bytes(data);
            return Ok(());
        }
        self.out.depth += 1;
        for piece in data.chunks(DATA_LINE) {
            self.out.line();
            self.out.byte(b'"');
            strings::encode_bytes(piece, &mut self.out.buf);
            self.out.byte(b'"');
            self.out.pass_on()?;
        }
        self.out.depth -= 1;
        Ok(())
    }

    /// All defined functions.
    pub(super) fn funcs(&mut self) -> Result<()> {
        let first = self.module.imported_funcs();
        for index in first..self.module.funcs.len() as u32 {
            self.out.line();
            self.func_def(index)?;
        }
        Ok(())
    }

    /// One defined function.
    pub(super) fn func_def(&mut self, index: u32) -> Result<()> {
        let (module, names) = (self.module, self.names);
        let Some(body) = module.body(index) else { return Ok(()) };
        let ty = module.funcs[index as usize];
        let reader = BodyReader::new(module, body, &Features::all())?;
        self.locals_of(index, ty, reader.local_count());
        self.item_head(ExternKind::Func, index);
        self.func_signature(index, ty);
        if self.options.skeleton {
            self.out.str(" ...)");
            return Ok(());
        }
        self.out.depth += 1;
        self.locals(index, ty, &reader);
        let mut labels = Labels::new(names.labels.get(index));
        if self.options.fold {
            let results = module.func_type_at(ty).map_or(0, |ty| ty.results().len() as u32);
            self.folded(reader.instrs(), &mut labels, index, results)?;
        } else {
            self.plain(reader.instrs(), &mut labels, index)?;
        }
        self.out.depth -= 1;
        self.out.line();
        self.out.byte(b')');
        self.out.pass_on()
    }

    /// `(local …)`, each with a name by itself, runs without names together.
    fn locals(&mut self, func: u32, ty: u32, reader: &BodyReader<'_>) {
        let names = self.names.locals.get(func);
        let mut index = self.module.func_type_at(ty).map_or(0, |ty| ty.params().len() as u32);
        let mut open = false;
        self.out.line();
        let before = self.out.buf.len();
        let line = self.out.buf.iter().rposition(|byte| *byte == b'\n').unwrap_or(0);
        for (count, ty) in reader.locals() {
            for _ in 0..count {
                let named = self.ids.locals.get(index).is_some();
                if open && named {
                    self.out.byte(b')');
                    open = false;
                }
                if !open {
                    if self.out.buf.len() > before {
                        self.out.byte(b' ');
                    }
                    self.out.str("(local");
                    self.ids.locals.definition(index, names.and_then(|names| names.get(index)), &mut self.out);
                }
                self.out.byte(b' ');
                self.val_type(ty);
                open = !named;
                if named {
                    self.out.byte(b')');
                }
                index += 1;
            }
        }
        if open {
            self.out.byte(b')');
        }
        if self.out.buf.len() == before {
            self.out.buf.truncate(line);
        }
    }
}
