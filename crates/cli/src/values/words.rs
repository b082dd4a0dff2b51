//! What a module calls its functions, types and tags: by `$name`, by index, or, of functions, by what they are exported as.

use wharf::{ExternKind, ExternType, FuncType, HeapType, Module, RefType, ValKind, ValType};
use wharf_core::names::{NameMap, Names};
use wharf_syntax::binary::names::decode_names;
use wharf_syntax::text::lex::is_id_char;

/// The words of a module.
pub struct Words<'m> {
    module: &'m Module,
    names: Names,
}

impl<'m> Words<'m> {
    /// Those of this module.
    pub fn of(module: &'m Module) -> Words<'m> {
        Words { module, names: decode_names(module.model()) }
    }

    /// The module.
    pub fn module(&self) -> &'m Module {
        self.module
    }

    /// The function that a word means.
    pub fn func(&self, word: &str) -> Option<u32> {
        let model = self.module.model();
        let quoted = word.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let exported = |name| model.export(name).filter(|export| export.kind == ExternKind::Func);
        let index = match quoted {
            Some(name) => exported(name)?.index,
            None => match index(&self.names.funcs, word) {
                Some(index) => index,
                None => exported(word)?.index,
            },
        };
        ((index as usize) < model.funcs.len()).then_some(index)
    }

    /// The type that a word means, as the engine knows it.
    pub fn ty(&self, word: &str) -> Option<HeapType> {
        self.module.type_at(index(&self.names.types, word)?)
    }

    /// The tag that a word means, and its type.
    pub fn tag(&self, word: &str) -> Option<(u32, FuncType)> {
        let index = index(&self.names.tags, word)?;
        match self.module.item_type(ExternKind::Tag, index)? {
            ExternType::Tag(ty) => Some((index, ty)),
            _ => None,
        }
    }

    /// The word for a function.
    pub fn of_func(&self, index: u32) -> String {
        name(&self.names.funcs, index)
    }

    /// The word for a tag.
    pub fn of_tag(&self, index: u32) -> String {
        name(&self.names.tags, index)
    }

    /// The word for a type of the engine; `None` for one that the module does not define.
    pub fn of_type(&self, ty: HeapType) -> Option<String> {
        let index = (0..).map_while(|index| self.module.type_at(index)).position(|own| own == ty)?;
        Some(name(&self.names.types, index as u32))
    }

    /// The words for a type of values.
    pub fn of_val_type(&self, ty: ValType) -> String {
        let concrete = |ty: RefType| Some((ty.nullable(), self.of_type(ty.heap())?));
        match ty.unpack() {
            ValKind::Ref(ty) => match concrete(ty) {
                Some((true, word)) => format!("(ref null {word})"),
                Some((false, word)) => format!("(ref {word})"),
                None => ty.to_string(),
            },
            _ => ty.to_string(),
        }
    }
}

/// The index that `$name` or a number means.
fn index(names: &NameMap, word: &str) -> Option<u32> {
    match word.strip_prefix('$') {
        Some(name) => names.iter().find(|(_, own)| *own == name).map(|(index, _)| index),
        None if word.starts_with('+') => None,
        None => word.parse().ok(),
    }
}

/// The name of an index if it means this index and nothing else, and is an identifier; else the index.
fn name(names: &NameMap, index: u32) -> String {
    let plain = |name: &&str| !name.is_empty() && name.bytes().all(is_id_char);
    let own =
        names.get(index).filter(plain).filter(|name| names.iter().filter(|(_, other)| other == name).count() == 1);
    own.map_or_else(|| index.to_string(), |name| format!("${name}"))
}
