//! The `reloc.…` sections of object files: where a linker writes which address or index. Decoding only.
//!
//! Specification: [relocation sections](https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md).

use wharf_core::Result;
use wharf_core::module::{CustomSection, Module};

use super::custom::{at_end, contents};
use super::errors;
use super::linking::list;
use super::reader::Reader;

/// What the names of these sections begin with.
pub const PREFIX: &str = "reloc.";

/// The relocations of one section.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relocs {
    /// The number of the section in the file, custom sections counted.
    pub section: u32,
    /// The places to write, in ascending order of offset.
    pub entries: Vec<Reloc>,
}

/// One place to write.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Reloc {
    /// What is written there and how.
    pub kind: RelocKind,
    /// Where, in bytes from the start of the section's payload.
    pub offset: u32,
    /// The symbol; for a type index, the type.
    pub index: u32,
    /// What is added to an address; zero for everything else.
    pub addend: i64,
}

macro_rules! kinds {
    ($($number:literal $id:ident $name:literal $size:literal $addend:literal;)*) => {
        /// What a relocation writes and how.
        #[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum RelocKind {
            $($id = $number,)*
        }

        impl RelocKind {
            /// The kind of this number.
            pub const fn from_number(number: u32) -> Option<RelocKind> {
                match number {
                    $($number => Some(RelocKind::$id),)*
                    _ => None,
                }
            }

            /// The name that linkers use.
            pub const fn name(self) -> &'static str {
                match self {
                    $(RelocKind::$id => $name,)*
                }
            }

            /// How many bytes are written.
            pub const fn size(self) -> u32 {
                match self {
                    $(RelocKind::$id => $size,)*
                }
            }

            /// Whether an addend follows.
            pub const fn has_addend(self) -> bool {
                match self {
                    $(RelocKind::$id => $addend,)*
                }
            }
        }
    };
}

kinds! {
    0 FunctionIndexLeb "R_WASM_FUNCTION_INDEX_LEB" 5 false;
    1 TableIndexSleb "R_WASM_TABLE_INDEX_SLEB" 5 false;
    2 TableIndexI32 "R_WASM_TABLE_INDEX_I32" 4 false;
    3 MemoryAddrLeb "R_WASM_MEMORY_ADDR_LEB" 5 true;
    4 MemoryAddrSleb "R_WASM_MEMORY_ADDR_SLEB" 5 true;
    5 MemoryAddrI32 "R_WASM_MEMORY_ADDR_I32" 4 true;
    6 TypeIndexLeb "R_WASM_TYPE_INDEX_LEB" 5 false;
    7 GlobalIndexLeb "R_WASM_GLOBAL_INDEX_LEB" 5 false;
    8 FunctionOffsetI32 "R_WASM_FUNCTION_OFFSET_I32" 4 true;
    9 SectionOffsetI32 "R_WASM_SECTION_OFFSET_I32" 4 true;
    10 TagIndexLeb "R_WASM_TAG_INDEX_LEB" 5 false;
    11 MemoryAddrRelSleb "R_WASM_MEMORY_ADDR_REL_SLEB" 5 true;
    12 TableIndexRelSleb "R_WASM_TABLE_INDEX_REL_SLEB" 5 false;
    13 GlobalIndexI32 "R_WASM_GLOBAL_INDEX_I32" 4 false;
    14 MemoryAddrLeb64 "R_WASM_MEMORY_ADDR_LEB64" 10 true;
    15 MemoryAddrSleb64 "R_WASM_MEMORY_ADDR_SLEB64" 10 true;
    16 MemoryAddrI64 "R_WASM_MEMORY_ADDR_I64" 8 true;
    17 MemoryAddrRelSleb64 "R_WASM_MEMORY_ADDR_REL_SLEB64" 10 true;
    18 TableIndexSleb64 "R_WASM_TABLE_INDEX_SLEB64" 10 false;
    19 TableIndexI64 "R_WASM_TABLE_INDEX_I64" 8 false;
    20 TableNumberLeb "R_WASM_TABLE_NUMBER_LEB" 5 false;
    21 MemoryAddrTlsSleb "R_WASM_MEMORY_ADDR_TLS_SLEB" 5 true;
    22 FunctionOffsetI64 "R_WASM_FUNCTION_OFFSET_I64" 8 true;
    23 MemoryAddrLocrelI32 "R_WASM_MEMORY_ADDR_LOCREL_I32" 4 true;
    24 TableIndexRelSleb64 "R_WASM_TABLE_INDEX_REL_SLEB64" 10 false;
    25 MemoryAddrTlsSleb64 "R_WASM_MEMORY_ADDR_TLS_SLEB64" 10 true;
    26 FunctionIndexI32 "R_WASM_FUNCTION_INDEX_I32" 4 false;
}

/// The relocations of all sections of a module, in order.
///
/// # Errors
/// What is malformed in a `reloc.…` section.
pub fn decode_relocs(module: &Module) -> Result<Vec<Relocs>> {
    let sections = module.customs.iter().filter(|section| section.name.starts_with(PREFIX));
    sections.map(|section| relocs(module, section)).collect()
}

fn relocs(module: &Module, section: &CustomSection) -> Result<Relocs> {
    let mut reader = contents(module, section);
    let relocs = Relocs { section: reader.u32()?, entries: list(&mut reader, reloc)? };
    at_end(&reader)?;
    Ok(relocs)
}

fn reloc(reader: &mut Reader<'_>) -> Result<Reloc> {
    let at = reader.position();
    let number = reader.u32()?;
    let kind = RelocKind::from_number(number).ok_or_else(|| errors::malformed_kind(at, "relocation type", number))?;
    let (offset, index) = (reader.u32()?, reader.u32()?);
    let addend = if kind.has_addend() { reader.s64()? } else { 0 };
    Ok(Reloc { kind, offset, index, addend })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::binary::custom::set_custom;

    #[test]
    fn entries_are_read() {
        let mut module = Module::default();
        set_custom(&mut module, "reloc.CODE", &[3, 2, 0, 6, 1, 4, 0x80, 1, 2, 0x7c]);
        let relocs = decode_relocs(&module).unwrap();
        assert_eq!(relocs[0].section, 3);
        assert_eq!(relocs[0].entries[0].kind.name(), "R_WASM_FUNCTION_INDEX_LEB");
        assert_eq!(relocs[0].entries[1], Reloc { kind: RelocKind::MemoryAddrSleb, offset: 128, index: 2, addend: -4 });
        set_custom(&mut module, "reloc.CODE", &[3, 1, 99, 6, 1]);
        assert!(decode_relocs(&module).is_err());
    }
}
