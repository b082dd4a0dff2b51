//! Value, reference and composite types, and the types of what a module imports and exports.
//!
//! Types are packed into one `u32` so that the validator compares them as integers. A concrete heap type is an index:
//! into the module's type section inside a [`crate::module::Module`], into the engine's registry inside
//! [`crate::canon`]. Subtyping between abstract heap types is decided here; between concrete ones it needs to know the
//! definitions, so it stands in [`crate::matching`].
//!
//! Specification: [Types](https://webassembly.github.io/spec/core/syntax/types.html).

use std::fmt;

/// What a reference points to: one of the abstract heap types, or a defined type.
///
/// Spec: [heap types](https://webassembly.github.io/spec/core/syntax/types.html#heap-types).
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub enum HeapType {
    /// `func`: any function.
    Func,
    /// `extern`: any value of the host.
    Extern,
    /// `any`: any internal value.
    Any,
    /// `eq`: any internal value that can be compared with `ref.eq`.
    Eq,
    /// `i31`: an unboxed 31-bit integer.
    I31,
    /// `struct`: any structure.
    Struct,
    /// `array`: any array.
    Array,
    /// `exn`: any exception.
    Exn,
    /// `none`: the bottom of `any`'s hierarchy.
    None,
    /// `nofunc`: the bottom of `func`'s hierarchy.
    NoFunc,
    /// `noextern`: the bottom of `extern`'s hierarchy.
    NoExtern,
    /// `noexn`: the bottom of `exn`'s hierarchy.
    NoExn,
    /// A type defined in a type section, by index.
    Concrete(u32),
}

/// The abstract heap types in the order of their packed numbers, with keyword and the byte of the binary format.
const ABSTRACT: [(HeapType, &str, u8); 12] = [
    (HeapType::Func, "func", 0x70),
    (HeapType::Extern, "extern", 0x6f),
    (HeapType::Any, "any", 0x6e),
    (HeapType::Eq, "eq", 0x6d),
    (HeapType::I31, "i31", 0x6c),
    (HeapType::Struct, "struct", 0x6b),
    (HeapType::Array, "array", 0x6a),
    (HeapType::Exn, "exn", 0x69),
    (HeapType::None, "none", 0x71),
    (HeapType::NoFunc, "nofunc", 0x73),
    (HeapType::NoExtern, "noextern", 0x72),
    (HeapType::NoExn, "noexn", 0x74),
];

impl HeapType {
    /// All abstract heap types.
    pub fn all_abstract() -> impl Iterator<Item = HeapType> {
        ABSTRACT.iter().map(|row| row.0)
    }

    /// The abstract heap type of the keyword, e.g. `nofunc`.
    pub fn from_keyword(word: &str) -> Option<HeapType> {
        ABSTRACT.iter().find(|row| row.1 == word).map(|row| row.0)
    }

    /// The abstract heap type of the byte that stands for it in the binary format.
    pub fn from_byte(byte: u8) -> Option<HeapType> {
        ABSTRACT.iter().find(|row| row.2 == byte).map(|row| row.0)
    }

    /// The keyword of an abstract heap type.
    pub fn keyword(self) -> Option<&'static str> {
        ABSTRACT.iter().find(|row| row.0 == self).map(|row| row.1)
    }

    /// The byte of an abstract heap type in the binary format.
    pub fn byte(self) -> Option<u8> {
        ABSTRACT.iter().find(|row| row.0 == self).map(|row| row.2)
    }

    /// The top of the hierarchy of an abstract heap type.
    ///
    /// Spec: [heap types](https://webassembly.github.io/spec/core/valid/matching.html#heap-types).
    pub const fn top_of_abstract(self) -> Option<HeapType> {
        match self {
            HeapType::Func | HeapType::NoFunc => Some(HeapType::Func),
            HeapType::Extern | HeapType::NoExtern => Some(HeapType::Extern),
            HeapType::Exn | HeapType::NoExn => Some(HeapType::Exn),
            HeapType::Concrete(_) => None,
            _ => Some(HeapType::Any),
        }
    }

    /// Whether one abstract heap type matches another; false when either is concrete.
    ///
    /// Spec: [matching](https://webassembly.github.io/spec/core/valid/matching.html#match-heaptype).
    pub const fn abstract_matches(self, other: HeapType) -> bool {
        use HeapType::*;
        match (self, other) {
            (Func, Func) | (Extern, Extern) | (Exn, Exn) => true,
            (NoFunc, Func | NoFunc) | (NoExtern, Extern | NoExtern) | (NoExn, Exn | NoExn) => true,
            (Any, Any) | (Eq, Any | Eq) => true,
            (I31, Any | Eq | I31) | (Struct, Any | Eq | Struct) | (Array, Any | Eq | Array) => true,
            (None, Any | Eq | I31 | Struct | Array | None) => true,
            _ => false,
        }
    }

    const fn pack(self) -> u32 {
        let number = match self {
            HeapType::Func => 0,
            HeapType::Extern => 1,
            HeapType::Any => 2,
            HeapType::Eq => 3,
            HeapType::I31 => 4,
            HeapType::Struct => 5,
            HeapType::Array => 6,
            HeapType::Exn => 7,
            HeapType::None => 8,
            HeapType::NoFunc => 9,
            HeapType::NoExtern => 10,
            HeapType::NoExn => 11,
            HeapType::Concrete(index) => {
                assert!(index <= RefType::MAX_INDEX);
                return index << 1 | 1;
            }
        };
        number << 1
    }

    const fn unpack(bits: u32) -> HeapType {
        match bits {
            bits if bits & 1 == 1 => HeapType::Concrete(bits >> 1),
            _ => ABSTRACT[(bits >> 1) as usize].0,
        }
    }
}

