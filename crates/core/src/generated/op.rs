//! The `Op` enum: one variant per instruction, in order of prefix and opcode.

// Written by `cargo xtask gen` from `crates/core/src/ops.rs`. Do not edit.

/// A WebAssembly instruction, without its immediates.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
#[repr(u16)]
pub enum Op {
    /// `unreachable` (0x00)
    Unreachable,
    /// `nop`: `[] -> []` (0x01)
    Nop,
    /// `block` (0x02)
    Block,
    /// `loop` (0x03)
    Loop,
    /// `if` (0x04)
    If,
    /// `else` (0x05)
    Else,
    /// `try` (0x06)
    Try,
    /// `catch` (0x07)
    Catch,
    /// `throw` (0x08)
    Throw,
    /// `rethrow` (0x09)
    Rethrow,
    /// `throw_ref` (0x0A)
    ThrowRef,
    /// `end` (0x0B)
    End,
    /// `br` (0x0C)
    Br,
    /// `br_if` (0x0D)
    BrIf,
    /// `br_table` (0x0E)
    BrTable,
    /// `return` (0x0F)
    Return,
    /// `call` (0x10)
    Call,
    /// `call_indirect` (0x11)
    CallIndirect,
    /// `return_call` (0x12)
    ReturnCall,
    /// `return_call_indirect` (0x13)
    ReturnCallIndirect,
    /// `call_ref` (0x14)
    CallRef,
    /// `return_call_ref` (0x15)
    ReturnCallRef,
    /// `delegate` (0x18)
    Delegate,
    /// `catch_all` (0x19)
    CatchAll,
    /// `drop` (0x1A)
    Drop,
    /// `select` (0x1B)
    Select,
    /// `select` (0x1C)
    SelectTyped,
    /// `try_table` (0x1F)
    TryTable,
    /// `local.get` (0x20)
    LocalGet,
    /// `local.set` (0x21)
    LocalSet,
    /// `local.tee` (0x22)
    LocalTee,
    /// `global.get` (0x23)
    GlobalGet,
    /// `global.set` (0x24)
    GlobalSet,
    /// `table.get` (0x25)
    TableGet,
    /// `table.set` (0x26)
    TableSet,
    /// `i32.load`: `[at] -> [i32]` (0x28)
    I32Load,
    /// `i64.load`: `[at] -> [i64]` (0x29)
    I64Load,
    /// `f32.load`: `[at] -> [f32]` (0x2A)
    F32Load,
    /// `f64.load`: `[at] -> [f64]` (0x2B)
    F64Load,
    /// `i32.load8_s`: `[at] -> [i32]` (0x2C)
    I32Load8S,
    /// `i32.load8_u`: `[at] -> [i32]` (0x2D)
    I32Load8U,
    /// `i32.load16_s`: `[at] -> [i32]` (0x2E)
    I32Load16S,
    /// `i32.load16_u`: `[at] -> [i32]` (0x2F)
    I32Load16U,
    /// `i64.load8_s`: `[at] -> [i64]` (0x30)
    I64Load8S,
    /// `i64.load8_u`: `[at] -> [i64]` (0x31)
    I64Load8U,
    /// `i64.load16_s`: `[at] -> [i64]` (0x32)
    I64Load16S,
    /// `i64.load16_u`: `[at] -> [i64]` (0x33)
    I64Load16U,
    /// `i64.load32_s`: `[at] -> [i64]` (0x34)
    I64Load32S,
    /// `i64.load32_u`: `[at] -> [i64]` (0x35)
    I64Load32U,
    /// `i32.store`: `[at i32] -> []` (0x36)
    I32Store,
    /// `i64.store`: `[at i64] -> []` (0x37)
    I64Store,
    /// `f32.store`: `[at f32] -> []` (0x38)
    F32Store,
    /// `f64.store`: `[at f64] -> []` (0x39)
    F64Store,
    /// `i32.store8`: `[at i32] -> []` (0x3A)
    I32Store8,
    /// `i32.store16`: `[at i32] -> []` (0x3B)
    I32Store16,
    /// `i64.store8`: `[at i64] -> []` (0x3C)
    I64Store8,
    /// `i64.store16`: `[at i64] -> []` (0x3D)
    I64Store16,
    /// `i64.store32`: `[at i64] -> []` (0x3E)
    I64Store32,
    /// `memory.size` (0x3F)
    MemorySize,
    /// `memory.grow` (0x40)
    MemoryGrow,
    /// `i32.const`: `[] -> [i32]` (0x41)
    I32Const,
    /// `i64.const`: `[] -> [i64]` (0x42)
    I64Const,
    /// `f32.const`: `[] -> [f32]` (0x43)
    F32Const,
    /// `f64.const`: `[] -> [f64]` (0x44)
    F64Const,
    /// `i32.eqz`: `[i32] -> [i32]` (0x45)
    I32Eqz,
    /// `i32.eq`: `[i32 i32] -> [i32]` (0x46)
    I32Eq,
    /// `i32.ne`: `[i32 i32] -> [i32]` (0x47)
    I32Ne,
    /// `i32.lt_s`: `[i32 i32] -> [i32]` (0x48)
    I32LtS,
    /// `i32.lt_u`: `[i32 i32] -> [i32]` (0x49)
    I32LtU,
    /// `i32.gt_s`: `[i32 i32] -> [i32]` (0x4A)
    I32GtS,
    /// `i32.gt_u`: `[i32 i32] -> [i32]` (0x4B)
    I32GtU,
    /// `i32.le_s`: `[i32 i32] -> [i32]` (0x4C)
    I32LeS,
    /// `i32.le_u`: `[i32 i32] -> [i32]` (0x4D)
    I32LeU,
    /// `i32.ge_s`: `[i32 i32] -> [i32]` (0x4E)
    I32GeS,
    /// `i32.ge_u`: `[i32 i32] -> [i32]` (0x4F)
    I32GeU,
    /// `i64.eqz`: `[i64] -> [i32]` (0x50)
    I64Eqz,
    /// `i64.eq`: `[i64 i64] -> [i32]` (0x51)
    I64Eq,
    /// `i64.ne`: `[i64 i64] -> [i32]` (0x52)
    I64Ne,
    /// `i64.lt_s`: `[i64 i64] -> [i32]` (0x53)
    I64LtS,
    /// `i64.lt_u`: `[i64 i64] -> [i32]` (0x54)
    I64LtU,
    /// `i64.gt_s`: `[i64 i64] -> [i32]` (0x55)
    I64GtS,
    /// `i64.gt_u`: `[i64 i64] -> [i32]` (0x56)
    I64GtU,
    /// `i64.le_s`: `[i64 i64] -> [i32]` (0x57)
    I64LeS,
    /// `i64.le_u`: `[i64 i64] -> [i32]` (0x58)
    I64LeU,
    /// `i64.ge_s`: `[i64 i64] -> [i32]` (0x59)
    I64GeS,
    /// `i64.ge_u`: `[i64 i64] -> [i32]` (0x5A)
    I64GeU,
    /// `f32.eq`: `[f32 f32] -> [i32]` (0x5B)
    F32Eq,
    /// `f32.ne`: `[f32 f32] -> [i32]` (0x5C)
    F32Ne,
    /// `f32.lt`: `[f32 f32] -> [i32]` (0x5D)
    F32Lt,
    /// `f32.gt`: `[f32 f32] -> [i32]` (0x5E)
    F32Gt,
    /// `f32.le`: `[f32 f32] -> [i32]` (0x5F)
    F32Le,
    /// `f32.ge`: `[f32 f32] -> [i32]` (0x60)
    F32Ge,
    /// `f64.eq`: `[f64 f64] -> [i32]` (0x61)
    F64Eq,
    /// `f64.ne`: `[f64 f64] -> [i32]` (0x62)
    F64Ne,
    /// `f64.lt`: `[f64 f64] -> [i32]` (0x63)
    F64Lt,
    /// `f64.gt`: `[f64 f64] -> [i32]` (0x64)
    F64Gt,
    /// `f64.le`: `[f64 f64] -> [i32]` (0x65)
    F64Le,
    /// `f64.ge`: `[f64 f64] -> [i32]` (0x66)
    F64Ge,
    /// `i32.clz`: `[i32] -> [i32]` (0x67)
    I32Clz,
    /// `i32.ctz`: `[i32] -> [i32]` (0x68)
    I32Ctz,
    /// `i32.popcnt`: `[i32] -> [i32]` (0x69)
    I32Popcnt,
    /// `i32.add`: `[i32 i32] -> [i32]` (0x6A)
    I32Add,
    /// `i32.sub`: `[i32 i32] -> [i32]` (0x6B)
    I32Sub,
    /// `i32.mul`: `[i32 i32] -> [i32]` (0x6C)
    I32Mul,
    /// `i32.div_s`: `[i32 i32] -> [i32]` (0x6D)
    I32DivS,
    /// `i32.div_u`: `[i32 i32] -> [i32]` (0x6E)
    I32DivU,
    /// `i32.rem_s`: `[i32 i32] -> [i32]` (0x6F)
    I32RemS,
    /// `i32.rem_u`: `[i32 i32] -> [i32]` (0x70)
    I32RemU,
    /// `i32.and`: `[i32 i32] -> [i32]` (0x71)
    I32And,
    /// `i32.or`: `[i32 i32] -> [i32]` (0x72)
    I32Or,
    /// `i32.xor`: `[i32 i32] -> [i32]` (0x73)
    I32Xor,
    /// `i32.shl`: `[i32 i32] -> [i32]` (0x74)
    I32Shl,
    /// `i32.shr_s`: `[i32 i32] -> [i32]` (0x75)
    I32ShrS,
    /// `i32.shr_u`: `[i32 i32] -> [i32]` (0x76)
    I32ShrU,
    /// `i32.rotl`: `[i32 i32] -> [i32]` (0x77)
    I32Rotl,
    /// `i32.rotr`: `[i32 i32] -> [i32]` (0x78)
    I32Rotr,
    /// `i64.clz`: `[i64] -> [i64]` (0x79)
    I64Clz,
    /// `i64.ctz`: `[i64] -> [i64]` (0x7A)
    I64Ctz,
    /// `i64.popcnt`: `[i64] -> [i64]` (0x7B)
    I64Popcnt,
    /// `i64.add`: `[i64 i64] -> [i64]` (0x7C)
    I64Add,
    /// `i64.sub`: `[i64 i64] -> [i64]` (0x7D)
    I64Sub,
    /// `i64.mul`: `[i64 i64] -> [i64]` (0x7E)
    I64Mul,
    /// `i64.div_s`: `[i64 i64] -> [i64]` (0x7F)
    I64DivS,
    /// `i64.div_u`: `[i64 i64] -> [i64]` (0x80)
    I64DivU,
    /// `i64.rem_s`: `[i64 i64] -> [i64]` (0x81)
    I64RemS,
    /// `i64.rem_u`: `[i64 i64] -> [i64]` (0x82)
    I64RemU,
    /// `i64.and`: `[i64 i64] -> [i64]` (0x83)
    I64And,
    /// `i64.or`: `[i64 i64] -> [i64]` (0x84)
    I64Or,
    /// `i64.xor`: `[i64 i64] -> [i64]` (0x85)
    I64Xor,
    /// `i64.shl`: `[i64 i64] -> [i64]` (0x86)
    I64Shl,
    /// `i64.shr_s`: `[i64 i64] -> [i64]` (0x87)
    I64ShrS,
    /// `i64.shr_u`: `[i64 i64] -> [i64]` (0x88)
    I64ShrU,
    /// `i64.rotl`: `[i64 i64] -> [i64]` (0x89)
    I64Rotl,
    /// `i64.rotr`: `[i64 i64] -> [i64]` (0x8A)
    I64Rotr,
    /// `f32.abs`: `[f32] -> [f32]` (0x8B)
    F32Abs,
    /// `f32.neg`: `[f32] -> [f32]` (0x8C)
    F32Neg,
    /// `f32.ceil`: `[f32] -> [f32]` (0x8D)
    F32Ceil,
    /// `f32.floor`: `[f32] -> [f32]` (0x8E)
    F32Floor,
    /// `f32.trunc`: `[f32] -> [f32]` (0x8F)
    F32Trunc,
    /// `f32.nearest`: `[f32] -> [f32]` (0x90)
    F32Nearest,
    /// `f32.sqrt`: `[f32] -> [f32]` (0x91)
    F32Sqrt,
    /// `f32.add`: `[f32 f32] -> [f32]` (0x92)
    F32Add,
    /// `f32.sub`: `[f32 f32] -> [f32]` (0x93)
    F32Sub,
    /// `f32.mul`: `[f32 f32] -> [f32]` (0x94)
    F32Mul,
    /// `f32.div`: `[f32 f32] -> [f32]` (0x95)
    F32Div,
    /// `f32.min`: `[f32 f32] -> [f32]` (0x96)
    F32Min,
    /// `f32.max`: `[f32 f32] -> [f32]` (0x97)
    F32Max,
    /// `f32.copysign`: `[f32 f32] -> [f32]` (0x98)
    F32Copysign,
    /// `f64.abs`: `[f64] -> [f64]` (0x99)
    F64Abs,
    /// `f64.neg`: `[f64] -> [f64]` (0x9A)
    F64Neg,
    /// `f64.ceil`: `[f64] -> [f64]` (0x9B)
    F64Ceil,
    /// `f64.floor`: `[f64] -> [f64]` (0x9C)
    F64Floor,
    /// `f64.trunc`: `[f64] -> [f64]` (0x9D)
    F64Trunc,
    /// `f64.nearest`: `[f64] -> [f64]` (0x9E)
    F64Nearest,
    /// `f64.sqrt`: `[f64] -> [f64]` (0x9F)
    F64Sqrt,
    /// `f64.add`: `[f64 f64] -> [f64]` (0xA0)
    F64Add,
    /// `f64.sub`: `[f64 f64] -> [f64]` (0xA1)
    F64Sub,
    /// `f64.mul`: `[f64 f64] -> [f64]` (0xA2)
    F64Mul,
    /// `f64.div`: `[f64 f64] -> [f64]` (0xA3)
    F64Div,
    /// `f64.min`: `[f64 f64] -> [f64]` (0xA4)
    F64Min,
    /// `f64.max`: `[f64 f64] -> [f64]` (0xA5)
    F64Max,
    /// `f64.copysign`: `[f64 f64] -> [f64]` (0xA6)
    F64Copysign,
    /// `i32.wrap_i64`: `[i64] -> [i32]` (0xA7)
    I32WrapI64,
    /// `i32.trunc_f32_s`: `[f32] -> [i32]` (0xA8)
    I32TruncF32S,
    /// `i32.trunc_f32_u`: `[f32] -> [i32]` (0xA9)
    I32TruncF32U,
    /// `i32.trunc_f64_s`: `[f64] -> [i32]` (0xAA)
    I32TruncF64S,
    /// `i32.trunc_f64_u`: `[f64] -> [i32]` (0xAB)
    I32TruncF64U,
    /// `i64.extend_i32_s`: `[i32] -> [i64]` (0xAC)
    I64ExtendI32S,
    /// `i64.extend_i32_u`: `[i32] -> [i64]` (0xAD)
    I64ExtendI32U,
    /// `i64.trunc_f32_s`: `[f32] -> [i64]` (0xAE)
    I64TruncF32S,
    /// `i64.trunc_f32_u`: `[f32] -> [i64]` (0xAF)
    I64TruncF32U,
    /// `i64.trunc_f64_s`: `[f64] -> [i64]` (0xB0)
    I64TruncF64S,
    /// `i64.trunc_f64_u`: `[f64] -> [i64]` (0xB1)
    I64TruncF64U,
    /// `f32.convert_i32_s`: `[i32] -> [f32]` (0xB2)
    F32ConvertI32S,
    /// `f32.convert_i32_u`: `[i32] -> [f32]` (0xB3)
    F32ConvertI32U,
    /// `f32.convert_i64_s`: `[i64] -> [f32]` (0xB4)
    F32ConvertI64S,
    /// `f32.convert_i64_u`: `[i64] -> [f32]` (0xB5)
    F32ConvertI64U,
    /// `f32.demote_f64`: `[f64] -> [f32]` (0xB6)
    F32DemoteF64,
    /// `f64.convert_i32_s`: `[i32] -> [f64]` (0xB7)
    F64ConvertI32S,
    /// `f64.convert_i32_u`: `[i32] -> [f64]` (0xB8)
    F64ConvertI32U,
    /// `f64.convert_i64_s`: `[i64] -> [f64]` (0xB9)
    F64ConvertI64S,
    /// `f64.convert_i64_u`: `[i64] -> [f64]` (0xBA)
    F64ConvertI64U,
    /// `f64.promote_f32`: `[f32] -> [f64]` (0xBB)
    F64PromoteF32,
    /// `i32.reinterpret_f32`: `[f32] -> [i32]` (0xBC)
    I32ReinterpretF32,
    /// `i64.reinterpret_f64`: `[f64] -> [i64]` (0xBD)
    I64ReinterpretF64,
    /// `f32.reinterpret_i32`: `[i32] -> [f32]` (0xBE)
    F32ReinterpretI32,
    /// `f64.reinterpret_i64`: `[i64] -> [f64]` (0xBF)
    F64ReinterpretI64,
    /// `i32.extend8_s`: `[i32] -> [i32]` (0xC0)
    I32Extend8S,
    /// `i32.extend16_s`: `[i32] -> [i32]` (0xC1)
    I32Extend16S,
    /// `i64.extend8_s`: `[i64] -> [i64]` (0xC2)
    I64Extend8S,
    /// `i64.extend16_s`: `[i64] -> [i64]` (0xC3)
    I64Extend16S,
    /// `i64.extend32_s`: `[i64] -> [i64]` (0xC4)
    I64Extend32S,
    /// `ref.null` (0xD0)
    RefNull,
    /// `ref.is_null` (0xD1)
    RefIsNull,
    /// `ref.func` (0xD2)
    RefFunc,
    /// `ref.eq` (0xD3)
    RefEq,
    /// `ref.as_non_null` (0xD4)
    RefAsNonNull,
    /// `br_on_null` (0xD5)
    BrOnNull,
    /// `br_on_non_null` (0xD6)
    BrOnNonNull,
    /// `struct.new` (0xFB 0)
    StructNew,
    /// `struct.new_default` (0xFB 1)
    StructNewDefault,
    /// `struct.get` (0xFB 2)
    StructGet,
    /// `struct.get_s` (0xFB 3)
    StructGetS,
    /// `struct.get_u` (0xFB 4)
    StructGetU,
    /// `struct.set` (0xFB 5)
    StructSet,
    /// `array.new` (0xFB 6)
    ArrayNew,
    /// `array.new_default` (0xFB 7)
    ArrayNewDefault,
    /// `array.new_fixed` (0xFB 8)
    ArrayNewFixed,
    /// `array.new_data` (0xFB 9)
    ArrayNewData,
    /// `array.new_elem` (0xFB 10)
    ArrayNewElem,
    /// `array.get` (0xFB 11)
    ArrayGet,
    /// `array.get_s` (0xFB 12)
    ArrayGetS,
    /// `array.get_u` (0xFB 13)
    ArrayGetU,
    /// `array.set` (0xFB 14)
    ArraySet,
    /// `array.len` (0xFB 15)
    ArrayLen,
    /// `array.fill` (0xFB 16)
    ArrayFill,
    /// `array.copy` (0xFB 17)
    ArrayCopy,
    /// `array.init_data` (0xFB 18)
    ArrayInitData,
    /// `array.init_elem` (0xFB 19)
    ArrayInitElem,
    /// `ref.test` (0xFB 20)
    RefTest,
    /// `ref.test` (0xFB 21)
    RefTestNull,
    /// `ref.cast` (0xFB 22)
    RefCast,
    /// `ref.cast` (0xFB 23)
    RefCastNull,
    /// `br_on_cast` (0xFB 24)
    BrOnCast,
    /// `br_on_cast_fail` (0xFB 25)
    BrOnCastFail,
    /// `any.convert_extern` (0xFB 26)
    AnyConvertExtern,
    /// `extern.convert_any` (0xFB 27)
    ExternConvertAny,
    /// `ref.i31` (0xFB 28)
    RefI31,
    /// `i31.get_s` (0xFB 29)
    I31GetS,
    /// `i31.get_u` (0xFB 30)
    I31GetU,
    /// `i32.trunc_sat_f32_s`: `[f32] -> [i32]` (0xFC 0)
    I32TruncSatF32S,
    /// `i32.trunc_sat_f32_u`: `[f32] -> [i32]` (0xFC 1)
    I32TruncSatF32U,
    /// `i32.trunc_sat_f64_s`: `[f64] -> [i32]` (0xFC 2)
    I32TruncSatF64S,
    /// `i32.trunc_sat_f64_u`: `[f64] -> [i32]` (0xFC 3)
    I32TruncSatF64U,
    /// `i64.trunc_sat_f32_s`: `[f32] -> [i64]` (0xFC 4)
    I64TruncSatF32S,
    /// `i64.trunc_sat_f32_u`: `[f32] -> [i64]` (0xFC 5)
    I64TruncSatF32U,
    /// `i64.trunc_sat_f64_s`: `[f64] -> [i64]` (0xFC 6)
    I64TruncSatF64S,
    /// `i64.trunc_sat_f64_u`: `[f64] -> [i64]` (0xFC 7)
    I64TruncSatF64U,
    /// `memory.init` (0xFC 8)
    MemoryInit,
    /// `data.drop`: `[] -> []` (0xFC 9)
    DataDrop,
    /// `memory.copy` (0xFC 10)
    MemoryCopy,
    /// `memory.fill` (0xFC 11)
    MemoryFill,
    /// `table.init` (0xFC 12)
    TableInit,
    /// `elem.drop`: `[] -> []` (0xFC 13)
    ElemDrop,
    /// `table.copy` (0xFC 14)
    TableCopy,
    /// `table.grow` (0xFC 15)
    TableGrow,
    /// `table.size` (0xFC 16)
    TableSize,
    /// `table.fill` (0xFC 17)
    TableFill,
    /// `i64.add128`: `[i64 i64 i64 i64] -> [i64 i64]` (0xFC 19)
    I64Add128,
    /// `i64.sub128`: `[i64 i64 i64 i64] -> [i64 i64]` (0xFC 20)
    I64Sub128,
    /// `i64.mul_wide_s`: `[i64 i64] -> [i64 i64]` (0xFC 21)
    I64MulWideS,
    /// `i64.mul_wide_u`: `[i64 i64] -> [i64 i64]` (0xFC 22)
    I64MulWideU,
    /// `v128.load`: `[at] -> [v128]` (0xFD 0)
    V128Load,
    /// `v128.load8x8_s`: `[at] -> [v128]` (0xFD 1)
    V128Load8x8S,
    /// `v128.load8x8_u`: `[at] -> [v128]` (0xFD 2)
    V128Load8x8U,
    /// `v128.load16x4_s`: `[at] -> [v128]` (0xFD 3)
    V128Load16x4S,
    /// `v128.load16x4_u`: `[at] -> [v128]` (0xFD 4)
    V128Load16x4U,
    /// `v128.load32x2_s`: `[at] -> [v128]` (0xFD 5)
    V128Load32x2S,
    /// `v128.load32x2_u`: `[at] -> [v128]` (0xFD 6)
    V128Load32x2U,
    /// `v128.load8_splat`: `[at] -> [v128]` (0xFD 7)
    V128Load8Splat,
    /// `v128.load16_splat`: `[at] -> [v128]` (0xFD 8)
    V128Load16Splat,
    /// `v128.load32_splat`: `[at] -> [v128]` (0xFD 9)
    V128Load32Splat,
    /// `v128.load64_splat`: `[at] -> [v128]` (0xFD 10)
    V128Load64Splat,
    /// `v128.store`: `[at v128] -> []` (0xFD 11)
    V128Store,
    /// `v128.const`: `[] -> [v128]` (0xFD 12)
    V128Const,
    /// `i8x16.shuffle`: `[v128 v128] -> [v128]` (0xFD 13)
    I8x16Shuffle,
    /// `i8x16.swizzle`: `[v128 v128] -> [v128]` (0xFD 14)
    I8x16Swizzle,
    /// `i8x16.splat`: `[i32] -> [v128]` (0xFD 15)
    I8x16Splat,
    /// `i16x8.splat`: `[i32] -> [v128]` (0xFD 16)
    I16x8Splat,
    /// `i32x4.splat`: `[i32] -> [v128]` (0xFD 17)
    I32x4Splat,
    /// `i64x2.splat`: `[i64] -> [v128]` (0xFD 18)
    I64x2Splat,
    /// `f32x4.splat`: `[f32] -> [v128]` (0xFD 19)
    F32x4Splat,
    /// `f64x2.splat`: `[f64] -> [v128]` (0xFD 20)
    F64x2Splat,
    /// `i8x16.extract_lane_s`: `[v128] -> [i32]` (0xFD 21)
    I8x16ExtractLaneS,
    /// `i8x16.extract_lane_u`: `[v128] -> [i32]` (0xFD 22)
    I8x16ExtractLaneU,
    /// `i8x16.replace_lane`: `[v128 i32] -> [v128]` (0xFD 23)
    I8x16ReplaceLane,
    /// `i16x8.extract_lane_s`: `[v128] -> [i32]` (0xFD 24)
    I16x8ExtractLaneS,
    /// `i16x8.extract_lane_u`: `[v128] -> [i32]` (0xFD 25)
    I16x8ExtractLaneU,
    /// `i16x8.replace_lane`: `[v128 i32] -> [v128]` (0xFD 26)
    I16x8ReplaceLane,
    /// `i32x4.extract_lane`: `[v128] -> [i32]` (0xFD 27)
    I32x4ExtractLane,
    /// `i32x4.replace_lane`: `[v128 i32] -> [v128]` (0xFD 28)
    I32x4ReplaceLane,
    /// `i64x2.extract_lane`: `[v128] -> [i64]` (0xFD 29)
    I64x2ExtractLane,
    /// `i64x2.replace_lane`: `[v128 i64] -> [v128]` (0xFD 30)
    I64x2ReplaceLane,
    /// `f32x4.extract_lane`: `[v128] -> [f32]` (0xFD 31)
    F32x4ExtractLane,
    /// `f32x4.replace_lane`: `[v128 f32] -> [v128]` (0xFD 32)
    F32x4ReplaceLane,
    /// `f64x2.extract_lane`: `[v128] -> [f64]` (0xFD 33)
    F64x2ExtractLane,
    /// `f64x2.replace_lane`: `[v128 f64] -> [v128]` (0xFD 34)
    F64x2ReplaceLane,
    /// `i8x16.eq`: `[v128 v128] -> [v128]` (0xFD 35)
    I8x16Eq,
    /// `i8x16.ne`: `[v128 v128] -> [v128]` (0xFD 36)
    I8x16Ne,
    /// `i8x16.lt_s`: `[v128 v128] -> [v128]` (0xFD 37)
    I8x16LtS,
    /// `i8x16.lt_u`: `[v128 v128] -> [v128]` (0xFD 38)
    I8x16LtU,
    /// `i8x16.gt_s`: `[v128 v128] -> [v128]` (0xFD 39)
    I8x16GtS,
    /// `i8x16.gt_u`: `[v128 v128] -> [v128]` (0xFD 40)
    I8x16GtU,
    /// `i8x16.le_s`: `[v128 v128] -> [v128]` (0xFD 41)
    I8x16LeS,
    /// `i8x16.le_u`: `[v128 v128] -> [v128]` (0xFD 42)
    I8x16LeU,
    /// `i8x16.ge_s`: `[v128 v128] -> [v128]` (0xFD 43)
    I8x16GeS,
    /// `i8x16.ge_u`: `[v128 v128] -> [v128]` (0xFD 44)
    I8x16GeU,
    /// `i16x8.eq`: `[v128 v128] -> [v128]` (0xFD 45)
    I16x8Eq,
    /// `i16x8.ne`: `[v128 v128] -> [v128]` (0xFD 46)
    I16x8Ne,
    /// `i16x8.lt_s`: `[v128 v128] -> [v128]` (0xFD 47)
    I16x8LtS,
    /// `i16x8.lt_u`: `[v128 v128] -> [v128]` (0xFD 48)
    I16x8LtU,
    /// `i16x8.gt_s`: `[v128 v128] -> [v128]` (0xFD 49)
    I16x8GtS,
    /// `i16x8.gt_u`: `[v128 v128] -> [v128]` (0xFD 50)
    I16x8GtU,
    /// `i16x8.le_s`: `[v128 v128] -> [v128]` (0xFD 51)
    I16x8LeS,
    /// `i16x8.le_u`: `[v128 v128] -> [v128]` (0xFD 52)
    I16x8LeU,
    /// `i16x8.ge_s`: `[v128 v128] -> [v128]` (0xFD 53)
    I16x8GeS,
    /// `i16x8.ge_u`: `[v128 v128] -> [v128]` (0xFD 54)
    I16x8GeU,
    /// `i32x4.eq`: `[v128 v128] -> [v128]` (0xFD 55)
    I32x4Eq,
    /// `i32x4.ne`: `[v128 v128] -> [v128]` (0xFD 56)
    I32x4Ne,
    /// `i32x4.lt_s`: `[v128 v128] -> [v128]` (0xFD 57)
    I32x4LtS,
    /// `i32x4.lt_u`: `[v128 v128] -> [v128]` (0xFD 58)
    I32x4LtU,
    /// `i32x4.gt_s`: `[v128 v128] -> [v128]` (0xFD 59)
    I32x4GtS,
    /// `i32x4.gt_u`: `[v128 v128] -> [v128]` (0xFD 60)
    I32x4GtU,
    /// `i32x4.le_s`: `[v128 v128] -> [v128]` (0xFD 61)
    I32x4LeS,
    /// `i32x4.le_u`: `[v128 v128] -> [v128]` (0xFD 62)
    I32x4LeU,
    /// `i32x4.ge_s`: `[v128 v128] -> [v128]` (0xFD 63)
    I32x4GeS,
    /// `i32x4.ge_u`: `[v128 v128] -> [v128]` (0xFD 64)
    I32x4GeU,
    /// `f32x4.eq`: `[v128 v128] -> [v128]` (0xFD 65)
    F32x4Eq,
    /// `f32x4.ne`: `[v128 v128] -> [v128]` (0xFD 66)
    F32x4Ne,
    /// `f32x4.lt`: `[v128 v128] -> [v128]` (0xFD 67)
    F32x4Lt,
    /// `f32x4.gt`: `[v128 v128] -> [v128]` (0xFD 68)
    F32x4Gt,
    /// `f32x4.le`: `[v128 v128] -> [v128]` (0xFD 69)
    F32x4Le,
    /// `f32x4.ge`: `[v128 v128] -> [v128]` (0xFD 70)
    F32x4Ge,
    /// `f64x2.eq`: `[v128 v128] -> [v128]` (0xFD 71)
    F64x2Eq,
    /// `f64x2.ne`: `[v128 v128] -> [v128]` (0xFD 72)
    F64x2Ne,
    /// `f64x2.lt`: `[v128 v128] -> [v128]` (0xFD 73)
    F64x2Lt,
    /// `f64x2.gt`: `[v128 v128] -> [v128]` (0xFD 74)
    F64x2Gt,
    /// `f64x2.le`: `[v128 v128] -> [v128]` (0xFD 75)
    F64x2Le,
    /// `f64x2.ge`: `[v128 v128] -> [v128]` (0xFD 76)
    F64x2Ge,
    /// `v128.not`: `[v128] -> [v128]` (0xFD 77)
    V128Not,
    /// `v128.and`: `[v128 v128] -> [v128]` (0xFD 78)
    V128And,
    /// `v128.andnot`: `[v128 v128] -> [v128]` (0xFD 79)
    V128Andnot,
    /// `v128.or`: `[v128 v128] -> [v128]` (0xFD 80)
    V128Or,
    /// `v128.xor`: `[v128 v128] -> [v128]` (0xFD 81)
    V128Xor,
    /// `v128.bitselect`: `[v128 v128 v128] -> [v128]` (0xFD 82)
    V128Bitselect,
    /// `v128.any_true`: `[v128] -> [i32]` (0xFD 83)
    V128AnyTrue,
    /// `v128.load8_lane`: `[at v128] -> [v128]` (0xFD 84)
    V128Load8Lane,
    /// `v128.load16_lane`: `[at v128] -> [v128]` (0xFD 85)
    V128Load16Lane,
    /// `v128.load32_lane`: `[at v128] -> [v128]` (0xFD 86)
    V128Load32Lane,
    /// `v128.load64_lane`: `[at v128] -> [v128]` (0xFD 87)
    V128Load64Lane,
    /// `v128.store8_lane`: `[at v128] -> []` (0xFD 88)
    V128Store8Lane,
    /// `v128.store16_lane`: `[at v128] -> []` (0xFD 89)
    V128Store16Lane,
    /// `v128.store32_lane`: `[at v128] -> []` (0xFD 90)
    V128Store32Lane,
    /// `v128.store64_lane`: `[at v128] -> []` (0xFD 91)
    V128Store64Lane,
    /// `v128.load32_zero`: `[at] -> [v128]` (0xFD 92)
    V128Load32Zero,
    /// `v128.load64_zero`: `[at] -> [v128]` (0xFD 93)
    V128Load64Zero,
    /// `f32x4.demote_f64x2_zero`: `[v128] -> [v128]` (0xFD 94)
    F32x4DemoteF64x2Zero,
    /// `f64x2.promote_low_f32x4`: `[v128] -> [v128]` (0xFD 95)
    F64x2PromoteLowF32x4,
    /// `i8x16.abs`: `[v128] -> [v128]` (0xFD 96)
    I8x16Abs,
    /// `i8x16.neg`: `[v128] -> [v128]` (0xFD 97)
    I8x16Neg,
    /// `i8x16.popcnt`: `[v128] -> [v128]` (0xFD 98)
    I8x16Popcnt,
    /// `i8x16.all_true`: `[v128] -> [i32]` (0xFD 99)
    I8x16AllTrue,
    /// `i8x16.bitmask`: `[v128] -> [i32]` (0xFD 100)
    I8x16Bitmask,
    /// `i8x16.narrow_i16x8_s`: `[v128 v128] -> [v128]` (0xFD 101)
    I8x16NarrowI16x8S,
    /// `i8x16.narrow_i16x8_u`: `[v128 v128] -> [v128]` (0xFD 102)
    I8x16NarrowI16x8U,
    /// `f32x4.ceil`: `[v128] -> [v128]` (0xFD 103)
    F32x4Ceil,
    /// `f32x4.floor`: `[v128] -> [v128]` (0xFD 104)
    F32x4Floor,
    /// `f32x4.trunc`: `[v128] -> [v128]` (0xFD 105)
    F32x4Trunc,
    /// `f32x4.nearest`: `[v128] -> [v128]` (0xFD 106)
    F32x4Nearest,
    /// `i8x16.shl`: `[v128 i32] -> [v128]` (0xFD 107)
    I8x16Shl,
    /// `i8x16.shr_s`: `[v128 i32] -> [v128]` (0xFD 108)
    I8x16ShrS,
    /// `i8x16.shr_u`: `[v128 i32] -> [v128]` (0xFD 109)
    I8x16ShrU,
    /// `i8x16.add`: `[v128 v128] -> [v128]` (0xFD 110)
    I8x16Add,
    /// `i8x16.add_sat_s`: `[v128 v128] -> [v128]` (0xFD 111)
    I8x16AddSatS,
    /// `i8x16.add_sat_u`: `[v128 v128] -> [v128]` (0xFD 112)
    I8x16AddSatU,
    /// `i8x16.sub`: `[v128 v128] -> [v128]` (0xFD 113)
    I8x16Sub,
    /// `i8x16.sub_sat_s`: `[v128 v128] -> [v128]` (0xFD 114)
    I8x16SubSatS,
    /// `i8x16.sub_sat_u`: `[v128 v128] -> [v128]` (0xFD 115)
    I8x16SubSatU,
    /// `f64x2.ceil`: `[v128] -> [v128]` (0xFD 116)
    F64x2Ceil,
    /// `f64x2.floor`: `[v128] -> [v128]` (0xFD 117)
    F64x2Floor,
    /// `i8x16.min_s`: `[v128 v128] -> [v128]` (0xFD 118)
    I8x16MinS,
    /// `i8x16.min_u`: `[v128 v128] -> [v128]` (0xFD 119)
    I8x16MinU,
    /// `i8x16.max_s`: `[v128 v128] -> [v128]` (0xFD 120)
    I8x16MaxS,
    /// `i8x16.max_u`: `[v128 v128] -> [v128]` (0xFD 121)
    I8x16MaxU,
    /// `f64x2.trunc`: `[v128] -> [v128]` (0xFD 122)
    F64x2Trunc,
    /// `i8x16.avgr_u`: `[v128 v128] -> [v128]` (0xFD 123)
    I8x16AvgrU,
    /// `i16x8.extadd_pairwise_i8x16_s`: `[v128] -> [v128]` (0xFD 124)
    I16x8ExtaddPairwiseI8x16S,
    /// `i16x8.extadd_pairwise_i8x16_u`: `[v128] -> [v128]` (0xFD 125)
    I16x8ExtaddPairwiseI8x16U,
    /// `i32x4.extadd_pairwise_i16x8_s`: `[v128] -> [v128]` (0xFD 126)
    I32x4ExtaddPairwiseI16x8S,
    /// `i32x4.extadd_pairwise_i16x8_u`: `[v128] -> [v128]` (0xFD 127)
    I32x4ExtaddPairwiseI16x8U,
    /// `i16x8.abs`: `[v128] -> [v128]` (0xFD 128)
    I16x8Abs,
    /// `i16x8.neg`: `[v128] -> [v128]` (0xFD 129)
    I16x8Neg,
    /// `i16x8.q15mulr_sat_s`: `[v128 v128] -> [v128]` (0xFD 130)
    I16x8Q15mulrSatS,
    /// `i16x8.all_true`: `[v128] -> [i32]` (0xFD 131)
    I16x8AllTrue,
    /// `i16x8.bitmask`: `[v128] -> [i32]` (0xFD 132)
    I16x8Bitmask,
    /// `i16x8.narrow_i32x4_s`: `[v128 v128] -> [v128]` (0xFD 133)
    I16x8NarrowI32x4S,
    /// `i16x8.narrow_i32x4_u`: `[v128 v128] -> [v128]` (0xFD 134)
    I16x8NarrowI32x4U,
    /// `i16x8.extend_low_i8x16_s`: `[v128] -> [v128]` (0xFD 135)
    I16x8ExtendLowI8x16S,
    /// `i16x8.extend_high_i8x16_s`: `[v128] -> [v128]` (0xFD 136)
    I16x8ExtendHighI8x16S,
    /// `i16x8.extend_low_i8x16_u`: `[v128] -> [v128]` (0xFD 137)
    I16x8ExtendLowI8x16U,
    /// `i16x8.extend_high_i8x16_u`: `[v128] -> [v128]` (0xFD 138)
    I16x8ExtendHighI8x16U,
    /// `i16x8.shl`: `[v128 i32] -> [v128]` (0xFD 139)
    I16x8Shl,
    /// `i16x8.shr_s`: `[v128 i32] -> [v128]` (0xFD 140)
    I16x8ShrS,
    /// `i16x8.shr_u`: `[v128 i32] -> [v128]` (0xFD 141)
    I16x8ShrU,
    /// `i16x8.add`: `[v128 v128] -> [v128]` (0xFD 142)
    I16x8Add,
    /// `i16x8.add_sat_s`: `[v128 v128] -> [v128]` (0xFD 143)
    I16x8AddSatS,
    /// `i16x8.add_sat_u`: `[v128 v128] -> [v128]` (0xFD 144)
    I16x8AddSatU,
    /// `i16x8.sub`: `[v128 v128] -> [v128]` (0xFD 145)
    I16x8Sub,
    /// `i16x8.sub_sat_s`: `[v128 v128] -> [v128]` (0xFD 146)
    I16x8SubSatS,
    /// `i16x8.sub_sat_u`: `[v128 v128] -> [v128]` (0xFD 147)
    I16x8SubSatU,
    /// `f64x2.nearest`: `[v128] -> [v128]` (0xFD 148)
    F64x2Nearest,
    /// `i16x8.mul`: `[v128 v128] -> [v128]` (0xFD 149)
    I16x8Mul,
    /// `i16x8.min_s`: `[v128 v128] -> [v128]` (0xFD 150)
    I16x8MinS,
    /// `i16x8.min_u`: `[v128 v128] -> [v128]` (0xFD 151)
    I16x8MinU,
    /// `i16x8.max_s`: `[v128 v128] -> [v128]` (0xFD 152)
    I16x8MaxS,
    /// `i16x8.max_u`: `[v128 v128] -> [v128]` (0xFD 153)
    I16x8MaxU,
    /// `i16x8.avgr_u`: `[v128 v128] -> [v128]` (0xFD 155)
    I16x8AvgrU,
    /// `i16x8.extmul_low_i8x16_s`: `[v128 v128] -> [v128]` (0xFD 156)
    I16x8ExtmulLowI8x16S,
    /// `i16x8.extmul_high_i8x16_s`: `[v128 v128] -> [v128]` (0xFD 157)
    I16x8ExtmulHighI8x16S,
    /// `i16x8.extmul_low_i8x16_u`: `[v128 v128] -> [v128]` (0xFD 158)
    I16x8ExtmulLowI8x16U,
    /// `i16x8.extmul_high_i8x16_u`: `[v128 v128] -> [v128]` (0xFD 159)
    I16x8ExtmulHighI8x16U,
    /// `i32x4.abs`: `[v128] -> [v128]` (0xFD 160)
    I32x4Abs,
    /// `i32x4.neg`: `[v128] -> [v128]` (0xFD 161)
    I32x4Neg,
    /// `i32x4.all_true`: `[v128] -> [i32]` (0xFD 163)
    I32x4AllTrue,
    /// `i32x4.bitmask`: `[v128] -> [i32]` (0xFD 164)
    I32x4Bitmask,
    /// `i32x4.extend_low_i16x8_s`: `[v128] -> [v128]` (0xFD 167)
    I32x4ExtendLowI16x8S,
    /// `i32x4.extend_high_i16x8_s`: `[v128] -> [v128]` (0xFD 168)
    I32x4ExtendHighI16x8S,
    /// `i32x4.extend_low_i16x8_u`: `[v128] -> [v128]` (0xFD 169)
    I32x4ExtendLowI16x8U,
    /// `i32x4.extend_high_i16x8_u`: `[v128] -> [v128]` (0xFD 170)
    I32x4ExtendHighI16x8U,
    /// `i32x4.shl`: `[v128 i32] -> [v128]` (0xFD 171)
    I32x4Shl,
    /// `i32x4.shr_s`: `[v128 i32] -> [v128]` (0xFD 172)
    I32x4ShrS,
    /// `i32x4.shr_u`: `[v128 i32] -> [v128]` (0xFD 173)
    I32x4ShrU,
    /// `i32x4.add`: `[v128 v128] -> [v128]` (0xFD 174)
    I32x4Add,
    /// `i32x4.sub`: `[v128 v128] -> [v128]` (0xFD 177)
    I32x4Sub,
    /// `i32x4.mul`: `[v128 v128] -> [v128]` (0xFD 181)
    I32x4Mul,
    /// `i32x4.min_s`: `[v128 v128] -> [v128]` (0xFD 182)
    I32x4MinS,
    /// `i32x4.min_u`: `[v128 v128] -> [v128]` (0xFD 183)
    I32x4MinU,
    /// `i32x4.max_s`: `[v128 v128] -> [v128]` (0xFD 184)
    I32x4MaxS,
    /// `i32x4.max_u`: `[v128 v128] -> [v128]` (0xFD 185)
    I32x4MaxU,
    /// `i32x4.dot_i16x8_s`: `[v128 v128] -> [v128]` (0xFD 186)
    I32x4DotI16x8S,
    /// `i32x4.extmul_low_i16x8_s`: `[v128 v128] -> [v128]` (0xFD 188)
    I32x4ExtmulLowI16x8S,
    /// `i32x4.extmul_high_i16x8_s`: `[v128 v128] -> [v128]` (0xFD 189)
    I32x4ExtmulHighI16x8S,
    /// `i32x4.extmul_low_i16x8_u`: `[v128 v128] -> [v128]` (0xFD 190)
    I32x4ExtmulLowI16x8U,
    /// `i32x4.extmul_high_i16x8_u`: `[v128 v128] -> [v128]` (0xFD 191)
    I32x4ExtmulHighI16x8U,
    /// `i64x2.abs`: `[v128] -> [v128]` (0xFD 192)
    I64x2Abs,
    /// `i64x2.neg`: `[v128] -> [v128]` (0xFD 193)
    I64x2Neg,
    /// `i64x2.all_true`: `[v128] -> [i32]` (0xFD 195)
    I64x2AllTrue,
    /// `i64x2.bitmask`: `[v128] -> [i32]` (0xFD 196)
    I64x2Bitmask,
    /// `i64x2.extend_low_i32x4_s`: `[v128] -> [v128]` (0xFD 199)
    I64x2ExtendLowI32x4S,
    /// `i64x2.extend_high_i32x4_s`: `[v128] -> [v128]` (0xFD 200)
    I64x2ExtendHighI32x4S,
    /// `i64x2.extend_low_i32x4_u`: `[v128] -> [v128]` (0xFD 201)
    I64x2ExtendLowI32x4U,
    /// `i64x2.extend_high_i32x4_u`: `[v128] -> [v128]` (0xFD 202)
    I64x2ExtendHighI32x4U,
    /// `i64x2.shl`: `[v128 i32] -> [v128]` (0xFD 203)
    I64x2Shl,
    /// `i64x2.shr_s`: `[v128 i32] -> [v128]` (0xFD 204)
    I64x2ShrS,
    /// `i64x2.shr_u`: `[v128 i32] -> [v128]` (0xFD 205)
    I64x2ShrU,
    /// `i64x2.add`: `[v128 v128] -> [v128]` (0xFD 206)
    I64x2Add,
    /// `i64x2.sub`: `[v128 v128] -> [v128]` (0xFD 209)
    I64x2Sub,
    /// `i64x2.mul`: `[v128 v128] -> [v128]` (0xFD 213)
    I64x2Mul,
    /// `i64x2.eq`: `[v128 v128] -> [v128]` (0xFD 214)
    I64x2Eq,
    /// `i64x2.ne`: `[v128 v128] -> [v128]` (0xFD 215)
    I64x2Ne,
    /// `i64x2.lt_s`: `[v128 v128] -> [v128]` (0xFD 216)
    I64x2LtS,
    /// `i64x2.gt_s`: `[v128 v128] -> [v128]` (0xFD 217)
    I64x2GtS,
    /// `i64x2.le_s`: `[v128 v128] -> [v128]` (0xFD 218)
    I64x2LeS,
    /// `i64x2.ge_s`: `[v128 v128] -> [v128]` (0xFD 219)
    I64x2GeS,
    /// `i64x2.extmul_low_i32x4_s`: `[v128 v128] -> [v128]` (0xFD 220)
    I64x2ExtmulLowI32x4S,
    /// `i64x2.extmul_high_i32x4_s`: `[v128 v128] -> [v128]` (0xFD 221)
    I64x2ExtmulHighI32x4S,
    /// `i64x2.extmul_low_i32x4_u`: `[v128 v128] -> [v128]` (0xFD 222)
    I64x2ExtmulLowI32x4U,
    /// `i64x2.extmul_high_i32x4_u`: `[v128 v128] -> [v128]` (0xFD 223)
    I64x2ExtmulHighI32x4U,
    /// `f32x4.abs`: `[v128] -> [v128]` (0xFD 224)
    F32x4Abs,
    /// `f32x4.neg`: `[v128] -> [v128]` (0xFD 225)
    F32x4Neg,
    /// `f32x4.sqrt`: `[v128] -> [v128]` (0xFD 227)
    F32x4Sqrt,
    /// `f32x4.add`: `[v128 v128] -> [v128]` (0xFD 228)
    F32x4Add,
    /// `f32x4.sub`: `[v128 v128] -> [v128]` (0xFD 229)
    F32x4Sub,
    /// `f32x4.mul`: `[v128 v128] -> [v128]` (0xFD 230)
    F32x4Mul,
    /// `f32x4.div`: `[v128 v128] -> [v128]` (0xFD 231)
    F32x4Div,
    /// `f32x4.min`: `[v128 v128] -> [v128]` (0xFD 232)
    F32x4Min,
    /// `f32x4.max`: `[v128 v128] -> [v128]` (0xFD 233)
    F32x4Max,
    /// `f32x4.pmin`: `[v128 v128] -> [v128]` (0xFD 234)
    F32x4Pmin,
    /// `f32x4.pmax`: `[v128 v128] -> [v128]` (0xFD 235)
    F32x4Pmax,
    /// `f64x2.abs`: `[v128] -> [v128]` (0xFD 236)
    F64x2Abs,
    /// `f64x2.neg`: `[v128] -> [v128]` (0xFD 237)
    F64x2Neg,
    /// `f64x2.sqrt`: `[v128] -> [v128]` (0xFD 239)
    F64x2Sqrt,
    /// `f64x2.add`: `[v128 v128] -> [v128]` (0xFD 240)
    F64x2Add,
    /// `f64x2.sub`: `[v128 v128] -> [v128]` (0xFD 241)
    F64x2Sub,
    /// `f64x2.mul`: `[v128 v128] -> [v128]` (0xFD 242)
    F64x2Mul,
    /// `f64x2.div`: `[v128 v128] -> [v128]` (0xFD 243)
    F64x2Div,
    /// `f64x2.min`: `[v128 v128] -> [v128]` (0xFD 244)
    F64x2Min,
    /// `f64x2.max`: `[v128 v128] -> [v128]` (0xFD 245)
    F64x2Max,
    /// `f64x2.pmin`: `[v128 v128] -> [v128]` (0xFD 246)
    F64x2Pmin,
    /// `f64x2.pmax`: `[v128 v128] -> [v128]` (0xFD 247)
    F64x2Pmax,
    /// `i32x4.trunc_sat_f32x4_s`: `[v128] -> [v128]` (0xFD 248)
    I32x4TruncSatF32x4S,
    /// `i32x4.trunc_sat_f32x4_u`: `[v128] -> [v128]` (0xFD 249)
    I32x4TruncSatF32x4U,
    /// `f32x4.convert_i32x4_s`: `[v128] -> [v128]` (0xFD 250)
    F32x4ConvertI32x4S,
    /// `f32x4.convert_i32x4_u`: `[v128] -> [v128]` (0xFD 251)
    F32x4ConvertI32x4U,
    /// `i32x4.trunc_sat_f64x2_s_zero`: `[v128] -> [v128]` (0xFD 252)
    I32x4TruncSatF64x2SZero,
    /// `i32x4.trunc_sat_f64x2_u_zero`: `[v128] -> [v128]` (0xFD 253)
    I32x4TruncSatF64x2UZero,
    /// `f64x2.convert_low_i32x4_s`: `[v128] -> [v128]` (0xFD 254)
    F64x2ConvertLowI32x4S,
    /// `f64x2.convert_low_i32x4_u`: `[v128] -> [v128]` (0xFD 255)
    F64x2ConvertLowI32x4U,
    /// `i8x16.relaxed_swizzle`: `[v128 v128] -> [v128]` (0xFD 256)
    I8x16RelaxedSwizzle,
    /// `i32x4.relaxed_trunc_f32x4_s`: `[v128] -> [v128]` (0xFD 257)
    I32x4RelaxedTruncF32x4S,
    /// `i32x4.relaxed_trunc_f32x4_u`: `[v128] -> [v128]` (0xFD 258)
    I32x4RelaxedTruncF32x4U,
    /// `i32x4.relaxed_trunc_f64x2_s_zero`: `[v128] -> [v128]` (0xFD 259)
    I32x4RelaxedTruncF64x2SZero,
    /// `i32x4.relaxed_trunc_f64x2_u_zero`: `[v128] -> [v128]` (0xFD 260)
    I32x4RelaxedTruncF64x2UZero,
    /// `f32x4.relaxed_madd`: `[v128 v128 v128] -> [v128]` (0xFD 261)
    F32x4RelaxedMadd,
    /// `f32x4.relaxed_nmadd`: `[v128 v128 v128] -> [v128]` (0xFD 262)
    F32x4RelaxedNmadd,
    /// `f64x2.relaxed_madd`: `[v128 v128 v128] -> [v128]` (0xFD 263)
    F64x2RelaxedMadd,
    /// `f64x2.relaxed_nmadd`: `[v128 v128 v128] -> [v128]` (0xFD 264)
    F64x2RelaxedNmadd,
    /// `i8x16.relaxed_laneselect`: `[v128 v128 v128] -> [v128]` (0xFD 265)
    I8x16RelaxedLaneselect,
    /// `i16x8.relaxed_laneselect`: `[v128 v128 v128] -> [v128]` (0xFD 266)
    I16x8RelaxedLaneselect,
    /// `i32x4.relaxed_laneselect`: `[v128 v128 v128] -> [v128]` (0xFD 267)
    I32x4RelaxedLaneselect,
    /// `i64x2.relaxed_laneselect`: `[v128 v128 v128] -> [v128]` (0xFD 268)
    I64x2RelaxedLaneselect,
    /// `f32x4.relaxed_min`: `[v128 v128] -> [v128]` (0xFD 269)
    F32x4RelaxedMin,
    /// `f32x4.relaxed_max`: `[v128 v128] -> [v128]` (0xFD 270)
    F32x4RelaxedMax,
    /// `f64x2.relaxed_min`: `[v128 v128] -> [v128]` (0xFD 271)
    F64x2RelaxedMin,
    /// `f64x2.relaxed_max`: `[v128 v128] -> [v128]` (0xFD 272)
    F64x2RelaxedMax,
    /// `i16x8.relaxed_q15mulr_s`: `[v128 v128] -> [v128]` (0xFD 273)
    I16x8RelaxedQ15mulrS,
    /// `i16x8.relaxed_dot_i8x16_i7x16_s`: `[v128 v128] -> [v128]` (0xFD 274)
    I16x8RelaxedDotI8x16I7x16S,
    /// `i32x4.relaxed_dot_i8x16_i7x16_add_s`: `[v128 v128 v128] -> [v128]` (0xFD 275)
    I32x4RelaxedDotI8x16I7x16AddS,
    /// `memory.atomic.notify`: `[at i32] -> [i32]` (0xFE 0)
    MemoryAtomicNotify,
    /// `memory.atomic.wait32`: `[at i32 i64] -> [i32]` (0xFE 1)
    MemoryAtomicWait32,
    /// `memory.atomic.wait64`: `[at i64 i64] -> [i32]` (0xFE 2)
    MemoryAtomicWait64,
    /// `atomic.fence`: `[] -> []` (0xFE 3)
    AtomicFence,
    /// `i32.atomic.load`: `[at] -> [i32]` (0xFE 16)
    I32AtomicLoad,
    /// `i64.atomic.load`: `[at] -> [i64]` (0xFE 17)
    I64AtomicLoad,
    /// `i32.atomic.load8_u`: `[at] -> [i32]` (0xFE 18)
    I32AtomicLoad8U,
    /// `i32.atomic.load16_u`: `[at] -> [i32]` (0xFE 19)
    I32AtomicLoad16U,
    /// `i64.atomic.load8_u`: `[at] -> [i64]` (0xFE 20)
    I64AtomicLoad8U,
    /// `i64.atomic.load16_u`: `[at] -> [i64]` (0xFE 21)
    I64AtomicLoad16U,
    /// `i64.atomic.load32_u`: `[at] -> [i64]` (0xFE 22)
    I64AtomicLoad32U,
    /// `i32.atomic.store`: `[at i32] -> []` (0xFE 23)
    I32AtomicStore,
    /// `i64.atomic.store`: `[at i64] -> []` (0xFE 24)
    I64AtomicStore,
    /// `i32.atomic.store8`: `[at i32] -> []` (0xFE 25)
    I32AtomicStore8,
    /// `i32.atomic.store16`: `[at i32] -> []` (0xFE 26)
    I32AtomicStore16,
    /// `i64.atomic.store8`: `[at i64] -> []` (0xFE 27)
    I64AtomicStore8,
    /// `i64.atomic.store16`: `[at i64] -> []` (0xFE 28)
    I64AtomicStore16,
    /// `i64.atomic.store32`: `[at i64] -> []` (0xFE 29)
    I64AtomicStore32,
    /// `i32.atomic.rmw.add`: `[at i32] -> [i32]` (0xFE 30)
    I32AtomicRmwAdd,
    /// `i64.atomic.rmw.add`: `[at i64] -> [i64]` (0xFE 31)
    I64AtomicRmwAdd,
    /// `i32.atomic.rmw8.add_u`: `[at i32] -> [i32]` (0xFE 32)
    I32AtomicRmw8AddU,
    /// `i32.atomic.rmw16.add_u`: `[at i32] -> [i32]` (0xFE 33)
    I32AtomicRmw16AddU,
    /// `i64.atomic.rmw8.add_u`: `[at i64] -> [i64]` (0xFE 34)
    I64AtomicRmw8AddU,
    /// `i64.atomic.rmw16.add_u`: `[at i64] -> [i64]` (0xFE 35)
    I64AtomicRmw16AddU,
    /// `i64.atomic.rmw32.add_u`: `[at i64] -> [i64]` (0xFE 36)
    I64AtomicRmw32AddU,
    /// `i32.atomic.rmw.sub`: `[at i32] -> [i32]` (0xFE 37)
    I32AtomicRmwSub,
    /// `i64.atomic.rmw.sub`: `[at i64] -> [i64]` (0xFE 38)
    I64AtomicRmwSub,
    /// `i32.atomic.rmw8.sub_u`: `[at i32] -> [i32]` (0xFE 39)
    I32AtomicRmw8SubU,
    /// `i32.atomic.rmw16.sub_u`: `[at i32] -> [i32]` (0xFE 40)
    I32AtomicRmw16SubU,
    /// `i64.atomic.rmw8.sub_u`: `[at i64] -> [i64]` (0xFE 41)
    I64AtomicRmw8SubU,
    /// `i64.atomic.rmw16.sub_u`: `[at i64] -> [i64]` (0xFE 42)
    I64AtomicRmw16SubU,
    /// `i64.atomic.rmw32.sub_u`: `[at i64] -> [i64]` (0xFE 43)
    I64AtomicRmw32SubU,
    /// `i32.atomic.rmw.and`: `[at i32] -> [i32]` (0xFE 44)
    I32AtomicRmwAnd,
    /// `i64.atomic.rmw.and`: `[at i64] -> [i64]` (0xFE 45)
    I64AtomicRmwAnd,
    /// `i32.atomic.rmw8.and_u`: `[at i32] -> [i32]` (0xFE 46)
    I32AtomicRmw8AndU,
    /// `i32.atomic.rmw16.and_u`: `[at i32] -> [i32]` (0xFE 47)
    I32AtomicRmw16AndU,
    /// `i64.atomic.rmw8.and_u`: `[at i64] -> [i64]` (0xFE 48)
    I64AtomicRmw8AndU,
    /// `i64.atomic.rmw16.and_u`: `[at i64] -> [i64]` (0xFE 49)
    I64AtomicRmw16AndU,
    /// `i64.atomic.rmw32.and_u`: `[at i64] -> [i64]` (0xFE 50)
    I64AtomicRmw32AndU,
    /// `i32.atomic.rmw.or`: `[at i32] -> [i32]` (0xFE 51)
    I32AtomicRmwOr,
    /// `i64.atomic.rmw.or`: `[at i64] -> [i64]` (0xFE 52)
    I64AtomicRmwOr,
    /// `i32.atomic.rmw8.or_u`: `[at i32] -> [i32]` (0xFE 53)
    I32AtomicRmw8OrU,
    /// `i32.atomic.rmw16.or_u`: `[at i32] -> [i32]` (0xFE 54)
    I32AtomicRmw16OrU,
    /// `i64.atomic.rmw8.or_u`: `[at i64] -> [i64]` (0xFE 55)
    I64AtomicRmw8OrU,
    /// `i64.atomic.rmw16.or_u`: `[at i64] -> [i64]` (0xFE 56)
    I64AtomicRmw16OrU,
    /// `i64.atomic.rmw32.or_u`: `[at i64] -> [i64]` (0xFE 57)
    I64AtomicRmw32OrU,
    /// `i32.atomic.rmw.xor`: `[at i32] -> [i32]` (0xFE 58)
    I32AtomicRmwXor,
    /// `i64.atomic.rmw.xor`: `[at i64] -> [i64]` (0xFE 59)
    I64AtomicRmwXor,
    /// `i32.atomic.rmw8.xor_u`: `[at i32] -> [i32]` (0xFE 60)
    I32AtomicRmw8XorU,
    /// `i32.atomic.rmw16.xor_u`: `[at i32] -> [i32]` (0xFE 61)
    I32AtomicRmw16XorU,
    /// `i64.atomic.rmw8.xor_u`: `[at i64] -> [i64]` (0xFE 62)
    I64AtomicRmw8XorU,
    /// `i64.atomic.rmw16.xor_u`: `[at i64] -> [i64]` (0xFE 63)
    I64AtomicRmw16XorU,
    /// `i64.atomic.rmw32.xor_u`: `[at i64] -> [i64]` (0xFE 64)
    I64AtomicRmw32XorU,
    /// `i32.atomic.rmw.xchg`: `[at i32] -> [i32]` (0xFE 65)
    I32AtomicRmwXchg,
    /// `i64.atomic.rmw.xchg`: `[at i64] -> [i64]` (0xFE 66)
    I64AtomicRmwXchg,
    /// `i32.atomic.rmw8.xchg_u`: `[at i32] -> [i32]` (0xFE 67)
    I32AtomicRmw8XchgU,
    /// `i32.atomic.rmw16.xchg_u`: `[at i32] -> [i32]` (0xFE 68)
    I32AtomicRmw16XchgU,
    /// `i64.atomic.rmw8.xchg_u`: `[at i64] -> [i64]` (0xFE 69)
    I64AtomicRmw8XchgU,
    /// `i64.atomic.rmw16.xchg_u`: `[at i64] -> [i64]` (0xFE 70)
    I64AtomicRmw16XchgU,
    /// `i64.atomic.rmw32.xchg_u`: `[at i64] -> [i64]` (0xFE 71)
    I64AtomicRmw32XchgU,
    /// `i32.atomic.rmw.cmpxchg`: `[at i32 i32] -> [i32]` (0xFE 72)
    I32AtomicRmwCmpxchg,
    /// `i64.atomic.rmw.cmpxchg`: `[at i64 i64] -> [i64]` (0xFE 73)
    I64AtomicRmwCmpxchg,
    /// `i32.atomic.rmw8.cmpxchg_u`: `[at i32 i32] -> [i32]` (0xFE 74)
    I32AtomicRmw8CmpxchgU,
    /// `i32.atomic.rmw16.cmpxchg_u`: `[at i32 i32] -> [i32]` (0xFE 75)
    I32AtomicRmw16CmpxchgU,
    /// `i64.atomic.rmw8.cmpxchg_u`: `[at i64 i64] -> [i64]` (0xFE 76)
    I64AtomicRmw8CmpxchgU,
    /// `i64.atomic.rmw16.cmpxchg_u`: `[at i64 i64] -> [i64]` (0xFE 77)
    I64AtomicRmw16CmpxchgU,
    /// `i64.atomic.rmw32.cmpxchg_u`: `[at i64 i64] -> [i64]` (0xFE 78)
    I64AtomicRmw32CmpxchgU,
}
