//! Loads, stores, and the instructions on whole memories.
//!
//! | form | load | store |
//! |---|---|---|
//! | `Slots` | `a ← [b + word 1]` | `[a + word 1] ← b` |
//! | `Const` | | `[a + word 1] ← word 2` |
//! | `AT` | `a ← [word 1]` | `[word 1] ← a` |
//! | `SUM` | `a ← [b + c + word 1]` | `[a + b + word 1] ← c` |
//! | `ANY` | `a ← [b + word 1]` of memory (word 2) | `[a + word 1] ← b` in memory (word 2) |
//!
//! All but `ANY` are of memory 0 with 32-bit addresses. `ANY` names its memory by the place in the instance's context;
//! 32-bit addresses are zero-extended in their slots, so it serves both sizes.
//!
//! Specification: [memory instructions](https://webassembly.github.io/spec/core/exec/instructions.html#memory-instructions).

use wharf_core::num::{self, V128};

use super::{Outcome, Table, set};
use crate::frame::Regs;

macro_rules! loads {
    ($table:ident: $($op:ident: $bits:ty => $value:expr;)*) => {
        $(set!($table:
            $op Slots => |r: Regs| {
                $value(<$bits>::from_le(r.cell::<$bits>(r.get(r.b()), r.word(1))?.read())).put(r, 2)
            };
            $op AT => |r: Regs| $value(<$bits>::from_le(r.cell::<$bits>(0, r.word(1))?.read())).put(r, 2);
            $op SUM => |r: Regs| {
                let address = r.get::<u32>(r.b()).wrapping_add(r.get(r.c()));
                $value(<$bits>::from_le(r.cell::<$bits>(address, r.word(1))?.read())).put(r, 2)
            };
            $op ANY => |r: Regs| {
                let cell = r.cell_of::<$bits>(r.word(2) as usize, r.slot(r.b()), r.word(1))?;
                $value(<$bits>::from_le(cell.read())).put(r, 3)
            };
        );)*
    };
}

macro_rules! stores {
    ($table:ident: $($op:ident: $bits:ty, $value:ty;)*) => {
        $(set!($table:
            $op Slots => |r: Regs| {
                r.cell::<$bits>(r.get(r.a()), r.word(1))?.write((r.get::<$value>(r.b()) as $bits).to_le());
                r.next(2)
            };
            $op Const => |r: Regs| {
                r.cell::<$bits>(r.get(r.a()), r.word(1))?.write((r.word(2) as $bits).to_le());
                r.next(3)
            };
            $op AT => |r: Regs| {
                r.cell::<$bits>(0, r.word(1))?.write((r.get::<$value>(r.a()) as $bits).to_le());
                r.next(2)
            };
            $op SUM => |r: Regs| {
                let address = r.get::<u32>(r.a()).wrapping_add(r.get(r.b()));
                r.cell::<$bits>(address, r.word(1))?.write((r.get::<$value>(r.c()) as $bits).to_le());
                r.next(2)
            };
            $op ANY => |r: Regs| {
                let cell = r.cell_of::<$bits>(r.word(2) as usize, r.slot(r.a()), r.word(1))?;
                cell.write((r.get::<$value>(r.b()) as $bits).to_le());
                r.next(3)
            };
        );)*
    };
}

/// `a ← vector c with lane (word 2, upper half) from [b + word 1]` of memory (word 2, lower half).
macro_rules! load_lanes {
    ($table:ident: $($op:ident: $bits:ty, $shape:ident, $scalar:ty;)*) => {
        $(set!($table: $op Slots => |r: Regs| {
            let cell = r.cell_of::<$bits>(r.half(2, 0) as usize, r.slot(r.b()), r.word(1))?;
            let value = <$bits>::from_le(cell.read()) as $scalar;
            num::$shape::replace_lane(r.get(r.c()), value, r.half(2, 1) as u8).put(r, 3)
        };);)*
    };
}

/// `[a + word 1] ← lane (word 2, upper half) of b` in memory (word 2, lower half).
macro_rules! store_lanes {
    ($table:ident: $($op:ident: $bits:ty, $to:ident;)*) => {
        $(set!($table: $op Slots => |r: Regs| {
            let lanes = r.get::<V128>(r.b()).$to();
            let cell = r.cell_of::<$bits>(r.half(2, 0) as usize, r.slot(r.a()), r.word(1))?;
            cell.write(lanes[r.half(2, 1) as usize % lanes.len()].to_le());
            r.next(3)
        };);)*
    };
}

fn low(bits: u64) -> V128 {
    V128::from_u128(bits as u128)
}

pub(super) fn fill(table: &Table) {
    scalars(table);
    vectors(table);
    whole(table);
}

fn scalars(table: &Table) {
    loads! { table:
        I32Load: u32 => |bits| bits;
        I64Load: u64 => |bits| bits;
        F32Load: u32 => |bits| bits;
        F64Load: u64 => |bits| bits;
        I32Load8S: u8 => |bits| bits as i8 as i32 as u32;
        I32Load8U: u8 => |bits| bits as u32;
        I32Load16S: u16 => |bits| bits as i16 as i32 as u32;
        I32Load16U: u16 => |bits| bits as u32;
        I64Load8S: u8 => |bits| bits as i8 as i64 as u64;
        I64Load8U: u8 => |bits| bits as u64;
        I64Load16S: u16 => |bits| bits as i16 as i64 as u64;
        I64Load16U: u16 => |bits| bits as u64;
        I64Load32S: u32 => |bits| bits as i32 as i64 as u64;
        I64Load32U: u32 => |bits| bits as u64;
    }
    stores! { table:
        I32Store: u32, u32;
        I64Store: u64, u64;
        F32Store: u32, u32;
        F64Store: u64, u64;
        I32Store8: u8, u32;
        I32Store16: u16, u32;
        I64Store8: u8, u64;
        I64Store16: u16, u64;
        I64Store32: u32, u64;
    }
}