impl fmt::Display for HeapType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HeapType::Concrete(index) => write!(f, "{index}"),
            other => f.write_str(other.keyword().unwrap_or("?")),
        }
    }
}

impl fmt::Debug for HeapType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A reference type, `(ref null? heaptype)`, packed into one word.
///
/// Spec: [reference types](https://webassembly.github.io/spec/core/syntax/types.html#reference-types).
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct RefType(u32);

impl RefType {
    /// The largest type index that a packed reference can hold; the decoder refuses larger ones.
    pub const MAX_INDEX: u32 = (1 << 27) - 1;
    /// `funcref`
    pub const FUNC: RefType = RefType::new(true, HeapType::Func);
    /// `externref`
    pub const EXTERN: RefType = RefType::new(true, HeapType::Extern);
    /// `anyref`
    pub const ANY: RefType = RefType::new(true, HeapType::Any);
    /// `exnref`
    pub const EXN: RefType = RefType::new(true, HeapType::Exn);

    /// A reference to `heap`, which may be null if `nullable`.
    pub const fn new(nullable: bool, heap: HeapType) -> RefType {
        RefType(heap.pack() << 1 | nullable as u32)
    }

    /// Whether null is one of its values.
    #[inline]
    pub const fn nullable(self) -> bool {
        self.0 & 1 == 1
    }

    /// What it points to.
    #[inline]
    pub const fn heap(self) -> HeapType {
        HeapType::unpack(self.0 >> 1)
    }

    /// The same reference, which may not be null.
    pub const fn non_null(self) -> RefType {
        RefType(self.0 & !1)
    }

    /// The same reference, which may be null.
    pub const fn or_null(self) -> RefType {
        RefType(self.0 | 1)
    }

    /// The same reference with its concrete index, if any, sent through `f`.
    pub fn map_index(self, f: &mut impl FnMut(u32) -> u32) -> RefType {
        match self.heap() {
            HeapType::Concrete(index) => RefType::new(self.nullable(), HeapType::Concrete(f(index))),
            _ => self,
        }
    }
}

impl fmt::Display for RefType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.nullable(), self.heap()) {
            (true, HeapType::None) => f.write_str("nullref"),
            (true, HeapType::NoFunc) => f.write_str("nullfuncref"),
            (true, HeapType::NoExtern) => f.write_str("nullexternref"),
            (true, HeapType::NoExn) => f.write_str("nullexnref"),
            (true, heap @ HeapType::Concrete(_)) => write!(f, "(ref null {heap})"),
            (true, heap) => write!(f, "{heap}ref"),
            (false, heap) => write!(f, "(ref {heap})"),
        }
    }
}

impl fmt::Debug for RefType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A value type, packed into one word; [`ValType::unpack`] gives the form to `match` on.
///
/// Spec: [value types](https://webassembly.github.io/spec/core/syntax/types.html#value-types).
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct ValType(u32);

/// A [`ValType`] taken apart.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum ValKind {
    I32,
    I64,
    F32,
    F64,
    V128,
    Ref(RefType),
}