fn vectors(table: &Table) {
    loads! { table:
        V128Load: u128 => V128::from_u128;
        V128Load8x8S: u64 => |bits| num::i16x8::extend_low_i8x16_s(low(bits));
        V128Load8x8U: u64 => |bits| num::i16x8::extend_low_i8x16_u(low(bits));
        V128Load16x4S: u64 => |bits| num::i32x4::extend_low_i16x8_s(low(bits));
        V128Load16x4U: u64 => |bits| num::i32x4::extend_low_i16x8_u(low(bits));
        V128Load32x2S: u64 => |bits| num::i64x2::extend_low_i32x4_s(low(bits));
        V128Load32x2U: u64 => |bits| num::i64x2::extend_low_i32x4_u(low(bits));
        V128Load8Splat: u8 => |bits| num::i8x16::splat(bits as u32);
        V128Load16Splat: u16 => |bits| num::i16x8::splat(bits as u32);
        V128Load32Splat: u32 => num::i32x4::splat;
        V128Load64Splat: u64 => num::i64x2::splat;
        V128Load32Zero: u32 => |bits| low(bits as u64);
        V128Load64Zero: u64 => low;
    }
    load_lanes! { table:
        V128Load8Lane: u8, i8x16, u32;
        V128Load16Lane: u16, i16x8, u32;
        V128Load32Lane: u32, i32x4, u32;
        V128Load64Lane: u64, i64x2, u64;
    }
    store_lanes! { table:
        V128Store8Lane: u8, to_u8x16;
        V128Store16Lane: u16, to_u16x8;
        V128Store32Lane: u32, to_u32x4;
        V128Store64Lane: u64, to_u64x2;
    }
    set!(table:
        V128Store Slots => |r: Regs| {
            r.cell::<u128>(r.get(r.a()), r.word(1))?.write(r.get::<V128>(r.b()).to_u128().to_le());
            r.next(2)
        };
        V128Store AT => |r: Regs| {
            r.cell::<u128>(0, r.word(1))?.write(r.get::<V128>(r.a()).to_u128().to_le());
            r.next(2)
        };
        V128Store SUM => |r: Regs| {
            let address = r.get::<u32>(r.a()).wrapping_add(r.get(r.b()));
            r.cell::<u128>(address, r.word(1))?.write(r.get::<V128>(r.c()).to_u128().to_le());
            r.next(2)
        };
        V128Store ANY => |r: Regs| {
            let cell = r.cell_of::<u128>(r.word(2) as usize, r.slot(r.a()), r.word(1))?;
            cell.write(r.get::<V128>(r.b()).to_u128().to_le());
            r.next(3)
        };
    );
}

/// `[a, b, c]`, `[fields 0 …]`, then the indices in word 2: three words each.
fn whole(table: &Table) {
    set!(table:
        slow MemorySize Slots => |r: Regs| {
            let pages = r.vm_call(|store, instance| Ok(instance.memory_size(store, r.half(2, 0))))?;
            r.set(r.a(), pages);
            r.next(3)
        };
        slow MemoryGrow Slots => |r: Regs| {
            let old = r.vm_call(|store, instance| Ok(instance.memory_grow(store, r.half(2, 0), r.slot(r.b()))))?;
            // Minus one in the width of the memory's addresses.
            let failed = if r.half(2, 1) == 0 { u32::MAX as u64 } else { u64::MAX };
            r.set(r.a(), old.unwrap_or(failed));
            r.next(3)
        };
        slow MemoryFill Slots => |r: Regs| {
            let (dst, value, count) = (r.slot(r.b()), r.slot(r.c()) as u8, r.slot(r.field(0)));
            r.vm_call(|store, instance| instance.memory_fill(store, r.half(2, 0), dst, value, count))?;
            r.next(3)
        };
        slow MemoryCopy Slots => |r: Regs| {
            let (dst, src, count) = (r.slot(r.b()), r.slot(r.c()), r.slot(r.field(0)));
            let (to, from) = ((r.half(2, 0), dst), (r.half(2, 1), src));
            r.vm_call(|store, instance| instance.memory_copy(store, to, from, count))?;
            r.next(3)
        };
        slow MemoryInit Slots => |r: Regs| {
            let (dst, src, count) = (r.slot(r.b()), r.slot(r.c()), r.slot(r.field(0)));
            let (data, memory) = (r.half(2, 0), r.half(2, 1));
            r.vm_call(|store, instance| instance.memory_init(store, data, memory, dst, src, count))?;
            r.next(3)
        };
        slow DataDrop Slots => |r: Regs| {
            r.vm_call(|store, instance| {
                instance.data_drop(store, r.half(2, 0));
                Ok(())
            })?;
            r.next(3)
        };
    );
}