impl ValType {
    const REF: u32 = 7;
    /// 32-bit integer
    pub const I32: ValType = ValType(0);
    /// 64-bit integer
    pub const I64: ValType = ValType(1);
    /// 32-bit float
    pub const F32: ValType = ValType(2);
    /// 64-bit float
    pub const F64: ValType = ValType(3);
    /// 128-bit vector
    pub const V128: ValType = ValType(4);
    /// The validator's bottom type, which matches everything; no module holds it.
    ///
    /// Spec: [bottom](https://webassembly.github.io/spec/core/valid/conventions.html#types).
    pub const BOTTOM: ValType = ValType(5);
    /// The validator's bottom reference, `(ref bot)`, which matches every reference; no module holds it.
    ///
    /// Spec: [bottom](https://webassembly.github.io/spec/core/valid/conventions.html#types).
    pub const BOTTOM_REF: ValType = ValType(6);
    /// `funcref`
    pub const FUNCREF: ValType = ValType::reference(RefType::FUNC);
    /// `externref`
    pub const EXTERNREF: ValType = ValType::reference(RefType::EXTERN);
    /// `anyref`
    pub const ANYREF: ValType = ValType::reference(RefType::ANY);
    /// `exnref`
    pub const EXNREF: ValType = ValType::reference(RefType::EXN);

    /// The value type of a reference.
    #[inline]
    pub const fn reference(ty: RefType) -> ValType {
        ValType(ty.0 << 3 | ValType::REF)
    }

    /// The reference type, if it is one.
    #[inline]
    pub const fn as_ref(self) -> Option<RefType> {
        if self.is_ref() { Some(RefType(self.0 >> 3)) } else { None }
    }

    /// Whether it is a reference.
    #[inline]
    pub const fn is_ref(self) -> bool {
        self.0 & 7 == ValType::REF
    }

    /// Whether it is `i32`, `i64`, `f32` or `f64`.
    #[inline]
    pub const fn is_num(self) -> bool {
        self.0 < 4
    }

    /// Whether a local of this type has a value to begin with.
    ///
    /// Spec: [defaultable](https://webassembly.github.io/spec/core/valid/types.html#defaultable-types).
    #[inline]
    pub const fn is_defaultable(self) -> bool {
        match self.as_ref() {
            Some(ty) => ty.nullable(),
            None => true,
        }
    }

    /// The form to `match` on. Panics on the bottom types, which no module holds.
    #[inline]
    pub const fn unpack(self) -> ValKind {
        match self.0 {
            0 => ValKind::I32,
            1 => ValKind::I64,
            2 => ValKind::F32,
            3 => ValKind::F64,
            4 => ValKind::V128,
            bits if bits & 7 == ValType::REF => ValKind::Ref(RefType(bits >> 3)),
            _ => panic!("the bottom type has no kind"),
        }
    }

    /// The same type with its concrete index, if any, sent through `f`.
    pub fn map_index(self, f: &mut impl FnMut(u32) -> u32) -> ValType {
        self.as_ref().map_or(self, |ty| ValType::reference(ty.map_index(f)))
    }
}

impl From<RefType> for ValType {
    fn from(ty: RefType) -> ValType {
        ValType::reference(ty)
    }
}

impl fmt::Display for ValType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            ValType::I32 => f.write_str("i32"),
            ValType::I64 => f.write_str("i64"),
            ValType::F32 => f.write_str("f32"),
            ValType::F64 => f.write_str("f64"),
            ValType::V128 => f.write_str("v128"),
            ValType::BOTTOM_REF => f.write_str("(ref bot)"),
            other => match other.as_ref() {
                Some(ty) => fmt::Display::fmt(&ty, f),
                None => f.write_str("bot"),
            },
        }
    }
}

impl fmt::Debug for ValType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The type of a field's contents: a value type, or an integer narrower than any value.
///
/// Spec: [storage types](https://webassembly.github.io/spec/core/syntax/types.html#aggregate-types).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum StorageType {
    /// 8 bits
    I8,
    /// 16 bits
    I16,
    /// A whole value.
    Val(ValType),
}

impl StorageType {
    /// The type of a value read from such a field.
    pub const fn unpacked(self) -> ValType {
        match self {
            StorageType::I8 | StorageType::I16 => ValType::I32,
            StorageType::Val(ty) => ty,
        }
    }

    /// Whether it is narrower than any value.
    pub const fn is_packed(self) -> bool {
        !matches!(self, StorageType::Val(_))
    }
}

impl fmt::Display for StorageType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StorageType::I8 => f.write_str("i8"),
            StorageType::I16 => f.write_str("i16"),
            StorageType::Val(ty) => fmt::Display::fmt(ty, f),
        }
    }
}

/// A field of a structure, or the element of an array.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct FieldType {
    /// What it holds.
    pub storage: StorageType,
    /// Whether it may be written after its creation.
    pub mutable: bool,
}

/// A function's parameters and results.
///
/// Spec: [function types](https://webassembly.github.io/spec/core/syntax/types.html#function-types).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FuncType {
    types: Box<[ValType]>,
    params: u32,
}

impl FuncType {
    /// The function type `[params] -> [results]`.
    pub fn new(params: impl IntoIterator<Item = ValType>, results: impl IntoIterator<Item = ValType>) -> FuncType {
        let mut types: Vec<ValType> = params.into_iter().collect();
        let params = types.len() as u32;
        types.extend(results);
        FuncType { types: types.into(), params }
    }

    /// The parameters, first to last.
    #[inline]
    pub fn params(&self) -> &[ValType] {
        &self.types[..self.params as usize]
    }

    /// The results, first to last.
    #[inline]
    pub fn results(&self) -> &[ValType] {
        &self.types[self.params as usize..]
    }
}

impl fmt::Display for FuncType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> {}", Types(self.params()), Types(self.results()))
    }
}

/// A list of types shown as the specification does: `[i32 i64]`.
pub struct Types<'a>(pub &'a [ValType]);

impl fmt::Display for Types<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        for (i, ty) in self.0.iter().enumerate() {
            write!(f, "{}{ty}", if i == 0 { "" } else { " " })?;
        }
        f.write_str("]")
    }
}

/// What a type definition builds.
///
/// Spec: [composite types](https://webassembly.github.io/spec/core/syntax/types.html#composite-types).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum CompositeType {
    /// A function.
    Func(FuncType),
    /// A structure: its fields in order.
    Struct(Box<[FieldType]>),
    /// An array of such elements.
    Array(FieldType),
}

/// One type definition: a composite type with its place in the subtype hierarchy.
///
/// Spec: [sub types](https://webassembly.github.io/spec/core/syntax/types.html#recursive-types).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct SubType {
    /// Whether no other type may name it as its supertype.
    pub is_final: bool,
    /// The type it declares to refine, by index.
    pub supertype: Option<u32>,
    /// What it builds.
    pub composite: CompositeType,
}

impl SubType {
    /// A definition without supertype that none may refine: what `(type (func …))` means.
    pub fn plain(composite: CompositeType) -> SubType {
        SubType { is_final: true, supertype: None, composite }
    }

    /// The same definition with every concrete index sent through `f`.
    pub fn map_index(&self, mut f: impl FnMut(u32) -> u32) -> SubType {
        let f = &mut f;
        let supertype = self.supertype.map(&mut *f);
        let field = |field: &FieldType, f: &mut _| FieldType {
            storage: match field.storage {
                StorageType::Val(ty) => StorageType::Val(ty.map_index(f)),
                packed => packed,
            },
            mutable: field.mutable,
        };
        let composite = match &self.composite {
            CompositeType::Func(func) => CompositeType::Func(FuncType {
                types: func.types.iter().map(|ty| ty.map_index(f)).collect(),
                params: func.params,
            }),
            CompositeType::Struct(fields) => CompositeType::Struct(fields.iter().map(|ty| field(ty, f)).collect()),
            CompositeType::Array(element) => CompositeType::Array(field(element, f)),
        };
        SubType { is_final: self.is_final, supertype, composite }
    }

    /// The function type, if it defines one.
    pub fn as_func(&self) -> Option<&FuncType> {
        match &self.composite {
            CompositeType::Func(ty) => Some(ty),
            _ => None,
        }
    }

    /// The fields, if it defines a structure.
    pub fn as_struct(&self) -> Option<&[FieldType]> {
        match &self.composite {
            CompositeType::Struct(fields) => Some(fields),
            _ => None,
        }
    }

    /// The element, if it defines an array.
    pub fn as_array(&self) -> Option<FieldType> {
        match &self.composite {
            CompositeType::Array(element) => Some(*element),
            _ => None,
        }
    }
}

/// The type of the addresses of a memory or the indices of a table.
///
/// Spec: [address types](https://webassembly.github.io/spec/core/syntax/types.html#address-types).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum AddrType {
    /// 32-bit
    #[default]
    I32,
    /// 64-bit
    I64,
}

impl AddrType {
    /// As a value type.
    #[inline]
    pub const fn val(self) -> ValType {
        match self {
            AddrType::I32 => ValType::I32,
            AddrType::I64 => ValType::I64,
        }
    }
}

/// The size range of a memory (in its pages) or a table (in elements).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Limits {
    /// The size to begin with.
    pub min: u64,
    /// The size it may grow to, if the module sets one.
    pub max: Option<u64>,
}

/// The type of a linear memory.
///
/// Spec: [memory types](https://webassembly.github.io/spec/core/syntax/types.html#memory-types).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct MemoryType {
    /// How its addresses are typed.
    pub addr: AddrType,
    /// Its size, in pages.
    pub limits: Limits,
    /// Whether several threads may hold it (threads proposal).
    pub shared: bool,
    /// The logarithm of the page size: 16, or 0 with custom page sizes.
    pub page_size_log2: u8,
}

impl MemoryType {
    /// A memory with 32-bit addresses and pages of 64 KiB, of `min` to `max` pages.
    pub const fn new(min: u64, max: Option<u64>) -> MemoryType {
        MemoryType { addr: AddrType::I32, limits: Limits { min, max }, shared: false, page_size_log2: 16 }
    }

    /// The page size in bytes.
    #[inline]
    pub const fn page_size(&self) -> u64 {
        1 << self.page_size_log2
    }
}

/// The type of a table.
///
/// Spec: [table types](https://webassembly.github.io/spec/core/syntax/types.html#table-types).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct TableType {
    /// How its indices are typed.
    pub addr: AddrType,
    /// Its size, in elements.
    pub limits: Limits,
    /// What it holds.
    pub element: RefType,
}

impl TableType {
    /// A table with 32-bit indices, of `min` to `max` elements.
    pub const fn new(element: RefType, min: u64, max: Option<u64>) -> TableType {
        TableType { addr: AddrType::I32, limits: Limits { min, max }, element }
    }
}

/// The type of a global variable.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct GlobalType {
    /// What it holds.
    pub val: ValType,
    /// Whether it may be written.
    pub mutable: bool,
}

impl GlobalType {
    /// A global that holds `val`.
    pub const fn new(val: ValType, mutable: bool) -> GlobalType {
        GlobalType { val, mutable }
    }
}

/// The type of something imported or exported; functions and tags by the index of their function type.
///
/// Spec: [external types](https://webassembly.github.io/spec/core/syntax/types.html#external-types).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum ExternType {
    /// A function of the type at this index.
    Func(u32),
    /// A table.
    Table(TableType),
    /// A memory.
    Memory(MemoryType),
    /// A global.
    Global(GlobalType),
    /// A tag whose exceptions carry the parameters of the type at this index.
    Tag(u32),
}

/// The kind of something imported or exported.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum ExternKind {
    Func,
    Table,
    Memory,
    Global,
    Tag,
}

impl ExternKind {
    /// Its keyword in the text format.
    pub const fn keyword(self) -> &'static str {
        ["func", "table", "memory", "global", "tag"][self as usize]
    }
}

impl ExternType {
    /// Its kind.
    pub const fn kind(&self) -> ExternKind {
        match self {
            ExternType::Func(_) => ExternKind::Func,
            ExternType::Table(_) => ExternKind::Table,
            ExternType::Memory(_) => ExternKind::Memory,
            ExternType::Global(_) => ExternKind::Global,
            ExternType::Tag(_) => ExternKind::Tag,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_is_the_identity() {
        for heap in HeapType::all_abstract().chain([HeapType::Concrete(0), HeapType::Concrete(RefType::MAX_INDEX)]) {
            for nullable in [true, false] {
                let ty = RefType::new(nullable, heap);
                assert_eq!((ty.nullable(), ty.heap()), (nullable, heap));
                assert_eq!(ValType::from(ty).as_ref(), Some(ty));
                assert_eq!(ValType::from(ty).unpack(), ValKind::Ref(ty));
            }
        }
    }

    #[test]
    fn display_uses_the_words_of_the_specification() {
        let concrete = RefType::new(true, HeapType::Concrete(3));
        let ty = FuncType::new([ValType::I32, ValType::FUNCREF], [concrete.into(), concrete.non_null().into()]);
        assert_eq!(ty.to_string(), "[i32 funcref] -> [(ref null 3) (ref 3)]");
    }

    #[test]
    fn abstract_matching_follows_the_hierarchies() {
        assert!(HeapType::None.abstract_matches(HeapType::I31));
        assert!(HeapType::I31.abstract_matches(HeapType::Eq));
        assert!(!HeapType::Eq.abstract_matches(HeapType::I31));
        assert!(!HeapType::None.abstract_matches(HeapType::Func));
    }
}
