//! Properties of instructions, indexed by `op as usize`, and the tables that find an `Op`.

// Written by `cargo xtask gen` from `crates/core/src/ops.rs`. Do not edit.

use super::Op;
use crate::ops::words::words;
use crate::ops::{NumType::*, Proposal, Shape, SigId, Signature, StackType};

#[rustfmt::skip]
pub(crate) static ALL: [Op; 575] = [
    Op::Unreachable,                 // unreachable
    Op::Nop,                         // nop
    Op::Block,                       // block
    Op::Loop,                        // loop
    Op::If,                          // if
    Op::Else,                        // else
    Op::Try,                         // try
    Op::Catch,                       // catch
    Op::Throw,                       // throw
    Op::Rethrow,                     // rethrow
    Op::ThrowRef,                    // throw_ref
    Op::End,                         // end
    Op::Br,                          // br
    Op::BrIf,                        // br_if
    Op::BrTable,                     // br_table
    Op::Return,                      // return
    Op::Call,                        // call
    Op::CallIndirect,                // call_indirect
    Op::ReturnCall,                  // return_call
    Op::ReturnCallIndirect,          // return_call_indirect
    Op::CallRef,                     // call_ref
    Op::ReturnCallRef,               // return_call_ref
    Op::Delegate,                    // delegate
    Op::CatchAll,                    // catch_all
    Op::Drop,                        // drop
    Op::Select,                      // select
    Op::SelectTyped,                 // select
    Op::TryTable,                    // try_table
    Op::LocalGet,                    // local.get
    Op::LocalSet,                    // local.set
    Op::LocalTee,                    // local.tee
    Op::GlobalGet,                   // global.get
    Op::GlobalSet,                   // global.set
    Op::TableGet,                    // table.get
    Op::TableSet,                    // table.set
    Op::I32Load,                     // i32.load
    Op::I64Load,                     // i64.load
    Op::F32Load,                     // f32.load
    Op::F64Load,                     // f64.load
    Op::I32Load8S,                   // i32.load8_s
    Op::I32Load8U,                   // i32.load8_u
    Op::I32Load16S,                  // i32.load16_s
    Op::I32Load16U,                  // i32.load16_u
    Op::I64Load8S,                   // i64.load8_s
    Op::I64Load8U,                   // i64.load8_u
    Op::I64Load16S,                  // i64.load16_s
    Op::I64Load16U,                  // i64.load16_u
    Op::I64Load32S,                  // i64.load32_s
    Op::I64Load32U,                  // i64.load32_u
    Op::I32Store,                    // i32.store
    Op::I64Store,                    // i64.store
    Op::F32Store,                    // f32.store
    Op::F64Store,                    // f64.store
    Op::I32Store8,                   // i32.store8
    Op::I32Store16,                  // i32.store16
    Op::I64Store8,                   // i64.store8
    Op::I64Store16,                  // i64.store16
    Op::I64Store32,                  // i64.store32
    Op::MemorySize,                  // memory.size
    Op::MemoryGrow,                  // memory.grow
    Op::I32Const,                    // i32.const
    Op::I64Const,                    // i64.const
    Op::F32Const,                    // f32.const
    Op::F64Const,                    // f64.const
    Op::I32Eqz,                      // i32.eqz
    Op::I32Eq,                       // i32.eq
    Op::I32Ne,                       // i32.ne
    Op::I32LtS,                      // i32.lt_s
    Op::I32LtU,                      // i32.lt_u
    Op::I32GtS,                      // i32.gt_s
    Op::I32GtU,                      // i32.gt_u
    Op::I32LeS,                      // i32.le_s
    Op::I32LeU,                      // i32.le_u
    Op::I32GeS,                      // i32.ge_s
    Op::I32GeU,                      // i32.ge_u
    Op::I64Eqz,                      // i64.eqz
    Op::I64Eq,                       // i64.eq
    Op::I64Ne,                       // i64.ne
    Op::I64LtS,                      // i64.lt_s
    Op::I64LtU,                      // i64.lt_u
    Op::I64GtS,                      // i64.gt_s
    Op::I64GtU,                      // i64.gt_u
    Op::I64LeS,                      // i64.le_s
    Op::I64LeU,                      // i64.le_u
    Op::I64GeS,                      // i64.ge_s
    Op::I64GeU,                      // i64.ge_u
    Op::F32Eq,                       // f32.eq
    Op::F32Ne,                       // f32.ne
    Op::F32Lt,                       // f32.lt
    Op::F32Gt,                       // f32.gt
    Op::F32Le,                       // f32.le
    Op::F32Ge,                       // f32.ge
    Op::F64Eq,                       // f64.eq
    Op::F64Ne,                       // f64.ne
    Op::F64Lt,                       // f64.lt
    Op::F64Gt,                       // f64.gt
    Op::F64Le,                       // f64.le
    Op::F64Ge,                       // f64.ge
    Op::I32Clz,                      // i32.clz
    Op::I32Ctz,                      // i32.ctz
    Op::I32Popcnt,                   // i32.popcnt
    Op::I32Add,                      // i32.add
    Op::I32Sub,                      // i32.sub
    Op::I32Mul,                      // i32.mul
    Op::I32DivS,                     // i32.div_s
    Op::I32DivU,                     // i32.div_u
    Op::I32RemS,                     // i32.rem_s
    Op::I32RemU,                     // i32.rem_u
    Op::I32And,                      // i32.and
    Op::I32Or,                       // i32.or
    Op::I32Xor,                      // i32.xor
    Op::I32Shl,                      // i32.shl
    Op::I32ShrS,                     // i32.shr_s
    Op::I32ShrU,                     // i32.shr_u
    Op::I32Rotl,                     // i32.rotl
    Op::I32Rotr,                     // i32.rotr
    Op::I64Clz,                      // i64.clz
    Op::I64Ctz,                      // i64.ctz
    Op::I64Popcnt,                   // i64.popcnt
    Op::I64Add,                      // i64.add
    Op::I64Sub,                      // i64.sub
    Op::I64Mul,                      // i64.mul
    Op::I64DivS,                     // i64.div_s
    Op::I64DivU,                     // i64.div_u
    Op::I64RemS,                     // i64.rem_s
    Op::I64RemU,                     // i64.rem_u
    Op::I64And,                      // i64.and
    Op::I64Or,                       // i64.or
    Op::I64Xor,                      // i64.xor
    Op::I64Shl,                      // i64.shl
    Op::I64ShrS,                     // i64.shr_s
    Op::I64ShrU,                     // i64.shr_u
    Op::I64Rotl,                     // i64.rotl
    Op::I64Rotr,                     // i64.rotr
    Op::F32Abs,                      // f32.abs
    Op::F32Neg,                      // f32.neg
    Op::F32Ceil,                     // f32.ceil
    Op::F32Floor,                    // f32.floor
    Op::F32Trunc,                    // f32.trunc
    Op::F32Nearest,                  // f32.nearest
    Op::F32Sqrt,                     // f32.sqrt
    Op::F32Add,                      // f32.add
    Op::F32Sub,                      // f32.sub
    Op::F32Mul,                      // f32.mul
    Op::F32Div,                      // f32.div
    Op::F32Min,                      // f32.min
    Op::F32Max,                      // f32.max
    Op::F32Copysign,                 // f32.copysign
    Op::F64Abs,                      // f64.abs
    Op::F64Neg,                      // f64.neg
    Op::F64Ceil,                     // f64.ceil
    Op::F64Floor,                    // f64.floor
    Op::F64Trunc,                    // f64.trunc
    Op::F64Nearest,                  // f64.nearest
    Op::F64Sqrt,                     // f64.sqrt
    Op::F64Add,                      // f64.add
    Op::F64Sub,                      // f64.sub
    Op::F64Mul,                      // f64.mul
    Op::F64Div,                      // f64.div
    Op::F64Min,                      // f64.min
    Op::F64Max,                      // f64.max
    Op::F64Copysign,                 // f64.copysign
    Op::I32WrapI64,                  // i32.wrap_i64
    Op::I32TruncF32S,                // i32.trunc_f32_s
    Op::I32TruncF32U,                // i32.trunc_f32_u
    Op::I32TruncF64S,                // i32.trunc_f64_s
    Op::I32TruncF64U,                // i32.trunc_f64_u
    Op::I64ExtendI32S,               // i64.extend_i32_s
    Op::I64ExtendI32U,               // i64.extend_i32_u
    Op::I64TruncF32S,                // i64.trunc_f32_s
    Op::I64TruncF32U,                // i64.trunc_f32_u
    Op::I64TruncF64S,                // i64.trunc_f64_s
    Op::I64TruncF64U,                // i64.trunc_f64_u
    Op::F32ConvertI32S,              // f32.convert_i32_s
    Op::F32ConvertI32U,              // f32.convert_i32_u
    Op::F32ConvertI64S,              // f32.convert_i64_s
    Op::F32ConvertI64U,              // f32.convert_i64_u
    Op::F32DemoteF64,                // f32.demote_f64
    Op::F64ConvertI32S,              // f64.convert_i32_s
    Op::F64ConvertI32U,              // f64.convert_i32_u
    Op::F64ConvertI64S,              // f64.convert_i64_s
    Op::F64ConvertI64U,              // f64.convert_i64_u
    Op::F64PromoteF32,               // f64.promote_f32
    Op::I32ReinterpretF32,           // i32.reinterpret_f32
    Op::I64ReinterpretF64,           // i64.reinterpret_f64
    Op::F32ReinterpretI32,           // f32.reinterpret_i32
    Op::F64ReinterpretI64,           // f64.reinterpret_i64
    Op::I32Extend8S,                 // i32.extend8_s
    Op::I32Extend16S,                // i32.extend16_s
    Op::I64Extend8S,                 // i64.extend8_s
    Op::I64Extend16S,                // i64.extend16_s
    Op::I64Extend32S,                // i64.extend32_s
    Op::RefNull,                     // ref.null
    Op::RefIsNull,                   // ref.is_null
    Op::RefFunc,                     // ref.func
    Op::RefEq,                       // ref.eq
    Op::RefAsNonNull,                // ref.as_non_null
    Op::BrOnNull,                    // br_on_null
    Op::BrOnNonNull,                 // br_on_non_null
    Op::StructNew,                   // struct.new
    Op::StructNewDefault,            // struct.new_default
    Op::StructGet,                   // struct.get
    Op::StructGetS,                  // struct.get_s
    Op::StructGetU,                  // struct.get_u
    Op::StructSet,                   // struct.set
    Op::ArrayNew,                    // array.new
    Op::ArrayNewDefault,             // array.new_default
    Op::ArrayNewFixed,               // array.new_fixed
    Op::ArrayNewData,                // array.new_data
    Op::ArrayNewElem,                // array.new_elem
    Op::ArrayGet,                    // array.get
    Op::ArrayGetS,                   // array.get_s
    Op::ArrayGetU,                   // array.get_u
    Op::ArraySet,                    // array.set
    Op::ArrayLen,                    // array.len
    Op::ArrayFill,                   // array.fill
    Op::ArrayCopy,                   // array.copy
    Op::ArrayInitData,               // array.init_data
    Op::ArrayInitElem,               // array.init_elem
    Op::RefTest,                     // ref.test
    Op::RefTestNull,                 // ref.test
    Op::RefCast,                     // ref.cast
    Op::RefCastNull,                 // ref.cast
    Op::BrOnCast,                    // br_on_cast
    Op::BrOnCastFail,                // br_on_cast_fail
    Op::AnyConvertExtern,            // any.convert_extern
    Op::ExternConvertAny,            // extern.convert_any
    Op::RefI31,                      // ref.i31
    Op::I31GetS,                     // i31.get_s
    Op::I31GetU,                     // i31.get_u
    Op::I32TruncSatF32S,             // i32.trunc_sat_f32_s
    Op::I32TruncSatF32U,             // i32.trunc_sat_f32_u
    Op::I32TruncSatF64S,             // i32.trunc_sat_f64_s
    Op::I32TruncSatF64U,             // i32.trunc_sat_f64_u
    Op::I64TruncSatF32S,             // i64.trunc_sat_f32_s
    Op::I64TruncSatF32U,             // i64.trunc_sat_f32_u
    Op::I64TruncSatF64S,             // i64.trunc_sat_f64_s
    Op::I64TruncSatF64U,             // i64.trunc_sat_f64_u
    Op::MemoryInit,                  // memory.init
    Op::DataDrop,                    // data.drop
    Op::MemoryCopy,                  // memory.copy
    Op::MemoryFill,                  // memory.fill
    Op::TableInit,                   // table.init
    Op::ElemDrop,                    // elem.drop
    Op::TableCopy,                   // table.copy
    Op::TableGrow,                   // table.grow
    Op::TableSize,                   // table.size
    Op::TableFill,                   // table.fill
    Op::I64Add128,                   // i64.add128
    Op::I64Sub128,                   // i64.sub128
    Op::I64MulWideS,                 // i64.mul_wide_s
    Op::I64MulWideU,                 // i64.mul_wide_u
    Op::V128Load,                    // v128.load
    Op::V128Load8x8S,                // v128.load8x8_s
    Op::V128Load8x8U,                // v128.load8x8_u
    Op::V128Load16x4S,               // v128.load16x4_s
    Op::V128Load16x4U,               // v128.load16x4_u
    Op::V128Load32x2S,               // v128.load32x2_s
    Op::V128Load32x2U,               // v128.load32x2_u
    Op::V128Load8Splat,              // v128.load8_splat
    Op::V128Load16Splat,             // v128.load16_splat
    Op::V128Load32Splat,             // v128.load32_splat
    Op::V128Load64Splat,             // v128.load64_splat
    Op::V128Store,                   // v128.store
    Op::V128Const,                   // v128.const
    Op::I8x16Shuffle,                // i8x16.shuffle
    Op::I8x16Swizzle,                // i8x16.swizzle
    Op::I8x16Splat,                  // i8x16.splat
    Op::I16x8Splat,                  // i16x8.splat
    Op::I32x4Splat,                  // i32x4.splat
    Op::I64x2Splat,                  // i64x2.splat
    Op::F32x4Splat,                  // f32x4.splat
    Op::F64x2Splat,                  // f64x2.splat
    Op::I8x16ExtractLaneS,           // i8x16.extract_lane_s
    Op::I8x16ExtractLaneU,           // i8x16.extract_lane_u
    Op::I8x16ReplaceLane,            // i8x16.replace_lane
    Op::I16x8ExtractLaneS,           // i16x8.extract_lane_s
    Op::I16x8ExtractLaneU,           // i16x8.extract_lane_u
    Op::I16x8ReplaceLane,            // i16x8.replace_lane
    Op::I32x4ExtractLane,            // i32x4.extract_lane
    Op::I32x4ReplaceLane,            // i32x4.replace_lane
    Op::I64x2ExtractLane,            // i64x2.extract_lane
    Op::I64x2ReplaceLane,            // i64x2.replace_lane
    Op::F32x4ExtractLane,            // f32x4.extract_lane
    Op::F32x4ReplaceLane,            // f32x4.replace_lane
    Op::F64x2ExtractLane,            // f64x2.extract_lane
    Op::F64x2ReplaceLane,            // f64x2.replace_lane
    Op::I8x16Eq,                     // i8x16.eq
    Op::I8x16Ne,                     // i8x16.ne
    Op::I8x16LtS,                    // i8x16.lt_s
    Op::I8x16LtU,                    // i8x16.lt_u
    Op::I8x16GtS,                    // i8x16.gt_s
    Op::I8x16GtU,                    // i8x16.gt_u
    Op::I8x16LeS,                    // i8x16.le_s
    Op::I8x16LeU,                    // i8x16.le_u
    Op::I8x16GeS,                    // i8x16.ge_s
    Op::I8x16GeU,                    // i8x16.ge_u
    Op::I16x8Eq,                     // i16x8.eq
    Op::I16x8Ne,                     // i16x8.ne
    Op::I16x8LtS,                    // i16x8.lt_s
    Op::I16x8LtU,                    // i16x8.lt_u
    Op::I16x8GtS,                    // i16x8.gt_s
    Op::I16x8GtU,                    // i16x8.gt_u
    Op::I16x8LeS,                    // i16x8.le_s
    Op::I16x8LeU,                    // i16x8.le_u
    Op::I16x8GeS,                    // i16x8.ge_s
    Op::I16x8GeU,                    // i16x8.ge_u
    Op::I32x4Eq,                     // i32x4.eq
    Op::I32x4Ne,                     // i32x4.ne
    Op::I32x4LtS,                    // i32x4.lt_s
    Op::I32x4LtU,                    // i32x4.lt_u
    Op::I32x4GtS,                    // i32x4.gt_s
    Op::I32x4GtU,                    // i32x4.gt_u
    Op::I32x4LeS,                    // i32x4.le_s
    Op::I32x4LeU,                    // i32x4.le_u
    Op::I32x4GeS,                    // i32x4.ge_s
    Op::I32x4GeU,                    // i32x4.ge_u
    Op::F32x4Eq,                     // f32x4.eq
    Op::F32x4Ne,                     // f32x4.ne
    Op::F32x4Lt,                     // f32x4.lt
    Op::F32x4Gt,                     // f32x4.gt
    Op::F32x4Le,                     // f32x4.le
    Op::F32x4Ge,                     // f32x4.ge
    Op::F64x2Eq,                     // f64x2.eq
    Op::F64x2Ne,                     // f64x2.ne
    Op::F64x2Lt,                     // f64x2.lt
    Op::F64x2Gt,                     // f64x2.gt
    Op::F64x2Le,                     // f64x2.le
    Op::F64x2Ge,                     // f64x2.ge
    Op::V128Not,                     // v128.not
    Op::V128And,                     // v128.and
    Op::V128Andnot,                  // v128.andnot
    Op::V128Or,                      // v128.or
    Op::V128Xor,                     // v128.xor
    Op::V128Bitselect,               // v128.bitselect
    Op::V128AnyTrue,                 // v128.any_true
    Op::V128Load8Lane,               // v128.load8_lane
    Op::V128Load16Lane,              // v128.load16_lane
    Op::V128Load32Lane,              // v128.load32_lane
    Op::V128Load64Lane,              // v128.load64_lane
    Op::V128Store8Lane,              // v128.store8_lane
    Op::V128Store16Lane,             // v128.store16_lane
    Op::V128Store32Lane,             // v128.store32_lane
    Op::V128Store64Lane,             // v128.store64_lane
    Op::V128Load32Zero,              // v128.load32_zero
    Op::V128Load64Zero,              // v128.load64_zero
    Op::F32x4DemoteF64x2Zero,        // f32x4.demote_f64x2_zero
    Op::F64x2PromoteLowF32x4,        // f64x2.promote_low_f32x4
    Op::I8x16Abs,                    // i8x16.abs
    Op::I8x16Neg,                    // i8x16.neg
    Op::I8x16Popcnt,                 // i8x16.popcnt
    Op::I8x16AllTrue,                // i8x16.all_true
    Op::I8x16Bitmask,                // i8x16.bitmask
    Op::I8x16NarrowI16x8S,           // i8x16.narrow_i16x8_s
    Op::I8x16NarrowI16x8U,           // i8x16.narrow_i16x8_u
    Op::F32x4Ceil,                   // f32x4.ceil
    Op::F32x4Floor,                  // f32x4.floor
    Op::F32x4Trunc,                  // f32x4.trunc
    Op::F32x4Nearest,                // f32x4.nearest
    Op::I8x16Shl,                    // i8x16.shl
    Op::I8x16ShrS,                   // i8x16.shr_s
    Op::I8x16ShrU,                   // i8x16.shr_u
    Op::I8x16Add,                    // i8x16.add
    Op::I8x16AddSatS,                // i8x16.add_sat_s
    Op::I8x16AddSatU,                // i8x16.add_sat_u
    Op::I8x16Sub,                    // i8x16.sub
    Op::I8x16SubSatS,                // i8x16.sub_sat_s
    Op::I8x16SubSatU,                // i8x16.sub_sat_u
    Op::F64x2Ceil,                   // f64x2.ceil
    Op::F64x2Floor,                  // f64x2.floor
    Op::I8x16MinS,                   // i8x16.min_s
    Op::I8x16MinU,                   // i8x16.min_u
    Op::I8x16MaxS,                   // i8x16.max_s
    Op::I8x16MaxU,                   // i8x16.max_u
    Op::F64x2Trunc,                  // f64x2.trunc
    Op::I8x16AvgrU,                  // i8x16.avgr_u
    Op::I16x8ExtaddPairwiseI8x16S,   // i16x8.extadd_pairwise_i8x16_s
    Op::I16x8ExtaddPairwiseI8x16U,   // i16x8.extadd_pairwise_i8x16_u
    Op::I32x4ExtaddPairwiseI16x8S,   // i32x4.extadd_pairwise_i16x8_s
    Op::I32x4ExtaddPairwiseI16x8U,   // i32x4.extadd_pairwise_i16x8_u
    Op::I16x8Abs,                    // i16x8.abs
    Op::I16x8Neg,                    // i16x8.neg
    Op::I16x8Q15mulrSatS,            // i16x8.q15mulr_sat_s
    Op::I16x8AllTrue,                // i16x8.all_true
    Op::I16x8Bitmask,                // i16x8.bitmask
    Op::I16x8NarrowI32x4S,           // i16x8.narrow_i32x4_s
    Op::I16x8NarrowI32x4U,           // i16x8.narrow_i32x4_u
    Op::I16x8ExtendLowI8x16S,        // i16x8.extend_low_i8x16_s
    Op::I16x8ExtendHighI8x16S,       // i16x8.extend_high_i8x16_s
    Op::I16x8ExtendLowI8x16U,        // i16x8.extend_low_i8x16_u
    Op::I16x8ExtendHighI8x16U,       // i16x8.extend_high_i8x16_u
    Op::I16x8Shl,                    // i16x8.shl
    Op::I16x8ShrS,                   // i16x8.shr_s
    Op::I16x8ShrU,                   // i16x8.shr_u
    Op::I16x8Add,                    // i16x8.add
    Op::I16x8AddSatS,                // i16x8.add_sat_s
    Op::I16x8AddSatU,                // i16x8.add_sat_u
    Op::I16x8Sub,                    // i16x8.sub
    Op::I16x8SubSatS,                // i16x8.sub_sat_s
    Op::I16x8SubSatU,                // i16x8.sub_sat_u
    Op::F64x2Nearest,                // f64x2.nearest
    Op::I16x8Mul,                    // i16x8.mul
    Op::I16x8MinS,                   // i16x8.min_s
    Op::I16x8MinU,                   // i16x8.min_u
    Op::I16x8MaxS,                   // i16x8.max_s
    Op::I16x8MaxU,                   // i16x8.max_u
    Op::I16x8AvgrU,                  // i16x8.avgr_u
    Op::I16x8ExtmulLowI8x16S,        // i16x8.extmul_low_i8x16_s
    Op::I16x8ExtmulHighI8x16S,       // i16x8.extmul_high_i8x16_s
    Op::I16x8ExtmulLowI8x16U,        // i16x8.extmul_low_i8x16_u
    Op::I16x8ExtmulHighI8x16U,       // i16x8.extmul_high_i8x16_u
    Op::I32x4Abs,                    // i32x4.abs
    Op::I32x4Neg,                    // i32x4.neg
    Op::I32x4AllTrue,                // i32x4.all_true
    Op::I32x4Bitmask,                // i32x4.bitmask
    Op::I32x4ExtendLowI16x8S,        // i32x4.extend_low_i16x8_s
    Op::I32x4ExtendHighI16x8S,       // i32x4.extend_high_i16x8_s
    Op::I32x4ExtendLowI16x8U,        // i32x4.extend_low_i16x8_u
    Op::I32x4ExtendHighI16x8U,       // i32x4.extend_high_i16x8_u
    Op::I32x4Shl,                    // i32x4.shl
    Op::I32x4ShrS,                   // i32x4.shr_s
    Op::I32x4ShrU,                   // i32x4.shr_u
    Op::I32x4Add,                    // i32x4.add
    Op::I32x4Sub,                    // i32x4.sub
    Op::I32x4Mul,                    // i32x4.mul
    Op::I32x4MinS,                   // i32x4.min_s
    Op::I32x4MinU,                   // i32x4.min_u
    Op::I32x4MaxS,                   // i32x4.max_s
    Op::I32x4MaxU,                   // i32x4.max_u
    Op::I32x4DotI16x8S,              // i32x4.dot_i16x8_s
    Op::I32x4ExtmulLowI16x8S,        // i32x4.extmul_low_i16x8_s
    Op::I32x4ExtmulHighI16x8S,       // i32x4.extmul_high_i16x8_s
    Op::I32x4ExtmulLowI16x8U,        // i32x4.extmul_low_i16x8_u
    Op::I32x4ExtmulHighI16x8U,       // i32x4.extmul_high_i16x8_u
    Op::I64x2Abs,                    // i64x2.abs
    Op::I64x2Neg,                    // i64x2.neg
    Op::I64x2AllTrue,                // i64x2.all_true
    Op::I64x2Bitmask,                // i64x2.bitmask
    Op::I64x2ExtendLowI32x4S,        // i64x2.extend_low_i32x4_s
    Op::I64x2ExtendHighI32x4S,       // i64x2.extend_high_i32x4_s
    Op::I64x2ExtendLowI32x4U,        // i64x2.extend_low_i32x4_u
    Op::I64x2ExtendHighI32x4U,       // i64x2.extend_high_i32x4_u
    Op::I64x2Shl,                    // i64x2.shl
    Op::I64x2ShrS,                   // i64x2.shr_s
    Op::I64x2ShrU,                   // i64x2.shr_u
    Op::I64x2Add,                    // i64x2.add
    Op::I64x2Sub,                    // i64x2.sub
    Op::I64x2Mul,                    // i64x2.mul
    Op::I64x2Eq,                     // i64x2.eq
    Op::I64x2Ne,                     // i64x2.ne
    Op::I64x2LtS,                    // i64x2.lt_s
    Op::I64x2GtS,                    // i64x2.gt_s
    Op::I64x2LeS,                    // i64x2.le_s
    Op::I64x2GeS,                    // i64x2.ge_s
    Op::I64x2ExtmulLowI32x4S,        // i64x2.extmul_low_i32x4_s
    Op::I64x2ExtmulHighI32x4S,       // i64x2.extmul_high_i32x4_s
    Op::I64x2ExtmulLowI32x4U,        // i64x2.extmul_low_i32x4_u
    Op::I64x2ExtmulHighI32x4U,       // i64x2.extmul_high_i32x4_u
    Op::F32x4Abs,                    // f32x4.abs
    Op::F32x4Neg,                    // f32x4.neg
    Op::F32x4Sqrt,                   // f32x4.sqrt
    Op::F32x4Add,                    // f32x4.add
    Op::F32x4Sub,                    // f32x4.sub
    Op::F32x4Mul,                    // f32x4.mul
    Op::F32x4Div,                    // f32x4.div
    Op::F32x4Min,                    // f32x4.min
    Op::F32x4Max,                    // f32x4.max
    Op::F32x4Pmin,                   // f32x4.pmin
    Op::F32x4Pmax,                   // f32x4.pmax
    Op::F64x2Abs,                    // f64x2.abs
    Op::F64x2Neg,                    // f64x2.neg
    Op::F64x2Sqrt,                   // f64x2.sqrt
    Op::F64x2Add,                    // f64x2.add
    Op::F64x2Sub,                    // f64x2.sub
    Op::F64x2Mul,                    // f64x2.mul
    Op::F64x2Div,                    // f64x2.div
    Op::F64x2Min,                    // f64x2.min
    Op::F64x2Max,                    // f64x2.max
    Op::F64x2Pmin,                   // f64x2.pmin
    Op::F64x2Pmax,                   // f64x2.pmax
    Op::I32x4TruncSatF32x4S,         // i32x4.trunc_sat_f32x4_s
    Op::I32x4TruncSatF32x4U,         // i32x4.trunc_sat_f32x4_u
    Op::F32x4ConvertI32x4S,          // f32x4.convert_i32x4_s
    Op::F32x4ConvertI32x4U,          // f32x4.convert_i32x4_u
    Op::I32x4TruncSatF64x2SZero,     // i32x4.trunc_sat_f64x2_s_zero
    Op::I32x4TruncSatF64x2UZero,     // i32x4.trunc_sat_f64x2_u_zero
    Op::F64x2ConvertLowI32x4S,       // f64x2.convert_low_i32x4_s
    Op::F64x2ConvertLowI32x4U,       // f64x2.convert_low_i32x4_u
    Op::I8x16RelaxedSwizzle,         // i8x16.relaxed_swizzle
    Op::I32x4RelaxedTruncF32x4S,     // i32x4.relaxed_trunc_f32x4_s
    Op::I32x4RelaxedTruncF32x4U,     // i32x4.relaxed_trunc_f32x4_u
    Op::I32x4RelaxedTruncF64x2SZero, // i32x4.relaxed_trunc_f64x2_s_zero
    Op::I32x4RelaxedTruncF64x2UZero, // i32x4.relaxed_trunc_f64x2_u_zero
    Op::F32x4RelaxedMadd,            // f32x4.relaxed_madd
    Op::F32x4RelaxedNmadd,           // f32x4.relaxed_nmadd
    Op::F64x2RelaxedMadd,            // f64x2.relaxed_madd
    Op::F64x2RelaxedNmadd,           // f64x2.relaxed_nmadd
    Op::I8x16RelaxedLaneselect,      // i8x16.relaxed_laneselect
    Op::I16x8RelaxedLaneselect,      // i16x8.relaxed_laneselect
    Op::I32x4RelaxedLaneselect,      // i32x4.relaxed_laneselect
    Op::I64x2RelaxedLaneselect,      // i64x2.relaxed_laneselect
    Op::F32x4RelaxedMin,             // f32x4.relaxed_min
    Op::F32x4RelaxedMax,             // f32x4.relaxed_max
    Op::F64x2RelaxedMin,             // f64x2.relaxed_min
    Op::F64x2RelaxedMax,             // f64x2.relaxed_max
    Op::I16x8RelaxedQ15mulrS,        // i16x8.relaxed_q15mulr_s
    Op::I16x8RelaxedDotI8x16I7x16S,  // i16x8.relaxed_dot_i8x16_i7x16_s
    Op::I32x4RelaxedDotI8x16I7x16AddS, // i32x4.relaxed_dot_i8x16_i7x16_add_s
    Op::MemoryAtomicNotify,          // memory.atomic.notify
    Op::MemoryAtomicWait32,          // memory.atomic.wait32
    Op::MemoryAtomicWait64,          // memory.atomic.wait64
    Op::AtomicFence,                 // atomic.fence
    Op::I32AtomicLoad,               // i32.atomic.load
    Op::I64AtomicLoad,               // i64.atomic.load
    Op::I32AtomicLoad8U,             // i32.atomic.load8_u
    Op::I32AtomicLoad16U,            // i32.atomic.load16_u
    Op::I64AtomicLoad8U,             // i64.atomic.load8_u
    Op::I64AtomicLoad16U,            // i64.atomic.load16_u
    Op::I64AtomicLoad32U,            // i64.atomic.load32_u
    Op::I32AtomicStore,              // i32.atomic.store
    Op::I64AtomicStore,              // i64.atomic.store
    Op::I32AtomicStore8,             // i32.atomic.store8
    Op::I32AtomicStore16,            // i32.atomic.store16
    Op::I64AtomicStore8,             // i64.atomic.store8
    Op::I64AtomicStore16,            // i64.atomic.store16
    Op::I64AtomicStore32,            // i64.atomic.store32
    Op::I32AtomicRmwAdd,             // i32.atomic.rmw.add
    Op::I64AtomicRmwAdd,             // i64.atomic.rmw.add
    Op::I32AtomicRmw8AddU,           // i32.atomic.rmw8.add_u
    Op::I32AtomicRmw16AddU,          // i32.atomic.rmw16.add_u
    Op::I64AtomicRmw8AddU,           // i64.atomic.rmw8.add_u
    Op::I64AtomicRmw16AddU,          // i64.atomic.rmw16.add_u
    Op::I64AtomicRmw32AddU,          // i64.atomic.rmw32.add_u
    Op::I32AtomicRmwSub,             // i32.atomic.rmw.sub
    Op::I64AtomicRmwSub,             // i64.atomic.rmw.sub
    Op::I32AtomicRmw8SubU,           // i32.atomic.rmw8.sub_u
    Op::I32AtomicRmw16SubU,          // i32.atomic.rmw16.sub_u
    Op::I64AtomicRmw8SubU,           // i64.atomic.rmw8.sub_u
    Op::I64AtomicRmw16SubU,          // i64.atomic.rmw16.sub_u
    Op::I64AtomicRmw32SubU,          // i64.atomic.rmw32.sub_u
    Op::I32AtomicRmwAnd,             // i32.atomic.rmw.and
    Op::I64AtomicRmwAnd,             // i64.atomic.rmw.and
    Op::I32AtomicRmw8AndU,           // i32.atomic.rmw8.and_u
    Op::I32AtomicRmw16AndU,          // i32.atomic.rmw16.and_u
    Op::I64AtomicRmw8AndU,           // i64.atomic.rmw8.and_u
    Op::I64AtomicRmw16AndU,          // i64.atomic.rmw16.and_u
    Op::I64AtomicRmw32AndU,          // i64.atomic.rmw32.and_u
    Op::I32AtomicRmwOr,              // i32.atomic.rmw.or
    Op::I64AtomicRmwOr,              // i64.atomic.rmw.or
    Op::I32AtomicRmw8OrU,            // i32.atomic.rmw8.or_u
    Op::I32AtomicRmw16OrU,           // i32.atomic.rmw16.or_u
    Op::I64AtomicRmw8OrU,            // i64.atomic.rmw8.or_u
    Op::I64AtomicRmw16OrU,           // i64.atomic.rmw16.or_u
    Op::I64AtomicRmw32OrU,           // i64.atomic.rmw32.or_u
    Op::I32AtomicRmwXor,             // i32.atomic.rmw.xor
    Op::I64AtomicRmwXor,             // i64.atomic.rmw.xor
    Op::I32AtomicRmw8XorU,           // i32.atomic.rmw8.xor_u
    Op::I32AtomicRmw16XorU,          // i32.atomic.rmw16.xor_u
    Op::I64AtomicRmw8XorU,           // i64.atomic.rmw8.xor_u
    Op::I64AtomicRmw16XorU,          // i64.atomic.rmw16.xor_u
    Op::I64AtomicRmw32XorU,          // i64.atomic.rmw32.xor_u
    Op::I32AtomicRmwXchg,            // i32.atomic.rmw.xchg
    Op::I64AtomicRmwXchg,            // i64.atomic.rmw.xchg
    Op::I32AtomicRmw8XchgU,          // i32.atomic.rmw8.xchg_u
    Op::I32AtomicRmw16XchgU,         // i32.atomic.rmw16.xchg_u
    Op::I64AtomicRmw8XchgU,          // i64.atomic.rmw8.xchg_u
    Op::I64AtomicRmw16XchgU,         // i64.atomic.rmw16.xchg_u
    Op::I64AtomicRmw32XchgU,         // i64.atomic.rmw32.xchg_u
    Op::I32AtomicRmwCmpxchg,         // i32.atomic.rmw.cmpxchg
    Op::I64AtomicRmwCmpxchg,         // i64.atomic.rmw.cmpxchg
    Op::I32AtomicRmw8CmpxchgU,       // i32.atomic.rmw8.cmpxchg_u
    Op::I32AtomicRmw16CmpxchgU,      // i32.atomic.rmw16.cmpxchg_u
    Op::I64AtomicRmw8CmpxchgU,       // i64.atomic.rmw8.cmpxchg_u
    Op::I64AtomicRmw16CmpxchgU,      // i64.atomic.rmw16.cmpxchg_u
    Op::I64AtomicRmw32CmpxchgU,      // i64.atomic.rmw32.cmpxchg_u
];

words!(MNEMONICS: 575 = [
    "unreachable",
    "nop",
    "block",
    "loop",
    "if",
    "else",
    "try",
    "catch",
    "throw",
    "rethrow",
    "throw_ref",
    "end",
    "br",
    "br_if",
    "br_table",
    "return",
    "call",
    "call_indirect",
    "return_call",
    "return_call_indirect",
    "call_ref",
    "return_call_ref",
    "delegate",
    "catch_all",
    "drop",
    "select",
    "select",
    "try_table",
    "local.get",
    "local.set",
    "local.tee",
    "global.get",
    "global.set",
    "table.get",
    "table.set",
    "i32.load",
    "i64.load",
    "f32.load",
    "f64.load",
    "i32.load8_s",
    "i32.load8_u",
    "i32.load16_s",
    "i32.load16_u",
    "i64.load8_s",
    "i64.load8_u",
    "i64.load16_s",
    "i64.load16_u",
    "i64.load32_s",
    "i64.load32_u",
    "i32.store",
    "i64.store",
    "f32.store",
    "f64.store",
    "i32.store8",
    "i32.store16",
    "i64.store8",
    "i64.store16",
    "i64.store32",
    "memory.size",
    "memory.grow",
    "i32.const",
    "i64.const",
    "f32.const",
    "f64.const",
    "i32.eqz",
    "i32.eq",
    "i32.ne",
    "i32.lt_s",
    "i32.lt_u",
    "i32.gt_s",
    "i32.gt_u",
    "i32.le_s",
    "i32.le_u",
    "i32.ge_s",
    "i32.ge_u",
    "i64.eqz",
    "i64.eq",
    "i64.ne",
    "i64.lt_s",
    "i64.lt_u",
    "i64.gt_s",
    "i64.gt_u",
    "i64.le_s",
    "i64.le_u",
    "i64.ge_s",
    "i64.ge_u",
    "f32.eq",
    "f32.ne",
    "f32.lt",
    "f32.gt",
    "f32.le",
    "f32.ge",
    "f64.eq",
    "f64.ne",
    "f64.lt",
    "f64.gt",
    "f64.le",
    "f64.ge",
    "i32.clz",
    "i32.ctz",
    "i32.popcnt",
    "i32.add",
    "i32.sub",
    "i32.mul",
    "i32.div_s",
    "i32.div_u",
    "i32.rem_s",
    "i32.rem_u",
    "i32.and",
    "i32.or",
    "i32.xor",
    "i32.shl",
    "i32.shr_s",
    "i32.shr_u",
    "i32.rotl",
    "i32.rotr",
    "i64.clz",
    "i64.ctz",
    "i64.popcnt",
    "i64.add",
    "i64.sub",
    "i64.mul",
    "i64.div_s",
    "i64.div_u",
    "i64.rem_s",
    "i64.rem_u",
    "i64.and",
    "i64.or",
    "i64.xor",
    "i64.shl",
    "i64.shr_s",
    "i64.shr_u",
    "i64.rotl",
    "i64.rotr",
    "f32.abs",
    "f32.neg",
    "f32.ceil",
    "f32.floor",
    "f32.trunc",
    "f32.nearest",
    "f32.sqrt",
    "f32.add",
    "f32.sub",
    "f32.mul",
    "f32.div",
    "f32.min",
    "f32.max",
    "f32.copysign",
    "f64.abs",
    "f64.neg",
    "f64.ceil",
    "f64.floor",
    "f64.trunc",
    "f64.nearest",
    "f64.sqrt",
    "f64.add",
    "f64.sub",
    "f64.mul",
    "f64.div",
    "f64.min",
    "f64.max",
    "f64.copysign",
    "i32.wrap_i64",
    "i32.trunc_f32_s",
    "i32.trunc_f32_u",
    "i32.trunc_f64_s",
    "i32.trunc_f64_u",
    "i64.extend_i32_s",
    "i64.extend_i32_u",
    "i64.trunc_f32_s",
    "i64.trunc_f32_u",
    "i64.trunc_f64_s",
    "i64.trunc_f64_u",
    "f32.convert_i32_s",
    "f32.convert_i32_u",
    "f32.convert_i64_s",
    "f32.convert_i64_u",
    "f32.demote_f64",
    "f64.convert_i32_s",
    "f64.convert_i32_u",
    "f64.convert_i64_s",
    "f64.convert_i64_u",
    "f64.promote_f32",
    "i32.reinterpret_f32",
    "i64.reinterpret_f64",
    "f32.reinterpret_i32",
    "f64.reinterpret_i64",
    "i32.extend8_s",
    "i32.extend16_s",
    "i64.extend8_s",
    "i64.extend16_s",
    "i64.extend32_s",
    "ref.null",
    "ref.is_null",
    "ref.func",
    "ref.eq",
    "ref.as_non_null",
    "br_on_null",
    "br_on_non_null",
    "struct.new",
    "struct.new_default",
    "struct.get",
    "struct.get_s",
    "struct.get_u",
    "struct.set",
    "array.new",
    "array.new_default",
    "array.new_fixed",
    "array.new_data",
    "array.new_elem",
    "array.get",
    "array.get_s",
    "array.get_u",
    "array.set",
    "array.len",
    "array.fill",
    "array.copy",
    "array.init_data",
    "array.init_elem",
    "ref.test",
    "ref.test",
    "ref.cast",
    "ref.cast",
    "br_on_cast",
    "br_on_cast_fail",
    "any.convert_extern",
    "extern.convert_any",
    "ref.i31",
    "i31.get_s",
    "i31.get_u",
    "i32.trunc_sat_f32_s",
    "i32.trunc_sat_f32_u",
    "i32.trunc_sat_f64_s",
    "i32.trunc_sat_f64_u",
    "i64.trunc_sat_f32_s",
    "i64.trunc_sat_f32_u",
    "i64.trunc_sat_f64_s",
    "i64.trunc_sat_f64_u",
    "memory.init",
    "data.drop",
    "memory.copy",
    "memory.fill",
    "table.init",
    "elem.drop",
    "table.copy",
    "table.grow",
    "table.size",
    "table.fill",
    "i64.add128",
    "i64.sub128",
    "i64.mul_wide_s",
    "i64.mul_wide_u",
    "v128.load",
    "v128.load8x8_s",
    "v128.load8x8_u",
    "v128.load16x4_s",
    "v128.load16x4_u",
    "v128.load32x2_s",
    "v128.load32x2_u",
    "v128.load8_splat",
    "v128.load16_splat",
    "v128.load32_splat",
    "v128.load64_splat",
    "v128.store",
    "v128.const",
    "i8x16.shuffle",
    "i8x16.swizzle",
    "i8x16.splat",
    "i16x8.splat",
    "i32x4.splat",
    "i64x2.splat",
    "f32x4.splat",
    "f64x2.splat",
    "i8x16.extract_lane_s",
    "i8x16.extract_lane_u",
    "i8x16.replace_lane",
    "i16x8.extract_lane_s",
    "i16x8.extract_lane_u",
    "i16x8.replace_lane",
    "i32x4.extract_lane",
    "i32x4.replace_lane",
    "i64x2.extract_lane",
    "i64x2.replace_lane",
    "f32x4.extract_lane",
    "f32x4.replace_lane",
    "f64x2.extract_lane",
    "f64x2.replace_lane",
    "i8x16.eq",
    "i8x16.ne",
    "i8x16.lt_s",
    "i8x16.lt_u",
    "i8x16.gt_s",
    "i8x16.gt_u",
    "i8x16.le_s",
    "i8x16.le_u",
    "i8x16.ge_s",
    "i8x16.ge_u",
    "i16x8.eq",
    "i16x8.ne",
    "i16x8.lt_s",
    "i16x8.lt_u",
    "i16x8.gt_s",
    "i16x8.gt_u",
    "i16x8.le_s",
    "i16x8.le_u",
    "i16x8.ge_s",
    "i16x8.ge_u",
    "i32x4.eq",
    "i32x4.ne",
    "i32x4.lt_s",
    "i32x4.lt_u",
    "i32x4.gt_s",
    "i32x4.gt_u",
    "i32x4.le_s",
    "i32x4.le_u",
    "i32x4.ge_s",
    "i32x4.ge_u",
    "f32x4.eq",
    "f32x4.ne",
    "f32x4.lt",
    "f32x4.gt",
    "f32x4.le",
    "f32x4.ge",
    "f64x2.eq",
    "f64x2.ne",
    "f64x2.lt",
    "f64x2.gt",
    "f64x2.le",
    "f64x2.ge",
    "v128.not",
    "v128.and",
    "v128.andnot",
    "v128.or",
    "v128.xor",
    "v128.bitselect",
    "v128.any_true",
    "v128.load8_lane",
    "v128.load16_lane",
    "v128.load32_lane",
    "v128.load64_lane",
    "v128.store8_lane",
    "v128.store16_lane",
    "v128.store32_lane",
    "v128.store64_lane",
    "v128.load32_zero",
    "v128.load64_zero",
    "f32x4.demote_f64x2_zero",
    "f64x2.promote_low_f32x4",
    "i8x16.abs",
    "i8x16.neg",
    "i8x16.popcnt",
    "i8x16.all_true",
    "i8x16.bitmask",
    "i8x16.narrow_i16x8_s",
    "i8x16.narrow_i16x8_u",
    "f32x4.ceil",
    "f32x4.floor",
    "f32x4.trunc",
    "f32x4.nearest",
    "i8x16.shl",
    "i8x16.shr_s",
    "i8x16.shr_u",
    "i8x16.add",
    "i8x16.add_sat_s",
    "i8x16.add_sat_u",
    "i8x16.sub",
    "i8x16.sub_sat_s",
    "i8x16.sub_sat_u",
    "f64x2.ceil",
    "f64x2.floor",
    "i8x16.min_s",
    "i8x16.min_u",
    "i8x16.max_s",
    "i8x16.max_u",
    "f64x2.trunc",
    "i8x16.avgr_u",
    "i16x8.extadd_pairwise_i8x16_s",
    "i16x8.extadd_pairwise_i8x16_u",
    "i32x4.extadd_pairwise_i16x8_s",
    "i32x4.extadd_pairwise_i16x8_u",
    "i16x8.abs",
    "i16x8.neg",
    "i16x8.q15mulr_sat_s",
    "i16x8.all_true",
    "i16x8.bitmask",
    "i16x8.narrow_i32x4_s",
    "i16x8.narrow_i32x4_u",
    "i16x8.extend_low_i8x16_s",
    "i16x8.extend_high_i8x16_s",
    "i16x8.extend_low_i8x16_u",
    "i16x8.extend_high_i8x16_u",
    "i16x8.shl",
    "i16x8.shr_s",
    "i16x8.shr_u",
    "i16x8.add",
    "i16x8.add_sat_s",
    "i16x8.add_sat_u",
    "i16x8.sub",
    "i16x8.sub_sat_s",
    "i16x8.sub_sat_u",
    "f64x2.nearest",
    "i16x8.mul",
    "i16x8.min_s",
    "i16x8.min_u",
    "i16x8.max_s",
    "i16x8.max_u",
    "i16x8.avgr_u",
    "i16x8.extmul_low_i8x16_s",
    "i16x8.extmul_high_i8x16_s",
    "i16x8.extmul_low_i8x16_u",
    "i16x8.extmul_high_i8x16_u",
    "i32x4.abs",
    "i32x4.neg",
    "i32x4.all_true",
    "i32x4.bitmask",
    "i32x4.extend_low_i16x8_s",
    "i32x4.extend_high_i16x8_s",
    "i32x4.extend_low_i16x8_u",
    "i32x4.extend_high_i16x8_u",
    "i32x4.shl",
    "i32x4.shr_s",
    "i32x4.shr_u",
    "i32x4.add",
    "i32x4.sub",
    "i32x4.mul",
    "i32x4.min_s",
    "i32x4.min_u",
    "i32x4.max_s",
    "i32x4.max_u",
    "i32x4.dot_i16x8_s",
    "i32x4.extmul_low_i16x8_s",
    "i32x4.extmul_high_i16x8_s",
    "i32x4.extmul_low_i16x8_u",
    "i32x4.extmul_high_i16x8_u",
    "i64x2.abs",
    "i64x2.neg",
    "i64x2.all_true",
    "i64x2.bitmask",
    "i64x2.extend_low_i32x4_s",
    "i64x2.extend_high_i32x4_s",
    "i64x2.extend_low_i32x4_u",
    "i64x2.extend_high_i32x4_u",
    "i64x2.shl",
    "i64x2.shr_s",
    "i64x2.shr_u",
    "i64x2.add",
    "i64x2.sub",
    "i64x2.mul",
    "i64x2.eq",
    "i64x2.ne",
    "i64x2.lt_s",
    "i64x2.gt_s",
    "i64x2.le_s",
    "i64x2.ge_s",
    "i64x2.extmul_low_i32x4_s",
    "i64x2.extmul_high_i32x4_s",
    "i64x2.extmul_low_i32x4_u",
    "i64x2.extmul_high_i32x4_u",
    "f32x4.abs",
    "f32x4.neg",
    "f32x4.sqrt",
    "f32x4.add",
    "f32x4.sub",
    "f32x4.mul",
    "f32x4.div",
    "f32x4.min",
    "f32x4.max",
    "f32x4.pmin",
    "f32x4.pmax",
    "f64x2.abs",
    "f64x2.neg",
    "f64x2.sqrt",
    "f64x2.add",
    "f64x2.sub",
    "f64x2.mul",
    "f64x2.div",
    "f64x2.min",
    "f64x2.max",
    "f64x2.pmin",
    "f64x2.pmax",
    "i32x4.trunc_sat_f32x4_s",
    "i32x4.trunc_sat_f32x4_u",
    "f32x4.convert_i32x4_s",
    "f32x4.convert_i32x4_u",
    "i32x4.trunc_sat_f64x2_s_zero",
    "i32x4.trunc_sat_f64x2_u_zero",
    "f64x2.convert_low_i32x4_s",
    "f64x2.convert_low_i32x4_u",
    "i8x16.relaxed_swizzle",
    "i32x4.relaxed_trunc_f32x4_s",
    "i32x4.relaxed_trunc_f32x4_u",
    "i32x4.relaxed_trunc_f64x2_s_zero",
    "i32x4.relaxed_trunc_f64x2_u_zero",
    "f32x4.relaxed_madd",
    "f32x4.relaxed_nmadd",
    "f64x2.relaxed_madd",
    "f64x2.relaxed_nmadd",
    "i8x16.relaxed_laneselect",
    "i16x8.relaxed_laneselect",
    "i32x4.relaxed_laneselect",
    "i64x2.relaxed_laneselect",
    "f32x4.relaxed_min",
    "f32x4.relaxed_max",
    "f64x2.relaxed_min",
    "f64x2.relaxed_max",
    "i16x8.relaxed_q15mulr_s",
    "i16x8.relaxed_dot_i8x16_i7x16_s",
    "i32x4.relaxed_dot_i8x16_i7x16_add_s",
    "memory.atomic.notify",
    "memory.atomic.wait32",
    "memory.atomic.wait64",
    "atomic.fence",
    "i32.atomic.load",
    "i64.atomic.load",
    "i32.atomic.load8_u",
    "i32.atomic.load16_u",
    "i64.atomic.load8_u",
    "i64.atomic.load16_u",
    "i64.atomic.load32_u",
    "i32.atomic.store",
    "i64.atomic.store",
    "i32.atomic.store8",
    "i32.atomic.store16",
    "i64.atomic.store8",
    "i64.atomic.store16",
    "i64.atomic.store32",
    "i32.atomic.rmw.add",
    "i64.atomic.rmw.add",
    "i32.atomic.rmw8.add_u",
    "i32.atomic.rmw16.add_u",
    "i64.atomic.rmw8.add_u",
    "i64.atomic.rmw16.add_u",
    "i64.atomic.rmw32.add_u",
    "i32.atomic.rmw.sub",
    "i64.atomic.rmw.sub",
    "i32.atomic.rmw8.sub_u",
    "i32.atomic.rmw16.sub_u",
    "i64.atomic.rmw8.sub_u",
    "i64.atomic.rmw16.sub_u",
    "i64.atomic.rmw32.sub_u",
    "i32.atomic.rmw.and",
    "i64.atomic.rmw.and",
    "i32.atomic.rmw8.and_u",
    "i32.atomic.rmw16.and_u",
    "i64.atomic.rmw8.and_u",
    "i64.atomic.rmw16.and_u",
    "i64.atomic.rmw32.and_u",
    "i32.atomic.rmw.or",
    "i64.atomic.rmw.or",
    "i32.atomic.rmw8.or_u",
    "i32.atomic.rmw16.or_u",
    "i64.atomic.rmw8.or_u",
    "i64.atomic.rmw16.or_u",
    "i64.atomic.rmw32.or_u",
    "i32.atomic.rmw.xor",
    "i64.atomic.rmw.xor",
    "i32.atomic.rmw8.xor_u",
    "i32.atomic.rmw16.xor_u",
    "i64.atomic.rmw8.xor_u",
    "i64.atomic.rmw16.xor_u",
    "i64.atomic.rmw32.xor_u",
    "i32.atomic.rmw.xchg",
    "i64.atomic.rmw.xchg",
    "i32.atomic.rmw8.xchg_u",
    "i32.atomic.rmw16.xchg_u",
    "i64.atomic.rmw8.xchg_u",
    "i64.atomic.rmw16.xchg_u",
    "i64.atomic.rmw32.xchg_u",
    "i32.atomic.rmw.cmpxchg",
    "i64.atomic.rmw.cmpxchg",
    "i32.atomic.rmw8.cmpxchg_u",
    "i32.atomic.rmw16.cmpxchg_u",
    "i64.atomic.rmw8.cmpxchg_u",
    "i64.atomic.rmw16.cmpxchg_u",
    "i64.atomic.rmw32.cmpxchg_u",
]);

#[rustfmt::skip]
pub(crate) static SHAPES: [Shape; 575] = [
    Shape::None,                     // unreachable
    Shape::None,                     // nop
    Shape::BlockType,                // block
    Shape::BlockType,                // loop
    Shape::BlockType,                // if
    Shape::None,                     // else
    Shape::BlockType,                // try
    Shape::Tag,                      // catch
    Shape::Tag,                      // throw
    Shape::Label,                    // rethrow
    Shape::None,                     // throw_ref
    Shape::None,                     // end
    Shape::Label,                    // br
    Shape::Label,                    // br_if
    Shape::LabelTable,               // br_table
    Shape::None,                     // return
    Shape::Func,                     // call
    Shape::CallIndirect,             // call_indirect
    Shape::Func,                     // return_call
    Shape::CallIndirect,             // return_call_indirect
    Shape::TypeIdx,                  // call_ref
    Shape::TypeIdx,                  // return_call_ref
    Shape::Label,                    // delegate
    Shape::None,                     // catch_all
    Shape::None,                     // drop
    Shape::None,                     // select
    Shape::SelectTypes,              // select
    Shape::TryTable,                 // try_table
    Shape::Local,                    // local.get
    Shape::Local,                    // local.set
    Shape::Local,                    // local.tee
    Shape::Global,                   // global.get
    Shape::Global,                   // global.set
    Shape::Table,                    // table.get
    Shape::Table,                    // table.set
    Shape::MemArg,                   // i32.load
    Shape::MemArg,                   // i64.load
    Shape::MemArg,                   // f32.load
    Shape::MemArg,                   // f64.load
    Shape::MemArg,                   // i32.load8_s
    Shape::MemArg,                   // i32.load8_u
    Shape::MemArg,                   // i32.load16_s
    Shape::MemArg,                   // i32.load16_u
    Shape::MemArg,                   // i64.load8_s
    Shape::MemArg,                   // i64.load8_u
    Shape::MemArg,                   // i64.load16_s
    Shape::MemArg,                   // i64.load16_u
    Shape::MemArg,                   // i64.load32_s
    Shape::MemArg,                   // i64.load32_u
    Shape::MemArg,                   // i32.store
    Shape::MemArg,                   // i64.store
    Shape::MemArg,                   // f32.store
    Shape::MemArg,                   // f64.store
    Shape::MemArg,                   // i32.store8
    Shape::MemArg,                   // i32.store16
    Shape::MemArg,                   // i64.store8
    Shape::MemArg,                   // i64.store16
    Shape::MemArg,                   // i64.store32
    Shape::Memory,                   // memory.size
    Shape::Memory,                   // memory.grow
    Shape::I32,                      // i32.const
    Shape::I64,                      // i64.const
    Shape::F32,                      // f32.const
    Shape::F64,                      // f64.const
    Shape::None,                     // i32.eqz
    Shape::None,                     // i32.eq
    Shape::None,                     // i32.ne
    Shape::None,                     // i32.lt_s
    Shape::None,                     // i32.lt_u
    Shape::None,                     // i32.gt_s
    Shape::None,                     // i32.gt_u
    Shape::None,                     // i32.le_s
    Shape::None,                     // i32.le_u
    Shape::None,                     // i32.ge_s
    Shape::None,                     // i32.ge_u
    Shape::None,                     // i64.eqz
    Shape::None,                     // i64.eq
    Shape::None,                     // i64.ne
    Shape::None,                     // i64.lt_s
    Shape::None,                     // i64.lt_u
    Shape::None,                     // i64.gt_s
    Shape::None,                     // i64.gt_u
    Shape::None,                     // i64.le_s
    Shape::None,                     // i64.le_u
    Shape::None,                     // i64.ge_s
    Shape::None,                     // i64.ge_u
    Shape::None,                     // f32.eq
    Shape::None,                     // f32.ne
    Shape::None,                     // f32.lt
    Shape::None,                     // f32.gt
    Shape::None,                     // f32.le
    Shape::None,                     // f32.ge
    Shape::None,                     // f64.eq
    Shape::None,                     // f64.ne
    Shape::None,                     // f64.lt
    Shape::None,                     // f64.gt
    Shape::None,                     // f64.le
    Shape::None,                     // f64.ge
    Shape::None,                     // i32.clz
    Shape::None,                     // i32.ctz
    Shape::None,                     // i32.popcnt
    Shape::None,                     // i32.add
    Shape::None,                     // i32.sub
    Shape::None,                     // i32.mul
    Shape::None,                     // i32.div_s
    Shape::None,                     // i32.div_u
    Shape::None,                     // i32.rem_s
    Shape::None,                     // i32.rem_u
    Shape::None,                     // i32.and
    Shape::None,                     // i32.or
    Shape::None,                     // i32.xor
    Shape::None,                     // i32.shl
    Shape::None,                     // i32.shr_s
    Shape::None,                     // i32.shr_u
    Shape::None,                     // i32.rotl
    Shape::None,                     // i32.rotr
    Shape::None,                     // i64.clz
    Shape::None,                     // i64.ctz
    Shape::None,                     // i64.popcnt
    Shape::None,                     // i64.add
    Shape::None,                     // i64.sub
    Shape::None,                     // i64.mul
    Shape::None,                     // i64.div_s
    Shape::None,                     // i64.div_u
    Shape::None,                     // i64.rem_s
    Shape::None,                     // i64.rem_u
    Shape::None,                     // i64.and
    Shape::None,                     // i64.or
    Shape::None,                     // i64.xor
    Shape::None,                     // i64.shl
    Shape::None,                     // i64.shr_s
    Shape::None,                     // i64.shr_u
    Shape::None,                     // i64.rotl
    Shape::None,                     // i64.rotr
    Shape::None,                     // f32.abs
    Shape::None,                     // f32.neg
    Shape::None,                     // f32.ceil
    Shape::None,                     // f32.floor
    Shape::None,                     // f32.trunc
    Shape::None,                     // f32.nearest
    Shape::None,                     // f32.sqrt
    Shape::None,                     // f32.add
    Shape::None,                     // f32.sub
    Shape::None,                     // f32.mul
    Shape::None,                     // f32.div
    Shape::None,                     // f32.min
    Shape::None,                     // f32.max
    Shape::None,                     // f32.copysign
    Shape::None,                     // f64.abs
    Shape::None,                     // f64.neg
    Shape::None,                     // f64.ceil
    Shape::None,                     // f64.floor
    Shape::None,                     // f64.trunc
    Shape::None,                     // f64.nearest
    Shape::None,                     // f64.sqrt
    Shape::None,                     // f64.add
    Shape::None,                     // f64.sub
    Shape::None,                     // f64.mul
    Shape::None,                     // f64.div
    Shape::None,                     // f64.min
    Shape::None,                     // f64.max
    Shape::None,                     // f64.copysign
    Shape::None,                     // i32.wrap_i64
    Shape::None,                     // i32.trunc_f32_s
    Shape::None,                     // i32.trunc_f32_u
    Shape::None,                     // i32.trunc_f64_s
    Shape::None,                     // i32.trunc_f64_u
    Shape::None,                     // i64.extend_i32_s
    Shape::None,                     // i64.extend_i32_u
    Shape::None,                     // i64.trunc_f32_s
    Shape::None,                     // i64.trunc_f32_u
    Shape::None,                     // i64.trunc_f64_s
    Shape::None,                     // i64.trunc_f64_u
    Shape::None,                     // f32.convert_i32_s
    Shape::None,                     // f32.convert_i32_u
    Shape::None,                     // f32.convert_i64_s
    Shape::None,                     // f32.convert_i64_u
    Shape::None,                     // f32.demote_f64
    Shape::None,                     // f64.convert_i32_s
    Shape::None,                     // f64.convert_i32_u
    Shape::None,                     // f64.convert_i64_s
    Shape::None,                     // f64.convert_i64_u
    Shape::None,                     // f64.promote_f32
    Shape::None,                     // i32.reinterpret_f32
    Shape::None,                     // i64.reinterpret_f64
    Shape::None,                     // f32.reinterpret_i32
    Shape::None,                     // f64.reinterpret_i64
    Shape::None,                     // i32.extend8_s
    Shape::None,                     // i32.extend16_s
    Shape::None,                     // i64.extend8_s
    Shape::None,                     // i64.extend16_s
    Shape::None,                     // i64.extend32_s
    Shape::HeapType,                 // ref.null
    Shape::None,                     // ref.is_null
    Shape::Func,                     // ref.func
    Shape::None,                     // ref.eq
    Shape::None,                     // ref.as_non_null
    Shape::Label,                    // br_on_null
    Shape::Label,                    // br_on_non_null
    Shape::TypeIdx,                  // struct.new
    Shape::TypeIdx,                  // struct.new_default
    Shape::TypeField,                // struct.get
    Shape::TypeField,                // struct.get_s
    Shape::TypeField,                // struct.get_u
    Shape::TypeField,                // struct.set
    Shape::TypeIdx,                  // array.new
    Shape::TypeIdx,                  // array.new_default
    Shape::TypeN,                    // array.new_fixed
    Shape::TypeData,                 // array.new_data
    Shape::TypeElem,                 // array.new_elem
    Shape::TypeIdx,                  // array.get
    Shape::TypeIdx,                  // array.get_s
    Shape::TypeIdx,                  // array.get_u
    Shape::TypeIdx,                  // array.set
    Shape::None,                     // array.len
    Shape::TypeIdx,                  // array.fill
    Shape::TypeType,                 // array.copy
    Shape::TypeData,                 // array.init_data
    Shape::TypeElem,                 // array.init_elem
    Shape::CastType,                 // ref.test
    Shape::CastType,                 // ref.test
    Shape::CastType,                 // ref.cast
    Shape::CastType,                 // ref.cast
    Shape::BrOnCast,                 // br_on_cast
    Shape::BrOnCast,                 // br_on_cast_fail
    Shape::None,                     // any.convert_extern
    Shape::None,                     // extern.convert_any
    Shape::None,                     // ref.i31
    Shape::None,                     // i31.get_s
    Shape::None,                     // i31.get_u
    Shape::None,                     // i32.trunc_sat_f32_s
    Shape::None,                     // i32.trunc_sat_f32_u
    Shape::None,                     // i32.trunc_sat_f64_s
    Shape::None,                     // i32.trunc_sat_f64_u
    Shape::None,                     // i64.trunc_sat_f32_s
    Shape::None,                     // i64.trunc_sat_f32_u
    Shape::None,                     // i64.trunc_sat_f64_s
    Shape::None,                     // i64.trunc_sat_f64_u
    Shape::DataMemory,               // memory.init
    Shape::Data,                     // data.drop
    Shape::MemoryMemory,             // memory.copy
    Shape::Memory,                   // memory.fill
    Shape::ElemTable,                // table.init
    Shape::Elem,                     // elem.drop
    Shape::TableTable,               // table.copy
    Shape::Table,                    // table.grow
    Shape::Table,                    // table.size
    Shape::Table,                    // table.fill
    Shape::None,                     // i64.add128
    Shape::None,                     // i64.sub128
    Shape::None,                     // i64.mul_wide_s
    Shape::None,                     // i64.mul_wide_u
    Shape::MemArg,                   // v128.load
    Shape::MemArg,                   // v128.load8x8_s
    Shape::MemArg,                   // v128.load8x8_u
    Shape::MemArg,                   // v128.load16x4_s
    Shape::MemArg,                   // v128.load16x4_u
    Shape::MemArg,                   // v128.load32x2_s
    Shape::MemArg,                   // v128.load32x2_u
    Shape::MemArg,                   // v128.load8_splat
    Shape::MemArg,                   // v128.load16_splat
    Shape::MemArg,                   // v128.load32_splat
    Shape::MemArg,                   // v128.load64_splat
    Shape::MemArg,                   // v128.store
    Shape::V128,                     // v128.const
    Shape::Lanes16,                  // i8x16.shuffle
    Shape::None,                     // i8x16.swizzle
    Shape::None,                     // i8x16.splat
    Shape::None,                     // i16x8.splat
    Shape::None,                     // i32x4.splat
    Shape::None,                     // i64x2.splat
    Shape::None,                     // f32x4.splat
    Shape::None,                     // f64x2.splat
    Shape::Lane,                     // i8x16.extract_lane_s
    Shape::Lane,                     // i8x16.extract_lane_u
    Shape::Lane,                     // i8x16.replace_lane
    Shape::Lane,                     // i16x8.extract_lane_s
    Shape::Lane,                     // i16x8.extract_lane_u
    Shape::Lane,                     // i16x8.replace_lane
    Shape::Lane,                     // i32x4.extract_lane
    Shape::Lane,                     // i32x4.replace_lane
    Shape::Lane,                     // i64x2.extract_lane
    Shape::Lane,                     // i64x2.replace_lane
    Shape::Lane,                     // f32x4.extract_lane
    Shape::Lane,                     // f32x4.replace_lane
    Shape::Lane,                     // f64x2.extract_lane
    Shape::Lane,                     // f64x2.replace_lane
    Shape::None,                     // i8x16.eq
    Shape::None,                     // i8x16.ne
    Shape::None,                     // i8x16.lt_s
    Shape::None,                     // i8x16.lt_u
    Shape::None,                     // i8x16.gt_s
    Shape::None,                     // i8x16.gt_u
    Shape::None,                     // i8x16.le_s
    Shape::None,                     // i8x16.le_u
    Shape::None,                     // i8x16.ge_s
    Shape::None,                     // i8x16.ge_u
    Shape::None,                     // i16x8.eq
    Shape::None,                     // i16x8.ne
    Shape::None,                     // i16x8.lt_s
    Shape::None,                     // i16x8.lt_u
    Shape::None,                     // i16x8.gt_s
    Shape::None,                     // i16x8.gt_u
    Shape::None,                     // i16x8.le_s
    Shape::None,                     // i16x8.le_u
    Shape::None,                     // i16x8.ge_s
    Shape::None,                     // i16x8.ge_u
    Shape::None,                     // i32x4.eq
    Shape::None,                     // i32x4.ne
    Shape::None,                     // i32x4.lt_s
    Shape::None,                     // i32x4.lt_u
    Shape::None,                     // i32x4.gt_s
    Shape::None,                     // i32x4.gt_u
    Shape::None,                     // i32x4.le_s
    Shape::None,                     // i32x4.le_u
    Shape::None,                     // i32x4.ge_s
    Shape::None,                     // i32x4.ge_u
    Shape::None,                     // f32x4.eq
    Shape::None,                     // f32x4.ne
    Shape::None,                     // f32x4.lt
    Shape::None,                     // f32x4.gt
    Shape::None,                     // f32x4.le
    Shape::None,                     // f32x4.ge
    Shape::None,                     // f64x2.eq
    Shape::None,                     // f64x2.ne
    Shape::None,                     // f64x2.lt
    Shape::None,                     // f64x2.gt
    Shape::None,                     // f64x2.le
    Shape::None,                     // f64x2.ge
    Shape::None,                     // v128.not
    Shape::None,                     // v128.and
    Shape::None,                     // v128.andnot
    Shape::None,                     // v128.or
    Shape::None,                     // v128.xor
    Shape::None,                     // v128.bitselect
    Shape::None,                     // v128.any_true
    Shape::MemArgLane,               // v128.load8_lane
    Shape::MemArgLane,               // v128.load16_lane
    Shape::MemArgLane,               // v128.load32_lane
    Shape::MemArgLane,               // v128.load64_lane
    Shape::MemArgLane,               // v128.store8_lane
    Shape::MemArgLane,               // v128.store16_lane
    Shape::MemArgLane,               // v128.store32_lane
    Shape::MemArgLane,               // v128.store64_lane
    Shape::MemArg,                   // v128.load32_zero
    Shape::MemArg,                   // v128.load64_zero
    Shape::None,                     // f32x4.demote_f64x2_zero
    Shape::None,                     // f64x2.promote_low_f32x4
    Shape::None,                     // i8x16.abs
    Shape::None,                     // i8x16.neg
    Shape::None,                     // i8x16.popcnt
    Shape::None,                     // i8x16.all_true
    Shape::None,                     // i8x16.bitmask
    Shape::None,                     // i8x16.narrow_i16x8_s
    Shape::None,                     // i8x16.narrow_i16x8_u
    Shape::None,                     // f32x4.ceil
    Shape::None,                     // f32x4.floor
    Shape::None,                     // f32x4.trunc
    Shape::None,                     // f32x4.nearest
    Shape::None,                     // i8x16.shl
    Shape::None,                     // i8x16.shr_s
    Shape::None,                     // i8x16.shr_u
    Shape::None,                     // i8x16.add
    Shape::None,                     // i8x16.add_sat_s
    Shape::None,                     // i8x16.add_sat_u
    Shape::None,                     // i8x16.sub
    Shape::None,                     // i8x16.sub_sat_s
    Shape::None,                     // i8x16.sub_sat_u
    Shape::None,                     // f64x2.ceil
    Shape::None,                     // f64x2.floor
    Shape::None,                     // i8x16.min_s
    Shape::None,                     // i8x16.min_u
    Shape::None,                     // i8x16.max_s
    Shape::None,                     // i8x16.max_u
    Shape::None,                     // f64x2.trunc
    Shape::None,                     // i8x16.avgr_u
    Shape::None,                     // i16x8.extadd_pairwise_i8x16_s
    Shape::None,                     // i16x8.extadd_pairwise_i8x16_u
    Shape::None,                     // i32x4.extadd_pairwise_i16x8_s
    Shape::None,                     // i32x4.extadd_pairwise_i16x8_u
    Shape::None,                     // i16x8.abs
    Shape::None,                     // i16x8.neg
    Shape::None,                     // i16x8.q15mulr_sat_s
    Shape::None,                     // i16x8.all_true
    Shape::None,                     // i16x8.bitmask
    Shape::None,                     // i16x8.narrow_i32x4_s
    Shape::None,                     // i16x8.narrow_i32x4_u
    Shape::None,                     // i16x8.extend_low_i8x16_s
    Shape::None,                     // i16x8.extend_high_i8x16_s
    Shape::None,                     // i16x8.extend_low_i8x16_u
    Shape::None,                     // i16x8.extend_high_i8x16_u
    Shape::None,                     // i16x8.shl
    Shape::None,                     // i16x8.shr_s
    Shape::None,                     // i16x8.shr_u
    Shape::None,                     // i16x8.add
    Shape::None,                     // i16x8.add_sat_s
    Shape::None,                     // i16x8.add_sat_u
    Shape::None,                     // i16x8.sub
    Shape::None,                     // i16x8.sub_sat_s
    Shape::None,                     // i16x8.sub_sat_u
    Shape::None,                     // f64x2.nearest
    Shape::None,                     // i16x8.mul
    Shape::None,                     // i16x8.min_s
    Shape::None,                     // i16x8.min_u
    Shape::None,                     // i16x8.max_s
    Shape::None,                     // i16x8.max_u
    Shape::None,                     // i16x8.avgr_u
    Shape::None,                     // i16x8.extmul_low_i8x16_s
    Shape::None,                     // i16x8.extmul_high_i8x16_s
    Shape::None,                     // i16x8.extmul_low_i8x16_u
    Shape::None,                     // i16x8.extmul_high_i8x16_u
    Shape::None,                     // i32x4.abs
    Shape::None,                     // i32x4.neg
    Shape::None,                     // i32x4.all_true
    Shape::None,                     // i32x4.bitmask
    Shape::None,                     // i32x4.extend_low_i16x8_s
    Shape::None,                     // i32x4.extend_high_i16x8_s
    Shape::None,                     // i32x4.extend_low_i16x8_u
    Shape::None,                     // i32x4.extend_high_i16x8_u
    Shape::None,                     // i32x4.shl
    Shape::None,                     // i32x4.shr_s
    Shape::None,                     // i32x4.shr_u
    Shape::None,                     // i32x4.add
    Shape::None,                     // i32x4.sub
    Shape::None,                     // i32x4.mul
    Shape::None,                     // i32x4.min_s
    Shape::None,                     // i32x4.min_u
    Shape::None,                     // i32x4.max_s
    Shape::None,                     // i32x4.max_u
    Shape::None,                     // i32x4.dot_i16x8_s
    Shape::None,                     // i32x4.extmul_low_i16x8_s
    Shape::None,                     // i32x4.extmul_high_i16x8_s
    Shape::None,                     // i32x4.extmul_low_i16x8_u
    Shape::None,                     // i32x4.extmul_high_i16x8_u
    Shape::None,                     // i64x2.abs
    Shape::None,                     // i64x2.neg
    Shape::None,                     // i64x2.all_true
    Shape::None,                     // i64x2.bitmask
    Shape::None,                     // i64x2.extend_low_i32x4_s
    Shape::None,                     // i64x2.extend_high_i32x4_s
    Shape::None,                     // i64x2.extend_low_i32x4_u
    Shape::None,                     // i64x2.extend_high_i32x4_u
    Shape::None,                     // i64x2.shl
    Shape::None,                     // i64x2.shr_s
    Shape::None,                     // i64x2.shr_u
    Shape::None,                     // i64x2.add
    Shape::None,                     // i64x2.sub
    Shape::None,                     // i64x2.mul
    Shape::None,                     // i64x2.eq
    Shape::None,                     // i64x2.ne
    Shape::None,                     // i64x2.lt_s
    Shape::None,                     // i64x2.gt_s
    Shape::None,                     // i64x2.le_s
    Shape::None,                     // i64x2.ge_s
    Shape::None,                     // i64x2.extmul_low_i32x4_s
    Shape::None,                     // i64x2.extmul_high_i32x4_s
    Shape::None,                     // i64x2.extmul_low_i32x4_u
    Shape::None,                     // i64x2.extmul_high_i32x4_u
    Shape::None,                     // f32x4.abs
    Shape::None,                     // f32x4.neg
    Shape::None,                     // f32x4.sqrt
    Shape::None,                     // f32x4.add
    Shape::None,                     // f32x4.sub
    Shape::None,                     // f32x4.mul
    Shape::None,                     // f32x4.div
    Shape::None,                     // f32x4.min
    Shape::None,                     // f32x4.max
    Shape::None,                     // f32x4.pmin
    Shape::None,                     // f32x4.pmax
    Shape::None,                     // f64x2.abs
    Shape::None,                     // f64x2.neg
    Shape::None,                     // f64x2.sqrt
    Shape::None,                     // f64x2.add
    Shape::None,                     // f64x2.sub
    Shape::None,                     // f64x2.mul
    Shape::None,                     // f64x2.div
    Shape::None,                     // f64x2.min
    Shape::None,                     // f64x2.max
    Shape::None,                     // f64x2.pmin
    Shape::None,                     // f64x2.pmax
    Shape::None,                     // i32x4.trunc_sat_f32x4_s
    Shape::None,                     // i32x4.trunc_sat_f32x4_u
    Shape::None,                     // f32x4.convert_i32x4_s
    Shape::None,                     // f32x4.convert_i32x4_u
    Shape::None,                     // i32x4.trunc_sat_f64x2_s_zero
    Shape::None,                     // i32x4.trunc_sat_f64x2_u_zero
    Shape::None,                     // f64x2.convert_low_i32x4_s
    Shape::None,                     // f64x2.convert_low_i32x4_u
    Shape::None,                     // i8x16.relaxed_swizzle
    Shape::None,                     // i32x4.relaxed_trunc_f32x4_s
    Shape::None,                     // i32x4.relaxed_trunc_f32x4_u
    Shape::None,                     // i32x4.relaxed_trunc_f64x2_s_zero
    Shape::None,                     // i32x4.relaxed_trunc_f64x2_u_zero
    Shape::None,                     // f32x4.relaxed_madd
    Shape::None,                     // f32x4.relaxed_nmadd
    Shape::None,                     // f64x2.relaxed_madd
    Shape::None,                     // f64x2.relaxed_nmadd
    Shape::None,                     // i8x16.relaxed_laneselect
    Shape::None,                     // i16x8.relaxed_laneselect
    Shape::None,                     // i32x4.relaxed_laneselect
    Shape::None,                     // i64x2.relaxed_laneselect
    Shape::None,                     // f32x4.relaxed_min
    Shape::None,                     // f32x4.relaxed_max
    Shape::None,                     // f64x2.relaxed_min
    Shape::None,                     // f64x2.relaxed_max
    Shape::None,                     // i16x8.relaxed_q15mulr_s
    Shape::None,                     // i16x8.relaxed_dot_i8x16_i7x16_s
    Shape::None,                     // i32x4.relaxed_dot_i8x16_i7x16_add_s
    Shape::MemArg,                   // memory.atomic.notify
    Shape::MemArg,                   // memory.atomic.wait32
    Shape::MemArg,                   // memory.atomic.wait64
    Shape::FenceOrder,               // atomic.fence
    Shape::MemArg,                   // i32.atomic.load
    Shape::MemArg,                   // i64.atomic.load
    Shape::MemArg,                   // i32.atomic.load8_u
    Shape::MemArg,                   // i32.atomic.load16_u
    Shape::MemArg,                   // i64.atomic.load8_u
    Shape::MemArg,                   // i64.atomic.load16_u
    Shape::MemArg,                   // i64.atomic.load32_u
    Shape::MemArg,                   // i32.atomic.store
    Shape::MemArg,                   // i64.atomic.store
    Shape::MemArg,                   // i32.atomic.store8
    Shape::MemArg,                   // i32.atomic.store16
    Shape::MemArg,                   // i64.atomic.store8
    Shape::MemArg,                   // i64.atomic.store16
    Shape::MemArg,                   // i64.atomic.store32
    Shape::MemArg,                   // i32.atomic.rmw.add
    Shape::MemArg,                   // i64.atomic.rmw.add
    Shape::MemArg,                   // i32.atomic.rmw8.add_u
    Shape::MemArg,                   // i32.atomic.rmw16.add_u
    Shape::MemArg,                   // i64.atomic.rmw8.add_u
    Shape::MemArg,                   // i64.atomic.rmw16.add_u
    Shape::MemArg,                   // i64.atomic.rmw32.add_u
    Shape::MemArg,                   // i32.atomic.rmw.sub
    Shape::MemArg,                   // i64.atomic.rmw.sub
    Shape::MemArg,                   // i32.atomic.rmw8.sub_u
    Shape::MemArg,                   // i32.atomic.rmw16.sub_u
    Shape::MemArg,                   // i64.atomic.rmw8.sub_u
    Shape::MemArg,                   // i64.atomic.rmw16.sub_u
    Shape::MemArg,                   // i64.atomic.rmw32.sub_u
    Shape::MemArg,                   // i32.atomic.rmw.and
    Shape::MemArg,                   // i64.atomic.rmw.and
    Shape::MemArg,                   // i32.atomic.rmw8.and_u
    Shape::MemArg,                   // i32.atomic.rmw16.and_u
    Shape::MemArg,                   // i64.atomic.rmw8.and_u
    Shape::MemArg,                   // i64.atomic.rmw16.and_u
    Shape::MemArg,                   // i64.atomic.rmw32.and_u
    Shape::MemArg,                   // i32.atomic.rmw.or
    Shape::MemArg,                   // i64.atomic.rmw.or
    Shape::MemArg,                   // i32.atomic.rmw8.or_u
    Shape::MemArg,                   // i32.atomic.rmw16.or_u
    Shape::MemArg,                   // i64.atomic.rmw8.or_u
    Shape::MemArg,                   // i64.atomic.rmw16.or_u
    Shape::MemArg,                   // i64.atomic.rmw32.or_u
    Shape::MemArg,                   // i32.atomic.rmw.xor
    Shape::MemArg,                   // i64.atomic.rmw.xor
    Shape::MemArg,                   // i32.atomic.rmw8.xor_u
    Shape::MemArg,                   // i32.atomic.rmw16.xor_u
    Shape::MemArg,                   // i64.atomic.rmw8.xor_u
    Shape::MemArg,                   // i64.atomic.rmw16.xor_u
    Shape::MemArg,                   // i64.atomic.rmw32.xor_u
    Shape::MemArg,                   // i32.atomic.rmw.xchg
    Shape::MemArg,                   // i64.atomic.rmw.xchg
    Shape::MemArg,                   // i32.atomic.rmw8.xchg_u
    Shape::MemArg,                   // i32.atomic.rmw16.xchg_u
    Shape::MemArg,                   // i64.atomic.rmw8.xchg_u
    Shape::MemArg,                   // i64.atomic.rmw16.xchg_u
    Shape::MemArg,                   // i64.atomic.rmw32.xchg_u
    Shape::MemArg,                   // i32.atomic.rmw.cmpxchg
    Shape::MemArg,                   // i64.atomic.rmw.cmpxchg
    Shape::MemArg,                   // i32.atomic.rmw8.cmpxchg_u
    Shape::MemArg,                   // i32.atomic.rmw16.cmpxchg_u
    Shape::MemArg,                   // i64.atomic.rmw8.cmpxchg_u
    Shape::MemArg,                   // i64.atomic.rmw16.cmpxchg_u
    Shape::MemArg,                   // i64.atomic.rmw32.cmpxchg_u
];

#[rustfmt::skip]
pub(crate) static STACK_TYPES: [StackType; 575] = [
    StackType::Special,              // unreachable
    StackType::Fixed(SigId(0)),      // nop
    StackType::Special,              // block
    StackType::Special,              // loop
    StackType::Special,              // if
    StackType::Special,              // else
    StackType::Special,              // try
    StackType::Special,              // catch
    StackType::Special,              // throw
    StackType::Special,              // rethrow
    StackType::Special,              // throw_ref
    StackType::Special,              // end
    StackType::Special,              // br
    StackType::Special,              // br_if
    StackType::Special,              // br_table
    StackType::Special,              // return
    StackType::Special,              // call
    StackType::Special,              // call_indirect
    StackType::Special,              // return_call
    StackType::Special,              // return_call_indirect
    StackType::Special,              // call_ref
    StackType::Special,              // return_call_ref
    StackType::Special,              // delegate
    StackType::Special,              // catch_all
    StackType::Special,              // drop
    StackType::Special,              // select
    StackType::Special,              // select
    StackType::Special,              // try_table
    StackType::Special,              // local.get
    StackType::Special,              // local.set
    StackType::Special,              // local.tee
    StackType::Special,              // global.get
    StackType::Special,              // global.set
    StackType::Special,              // table.get
    StackType::Special,              // table.set
    StackType::Load(I32),            // i32.load
    StackType::Load(I64),            // i64.load
    StackType::Load(F32),            // f32.load
    StackType::Load(F64),            // f64.load
    StackType::Load(I32),            // i32.load8_s
    StackType::Load(I32),            // i32.load8_u
    StackType::Load(I32),            // i32.load16_s
    StackType::Load(I32),            // i32.load16_u
    StackType::Load(I64),            // i64.load8_s
    StackType::Load(I64),            // i64.load8_u
    StackType::Load(I64),            // i64.load16_s
    StackType::Load(I64),            // i64.load16_u
    StackType::Load(I64),            // i64.load32_s
    StackType::Load(I64),            // i64.load32_u
    StackType::Store(I32),           // i32.store
    StackType::Store(I64),           // i64.store
    StackType::Store(F32),           // f32.store
    StackType::Store(F64),           // f64.store
    StackType::Store(I32),           // i32.store8
    StackType::Store(I32),           // i32.store16
    StackType::Store(I64),           // i64.store8
    StackType::Store(I64),           // i64.store16
    StackType::Store(I64),           // i64.store32
    StackType::Special,              // memory.size
    StackType::Special,              // memory.grow
    StackType::Fixed(SigId(1)),      // i32.const
    StackType::Fixed(SigId(2)),      // i64.const
    StackType::Fixed(SigId(3)),      // f32.const
    StackType::Fixed(SigId(4)),      // f64.const
    StackType::Fixed(SigId(5)),      // i32.eqz
    StackType::Fixed(SigId(6)),      // i32.eq
    StackType::Fixed(SigId(6)),      // i32.ne
    StackType::Fixed(SigId(6)),      // i32.lt_s
    StackType::Fixed(SigId(6)),      // i32.lt_u
    StackType::Fixed(SigId(6)),      // i32.gt_s
    StackType::Fixed(SigId(6)),      // i32.gt_u
    StackType::Fixed(SigId(6)),      // i32.le_s
    StackType::Fixed(SigId(6)),      // i32.le_u
    StackType::Fixed(SigId(6)),      // i32.ge_s
    StackType::Fixed(SigId(6)),      // i32.ge_u
    StackType::Fixed(SigId(7)),      // i64.eqz
    StackType::Fixed(SigId(8)),      // i64.eq
    StackType::Fixed(SigId(8)),      // i64.ne
    StackType::Fixed(SigId(8)),      // i64.lt_s
    StackType::Fixed(SigId(8)),      // i64.lt_u
    StackType::Fixed(SigId(8)),      // i64.gt_s
    StackType::Fixed(SigId(8)),      // i64.gt_u
    StackType::Fixed(SigId(8)),      // i64.le_s
    StackType::Fixed(SigId(8)),      // i64.le_u
    StackType::Fixed(SigId(8)),      // i64.ge_s
    StackType::Fixed(SigId(8)),      // i64.ge_u
    StackType::Fixed(SigId(9)),      // f32.eq
    StackType::Fixed(SigId(9)),      // f32.ne
    StackType::Fixed(SigId(9)),      // f32.lt
    StackType::Fixed(SigId(9)),      // f32.gt
    StackType::Fixed(SigId(9)),      // f32.le
    StackType::Fixed(SigId(9)),      // f32.ge
    StackType::Fixed(SigId(10)),     // f64.eq
    StackType::Fixed(SigId(10)),     // f64.ne
    StackType::Fixed(SigId(10)),     // f64.lt
    StackType::Fixed(SigId(10)),     // f64.gt
    StackType::Fixed(SigId(10)),     // f64.le
    StackType::Fixed(SigId(10)),     // f64.ge
    StackType::Fixed(SigId(5)),      // i32.clz
    StackType::Fixed(SigId(5)),      // i32.ctz
    StackType::Fixed(SigId(5)),      // i32.popcnt
    StackType::Fixed(SigId(6)),      // i32.add
    StackType::Fixed(SigId(6)),      // i32.sub
    StackType::Fixed(SigId(6)),      // i32.mul
    StackType::Fixed(SigId(6)),      // i32.div_s
    StackType::Fixed(SigId(6)),      // i32.div_u
    StackType::Fixed(SigId(6)),      // i32.rem_s
    StackType::Fixed(SigId(6)),      // i32.rem_u
    StackType::Fixed(SigId(6)),      // i32.and
    StackType::Fixed(SigId(6)),      // i32.or
    StackType::Fixed(SigId(6)),      // i32.xor
    StackType::Fixed(SigId(6)),      // i32.shl
    StackType::Fixed(SigId(6)),      // i32.shr_s
    StackType::Fixed(SigId(6)),      // i32.shr_u
    StackType::Fixed(SigId(6)),      // i32.rotl
    StackType::Fixed(SigId(6)),      // i32.rotr
    StackType::Fixed(SigId(11)),     // i64.clz
    StackType::Fixed(SigId(11)),     // i64.ctz
    StackType::Fixed(SigId(11)),     // i64.popcnt
    StackType::Fixed(SigId(12)),     // i64.add
    StackType::Fixed(SigId(12)),     // i64.sub
    StackType::Fixed(SigId(12)),     // i64.mul
    StackType::Fixed(SigId(12)),     // i64.div_s
    StackType::Fixed(SigId(12)),     // i64.div_u
    StackType::Fixed(SigId(12)),     // i64.rem_s
    StackType::Fixed(SigId(12)),     // i64.rem_u
    StackType::Fixed(SigId(12)),     // i64.and
    StackType::Fixed(SigId(12)),     // i64.or
    StackType::Fixed(SigId(12)),     // i64.xor
    StackType::Fixed(SigId(12)),     // i64.shl
    StackType::Fixed(SigId(12)),     // i64.shr_s
    StackType::Fixed(SigId(12)),     // i64.shr_u
    StackType::Fixed(SigId(12)),     // i64.rotl
    StackType::Fixed(SigId(12)),     // i64.rotr
    StackType::Fixed(SigId(13)),     // f32.abs
    StackType::Fixed(SigId(13)),     // f32.neg
    StackType::Fixed(SigId(13)),     // f32.ceil
    StackType::Fixed(SigId(13)),     // f32.floor
    StackType::Fixed(SigId(13)),     // f32.trunc
    StackType::Fixed(SigId(13)),     // f32.nearest
    StackType::Fixed(SigId(13)),     // f32.sqrt
    StackType::Fixed(SigId(14)),     // f32.add
    StackType::Fixed(SigId(14)),     // f32.sub
    StackType::Fixed(SigId(14)),     // f32.mul
    StackType::Fixed(SigId(14)),     // f32.div
    StackType::Fixed(SigId(14)),     // f32.min
    StackType::Fixed(SigId(14)),     // f32.max
    StackType::Fixed(SigId(14)),     // f32.copysign
    StackType::Fixed(SigId(15)),     // f64.abs
    StackType::Fixed(SigId(15)),     // f64.neg
    StackType::Fixed(SigId(15)),     // f64.ceil
    StackType::Fixed(SigId(15)),     // f64.floor
    StackType::Fixed(SigId(15)),     // f64.trunc
    StackType::Fixed(SigId(15)),     // f64.nearest
    StackType::Fixed(SigId(15)),     // f64.sqrt
    StackType::Fixed(SigId(16)),     // f64.add
    StackType::Fixed(SigId(16)),     // f64.sub
    StackType::Fixed(SigId(16)),     // f64.mul
    StackType::Fixed(SigId(16)),     // f64.div
    StackType::Fixed(SigId(16)),     // f64.min
    StackType::Fixed(SigId(16)),     // f64.max
    StackType::Fixed(SigId(16)),     // f64.copysign
    StackType::Fixed(SigId(7)),      // i32.wrap_i64
    StackType::Fixed(SigId(17)),     // i32.trunc_f32_s
    StackType::Fixed(SigId(17)),     // i32.trunc_f32_u
    StackType::Fixed(SigId(18)),     // i32.trunc_f64_s
    StackType::Fixed(SigId(18)),     // i32.trunc_f64_u
    StackType::Fixed(SigId(19)),     // i64.extend_i32_s
    StackType::Fixed(SigId(19)),     // i64.extend_i32_u
    StackType::Fixed(SigId(20)),     // i64.trunc_f32_s
    StackType::Fixed(SigId(20)),     // i64.trunc_f32_u
    StackType::Fixed(SigId(21)),     // i64.trunc_f64_s
    StackType::Fixed(SigId(21)),     // i64.trunc_f64_u
    StackType::Fixed(SigId(22)),     // f32.convert_i32_s
    StackType::Fixed(SigId(22)),     // f32.convert_i32_u
    StackType::Fixed(SigId(23)),     // f32.convert_i64_s
    StackType::Fixed(SigId(23)),     // f32.convert_i64_u
    StackType::Fixed(SigId(24)),     // f32.demote_f64
    StackType::Fixed(SigId(25)),     // f64.convert_i32_s
    StackType::Fixed(SigId(25)),     // f64.convert_i32_u
    StackType::Fixed(SigId(26)),     // f64.convert_i64_s
    StackType::Fixed(SigId(26)),     // f64.convert_i64_u
    StackType::Fixed(SigId(27)),     // f64.promote_f32
    StackType::Fixed(SigId(17)),     // i32.reinterpret_f32
    StackType::Fixed(SigId(21)),     // i64.reinterpret_f64
    StackType::Fixed(SigId(22)),     // f32.reinterpret_i32
    StackType::Fixed(SigId(26)),     // f64.reinterpret_i64
    StackType::Fixed(SigId(5)),      // i32.extend8_s
    StackType::Fixed(SigId(5)),      // i32.extend16_s
    StackType::Fixed(SigId(11)),     // i64.extend8_s
    StackType::Fixed(SigId(11)),     // i64.extend16_s
    StackType::Fixed(SigId(11)),     // i64.extend32_s
    StackType::Special,              // ref.null
    StackType::Special,              // ref.is_null
    StackType::Special,              // ref.func
    StackType::Special,              // ref.eq
    StackType::Special,              // ref.as_non_null
    StackType::Special,              // br_on_null
    StackType::Special,              // br_on_non_null
    StackType::Special,              // struct.new
    StackType::Special,              // struct.new_default
    StackType::Special,              // struct.get
    StackType::Special,              // struct.get_s
    StackType::Special,              // struct.get_u
    StackType::Special,              // struct.set
    StackType::Special,              // array.new
    StackType::Special,              // array.new_default
    StackType::Special,              // array.new_fixed
    StackType::Special,              // array.new_data
    StackType::Special,              // array.new_elem
    StackType::Special,              // array.get
    StackType::Special,              // array.get_s
    StackType::Special,              // array.get_u
    StackType::Special,              // array.set
    StackType::Special,              // array.len
    StackType::Special,              // array.fill
    StackType::Special,              // array.copy
    StackType::Special,              // array.init_data
    StackType::Special,              // array.init_elem
    StackType::Special,              // ref.test
    StackType::Special,              // ref.test
    StackType::Special,              // ref.cast
    StackType::Special,              // ref.cast
    StackType::Special,              // br_on_cast
    StackType::Special,              // br_on_cast_fail
    StackType::Special,              // any.convert_extern
    StackType::Special,              // extern.convert_any
    StackType::Special,              // ref.i31
    StackType::Special,              // i31.get_s
    StackType::Special,              // i31.get_u
    StackType::Fixed(SigId(17)),     // i32.trunc_sat_f32_s
    StackType::Fixed(SigId(17)),     // i32.trunc_sat_f32_u
    StackType::Fixed(SigId(18)),     // i32.trunc_sat_f64_s
    StackType::Fixed(SigId(18)),     // i32.trunc_sat_f64_u
    StackType::Fixed(SigId(20)),     // i64.trunc_sat_f32_s
    StackType::Fixed(SigId(20)),     // i64.trunc_sat_f32_u
    StackType::Fixed(SigId(21)),     // i64.trunc_sat_f64_s
    StackType::Fixed(SigId(21)),     // i64.trunc_sat_f64_u
    StackType::Special,              // memory.init
    StackType::Fixed(SigId(0)),      // data.drop
    StackType::Special,              // memory.copy
    StackType::Special,              // memory.fill
    StackType::Special,              // table.init
    StackType::Fixed(SigId(0)),      // elem.drop
    StackType::Special,              // table.copy
    StackType::Special,              // table.grow
    StackType::Special,              // table.size
    StackType::Special,              // table.fill
    StackType::Fixed(SigId(28)),     // i64.add128
    StackType::Fixed(SigId(28)),     // i64.sub128
    StackType::Fixed(SigId(29)),     // i64.mul_wide_s
    StackType::Fixed(SigId(29)),     // i64.mul_wide_u
    StackType::Load(V128),           // v128.load
    StackType::Load(V128),           // v128.load8x8_s
    StackType::Load(V128),           // v128.load8x8_u
    StackType::Load(V128),           // v128.load16x4_s
    StackType::Load(V128),           // v128.load16x4_u
    StackType::Load(V128),           // v128.load32x2_s
    StackType::Load(V128),           // v128.load32x2_u
    StackType::Load(V128),           // v128.load8_splat
    StackType::Load(V128),           // v128.load16_splat
    StackType::Load(V128),           // v128.load32_splat
    StackType::Load(V128),           // v128.load64_splat
    StackType::Store(V128),          // v128.store
    StackType::Fixed(SigId(30)),     // v128.const
    StackType::Fixed(SigId(31)),     // i8x16.shuffle
    StackType::Fixed(SigId(31)),     // i8x16.swizzle
    StackType::Fixed(SigId(32)),     // i8x16.splat
    StackType::Fixed(SigId(32)),     // i16x8.splat
    StackType::Fixed(SigId(32)),     // i32x4.splat
    StackType::Fixed(SigId(33)),     // i64x2.splat
    StackType::Fixed(SigId(34)),     // f32x4.splat
    StackType::Fixed(SigId(35)),     // f64x2.splat
    StackType::Fixed(SigId(36)),     // i8x16.extract_lane_s
    StackType::Fixed(SigId(36)),     // i8x16.extract_lane_u
    StackType::Fixed(SigId(37)),     // i8x16.replace_lane
    StackType::Fixed(SigId(36)),     // i16x8.extract_lane_s
    StackType::Fixed(SigId(36)),     // i16x8.extract_lane_u
    StackType::Fixed(SigId(37)),     // i16x8.replace_lane
    StackType::Fixed(SigId(36)),     // i32x4.extract_lane
    StackType::Fixed(SigId(37)),     // i32x4.replace_lane
    StackType::Fixed(SigId(38)),     // i64x2.extract_lane
    StackType::Fixed(SigId(39)),     // i64x2.replace_lane
    StackType::Fixed(SigId(40)),     // f32x4.extract_lane
    StackType::Fixed(SigId(41)),     // f32x4.replace_lane
    StackType::Fixed(SigId(42)),     // f64x2.extract_lane
    StackType::Fixed(SigId(43)),     // f64x2.replace_lane
    StackType::Fixed(SigId(31)),     // i8x16.eq
    StackType::Fixed(SigId(31)),     // i8x16.ne
    StackType::Fixed(SigId(31)),     // i8x16.lt_s
    StackType::Fixed(SigId(31)),     // i8x16.lt_u
    StackType::Fixed(SigId(31)),     // i8x16.gt_s
    StackType::Fixed(SigId(31)),     // i8x16.gt_u
    StackType::Fixed(SigId(31)),     // i8x16.le_s
    StackType::Fixed(SigId(31)),     // i8x16.le_u
    StackType::Fixed(SigId(31)),     // i8x16.ge_s
    StackType::Fixed(SigId(31)),     // i8x16.ge_u
    StackType::Fixed(SigId(31)),     // i16x8.eq
    StackType::Fixed(SigId(31)),     // i16x8.ne
    StackType::Fixed(SigId(31)),     // i16x8.lt_s
    StackType::Fixed(SigId(31)),     // i16x8.lt_u
    StackType::Fixed(SigId(31)),     // i16x8.gt_s
    StackType::Fixed(SigId(31)),     // i16x8.gt_u
    StackType::Fixed(SigId(31)),     // i16x8.le_s
    StackType::Fixed(SigId(31)),     // i16x8.le_u
    StackType::Fixed(SigId(31)),     // i16x8.ge_s
    StackType::Fixed(SigId(31)),     // i16x8.ge_u
    StackType::Fixed(SigId(31)),     // i32x4.eq
    StackType::Fixed(SigId(31)),     // i32x4.ne
    StackType::Fixed(SigId(31)),     // i32x4.lt_s
    StackType::Fixed(SigId(31)),     // i32x4.lt_u
    StackType::Fixed(SigId(31)),     // i32x4.gt_s
    StackType::Fixed(SigId(31)),     // i32x4.gt_u
    StackType::Fixed(SigId(31)),     // i32x4.le_s
    StackType::Fixed(SigId(31)),     // i32x4.le_u
    StackType::Fixed(SigId(31)),     // i32x4.ge_s
    StackType::Fixed(SigId(31)),     // i32x4.ge_u
    StackType::Fixed(SigId(31)),     // f32x4.eq
    StackType::Fixed(SigId(31)),     // f32x4.ne
    StackType::Fixed(SigId(31)),     // f32x4.lt
    StackType::Fixed(SigId(31)),     // f32x4.gt
    StackType::Fixed(SigId(31)),     // f32x4.le
    StackType::Fixed(SigId(31)),     // f32x4.ge
    StackType::Fixed(SigId(31)),     // f64x2.eq
    StackType::Fixed(SigId(31)),     // f64x2.ne
    StackType::Fixed(SigId(31)),     // f64x2.lt
    StackType::Fixed(SigId(31)),     // f64x2.gt
    StackType::Fixed(SigId(31)),     // f64x2.le
    StackType::Fixed(SigId(31)),     // f64x2.ge
    StackType::Fixed(SigId(44)),     // v128.not
    StackType::Fixed(SigId(31)),     // v128.and
    StackType::Fixed(SigId(31)),     // v128.andnot
    StackType::Fixed(SigId(31)),     // v128.or
    StackType::Fixed(SigId(31)),     // v128.xor
    StackType::Fixed(SigId(45)),     // v128.bitselect
    StackType::Fixed(SigId(36)),     // v128.any_true
    StackType::LoadLane,             // v128.load8_lane
    StackType::LoadLane,             // v128.load16_lane
    StackType::LoadLane,             // v128.load32_lane
    StackType::LoadLane,             // v128.load64_lane
    StackType::StoreLane,            // v128.store8_lane
    StackType::StoreLane,            // v128.store16_lane
    StackType::StoreLane,            // v128.store32_lane
    StackType::StoreLane,            // v128.store64_lane
    StackType::Load(V128),           // v128.load32_zero
    StackType::Load(V128),           // v128.load64_zero
    StackType::Fixed(SigId(44)),     // f32x4.demote_f64x2_zero
    StackType::Fixed(SigId(44)),     // f64x2.promote_low_f32x4
    StackType::Fixed(SigId(44)),     // i8x16.abs
    StackType::Fixed(SigId(44)),     // i8x16.neg
    StackType::Fixed(SigId(44)),     // i8x16.popcnt
    StackType::Fixed(SigId(36)),     // i8x16.all_true
    StackType::Fixed(SigId(36)),     // i8x16.bitmask
    StackType::Fixed(SigId(31)),     // i8x16.narrow_i16x8_s
    StackType::Fixed(SigId(31)),     // i8x16.narrow_i16x8_u
    StackType::Fixed(SigId(44)),     // f32x4.ceil
    StackType::Fixed(SigId(44)),     // f32x4.floor
    StackType::Fixed(SigId(44)),     // f32x4.trunc
    StackType::Fixed(SigId(44)),     // f32x4.nearest
    StackType::Fixed(SigId(37)),     // i8x16.shl
    StackType::Fixed(SigId(37)),     // i8x16.shr_s
    StackType::Fixed(SigId(37)),     // i8x16.shr_u
    StackType::Fixed(SigId(31)),     // i8x16.add
    StackType::Fixed(SigId(31)),     // i8x16.add_sat_s
    StackType::Fixed(SigId(31)),     // i8x16.add_sat_u
    StackType::Fixed(SigId(31)),     // i8x16.sub
    StackType::Fixed(SigId(31)),     // i8x16.sub_sat_s
    StackType::Fixed(SigId(31)),     // i8x16.sub_sat_u
    StackType::Fixed(SigId(44)),     // f64x2.ceil
    StackType::Fixed(SigId(44)),     // f64x2.floor
    StackType::Fixed(SigId(31)),     // i8x16.min_s
    StackType::Fixed(SigId(31)),     // i8x16.min_u
    StackType::Fixed(SigId(31)),     // i8x16.max_s
    StackType::Fixed(SigId(31)),     // i8x16.max_u
    StackType::Fixed(SigId(44)),     // f64x2.trunc
    StackType::Fixed(SigId(31)),     // i8x16.avgr_u
    StackType::Fixed(SigId(44)),     // i16x8.extadd_pairwise_i8x16_s
    StackType::Fixed(SigId(44)),     // i16x8.extadd_pairwise_i8x16_u
    StackType::Fixed(SigId(44)),     // i32x4.extadd_pairwise_i16x8_s
    StackType::Fixed(SigId(44)),     // i32x4.extadd_pairwise_i16x8_u
    StackType::Fixed(SigId(44)),     // i16x8.abs
    StackType::Fixed(SigId(44)),     // i16x8.neg
    StackType::Fixed(SigId(31)),     // i16x8.q15mulr_sat_s
    StackType::Fixed(SigId(36)),     // i16x8.all_true
    StackType::Fixed(SigId(36)),     // i16x8.bitmask
    StackType::Fixed(SigId(31)),     // i16x8.narrow_i32x4_s
    StackType::Fixed(SigId(31)),     // i16x8.narrow_i32x4_u
    StackType::Fixed(SigId(44)),     // i16x8.extend_low_i8x16_s
    StackType::Fixed(SigId(44)),     // i16x8.extend_high_i8x16_s
    StackType::Fixed(SigId(44)),     // i16x8.extend_low_i8x16_u
    StackType::Fixed(SigId(44)),     // i16x8.extend_high_i8x16_u
    StackType::Fixed(SigId(37)),     // i16x8.shl
    StackType::Fixed(SigId(37)),     // i16x8.shr_s
    StackType::Fixed(SigId(37)),     // i16x8.shr_u
    StackType::Fixed(SigId(31)),     // i16x8.add
    StackType::Fixed(SigId(31)),     // i16x8.add_sat_s
    StackType::Fixed(SigId(31)),     // i16x8.add_sat_u
    StackType::Fixed(SigId(31)),     // i16x8.sub
    StackType::Fixed(SigId(31)),     // i16x8.sub_sat_s
    StackType::Fixed(SigId(31)),     // i16x8.sub_sat_u
    StackType::Fixed(SigId(44)),     // f64x2.nearest
    StackType::Fixed(SigId(31)),     // i16x8.mul
    StackType::Fixed(SigId(31)),     // i16x8.min_s
    StackType::Fixed(SigId(31)),     // i16x8.min_u
    StackType::Fixed(SigId(31)),     // i16x8.max_s
    StackType::Fixed(SigId(31)),     // i16x8.max_u
    StackType::Fixed(SigId(31)),     // i16x8.avgr_u
    StackType::Fixed(SigId(31)),     // i16x8.extmul_low_i8x16_s
    StackType::Fixed(SigId(31)),     // i16x8.extmul_high_i8x16_s
    StackType::Fixed(SigId(31)),     // i16x8.extmul_low_i8x16_u
    StackType::Fixed(SigId(31)),     // i16x8.extmul_high_i8x16_u
    StackType::Fixed(SigId(44)),     // i32x4.abs
    StackType::Fixed(SigId(44)),     // i32x4.neg
    StackType::Fixed(SigId(36)),     // i32x4.all_true
    StackType::Fixed(SigId(36)),     // i32x4.bitmask
    StackType::Fixed(SigId(44)),     // i32x4.extend_low_i16x8_s
    StackType::Fixed(SigId(44)),     // i32x4.extend_high_i16x8_s
    StackType::Fixed(SigId(44)),     // i32x4.extend_low_i16x8_u
    StackType::Fixed(SigId(44)),     // i32x4.extend_high_i16x8_u
    StackType::Fixed(SigId(37)),     // i32x4.shl
    StackType::Fixed(SigId(37)),     // i32x4.shr_s
    StackType::Fixed(SigId(37)),     // i32x4.shr_u
    StackType::Fixed(SigId(31)),     // i32x4.add
    StackType::Fixed(SigId(31)),     // i32x4.sub
    StackType::Fixed(SigId(31)),     // i32x4.mul
    StackType::Fixed(SigId(31)),     // i32x4.min_s
    StackType::Fixed(SigId(31)),     // i32x4.min_u
    StackType::Fixed(SigId(31)),     // i32x4.max_s
    StackType::Fixed(SigId(31)),     // i32x4.max_u
    StackType::Fixed(SigId(31)),     // i32x4.dot_i16x8_s
    StackType::Fixed(SigId(31)),     // i32x4.extmul_low_i16x8_s
    StackType::Fixed(SigId(31)),     // i32x4.extmul_high_i16x8_s
    StackType::Fixed(SigId(31)),     // i32x4.extmul_low_i16x8_u
    StackType::Fixed(SigId(31)),     // i32x4.extmul_high_i16x8_u
    StackType::Fixed(SigId(44)),     // i64x2.abs
    StackType::Fixed(SigId(44)),     // i64x2.neg
    StackType::Fixed(SigId(36)),     // i64x2.all_true
    StackType::Fixed(SigId(36)),     // i64x2.bitmask
    StackType::Fixed(SigId(44)),     // i64x2.extend_low_i32x4_s
    StackType::Fixed(SigId(44)),     // i64x2.extend_high_i32x4_s
    StackType::Fixed(SigId(44)),     // i64x2.extend_low_i32x4_u
    StackType::Fixed(SigId(44)),     // i64x2.extend_high_i32x4_u
    StackType::Fixed(SigId(37)),     // i64x2.shl
    StackType::Fixed(SigId(37)),     // i64x2.shr_s
    StackType::Fixed(SigId(37)),     // i64x2.shr_u
    StackType::Fixed(SigId(31)),     // i64x2.add
    StackType::Fixed(SigId(31)),     // i64x2.sub
    StackType::Fixed(SigId(31)),     // i64x2.mul
    StackType::Fixed(SigId(31)),     // i64x2.eq
    StackType::Fixed(SigId(31)),     // i64x2.ne
    StackType::Fixed(SigId(31)),     // i64x2.lt_s
    StackType::Fixed(SigId(31)),     // i64x2.gt_s
    StackType::Fixed(SigId(31)),     // i64x2.le_s
    StackType::Fixed(SigId(31)),     // i64x2.ge_s
    StackType::Fixed(SigId(31)),     // i64x2.extmul_low_i32x4_s
    StackType::Fixed(SigId(31)),     // i64x2.extmul_high_i32x4_s
    StackType::Fixed(SigId(31)),     // i64x2.extmul_low_i32x4_u
    StackType::Fixed(SigId(31)),     // i64x2.extmul_high_i32x4_u
    StackType::Fixed(SigId(44)),     // f32x4.abs
    StackType::Fixed(SigId(44)),     // f32x4.neg
    StackType::Fixed(SigId(44)),     // f32x4.sqrt
    StackType::Fixed(SigId(31)),     // f32x4.add
    StackType::Fixed(SigId(31)),     // f32x4.sub
    StackType::Fixed(SigId(31)),     // f32x4.mul
    StackType::Fixed(SigId(31)),     // f32x4.div
    StackType::Fixed(SigId(31)),     // f32x4.min
    StackType::Fixed(SigId(31)),     // f32x4.max
    StackType::Fixed(SigId(31)),     // f32x4.pmin
    StackType::Fixed(SigId(31)),     // f32x4.pmax
    StackType::Fixed(SigId(44)),     // f64x2.abs
    StackType::Fixed(SigId(44)),     // f64x2.neg
    StackType::Fixed(SigId(44)),     // f64x2.sqrt
    StackType::Fixed(SigId(31)),     // f64x2.add
    StackType::Fixed(SigId(31)),     // f64x2.sub
    StackType::Fixed(SigId(31)),     // f64x2.mul
    StackType::Fixed(SigId(31)),     // f64x2.div
    StackType::Fixed(SigId(31)),     // f64x2.min
    StackType::Fixed(SigId(31)),     // f64x2.max
    StackType::Fixed(SigId(31)),     // f64x2.pmin
    StackType::Fixed(SigId(31)),     // f64x2.pmax
    StackType::Fixed(SigId(44)),     // i32x4.trunc_sat_f32x4_s
    StackType::Fixed(SigId(44)),     // i32x4.trunc_sat_f32x4_u
    StackType::Fixed(SigId(44)),     // f32x4.convert_i32x4_s
    StackType::Fixed(SigId(44)),     // f32x4.convert_i32x4_u
    StackType::Fixed(SigId(44)),     // i32x4.trunc_sat_f64x2_s_zero
    StackType::Fixed(SigId(44)),     // i32x4.trunc_sat_f64x2_u_zero
    StackType::Fixed(SigId(44)),     // f64x2.convert_low_i32x4_s
    StackType::Fixed(SigId(44)),     // f64x2.convert_low_i32x4_u
    StackType::Fixed(SigId(31)),     // i8x16.relaxed_swizzle
    StackType::Fixed(SigId(44)),     // i32x4.relaxed_trunc_f32x4_s
    StackType::Fixed(SigId(44)),     // i32x4.relaxed_trunc_f32x4_u
    StackType::Fixed(SigId(44)),     // i32x4.relaxed_trunc_f64x2_s_zero
    StackType::Fixed(SigId(44)),     // i32x4.relaxed_trunc_f64x2_u_zero
    StackType::Fixed(SigId(45)),     // f32x4.relaxed_madd
    StackType::Fixed(SigId(45)),     // f32x4.relaxed_nmadd
    StackType::Fixed(SigId(45)),     // f64x2.relaxed_madd
    StackType::Fixed(SigId(45)),     // f64x2.relaxed_nmadd
    StackType::Fixed(SigId(45)),     // i8x16.relaxed_laneselect
    StackType::Fixed(SigId(45)),     // i16x8.relaxed_laneselect
    StackType::Fixed(SigId(45)),     // i32x4.relaxed_laneselect
    StackType::Fixed(SigId(45)),     // i64x2.relaxed_laneselect
    StackType::Fixed(SigId(31)),     // f32x4.relaxed_min
    StackType::Fixed(SigId(31)),     // f32x4.relaxed_max
    StackType::Fixed(SigId(31)),     // f64x2.relaxed_min
    StackType::Fixed(SigId(31)),     // f64x2.relaxed_max
    StackType::Fixed(SigId(31)),     // i16x8.relaxed_q15mulr_s
    StackType::Fixed(SigId(31)),     // i16x8.relaxed_dot_i8x16_i7x16_s
    StackType::Fixed(SigId(45)),     // i32x4.relaxed_dot_i8x16_i7x16_add_s
    StackType::AtomicNotify,         // memory.atomic.notify
    StackType::AtomicWait(I32),      // memory.atomic.wait32
    StackType::AtomicWait(I64),      // memory.atomic.wait64
    StackType::Fixed(SigId(0)),      // atomic.fence
    StackType::Load(I32),            // i32.atomic.load
    StackType::Load(I64),            // i64.atomic.load
    StackType::Load(I32),            // i32.atomic.load8_u
    StackType::Load(I32),            // i32.atomic.load16_u
    StackType::Load(I64),            // i64.atomic.load8_u
    StackType::Load(I64),            // i64.atomic.load16_u
    StackType::Load(I64),            // i64.atomic.load32_u
    StackType::Store(I32),           // i32.atomic.store
    StackType::Store(I64),           // i64.atomic.store
    StackType::Store(I32),           // i32.atomic.store8
    StackType::Store(I32),           // i32.atomic.store16
    StackType::Store(I64),           // i64.atomic.store8
    StackType::Store(I64),           // i64.atomic.store16
    StackType::Store(I64),           // i64.atomic.store32
    StackType::AtomicRmw(I32),       // i32.atomic.rmw.add
    StackType::AtomicRmw(I64),       // i64.atomic.rmw.add
    StackType::AtomicRmw(I32),       // i32.atomic.rmw8.add_u
    StackType::AtomicRmw(I32),       // i32.atomic.rmw16.add_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw8.add_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw16.add_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw32.add_u
    StackType::AtomicRmw(I32),       // i32.atomic.rmw.sub
    StackType::AtomicRmw(I64),       // i64.atomic.rmw.sub
    StackType::AtomicRmw(I32),       // i32.atomic.rmw8.sub_u
    StackType::AtomicRmw(I32),       // i32.atomic.rmw16.sub_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw8.sub_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw16.sub_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw32.sub_u
    StackType::AtomicRmw(I32),       // i32.atomic.rmw.and
    StackType::AtomicRmw(I64),       // i64.atomic.rmw.and
    StackType::AtomicRmw(I32),       // i32.atomic.rmw8.and_u
    StackType::AtomicRmw(I32),       // i32.atomic.rmw16.and_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw8.and_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw16.and_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw32.and_u
    StackType::AtomicRmw(I32),       // i32.atomic.rmw.or
    StackType::AtomicRmw(I64),       // i64.atomic.rmw.or
    StackType::AtomicRmw(I32),       // i32.atomic.rmw8.or_u
    StackType::AtomicRmw(I32),       // i32.atomic.rmw16.or_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw8.or_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw16.or_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw32.or_u
    StackType::AtomicRmw(I32),       // i32.atomic.rmw.xor
    StackType::AtomicRmw(I64),       // i64.atomic.rmw.xor
    StackType::AtomicRmw(I32),       // i32.atomic.rmw8.xor_u
    StackType::AtomicRmw(I32),       // i32.atomic.rmw16.xor_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw8.xor_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw16.xor_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw32.xor_u
    StackType::AtomicRmw(I32),       // i32.atomic.rmw.xchg
    StackType::AtomicRmw(I64),       // i64.atomic.rmw.xchg
    StackType::AtomicRmw(I32),       // i32.atomic.rmw8.xchg_u
    StackType::AtomicRmw(I32),       // i32.atomic.rmw16.xchg_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw8.xchg_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw16.xchg_u
    StackType::AtomicRmw(I64),       // i64.atomic.rmw32.xchg_u
    StackType::AtomicCmpxchg(I32),   // i32.atomic.rmw.cmpxchg
    StackType::AtomicCmpxchg(I64),   // i64.atomic.rmw.cmpxchg
    StackType::AtomicCmpxchg(I32),   // i32.atomic.rmw8.cmpxchg_u
    StackType::AtomicCmpxchg(I32),   // i32.atomic.rmw16.cmpxchg_u
    StackType::AtomicCmpxchg(I64),   // i64.atomic.rmw8.cmpxchg_u
    StackType::AtomicCmpxchg(I64),   // i64.atomic.rmw16.cmpxchg_u
    StackType::AtomicCmpxchg(I64),   // i64.atomic.rmw32.cmpxchg_u
];

#[rustfmt::skip]
pub(crate) static PREFIXES: [u8; 575] = [
    0x00,                            // unreachable
    0x00,                            // nop
    0x00,                            // block
    0x00,                            // loop
    0x00,                            // if
    0x00,                            // else
    0x00,                            // try
    0x00,                            // catch
    0x00,                            // throw
    0x00,                            // rethrow
    0x00,                            // throw_ref
    0x00,                            // end
    0x00,                            // br
    0x00,                            // br_if
    0x00,                            // br_table
    0x00,                            // return
    0x00,                            // call
    0x00,                            // call_indirect
    0x00,                            // return_call
    0x00,                            // return_call_indirect
    0x00,                            // call_ref
    0x00,                            // return_call_ref
    0x00,                            // delegate
    0x00,                            // catch_all
    0x00,                            // drop
    0x00,                            // select
    0x00,                            // select
    0x00,                            // try_table
    0x00,                            // local.get
    0x00,                            // local.set
    0x00,                            // local.tee
    0x00,                            // global.get
    0x00,                            // global.set
    0x00,                            // table.get
    0x00,                            // table.set
    0x00,                            // i32.load
    0x00,                            // i64.load
    0x00,                            // f32.load
    0x00,                            // f64.load
    0x00,                            // i32.load8_s
    0x00,                            // i32.load8_u
    0x00,                            // i32.load16_s
    0x00,                            // i32.load16_u
    0x00,                            // i64.load8_s
    0x00,                            // i64.load8_u
    0x00,                            // i64.load16_s
    0x00,                            // i64.load16_u
    0x00,                            // i64.load32_s
    0x00,                            // i64.load32_u
    0x00,                            // i32.store
    0x00,                            // i64.store
    0x00,                            // f32.store
    0x00,                            // f64.store
    0x00,                            // i32.store8
    0x00,                            // i32.store16
    0x00,                            // i64.store8
    0x00,                            // i64.store16
    0x00,                            // i64.store32
    0x00,                            // memory.size
    0x00,                            // memory.grow
    0x00,                            // i32.const
    0x00,                            // i64.const
    0x00,                            // f32.const
    0x00,                            // f64.const
    0x00,                            // i32.eqz
    0x00,                            // i32.eq
    0x00,                            // i32.ne
    0x00,                            // i32.lt_s
    0x00,                            // i32.lt_u
    0x00,                            // i32.gt_s
    0x00,                            // i32.gt_u
    0x00,                            // i32.le_s
    0x00,                            // i32.le_u
    0x00,                            // i32.ge_s
    0x00,                            // i32.ge_u
    0x00,                            // i64.eqz
    0x00,                            // i64.eq
    0x00,                            // i64.ne
    0x00,                            // i64.lt_s
    0x00,                            // i64.lt_u
    0x00,                            // i64.gt_s
    0x00,                            // i64.gt_u
    0x00,                            // i64.le_s
    0x00,                            // i64.le_u
    0x00,                            // i64.ge_s
    0x00,                            // i64.ge_u
    0x00,                            // f32.eq
    0x00,                            // f32.ne
    0x00,                            // f32.lt
    0x00,                            // f32.gt
    0x00,                            // f32.le
    0x00,                            // f32.ge
    0x00,                            // f64.eq
    0x00,                            // f64.ne
    0x00,                            // f64.lt
    0x00,                            // f64.gt
    0x00,                            // f64.le
    0x00,                            // f64.ge
    0x00,                            // i32.clz
    0x00,                            // i32.ctz
    0x00,                            // i32.popcnt
    0x00,                            // i32.add
    0x00,                            // i32.sub
    0x00,                            // i32.mul
    0x00,                            // i32.div_s
    0x00,                            // i32.div_u
    0x00,                            // i32.rem_s
    0x00,                            // i32.rem_u
    0x00,                            // i32.and
    0x00,                            // i32.or
    0x00,                            // i32.xor
    0x00,                            // i32.shl
    0x00,                            // i32.shr_s
    0x00,                            // i32.shr_u
    0x00,                            // i32.rotl
    0x00,                            // i32.rotr
    0x00,                            // i64.clz
    0x00,                            // i64.ctz
    0x00,                            // i64.popcnt
    0x00,                            // i64.add
    0x00,                            // i64.sub
    0x00,                            // i64.mul
    0x00,                            // i64.div_s
    0x00,                            // i64.div_u
    0x00,                            // i64.rem_s
    0x00,                            // i64.rem_u
    0x00,                            // i64.and
    0x00,                            // i64.or
    0x00,                            // i64.xor
    0x00,                            // i64.shl
    0x00,                            // i64.shr_s
    0x00,                            // i64.shr_u
    0x00,                            // i64.rotl
    0x00,                            // i64.rotr
    0x00,                            // f32.abs
    0x00,                            // f32.neg
    0x00,                            // f32.ceil
    0x00,                            // f32.floor
    0x00,                            // f32.trunc
    0x00,                            // f32.nearest
    0x00,                            // f32.sqrt
    0x00,                            // f32.add
    0x00,                            // f32.sub
    0x00,                            // f32.mul
    0x00,                            // f32.div
    0x00,                            // f32.min
    0x00,                            // f32.max
    0x00,                            // f32.copysign
    0x00,                            // f64.abs
    0x00,                            // f64.neg
    0x00,                            // f64.ceil
    0x00,                            // f64.floor
    0x00,                            // f64.trunc
    0x00,                            // f64.nearest
    0x00,                            // f64.sqrt
    0x00,                            // f64.add
    0x00,                            // f64.sub
    0x00,                            // f64.mul
    0x00,                            // f64.div
    0x00,                            // f64.min
    0x00,                            // f64.max
    0x00,                            // f64.copysign
    0x00,                            // i32.wrap_i64
    0x00,                            // i32.trunc_f32_s
    0x00,                            // i32.trunc_f32_u
    0x00,                            // i32.trunc_f64_s
    0x00,                            // i32.trunc_f64_u
    0x00,                            // i64.extend_i32_s
    0x00,                            // i64.extend_i32_u
    0x00,                            // i64.trunc_f32_s
    0x00,                            // i64.trunc_f32_u
    0x00,                            // i64.trunc_f64_s
    0x00,                            // i64.trunc_f64_u
    0x00,                            // f32.convert_i32_s
    0x00,                            // f32.convert_i32_u
    0x00,                            // f32.convert_i64_s
    0x00,                            // f32.convert_i64_u
    0x00,                            // f32.demote_f64
    0x00,                            // f64.convert_i32_s
    0x00,                            // f64.convert_i32_u
    0x00,                            // f64.convert_i64_s
    0x00,                            // f64.convert_i64_u
    0x00,                            // f64.promote_f32
    0x00,                            // i32.reinterpret_f32
    0x00,                            // i64.reinterpret_f64
    0x00,                            // f32.reinterpret_i32
    0x00,                            // f64.reinterpret_i64
    0x00,                            // i32.extend8_s
    0x00,                            // i32.extend16_s
    0x00,                            // i64.extend8_s
    0x00,                            // i64.extend16_s
    0x00,                            // i64.extend32_s
    0x00,                            // ref.null
    0x00,                            // ref.is_null
    0x00,                            // ref.func
    0x00,                            // ref.eq
    0x00,                            // ref.as_non_null
    0x00,                            // br_on_null
    0x00,                            // br_on_non_null
    0xFB,                            // struct.new
    0xFB,                            // struct.new_default
    0xFB,                            // struct.get
    0xFB,                            // struct.get_s
    0xFB,                            // struct.get_u
    0xFB,                            // struct.set
    0xFB,                            // array.new
    0xFB,                            // array.new_default
    0xFB,                            // array.new_fixed
    0xFB,                            // array.new_data
    0xFB,                            // array.new_elem
    0xFB,                            // array.get
    0xFB,                            // array.get_s
    0xFB,                            // array.get_u
    0xFB,                            // array.set
    0xFB,                            // array.len
    0xFB,                            // array.fill
    0xFB,                            // array.copy
    0xFB,                            // array.init_data
    0xFB,                            // array.init_elem
    0xFB,                            // ref.test
    0xFB,                            // ref.test
    0xFB,                            // ref.cast
    0xFB,                            // ref.cast
    0xFB,                            // br_on_cast
    0xFB,                            // br_on_cast_fail
    0xFB,                            // any.convert_extern
    0xFB,                            // extern.convert_any
    0xFB,                            // ref.i31
    0xFB,                            // i31.get_s
    0xFB,                            // i31.get_u
    0xFC,                            // i32.trunc_sat_f32_s
    0xFC,                            // i32.trunc_sat_f32_u
    0xFC,                            // i32.trunc_sat_f64_s
    0xFC,                            // i32.trunc_sat_f64_u
    0xFC,                            // i64.trunc_sat_f32_s
    0xFC,                            // i64.trunc_sat_f32_u
    0xFC,                            // i64.trunc_sat_f64_s
    0xFC,                            // i64.trunc_sat_f64_u
    0xFC,                            // memory.init
    0xFC,                            // data.drop
    0xFC,                            // memory.copy
    0xFC,                            // memory.fill
    0xFC,                            // table.init
    0xFC,                            // elem.drop
    0xFC,                            // table.copy
    0xFC,                            // table.grow
    0xFC,                            // table.size
    0xFC,                            // table.fill
    0xFC,                            // i64.add128
    0xFC,                            // i64.sub128
    0xFC,                            // i64.mul_wide_s
    0xFC,                            // i64.mul_wide_u
    0xFD,                            // v128.load
    0xFD,                            // v128.load8x8_s
    0xFD,                            // v128.load8x8_u
    0xFD,                            // v128.load16x4_s
    0xFD,                            // v128.load16x4_u
    0xFD,                            // v128.load32x2_s
    0xFD,                            // v128.load32x2_u
    0xFD,                            // v128.load8_splat
    0xFD,                            // v128.load16_splat
    0xFD,                            // v128.load32_splat
    0xFD,                            // v128.load64_splat
    0xFD,                            // v128.store
    0xFD,                            // v128.const
    0xFD,                            // i8x16.shuffle
    0xFD,                            // i8x16.swizzle
    0xFD,                            // i8x16.splat
    0xFD,                            // i16x8.splat
    0xFD,                            // i32x4.splat
    0xFD,                            // i64x2.splat
    0xFD,                            // f32x4.splat
    0xFD,                            // f64x2.splat
    0xFD,                            // i8x16.extract_lane_s
    0xFD,                            // i8x16.extract_lane_u
    0xFD,                            // i8x16.replace_lane
    0xFD,                            // i16x8.extract_lane_s
    0xFD,                            // i16x8.extract_lane_u
    0xFD,                            // i16x8.replace_lane
    0xFD,                            // i32x4.extract_lane
    0xFD,                            // i32x4.replace_lane
    0xFD,                            // i64x2.extract_lane
    0xFD,                            // i64x2.replace_lane
    0xFD,                            // f32x4.extract_lane
    0xFD,                            // f32x4.replace_lane
    0xFD,                            // f64x2.extract_lane
    0xFD,                            // f64x2.replace_lane
    0xFD,                            // i8x16.eq
    0xFD,                            // i8x16.ne
    0xFD,                            // i8x16.lt_s
    0xFD,                            // i8x16.lt_u
    0xFD,                            // i8x16.gt_s
    0xFD,                            // i8x16.gt_u
    0xFD,                            // i8x16.le_s
    0xFD,                            // i8x16.le_u
    0xFD,                            // i8x16.ge_s
    0xFD,                            // i8x16.ge_u
    0xFD,                            // i16x8.eq
    0xFD,                            // i16x8.ne
    0xFD,                            // i16x8.lt_s
    0xFD,                            // i16x8.lt_u
    0xFD,                            // i16x8.gt_s
    0xFD,                            // i16x8.gt_u
    0xFD,                            // i16x8.le_s
    0xFD,                            // i16x8.le_u
    0xFD,                            // i16x8.ge_s
    0xFD,                            // i16x8.ge_u
    0xFD,                            // i32x4.eq
    0xFD,                            // i32x4.ne
    0xFD,                            // i32x4.lt_s
    0xFD,                            // i32x4.lt_u
    0xFD,                            // i32x4.gt_s
    0xFD,                            // i32x4.gt_u
    0xFD,                            // i32x4.le_s
    0xFD,                            // i32x4.le_u
    0xFD,                            // i32x4.ge_s
    0xFD,                            // i32x4.ge_u
    0xFD,                            // f32x4.eq
    0xFD,                            // f32x4.ne
    0xFD,                            // f32x4.lt
    0xFD,                            // f32x4.gt
    0xFD,                            // f32x4.le
    0xFD,                            // f32x4.ge
    0xFD,                            // f64x2.eq
    0xFD,                            // f64x2.ne
    0xFD,                            // f64x2.lt
    0xFD,                            // f64x2.gt
    0xFD,                            // f64x2.le
    0xFD,                            // f64x2.ge
    0xFD,                            // v128.not
    0xFD,                            // v128.and
    0xFD,                            // v128.andnot
    0xFD,                            // v128.or
    0xFD,                            // v128.xor
    0xFD,                            // v128.bitselect
    0xFD,                            // v128.any_true
    0xFD,                            // v128.load8_lane
    0xFD,                            // v128.load16_lane
    0xFD,                            // v128.load32_lane
    0xFD,                            // v128.load64_lane
    0xFD,                            // v128.store8_lane
    0xFD,                            // v128.store16_lane
    0xFD,                            // v128.store32_lane
    0xFD,                            // v128.store64_lane
    0xFD,                            // v128.load32_zero
    0xFD,                            // v128.load64_zero
    0xFD,                            // f32x4.demote_f64x2_zero
    0xFD,                            // f64x2.promote_low_f32x4
    0xFD,                            // i8x16.abs
    0xFD,                            // i8x16.neg
    0xFD,                            // i8x16.popcnt
    0xFD,                            // i8x16.all_true
    0xFD,                            // i8x16.bitmask
    0xFD,                            // i8x16.narrow_i16x8_s
    0xFD,                            // i8x16.narrow_i16x8_u
    0xFD,                            // f32x4.ceil
    0xFD,                            // f32x4.floor
    0xFD,                            // f32x4.trunc
    0xFD,                            // f32x4.nearest
    0xFD,                            // i8x16.shl
    0xFD,                            // i8x16.shr_s
    0xFD,                            // i8x16.shr_u
    0xFD,                            // i8x16.add
    0xFD,                            // i8x16.add_sat_s
    0xFD,                            // i8x16.add_sat_u
    0xFD,                            // i8x16.sub
    0xFD,                            // i8x16.sub_sat_s
    0xFD,                            // i8x16.sub_sat_u
    0xFD,                            // f64x2.ceil
    0xFD,                            // f64x2.floor
    0xFD,                            // i8x16.min_s
    0xFD,                            // i8x16.min_u
    0xFD,                            // i8x16.max_s
    0xFD,                            // i8x16.max_u
    0xFD,                            // f64x2.trunc
    0xFD,                            // i8x16.avgr_u
    0xFD,                            // i16x8.extadd_pairwise_i8x16_s
    0xFD,                            // i16x8.extadd_pairwise_i8x16_u
    0xFD,                            // i32x4.extadd_pairwise_i16x8_s
    0xFD,                            // i32x4.extadd_pairwise_i16x8_u
    0xFD,                            // i16x8.abs
    0xFD,                            // i16x8.neg
    0xFD,                            // i16x8.q15mulr_sat_s
    0xFD,                            // i16x8.all_true
    0xFD,                            // i16x8.bitmask
    0xFD,                            // i16x8.narrow_i32x4_s
    0xFD,                            // i16x8.narrow_i32x4_u
    0xFD,                            // i16x8.extend_low_i8x16_s
    0xFD,                            // i16x8.extend_high_i8x16_s
    0xFD,                            // i16x8.extend_low_i8x16_u
    0xFD,                            // i16x8.extend_high_i8x16_u
    0xFD,                            // i16x8.shl
    0xFD,                            // i16x8.shr_s
    0xFD,                            // i16x8.shr_u
    0xFD,                            // i16x8.add
    0xFD,                            // i16x8.add_sat_s
    0xFD,                            // i16x8.add_sat_u
    0xFD,                            // i16x8.sub
    0xFD,                            // i16x8.sub_sat_s
    0xFD,                            // i16x8.sub_sat_u
    0xFD,                            // f64x2.nearest
    0xFD,                            // i16x8.mul
    0xFD,                            // i16x8.min_s
    0xFD,                            // i16x8.min_u
    0xFD,                            // i16x8.max_s
    0xFD,                            // i16x8.max_u
    0xFD,                            // i16x8.avgr_u
    0xFD,                            // i16x8.extmul_low_i8x16_s
    0xFD,                            // i16x8.extmul_high_i8x16_s
    0xFD,                            // i16x8.extmul_low_i8x16_u
    0xFD,                            // i16x8.extmul_high_i8x16_u
    0xFD,                            // i32x4.abs
    0xFD,                            // i32x4.neg
    0xFD,                            // i32x4.all_true
    0xFD,                            // i32x4.bitmask
    0xFD,                            // i32x4.extend_low_i16x8_s
    0xFD,                            // i32x4.extend_high_i16x8_s
    0xFD,                            // i32x4.extend_low_i16x8_u
    0xFD,                            // i32x4.extend_high_i16x8_u
    0xFD,                            // i32x4.shl
    0xFD,                            // i32x4.shr_s
    0xFD,                            // i32x4.shr_u
    0xFD,                            // i32x4.add
    0xFD,                            // i32x4.sub
    0xFD,                            // i32x4.mul
    0xFD,                            // i32x4.min_s
    0xFD,                            // i32x4.min_u
    0xFD,                            // i32x4.max_s
    0xFD,                            // i32x4.max_u
    0xFD,                            // i32x4.dot_i16x8_s
    0xFD,                            // i32x4.extmul_low_i16x8_s
    0xFD,                            // i32x4.extmul_high_i16x8_s
    0xFD,                            // i32x4.extmul_low_i16x8_u
    0xFD,                            // i32x4.extmul_high_i16x8_u
    0xFD,                            // i64x2.abs
    0xFD,                            // i64x2.neg
    0xFD,                            // i64x2.all_true
    0xFD,                            // i64x2.bitmask
    0xFD,                            // i64x2.extend_low_i32x4_s
    0xFD,                            // i64x2.extend_high_i32x4_s
    0xFD,                            // i64x2.extend_low_i32x4_u
    0xFD,                            // i64x2.extend_high_i32x4_u
    0xFD,                            // i64x2.shl
    0xFD,                            // i64x2.shr_s
    0xFD,                            // i64x2.shr_u
    0xFD,                            // i64x2.add
    0xFD,                            // i64x2.sub
    0xFD,                            // i64x2.mul
    0xFD,                            // i64x2.eq
    0xFD,                            // i64x2.ne
    0xFD,                            // i64x2.lt_s
    0xFD,                            // i64x2.gt_s
    0xFD,                            // i64x2.le_s
    0xFD,                            // i64x2.ge_s
    0xFD,                            // i64x2.extmul_low_i32x4_s
    0xFD,                            // i64x2.extmul_high_i32x4_s
    0xFD,                            // i64x2.extmul_low_i32x4_u
    0xFD,                            // i64x2.extmul_high_i32x4_u
    0xFD,                            // f32x4.abs
    0xFD,                            // f32x4.neg
    0xFD,                            // f32x4.sqrt
    0xFD,                            // f32x4.add
    0xFD,                            // f32x4.sub
    0xFD,                            // f32x4.mul
    0xFD,                            // f32x4.div
    0xFD,                            // f32x4.min
    0xFD,                            // f32x4.max
    0xFD,                            // f32x4.pmin
    0xFD,                            // f32x4.pmax
    0xFD,                            // f64x2.abs
    0xFD,                            // f64x2.neg
    0xFD,                            // f64x2.sqrt
    0xFD,                            // f64x2.add
    0xFD,                            // f64x2.sub
    0xFD,                            // f64x2.mul
    0xFD,                            // f64x2.div
    0xFD,                            // f64x2.min
    0xFD,                            // f64x2.max
    0xFD,                            // f64x2.pmin
    0xFD,                            // f64x2.pmax
    0xFD,                            // i32x4.trunc_sat_f32x4_s
    0xFD,                            // i32x4.trunc_sat_f32x4_u
    0xFD,                            // f32x4.convert_i32x4_s
    0xFD,                            // f32x4.convert_i32x4_u
    0xFD,                            // i32x4.trunc_sat_f64x2_s_zero
    0xFD,                            // i32x4.trunc_sat_f64x2_u_zero
    0xFD,                            // f64x2.convert_low_i32x4_s
    0xFD,                            // f64x2.convert_low_i32x4_u
    0xFD,                            // i8x16.relaxed_swizzle
    0xFD,                            // i32x4.relaxed_trunc_f32x4_s
    0xFD,                            // i32x4.relaxed_trunc_f32x4_u
    0xFD,                            // i32x4.relaxed_trunc_f64x2_s_zero
    0xFD,                            // i32x4.relaxed_trunc_f64x2_u_zero
    0xFD,                            // f32x4.relaxed_madd
    0xFD,                            // f32x4.relaxed_nmadd
    0xFD,                            // f64x2.relaxed_madd
    0xFD,                            // f64x2.relaxed_nmadd
    0xFD,                            // i8x16.relaxed_laneselect
    0xFD,                            // i16x8.relaxed_laneselect
    0xFD,                            // i32x4.relaxed_laneselect
    0xFD,                            // i64x2.relaxed_laneselect
    0xFD,                            // f32x4.relaxed_min
    0xFD,                            // f32x4.relaxed_max
    0xFD,                            // f64x2.relaxed_min
    0xFD,                            // f64x2.relaxed_max
    0xFD,                            // i16x8.relaxed_q15mulr_s
    0xFD,                            // i16x8.relaxed_dot_i8x16_i7x16_s
    0xFD,                            // i32x4.relaxed_dot_i8x16_i7x16_add_s
    0xFE,                            // memory.atomic.notify
    0xFE,                            // memory.atomic.wait32
    0xFE,                            // memory.atomic.wait64
    0xFE,                            // atomic.fence
    0xFE,                            // i32.atomic.load
    0xFE,                            // i64.atomic.load
    0xFE,                            // i32.atomic.load8_u
    0xFE,                            // i32.atomic.load16_u
    0xFE,                            // i64.atomic.load8_u
    0xFE,                            // i64.atomic.load16_u
    0xFE,                            // i64.atomic.load32_u
    0xFE,                            // i32.atomic.store
    0xFE,                            // i64.atomic.store
    0xFE,                            // i32.atomic.store8
    0xFE,                            // i32.atomic.store16
    0xFE,                            // i64.atomic.store8
    0xFE,                            // i64.atomic.store16
    0xFE,                            // i64.atomic.store32
    0xFE,                            // i32.atomic.rmw.add
    0xFE,                            // i64.atomic.rmw.add
    0xFE,                            // i32.atomic.rmw8.add_u
    0xFE,                            // i32.atomic.rmw16.add_u
    0xFE,                            // i64.atomic.rmw8.add_u
    0xFE,                            // i64.atomic.rmw16.add_u
    0xFE,                            // i64.atomic.rmw32.add_u
    0xFE,                            // i32.atomic.rmw.sub
    0xFE,                            // i64.atomic.rmw.sub
    0xFE,                            // i32.atomic.rmw8.sub_u
    0xFE,                            // i32.atomic.rmw16.sub_u
    0xFE,                            // i64.atomic.rmw8.sub_u
    0xFE,                            // i64.atomic.rmw16.sub_u
    0xFE,                            // i64.atomic.rmw32.sub_u
    0xFE,                            // i32.atomic.rmw.and
    0xFE,                            // i64.atomic.rmw.and
    0xFE,                            // i32.atomic.rmw8.and_u
    0xFE,                            // i32.atomic.rmw16.and_u
    0xFE,                            // i64.atomic.rmw8.and_u
    0xFE,                            // i64.atomic.rmw16.and_u
    0xFE,                            // i64.atomic.rmw32.and_u
    0xFE,                            // i32.atomic.rmw.or
    0xFE,                            // i64.atomic.rmw.or
    0xFE,                            // i32.atomic.rmw8.or_u
    0xFE,                            // i32.atomic.rmw16.or_u
    0xFE,                            // i64.atomic.rmw8.or_u
    0xFE,                            // i64.atomic.rmw16.or_u
    0xFE,                            // i64.atomic.rmw32.or_u
    0xFE,                            // i32.atomic.rmw.xor
    0xFE,                            // i64.atomic.rmw.xor
    0xFE,                            // i32.atomic.rmw8.xor_u
    0xFE,                            // i32.atomic.rmw16.xor_u
    0xFE,                            // i64.atomic.rmw8.xor_u
    0xFE,                            // i64.atomic.rmw16.xor_u
    0xFE,                            // i64.atomic.rmw32.xor_u
    0xFE,                            // i32.atomic.rmw.xchg
    0xFE,                            // i64.atomic.rmw.xchg
    0xFE,                            // i32.atomic.rmw8.xchg_u
    0xFE,                            // i32.atomic.rmw16.xchg_u
    0xFE,                            // i64.atomic.rmw8.xchg_u
    0xFE,                            // i64.atomic.rmw16.xchg_u
    0xFE,                            // i64.atomic.rmw32.xchg_u
    0xFE,                            // i32.atomic.rmw.cmpxchg
    0xFE,                            // i64.atomic.rmw.cmpxchg
    0xFE,                            // i32.atomic.rmw8.cmpxchg_u
    0xFE,                            // i32.atomic.rmw16.cmpxchg_u
    0xFE,                            // i64.atomic.rmw8.cmpxchg_u
    0xFE,                            // i64.atomic.rmw16.cmpxchg_u
    0xFE,                            // i64.atomic.rmw32.cmpxchg_u
];

#[rustfmt::skip]
pub(crate) static CODES: [u16; 575] = [
    0x00,                            // unreachable
    0x01,                            // nop
    0x02,                            // block
    0x03,                            // loop
    0x04,                            // if
    0x05,                            // else
    0x06,                            // try
    0x07,                            // catch
    0x08,                            // throw
    0x09,                            // rethrow
    0x0A,                            // throw_ref
    0x0B,                            // end
    0x0C,                            // br
    0x0D,                            // br_if
    0x0E,                            // br_table
    0x0F,                            // return
    0x10,                            // call
    0x11,                            // call_indirect
    0x12,                            // return_call
    0x13,                            // return_call_indirect
    0x14,                            // call_ref
    0x15,                            // return_call_ref
    0x18,                            // delegate
    0x19,                            // catch_all
    0x1A,                            // drop
    0x1B,                            // select
    0x1C,                            // select
    0x1F,                            // try_table
    0x20,                            // local.get
    0x21,                            // local.set
    0x22,                            // local.tee
    0x23,                            // global.get
    0x24,                            // global.set
    0x25,                            // table.get
    0x26,                            // table.set
    0x28,                            // i32.load
    0x29,                            // i64.load
    0x2A,                            // f32.load
    0x2B,                            // f64.load
    0x2C,                            // i32.load8_s
    0x2D,                            // i32.load8_u
    0x2E,                            // i32.load16_s
    0x2F,                            // i32.load16_u
    0x30,                            // i64.load8_s
    0x31,                            // i64.load8_u
    0x32,                            // i64.load16_s
    0x33,                            // i64.load16_u
    0x34,                            // i64.load32_s
    0x35,                            // i64.load32_u
    0x36,                            // i32.store
    0x37,                            // i64.store
    0x38,                            // f32.store
    0x39,                            // f64.store
    0x3A,                            // i32.store8
    0x3B,                            // i32.store16
    0x3C,                            // i64.store8
    0x3D,                            // i64.store16
    0x3E,                            // i64.store32
    0x3F,                            // memory.size
    0x40,                            // memory.grow
    0x41,                            // i32.const
    0x42,                            // i64.const
    0x43,                            // f32.const
    0x44,                            // f64.const
    0x45,                            // i32.eqz
    0x46,                            // i32.eq
    0x47,                            // i32.ne
    0x48,                            // i32.lt_s
    0x49,                            // i32.lt_u
    0x4A,                            // i32.gt_s
    0x4B,                            // i32.gt_u
    0x4C,                            // i32.le_s
    0x4D,                            // i32.le_u
    0x4E,                            // i32.ge_s
    0x4F,                            // i32.ge_u
    0x50,                            // i64.eqz
    0x51,                            // i64.eq
    0x52,                            // i64.ne
    0x53,                            // i64.lt_s
    0x54,                            // i64.lt_u
    0x55,                            // i64.gt_s
    0x56,                            // i64.gt_u
    0x57,                            // i64.le_s
    0x58,                            // i64.le_u
    0x59,                            // i64.ge_s
    0x5A,                            // i64.ge_u
    0x5B,                            // f32.eq
    0x5C,                            // f32.ne
    0x5D,                            // f32.lt
    0x5E,                            // f32.gt
    0x5F,                            // f32.le
    0x60,                            // f32.ge
    0x61,                            // f64.eq
    0x62,                            // f64.ne
    0x63,                            // f64.lt
    0x64,                            // f64.gt
    0x65,                            // f64.le
    0x66,                            // f64.ge
    0x67,                            // i32.clz
    0x68,                            // i32.ctz
    0x69,                            // i32.popcnt
    0x6A,                            // i32.add
    0x6B,                            // i32.sub
    0x6C,                            // i32.mul
    0x6D,                            // i32.div_s
    0x6E,                            // i32.div_u
    0x6F,                            // i32.rem_s
    0x70,                            // i32.rem_u
    0x71,                            // i32.and
    0x72,                            // i32.or
    0x73,                            // i32.xor
    0x74,                            // i32.shl
    0x75,                            // i32.shr_s
    0x76,                            // i32.shr_u
    0x77,                            // i32.rotl
    0x78,                            // i32.rotr
    0x79,                            // i64.clz
    0x7A,                            // i64.ctz
    0x7B,                            // i64.popcnt
    0x7C,                            // i64.add
    0x7D,                            // i64.sub
    0x7E,                            // i64.mul
    0x7F,                            // i64.div_s
    0x80,                            // i64.div_u
    0x81,                            // i64.rem_s
    0x82,                            // i64.rem_u
    0x83,                            // i64.and
    0x84,                            // i64.or
    0x85,                            // i64.xor
    0x86,                            // i64.shl
    0x87,                            // i64.shr_s
    0x88,                            // i64.shr_u
    0x89,                            // i64.rotl
    0x8A,                            // i64.rotr
    0x8B,                            // f32.abs
    0x8C,                            // f32.neg
    0x8D,                            // f32.ceil
    0x8E,                            // f32.floor
    0x8F,                            // f32.trunc
    0x90,                            // f32.nearest
    0x91,                            // f32.sqrt
    0x92,                            // f32.add
    0x93,                            // f32.sub
    0x94,                            // f32.mul
    0x95,                            // f32.div
    0x96,                            // f32.min
    0x97,                            // f32.max
    0x98,                            // f32.copysign
    0x99,                            // f64.abs
    0x9A,                            // f64.neg
    0x9B,                            // f64.ceil
    0x9C,                            // f64.floor
    0x9D,                            // f64.trunc
    0x9E,                            // f64.nearest
    0x9F,                            // f64.sqrt
    0xA0,                            // f64.add
    0xA1,                            // f64.sub
    0xA2,                            // f64.mul
    0xA3,                            // f64.div
    0xA4,                            // f64.min
    0xA5,                            // f64.max
    0xA6,                            // f64.copysign
    0xA7,                            // i32.wrap_i64
    0xA8,                            // i32.trunc_f32_s
    0xA9,                            // i32.trunc_f32_u
    0xAA,                            // i32.trunc_f64_s
    0xAB,                            // i32.trunc_f64_u
    0xAC,                            // i64.extend_i32_s
    0xAD,                            // i64.extend_i32_u
    0xAE,                            // i64.trunc_f32_s
    0xAF,                            // i64.trunc_f32_u
    0xB0,                            // i64.trunc_f64_s
    0xB1,                            // i64.trunc_f64_u
    0xB2,                            // f32.convert_i32_s
    0xB3,                            // f32.convert_i32_u
    0xB4,                            // f32.convert_i64_s
    0xB5,                            // f32.convert_i64_u
    0xB6,                            // f32.demote_f64
    0xB7,                            // f64.convert_i32_s
    0xB8,                            // f64.convert_i32_u
    0xB9,                            // f64.convert_i64_s
    0xBA,                            // f64.convert_i64_u
    0xBB,                            // f64.promote_f32
    0xBC,                            // i32.reinterpret_f32
    0xBD,                            // i64.reinterpret_f64
    0xBE,                            // f32.reinterpret_i32
    0xBF,                            // f64.reinterpret_i64
    0xC0,                            // i32.extend8_s
    0xC1,                            // i32.extend16_s
    0xC2,                            // i64.extend8_s
    0xC3,                            // i64.extend16_s
    0xC4,                            // i64.extend32_s
    0xD0,                            // ref.null
    0xD1,                            // ref.is_null
    0xD2,                            // ref.func
    0xD3,                            // ref.eq
    0xD4,                            // ref.as_non_null
    0xD5,                            // br_on_null
    0xD6,                            // br_on_non_null
    0x00,                            // struct.new
    0x01,                            // struct.new_default
    0x02,                            // struct.get
    0x03,                            // struct.get_s
    0x04,                            // struct.get_u
    0x05,                            // struct.set
    0x06,                            // array.new
    0x07,                            // array.new_default
    0x08,                            // array.new_fixed
    0x09,                            // array.new_data
    0x0A,                            // array.new_elem
    0x0B,                            // array.get
    0x0C,                            // array.get_s
    0x0D,                            // array.get_u
    0x0E,                            // array.set
    0x0F,                            // array.len
    0x10,                            // array.fill
    0x11,                            // array.copy
    0x12,                            // array.init_data
    0x13,                            // array.init_elem
    0x14,                            // ref.test
    0x15,                            // ref.test
    0x16,                            // ref.cast
    0x17,                            // ref.cast
    0x18,                            // br_on_cast
    0x19,                            // br_on_cast_fail
    0x1A,                            // any.convert_extern
    0x1B,                            // extern.convert_any
    0x1C,                            // ref.i31
    0x1D,                            // i31.get_s
    0x1E,                            // i31.get_u
    0x00,                            // i32.trunc_sat_f32_s
    0x01,                            // i32.trunc_sat_f32_u
    0x02,                            // i32.trunc_sat_f64_s
    0x03,                            // i32.trunc_sat_f64_u
    0x04,                            // i64.trunc_sat_f32_s
    0x05,                            // i64.trunc_sat_f32_u
    0x06,                            // i64.trunc_sat_f64_s
    0x07,                            // i64.trunc_sat_f64_u
    0x08,                            // memory.init
    0x09,                            // data.drop
    0x0A,                            // memory.copy
    0x0B,                            // memory.fill
    0x0C,                            // table.init
    0x0D,                            // elem.drop
    0x0E,                            // table.copy
    0x0F,                            // table.grow
    0x10,                            // table.size
    0x11,                            // table.fill
    0x13,                            // i64.add128
    0x14,                            // i64.sub128
    0x15,                            // i64.mul_wide_s
    0x16,                            // i64.mul_wide_u
    0x00,                            // v128.load
    0x01,                            // v128.load8x8_s
    0x02,                            // v128.load8x8_u
    0x03,                            // v128.load16x4_s
    0x04,                            // v128.load16x4_u
    0x05,                            // v128.load32x2_s
    0x06,                            // v128.load32x2_u
    0x07,                            // v128.load8_splat
    0x08,                            // v128.load16_splat
    0x09,                            // v128.load32_splat
    0x0A,                            // v128.load64_splat
    0x0B,                            // v128.store
    0x0C,                            // v128.const
    0x0D,                            // i8x16.shuffle
    0x0E,                            // i8x16.swizzle
    0x0F,                            // i8x16.splat
    0x10,                            // i16x8.splat
    0x11,                            // i32x4.splat
    0x12,                            // i64x2.splat
    0x13,                            // f32x4.splat
    0x14,                            // f64x2.splat
    0x15,                            // i8x16.extract_lane_s
    0x16,                            // i8x16.extract_lane_u
    0x17,                            // i8x16.replace_lane
    0x18,                            // i16x8.extract_lane_s
    0x19,                            // i16x8.extract_lane_u
    0x1A,                            // i16x8.replace_lane
    0x1B,                            // i32x4.extract_lane
    0x1C,                            // i32x4.replace_lane
    0x1D,                            // i64x2.extract_lane
    0x1E,                            // i64x2.replace_lane
    0x1F,                            // f32x4.extract_lane
    0x20,                            // f32x4.replace_lane
    0x21,                            // f64x2.extract_lane
    0x22,                            // f64x2.replace_lane
    0x23,                            // i8x16.eq
    0x24,                            // i8x16.ne
    0x25,                            // i8x16.lt_s
    0x26,                            // i8x16.lt_u
    0x27,                            // i8x16.gt_s
    0x28,                            // i8x16.gt_u
    0x29,                            // i8x16.le_s
    0x2A,                            // i8x16.le_u
    0x2B,                            // i8x16.ge_s
    0x2C,                            // i8x16.ge_u
    0x2D,                            // i16x8.eq
    0x2E,                            // i16x8.ne
    0x2F,                            // i16x8.lt_s
    0x30,                            // i16x8.lt_u
    0x31,                            // i16x8.gt_s
    0x32,                            // i16x8.gt_u
    0x33,                            // i16x8.le_s
    0x34,                            // i16x8.le_u
    0x35,                            // i16x8.ge_s
    0x36,                            // i16x8.ge_u
    0x37,                            // i32x4.eq
    0x38,                            // i32x4.ne
    0x39,                            // i32x4.lt_s
    0x3A,                            // i32x4.lt_u
    0x3B,                            // i32x4.gt_s
    0x3C,                            // i32x4.gt_u
    0x3D,                            // i32x4.le_s
    0x3E,                            // i32x4.le_u
    0x3F,                            // i32x4.ge_s
    0x40,                            // i32x4.ge_u
    0x41,                            // f32x4.eq
    0x42,                            // f32x4.ne
    0x43,                            // f32x4.lt
    0x44,                            // f32x4.gt
    0x45,                            // f32x4.le
    0x46,                            // f32x4.ge
    0x47,                            // f64x2.eq
    0x48,                            // f64x2.ne
    0x49,                            // f64x2.lt
    0x4A,                            // f64x2.gt
    0x4B,                            // f64x2.le
    0x4C,                            // f64x2.ge
    0x4D,                            // v128.not
    0x4E,                            // v128.and
    0x4F,                            // v128.andnot
    0x50,                            // v128.or
    0x51,                            // v128.xor
    0x52,                            // v128.bitselect
    0x53,                            // v128.any_true
    0x54,                            // v128.load8_lane
    0x55,                            // v128.load16_lane
    0x56,                            // v128.load32_lane
    0x57,                            // v128.load64_lane
    0x58,                            // v128.store8_lane
    0x59,                            // v128.store16_lane
    0x5A,                            // v128.store32_lane
    0x5B,                            // v128.store64_lane
    0x5C,                            // v128.load32_zero
    0x5D,                            // v128.load64_zero
    0x5E,                            // f32x4.demote_f64x2_zero
    0x5F,                            // f64x2.promote_low_f32x4
    0x60,                            // i8x16.abs
    0x61,                            // i8x16.neg
    0x62,                            // i8x16.popcnt
    0x63,                            // i8x16.all_true
    0x64,                            // i8x16.bitmask
    0x65,                            // i8x16.narrow_i16x8_s
    0x66,                            // i8x16.narrow_i16x8_u
    0x67,                            // f32x4.ceil
    0x68,                            // f32x4.floor
    0x69,                            // f32x4.trunc
    0x6A,                            // f32x4.nearest
    0x6B,                            // i8x16.shl
    0x6C,                            // i8x16.shr_s
    0x6D,                            // i8x16.shr_u
    0x6E,                            // i8x16.add
    0x6F,                            // i8x16.add_sat_s
    0x70,                            // i8x16.add_sat_u
    0x71,                            // i8x16.sub
    0x72,                            // i8x16.sub_sat_s
    0x73,                            // i8x16.sub_sat_u
    0x74,                            // f64x2.ceil
    0x75,                            // f64x2.floor
    0x76,                            // i8x16.min_s
    0x77,                            // i8x16.min_u
    0x78,                            // i8x16.max_s
    0x79,                            // i8x16.max_u
    0x7A,                            // f64x2.trunc
    0x7B,                            // i8x16.avgr_u
    0x7C,                            // i16x8.extadd_pairwise_i8x16_s
    0x7D,                            // i16x8.extadd_pairwise_i8x16_u
    0x7E,                            // i32x4.extadd_pairwise_i16x8_s
    0x7F,                            // i32x4.extadd_pairwise_i16x8_u
    0x80,                            // i16x8.abs
    0x81,                            // i16x8.neg
    0x82,                            // i16x8.q15mulr_sat_s
    0x83,                            // i16x8.all_true
    0x84,                            // i16x8.bitmask
    0x85,                            // i16x8.narrow_i32x4_s
    0x86,                            // i16x8.narrow_i32x4_u
    0x87,                            // i16x8.extend_low_i8x16_s
    0x88,                            // i16x8.extend_high_i8x16_s
    0x89,                            // i16x8.extend_low_i8x16_u
    0x8A,                            // i16x8.extend_high_i8x16_u
    0x8B,                            // i16x8.shl
    0x8C,                            // i16x8.shr_s
    0x8D,                            // i16x8.shr_u
    0x8E,                            // i16x8.add
    0x8F,                            // i16x8.add_sat_s
    0x90,                            // i16x8.add_sat_u
    0x91,                            // i16x8.sub
    0x92,                            // i16x8.sub_sat_s
    0x93,                            // i16x8.sub_sat_u
    0x94,                            // f64x2.nearest
    0x95,                            // i16x8.mul
    0x96,                            // i16x8.min_s
    0x97,                            // i16x8.min_u
    0x98,                            // i16x8.max_s
    0x99,                            // i16x8.max_u
    0x9B,                            // i16x8.avgr_u
    0x9C,                            // i16x8.extmul_low_i8x16_s
    0x9D,                            // i16x8.extmul_high_i8x16_s
    0x9E,                            // i16x8.extmul_low_i8x16_u
    0x9F,                            // i16x8.extmul_high_i8x16_u
    0xA0,                            // i32x4.abs
    0xA1,                            // i32x4.neg
    0xA3,                            // i32x4.all_true
    0xA4,                            // i32x4.bitmask
    0xA7,                            // i32x4.extend_low_i16x8_s
    0xA8,                            // i32x4.extend_high_i16x8_s
    0xA9,                            // i32x4.extend_low_i16x8_u
    0xAA,                            // i32x4.extend_high_i16x8_u
    0xAB,                            // i32x4.shl
    0xAC,                            // i32x4.shr_s
    0xAD,                            // i32x4.shr_u
    0xAE,                            // i32x4.add
    0xB1,                            // i32x4.sub
    0xB5,                            // i32x4.mul
    0xB6,                            // i32x4.min_s
    0xB7,                            // i32x4.min_u
    0xB8,                            // i32x4.max_s
    0xB9,                            // i32x4.max_u
    0xBA,                            // i32x4.dot_i16x8_s
    0xBC,                            // i32x4.extmul_low_i16x8_s
    0xBD,                            // i32x4.extmul_high_i16x8_s
    0xBE,                            // i32x4.extmul_low_i16x8_u
    0xBF,                            // i32x4.extmul_high_i16x8_u
    0xC0,                            // i64x2.abs
    0xC1,                            // i64x2.neg
    0xC3,                            // i64x2.all_true
    0xC4,                            // i64x2.bitmask
    0xC7,                            // i64x2.extend_low_i32x4_s
    0xC8,                            // i64x2.extend_high_i32x4_s
    0xC9,                            // i64x2.extend_low_i32x4_u
    0xCA,                            // i64x2.extend_high_i32x4_u
    0xCB,                            // i64x2.shl
    0xCC,                            // i64x2.shr_s
    0xCD,                            // i64x2.shr_u
    0xCE,                            // i64x2.add
    0xD1,                            // i64x2.sub
    0xD5,                            // i64x2.mul
    0xD6,                            // i64x2.eq
    0xD7,                            // i64x2.ne
    0xD8,                            // i64x2.lt_s
    0xD9,                            // i64x2.gt_s
    0xDA,                            // i64x2.le_s
    0xDB,                            // i64x2.ge_s
    0xDC,                            // i64x2.extmul_low_i32x4_s
    0xDD,                            // i64x2.extmul_high_i32x4_s
    0xDE,                            // i64x2.extmul_low_i32x4_u
    0xDF,                            // i64x2.extmul_high_i32x4_u
    0xE0,                            // f32x4.abs
    0xE1,                            // f32x4.neg
    0xE3,                            // f32x4.sqrt
    0xE4,                            // f32x4.add
    0xE5,                            // f32x4.sub
    0xE6,                            // f32x4.mul
    0xE7,                            // f32x4.div
    0xE8,                            // f32x4.min
    0xE9,                            // f32x4.max
    0xEA,                            // f32x4.pmin
    0xEB,                            // f32x4.pmax
    0xEC,                            // f64x2.abs
    0xED,                            // f64x2.neg
    0xEF,                            // f64x2.sqrt
    0xF0,                            // f64x2.add
    0xF1,                            // f64x2.sub
    0xF2,                            // f64x2.mul
    0xF3,                            // f64x2.div
    0xF4,                            // f64x2.min
    0xF5,                            // f64x2.max
    0xF6,                            // f64x2.pmin
    0xF7,                            // f64x2.pmax
    0xF8,                            // i32x4.trunc_sat_f32x4_s
    0xF9,                            // i32x4.trunc_sat_f32x4_u
    0xFA,                            // f32x4.convert_i32x4_s
    0xFB,                            // f32x4.convert_i32x4_u
    0xFC,                            // i32x4.trunc_sat_f64x2_s_zero
    0xFD,                            // i32x4.trunc_sat_f64x2_u_zero
    0xFE,                            // f64x2.convert_low_i32x4_s
    0xFF,                            // f64x2.convert_low_i32x4_u
    0x100,                           // i8x16.relaxed_swizzle
    0x101,                           // i32x4.relaxed_trunc_f32x4_s
    0x102,                           // i32x4.relaxed_trunc_f32x4_u
    0x103,                           // i32x4.relaxed_trunc_f64x2_s_zero
    0x104,                           // i32x4.relaxed_trunc_f64x2_u_zero
    0x105,                           // f32x4.relaxed_madd
    0x106,                           // f32x4.relaxed_nmadd
    0x107,                           // f64x2.relaxed_madd
    0x108,                           // f64x2.relaxed_nmadd
    0x109,                           // i8x16.relaxed_laneselect
    0x10A,                           // i16x8.relaxed_laneselect
    0x10B,                           // i32x4.relaxed_laneselect
    0x10C,                           // i64x2.relaxed_laneselect
    0x10D,                           // f32x4.relaxed_min
    0x10E,                           // f32x4.relaxed_max
    0x10F,                           // f64x2.relaxed_min
    0x110,                           // f64x2.relaxed_max
    0x111,                           // i16x8.relaxed_q15mulr_s
    0x112,                           // i16x8.relaxed_dot_i8x16_i7x16_s
    0x113,                           // i32x4.relaxed_dot_i8x16_i7x16_add_s
    0x00,                            // memory.atomic.notify
    0x01,                            // memory.atomic.wait32
    0x02,                            // memory.atomic.wait64
    0x03,                            // atomic.fence
    0x10,                            // i32.atomic.load
    0x11,                            // i64.atomic.load
    0x12,                            // i32.atomic.load8_u
    0x13,                            // i32.atomic.load16_u
    0x14,                            // i64.atomic.load8_u
    0x15,                            // i64.atomic.load16_u
    0x16,                            // i64.atomic.load32_u
    0x17,                            // i32.atomic.store
    0x18,                            // i64.atomic.store
    0x19,                            // i32.atomic.store8
    0x1A,                            // i32.atomic.store16
    0x1B,                            // i64.atomic.store8
    0x1C,                            // i64.atomic.store16
    0x1D,                            // i64.atomic.store32
    0x1E,                            // i32.atomic.rmw.add
    0x1F,                            // i64.atomic.rmw.add
    0x20,                            // i32.atomic.rmw8.add_u
    0x21,                            // i32.atomic.rmw16.add_u
    0x22,                            // i64.atomic.rmw8.add_u
    0x23,                            // i64.atomic.rmw16.add_u
    0x24,                            // i64.atomic.rmw32.add_u
    0x25,                            // i32.atomic.rmw.sub
    0x26,                            // i64.atomic.rmw.sub
    0x27,                            // i32.atomic.rmw8.sub_u
    0x28,                            // i32.atomic.rmw16.sub_u
    0x29,                            // i64.atomic.rmw8.sub_u
    0x2A,                            // i64.atomic.rmw16.sub_u
    0x2B,                            // i64.atomic.rmw32.sub_u
    0x2C,                            // i32.atomic.rmw.and
    0x2D,                            // i64.atomic.rmw.and
    0x2E,                            // i32.atomic.rmw8.and_u
    0x2F,                            // i32.atomic.rmw16.and_u
    0x30,                            // i64.atomic.rmw8.and_u
    0x31,                            // i64.atomic.rmw16.and_u
    0x32,                            // i64.atomic.rmw32.and_u
    0x33,                            // i32.atomic.rmw.or
    0x34,                            // i64.atomic.rmw.or
    0x35,                            // i32.atomic.rmw8.or_u
    0x36,                            // i32.atomic.rmw16.or_u
    0x37,                            // i64.atomic.rmw8.or_u
    0x38,                            // i64.atomic.rmw16.or_u
    0x39,                            // i64.atomic.rmw32.or_u
    0x3A,                            // i32.atomic.rmw.xor
    0x3B,                            // i64.atomic.rmw.xor
    0x3C,                            // i32.atomic.rmw8.xor_u
    0x3D,                            // i32.atomic.rmw16.xor_u
    0x3E,                            // i64.atomic.rmw8.xor_u
    0x3F,                            // i64.atomic.rmw16.xor_u
    0x40,                            // i64.atomic.rmw32.xor_u
    0x41,                            // i32.atomic.rmw.xchg
    0x42,                            // i64.atomic.rmw.xchg
    0x43,                            // i32.atomic.rmw8.xchg_u
    0x44,                            // i32.atomic.rmw16.xchg_u
    0x45,                            // i64.atomic.rmw8.xchg_u
    0x46,                            // i64.atomic.rmw16.xchg_u
    0x47,                            // i64.atomic.rmw32.xchg_u
    0x48,                            // i32.atomic.rmw.cmpxchg
    0x49,                            // i64.atomic.rmw.cmpxchg
    0x4A,                            // i32.atomic.rmw8.cmpxchg_u
    0x4B,                            // i32.atomic.rmw16.cmpxchg_u
    0x4C,                            // i64.atomic.rmw8.cmpxchg_u
    0x4D,                            // i64.atomic.rmw16.cmpxchg_u
    0x4E,                            // i64.atomic.rmw32.cmpxchg_u
];

#[rustfmt::skip]
pub(crate) static ALIGNS: [u8; 575] = [
    0,                               // unreachable
    0,                               // nop
    0,                               // block
    0,                               // loop
    0,                               // if
    0,                               // else
    0,                               // try
    0,                               // catch
    0,                               // throw
    0,                               // rethrow
    0,                               // throw_ref
    0,                               // end
    0,                               // br
    0,                               // br_if
    0,                               // br_table
    0,                               // return
    0,                               // call
    0,                               // call_indirect
    0,                               // return_call
    0,                               // return_call_indirect
    0,                               // call_ref
    0,                               // return_call_ref
    0,                               // delegate
    0,                               // catch_all
    0,                               // drop
    0,                               // select
    0,                               // select
    0,                               // try_table
    0,                               // local.get
    0,                               // local.set
    0,                               // local.tee
    0,                               // global.get
    0,                               // global.set
    0,                               // table.get
    0,                               // table.set
    2,                               // i32.load
    3,                               // i64.load
    2,                               // f32.load
    3,                               // f64.load
    0,                               // i32.load8_s
    0,                               // i32.load8_u
    1,                               // i32.load16_s
    1,                               // i32.load16_u
    0,                               // i64.load8_s
    0,                               // i64.load8_u
    1,                               // i64.load16_s
    1,                               // i64.load16_u
    2,                               // i64.load32_s
    2,                               // i64.load32_u
    2,                               // i32.store
    3,                               // i64.store
    2,                               // f32.store
    3,                               // f64.store
    0,                               // i32.store8
    1,                               // i32.store16
    0,                               // i64.store8
    1,                               // i64.store16
    2,                               // i64.store32
    0,                               // memory.size
    0,                               // memory.grow
    0,                               // i32.const
    0,                               // i64.const
    0,                               // f32.const
    0,                               // f64.const
    0,                               // i32.eqz
    0,                               // i32.eq
    0,                               // i32.ne
    0,                               // i32.lt_s
    0,                               // i32.lt_u
    0,                               // i32.gt_s
    0,                               // i32.gt_u
    0,                               // i32.le_s
    0,                               // i32.le_u
    0,                               // i32.ge_s
    0,                               // i32.ge_u
    0,                               // i64.eqz
    0,                               // i64.eq
    0,                               // i64.ne
    0,                               // i64.lt_s
    0,                               // i64.lt_u
    0,                               // i64.gt_s
    0,                               // i64.gt_u
    0,                               // i64.le_s
    0,                               // i64.le_u
    0,                               // i64.ge_s
    0,                               // i64.ge_u
    0,                               // f32.eq
    0,                               // f32.ne
    0,                               // f32.lt
    0,                               // f32.gt
    0,                               // f32.le
    0,                               // f32.ge
    0,                               // f64.eq
    0,                               // f64.ne
    0,                               // f64.lt
    0,                               // f64.gt
    0,                               // f64.le
    0,                               // f64.ge
    0,                               // i32.clz
    0,                               // i32.ctz
    0,                               // i32.popcnt
    0,                               // i32.add
    0,                               // i32.sub
    0,                               // i32.mul
    0,                               // i32.div_s
    0,                               // i32.div_u
    0,                               // i32.rem_s
    0,                               // i32.rem_u
    0,                               // i32.and
    0,                               // i32.or
    0,                               // i32.xor
    0,                               // i32.shl
    0,                               // i32.shr_s
    0,                               // i32.shr_u
    0,                               // i32.rotl
    0,                               // i32.rotr
    0,                               // i64.clz
    0,                               // i64.ctz
    0,                               // i64.popcnt
    0,                               // i64.add
    0,                               // i64.sub
    0,                               // i64.mul
    0,                               // i64.div_s
    0,                               // i64.div_u
    0,                               // i64.rem_s
    0,                               // i64.rem_u
    0,                               // i64.and
    0,                               // i64.or
    0,                               // i64.xor
    0,                               // i64.shl
    0,                               // i64.shr_s
    0,                               // i64.shr_u
    0,                               // i64.rotl
    0,                               // i64.rotr
    0,                               // f32.abs
    0,                               // f32.neg
    0,                               // f32.ceil
    0,                               // f32.floor
    0,                               // f32.trunc
    0,                               // f32.nearest
    0,                               // f32.sqrt
    0,                               // f32.add
    0,                               // f32.sub
    0,                               // f32.mul
    0,                               // f32.div
    0,                               // f32.min
    0,                               // f32.max
    0,                               // f32.copysign
    0,                               // f64.abs
    0,                               // f64.neg
    0,                               // f64.ceil
    0,                               // f64.floor
    0,                               // f64.trunc
    0,                               // f64.nearest
    0,                               // f64.sqrt
    0,                               // f64.add
    0,                               // f64.sub
    0,                               // f64.mul
    0,                               // f64.div
    0,                               // f64.min
    0,                               // f64.max
    0,                               // f64.copysign
    0,                               // i32.wrap_i64
    0,                               // i32.trunc_f32_s
    0,                               // i32.trunc_f32_u
    0,                               // i32.trunc_f64_s
    0,                               // i32.trunc_f64_u
    0,                               // i64.extend_i32_s
    0,                               // i64.extend_i32_u
    0,                               // i64.trunc_f32_s
    0,                               // i64.trunc_f32_u
    0,                               // i64.trunc_f64_s
    0,                               // i64.trunc_f64_u
    0,                               // f32.convert_i32_s
    0,                               // f32.convert_i32_u
    0,                               // f32.convert_i64_s
    0,                               // f32.convert_i64_u
    0,                               // f32.demote_f64
    0,                               // f64.convert_i32_s
    0,                               // f64.convert_i32_u
    0,                               // f64.convert_i64_s
    0,                               // f64.convert_i64_u
    0,                               // f64.promote_f32
    0,                               // i32.reinterpret_f32
    0,                               // i64.reinterpret_f64
    0,                               // f32.reinterpret_i32
    0,                               // f64.reinterpret_i64
    0,                               // i32.extend8_s
    0,                               // i32.extend16_s
    0,                               // i64.extend8_s
    0,                               // i64.extend16_s
    0,                               // i64.extend32_s
    0,                               // ref.null
    0,                               // ref.is_null
    0,                               // ref.func
    0,                               // ref.eq
    0,                               // ref.as_non_null
    0,                               // br_on_null
    0,                               // br_on_non_null
    0,                               // struct.new
    0,                               // struct.new_default
    0,                               // struct.get
    0,                               // struct.get_s
    0,                               // struct.get_u
    0,                               // struct.set
    0,                               // array.new
    0,                               // array.new_default
    0,                               // array.new_fixed
    0,                               // array.new_data
    0,                               // array.new_elem
    0,                               // array.get
    0,                               // array.get_s
    0,                               // array.get_u
    0,                               // array.set
    0,                               // array.len
    0,                               // array.fill
    0,                               // array.copy
    0,                               // array.init_data
    0,                               // array.init_elem
    0,                               // ref.test
    0,                               // ref.test
    0,                               // ref.cast
    0,                               // ref.cast
    0,                               // br_on_cast
    0,                               // br_on_cast_fail
    0,                               // any.convert_extern
    0,                               // extern.convert_any
    0,                               // ref.i31
    0,                               // i31.get_s
    0,                               // i31.get_u
    0,                               // i32.trunc_sat_f32_s
    0,                               // i32.trunc_sat_f32_u
    0,                               // i32.trunc_sat_f64_s
    0,                               // i32.trunc_sat_f64_u
    0,                               // i64.trunc_sat_f32_s
    0,                               // i64.trunc_sat_f32_u
    0,                               // i64.trunc_sat_f64_s
    0,                               // i64.trunc_sat_f64_u
    0,                               // memory.init
    0,                               // data.drop
    0,                               // memory.copy
    0,                               // memory.fill
    0,                               // table.init
    0,                               // elem.drop
    0,                               // table.copy
    0,                               // table.grow
    0,                               // table.size
    0,                               // table.fill
    0,                               // i64.add128
    0,                               // i64.sub128
    0,                               // i64.mul_wide_s
    0,                               // i64.mul_wide_u
    4,                               // v128.load
    3,                               // v128.load8x8_s
    3,                               // v128.load8x8_u
    3,                               // v128.load16x4_s
    3,                               // v128.load16x4_u
    3,                               // v128.load32x2_s
    3,                               // v128.load32x2_u
    0,                               // v128.load8_splat
    1,                               // v128.load16_splat
    2,                               // v128.load32_splat
    3,                               // v128.load64_splat
    4,                               // v128.store
    0,                               // v128.const
    0,                               // i8x16.shuffle
    0,                               // i8x16.swizzle
    0,                               // i8x16.splat
    0,                               // i16x8.splat
    0,                               // i32x4.splat
    0,                               // i64x2.splat
    0,                               // f32x4.splat
    0,                               // f64x2.splat
    0,                               // i8x16.extract_lane_s
    0,                               // i8x16.extract_lane_u
    0,                               // i8x16.replace_lane
    0,                               // i16x8.extract_lane_s
    0,                               // i16x8.extract_lane_u
    0,                               // i16x8.replace_lane
    0,                               // i32x4.extract_lane
    0,                               // i32x4.replace_lane
    0,                               // i64x2.extract_lane
    0,                               // i64x2.replace_lane
    0,                               // f32x4.extract_lane
    0,                               // f32x4.replace_lane
    0,                               // f64x2.extract_lane
    0,                               // f64x2.replace_lane
    0,                               // i8x16.eq
    0,                               // i8x16.ne
    0,                               // i8x16.lt_s
    0,                               // i8x16.lt_u
    0,                               // i8x16.gt_s
    0,                               // i8x16.gt_u
    0,                               // i8x16.le_s
    0,                               // i8x16.le_u
    0,                               // i8x16.ge_s
    0,                               // i8x16.ge_u
    0,                               // i16x8.eq
    0,                               // i16x8.ne
    0,                               // i16x8.lt_s
    0,                               // i16x8.lt_u
    0,                               // i16x8.gt_s
    0,                               // i16x8.gt_u
    0,                               // i16x8.le_s
    0,                               // i16x8.le_u
    0,                               // i16x8.ge_s
    0,                               // i16x8.ge_u
    0,                               // i32x4.eq
    0,                               // i32x4.ne
    0,                               // i32x4.lt_s
    0,                               // i32x4.lt_u
    0,                               // i32x4.gt_s
    0,                               // i32x4.gt_u
    0,                               // i32x4.le_s
    0,                               // i32x4.le_u
    0,                               // i32x4.ge_s
    0,                               // i32x4.ge_u
    0,                               // f32x4.eq
    0,                               // f32x4.ne
    0,                               // f32x4.lt
    0,                               // f32x4.gt
    0,                               // f32x4.le
    0,                               // f32x4.ge
    0,                               // f64x2.eq
    0,                               // f64x2.ne
    0,                               // f64x2.lt
    0,                               // f64x2.gt
    0,                               // f64x2.le
    0,                               // f64x2.ge
    0,                               // v128.not
    0,                               // v128.and
    0,                               // v128.andnot
    0,                               // v128.or
    0,                               // v128.xor
    0,                               // v128.bitselect
    0,                               // v128.any_true
    0,                               // v128.load8_lane
    1,                               // v128.load16_lane
    2,                               // v128.load32_lane
    3,                               // v128.load64_lane
    0,                               // v128.store8_lane
    1,                               // v128.store16_lane
    2,                               // v128.store32_lane
    3,                               // v128.store64_lane
    2,                               // v128.load32_zero
    3,                               // v128.load64_zero
    0,                               // f32x4.demote_f64x2_zero
    0,                               // f64x2.promote_low_f32x4
    0,                               // i8x16.abs
    0,                               // i8x16.neg
    0,                               // i8x16.popcnt
    0,                               // i8x16.all_true
    0,                               // i8x16.bitmask
    0,                               // i8x16.narrow_i16x8_s
    0,                               // i8x16.narrow_i16x8_u
    0,                               // f32x4.ceil
    0,                               // f32x4.floor
    0,                               // f32x4.trunc
    0,                               // f32x4.nearest
    0,                               // i8x16.shl
    0,                               // i8x16.shr_s
    0,                               // i8x16.shr_u
    0,                               // i8x16.add
    0,                               // i8x16.add_sat_s
    0,                               // i8x16.add_sat_u
    0,                               // i8x16.sub
    0,                               // i8x16.sub_sat_s
    0,                               // i8x16.sub_sat_u
    0,                               // f64x2.ceil
    0,                               // f64x2.floor
    0,                               // i8x16.min_s
    0,                               // i8x16.min_u
    0,                               // i8x16.max_s
    0,                               // i8x16.max_u
    0,                               // f64x2.trunc
    0,                               // i8x16.avgr_u
    0,                               // i16x8.extadd_pairwise_i8x16_s
    0,                               // i16x8.extadd_pairwise_i8x16_u
    0,                               // i32x4.extadd_pairwise_i16x8_s
    0,                               // i32x4.extadd_pairwise_i16x8_u
    0,                               // i16x8.abs
    0,                               // i16x8.neg
    0,                               // i16x8.q15mulr_sat_s
    0,                               // i16x8.all_true
    0,                               // i16x8.bitmask
    0,                               // i16x8.narrow_i32x4_s
    0,                               // i16x8.narrow_i32x4_u
    0,                               // i16x8.extend_low_i8x16_s
    0,                               // i16x8.extend_high_i8x16_s
    0,                               // i16x8.extend_low_i8x16_u
    0,                               // i16x8.extend_high_i8x16_u
    0,                               // i16x8.shl
    0,                               // i16x8.shr_s
    0,                               // i16x8.shr_u
    0,                               // i16x8.add
    0,                               // i16x8.add_sat_s
    0,                               // i16x8.add_sat_u
    0,                               // i16x8.sub
    0,                               // i16x8.sub_sat_s
    0,                               // i16x8.sub_sat_u
    0,                               // f64x2.nearest
    0,                               // i16x8.mul
    0,                               // i16x8.min_s
    0,                               // i16x8.min_u
    0,                               // i16x8.max_s
    0,                               // i16x8.max_u
    0,                               // i16x8.avgr_u
    0,                               // i16x8.extmul_low_i8x16_s
    0,                               // i16x8.extmul_high_i8x16_s
    0,                               // i16x8.extmul_low_i8x16_u
    0,                               // i16x8.extmul_high_i8x16_u
    0,                               // i32x4.abs
    0,                               // i32x4.neg
    0,                               // i32x4.all_true
    0,                               // i32x4.bitmask
    0,                               // i32x4.extend_low_i16x8_s
    0,                               // i32x4.extend_high_i16x8_s
    0,                               // i32x4.extend_low_i16x8_u
    0,                               // i32x4.extend_high_i16x8_u
    0,                               // i32x4.shl
    0,                               // i32x4.shr_s
    0,                               // i32x4.shr_u
    0,                               // i32x4.add
    0,                               // i32x4.sub
    0,                               // i32x4.mul
    0,                               // i32x4.min_s
    0,                               // i32x4.min_u
    0,                               // i32x4.max_s
    0,                               // i32x4.max_u
    0,                               // i32x4.dot_i16x8_s
    0,                               // i32x4.extmul_low_i16x8_s
    0,                               // i32x4.extmul_high_i16x8_s
    0,                               // i32x4.extmul_low_i16x8_u
    0,                               // i32x4.extmul_high_i16x8_u
    0,                               // i64x2.abs
    0,                               // i64x2.neg
    0,                               // i64x2.all_true
    0,                               // i64x2.bitmask
    0,                               // i64x2.extend_low_i32x4_s
    0,                               // i64x2.extend_high_i32x4_s
    0,                               // i64x2.extend_low_i32x4_u
    0,                               // i64x2.extend_high_i32x4_u
    0,                               // i64x2.shl
    0,                               // i64x2.shr_s
    0,                               // i64x2.shr_u
    0,                               // i64x2.add
    0,                               // i64x2.sub
    0,                               // i64x2.mul
    0,                               // i64x2.eq
    0,                               // i64x2.ne
    0,                               // i64x2.lt_s
    0,                               // i64x2.gt_s
    0,                               // i64x2.le_s
    0,                               // i64x2.ge_s
    0,                               // i64x2.extmul_low_i32x4_s
    0,                               // i64x2.extmul_high_i32x4_s
    0,                               // i64x2.extmul_low_i32x4_u
    0,                               // i64x2.extmul_high_i32x4_u
    0,                               // f32x4.abs
    0,                               // f32x4.neg
    0,                               // f32x4.sqrt
    0,                               // f32x4.add
    0,                               // f32x4.sub
    0,                               // f32x4.mul
    0,                               // f32x4.div
    0,                               // f32x4.min
    0,                               // f32x4.max
    0,                               // f32x4.pmin
    0,                               // f32x4.pmax
    0,                               // f64x2.abs
    0,                               // f64x2.neg
    0,                               // f64x2.sqrt
    0,                               // f64x2.add
    0,                               // f64x2.sub
    0,                               // f64x2.mul
    0,                               // f64x2.div
    0,                               // f64x2.min
    0,                               // f64x2.max
    0,                               // f64x2.pmin
    0,                               // f64x2.pmax
    0,                               // i32x4.trunc_sat_f32x4_s
    0,                               // i32x4.trunc_sat_f32x4_u
    0,                               // f32x4.convert_i32x4_s
    0,                               // f32x4.convert_i32x4_u
    0,                               // i32x4.trunc_sat_f64x2_s_zero
    0,                               // i32x4.trunc_sat_f64x2_u_zero
    0,                               // f64x2.convert_low_i32x4_s
    0,                               // f64x2.convert_low_i32x4_u
    0,                               // i8x16.relaxed_swizzle
    0,                               // i32x4.relaxed_trunc_f32x4_s
    0,                               // i32x4.relaxed_trunc_f32x4_u
    0,                               // i32x4.relaxed_trunc_f64x2_s_zero
    0,                               // i32x4.relaxed_trunc_f64x2_u_zero
    0,                               // f32x4.relaxed_madd
    0,                               // f32x4.relaxed_nmadd
    0,                               // f64x2.relaxed_madd
    0,                               // f64x2.relaxed_nmadd
    0,                               // i8x16.relaxed_laneselect
    0,                               // i16x8.relaxed_laneselect
    0,                               // i32x4.relaxed_laneselect
    0,                               // i64x2.relaxed_laneselect
    0,                               // f32x4.relaxed_min
    0,                               // f32x4.relaxed_max
    0,                               // f64x2.relaxed_min
    0,                               // f64x2.relaxed_max
    0,                               // i16x8.relaxed_q15mulr_s
    0,                               // i16x8.relaxed_dot_i8x16_i7x16_s
    0,                               // i32x4.relaxed_dot_i8x16_i7x16_add_s
    2,                               // memory.atomic.notify
    2,                               // memory.atomic.wait32
    3,                               // memory.atomic.wait64
    0,                               // atomic.fence
    2,                               // i32.atomic.load
    3,                               // i64.atomic.load
    0,                               // i32.atomic.load8_u
    1,                               // i32.atomic.load16_u
    0,                               // i64.atomic.load8_u
    1,                               // i64.atomic.load16_u
    2,                               // i64.atomic.load32_u
    2,                               // i32.atomic.store
    3,                               // i64.atomic.store
    0,                               // i32.atomic.store8
    1,                               // i32.atomic.store16
    0,                               // i64.atomic.store8
    1,                               // i64.atomic.store16
    2,                               // i64.atomic.store32
    2,                               // i32.atomic.rmw.add
    3,                               // i64.atomic.rmw.add
    0,                               // i32.atomic.rmw8.add_u
    1,                               // i32.atomic.rmw16.add_u
    0,                               // i64.atomic.rmw8.add_u
    1,                               // i64.atomic.rmw16.add_u
    2,                               // i64.atomic.rmw32.add_u
    2,                               // i32.atomic.rmw.sub
    3,                               // i64.atomic.rmw.sub
    0,                               // i32.atomic.rmw8.sub_u
    1,                               // i32.atomic.rmw16.sub_u
    0,                               // i64.atomic.rmw8.sub_u
    1,                               // i64.atomic.rmw16.sub_u
    2,                               // i64.atomic.rmw32.sub_u
    2,                               // i32.atomic.rmw.and
    3,                               // i64.atomic.rmw.and
    0,                               // i32.atomic.rmw8.and_u
    1,                               // i32.atomic.rmw16.and_u
    0,                               // i64.atomic.rmw8.and_u
    1,                               // i64.atomic.rmw16.and_u
    2,                               // i64.atomic.rmw32.and_u
    2,                               // i32.atomic.rmw.or
    3,                               // i64.atomic.rmw.or
    0,                               // i32.atomic.rmw8.or_u
    1,                               // i32.atomic.rmw16.or_u
    0,                               // i64.atomic.rmw8.or_u
    1,                               // i64.atomic.rmw16.or_u
    2,                               // i64.atomic.rmw32.or_u
    2,                               // i32.atomic.rmw.xor
    3,                               // i64.atomic.rmw.xor
    0,                               // i32.atomic.rmw8.xor_u
    1,                               // i32.atomic.rmw16.xor_u
    0,                               // i64.atomic.rmw8.xor_u
    1,                               // i64.atomic.rmw16.xor_u
    2,                               // i64.atomic.rmw32.xor_u
    2,                               // i32.atomic.rmw.xchg
    3,                               // i64.atomic.rmw.xchg
    0,                               // i32.atomic.rmw8.xchg_u
    1,                               // i32.atomic.rmw16.xchg_u
    0,                               // i64.atomic.rmw8.xchg_u
    1,                               // i64.atomic.rmw16.xchg_u
    2,                               // i64.atomic.rmw32.xchg_u
    2,                               // i32.atomic.rmw.cmpxchg
    3,                               // i64.atomic.rmw.cmpxchg
    0,                               // i32.atomic.rmw8.cmpxchg_u
    1,                               // i32.atomic.rmw16.cmpxchg_u
    0,                               // i64.atomic.rmw8.cmpxchg_u
    1,                               // i64.atomic.rmw16.cmpxchg_u
    2,                               // i64.atomic.rmw32.cmpxchg_u
];

#[rustfmt::skip]
pub(crate) static PROPOSALS: [Proposal; 575] = [
    Proposal::Mvp,                   // unreachable
    Proposal::Mvp,                   // nop
    Proposal::Mvp,                   // block
    Proposal::Mvp,                   // loop
    Proposal::Mvp,                   // if
    Proposal::Mvp,                   // else
    Proposal::LegacyExceptions,      // try
    Proposal::LegacyExceptions,      // catch
    Proposal::Exceptions,            // throw
    Proposal::LegacyExceptions,      // rethrow
    Proposal::Exceptions,            // throw_ref
    Proposal::Mvp,                   // end
    Proposal::Mvp,                   // br
    Proposal::Mvp,                   // br_if
    Proposal::Mvp,                   // br_table
    Proposal::Mvp,                   // return
    Proposal::Mvp,                   // call
    Proposal::Mvp,                   // call_indirect
    Proposal::TailCall,              // return_call
    Proposal::TailCall,              // return_call_indirect
    Proposal::FunctionReferences,    // call_ref
    Proposal::FunctionReferences,    // return_call_ref
    Proposal::LegacyExceptions,      // delegate
    Proposal::LegacyExceptions,      // catch_all
    Proposal::Mvp,                   // drop
    Proposal::Mvp,                   // select
    Proposal::ReferenceTypes,        // select
    Proposal::Exceptions,            // try_table
    Proposal::Mvp,                   // local.get
    Proposal::Mvp,                   // local.set
    Proposal::Mvp,                   // local.tee
    Proposal::Mvp,                   // global.get
    Proposal::Mvp,                   // global.set
    Proposal::ReferenceTypes,        // table.get
    Proposal::ReferenceTypes,        // table.set
    Proposal::Mvp,                   // i32.load
    Proposal::Mvp,                   // i64.load
    Proposal::Mvp,                   // f32.load
    Proposal::Mvp,                   // f64.load
    Proposal::Mvp,                   // i32.load8_s
    Proposal::Mvp,                   // i32.load8_u
    Proposal::Mvp,                   // i32.load16_s
    Proposal::Mvp,                   // i32.load16_u
    Proposal::Mvp,                   // i64.load8_s
    Proposal::Mvp,                   // i64.load8_u
    Proposal::Mvp,                   // i64.load16_s
    Proposal::Mvp,                   // i64.load16_u
    Proposal::Mvp,                   // i64.load32_s
    Proposal::Mvp,                   // i64.load32_u
    Proposal::Mvp,                   // i32.store
    Proposal::Mvp,                   // i64.store
    Proposal::Mvp,                   // f32.store
    Proposal::Mvp,                   // f64.store
    Proposal::Mvp,                   // i32.store8
    Proposal::Mvp,                   // i32.store16
    Proposal::Mvp,                   // i64.store8
    Proposal::Mvp,                   // i64.store16
    Proposal::Mvp,                   // i64.store32
    Proposal::Mvp,                   // memory.size
    Proposal::Mvp,                   // memory.grow
    Proposal::Mvp,                   // i32.const
    Proposal::Mvp,                   // i64.const
    Proposal::Mvp,                   // f32.const
    Proposal::Mvp,                   // f64.const
    Proposal::Mvp,                   // i32.eqz
    Proposal::Mvp,                   // i32.eq
    Proposal::Mvp,                   // i32.ne
    Proposal::Mvp,                   // i32.lt_s
    Proposal::Mvp,                   // i32.lt_u
    Proposal::Mvp,                   // i32.gt_s
    Proposal::Mvp,                   // i32.gt_u
    Proposal::Mvp,                   // i32.le_s
    Proposal::Mvp,                   // i32.le_u
    Proposal::Mvp,                   // i32.ge_s
    Proposal::Mvp,                   // i32.ge_u
    Proposal::Mvp,                   // i64.eqz
    Proposal::Mvp,                   // i64.eq
    Proposal::Mvp,                   // i64.ne
    Proposal::Mvp,                   // i64.lt_s
    Proposal::Mvp,                   // i64.lt_u
    Proposal::Mvp,                   // i64.gt_s
    Proposal::Mvp,                   // i64.gt_u
    Proposal::Mvp,                   // i64.le_s
    Proposal::Mvp,                   // i64.le_u
    Proposal::Mvp,                   // i64.ge_s
    Proposal::Mvp,                   // i64.ge_u
    Proposal::Mvp,                   // f32.eq
    Proposal::Mvp,                   // f32.ne
    Proposal::Mvp,                   // f32.lt
    Proposal::Mvp,                   // f32.gt
    Proposal::Mvp,                   // f32.le
    Proposal::Mvp,                   // f32.ge
    Proposal::Mvp,                   // f64.eq
    Proposal::Mvp,                   // f64.ne
    Proposal::Mvp,                   // f64.lt
    Proposal::Mvp,                   // f64.gt
    Proposal::Mvp,                   // f64.le
    Proposal::Mvp,                   // f64.ge
    Proposal::Mvp,                   // i32.clz
    Proposal::Mvp,                   // i32.ctz
    Proposal::Mvp,                   // i32.popcnt
    Proposal::Mvp,                   // i32.add
    Proposal::Mvp,                   // i32.sub
    Proposal::Mvp,                   // i32.mul
    Proposal::Mvp,                   // i32.div_s
    Proposal::Mvp,                   // i32.div_u
    Proposal::Mvp,                   // i32.rem_s
    Proposal::Mvp,                   // i32.rem_u
    Proposal::Mvp,                   // i32.and
    Proposal::Mvp,                   // i32.or
    Proposal::Mvp,                   // i32.xor
    Proposal::Mvp,                   // i32.shl
    Proposal::Mvp,                   // i32.shr_s
    Proposal::Mvp,                   // i32.shr_u
    Proposal::Mvp,                   // i32.rotl
    Proposal::Mvp,                   // i32.rotr
    Proposal::Mvp,                   // i64.clz
    Proposal::Mvp,                   // i64.ctz
    Proposal::Mvp,                   // i64.popcnt
    Proposal::Mvp,                   // i64.add
    Proposal::Mvp,                   // i64.sub
    Proposal::Mvp,                   // i64.mul
    Proposal::Mvp,                   // i64.div_s
    Proposal::Mvp,                   // i64.div_u
    Proposal::Mvp,                   // i64.rem_s
    Proposal::Mvp,                   // i64.rem_u
    Proposal::Mvp,                   // i64.and
    Proposal::Mvp,                   // i64.or
    Proposal::Mvp,                   // i64.xor
    Proposal::Mvp,                   // i64.shl
    Proposal::Mvp,                   // i64.shr_s
    Proposal::Mvp,                   // i64.shr_u
    Proposal::Mvp,                   // i64.rotl
    Proposal::Mvp,                   // i64.rotr
    Proposal::Mvp,                   // f32.abs
    Proposal::Mvp,                   // f32.neg
    Proposal::Mvp,                   // f32.ceil
    Proposal::Mvp,                   // f32.floor
    Proposal::Mvp,                   // f32.trunc
    Proposal::Mvp,                   // f32.nearest
    Proposal::Mvp,                   // f32.sqrt
    Proposal::Mvp,                   // f32.add
    Proposal::Mvp,                   // f32.sub
    Proposal::Mvp,                   // f32.mul
    Proposal::Mvp,                   // f32.div
    Proposal::Mvp,                   // f32.min
    Proposal::Mvp,                   // f32.max
    Proposal::Mvp,                   // f32.copysign
    Proposal::Mvp,                   // f64.abs
    Proposal::Mvp,                   // f64.neg
    Proposal::Mvp,                   // f64.ceil
    Proposal::Mvp,                   // f64.floor
    Proposal::Mvp,                   // f64.trunc
    Proposal::Mvp,                   // f64.nearest
    Proposal::Mvp,                   // f64.sqrt
    Proposal::Mvp,                   // f64.add
    Proposal::Mvp,                   // f64.sub
    Proposal::Mvp,                   // f64.mul
    Proposal::Mvp,                   // f64.div
    Proposal::Mvp,                   // f64.min
    Proposal::Mvp,                   // f64.max
    Proposal::Mvp,                   // f64.copysign
    Proposal::Mvp,                   // i32.wrap_i64
    Proposal::Mvp,                   // i32.trunc_f32_s
    Proposal::Mvp,                   // i32.trunc_f32_u
    Proposal::Mvp,                   // i32.trunc_f64_s
    Proposal::Mvp,                   // i32.trunc_f64_u
    Proposal::Mvp,                   // i64.extend_i32_s
    Proposal::Mvp,                   // i64.extend_i32_u
    Proposal::Mvp,                   // i64.trunc_f32_s
    Proposal::Mvp,                   // i64.trunc_f32_u
    Proposal::Mvp,                   // i64.trunc_f64_s
    Proposal::Mvp,                   // i64.trunc_f64_u
    Proposal::Mvp,                   // f32.convert_i32_s
    Proposal::Mvp,                   // f32.convert_i32_u
    Proposal::Mvp,                   // f32.convert_i64_s
    Proposal::Mvp,                   // f32.convert_i64_u
    Proposal::Mvp,                   // f32.demote_f64
    Proposal::Mvp,                   // f64.convert_i32_s
    Proposal::Mvp,                   // f64.convert_i32_u
    Proposal::Mvp,                   // f64.convert_i64_s
    Proposal::Mvp,                   // f64.convert_i64_u
    Proposal::Mvp,                   // f64.promote_f32
    Proposal::Mvp,                   // i32.reinterpret_f32
    Proposal::Mvp,                   // i64.reinterpret_f64
    Proposal::Mvp,                   // f32.reinterpret_i32
    Proposal::Mvp,                   // f64.reinterpret_i64
    Proposal::SignExtension,         // i32.extend8_s
    Proposal::SignExtension,         // i32.extend16_s
    Proposal::SignExtension,         // i64.extend8_s
    Proposal::SignExtension,         // i64.extend16_s
    Proposal::SignExtension,         // i64.extend32_s
    Proposal::ReferenceTypes,        // ref.null
    Proposal::ReferenceTypes,        // ref.is_null
    Proposal::ReferenceTypes,        // ref.func
    Proposal::Gc,                    // ref.eq
    Proposal::FunctionReferences,    // ref.as_non_null
    Proposal::FunctionReferences,    // br_on_null
    Proposal::FunctionReferences,    // br_on_non_null
    Proposal::Gc,                    // struct.new
    Proposal::Gc,                    // struct.new_default
    Proposal::Gc,                    // struct.get
    Proposal::Gc,                    // struct.get_s
    Proposal::Gc,                    // struct.get_u
    Proposal::Gc,                    // struct.set
    Proposal::Gc,                    // array.new
    Proposal::Gc,                    // array.new_default
    Proposal::Gc,                    // array.new_fixed
    Proposal::Gc,                    // array.new_data
    Proposal::Gc,                    // array.new_elem
    Proposal::Gc,                    // array.get
    Proposal::Gc,                    // array.get_s
    Proposal::Gc,                    // array.get_u
    Proposal::Gc,                    // array.set
    Proposal::Gc,                    // array.len
    Proposal::Gc,                    // array.fill
    Proposal::Gc,                    // array.copy
    Proposal::Gc,                    // array.init_data
    Proposal::Gc,                    // array.init_elem
    Proposal::Gc,                    // ref.test
    Proposal::Gc,                    // ref.test
    Proposal::Gc,                    // ref.cast
    Proposal::Gc,                    // ref.cast
    Proposal::Gc,                    // br_on_cast
    Proposal::Gc,                    // br_on_cast_fail
    Proposal::Gc,                    // any.convert_extern
    Proposal::Gc,                    // extern.convert_any
    Proposal::Gc,                    // ref.i31
    Proposal::Gc,                    // i31.get_s
    Proposal::Gc,                    // i31.get_u
    Proposal::SaturatingFloatToInt,  // i32.trunc_sat_f32_s
    Proposal::SaturatingFloatToInt,  // i32.trunc_sat_f32_u
    Proposal::SaturatingFloatToInt,  // i32.trunc_sat_f64_s
    Proposal::SaturatingFloatToInt,  // i32.trunc_sat_f64_u
    Proposal::SaturatingFloatToInt,  // i64.trunc_sat_f32_s
    Proposal::SaturatingFloatToInt,  // i64.trunc_sat_f32_u
    Proposal::SaturatingFloatToInt,  // i64.trunc_sat_f64_s
    Proposal::SaturatingFloatToInt,  // i64.trunc_sat_f64_u
    Proposal::BulkMemory,            // memory.init
    Proposal::BulkMemory,            // data.drop
    Proposal::BulkMemory,            // memory.copy
    Proposal::BulkMemory,            // memory.fill
    Proposal::BulkMemory,            // table.init
    Proposal::BulkMemory,            // elem.drop
    Proposal::BulkMemory,            // table.copy
    Proposal::ReferenceTypes,        // table.grow
    Proposal::ReferenceTypes,        // table.size
    Proposal::ReferenceTypes,        // table.fill
    Proposal::WideArithmetic,        // i64.add128
    Proposal::WideArithmetic,        // i64.sub128
    Proposal::WideArithmetic,        // i64.mul_wide_s
    Proposal::WideArithmetic,        // i64.mul_wide_u
    Proposal::Simd,                  // v128.load
    Proposal::Simd,                  // v128.load8x8_s
    Proposal::Simd,                  // v128.load8x8_u
    Proposal::Simd,                  // v128.load16x4_s
    Proposal::Simd,                  // v128.load16x4_u
    Proposal::Simd,                  // v128.load32x2_s
    Proposal::Simd,                  // v128.load32x2_u
    Proposal::Simd,                  // v128.load8_splat
    Proposal::Simd,                  // v128.load16_splat
    Proposal::Simd,                  // v128.load32_splat
    Proposal::Simd,                  // v128.load64_splat
    Proposal::Simd,                  // v128.store
    Proposal::Simd,                  // v128.const
    Proposal::Simd,                  // i8x16.shuffle
    Proposal::Simd,                  // i8x16.swizzle
    Proposal::Simd,                  // i8x16.splat
    Proposal::Simd,                  // i16x8.splat
    Proposal::Simd,                  // i32x4.splat
    Proposal::Simd,                  // i64x2.splat
    Proposal::Simd,                  // f32x4.splat
    Proposal::Simd,                  // f64x2.splat
    Proposal::Simd,                  // i8x16.extract_lane_s
    Proposal::Simd,                  // i8x16.extract_lane_u
    Proposal::Simd,                  // i8x16.replace_lane
    Proposal::Simd,                  // i16x8.extract_lane_s
    Proposal::Simd,                  // i16x8.extract_lane_u
    Proposal::Simd,                  // i16x8.replace_lane
    Proposal::Simd,                  // i32x4.extract_lane
    Proposal::Simd,                  // i32x4.replace_lane
    Proposal::Simd,                  // i64x2.extract_lane
    Proposal::Simd,                  // i64x2.replace_lane
    Proposal::Simd,                  // f32x4.extract_lane
    Proposal::Simd,                  // f32x4.replace_lane
    Proposal::Simd,                  // f64x2.extract_lane
    Proposal::Simd,                  // f64x2.replace_lane
    Proposal::Simd,                  // i8x16.eq
    Proposal::Simd,                  // i8x16.ne
    Proposal::Simd,                  // i8x16.lt_s
    Proposal::Simd,                  // i8x16.lt_u
    Proposal::Simd,                  // i8x16.gt_s
    Proposal::Simd,                  // i8x16.gt_u
    Proposal::Simd,                  // i8x16.le_s
    Proposal::Simd,                  // i8x16.le_u
    Proposal::Simd,                  // i8x16.ge_s
    Proposal::Simd,                  // i8x16.ge_u
    Proposal::Simd,                  // i16x8.eq
    Proposal::Simd,                  // i16x8.ne
    Proposal::Simd,                  // i16x8.lt_s
    Proposal::Simd,                  // i16x8.lt_u
    Proposal::Simd,                  // i16x8.gt_s
    Proposal::Simd,                  // i16x8.gt_u
    Proposal::Simd,                  // i16x8.le_s
    Proposal::Simd,                  // i16x8.le_u
    Proposal::Simd,                  // i16x8.ge_s
    Proposal::Simd,                  // i16x8.ge_u
    Proposal::Simd,                  // i32x4.eq
    Proposal::Simd,                  // i32x4.ne
    Proposal::Simd,                  // i32x4.lt_s
    Proposal::Simd,                  // i32x4.lt_u
    Proposal::Simd,                  // i32x4.gt_s
    Proposal::Simd,                  // i32x4.gt_u
    Proposal::Simd,                  // i32x4.le_s
    Proposal::Simd,                  // i32x4.le_u
    Proposal::Simd,                  // i32x4.ge_s
    Proposal::Simd,                  // i32x4.ge_u
    Proposal::Simd,                  // f32x4.eq
    Proposal::Simd,                  // f32x4.ne
    Proposal::Simd,                  // f32x4.lt
    Proposal::Simd,                  // f32x4.gt
    Proposal::Simd,                  // f32x4.le
    Proposal::Simd,                  // f32x4.ge
    Proposal::Simd,                  // f64x2.eq
    Proposal::Simd,                  // f64x2.ne
    Proposal::Simd,                  // f64x2.lt
    Proposal::Simd,                  // f64x2.gt
    Proposal::Simd,                  // f64x2.le
    Proposal::Simd,                  // f64x2.ge
    Proposal::Simd,                  // v128.not
    Proposal::Simd,                  // v128.and
    Proposal::Simd,                  // v128.andnot
    Proposal::Simd,                  // v128.or
    Proposal::Simd,                  // v128.xor
    Proposal::Simd,                  // v128.bitselect
    Proposal::Simd,                  // v128.any_true
    Proposal::Simd,                  // v128.load8_lane
    Proposal::Simd,                  // v128.load16_lane
    Proposal::Simd,                  // v128.load32_lane
    Proposal::Simd,                  // v128.load64_lane
    Proposal::Simd,                  // v128.store8_lane
    Proposal::Simd,                  // v128.store16_lane
    Proposal::Simd,                  // v128.store32_lane
    Proposal::Simd,                  // v128.store64_lane
    Proposal::Simd,                  // v128.load32_zero
    Proposal::Simd,                  // v128.load64_zero
    Proposal::Simd,                  // f32x4.demote_f64x2_zero
    Proposal::Simd,                  // f64x2.promote_low_f32x4
    Proposal::Simd,                  // i8x16.abs
    Proposal::Simd,                  // i8x16.neg
    Proposal::Simd,                  // i8x16.popcnt
    Proposal::Simd,                  // i8x16.all_true
    Proposal::Simd,                  // i8x16.bitmask
    Proposal::Simd,                  // i8x16.narrow_i16x8_s
    Proposal::Simd,                  // i8x16.narrow_i16x8_u
    Proposal::Simd,                  // f32x4.ceil
    Proposal::Simd,                  // f32x4.floor
    Proposal::Simd,                  // f32x4.trunc
    Proposal::Simd,                  // f32x4.nearest
    Proposal::Simd,                  // i8x16.shl
    Proposal::Simd,                  // i8x16.shr_s
    Proposal::Simd,                  // i8x16.shr_u
    Proposal::Simd,                  // i8x16.add
    Proposal::Simd,                  // i8x16.add_sat_s
    Proposal::Simd,                  // i8x16.add_sat_u
    Proposal::Simd,                  // i8x16.sub
    Proposal::Simd,                  // i8x16.sub_sat_s
    Proposal::Simd,                  // i8x16.sub_sat_u
    Proposal::Simd,                  // f64x2.ceil
    Proposal::Simd,                  // f64x2.floor
    Proposal::Simd,                  // i8x16.min_s
    Proposal::Simd,                  // i8x16.min_u
    Proposal::Simd,                  // i8x16.max_s
    Proposal::Simd,                  // i8x16.max_u
    Proposal::Simd,                  // f64x2.trunc
    Proposal::Simd,                  // i8x16.avgr_u
    Proposal::Simd,                  // i16x8.extadd_pairwise_i8x16_s
    Proposal::Simd,                  // i16x8.extadd_pairwise_i8x16_u
    Proposal::Simd,                  // i32x4.extadd_pairwise_i16x8_s
    Proposal::Simd,                  // i32x4.extadd_pairwise_i16x8_u
    Proposal::Simd,                  // i16x8.abs
    Proposal::Simd,                  // i16x8.neg
    Proposal::Simd,                  // i16x8.q15mulr_sat_s
    Proposal::Simd,                  // i16x8.all_true
    Proposal::Simd,                  // i16x8.bitmask
    Proposal::Simd,                  // i16x8.narrow_i32x4_s
    Proposal::Simd,                  // i16x8.narrow_i32x4_u
    Proposal::Simd,                  // i16x8.extend_low_i8x16_s
    Proposal::Simd,                  // i16x8.extend_high_i8x16_s
    Proposal::Simd,                  // i16x8.extend_low_i8x16_u
    Proposal::Simd,                  // i16x8.extend_high_i8x16_u
    Proposal::Simd,                  // i16x8.shl
    Proposal::Simd,                  // i16x8.shr_s
    Proposal::Simd,                  // i16x8.shr_u
    Proposal::Simd,                  // i16x8.add
    Proposal::Simd,                  // i16x8.add_sat_s
    Proposal::Simd,                  // i16x8.add_sat_u
    Proposal::Simd,                  // i16x8.sub
    Proposal::Simd,                  // i16x8.sub_sat_s
    Proposal::Simd,                  // i16x8.sub_sat_u
    Proposal::Simd,                  // f64x2.nearest
    Proposal::Simd,                  // i16x8.mul
    Proposal::Simd,                  // i16x8.min_s
    Proposal::Simd,                  // i16x8.min_u
    Proposal::Simd,                  // i16x8.max_s
    Proposal::Simd,                  // i16x8.max_u
    Proposal::Simd,                  // i16x8.avgr_u
    Proposal::Simd,                  // i16x8.extmul_low_i8x16_s
    Proposal::Simd,                  // i16x8.extmul_high_i8x16_s
    Proposal::Simd,                  // i16x8.extmul_low_i8x16_u
    Proposal::Simd,                  // i16x8.extmul_high_i8x16_u
    Proposal::Simd,                  // i32x4.abs
    Proposal::Simd,                  // i32x4.neg
    Proposal::Simd,                  // i32x4.all_true
    Proposal::Simd,                  // i32x4.bitmask
    Proposal::Simd,                  // i32x4.extend_low_i16x8_s
    Proposal::Simd,                  // i32x4.extend_high_i16x8_s
    Proposal::Simd,                  // i32x4.extend_low_i16x8_u
    Proposal::Simd,                  // i32x4.extend_high_i16x8_u
    Proposal::Simd,                  // i32x4.shl
    Proposal::Simd,                  // i32x4.shr_s
    Proposal::Simd,                  // i32x4.shr_u
    Proposal::Simd,                  // i32x4.add
    Proposal::Simd,                  // i32x4.sub
    Proposal::Simd,                  // i32x4.mul
    Proposal::Simd,                  // i32x4.min_s
    Proposal::Simd,                  // i32x4.min_u
    Proposal::Simd,                  // i32x4.max_s
    Proposal::Simd,                  // i32x4.max_u
    Proposal::Simd,                  // i32x4.dot_i16x8_s
    Proposal::Simd,                  // i32x4.extmul_low_i16x8_s
    Proposal::Simd,                  // i32x4.extmul_high_i16x8_s
    Proposal::Simd,                  // i32x4.extmul_low_i16x8_u
    Proposal::Simd,                  // i32x4.extmul_high_i16x8_u
    Proposal::Simd,                  // i64x2.abs
    Proposal::Simd,                  // i64x2.neg
    Proposal::Simd,                  // i64x2.all_true
    Proposal::Simd,                  // i64x2.bitmask
    Proposal::Simd,                  // i64x2.extend_low_i32x4_s
    Proposal::Simd,                  // i64x2.extend_high_i32x4_s
    Proposal::Simd,                  // i64x2.extend_low_i32x4_u
    Proposal::Simd,                  // i64x2.extend_high_i32x4_u
    Proposal::Simd,                  // i64x2.shl
    Proposal::Simd,                  // i64x2.shr_s
    Proposal::Simd,                  // i64x2.shr_u
    Proposal::Simd,                  // i64x2.add
    Proposal::Simd,                  // i64x2.sub
    Proposal::Simd,                  // i64x2.mul
    Proposal::Simd,                  // i64x2.eq
    Proposal::Simd,                  // i64x2.ne
    Proposal::Simd,                  // i64x2.lt_s
    Proposal::Simd,                  // i64x2.gt_s
    Proposal::Simd,                  // i64x2.le_s
    Proposal::Simd,                  // i64x2.ge_s
    Proposal::Simd,                  // i64x2.extmul_low_i32x4_s
    Proposal::Simd,                  // i64x2.extmul_high_i32x4_s
    Proposal::Simd,                  // i64x2.extmul_low_i32x4_u
    Proposal::Simd,                  // i64x2.extmul_high_i32x4_u
    Proposal::Simd,                  // f32x4.abs
    Proposal::Simd,                  // f32x4.neg
    Proposal::Simd,                  // f32x4.sqrt
    Proposal::Simd,                  // f32x4.add
    Proposal::Simd,                  // f32x4.sub
    Proposal::Simd,                  // f32x4.mul
    Proposal::Simd,                  // f32x4.div
    Proposal::Simd,                  // f32x4.min
    Proposal::Simd,                  // f32x4.max
    Proposal::Simd,                  // f32x4.pmin
    Proposal::Simd,                  // f32x4.pmax
    Proposal::Simd,                  // f64x2.abs
    Proposal::Simd,                  // f64x2.neg
    Proposal::Simd,                  // f64x2.sqrt
    Proposal::Simd,                  // f64x2.add
    Proposal::Simd,                  // f64x2.sub
    Proposal::Simd,                  // f64x2.mul
    Proposal::Simd,                  // f64x2.div
    Proposal::Simd,                  // f64x2.min
    Proposal::Simd,                  // f64x2.max
    Proposal::Simd,                  // f64x2.pmin
    Proposal::Simd,                  // f64x2.pmax
    Proposal::Simd,                  // i32x4.trunc_sat_f32x4_s
    Proposal::Simd,                  // i32x4.trunc_sat_f32x4_u
    Proposal::Simd,                  // f32x4.convert_i32x4_s
    Proposal::Simd,                  // f32x4.convert_i32x4_u
    Proposal::Simd,                  // i32x4.trunc_sat_f64x2_s_zero
    Proposal::Simd,                  // i32x4.trunc_sat_f64x2_u_zero
    Proposal::Simd,                  // f64x2.convert_low_i32x4_s
    Proposal::Simd,                  // f64x2.convert_low_i32x4_u
    Proposal::RelaxedSimd,           // i8x16.relaxed_swizzle
    Proposal::RelaxedSimd,           // i32x4.relaxed_trunc_f32x4_s
    Proposal::RelaxedSimd,           // i32x4.relaxed_trunc_f32x4_u
    Proposal::RelaxedSimd,           // i32x4.relaxed_trunc_f64x2_s_zero
    Proposal::RelaxedSimd,           // i32x4.relaxed_trunc_f64x2_u_zero
    Proposal::RelaxedSimd,           // f32x4.relaxed_madd
    Proposal::RelaxedSimd,           // f32x4.relaxed_nmadd
    Proposal::RelaxedSimd,           // f64x2.relaxed_madd
    Proposal::RelaxedSimd,           // f64x2.relaxed_nmadd
    Proposal::RelaxedSimd,           // i8x16.relaxed_laneselect
    Proposal::RelaxedSimd,           // i16x8.relaxed_laneselect
    Proposal::RelaxedSimd,           // i32x4.relaxed_laneselect
    Proposal::RelaxedSimd,           // i64x2.relaxed_laneselect
    Proposal::RelaxedSimd,           // f32x4.relaxed_min
    Proposal::RelaxedSimd,           // f32x4.relaxed_max
    Proposal::RelaxedSimd,           // f64x2.relaxed_min
    Proposal::RelaxedSimd,           // f64x2.relaxed_max
    Proposal::RelaxedSimd,           // i16x8.relaxed_q15mulr_s
    Proposal::RelaxedSimd,           // i16x8.relaxed_dot_i8x16_i7x16_s
    Proposal::RelaxedSimd,           // i32x4.relaxed_dot_i8x16_i7x16_add_s
    Proposal::Threads,               // memory.atomic.notify
    Proposal::Threads,               // memory.atomic.wait32
    Proposal::Threads,               // memory.atomic.wait64
    Proposal::Threads,               // atomic.fence
    Proposal::Threads,               // i32.atomic.load
    Proposal::Threads,               // i64.atomic.load
    Proposal::Threads,               // i32.atomic.load8_u
    Proposal::Threads,               // i32.atomic.load16_u
    Proposal::Threads,               // i64.atomic.load8_u
    Proposal::Threads,               // i64.atomic.load16_u
    Proposal::Threads,               // i64.atomic.load32_u
    Proposal::Threads,               // i32.atomic.store
    Proposal::Threads,               // i64.atomic.store
    Proposal::Threads,               // i32.atomic.store8
    Proposal::Threads,               // i32.atomic.store16
    Proposal::Threads,               // i64.atomic.store8
    Proposal::Threads,               // i64.atomic.store16
    Proposal::Threads,               // i64.atomic.store32
    Proposal::Threads,               // i32.atomic.rmw.add
    Proposal::Threads,               // i64.atomic.rmw.add
    Proposal::Threads,               // i32.atomic.rmw8.add_u
    Proposal::Threads,               // i32.atomic.rmw16.add_u
    Proposal::Threads,               // i64.atomic.rmw8.add_u
    Proposal::Threads,               // i64.atomic.rmw16.add_u
    Proposal::Threads,               // i64.atomic.rmw32.add_u
    Proposal::Threads,               // i32.atomic.rmw.sub
    Proposal::Threads,               // i64.atomic.rmw.sub
    Proposal::Threads,               // i32.atomic.rmw8.sub_u
    Proposal::Threads,               // i32.atomic.rmw16.sub_u
    Proposal::Threads,               // i64.atomic.rmw8.sub_u
    Proposal::Threads,               // i64.atomic.rmw16.sub_u
    Proposal::Threads,               // i64.atomic.rmw32.sub_u
    Proposal::Threads,               // i32.atomic.rmw.and
    Proposal::Threads,               // i64.atomic.rmw.and
    Proposal::Threads,               // i32.atomic.rmw8.and_u
    Proposal::Threads,               // i32.atomic.rmw16.and_u
    Proposal::Threads,               // i64.atomic.rmw8.and_u
    Proposal::Threads,               // i64.atomic.rmw16.and_u
    Proposal::Threads,               // i64.atomic.rmw32.and_u
    Proposal::Threads,               // i32.atomic.rmw.or
    Proposal::Threads,               // i64.atomic.rmw.or
    Proposal::Threads,               // i32.atomic.rmw8.or_u
    Proposal::Threads,               // i32.atomic.rmw16.or_u
    Proposal::Threads,               // i64.atomic.rmw8.or_u
    Proposal::Threads,               // i64.atomic.rmw16.or_u
    Proposal::Threads,               // i64.atomic.rmw32.or_u
    Proposal::Threads,               // i32.atomic.rmw.xor
    Proposal::Threads,               // i64.atomic.rmw.xor
    Proposal::Threads,               // i32.atomic.rmw8.xor_u
    Proposal::Threads,               // i32.atomic.rmw16.xor_u
    Proposal::Threads,               // i64.atomic.rmw8.xor_u
    Proposal::Threads,               // i64.atomic.rmw16.xor_u
    Proposal::Threads,               // i64.atomic.rmw32.xor_u
    Proposal::Threads,               // i32.atomic.rmw.xchg
    Proposal::Threads,               // i64.atomic.rmw.xchg
    Proposal::Threads,               // i32.atomic.rmw8.xchg_u
    Proposal::Threads,               // i32.atomic.rmw16.xchg_u
    Proposal::Threads,               // i64.atomic.rmw8.xchg_u
    Proposal::Threads,               // i64.atomic.rmw16.xchg_u
    Proposal::Threads,               // i64.atomic.rmw32.xchg_u
    Proposal::Threads,               // i32.atomic.rmw.cmpxchg
    Proposal::Threads,               // i64.atomic.rmw.cmpxchg
    Proposal::Threads,               // i32.atomic.rmw8.cmpxchg_u
    Proposal::Threads,               // i32.atomic.rmw16.cmpxchg_u
    Proposal::Threads,               // i64.atomic.rmw8.cmpxchg_u
    Proposal::Threads,               // i64.atomic.rmw16.cmpxchg_u
    Proposal::Threads,               // i64.atomic.rmw32.cmpxchg_u
];

#[rustfmt::skip]
pub(crate) static EFFECTS: [u32; 575] = [
    0x8001,                          // unreachable
    0x0,                             // nop
    0x0,                             // block
    0x0,                             // loop
    0x4000,                          // if
    0x0,                             // else
    0x0,                             // try
    0x0,                             // catch
    0xA000,                          // throw
    0xA000,                          // rethrow
    0xA001,                          // throw_ref
    0x0,                             // end
    0xC000,                          // br
    0x4000,                          // br_if
    0xC000,                          // br_table
    0xC000,                          // return
    0x1000,                          // call
    0x1009,                          // call_indirect
    0xD000,                          // return_call
    0xD009,                          // return_call_indirect
    0x1001,                          // call_ref
    0xD001,                          // return_call_ref
    0x0,                             // delegate
    0x0,                             // catch_all
    0x0,                             // drop
    0x0,                             // select
    0x0,                             // select
    0x0,                             // try_table
    0x80,                            // local.get
    0x100,                           // local.set
    0x100,                           // local.tee
    0x40020,                         // global.get
    0x40,                            // global.set
    0x9,                             // table.get
    0x11,                            // table.set
    0x3,                             // i32.load
    0x3,                             // i64.load
    0x3,                             // f32.load
    0x3,                             // f64.load
    0x3,                             // i32.load8_s
    0x3,                             // i32.load8_u
    0x3,                             // i32.load16_s
    0x3,                             // i32.load16_u
    0x3,                             // i64.load8_s
    0x3,                             // i64.load8_u
    0x3,                             // i64.load16_s
    0x3,                             // i64.load16_u
    0x3,                             // i64.load32_s
    0x3,                             // i64.load32_u
    0x5,                             // i32.store
    0x5,                             // i64.store
    0x5,                             // f32.store
    0x5,                             // f64.store
    0x5,                             // i32.store8
    0x5,                             // i32.store16
    0x5,                             // i64.store8
    0x5,                             // i64.store16
    0x5,                             // i64.store32
    0x2,                             // memory.size
    0x6,                             // memory.grow
    0x40000,                         // i32.const
    0x40000,                         // i64.const
    0x40000,                         // f32.const
    0x40000,                         // f64.const
    0x0,                             // i32.eqz
    0x80000,                         // i32.eq
    0x80000,                         // i32.ne
    0x0,                             // i32.lt_s
    0x0,                             // i32.lt_u
    0x0,                             // i32.gt_s
    0x0,                             // i32.gt_u
    0x0,                             // i32.le_s
    0x0,                             // i32.le_u
    0x0,                             // i32.ge_s
    0x0,                             // i32.ge_u
    0x0,                             // i64.eqz
    0x80000,                         // i64.eq
    0x80000,                         // i64.ne
    0x0,                             // i64.lt_s
    0x0,                             // i64.lt_u
    0x0,                             // i64.gt_s
    0x0,                             // i64.gt_u
    0x0,                             // i64.le_s
    0x0,                             // i64.le_u
    0x0,                             // i64.ge_s
    0x0,                             // i64.ge_u
    0x80000,                         // f32.eq
    0x80000,                         // f32.ne
    0x0,                             // f32.lt
    0x0,                             // f32.gt
    0x0,                             // f32.le
    0x0,                             // f32.ge
    0x80000,                         // f64.eq
    0x80000,                         // f64.ne
    0x0,                             // f64.lt
    0x0,                             // f64.gt
    0x0,                             // f64.le
    0x0,                             // f64.ge
    0x0,                             // i32.clz
    0x0,                             // i32.ctz
    0x0,                             // i32.popcnt
    0xC0000,                         // i32.add
    0x40000,                         // i32.sub
    0xC0000,                         // i32.mul
    0x1,                             // i32.div_s
    0x1,                             // i32.div_u
    0x1,                             // i32.rem_s
    0x1,                             // i32.rem_u
    0x80000,                         // i32.and
    0x80000,                         // i32.or
    0x80000,                         // i32.xor
    0x0,                             // i32.shl
    0x0,                             // i32.shr_s
    0x0,                             // i32.shr_u
    0x0,                             // i32.rotl
    0x0,                             // i32.rotr
    0x0,                             // i64.clz
    0x0,                             // i64.ctz
    0x0,                             // i64.popcnt
    0xC0000,                         // i64.add
    0x40000,                         // i64.sub
    0xC0000,                         // i64.mul
    0x1,                             // i64.div_s
    0x1,                             // i64.div_u
    0x1,                             // i64.rem_s
    0x1,                             // i64.rem_u
    0x80000,                         // i64.and
    0x80000,                         // i64.or
    0x80000,                         // i64.xor
    0x0,                             // i64.shl
    0x0,                             // i64.shr_s
    0x0,                             // i64.shr_u
    0x0,                             // i64.rotl
    0x0,                             // i64.rotr
    0x0,                             // f32.abs
    0x0,                             // f32.neg
    0x0,                             // f32.ceil
    0x0,                             // f32.floor
    0x0,                             // f32.trunc
    0x0,                             // f32.nearest
    0x0,                             // f32.sqrt
    0x80000,                         // f32.add
    0x0,                             // f32.sub
    0x80000,                         // f32.mul
    0x0,                             // f32.div
    0x80000,                         // f32.min
    0x80000,                         // f32.max
    0x0,                             // f32.copysign
    0x0,                             // f64.abs
    0x0,                             // f64.neg
    0x0,                             // f64.ceil
    0x0,                             // f64.floor
    0x0,                             // f64.trunc
    0x0,                             // f64.nearest
    0x0,                             // f64.sqrt
    0x80000,                         // f64.add
    0x0,                             // f64.sub
    0x80000,                         // f64.mul
    0x0,                             // f64.div
    0x80000,                         // f64.min
    0x80000,                         // f64.max
    0x0,                             // f64.copysign
    0x0,                             // i32.wrap_i64
    0x1,                             // i32.trunc_f32_s
    0x1,                             // i32.trunc_f32_u
    0x1,                             // i32.trunc_f64_s
    0x1,                             // i32.trunc_f64_u
    0x0,                             // i64.extend_i32_s
    0x0,                             // i64.extend_i32_u
    0x1,                             // i64.trunc_f32_s
    0x1,                             // i64.trunc_f32_u
    0x1,                             // i64.trunc_f64_s
    0x1,                             // i64.trunc_f64_u
    0x0,                             // f32.convert_i32_s
    0x0,                             // f32.convert_i32_u
    0x0,                             // f32.convert_i64_s
    0x0,                             // f32.convert_i64_u
    0x0,                             // f32.demote_f64
    0x0,                             // f64.convert_i32_s
    0x0,                             // f64.convert_i32_u
    0x0,                             // f64.convert_i64_s
    0x0,                             // f64.convert_i64_u
    0x0,                             // f64.promote_f32
    0x0,                             // i32.reinterpret_f32
    0x0,                             // i64.reinterpret_f64
    0x0,                             // f32.reinterpret_i32
    0x0,                             // f64.reinterpret_i64
    0x0,                             // i32.extend8_s
    0x0,                             // i32.extend16_s
    0x0,                             // i64.extend8_s
    0x0,                             // i64.extend16_s
    0x0,                             // i64.extend32_s
    0x40000,                         // ref.null
    0x0,                             // ref.is_null
    0x40000,                         // ref.func
    0x80000,                         // ref.eq
    0x1,                             // ref.as_non_null
    0x4000,                          // br_on_null
    0x4000,                          // br_on_non_null
    0x40800,                         // struct.new
    0x40800,                         // struct.new_default
    0x201,                           // struct.get
    0x201,                           // struct.get_s
    0x201,                           // struct.get_u
    0x401,                           // struct.set
    0x40800,                         // array.new
    0x40800,                         // array.new_default
    0x40800,                         // array.new_fixed
    0x803,                           // array.new_data
    0x809,                           // array.new_elem
    0x201,                           // array.get
    0x201,                           // array.get_s
    0x201,                           // array.get_u
    0x401,                           // array.set
    0x1,                             // array.len
    0x401,                           // array.fill
    0x601,                           // array.copy
    0x403,                           // array.init_data
    0x409,                           // array.init_elem
    0x0,                             // ref.test
    0x0,                             // ref.test
    0x1,                             // ref.cast
    0x1,                             // ref.cast
    0x4000,                          // br_on_cast
    0x4000,                          // br_on_cast_fail
    0x40000,                         // any.convert_extern
    0x40000,                         // extern.convert_any
    0x40000,                         // ref.i31
    0x1,                             // i31.get_s
    0x1,                             // i31.get_u
    0x0,                             // i32.trunc_sat_f32_s
    0x0,                             // i32.trunc_sat_f32_u
    0x0,                             // i32.trunc_sat_f64_s
    0x0,                             // i32.trunc_sat_f64_u
    0x0,                             // i64.trunc_sat_f32_s
    0x0,                             // i64.trunc_sat_f32_u
    0x0,                             // i64.trunc_sat_f64_s
    0x0,                             // i64.trunc_sat_f64_u
    0x5,                             // memory.init
    0x4,                             // data.drop
    0x7,                             // memory.copy
    0x5,                             // memory.fill
    0x19,                            // table.init
    0x10,                            // elem.drop
    0x19,                            // table.copy
    0x18,                            // table.grow
    0x8,                             // table.size
    0x11,                            // table.fill
    0x0,                             // i64.add128
    0x0,                             // i64.sub128
    0x80000,                         // i64.mul_wide_s
    0x80000,                         // i64.mul_wide_u
    0x3,                             // v128.load
    0x3,                             // v128.load8x8_s
    0x3,                             // v128.load8x8_u
    0x3,                             // v128.load16x4_s
    0x3,                             // v128.load16x4_u
    0x3,                             // v128.load32x2_s
    0x3,                             // v128.load32x2_u
    0x3,                             // v128.load8_splat
    0x3,                             // v128.load16_splat
    0x3,                             // v128.load32_splat
    0x3,                             // v128.load64_splat
    0x5,                             // v128.store
    0x40000,                         // v128.const
    0x0,                             // i8x16.shuffle
    0x0,                             // i8x16.swizzle
    0x0,                             // i8x16.splat
    0x0,                             // i16x8.splat
    0x0,                             // i32x4.splat
    0x0,                             // i64x2.splat
    0x0,                             // f32x4.splat
    0x0,                             // f64x2.splat
    0x0,                             // i8x16.extract_lane_s
    0x0,                             // i8x16.extract_lane_u
    0x0,                             // i8x16.replace_lane
    0x0,                             // i16x8.extract_lane_s
    0x0,                             // i16x8.extract_lane_u
    0x0,                             // i16x8.replace_lane
    0x0,                             // i32x4.extract_lane
    0x0,                             // i32x4.replace_lane
    0x0,                             // i64x2.extract_lane
    0x0,                             // i64x2.replace_lane
    0x0,                             // f32x4.extract_lane
    0x0,                             // f32x4.replace_lane
    0x0,                             // f64x2.extract_lane
    0x0,                             // f64x2.replace_lane
    0x80000,                         // i8x16.eq
    0x80000,                         // i8x16.ne
    0x0,                             // i8x16.lt_s
    0x0,                             // i8x16.lt_u
    0x0,                             // i8x16.gt_s
    0x0,                             // i8x16.gt_u
    0x0,                             // i8x16.le_s
    0x0,                             // i8x16.le_u
    0x0,                             // i8x16.ge_s
    0x0,                             // i8x16.ge_u
    0x80000,                         // i16x8.eq
    0x80000,                         // i16x8.ne
    0x0,                             // i16x8.lt_s
    0x0,                             // i16x8.lt_u
    0x0,                             // i16x8.gt_s
    0x0,                             // i16x8.gt_u
    0x0,                             // i16x8.le_s
    0x0,                             // i16x8.le_u
    0x0,                             // i16x8.ge_s
    0x0,                             // i16x8.ge_u
    0x80000,                         // i32x4.eq
    0x80000,                         // i32x4.ne
    0x0,                             // i32x4.lt_s
    0x0,                             // i32x4.lt_u
    0x0,                             // i32x4.gt_s
    0x0,                             // i32x4.gt_u
    0x0,                             // i32x4.le_s
    0x0,                             // i32x4.le_u
    0x0,                             // i32x4.ge_s
    0x0,                             // i32x4.ge_u
    0x80000,                         // f32x4.eq
    0x80000,                         // f32x4.ne
    0x0,                             // f32x4.lt
    0x0,                             // f32x4.gt
    0x0,                             // f32x4.le
    0x0,                             // f32x4.ge
    0x80000,                         // f64x2.eq
    0x80000,                         // f64x2.ne
    0x0,                             // f64x2.lt
    0x0,                             // f64x2.gt
    0x0,                             // f64x2.le
    0x0,                             // f64x2.ge
    0x0,                             // v128.not
    0x80000,                         // v128.and
    0x0,                             // v128.andnot
    0x80000,                         // v128.or
    0x80000,                         // v128.xor
    0x0,                             // v128.bitselect
    0x0,                             // v128.any_true
    0x3,                             // v128.load8_lane
    0x3,                             // v128.load16_lane
    0x3,                             // v128.load32_lane
    0x3,                             // v128.load64_lane
    0x5,                             // v128.store8_lane
    0x5,                             // v128.store16_lane
    0x5,                             // v128.store32_lane
    0x5,                             // v128.store64_lane
    0x3,                             // v128.load32_zero
    0x3,                             // v128.load64_zero
    0x0,                             // f32x4.demote_f64x2_zero
    0x0,                             // f64x2.promote_low_f32x4
    0x0,                             // i8x16.abs
    0x0,                             // i8x16.neg
    0x0,                             // i8x16.popcnt
    0x0,                             // i8x16.all_true
    0x0,                             // i8x16.bitmask
    0x0,                             // i8x16.narrow_i16x8_s
    0x0,                             // i8x16.narrow_i16x8_u
    0x0,                             // f32x4.ceil
    0x0,                             // f32x4.floor
    0x0,                             // f32x4.trunc
    0x0,                             // f32x4.nearest
    0x0,                             // i8x16.shl
    0x0,                             // i8x16.shr_s
    0x0,                             // i8x16.shr_u
    0x80000,                         // i8x16.add
    0x80000,                         // i8x16.add_sat_s
    0x80000,                         // i8x16.add_sat_u
    0x0,                             // i8x16.sub
    0x0,                             // i8x16.sub_sat_s
    0x0,                             // i8x16.sub_sat_u
    0x0,                             // f64x2.ceil
    0x0,                             // f64x2.floor
    0x80000,                         // i8x16.min_s
    0x80000,                         // i8x16.min_u
    0x80000,                         // i8x16.max_s
    0x80000,                         // i8x16.max_u
    0x0,                             // f64x2.trunc
    0x80000,                         // i8x16.avgr_u
    0x0,                             // i16x8.extadd_pairwise_i8x16_s
    0x0,                             // i16x8.extadd_pairwise_i8x16_u
    0x0,                             // i32x4.extadd_pairwise_i16x8_s
    0x0,                             // i32x4.extadd_pairwise_i16x8_u
    0x0,                             // i16x8.abs
    0x0,                             // i16x8.neg
    0x80000,                         // i16x8.q15mulr_sat_s
    0x0,                             // i16x8.all_true
    0x0,                             // i16x8.bitmask
    0x0,                             // i16x8.narrow_i32x4_s
    0x0,                             // i16x8.narrow_i32x4_u
    0x0,                             // i16x8.extend_low_i8x16_s
    0x0,                             // i16x8.extend_high_i8x16_s
    0x0,                             // i16x8.extend_low_i8x16_u
    0x0,                             // i16x8.extend_high_i8x16_u
    0x0,                             // i16x8.shl
    0x0,                             // i16x8.shr_s
    0x0,                             // i16x8.shr_u
    0x80000,                         // i16x8.add
    0x80000,                         // i16x8.add_sat_s
    0x80000,                         // i16x8.add_sat_u
    0x0,                             // i16x8.sub
    0x0,                             // i16x8.sub_sat_s
    0x0,                             // i16x8.sub_sat_u
    0x0,                             // f64x2.nearest
    0x80000,                         // i16x8.mul
    0x80000,                         // i16x8.min_s
    0x80000,                         // i16x8.min_u
    0x80000,                         // i16x8.max_s
    0x80000,                         // i16x8.max_u
    0x80000,                         // i16x8.avgr_u
    0x80000,                         // i16x8.extmul_low_i8x16_s
    0x80000,                         // i16x8.extmul_high_i8x16_s
    0x80000,                         // i16x8.extmul_low_i8x16_u
    0x80000,                         // i16x8.extmul_high_i8x16_u
    0x0,                             // i32x4.abs
    0x0,                             // i32x4.neg
    0x0,                             // i32x4.all_true
    0x0,                             // i32x4.bitmask
    0x0,                             // i32x4.extend_low_i16x8_s
    0x0,                             // i32x4.extend_high_i16x8_s
    0x0,                             // i32x4.extend_low_i16x8_u
    0x0,                             // i32x4.extend_high_i16x8_u
    0x0,                             // i32x4.shl
    0x0,                             // i32x4.shr_s
    0x0,                             // i32x4.shr_u
    0x80000,                         // i32x4.add
    0x0,                             // i32x4.sub
    0x80000,                         // i32x4.mul
    0x80000,                         // i32x4.min_s
    0x80000,                         // i32x4.min_u
    0x80000,                         // i32x4.max_s
    0x80000,                         // i32x4.max_u
    0x80000,                         // i32x4.dot_i16x8_s
    0x80000,                         // i32x4.extmul_low_i16x8_s
    0x80000,                         // i32x4.extmul_high_i16x8_s
    0x80000,                         // i32x4.extmul_low_i16x8_u
    0x80000,                         // i32x4.extmul_high_i16x8_u
    0x0,                             // i64x2.abs
    0x0,                             // i64x2.neg
    0x0,                             // i64x2.all_true
    0x0,                             // i64x2.bitmask
    0x0,                             // i64x2.extend_low_i32x4_s
    0x0,                             // i64x2.extend_high_i32x4_s
    0x0,                             // i64x2.extend_low_i32x4_u
    0x0,                             // i64x2.extend_high_i32x4_u
    0x0,                             // i64x2.shl
    0x0,                             // i64x2.shr_s
    0x0,                             // i64x2.shr_u
    0x80000,                         // i64x2.add
    0x0,                             // i64x2.sub
    0x80000,                         // i64x2.mul
    0x80000,                         // i64x2.eq
    0x80000,                         // i64x2.ne
    0x0,                             // i64x2.lt_s
    0x0,                             // i64x2.gt_s
    0x0,                             // i64x2.le_s
    0x0,                             // i64x2.ge_s
    0x80000,                         // i64x2.extmul_low_i32x4_s
    0x80000,                         // i64x2.extmul_high_i32x4_s
    0x80000,                         // i64x2.extmul_low_i32x4_u
    0x80000,                         // i64x2.extmul_high_i32x4_u
    0x0,                             // f32x4.abs
    0x0,                             // f32x4.neg
    0x0,                             // f32x4.sqrt
    0x80000,                         // f32x4.add
    0x0,                             // f32x4.sub
    0x80000,                         // f32x4.mul
    0x0,                             // f32x4.div
    0x80000,                         // f32x4.min
    0x80000,                         // f32x4.max
    0x0,                             // f32x4.pmin
    0x0,                             // f32x4.pmax
    0x0,                             // f64x2.abs
    0x0,                             // f64x2.neg
    0x0,                             // f64x2.sqrt
    0x80000,                         // f64x2.add
    0x0,                             // f64x2.sub
    0x80000,                         // f64x2.mul
    0x0,                             // f64x2.div
    0x80000,                         // f64x2.min
    0x80000,                         // f64x2.max
    0x0,                             // f64x2.pmin
    0x0,                             // f64x2.pmax
    0x0,                             // i32x4.trunc_sat_f32x4_s
    0x0,                             // i32x4.trunc_sat_f32x4_u
    0x0,                             // f32x4.convert_i32x4_s
    0x0,                             // f32x4.convert_i32x4_u
    0x0,                             // i32x4.trunc_sat_f64x2_s_zero
    0x0,                             // i32x4.trunc_sat_f64x2_u_zero
    0x0,                             // f64x2.convert_low_i32x4_s
    0x0,                             // f64x2.convert_low_i32x4_u
    0x20000,                         // i8x16.relaxed_swizzle
    0x20000,                         // i32x4.relaxed_trunc_f32x4_s
    0x20000,                         // i32x4.relaxed_trunc_f32x4_u
    0x20000,                         // i32x4.relaxed_trunc_f64x2_s_zero
    0x20000,                         // i32x4.relaxed_trunc_f64x2_u_zero
    0x20000,                         // f32x4.relaxed_madd
    0x20000,                         // f32x4.relaxed_nmadd
    0x20000,                         // f64x2.relaxed_madd
    0x20000,                         // f64x2.relaxed_nmadd
    0x20000,                         // i8x16.relaxed_laneselect
    0x20000,                         // i16x8.relaxed_laneselect
    0x20000,                         // i32x4.relaxed_laneselect
    0x20000,                         // i64x2.relaxed_laneselect
    0x20000,                         // f32x4.relaxed_min
    0x20000,                         // f32x4.relaxed_max
    0x20000,                         // f64x2.relaxed_min
    0x20000,                         // f64x2.relaxed_max
    0x20000,                         // i16x8.relaxed_q15mulr_s
    0x20000,                         // i16x8.relaxed_dot_i8x16_i7x16_s
    0x20000,                         // i32x4.relaxed_dot_i8x16_i7x16_add_s
    0x10007,                         // memory.atomic.notify
    0x10007,                         // memory.atomic.wait32
    0x10007,                         // memory.atomic.wait64
    0x10006,                         // atomic.fence
    0x10003,                         // i32.atomic.load
    0x10003,                         // i64.atomic.load
    0x10003,                         // i32.atomic.load8_u
    0x10003,                         // i32.atomic.load16_u
    0x10003,                         // i64.atomic.load8_u
    0x10003,                         // i64.atomic.load16_u
    0x10003,                         // i64.atomic.load32_u
    0x10005,                         // i32.atomic.store
    0x10005,                         // i64.atomic.store
    0x10005,                         // i32.atomic.store8
    0x10005,                         // i32.atomic.store16
    0x10005,                         // i64.atomic.store8
    0x10005,                         // i64.atomic.store16
    0x10005,                         // i64.atomic.store32
    0x10007,                         // i32.atomic.rmw.add
    0x10007,                         // i64.atomic.rmw.add
    0x10007,                         // i32.atomic.rmw8.add_u
    0x10007,                         // i32.atomic.rmw16.add_u
    0x10007,                         // i64.atomic.rmw8.add_u
    0x10007,                         // i64.atomic.rmw16.add_u
    0x10007,                         // i64.atomic.rmw32.add_u
    0x10007,                         // i32.atomic.rmw.sub
    0x10007,                         // i64.atomic.rmw.sub
    0x10007,                         // i32.atomic.rmw8.sub_u
    0x10007,                         // i32.atomic.rmw16.sub_u
    0x10007,                         // i64.atomic.rmw8.sub_u
    0x10007,                         // i64.atomic.rmw16.sub_u
    0x10007,                         // i64.atomic.rmw32.sub_u
    0x10007,                         // i32.atomic.rmw.and
    0x10007,                         // i64.atomic.rmw.and
    0x10007,                         // i32.atomic.rmw8.and_u
    0x10007,                         // i32.atomic.rmw16.and_u
    0x10007,                         // i64.atomic.rmw8.and_u
    0x10007,                         // i64.atomic.rmw16.and_u
    0x10007,                         // i64.atomic.rmw32.and_u
    0x10007,                         // i32.atomic.rmw.or
    0x10007,                         // i64.atomic.rmw.or
    0x10007,                         // i32.atomic.rmw8.or_u
    0x10007,                         // i32.atomic.rmw16.or_u
    0x10007,                         // i64.atomic.rmw8.or_u
    0x10007,                         // i64.atomic.rmw16.or_u
    0x10007,                         // i64.atomic.rmw32.or_u
    0x10007,                         // i32.atomic.rmw.xor
    0x10007,                         // i64.atomic.rmw.xor
    0x10007,                         // i32.atomic.rmw8.xor_u
    0x10007,                         // i32.atomic.rmw16.xor_u
    0x10007,                         // i64.atomic.rmw8.xor_u
    0x10007,                         // i64.atomic.rmw16.xor_u
    0x10007,                         // i64.atomic.rmw32.xor_u
    0x10007,                         // i32.atomic.rmw.xchg
    0x10007,                         // i64.atomic.rmw.xchg
    0x10007,                         // i32.atomic.rmw8.xchg_u
    0x10007,                         // i32.atomic.rmw16.xchg_u
    0x10007,                         // i64.atomic.rmw8.xchg_u
    0x10007,                         // i64.atomic.rmw16.xchg_u
    0x10007,                         // i64.atomic.rmw32.xchg_u
    0x10007,                         // i32.atomic.rmw.cmpxchg
    0x10007,                         // i64.atomic.rmw.cmpxchg
    0x10007,                         // i32.atomic.rmw8.cmpxchg_u
    0x10007,                         // i32.atomic.rmw16.cmpxchg_u
    0x10007,                         // i64.atomic.rmw8.cmpxchg_u
    0x10007,                         // i64.atomic.rmw16.cmpxchg_u
    0x10007,                         // i64.atomic.rmw32.cmpxchg_u
];

words!(ANCHORS: 575 = [
    "valid-unreachable",
    "valid-nop",
    "valid-block",
    "valid-loop",
    "valid-if",
    "valid-if",
    "valid-try-catch",
    "valid-try-catch",
    "valid-throw",
    "valid-rethrow",
    "valid-throw-ref",
    "valid-block",
    "valid-br",
    "valid-br-if",
    "valid-br-table",
    "valid-return",
    "valid-call",
    "valid-call-indirect",
    "valid-return-call",
    "valid-return-call-indirect",
    "valid-call-ref",
    "valid-return-call-ref",
    "valid-try-delegate",
    "valid-try-catch",
    "valid-drop",
    "valid-select",
    "valid-select",
    "valid-try-table",
    "valid-local-get",
    "valid-local-set",
    "valid-local-tee",
    "valid-global-get",
    "valid-global-set",
    "valid-table-get",
    "valid-table-set",
    "valid-load-val",
    "valid-load-val",
    "valid-load-val",
    "valid-load-val",
    "valid-load-pack",
    "valid-load-pack",
    "valid-load-pack",
    "valid-load-pack",
    "valid-load-pack",
    "valid-load-pack",
    "valid-load-pack",
    "valid-load-pack",
    "valid-load-pack",
    "valid-load-pack",
    "valid-store-val",
    "valid-store-val",
    "valid-store-val",
    "valid-store-val",
    "valid-store-pack",
    "valid-store-pack",
    "valid-store-pack",
    "valid-store-pack",
    "valid-store-pack",
    "valid-memory-size",
    "valid-memory-grow",
    "valid-const",
    "valid-const",
    "valid-const",
    "valid-const",
    "valid-testop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-testop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-relop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-binop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-unop",
    "valid-ref-null",
    "valid-ref-is-null",
    "valid-ref-func",
    "valid-ref-eq",
    "valid-ref-as-non-null",
    "valid-br-on-null",
    "valid-br-on-non-null",
    "valid-struct-new",
    "valid-struct-new-default",
    "valid-struct-get",
    "valid-struct-get-s",
    "valid-struct-get-u",
    "valid-struct-set",
    "valid-array-new",
    "valid-array-new-default",
    "valid-array-new-fixed",
    "valid-array-new-data",
    "valid-array-new-elem",
    "valid-array-get",
    "valid-array-get-s",
    "valid-array-get-u",
    "valid-array-set",
    "valid-array-len",
    "valid-array-fill",
    "valid-array-copy",
    "valid-array-init-data",
    "valid-array-init-elem",
    "valid-ref-test",
    "valid-ref-test",
    "valid-ref-cast",
    "valid-ref-cast",
    "valid-br-on-cast",
    "valid-br-on-cast-fail",
    "valid-any-convert-extern",
    "valid-extern-convert-any",
    "valid-ref-i31",
    "valid-i31-get-sx",
    "valid-i31-get-sx",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-cvtop",
    "valid-memory-init",
    "valid-data-drop",
    "valid-memory-copy",
    "valid-memory-fill",
    "valid-table-init",
    "valid-elem-drop",
    "valid-table-copy",
    "valid-table-grow",
    "valid-table-size",
    "valid-table-fill",
    "wide-arithmetic",
    "wide-arithmetic",
    "wide-arithmetic",
    "wide-arithmetic",
    "valid-vload-val",
    "valid-vload-pack",
    "valid-vload-pack",
    "valid-vload-pack",
    "valid-vload-pack",
    "valid-vload-pack",
    "valid-vload-pack",
    "valid-vload-splat",
    "valid-vload-splat",
    "valid-vload-splat",
    "valid-vload-splat",
    "valid-vstore",
    "valid-vconst",
    "valid-vshuffle",
    "valid-vswizzlop",
    "valid-vsplat",
    "valid-vsplat",
    "valid-vsplat",
    "valid-vsplat",
    "valid-vsplat",
    "valid-vsplat",
    "valid-vextract-lane",
    "valid-vextract-lane",
    "valid-vreplace-lane",
    "valid-vextract-lane",
    "valid-vextract-lane",
    "valid-vreplace-lane",
    "valid-vextract-lane",
    "valid-vreplace-lane",
    "valid-vextract-lane",
    "valid-vreplace-lane",
    "valid-vextract-lane",
    "valid-vreplace-lane",
    "valid-vextract-lane",
    "valid-vreplace-lane",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vvunop",
    "valid-vvbinop",
    "valid-vvbinop",
    "valid-vvbinop",
    "valid-vvbinop",
    "valid-vvternop",
    "valid-vvtestop",
    "valid-vload-lane",
    "valid-vload-lane",
    "valid-vload-lane",
    "valid-vload-lane",
    "valid-vstore-lane",
    "valid-vstore-lane",
    "valid-vstore-lane",
    "valid-vstore-lane",
    "valid-vload-zero",
    "valid-vload-zero",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vunop",
    "valid-vunop",
    "valid-vunop",
    "valid-vtestop",
    "valid-vbitmask",
    "valid-vnarrow",
    "valid-vnarrow",
    "valid-vunop",
    "valid-vunop",
    "valid-vunop",
    "valid-vunop",
    "valid-vshiftop",
    "valid-vshiftop",
    "valid-vshiftop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vunop",
    "valid-vunop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vunop",
    "valid-vbinop",
    "valid-vextunop",
    "valid-vextunop",
    "valid-vextunop",
    "valid-vextunop",
    "valid-vunop",
    "valid-vunop",
    "valid-vbinop",
    "valid-vtestop",
    "valid-vbitmask",
    "valid-vnarrow",
    "valid-vnarrow",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vshiftop",
    "valid-vshiftop",
    "valid-vshiftop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vunop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vextbinop",
    "valid-vextbinop",
    "valid-vextbinop",
    "valid-vextbinop",
    "valid-vunop",
    "valid-vunop",
    "valid-vtestop",
    "valid-vbitmask",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vshiftop",
    "valid-vshiftop",
    "valid-vshiftop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vextbinop",
    "valid-vextbinop",
    "valid-vextbinop",
    "valid-vextbinop",
    "valid-vextbinop",
    "valid-vunop",
    "valid-vunop",
    "valid-vtestop",
    "valid-vbitmask",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vshiftop",
    "valid-vshiftop",
    "valid-vshiftop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vrelop",
    "valid-vextbinop",
    "valid-vextbinop",
    "valid-vextbinop",
    "valid-vextbinop",
    "valid-vunop",
    "valid-vunop",
    "valid-vunop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vunop",
    "valid-vunop",
    "valid-vunop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vswizzlop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vcvtop",
    "valid-vternop",
    "valid-vternop",
    "valid-vternop",
    "valid-vternop",
    "valid-vternop",
    "valid-vternop",
    "valid-vternop",
    "valid-vternop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vbinop",
    "valid-vextbinop",
    "valid-vextternop",
    "notify",
    "wait",
    "wait",
    "fence-operator",
    "loadstore",
    "loadstore",
    "loadstore",
    "loadstore",
    "loadstore",
    "loadstore",
    "loadstore",
    "loadstore",
    "loadstore",
    "loadstore",
    "loadstore",
    "loadstore",
    "loadstore",
    "loadstore",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "read-modify-write",
    "compare-exchange",
    "compare-exchange",
    "compare-exchange",
    "compare-exchange",
    "compare-exchange",
    "compare-exchange",
    "compare-exchange",
]);

#[rustfmt::skip]
pub(crate) static SIGNATURES: [Signature; 46] = [
    Signature { params: &[], results: &[] }, // 0
    Signature { params: &[], results: &[I32] }, // 1
    Signature { params: &[], results: &[I64] }, // 2
    Signature { params: &[], results: &[F32] }, // 3
    Signature { params: &[], results: &[F64] }, // 4
    Signature { params: &[I32], results: &[I32] }, // 5
    Signature { params: &[I32, I32], results: &[I32] }, // 6
    Signature { params: &[I64], results: &[I32] }, // 7
    Signature { params: &[I64, I64], results: &[I32] }, // 8
    Signature { params: &[F32, F32], results: &[I32] }, // 9
    Signature { params: &[F64, F64], results: &[I32] }, // 10
    Signature { params: &[I64], results: &[I64] }, // 11
    Signature { params: &[I64, I64], results: &[I64] }, // 12
    Signature { params: &[F32], results: &[F32] }, // 13
    Signature { params: &[F32, F32], results: &[F32] }, // 14
    Signature { params: &[F64], results: &[F64] }, // 15
    Signature { params: &[F64, F64], results: &[F64] }, // 16
    Signature { params: &[F32], results: &[I32] }, // 17
    Signature { params: &[F64], results: &[I32] }, // 18
    Signature { params: &[I32], results: &[I64] }, // 19
    Signature { params: &[F32], results: &[I64] }, // 20
    Signature { params: &[F64], results: &[I64] }, // 21
    Signature { params: &[I32], results: &[F32] }, // 22
    Signature { params: &[I64], results: &[F32] }, // 23
    Signature { params: &[F64], results: &[F32] }, // 24
    Signature { params: &[I32], results: &[F64] }, // 25
    Signature { params: &[I64], results: &[F64] }, // 26
    Signature { params: &[F32], results: &[F64] }, // 27
    Signature { params: &[I64, I64, I64, I64], results: &[I64, I64] }, // 28
    Signature { params: &[I64, I64], results: &[I64, I64] }, // 29
    Signature { params: &[], results: &[V128] }, // 30
    Signature { params: &[V128, V128], results: &[V128] }, // 31
    Signature { params: &[I32], results: &[V128] }, // 32
    Signature { params: &[I64], results: &[V128] }, // 33
    Signature { params: &[F32], results: &[V128] }, // 34
    Signature { params: &[F64], results: &[V128] }, // 35
    Signature { params: &[V128], results: &[I32] }, // 36
    Signature { params: &[V128, I32], results: &[V128] }, // 37
    Signature { params: &[V128], results: &[I64] }, // 38
    Signature { params: &[V128, I64], results: &[V128] }, // 39
    Signature { params: &[V128], results: &[F32] }, // 40
    Signature { params: &[V128, F32], results: &[V128] }, // 41
    Signature { params: &[V128], results: &[F64] }, // 42
    Signature { params: &[V128, F64], results: &[V128] }, // 43
    Signature { params: &[V128], results: &[V128] }, // 44
    Signature { params: &[V128, V128, V128], results: &[V128] }, // 45
];

#[rustfmt::skip]
pub(crate) static BY_BYTE: [Option<Op>; 256] = [
    Some(Op::Unreachable),                   // 0x00
    Some(Op::Nop),                           // 0x01
    Some(Op::Block),                         // 0x02
    Some(Op::Loop),                          // 0x03
    Some(Op::If),                            // 0x04
    Some(Op::Else),                          // 0x05
    Some(Op::Try),                           // 0x06
    Some(Op::Catch),                         // 0x07
    Some(Op::Throw),                         // 0x08
    Some(Op::Rethrow),                       // 0x09
    Some(Op::ThrowRef),                      // 0x0A
    Some(Op::End),                           // 0x0B
    Some(Op::Br),                            // 0x0C
    Some(Op::BrIf),                          // 0x0D
    Some(Op::BrTable),                       // 0x0E
    Some(Op::Return),                        // 0x0F
    Some(Op::Call),                          // 0x10
    Some(Op::CallIndirect),                  // 0x11
    Some(Op::ReturnCall),                    // 0x12
    Some(Op::ReturnCallIndirect),            // 0x13
    Some(Op::CallRef),                       // 0x14
    Some(Op::ReturnCallRef),                 // 0x15
    None,                                    // 0x16
    None,                                    // 0x17
    Some(Op::Delegate),                      // 0x18
    Some(Op::CatchAll),                      // 0x19
    Some(Op::Drop),                          // 0x1A
    Some(Op::Select),                        // 0x1B
    Some(Op::SelectTyped),                   // 0x1C
    None,                                    // 0x1D
    None,                                    // 0x1E
    Some(Op::TryTable),                      // 0x1F
    Some(Op::LocalGet),                      // 0x20
    Some(Op::LocalSet),                      // 0x21
    Some(Op::LocalTee),                      // 0x22
    Some(Op::GlobalGet),                     // 0x23
    Some(Op::GlobalSet),                     // 0x24
    Some(Op::TableGet),                      // 0x25
    Some(Op::TableSet),                      // 0x26
    None,                                    // 0x27
    Some(Op::I32Load),                       // 0x28
    Some(Op::I64Load),                       // 0x29
    Some(Op::F32Load),                       // 0x2A
    Some(Op::F64Load),                       // 0x2B
    Some(Op::I32Load8S),                     // 0x2C
    Some(Op::I32Load8U),                     // 0x2D
    Some(Op::I32Load16S),                    // 0x2E
    Some(Op::I32Load16U),                    // 0x2F
    Some(Op::I64Load8S),                     // 0x30
    Some(Op::I64Load8U),                     // 0x31
    Some(Op::I64Load16S),                    // 0x32
    Some(Op::I64Load16U),                    // 0x33
    Some(Op::I64Load32S),                    // 0x34
    Some(Op::I64Load32U),                    // 0x35
    Some(Op::I32Store),                      // 0x36
    Some(Op::I64Store),                      // 0x37
    Some(Op::F32Store),                      // 0x38
    Some(Op::F64Store),                      // 0x39
    Some(Op::I32Store8),                     // 0x3A
    Some(Op::I32Store16),                    // 0x3B
    Some(Op::I64Store8),                     // 0x3C
    Some(Op::I64Store16),                    // 0x3D
    Some(Op::I64Store32),                    // 0x3E
    Some(Op::MemorySize),                    // 0x3F
    Some(Op::MemoryGrow),                    // 0x40
    Some(Op::I32Const),                      // 0x41
    Some(Op::I64Const),                      // 0x42
    Some(Op::F32Const),                      // 0x43
    Some(Op::F64Const),                      // 0x44
    Some(Op::I32Eqz),                        // 0x45
    Some(Op::I32Eq),                         // 0x46
    Some(Op::I32Ne),                         // 0x47
    Some(Op::I32LtS),                        // 0x48
    Some(Op::I32LtU),                        // 0x49
    Some(Op::I32GtS),                        // 0x4A
    Some(Op::I32GtU),                        // 0x4B
    Some(Op::I32LeS),                        // 0x4C
    Some(Op::I32LeU),                        // 0x4D
    Some(Op::I32GeS),                        // 0x4E
    Some(Op::I32GeU),                        // 0x4F
    Some(Op::I64Eqz),                        // 0x50
    Some(Op::I64Eq),                         // 0x51
    Some(Op::I64Ne),                         // 0x52
    Some(Op::I64LtS),                        // 0x53
    Some(Op::I64LtU),                        // 0x54
    Some(Op::I64GtS),                        // 0x55
    Some(Op::I64GtU),                        // 0x56
    Some(Op::I64LeS),                        // 0x57
    Some(Op::I64LeU),                        // 0x58
    Some(Op::I64GeS),                        // 0x59
    Some(Op::I64GeU),                        // 0x5A
    Some(Op::F32Eq),                         // 0x5B
    Some(Op::F32Ne),                         // 0x5C
    Some(Op::F32Lt),                         // 0x5D
    Some(Op::F32Gt),                         // 0x5E
    Some(Op::F32Le),                         // 0x5F
    Some(Op::F32Ge),                         // 0x60
    Some(Op::F64Eq),                         // 0x61
    Some(Op::F64Ne),                         // 0x62
    Some(Op::F64Lt),                         // 0x63
    Some(Op::F64Gt),                         // 0x64
    Some(Op::F64Le),                         // 0x65
    Some(Op::F64Ge),                         // 0x66
    Some(Op::I32Clz),                        // 0x67
    Some(Op::I32Ctz),                        // 0x68
    Some(Op::I32Popcnt),                     // 0x69
    Some(Op::I32Add),                        // 0x6A
    Some(Op::I32Sub),                        // 0x6B
    Some(Op::I32Mul),                        // 0x6C
    Some(Op::I32DivS),                       // 0x6D
    Some(Op::I32DivU),                       // 0x6E
    Some(Op::I32RemS),                       // 0x6F
    Some(Op::I32RemU),                       // 0x70
    Some(Op::I32And),                        // 0x71
    Some(Op::I32Or),                         // 0x72
    Some(Op::I32Xor),                        // 0x73
    Some(Op::I32Shl),                        // 0x74
    Some(Op::I32ShrS),                       // 0x75
    Some(Op::I32ShrU),                       // 0x76
    Some(Op::I32Rotl),                       // 0x77
    Some(Op::I32Rotr),                       // 0x78
    Some(Op::I64Clz),                        // 0x79
    Some(Op::I64Ctz),                        // 0x7A
    Some(Op::I64Popcnt),                     // 0x7B
    Some(Op::I64Add),                        // 0x7C
    Some(Op::I64Sub),                        // 0x7D
    Some(Op::I64Mul),                        // 0x7E
    Some(Op::I64DivS),                       // 0x7F
    Some(Op::I64DivU),                       // 0x80
    Some(Op::I64RemS),                       // 0x81
    Some(Op::I64RemU),                       // 0x82
    Some(Op::I64And),                        // 0x83
    Some(Op::I64Or),                         // 0x84
    Some(Op::I64Xor),                        // 0x85
    Some(Op::I64Shl),                        // 0x86
    Some(Op::I64ShrS),                       // 0x87
    Some(Op::I64ShrU),                       // 0x88
    Some(Op::I64Rotl),                       // 0x89
    Some(Op::I64Rotr),                       // 0x8A
    Some(Op::F32Abs),                        // 0x8B
    Some(Op::F32Neg),                        // 0x8C
    Some(Op::F32Ceil),                       // 0x8D
    Some(Op::F32Floor),                      // 0x8E
    Some(Op::F32Trunc),                      // 0x8F
    Some(Op::F32Nearest),                    // 0x90
    Some(Op::F32Sqrt),                       // 0x91
    Some(Op::F32Add),                        // 0x92
    Some(Op::F32Sub),                        // 0x93
    Some(Op::F32Mul),                        // 0x94
    Some(Op::F32Div),                        // 0x95
    Some(Op::F32Min),                        // 0x96
    Some(Op::F32Max),                        // 0x97
    Some(Op::F32Copysign),                   // 0x98
    Some(Op::F64Abs),                        // 0x99
    Some(Op::F64Neg),                        // 0x9A
    Some(Op::F64Ceil),                       // 0x9B
    Some(Op::F64Floor),                      // 0x9C
    Some(Op::F64Trunc),                      // 0x9D
    Some(Op::F64Nearest),                    // 0x9E
    Some(Op::F64Sqrt),                       // 0x9F
    Some(Op::F64Add),                        // 0xA0
    Some(Op::F64Sub),                        // 0xA1
    Some(Op::F64Mul),                        // 0xA2
    Some(Op::F64Div),                        // 0xA3
    Some(Op::F64Min),                        // 0xA4
    Some(Op::F64Max),                        // 0xA5
    Some(Op::F64Copysign),                   // 0xA6
    Some(Op::I32WrapI64),                    // 0xA7
    Some(Op::I32TruncF32S),                  // 0xA8
    Some(Op::I32TruncF32U),                  // 0xA9
    Some(Op::I32TruncF64S),                  // 0xAA
    Some(Op::I32TruncF64U),                  // 0xAB
    Some(Op::I64ExtendI32S),                 // 0xAC
    Some(Op::I64ExtendI32U),                 // 0xAD
    Some(Op::I64TruncF32S),                  // 0xAE
    Some(Op::I64TruncF32U),                  // 0xAF
    Some(Op::I64TruncF64S),                  // 0xB0
    Some(Op::I64TruncF64U),                  // 0xB1
    Some(Op::F32ConvertI32S),                // 0xB2
    Some(Op::F32ConvertI32U),                // 0xB3
    Some(Op::F32ConvertI64S),                // 0xB4
    Some(Op::F32ConvertI64U),                // 0xB5
    Some(Op::F32DemoteF64),                  // 0xB6
    Some(Op::F64ConvertI32S),                // 0xB7
    Some(Op::F64ConvertI32U),                // 0xB8
    Some(Op::F64ConvertI64S),                // 0xB9
    Some(Op::F64ConvertI64U),                // 0xBA
    Some(Op::F64PromoteF32),                 // 0xBB
    Some(Op::I32ReinterpretF32),             // 0xBC
    Some(Op::I64ReinterpretF64),             // 0xBD
    Some(Op::F32ReinterpretI32),             // 0xBE
    Some(Op::F64ReinterpretI64),             // 0xBF
    Some(Op::I32Extend8S),                   // 0xC0
    Some(Op::I32Extend16S),                  // 0xC1
    Some(Op::I64Extend8S),                   // 0xC2
    Some(Op::I64Extend16S),                  // 0xC3
    Some(Op::I64Extend32S),                  // 0xC4
    None,                                    // 0xC5
    None,                                    // 0xC6
    None,                                    // 0xC7
    None,                                    // 0xC8
    None,                                    // 0xC9
    None,                                    // 0xCA
    None,                                    // 0xCB
    None,                                    // 0xCC
    None,                                    // 0xCD
    None,                                    // 0xCE
    None,                                    // 0xCF
    Some(Op::RefNull),                       // 0xD0
    Some(Op::RefIsNull),                     // 0xD1
    Some(Op::RefFunc),                       // 0xD2
    Some(Op::RefEq),                         // 0xD3
    Some(Op::RefAsNonNull),                  // 0xD4
    Some(Op::BrOnNull),                      // 0xD5
    Some(Op::BrOnNonNull),                   // 0xD6
    None,                                    // 0xD7
    None,                                    // 0xD8
    None,                                    // 0xD9
    None,                                    // 0xDA
    None,                                    // 0xDB
    None,                                    // 0xDC
    None,                                    // 0xDD
    None,                                    // 0xDE
    None,                                    // 0xDF
    None,                                    // 0xE0
    None,                                    // 0xE1
    None,                                    // 0xE2
    None,                                    // 0xE3
    None,                                    // 0xE4
    None,                                    // 0xE5
    None,                                    // 0xE6
    None,                                    // 0xE7
    None,                                    // 0xE8
    None,                                    // 0xE9
    None,                                    // 0xEA
    None,                                    // 0xEB
    None,                                    // 0xEC
    None,                                    // 0xED
    None,                                    // 0xEE
    None,                                    // 0xEF
    None,                                    // 0xF0
    None,                                    // 0xF1
    None,                                    // 0xF2
    None,                                    // 0xF3
    None,                                    // 0xF4
    None,                                    // 0xF5
    None,                                    // 0xF6
    None,                                    // 0xF7
    None,                                    // 0xF8
    None,                                    // 0xF9
    None,                                    // 0xFA
    None,                                    // 0xFB
    None,                                    // 0xFC
    None,                                    // 0xFD
    None,                                    // 0xFE
    None,                                    // 0xFF
];

#[rustfmt::skip]
pub(crate) static BY_CODE_FB: [Option<Op>; 31] = [
    Some(Op::StructNew),                     // 0x00
    Some(Op::StructNewDefault),              // 0x01
    Some(Op::StructGet),                     // 0x02
    Some(Op::StructGetS),                    // 0x03
    Some(Op::StructGetU),                    // 0x04
    Some(Op::StructSet),                     // 0x05
    Some(Op::ArrayNew),                      // 0x06
    Some(Op::ArrayNewDefault),               // 0x07
    Some(Op::ArrayNewFixed),                 // 0x08
    Some(Op::ArrayNewData),                  // 0x09
    Some(Op::ArrayNewElem),                  // 0x0A
    Some(Op::ArrayGet),                      // 0x0B
    Some(Op::ArrayGetS),                     // 0x0C
    Some(Op::ArrayGetU),                     // 0x0D
    Some(Op::ArraySet),                      // 0x0E
    Some(Op::ArrayLen),                      // 0x0F
    Some(Op::ArrayFill),                     // 0x10
    Some(Op::ArrayCopy),                     // 0x11
    Some(Op::ArrayInitData),                 // 0x12
    Some(Op::ArrayInitElem),                 // 0x13
    Some(Op::RefTest),                       // 0x14
    Some(Op::RefTestNull),                   // 0x15
    Some(Op::RefCast),                       // 0x16
    Some(Op::RefCastNull),                   // 0x17
    Some(Op::BrOnCast),                      // 0x18
    Some(Op::BrOnCastFail),                  // 0x19
    Some(Op::AnyConvertExtern),              // 0x1A
    Some(Op::ExternConvertAny),              // 0x1B
    Some(Op::RefI31),                        // 0x1C
    Some(Op::I31GetS),                       // 0x1D
    Some(Op::I31GetU),                       // 0x1E
];

#[rustfmt::skip]
pub(crate) static BY_CODE_FC: [Option<Op>; 23] = [
    Some(Op::I32TruncSatF32S),               // 0x00
    Some(Op::I32TruncSatF32U),               // 0x01
    Some(Op::I32TruncSatF64S),               // 0x02
    Some(Op::I32TruncSatF64U),               // 0x03
    Some(Op::I64TruncSatF32S),               // 0x04
    Some(Op::I64TruncSatF32U),               // 0x05
    Some(Op::I64TruncSatF64S),               // 0x06
    Some(Op::I64TruncSatF64U),               // 0x07
    Some(Op::MemoryInit),                    // 0x08
    Some(Op::DataDrop),                      // 0x09
    Some(Op::MemoryCopy),                    // 0x0A
    Some(Op::MemoryFill),                    // 0x0B
    Some(Op::TableInit),                     // 0x0C
    Some(Op::ElemDrop),                      // 0x0D
    Some(Op::TableCopy),                     // 0x0E
    Some(Op::TableGrow),                     // 0x0F
    Some(Op::TableSize),                     // 0x10
    Some(Op::TableFill),                     // 0x11
    None,                                    // 0x12
    Some(Op::I64Add128),                     // 0x13
    Some(Op::I64Sub128),                     // 0x14
    Some(Op::I64MulWideS),                   // 0x15
    Some(Op::I64MulWideU),                   // 0x16
];

#[rustfmt::skip]
pub(crate) static BY_CODE_FD: [Option<Op>; 276] = [
    Some(Op::V128Load),                      // 0x00
    Some(Op::V128Load8x8S),                  // 0x01
    Some(Op::V128Load8x8U),                  // 0x02
    Some(Op::V128Load16x4S),                 // 0x03
    Some(Op::V128Load16x4U),                 // 0x04
    Some(Op::V128Load32x2S),                 // 0x05
    Some(Op::V128Load32x2U),                 // 0x06
    Some(Op::V128Load8Splat),                // 0x07
    Some(Op::V128Load16Splat),               // 0x08
    Some(Op::V128Load32Splat),               // 0x09
    Some(Op::V128Load64Splat),               // 0x0A
    Some(Op::V128Store),                     // 0x0B
    Some(Op::V128Const),                     // 0x0C
    Some(Op::I8x16Shuffle),                  // 0x0D
    Some(Op::I8x16Swizzle),                  // 0x0E
    Some(Op::I8x16Splat),                    // 0x0F
    Some(Op::I16x8Splat),                    // 0x10
    Some(Op::I32x4Splat),                    // 0x11
    Some(Op::I64x2Splat),                    // 0x12
    Some(Op::F32x4Splat),                    // 0x13
    Some(Op::F64x2Splat),                    // 0x14
    Some(Op::I8x16ExtractLaneS),             // 0x15
    Some(Op::I8x16ExtractLaneU),             // 0x16
    Some(Op::I8x16ReplaceLane),              // 0x17
    Some(Op::I16x8ExtractLaneS),             // 0x18
    Some(Op::I16x8ExtractLaneU),             // 0x19
    Some(Op::I16x8ReplaceLane),              // 0x1A
    Some(Op::I32x4ExtractLane),              // 0x1B
    Some(Op::I32x4ReplaceLane),              // 0x1C
    Some(Op::I64x2ExtractLane),              // 0x1D
    Some(Op::I64x2ReplaceLane),              // 0x1E
    Some(Op::F32x4ExtractLane),              // 0x1F
    Some(Op::F32x4ReplaceLane),              // 0x20
    Some(Op::F64x2ExtractLane),              // 0x21
    Some(Op::F64x2ReplaceLane),              // 0x22
    Some(Op::I8x16Eq),                       // 0x23
    Some(Op::I8x16Ne),                       // 0x24
    Some(Op::I8x16LtS),                      // 0x25
    Some(Op::I8x16LtU),                      // 0x26
    Some(Op::I8x16GtS),                      // 0x27
    Some(Op::I8x16GtU),                      // 0x28
    Some(Op::I8x16LeS),                      // 0x29
    Some(Op::I8x16LeU),                      // 0x2A
    Some(Op::I8x16GeS),                      // 0x2B
    Some(Op::I8x16GeU),                      // 0x2C
    Some(Op::I16x8Eq),                       // 0x2D
    Some(Op::I16x8Ne),                       // 0x2E
    Some(Op::I16x8LtS),                      // 0x2F
    Some(Op::I16x8LtU),                      // 0x30
    Some(Op::I16x8GtS),                      // 0x31
    Some(Op::I16x8GtU),                      // 0x32
    Some(Op::I16x8LeS),                      // 0x33
    Some(Op::I16x8LeU),                      // 0x34
    Some(Op::I16x8GeS),                      // 0x35
    Some(Op::I16x8GeU),                      // 0x36
    Some(Op::I32x4Eq),                       // 0x37
    Some(Op::I32x4Ne),                       // 0x38
    Some(Op::I32x4LtS),                      // 0x39
    Some(Op::I32x4LtU),                      // 0x3A
    Some(Op::I32x4GtS),                      // 0x3B
    Some(Op::I32x4GtU),                      // 0x3C
    Some(Op::I32x4LeS),                      // 0x3D
    Some(Op::I32x4LeU),                      // 0x3E
    Some(Op::I32x4GeS),                      // 0x3F
    Some(Op::I32x4GeU),                      // 0x40
    Some(Op::F32x4Eq),                       // 0x41
    Some(Op::F32x4Ne),                       // 0x42
    Some(Op::F32x4Lt),                       // 0x43
    Some(Op::F32x4Gt),                       // 0x44
    Some(Op::F32x4Le),                       // 0x45
    Some(Op::F32x4Ge),                       // 0x46
    Some(Op::F64x2Eq),                       // 0x47
    Some(Op::F64x2Ne),                       // 0x48
    Some(Op::F64x2Lt),                       // 0x49
    Some(Op::F64x2Gt),                       // 0x4A
    Some(Op::F64x2Le),                       // 0x4B
    Some(Op::F64x2Ge),                       // 0x4C
    Some(Op::V128Not),                       // 0x4D
    Some(Op::V128And),                       // 0x4E
    Some(Op::V128Andnot),                    // 0x4F
    Some(Op::V128Or),                        // 0x50
    Some(Op::V128Xor),                       // 0x51
    Some(Op::V128Bitselect),                 // 0x52
    Some(Op::V128AnyTrue),                   // 0x53
    Some(Op::V128Load8Lane),                 // 0x54
    Some(Op::V128Load16Lane),                // 0x55
    Some(Op::V128Load32Lane),                // 0x56
    Some(Op::V128Load64Lane),                // 0x57
    Some(Op::V128Store8Lane),                // 0x58
    Some(Op::V128Store16Lane),               // 0x59
    Some(Op::V128Store32Lane),               // 0x5A
    Some(Op::V128Store64Lane),               // 0x5B
    Some(Op::V128Load32Zero),                // 0x5C
    Some(Op::V128Load64Zero),                // 0x5D
    Some(Op::F32x4DemoteF64x2Zero),          // 0x5E
    Some(Op::F64x2PromoteLowF32x4),          // 0x5F
    Some(Op::I8x16Abs),                      // 0x60
    Some(Op::I8x16Neg),                      // 0x61
    Some(Op::I8x16Popcnt),                   // 0x62
    Some(Op::I8x16AllTrue),                  // 0x63
    Some(Op::I8x16Bitmask),                  // 0x64
    Some(Op::I8x16NarrowI16x8S),             // 0x65
    Some(Op::I8x16NarrowI16x8U),             // 0x66
    Some(Op::F32x4Ceil),                     // 0x67
    Some(Op::F32x4Floor),                    // 0x68
    Some(Op::F32x4Trunc),                    // 0x69
    Some(Op::F32x4Nearest),                  // 0x6A
    Some(Op::I8x16Shl),                      // 0x6B
    Some(Op::I8x16ShrS),                     // 0x6C
    Some(Op::I8x16ShrU),                     // 0x6D
    Some(Op::I8x16Add),                      // 0x6E
    Some(Op::I8x16AddSatS),                  // 0x6F
    Some(Op::I8x16AddSatU),                  // 0x70
    Some(Op::I8x16Sub),                      // 0x71
    Some(Op::I8x16SubSatS),                  // 0x72
    Some(Op::I8x16SubSatU),                  // 0x73
    Some(Op::F64x2Ceil),                     // 0x74
    Some(Op::F64x2Floor),                    // 0x75
    Some(Op::I8x16MinS),                     // 0x76
    Some(Op::I8x16MinU),                     // 0x77
    Some(Op::I8x16MaxS),                     // 0x78
    Some(Op::I8x16MaxU),                     // 0x79
    Some(Op::F64x2Trunc),                    // 0x7A
    Some(Op::I8x16AvgrU),                    // 0x7B
    Some(Op::I16x8ExtaddPairwiseI8x16S),     // 0x7C
    Some(Op::I16x8ExtaddPairwiseI8x16U),     // 0x7D
    Some(Op::I32x4ExtaddPairwiseI16x8S),     // 0x7E
    Some(Op::I32x4ExtaddPairwiseI16x8U),     // 0x7F
    Some(Op::I16x8Abs),                      // 0x80
    Some(Op::I16x8Neg),                      // 0x81
    Some(Op::I16x8Q15mulrSatS),              // 0x82
    Some(Op::I16x8AllTrue),                  // 0x83
    Some(Op::I16x8Bitmask),                  // 0x84
    Some(Op::I16x8NarrowI32x4S),             // 0x85
    Some(Op::I16x8NarrowI32x4U),             // 0x86
    Some(Op::I16x8ExtendLowI8x16S),          // 0x87
    Some(Op::I16x8ExtendHighI8x16S),         // 0x88
    Some(Op::I16x8ExtendLowI8x16U),          // 0x89
    Some(Op::I16x8ExtendHighI8x16U),         // 0x8A
    Some(Op::I16x8Shl),                      // 0x8B
    Some(Op::I16x8ShrS),                     // 0x8C
    Some(Op::I16x8ShrU),                     // 0x8D
    Some(Op::I16x8Add),                      // 0x8E
    Some(Op::I16x8AddSatS),                  // 0x8F
    Some(Op::I16x8AddSatU),                  // 0x90
    Some(Op::I16x8Sub),                      // 0x91
    Some(Op::I16x8SubSatS),                  // 0x92
    Some(Op::I16x8SubSatU),                  // 0x93
    Some(Op::F64x2Nearest),                  // 0x94
    Some(Op::I16x8Mul),                      // 0x95
    Some(Op::I16x8MinS),                     // 0x96
    Some(Op::I16x8MinU),                     // 0x97
    Some(Op::I16x8MaxS),                     // 0x98
    Some(Op::I16x8MaxU),                     // 0x99
    None,                                    // 0x9A
    Some(Op::I16x8AvgrU),                    // 0x9B
    Some(Op::I16x8ExtmulLowI8x16S),          // 0x9C
    Some(Op::I16x8ExtmulHighI8x16S),         // 0x9D
    Some(Op::I16x8ExtmulLowI8x16U),          // 0x9E
    Some(Op::I16x8ExtmulHighI8x16U),         // 0x9F
    Some(Op::I32x4Abs),                      // 0xA0
    Some(Op::I32x4Neg),                      // 0xA1
    None,                                    // 0xA2
    Some(Op::I32x4AllTrue),                  // 0xA3
    Some(Op::I32x4Bitmask),                  // 0xA4
    None,                                    // 0xA5
    None,                                    // 0xA6
    Some(Op::I32x4ExtendLowI16x8S),          // 0xA7
    Some(Op::I32x4ExtendHighI16x8S),         // 0xA8
    Some(Op::I32x4ExtendLowI16x8U),          // 0xA9
    Some(Op::I32x4ExtendHighI16x8U),         // 0xAA
    Some(Op::I32x4Shl),                      // 0xAB
    Some(Op::I32x4ShrS),                     // 0xAC
    Some(Op::I32x4ShrU),                     // 0xAD
    Some(Op::I32x4Add),                      // 0xAE
    None,                                    // 0xAF
    None,                                    // 0xB0
    Some(Op::I32x4Sub),                      // 0xB1
    None,                                    // 0xB2
    None,                                    // 0xB3
    None,                                    // 0xB4
    Some(Op::I32x4Mul),                      // 0xB5
    Some(Op::I32x4MinS),                     // 0xB6
    Some(Op::I32x4MinU),                     // 0xB7
    Some(Op::I32x4MaxS),                     // 0xB8
    Some(Op::I32x4MaxU),                     // 0xB9
    Some(Op::I32x4DotI16x8S),                // 0xBA
    None,                                    // 0xBB
    Some(Op::I32x4ExtmulLowI16x8S),          // 0xBC
    Some(Op::I32x4ExtmulHighI16x8S),         // 0xBD
    Some(Op::I32x4ExtmulLowI16x8U),          // 0xBE
    Some(Op::I32x4ExtmulHighI16x8U),         // 0xBF
    Some(Op::I64x2Abs),                      // 0xC0
    Some(Op::I64x2Neg),                      // 0xC1
    None,                                    // 0xC2
    Some(Op::I64x2AllTrue),                  // 0xC3
    Some(Op::I64x2Bitmask),                  // 0xC4
    None,                                    // 0xC5
    None,                                    // 0xC6
    Some(Op::I64x2ExtendLowI32x4S),          // 0xC7
    Some(Op::I64x2ExtendHighI32x4S),         // 0xC8
    Some(Op::I64x2ExtendLowI32x4U),          // 0xC9
    Some(Op::I64x2ExtendHighI32x4U),         // 0xCA
    Some(Op::I64x2Shl),                      // 0xCB
    Some(Op::I64x2ShrS),                     // 0xCC
    Some(Op::I64x2ShrU),                     // 0xCD
    Some(Op::I64x2Add),                      // 0xCE
    None,                                    // 0xCF
    None,                                    // 0xD0
    Some(Op::I64x2Sub),                      // 0xD1
    None,                                    // 0xD2
    None,                                    // 0xD3
    None,                                    // 0xD4
    Some(Op::I64x2Mul),                      // 0xD5
    Some(Op::I64x2Eq),                       // 0xD6
    Some(Op::I64x2Ne),                       // 0xD7
    Some(Op::I64x2LtS),                      // 0xD8
    Some(Op::I64x2GtS),                      // 0xD9
    Some(Op::I64x2LeS),                      // 0xDA
    Some(Op::I64x2GeS),                      // 0xDB
    Some(Op::I64x2ExtmulLowI32x4S),          // 0xDC
    Some(Op::I64x2ExtmulHighI32x4S),         // 0xDD
    Some(Op::I64x2ExtmulLowI32x4U),          // 0xDE
    Some(Op::I64x2ExtmulHighI32x4U),         // 0xDF
    Some(Op::F32x4Abs),                      // 0xE0
    Some(Op::F32x4Neg),                      // 0xE1
    None,                                    // 0xE2
    Some(Op::F32x4Sqrt),                     // 0xE3
    Some(Op::F32x4Add),                      // 0xE4
    Some(Op::F32x4Sub),                      // 0xE5
    Some(Op::F32x4Mul),                      // 0xE6
    Some(Op::F32x4Div),                      // 0xE7
    Some(Op::F32x4Min),                      // 0xE8
    Some(Op::F32x4Max),                      // 0xE9
    Some(Op::F32x4Pmin),                     // 0xEA
    Some(Op::F32x4Pmax),                     // 0xEB
    Some(Op::F64x2Abs),                      // 0xEC
    Some(Op::F64x2Neg),                      // 0xED
    None,                                    // 0xEE
    Some(Op::F64x2Sqrt),                     // 0xEF
    Some(Op::F64x2Add),                      // 0xF0
    Some(Op::F64x2Sub),                      // 0xF1
    Some(Op::F64x2Mul),                      // 0xF2
    Some(Op::F64x2Div),                      // 0xF3
    Some(Op::F64x2Min),                      // 0xF4
    Some(Op::F64x2Max),                      // 0xF5
    Some(Op::F64x2Pmin),                     // 0xF6
    Some(Op::F64x2Pmax),                     // 0xF7
    Some(Op::I32x4TruncSatF32x4S),           // 0xF8
    Some(Op::I32x4TruncSatF32x4U),           // 0xF9
    Some(Op::F32x4ConvertI32x4S),            // 0xFA
    Some(Op::F32x4ConvertI32x4U),            // 0xFB
    Some(Op::I32x4TruncSatF64x2SZero),       // 0xFC
    Some(Op::I32x4TruncSatF64x2UZero),       // 0xFD
    Some(Op::F64x2ConvertLowI32x4S),         // 0xFE
    Some(Op::F64x2ConvertLowI32x4U),         // 0xFF
    Some(Op::I8x16RelaxedSwizzle),           // 0x100
    Some(Op::I32x4RelaxedTruncF32x4S),       // 0x101
    Some(Op::I32x4RelaxedTruncF32x4U),       // 0x102
    Some(Op::I32x4RelaxedTruncF64x2SZero),   // 0x103
    Some(Op::I32x4RelaxedTruncF64x2UZero),   // 0x104
    Some(Op::F32x4RelaxedMadd),              // 0x105
    Some(Op::F32x4RelaxedNmadd),             // 0x106
    Some(Op::F64x2RelaxedMadd),              // 0x107
    Some(Op::F64x2RelaxedNmadd),             // 0x108
    Some(Op::I8x16RelaxedLaneselect),        // 0x109
    Some(Op::I16x8RelaxedLaneselect),        // 0x10A
    Some(Op::I32x4RelaxedLaneselect),        // 0x10B
    Some(Op::I64x2RelaxedLaneselect),        // 0x10C
    Some(Op::F32x4RelaxedMin),               // 0x10D
    Some(Op::F32x4RelaxedMax),               // 0x10E
    Some(Op::F64x2RelaxedMin),               // 0x10F
    Some(Op::F64x2RelaxedMax),               // 0x110
    Some(Op::I16x8RelaxedQ15mulrS),          // 0x111
    Some(Op::I16x8RelaxedDotI8x16I7x16S),    // 0x112
    Some(Op::I32x4RelaxedDotI8x16I7x16AddS), // 0x113
];

#[rustfmt::skip]
pub(crate) static BY_CODE_FE: [Option<Op>; 79] = [
    Some(Op::MemoryAtomicNotify),            // 0x00
    Some(Op::MemoryAtomicWait32),            // 0x01
    Some(Op::MemoryAtomicWait64),            // 0x02
    Some(Op::AtomicFence),                   // 0x03
    None,                                    // 0x04
    None,                                    // 0x05
    None,                                    // 0x06
    None,                                    // 0x07
    None,                                    // 0x08
    None,                                    // 0x09
    None,                                    // 0x0A
    None,                                    // 0x0B
    None,                                    // 0x0C
    None,                                    // 0x0D
    None,                                    // 0x0E
    None,                                    // 0x0F
    Some(Op::I32AtomicLoad),                 // 0x10
    Some(Op::I64AtomicLoad),                 // 0x11
    Some(Op::I32AtomicLoad8U),               // 0x12
    Some(Op::I32AtomicLoad16U),              // 0x13
    Some(Op::I64AtomicLoad8U),               // 0x14
    Some(Op::I64AtomicLoad16U),              // 0x15
    Some(Op::I64AtomicLoad32U),              // 0x16
    Some(Op::I32AtomicStore),                // 0x17
    Some(Op::I64AtomicStore),                // 0x18
    Some(Op::I32AtomicStore8),               // 0x19
    Some(Op::I32AtomicStore16),              // 0x1A
    Some(Op::I64AtomicStore8),               // 0x1B
    Some(Op::I64AtomicStore16),              // 0x1C
    Some(Op::I64AtomicStore32),              // 0x1D
    Some(Op::I32AtomicRmwAdd),               // 0x1E
    Some(Op::I64AtomicRmwAdd),               // 0x1F
    Some(Op::I32AtomicRmw8AddU),             // 0x20
    Some(Op::I32AtomicRmw16AddU),            // 0x21
    Some(Op::I64AtomicRmw8AddU),             // 0x22
    Some(Op::I64AtomicRmw16AddU),            // 0x23
    Some(Op::I64AtomicRmw32AddU),            // 0x24
    Some(Op::I32AtomicRmwSub),               // 0x25
    Some(Op::I64AtomicRmwSub),               // 0x26
    Some(Op::I32AtomicRmw8SubU),             // 0x27
    Some(Op::I32AtomicRmw16SubU),            // 0x28
    Some(Op::I64AtomicRmw8SubU),             // 0x29
    Some(Op::I64AtomicRmw16SubU),            // 0x2A
    Some(Op::I64AtomicRmw32SubU),            // 0x2B
    Some(Op::I32AtomicRmwAnd),               // 0x2C
    Some(Op::I64AtomicRmwAnd),               // 0x2D
    Some(Op::I32AtomicRmw8AndU),             // 0x2E
    Some(Op::I32AtomicRmw16AndU),            // 0x2F
    Some(Op::I64AtomicRmw8AndU),             // 0x30
    Some(Op::I64AtomicRmw16AndU),            // 0x31
    Some(Op::I64AtomicRmw32AndU),            // 0x32
    Some(Op::I32AtomicRmwOr),                // 0x33
    Some(Op::I64AtomicRmwOr),                // 0x34
    Some(Op::I32AtomicRmw8OrU),              // 0x35
    Some(Op::I32AtomicRmw16OrU),             // 0x36
    Some(Op::I64AtomicRmw8OrU),              // 0x37
    Some(Op::I64AtomicRmw16OrU),             // 0x38
    Some(Op::I64AtomicRmw32OrU),             // 0x39
    Some(Op::I32AtomicRmwXor),               // 0x3A
    Some(Op::I64AtomicRmwXor),               // 0x3B
    Some(Op::I32AtomicRmw8XorU),             // 0x3C
    Some(Op::I32AtomicRmw16XorU),            // 0x3D
    Some(Op::I64AtomicRmw8XorU),             // 0x3E
    Some(Op::I64AtomicRmw16XorU),            // 0x3F
    Some(Op::I64AtomicRmw32XorU),            // 0x40
    Some(Op::I32AtomicRmwXchg),              // 0x41
    Some(Op::I64AtomicRmwXchg),              // 0x42
    Some(Op::I32AtomicRmw8XchgU),            // 0x43
    Some(Op::I32AtomicRmw16XchgU),           // 0x44
    Some(Op::I64AtomicRmw8XchgU),            // 0x45
    Some(Op::I64AtomicRmw16XchgU),           // 0x46
    Some(Op::I64AtomicRmw32XchgU),           // 0x47
    Some(Op::I32AtomicRmwCmpxchg),           // 0x48
    Some(Op::I64AtomicRmwCmpxchg),           // 0x49
    Some(Op::I32AtomicRmw8CmpxchgU),         // 0x4A
    Some(Op::I32AtomicRmw16CmpxchgU),        // 0x4B
    Some(Op::I64AtomicRmw8CmpxchgU),         // 0x4C
    Some(Op::I64AtomicRmw16CmpxchgU),        // 0x4D
    Some(Op::I64AtomicRmw32CmpxchgU),        // 0x4E
];

words!(KEYWORDS: 572 = [
    "any.convert_extern",
    "array.copy",
    "array.fill",
    "array.get",
    "array.get_s",
    "array.get_u",
    "array.init_data",
    "array.init_elem",
    "array.len",
    "array.new",
    "array.new_data",
    "array.new_default",
    "array.new_elem",
    "array.new_fixed",
    "array.set",
    "atomic.fence",
    "block",
    "br",
    "br_if",
    "br_on_cast",
    "br_on_cast_fail",
    "br_on_non_null",
    "br_on_null",
    "br_table",
    "call",
    "call_indirect",
    "call_ref",
    "catch",
    "catch_all",
    "data.drop",
    "delegate",
    "drop",
    "elem.drop",
    "else",
    "end",
    "extern.convert_any",
    "f32.abs",
    "f32.add",
    "f32.ceil",
    "f32.const",
    "f32.convert_i32_s",
    "f32.convert_i32_u",
    "f32.convert_i64_s",
    "f32.convert_i64_u",
    "f32.copysign",
    "f32.demote_f64",
    "f32.div",
    "f32.eq",
    "f32.floor",
    "f32.ge",
    "f32.gt",
    "f32.le",
    "f32.load",
    "f32.lt",
    "f32.max",
    "f32.min",
    "f32.mul",
    "f32.ne",
    "f32.nearest",
    "f32.neg",
    "f32.reinterpret_i32",
    "f32.sqrt",
    "f32.store",
    "f32.sub",
    "f32.trunc",
    "f32x4.abs",
    "f32x4.add",
    "f32x4.ceil",
    "f32x4.convert_i32x4_s",
    "f32x4.convert_i32x4_u",
    "f32x4.demote_f64x2_zero",
    "f32x4.div",
    "f32x4.eq",
    "f32x4.extract_lane",
    "f32x4.floor",
    "f32x4.ge",
    "f32x4.gt",
    "f32x4.le",
    "f32x4.lt",
    "f32x4.max",
    "f32x4.min",
    "f32x4.mul",
    "f32x4.ne",
    "f32x4.nearest",
    "f32x4.neg",
    "f32x4.pmax",
    "f32x4.pmin",
    "f32x4.relaxed_madd",
    "f32x4.relaxed_max",
    "f32x4.relaxed_min",
    "f32x4.relaxed_nmadd",
    "f32x4.replace_lane",
    "f32x4.splat",
    "f32x4.sqrt",
    "f32x4.sub",
    "f32x4.trunc",
    "f64.abs",
    "f64.add",
    "f64.ceil",
    "f64.const",
    "f64.convert_i32_s",
    "f64.convert_i32_u",
    "f64.convert_i64_s",
    "f64.convert_i64_u",
    "f64.copysign",
    "f64.div",
    "f64.eq",
    "f64.floor",
    "f64.ge",
    "f64.gt",
    "f64.le",
    "f64.load",
    "f64.lt",
    "f64.max",
    "f64.min",
    "f64.mul",
    "f64.ne",
    "f64.nearest",
    "f64.neg",
    "f64.promote_f32",
    "f64.reinterpret_i64",
    "f64.sqrt",
    "f64.store",
    "f64.sub",
    "f64.trunc",
    "f64x2.abs",
    "f64x2.add",
    "f64x2.ceil",
    "f64x2.convert_low_i32x4_s",
    "f64x2.convert_low_i32x4_u",
    "f64x2.div",
    "f64x2.eq",
    "f64x2.extract_lane",
    "f64x2.floor",
    "f64x2.ge",
    "f64x2.gt",
    "f64x2.le",
    "f64x2.lt",
    "f64x2.max",
    "f64x2.min",
    "f64x2.mul",
    "f64x2.ne",
    "f64x2.nearest",
    "f64x2.neg",
    "f64x2.pmax",
    "f64x2.pmin",
    "f64x2.promote_low_f32x4",
    "f64x2.relaxed_madd",
    "f64x2.relaxed_max",
    "f64x2.relaxed_min",
    "f64x2.relaxed_nmadd",
    "f64x2.replace_lane",
    "f64x2.splat",
    "f64x2.sqrt",
    "f64x2.sub",
    "f64x2.trunc",
    "global.get",
    "global.set",
    "i16x8.abs",
    "i16x8.add",
    "i16x8.add_sat_s",
    "i16x8.add_sat_u",
    "i16x8.all_true",
    "i16x8.avgr_u",
    "i16x8.bitmask",
    "i16x8.eq",
    "i16x8.extadd_pairwise_i8x16_s",
    "i16x8.extadd_pairwise_i8x16_u",
    "i16x8.extend_high_i8x16_s",
    "i16x8.extend_high_i8x16_u",
    "i16x8.extend_low_i8x16_s",
    "i16x8.extend_low_i8x16_u",
    "i16x8.extmul_high_i8x16_s",
    "i16x8.extmul_high_i8x16_u",
    "i16x8.extmul_low_i8x16_s",
    "i16x8.extmul_low_i8x16_u",
    "i16x8.extract_lane_s",
    "i16x8.extract_lane_u",
    "i16x8.ge_s",
    "i16x8.ge_u",
    "i16x8.gt_s",
    "i16x8.gt_u",
    "i16x8.le_s",
    "i16x8.le_u",
    "i16x8.lt_s",
    "i16x8.lt_u",
    "i16x8.max_s",
    "i16x8.max_u",
    "i16x8.min_s",
    "i16x8.min_u",
    "i16x8.mul",
    "i16x8.narrow_i32x4_s",
    "i16x8.narrow_i32x4_u",
    "i16x8.ne",
    "i16x8.neg",
    "i16x8.q15mulr_sat_s",
    "i16x8.relaxed_dot_i8x16_i7x16_s",
    "i16x8.relaxed_laneselect",
    "i16x8.relaxed_q15mulr_s",
    "i16x8.replace_lane",
    "i16x8.shl",
    "i16x8.shr_s",
    "i16x8.shr_u",
    "i16x8.splat",
    "i16x8.sub",
    "i16x8.sub_sat_s",
    "i16x8.sub_sat_u",
    "i31.get_s",
    "i31.get_u",
    "i32.add",
    "i32.and",
    "i32.atomic.load",
    "i32.atomic.load16_u",
    "i32.atomic.load8_u",
    "i32.atomic.rmw.add",
    "i32.atomic.rmw.and",
    "i32.atomic.rmw.cmpxchg",
    "i32.atomic.rmw.or",
    "i32.atomic.rmw.sub",
    "i32.atomic.rmw.xchg",
    "i32.atomic.rmw.xor",
    "i32.atomic.rmw16.add_u",
    "i32.atomic.rmw16.and_u",
    "i32.atomic.rmw16.cmpxchg_u",
    "i32.atomic.rmw16.or_u",
    "i32.atomic.rmw16.sub_u",
    "i32.atomic.rmw16.xchg_u",
    "i32.atomic.rmw16.xor_u",
    "i32.atomic.rmw8.add_u",
    "i32.atomic.rmw8.and_u",
    "i32.atomic.rmw8.cmpxchg_u",
    "i32.atomic.rmw8.or_u",
    "i32.atomic.rmw8.sub_u",
    "i32.atomic.rmw8.xchg_u",
    "i32.atomic.rmw8.xor_u",
    "i32.atomic.store",
    "i32.atomic.store16",
    "i32.atomic.store8",
    "i32.clz",
    "i32.const",
    "i32.ctz",
    "i32.div_s",
    "i32.div_u",
    "i32.eq",
    "i32.eqz",
    "i32.extend16_s",
    "i32.extend8_s",
    "i32.ge_s",
    "i32.ge_u",
    "i32.gt_s",
    "i32.gt_u",
    "i32.le_s",
    "i32.le_u",
    "i32.load",
    "i32.load16_s",
    "i32.load16_u",
    "i32.load8_s",
    "i32.load8_u",
    "i32.lt_s",
    "i32.lt_u",
    "i32.mul",
    "i32.ne",
    "i32.or",
    "i32.popcnt",
    "i32.reinterpret_f32",
    "i32.rem_s",
    "i32.rem_u",
    "i32.rotl",
    "i32.rotr",
    "i32.shl",
    "i32.shr_s",
    "i32.shr_u",
    "i32.store",
    "i32.store16",
    "i32.store8",
    "i32.sub",
    "i32.trunc_f32_s",
    "i32.trunc_f32_u",
    "i32.trunc_f64_s",
    "i32.trunc_f64_u",
    "i32.trunc_sat_f32_s",
    "i32.trunc_sat_f32_u",
    "i32.trunc_sat_f64_s",
    "i32.trunc_sat_f64_u",
    "i32.wrap_i64",
    "i32.xor",
    "i32x4.abs",
    "i32x4.add",
    "i32x4.all_true",
    "i32x4.bitmask",
    "i32x4.dot_i16x8_s",
    "i32x4.eq",
    "i32x4.extadd_pairwise_i16x8_s",
    "i32x4.extadd_pairwise_i16x8_u",
    "i32x4.extend_high_i16x8_s",
    "i32x4.extend_high_i16x8_u",
    "i32x4.extend_low_i16x8_s",
    "i32x4.extend_low_i16x8_u",
    "i32x4.extmul_high_i16x8_s",
    "i32x4.extmul_high_i16x8_u",
    "i32x4.extmul_low_i16x8_s",
    "i32x4.extmul_low_i16x8_u",
    "i32x4.extract_lane",
    "i32x4.ge_s",
    "i32x4.ge_u",
    "i32x4.gt_s",
    "i32x4.gt_u",
    "i32x4.le_s",
    "i32x4.le_u",
    "i32x4.lt_s",
    "i32x4.lt_u",
    "i32x4.max_s",
    "i32x4.max_u",
    "i32x4.min_s",
    "i32x4.min_u",
    "i32x4.mul",
    "i32x4.ne",
    "i32x4.neg",
    "i32x4.relaxed_dot_i8x16_i7x16_add_s",
    "i32x4.relaxed_laneselect",
    "i32x4.relaxed_trunc_f32x4_s",
    "i32x4.relaxed_trunc_f32x4_u",
    "i32x4.relaxed_trunc_f64x2_s_zero",
    "i32x4.relaxed_trunc_f64x2_u_zero",
    "i32x4.replace_lane",
    "i32x4.shl",
    "i32x4.shr_s",
    "i32x4.shr_u",
    "i32x4.splat",
    "i32x4.sub",
    "i32x4.trunc_sat_f32x4_s",
    "i32x4.trunc_sat_f32x4_u",
    "i32x4.trunc_sat_f64x2_s_zero",
    "i32x4.trunc_sat_f64x2_u_zero",
    "i64.add",
    "i64.add128",
    "i64.and",
    "i64.atomic.load",
    "i64.atomic.load16_u",
    "i64.atomic.load32_u",
    "i64.atomic.load8_u",
    "i64.atomic.rmw.add",
    "i64.atomic.rmw.and",
    "i64.atomic.rmw.cmpxchg",
    "i64.atomic.rmw.or",
    "i64.atomic.rmw.sub",
    "i64.atomic.rmw.xchg",
    "i64.atomic.rmw.xor",
    "i64.atomic.rmw16.add_u",
    "i64.atomic.rmw16.and_u",
    "i64.atomic.rmw16.cmpxchg_u",
    "i64.atomic.rmw16.or_u",
    "i64.atomic.rmw16.sub_u",
    "i64.atomic.rmw16.xchg_u",
    "i64.atomic.rmw16.xor_u",
    "i64.atomic.rmw32.add_u",
    "i64.atomic.rmw32.and_u",
    "i64.atomic.rmw32.cmpxchg_u",
    "i64.atomic.rmw32.or_u",
    "i64.atomic.rmw32.sub_u",
    "i64.atomic.rmw32.xchg_u",
    "i64.atomic.rmw32.xor_u",
    "i64.atomic.rmw8.add_u",
    "i64.atomic.rmw8.and_u",
    "i64.atomic.rmw8.cmpxchg_u",
    "i64.atomic.rmw8.or_u",
    "i64.atomic.rmw8.sub_u",
    "i64.atomic.rmw8.xchg_u",
    "i64.atomic.rmw8.xor_u",
    "i64.atomic.store",
    "i64.atomic.store16",
    "i64.atomic.store32",
    "i64.atomic.store8",
    "i64.clz",
    "i64.const",
    "i64.ctz",
    "i64.div_s",
    "i64.div_u",
    "i64.eq",
    "i64.eqz",
    "i64.extend16_s",
    "i64.extend32_s",
    "i64.extend8_s",
    "i64.extend_i32_s",
    "i64.extend_i32_u",
    "i64.ge_s",
    "i64.ge_u",
    "i64.gt_s",
    "i64.gt_u",
    "i64.le_s",
    "i64.le_u",
    "i64.load",
    "i64.load16_s",
    "i64.load16_u",
    "i64.load32_s",
    "i64.load32_u",
    "i64.load8_s",
    "i64.load8_u",
    "i64.lt_s",
    "i64.lt_u",
    "i64.mul",
    "i64.mul_wide_s",
    "i64.mul_wide_u",
    "i64.ne",
    "i64.or",
    "i64.popcnt",
    "i64.reinterpret_f64",
    "i64.rem_s",
    "i64.rem_u",
    "i64.rotl",
    "i64.rotr",
    "i64.shl",
    "i64.shr_s",
    "i64.shr_u",
    "i64.store",
    "i64.store16",
    "i64.store32",
    "i64.store8",
    "i64.sub",
    "i64.sub128",
    "i64.trunc_f32_s",
    "i64.trunc_f32_u",
    "i64.trunc_f64_s",
    "i64.trunc_f64_u",
    "i64.trunc_sat_f32_s",
    "i64.trunc_sat_f32_u",
    "i64.trunc_sat_f64_s",
    "i64.trunc_sat_f64_u",
    "i64.xor",
    "i64x2.abs",
    "i64x2.add",
    "i64x2.all_true",
    "i64x2.bitmask",
    "i64x2.eq",
    "i64x2.extend_high_i32x4_s",
    "i64x2.extend_high_i32x4_u",
    "i64x2.extend_low_i32x4_s",
    "i64x2.extend_low_i32x4_u",
    "i64x2.extmul_high_i32x4_s",
    "i64x2.extmul_high_i32x4_u",
    "i64x2.extmul_low_i32x4_s",
    "i64x2.extmul_low_i32x4_u",
    "i64x2.extract_lane",
    "i64x2.ge_s",
    "i64x2.gt_s",
    "i64x2.le_s",
    "i64x2.lt_s",
    "i64x2.mul",
    "i64x2.ne",
    "i64x2.neg",
    "i64x2.relaxed_laneselect",
    "i64x2.replace_lane",
    "i64x2.shl",
    "i64x2.shr_s",
    "i64x2.shr_u",
    "i64x2.splat",
    "i64x2.sub",
    "i8x16.abs",
    "i8x16.add",
    "i8x16.add_sat_s",
    "i8x16.add_sat_u",
    "i8x16.all_true",
    "i8x16.avgr_u",
    "i8x16.bitmask",
    "i8x16.eq",
    "i8x16.extract_lane_s",
    "i8x16.extract_lane_u",
    "i8x16.ge_s",
    "i8x16.ge_u",
    "i8x16.gt_s",
    "i8x16.gt_u",
    "i8x16.le_s",
    "i8x16.le_u",
    "i8x16.lt_s",
    "i8x16.lt_u",
    "i8x16.max_s",
    "i8x16.max_u",
    "i8x16.min_s",
    "i8x16.min_u",
    "i8x16.narrow_i16x8_s",
    "i8x16.narrow_i16x8_u",
    "i8x16.ne",
    "i8x16.neg",
    "i8x16.popcnt",
    "i8x16.relaxed_laneselect",
    "i8x16.relaxed_swizzle",
    "i8x16.replace_lane",
    "i8x16.shl",
    "i8x16.shr_s",
    "i8x16.shr_u",
    "i8x16.shuffle",
    "i8x16.splat",
    "i8x16.sub",
    "i8x16.sub_sat_s",
    "i8x16.sub_sat_u",
    "i8x16.swizzle",
    "if",
    "local.get",
    "local.set",
    "local.tee",
    "loop",
    "memory.atomic.notify",
    "memory.atomic.wait32",
    "memory.atomic.wait64",
    "memory.copy",
    "memory.fill",
    "memory.grow",
    "memory.init",
    "memory.size",
    "nop",
    "ref.as_non_null",
    "ref.cast",
    "ref.eq",
    "ref.func",
    "ref.i31",
    "ref.is_null",
    "ref.null",
    "ref.test",
    "rethrow",
    "return",
    "return_call",
    "return_call_indirect",
    "return_call_ref",
    "select",
    "struct.get",
    "struct.get_s",
    "struct.get_u",
    "struct.new",
    "struct.new_default",
    "struct.set",
    "table.copy",
    "table.fill",
    "table.get",
    "table.grow",
    "table.init",
    "table.set",
    "table.size",
    "throw",
    "throw_ref",
    "try",
    "try_table",
    "unreachable",
    "v128.and",
    "v128.andnot",
    "v128.any_true",
    "v128.bitselect",
    "v128.const",
    "v128.load",
    "v128.load16_lane",
    "v128.load16_splat",
    "v128.load16x4_s",
    "v128.load16x4_u",
    "v128.load32_lane",
    "v128.load32_splat",
    "v128.load32_zero",
    "v128.load32x2_s",
    "v128.load32x2_u",
    "v128.load64_lane",
    "v128.load64_splat",
    "v128.load64_zero",
    "v128.load8_lane",
    "v128.load8_splat",
    "v128.load8x8_s",
    "v128.load8x8_u",
    "v128.not",
    "v128.or",
    "v128.store",
    "v128.store16_lane",
    "v128.store32_lane",
    "v128.store64_lane",
    "v128.store8_lane",
    "v128.xor",
]);

#[rustfmt::skip]
pub(crate) static KEYWORD_OPS: [Op; 572] = [
    Op::AnyConvertExtern,            // any.convert_extern
    Op::ArrayCopy,                   // array.copy
    Op::ArrayFill,                   // array.fill
    Op::ArrayGet,                    // array.get
    Op::ArrayGetS,                   // array.get_s
    Op::ArrayGetU,                   // array.get_u
    Op::ArrayInitData,               // array.init_data
    Op::ArrayInitElem,               // array.init_elem
    Op::ArrayLen,                    // array.len
    Op::ArrayNew,                    // array.new
    Op::ArrayNewData,                // array.new_data
    Op::ArrayNewDefault,             // array.new_default
    Op::ArrayNewElem,                // array.new_elem
    Op::ArrayNewFixed,               // array.new_fixed
    Op::ArraySet,                    // array.set
    Op::AtomicFence,                 // atomic.fence
    Op::Block,                       // block
    Op::Br,                          // br
    Op::BrIf,                        // br_if
    Op::BrOnCast,                    // br_on_cast
    Op::BrOnCastFail,                // br_on_cast_fail
    Op::BrOnNonNull,                 // br_on_non_null
    Op::BrOnNull,                    // br_on_null
    Op::BrTable,                     // br_table
    Op::Call,                        // call
    Op::CallIndirect,                // call_indirect
    Op::CallRef,                     // call_ref
    Op::Catch,                       // catch
    Op::CatchAll,                    // catch_all
    Op::DataDrop,                    // data.drop
    Op::Delegate,                    // delegate
    Op::Drop,                        // drop
    Op::ElemDrop,                    // elem.drop
    Op::Else,                        // else
    Op::End,                         // end
    Op::ExternConvertAny,            // extern.convert_any
    Op::F32Abs,                      // f32.abs
    Op::F32Add,                      // f32.add
    Op::F32Ceil,                     // f32.ceil
    Op::F32Const,                    // f32.const
    Op::F32ConvertI32S,              // f32.convert_i32_s
    Op::F32ConvertI32U,              // f32.convert_i32_u
    Op::F32ConvertI64S,              // f32.convert_i64_s
    Op::F32ConvertI64U,              // f32.convert_i64_u
    Op::F32Copysign,                 // f32.copysign
    Op::F32DemoteF64,                // f32.demote_f64
    Op::F32Div,                      // f32.div
    Op::F32Eq,                       // f32.eq
    Op::F32Floor,                    // f32.floor
    Op::F32Ge,                       // f32.ge
    Op::F32Gt,                       // f32.gt
    Op::F32Le,                       // f32.le
    Op::F32Load,                     // f32.load
    Op::F32Lt,                       // f32.lt
    Op::F32Max,                      // f32.max
    Op::F32Min,                      // f32.min
    Op::F32Mul,                      // f32.mul
    Op::F32Ne,                       // f32.ne
    Op::F32Nearest,                  // f32.nearest
    Op::F32Neg,                      // f32.neg
    Op::F32ReinterpretI32,           // f32.reinterpret_i32
    Op::F32Sqrt,                     // f32.sqrt
    Op::F32Store,                    // f32.store
    Op::F32Sub,                      // f32.sub
    Op::F32Trunc,                    // f32.trunc
    Op::F32x4Abs,                    // f32x4.abs
    Op::F32x4Add,                    // f32x4.add
    Op::F32x4Ceil,                   // f32x4.ceil
    Op::F32x4ConvertI32x4S,          // f32x4.convert_i32x4_s
    Op::F32x4ConvertI32x4U,          // f32x4.convert_i32x4_u
    Op::F32x4DemoteF64x2Zero,        // f32x4.demote_f64x2_zero
    Op::F32x4Div,                    // f32x4.div
    Op::F32x4Eq,                     // f32x4.eq
    Op::F32x4ExtractLane,            // f32x4.extract_lane
    Op::F32x4Floor,                  // f32x4.floor
    Op::F32x4Ge,                     // f32x4.ge
    Op::F32x4Gt,                     // f32x4.gt
    Op::F32x4Le,                     // f32x4.le
    Op::F32x4Lt,                     // f32x4.lt
    Op::F32x4Max,                    // f32x4.max
    Op::F32x4Min,                    // f32x4.min
    Op::F32x4Mul,                    // f32x4.mul
    Op::F32x4Ne,                     // f32x4.ne
    Op::F32x4Nearest,                // f32x4.nearest
    Op::F32x4Neg,                    // f32x4.neg
    Op::F32x4Pmax,                   // f32x4.pmax
    Op::F32x4Pmin,                   // f32x4.pmin
    Op::F32x4RelaxedMadd,            // f32x4.relaxed_madd
    Op::F32x4RelaxedMax,             // f32x4.relaxed_max
    Op::F32x4RelaxedMin,             // f32x4.relaxed_min
    Op::F32x4RelaxedNmadd,           // f32x4.relaxed_nmadd
    Op::F32x4ReplaceLane,            // f32x4.replace_lane
    Op::F32x4Splat,                  // f32x4.splat
    Op::F32x4Sqrt,                   // f32x4.sqrt
    Op::F32x4Sub,                    // f32x4.sub
    Op::F32x4Trunc,                  // f32x4.trunc
    Op::F64Abs,                      // f64.abs
    Op::F64Add,                      // f64.add
    Op::F64Ceil,                     // f64.ceil
    Op::F64Const,                    // f64.const
    Op::F64ConvertI32S,              // f64.convert_i32_s
    Op::F64ConvertI32U,              // f64.convert_i32_u
    Op::F64ConvertI64S,              // f64.convert_i64_s
    Op::F64ConvertI64U,              // f64.convert_i64_u
    Op::F64Copysign,                 // f64.copysign
    Op::F64Div,                      // f64.div
    Op::F64Eq,                       // f64.eq
    Op::F64Floor,                    // f64.floor
    Op::F64Ge,                       // f64.ge
    Op::F64Gt,                       // f64.gt
    Op::F64Le,                       // f64.le
    Op::F64Load,                     // f64.load
    Op::F64Lt,                       // f64.lt
    Op::F64Max,                      // f64.max
    Op::F64Min,                      // f64.min
    Op::F64Mul,                      // f64.mul
    Op::F64Ne,                       // f64.ne
    Op::F64Nearest,                  // f64.nearest
    Op::F64Neg,                      // f64.neg
    Op::F64PromoteF32,               // f64.promote_f32
    Op::F64ReinterpretI64,           // f64.reinterpret_i64
    Op::F64Sqrt,                     // f64.sqrt
    Op::F64Store,                    // f64.store
    Op::F64Sub,                      // f64.sub
    Op::F64Trunc,                    // f64.trunc
    Op::F64x2Abs,                    // f64x2.abs
    Op::F64x2Add,                    // f64x2.add
    Op::F64x2Ceil,                   // f64x2.ceil
    Op::F64x2ConvertLowI32x4S,       // f64x2.convert_low_i32x4_s
    Op::F64x2ConvertLowI32x4U,       // f64x2.convert_low_i32x4_u
    Op::F64x2Div,                    // f64x2.div
    Op::F64x2Eq,                     // f64x2.eq
    Op::F64x2ExtractLane,            // f64x2.extract_lane
    Op::F64x2Floor,                  // f64x2.floor
    Op::F64x2Ge,                     // f64x2.ge
    Op::F64x2Gt,                     // f64x2.gt
    Op::F64x2Le,                     // f64x2.le
    Op::F64x2Lt,                     // f64x2.lt
    Op::F64x2Max,                    // f64x2.max
    Op::F64x2Min,                    // f64x2.min
    Op::F64x2Mul,                    // f64x2.mul
    Op::F64x2Ne,                     // f64x2.ne
    Op::F64x2Nearest,                // f64x2.nearest
    Op::F64x2Neg,                    // f64x2.neg
    Op::F64x2Pmax,                   // f64x2.pmax
    Op::F64x2Pmin,                   // f64x2.pmin
    Op::F64x2PromoteLowF32x4,        // f64x2.promote_low_f32x4
    Op::F64x2RelaxedMadd,            // f64x2.relaxed_madd
    Op::F64x2RelaxedMax,             // f64x2.relaxed_max
    Op::F64x2RelaxedMin,             // f64x2.relaxed_min
    Op::F64x2RelaxedNmadd,           // f64x2.relaxed_nmadd
    Op::F64x2ReplaceLane,            // f64x2.replace_lane
    Op::F64x2Splat,                  // f64x2.splat
    Op::F64x2Sqrt,                   // f64x2.sqrt
    Op::F64x2Sub,                    // f64x2.sub
    Op::F64x2Trunc,                  // f64x2.trunc
    Op::GlobalGet,                   // global.get
    Op::GlobalSet,                   // global.set
    Op::I16x8Abs,                    // i16x8.abs
    Op::I16x8Add,                    // i16x8.add
    Op::I16x8AddSatS,                // i16x8.add_sat_s
    Op::I16x8AddSatU,                // i16x8.add_sat_u
    Op::I16x8AllTrue,                // i16x8.all_true
    Op::I16x8AvgrU,                  // i16x8.avgr_u
    Op::I16x8Bitmask,                // i16x8.bitmask
    Op::I16x8Eq,                     // i16x8.eq
    Op::I16x8ExtaddPairwiseI8x16S,   // i16x8.extadd_pairwise_i8x16_s
    Op::I16x8ExtaddPairwiseI8x16U,   // i16x8.extadd_pairwise_i8x16_u
    Op::I16x8ExtendHighI8x16S,       // i16x8.extend_high_i8x16_s
    Op::I16x8ExtendHighI8x16U,       // i16x8.extend_high_i8x16_u
    Op::I16x8ExtendLowI8x16S,        // i16x8.extend_low_i8x16_s
    Op::I16x8ExtendLowI8x16U,        // i16x8.extend_low_i8x16_u
    Op::I16x8ExtmulHighI8x16S,       // i16x8.extmul_high_i8x16_s
    Op::I16x8ExtmulHighI8x16U,       // i16x8.extmul_high_i8x16_u
    Op::I16x8ExtmulLowI8x16S,        // i16x8.extmul_low_i8x16_s
    Op::I16x8ExtmulLowI8x16U,        // i16x8.extmul_low_i8x16_u
    Op::I16x8ExtractLaneS,           // i16x8.extract_lane_s
    Op::I16x8ExtractLaneU,           // i16x8.extract_lane_u
    Op::I16x8GeS,                    // i16x8.ge_s
    Op::I16x8GeU,                    // i16x8.ge_u
    Op::I16x8GtS,                    // i16x8.gt_s
    Op::I16x8GtU,                    // i16x8.gt_u
    Op::I16x8LeS,                    // i16x8.le_s
    Op::I16x8LeU,                    // i16x8.le_u
    Op::I16x8LtS,                    // i16x8.lt_s
    Op::I16x8LtU,                    // i16x8.lt_u
    Op::I16x8MaxS,                   // i16x8.max_s
    Op::I16x8MaxU,                   // i16x8.max_u
    Op::I16x8MinS,                   // i16x8.min_s
    Op::I16x8MinU,                   // i16x8.min_u
    Op::I16x8Mul,                    // i16x8.mul
    Op::I16x8NarrowI32x4S,           // i16x8.narrow_i32x4_s
    Op::I16x8NarrowI32x4U,           // i16x8.narrow_i32x4_u
    Op::I16x8Ne,                     // i16x8.ne
    Op::I16x8Neg,                    // i16x8.neg
    Op::I16x8Q15mulrSatS,            // i16x8.q15mulr_sat_s
    Op::I16x8RelaxedDotI8x16I7x16S,  // i16x8.relaxed_dot_i8x16_i7x16_s
    Op::I16x8RelaxedLaneselect,      // i16x8.relaxed_laneselect
    Op::I16x8RelaxedQ15mulrS,        // i16x8.relaxed_q15mulr_s
    Op::I16x8ReplaceLane,            // i16x8.replace_lane
    Op::I16x8Shl,                    // i16x8.shl
    Op::I16x8ShrS,                   // i16x8.shr_s
    Op::I16x8ShrU,                   // i16x8.shr_u
    Op::I16x8Splat,                  // i16x8.splat
    Op::I16x8Sub,                    // i16x8.sub
    Op::I16x8SubSatS,                // i16x8.sub_sat_s
    Op::I16x8SubSatU,                // i16x8.sub_sat_u
    Op::I31GetS,                     // i31.get_s
    Op::I31GetU,                     // i31.get_u
    Op::I32Add,                      // i32.add
    Op::I32And,                      // i32.and
    Op::I32AtomicLoad,               // i32.atomic.load
    Op::I32AtomicLoad16U,            // i32.atomic.load16_u
    Op::I32AtomicLoad8U,             // i32.atomic.load8_u
    Op::I32AtomicRmwAdd,             // i32.atomic.rmw.add
    Op::I32AtomicRmwAnd,             // i32.atomic.rmw.and
    Op::I32AtomicRmwCmpxchg,         // i32.atomic.rmw.cmpxchg
    Op::I32AtomicRmwOr,              // i32.atomic.rmw.or
    Op::I32AtomicRmwSub,             // i32.atomic.rmw.sub
    Op::I32AtomicRmwXchg,            // i32.atomic.rmw.xchg
    Op::I32AtomicRmwXor,             // i32.atomic.rmw.xor
    Op::I32AtomicRmw16AddU,          // i32.atomic.rmw16.add_u
    Op::I32AtomicRmw16AndU,          // i32.atomic.rmw16.and_u
    Op::I32AtomicRmw16CmpxchgU,      // i32.atomic.rmw16.cmpxchg_u
    Op::I32AtomicRmw16OrU,           // i32.atomic.rmw16.or_u
    Op::I32AtomicRmw16SubU,          // i32.atomic.rmw16.sub_u
    Op::I32AtomicRmw16XchgU,         // i32.atomic.rmw16.xchg_u
    Op::I32AtomicRmw16XorU,          // i32.atomic.rmw16.xor_u
    Op::I32AtomicRmw8AddU,           // i32.atomic.rmw8.add_u
    Op::I32AtomicRmw8AndU,           // i32.atomic.rmw8.and_u
    Op::I32AtomicRmw8CmpxchgU,       // i32.atomic.rmw8.cmpxchg_u
    Op::I32AtomicRmw8OrU,            // i32.atomic.rmw8.or_u
    Op::I32AtomicRmw8SubU,           // i32.atomic.rmw8.sub_u
    Op::I32AtomicRmw8XchgU,          // i32.atomic.rmw8.xchg_u
    Op::I32AtomicRmw8XorU,           // i32.atomic.rmw8.xor_u
    Op::I32AtomicStore,              // i32.atomic.store
    Op::I32AtomicStore16,            // i32.atomic.store16
    Op::I32AtomicStore8,             // i32.atomic.store8
    Op::I32Clz,                      // i32.clz
    Op::I32Const,                    // i32.const
    Op::I32Ctz,                      // i32.ctz
    Op::I32DivS,                     // i32.div_s
    Op::I32DivU,                     // i32.div_u
    Op::I32Eq,                       // i32.eq
    Op::I32Eqz,                      // i32.eqz
    Op::I32Extend16S,                // i32.extend16_s
    Op::I32Extend8S,                 // i32.extend8_s
    Op::I32GeS,                      // i32.ge_s
    Op::I32GeU,                      // i32.ge_u
    Op::I32GtS,                      // i32.gt_s
    Op::I32GtU,                      // i32.gt_u
    Op::I32LeS,                      // i32.le_s
    Op::I32LeU,                      // i32.le_u
    Op::I32Load,                     // i32.load
    Op::I32Load16S,                  // i32.load16_s
    Op::I32Load16U,                  // i32.load16_u
    Op::I32Load8S,                   // i32.load8_s
    Op::I32Load8U,                   // i32.load8_u
    Op::I32LtS,                      // i32.lt_s
    Op::I32LtU,                      // i32.lt_u
    Op::I32Mul,                      // i32.mul
    Op::I32Ne,                       // i32.ne
    Op::I32Or,                       // i32.or
    Op::I32Popcnt,                   // i32.popcnt
    Op::I32ReinterpretF32,           // i32.reinterpret_f32
    Op::I32RemS,                     // i32.rem_s
    Op::I32RemU,                     // i32.rem_u
    Op::I32Rotl,                     // i32.rotl
    Op::I32Rotr,                     // i32.rotr
    Op::I32Shl,                      // i32.shl
    Op::I32ShrS,                     // i32.shr_s
    Op::I32ShrU,                     // i32.shr_u
    Op::I32Store,                    // i32.store
    Op::I32Store16,                  // i32.store16
    Op::I32Store8,                   // i32.store8
    Op::I32Sub,                      // i32.sub
    Op::I32TruncF32S,                // i32.trunc_f32_s
    Op::I32TruncF32U,                // i32.trunc_f32_u
    Op::I32TruncF64S,                // i32.trunc_f64_s
    Op::I32TruncF64U,                // i32.trunc_f64_u
    Op::I32TruncSatF32S,             // i32.trunc_sat_f32_s
    Op::I32TruncSatF32U,             // i32.trunc_sat_f32_u
    Op::I32TruncSatF64S,             // i32.trunc_sat_f64_s
    Op::I32TruncSatF64U,             // i32.trunc_sat_f64_u
    Op::I32WrapI64,                  // i32.wrap_i64
    Op::I32Xor,                      // i32.xor
    Op::I32x4Abs,                    // i32x4.abs
    Op::I32x4Add,                    // i32x4.add
    Op::I32x4AllTrue,                // i32x4.all_true
    Op::I32x4Bitmask,                // i32x4.bitmask
    Op::I32x4DotI16x8S,              // i32x4.dot_i16x8_s
    Op::I32x4Eq,                     // i32x4.eq
    Op::I32x4ExtaddPairwiseI16x8S,   // i32x4.extadd_pairwise_i16x8_s
    Op::I32x4ExtaddPairwiseI16x8U,   // i32x4.extadd_pairwise_i16x8_u
    Op::I32x4ExtendHighI16x8S,       // i32x4.extend_high_i16x8_s
    Op::I32x4ExtendHighI16x8U,       // i32x4.extend_high_i16x8_u
    Op::I32x4ExtendLowI16x8S,        // i32x4.extend_low_i16x8_s
    Op::I32x4ExtendLowI16x8U,        // i32x4.extend_low_i16x8_u
    Op::I32x4ExtmulHighI16x8S,       // i32x4.extmul_high_i16x8_s
    Op::I32x4ExtmulHighI16x8U,       // i32x4.extmul_high_i16x8_u
    Op::I32x4ExtmulLowI16x8S,        // i32x4.extmul_low_i16x8_s
    Op::I32x4ExtmulLowI16x8U,        // i32x4.extmul_low_i16x8_u
    Op::I32x4ExtractLane,            // i32x4.extract_lane
    Op::I32x4GeS,                    // i32x4.ge_s
    Op::I32x4GeU,                    // i32x4.ge_u
    Op::I32x4GtS,                    // i32x4.gt_s
    Op::I32x4GtU,                    // i32x4.gt_u
    Op::I32x4LeS,                    // i32x4.le_s
    Op::I32x4LeU,                    // i32x4.le_u
    Op::I32x4LtS,                    // i32x4.lt_s
    Op::I32x4LtU,                    // i32x4.lt_u
    Op::I32x4MaxS,                   // i32x4.max_s
    Op::I32x4MaxU,                   // i32x4.max_u
    Op::I32x4MinS,                   // i32x4.min_s
    Op::I32x4MinU,                   // i32x4.min_u
    Op::I32x4Mul,                    // i32x4.mul
    Op::I32x4Ne,                     // i32x4.ne
    Op::I32x4Neg,                    // i32x4.neg
    Op::I32x4RelaxedDotI8x16I7x16AddS, // i32x4.relaxed_dot_i8x16_i7x16_add_s
    Op::I32x4RelaxedLaneselect,      // i32x4.relaxed_laneselect
    Op::I32x4RelaxedTruncF32x4S,     // i32x4.relaxed_trunc_f32x4_s
    Op::I32x4RelaxedTruncF32x4U,     // i32x4.relaxed_trunc_f32x4_u
    Op::I32x4RelaxedTruncF64x2SZero, // i32x4.relaxed_trunc_f64x2_s_zero
    Op::I32x4RelaxedTruncF64x2UZero, // i32x4.relaxed_trunc_f64x2_u_zero
    Op::I32x4ReplaceLane,            // i32x4.replace_lane
    Op::I32x4Shl,                    // i32x4.shl
    Op::I32x4ShrS,                   // i32x4.shr_s
    Op::I32x4ShrU,                   // i32x4.shr_u
    Op::I32x4Splat,                  // i32x4.splat
    Op::I32x4Sub,                    // i32x4.sub
    Op::I32x4TruncSatF32x4S,         // i32x4.trunc_sat_f32x4_s
    Op::I32x4TruncSatF32x4U,         // i32x4.trunc_sat_f32x4_u
    Op::I32x4TruncSatF64x2SZero,     // i32x4.trunc_sat_f64x2_s_zero
    Op::I32x4TruncSatF64x2UZero,     // i32x4.trunc_sat_f64x2_u_zero
    Op::I64Add,                      // i64.add
    Op::I64Add128,                   // i64.add128
    Op::I64And,                      // i64.and
    Op::I64AtomicLoad,               // i64.atomic.load
    Op::I64AtomicLoad16U,            // i64.atomic.load16_u
    Op::I64AtomicLoad32U,            // i64.atomic.load32_u
    Op::I64AtomicLoad8U,             // i64.atomic.load8_u
    Op::I64AtomicRmwAdd,             // i64.atomic.rmw.add
    Op::I64AtomicRmwAnd,             // i64.atomic.rmw.and
    Op::I64AtomicRmwCmpxchg,         // i64.atomic.rmw.cmpxchg
    Op::I64AtomicRmwOr,              // i64.atomic.rmw.or
    Op::I64AtomicRmwSub,             // i64.atomic.rmw.sub
    Op::I64AtomicRmwXchg,            // i64.atomic.rmw.xchg
    Op::I64AtomicRmwXor,             // i64.atomic.rmw.xor
    Op::I64AtomicRmw16AddU,          // i64.atomic.rmw16.add_u
    Op::I64AtomicRmw16AndU,          // i64.atomic.rmw16.and_u
    Op::I64AtomicRmw16CmpxchgU,      // i64.atomic.rmw16.cmpxchg_u
    Op::I64AtomicRmw16OrU,           // i64.atomic.rmw16.or_u
    Op::I64AtomicRmw16SubU,          // i64.atomic.rmw16.sub_u
    Op::I64AtomicRmw16XchgU,         // i64.atomic.rmw16.xchg_u
    Op::I64AtomicRmw16XorU,          // i64.atomic.rmw16.xor_u
    Op::I64AtomicRmw32AddU,          // i64.atomic.rmw32.add_u
    Op::I64AtomicRmw32AndU,          // i64.atomic.rmw32.and_u
    Op::I64AtomicRmw32CmpxchgU,      // i64.atomic.rmw32.cmpxchg_u
    Op::I64AtomicRmw32OrU,           // i64.atomic.rmw32.or_u
    Op::I64AtomicRmw32SubU,          // i64.atomic.rmw32.sub_u
    Op::I64AtomicRmw32XchgU,         // i64.atomic.rmw32.xchg_u
    Op::I64AtomicRmw32XorU,          // i64.atomic.rmw32.xor_u
    Op::I64AtomicRmw8AddU,           // i64.atomic.rmw8.add_u
    Op::I64AtomicRmw8AndU,           // i64.atomic.rmw8.and_u
    Op::I64AtomicRmw8CmpxchgU,       // i64.atomic.rmw8.cmpxchg_u
    Op::I64AtomicRmw8OrU,            // i64.atomic.rmw8.or_u
    Op::I64AtomicRmw8SubU,           // i64.atomic.rmw8.sub_u
    Op::I64AtomicRmw8XchgU,          // i64.atomic.rmw8.xchg_u
    Op::I64AtomicRmw8XorU,           // i64.atomic.rmw8.xor_u
    Op::I64AtomicStore,              // i64.atomic.store
    Op::I64AtomicStore16,            // i64.atomic.store16
    Op::I64AtomicStore32,            // i64.atomic.store32
    Op::I64AtomicStore8,             // i64.atomic.store8
    Op::I64Clz,                      // i64.clz
    Op::I64Const,                    // i64.const
    Op::I64Ctz,                      // i64.ctz
    Op::I64DivS,                     // i64.div_s
    Op::I64DivU,                     // i64.div_u
    Op::I64Eq,                       // i64.eq
    Op::I64Eqz,                      // i64.eqz
    Op::I64Extend16S,                // i64.extend16_s
    Op::I64Extend32S,                // i64.extend32_s
    Op::I64Extend8S,                 // i64.extend8_s
    Op::I64ExtendI32S,               // i64.extend_i32_s
    Op::I64ExtendI32U,               // i64.extend_i32_u
    Op::I64GeS,                      // i64.ge_s
    Op::I64GeU,                      // i64.ge_u
    Op::I64GtS,                      // i64.gt_s
    Op::I64GtU,                      // i64.gt_u
    Op::I64LeS,                      // i64.le_s
    Op::I64LeU,                      // i64.le_u
    Op::I64Load,                     // i64.load
    Op::I64Load16S,                  // i64.load16_s
    Op::I64Load16U,                  // i64.load16_u
    Op::I64Load32S,                  // i64.load32_s
    Op::I64Load32U,                  // i64.load32_u
    Op::I64Load8S,                   // i64.load8_s
    Op::I64Load8U,                   // i64.load8_u
    Op::I64LtS,                      // i64.lt_s
    Op::I64LtU,                      // i64.lt_u
    Op::I64Mul,                      // i64.mul
    Op::I64MulWideS,                 // i64.mul_wide_s
    Op::I64MulWideU,                 // i64.mul_wide_u
    Op::I64Ne,                       // i64.ne
    Op::I64Or,                       // i64.or
    Op::I64Popcnt,                   // i64.popcnt
    Op::I64ReinterpretF64,           // i64.reinterpret_f64
    Op::I64RemS,                     // i64.rem_s
    Op::I64RemU,                     // i64.rem_u
    Op::I64Rotl,                     // i64.rotl
    Op::I64Rotr,                     // i64.rotr
    Op::I64Shl,                      // i64.shl
    Op::I64ShrS,                     // i64.shr_s
    Op::I64ShrU,                     // i64.shr_u
    Op::I64Store,                    // i64.store
    Op::I64Store16,                  // i64.store16
    Op::I64Store32,                  // i64.store32
    Op::I64Store8,                   // i64.store8
    Op::I64Sub,                      // i64.sub
    Op::I64Sub128,                   // i64.sub128
    Op::I64TruncF32S,                // i64.trunc_f32_s
    Op::I64TruncF32U,                // i64.trunc_f32_u
    Op::I64TruncF64S,                // i64.trunc_f64_s
    Op::I64TruncF64U,                // i64.trunc_f64_u
    Op::I64TruncSatF32S,             // i64.trunc_sat_f32_s
    Op::I64TruncSatF32U,             // i64.trunc_sat_f32_u
    Op::I64TruncSatF64S,             // i64.trunc_sat_f64_s
    Op::I64TruncSatF64U,             // i64.trunc_sat_f64_u
    Op::I64Xor,                      // i64.xor
    Op::I64x2Abs,                    // i64x2.abs
    Op::I64x2Add,                    // i64x2.add
    Op::I64x2AllTrue,                // i64x2.all_true
    Op::I64x2Bitmask,                // i64x2.bitmask
    Op::I64x2Eq,                     // i64x2.eq
    Op::I64x2ExtendHighI32x4S,       // i64x2.extend_high_i32x4_s
    Op::I64x2ExtendHighI32x4U,       // i64x2.extend_high_i32x4_u
    Op::I64x2ExtendLowI32x4S,        // i64x2.extend_low_i32x4_s
    Op::I64x2ExtendLowI32x4U,        // i64x2.extend_low_i32x4_u
    Op::I64x2ExtmulHighI32x4S,       // i64x2.extmul_high_i32x4_s
    Op::I64x2ExtmulHighI32x4U,       // i64x2.extmul_high_i32x4_u
    Op::I64x2ExtmulLowI32x4S,        // i64x2.extmul_low_i32x4_s
    Op::I64x2ExtmulLowI32x4U,        // i64x2.extmul_low_i32x4_u
    Op::I64x2ExtractLane,            // i64x2.extract_lane
    Op::I64x2GeS,                    // i64x2.ge_s
    Op::I64x2GtS,                    // i64x2.gt_s
    Op::I64x2LeS,                    // i64x2.le_s
    Op::I64x2LtS,                    // i64x2.lt_s
    Op::I64x2Mul,                    // i64x2.mul
    Op::I64x2Ne,                     // i64x2.ne
    Op::I64x2Neg,                    // i64x2.neg
    Op::I64x2RelaxedLaneselect,      // i64x2.relaxed_laneselect
    Op::I64x2ReplaceLane,            // i64x2.replace_lane
    Op::I64x2Shl,                    // i64x2.shl
    Op::I64x2ShrS,                   // i64x2.shr_s
    Op::I64x2ShrU,                   // i64x2.shr_u
    Op::I64x2Splat,                  // i64x2.splat
    Op::I64x2Sub,                    // i64x2.sub
    Op::I8x16Abs,                    // i8x16.abs
    Op::I8x16Add,                    // i8x16.add
    Op::I8x16AddSatS,                // i8x16.add_sat_s
    Op::I8x16AddSatU,                // i8x16.add_sat_u
    Op::I8x16AllTrue,                // i8x16.all_true
    Op::I8x16AvgrU,                  // i8x16.avgr_u
    Op::I8x16Bitmask,                // i8x16.bitmask
    Op::I8x16Eq,                     // i8x16.eq
    Op::I8x16ExtractLaneS,           // i8x16.extract_lane_s
    Op::I8x16ExtractLaneU,           // i8x16.extract_lane_u
    Op::I8x16GeS,                    // i8x16.ge_s
    Op::I8x16GeU,                    // i8x16.ge_u
    Op::I8x16GtS,                    // i8x16.gt_s
    Op::I8x16GtU,                    // i8x16.gt_u
    Op::I8x16LeS,                    // i8x16.le_s
    Op::I8x16LeU,                    // i8x16.le_u
    Op::I8x16LtS,                    // i8x16.lt_s
    Op::I8x16LtU,                    // i8x16.lt_u
    Op::I8x16MaxS,                   // i8x16.max_s
    Op::I8x16MaxU,                   // i8x16.max_u
    Op::I8x16MinS,                   // i8x16.min_s
    Op::I8x16MinU,                   // i8x16.min_u
    Op::I8x16NarrowI16x8S,           // i8x16.narrow_i16x8_s
    Op::I8x16NarrowI16x8U,           // i8x16.narrow_i16x8_u
    Op::I8x16Ne,                     // i8x16.ne
    Op::I8x16Neg,                    // i8x16.neg
    Op::I8x16Popcnt,                 // i8x16.popcnt
    Op::I8x16RelaxedLaneselect,      // i8x16.relaxed_laneselect
    Op::I8x16RelaxedSwizzle,         // i8x16.relaxed_swizzle
    Op::I8x16ReplaceLane,            // i8x16.replace_lane
    Op::I8x16Shl,                    // i8x16.shl
    Op::I8x16ShrS,                   // i8x16.shr_s
    Op::I8x16ShrU,                   // i8x16.shr_u
    Op::I8x16Shuffle,                // i8x16.shuffle
    Op::I8x16Splat,                  // i8x16.splat
    Op::I8x16Sub,                    // i8x16.sub
    Op::I8x16SubSatS,                // i8x16.sub_sat_s
    Op::I8x16SubSatU,                // i8x16.sub_sat_u
    Op::I8x16Swizzle,                // i8x16.swizzle
    Op::If,                          // if
    Op::LocalGet,                    // local.get
    Op::LocalSet,                    // local.set
    Op::LocalTee,                    // local.tee
    Op::Loop,                        // loop
    Op::MemoryAtomicNotify,          // memory.atomic.notify
    Op::MemoryAtomicWait32,          // memory.atomic.wait32
    Op::MemoryAtomicWait64,          // memory.atomic.wait64
    Op::MemoryCopy,                  // memory.copy
    Op::MemoryFill,                  // memory.fill
    Op::MemoryGrow,                  // memory.grow
    Op::MemoryInit,                  // memory.init
    Op::MemorySize,                  // memory.size
    Op::Nop,                         // nop
    Op::RefAsNonNull,                // ref.as_non_null
    Op::RefCast,                     // ref.cast
    Op::RefEq,                       // ref.eq
    Op::RefFunc,                     // ref.func
    Op::RefI31,                      // ref.i31
    Op::RefIsNull,                   // ref.is_null
    Op::RefNull,                     // ref.null
    Op::RefTest,                     // ref.test
    Op::Rethrow,                     // rethrow
    Op::Return,                      // return
    Op::ReturnCall,                  // return_call
    Op::ReturnCallIndirect,          // return_call_indirect
    Op::ReturnCallRef,               // return_call_ref
    Op::Select,                      // select
    Op::StructGet,                   // struct.get
    Op::StructGetS,                  // struct.get_s
    Op::StructGetU,                  // struct.get_u
    Op::StructNew,                   // struct.new
    Op::StructNewDefault,            // struct.new_default
    Op::StructSet,                   // struct.set
    Op::TableCopy,                   // table.copy
    Op::TableFill,                   // table.fill
    Op::TableGet,                    // table.get
    Op::TableGrow,                   // table.grow
    Op::TableInit,                   // table.init
    Op::TableSet,                    // table.set
    Op::TableSize,                   // table.size
    Op::Throw,                       // throw
    Op::ThrowRef,                    // throw_ref
    Op::Try,                         // try
    Op::TryTable,                    // try_table
    Op::Unreachable,                 // unreachable
    Op::V128And,                     // v128.and
    Op::V128Andnot,                  // v128.andnot
    Op::V128AnyTrue,                 // v128.any_true
    Op::V128Bitselect,               // v128.bitselect
    Op::V128Const,                   // v128.const
    Op::V128Load,                    // v128.load
    Op::V128Load16Lane,              // v128.load16_lane
    Op::V128Load16Splat,             // v128.load16_splat
    Op::V128Load16x4S,               // v128.load16x4_s
    Op::V128Load16x4U,               // v128.load16x4_u
    Op::V128Load32Lane,              // v128.load32_lane
    Op::V128Load32Splat,             // v128.load32_splat
    Op::V128Load32Zero,              // v128.load32_zero
    Op::V128Load32x2S,               // v128.load32x2_s
    Op::V128Load32x2U,               // v128.load32x2_u
    Op::V128Load64Lane,              // v128.load64_lane
    Op::V128Load64Splat,             // v128.load64_splat
    Op::V128Load64Zero,              // v128.load64_zero
    Op::V128Load8Lane,               // v128.load8_lane
    Op::V128Load8Splat,              // v128.load8_splat
    Op::V128Load8x8S,                // v128.load8x8_s
    Op::V128Load8x8U,                // v128.load8x8_u
    Op::V128Not,                     // v128.not
    Op::V128Or,                      // v128.or
    Op::V128Store,                   // v128.store
    Op::V128Store16Lane,             // v128.store16_lane
    Op::V128Store32Lane,             // v128.store32_lane
    Op::V128Store64Lane,             // v128.store64_lane
    Op::V128Store8Lane,              // v128.store8_lane
    Op::V128Xor,                     // v128.xor
];

#[rustfmt::skip]
pub(crate) static KEYWORD_SLOTS: [u16; 2048] = [
    23, 375, 0, 0, 0, 0, 0, 0, 0, 0, 4, 188, 247, 0, 118, 357, 0, 127, 0, 29, 221, 0, 0, 0,
    0, 0, 0, 182, 281, 0, 0, 0, 488, 0, 0, 0, 0, 0, 7, 0, 93, 0, 0, 0, 0, 0, 0, 0,
    237, 0, 0, 0, 382, 251, 0, 0, 0, 0, 0, 0, 0, 57, 0, 0, 387, 37, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 295, 0, 177, 0, 0, 0, 0, 0, 0, 80, 82, 0, 0, 403, 0, 0, 0, 0, 0, 0,
    0, 0, 252, 369, 0, 0, 0, 0, 0, 0, 0, 304, 272, 0, 0, 227, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 25, 401, 0, 0, 0, 0, 0, 0, 0, 0, 229, 0, 0, 0, 0, 334, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 515, 0, 0, 0, 414, 384, 0, 0, 0, 449, 0, 0, 542, 0, 0,
    0, 203, 0, 0, 0, 0, 262, 0, 0, 131, 437, 0, 3, 42, 185, 285, 0, 470, 0, 12, 64, 0, 0, 475,
    0, 245, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 267, 5, 0, 75, 189, 405,
    0, 0, 0, 0, 0, 0, 0, 265, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 517, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 153, 53, 419, 533, 526, 0, 0, 0, 0, 0, 0, 73, 0, 0,
    0, 0, 0, 0, 396, 359, 0, 0, 480, 0, 0, 0, 0, 459, 0, 0, 0, 86, 216, 319, 0, 213, 194, 0,
    302, 0, 258, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 518, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 458, 0, 0, 0, 0, 0, 69, 0, 0, 0, 0, 0, 0, 0, 225, 0, 450, 539, 0, 350, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 338, 0, 0, 0, 0, 343, 0, 0, 178, 305,
    0, 0, 70, 113, 0, 211, 0, 0, 0, 0, 0, 234, 0, 187, 0, 0, 0, 0, 0, 39, 0, 0, 0, 0,
    0, 0, 548, 0, 0, 0, 282, 363, 0, 0, 0, 0, 0, 0, 0, 90, 532, 0, 0, 0, 67, 0, 0, 0,
    0, 0, 0, 299, 0, 0, 0, 15, 214, 151, 160, 0, 0, 0, 324, 523, 0, 0, 0, 0, 368, 291, 45, 104,
    186, 544, 0, 0, 471, 0, 0, 0, 0, 0, 173, 0, 0, 0, 0, 0, 0, 0, 0, 0, 242, 494, 495, 61,
    496, 0, 0, 293, 0, 0, 0, 0, 0, 399, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 163, 0, 0, 0, 0, 36, 0, 0, 0, 0, 51, 87, 141, 0, 0, 0, 294, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 308, 138, 0, 109, 520, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 538,
    65, 0, 0, 248, 202, 0, 122, 43, 0, 0, 0, 0, 409, 0, 0, 0, 0, 0, 0, 0, 317, 0, 392, 481,
    0, 0, 498, 0, 0, 0, 0, 0, 0, 0, 0, 72, 85, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 2,
    0, 38, 0, 0, 333, 148, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 219, 0, 0, 0, 521, 0,
    0, 0, 508, 0, 0, 0, 0, 0, 0, 0, 509, 0, 0, 0, 0, 0, 0, 0, 0, 277, 278, 524, 549, 0,
    400, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 451, 235, 394, 0, 0, 335, 0, 0, 275, 566, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 364, 467, 0, 0, 106, 0, 0, 0, 0, 479, 0, 455, 554, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 296, 0, 0, 316, 0, 40, 374, 376, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 253, 421, 422, 129, 426, 0, 0, 0, 0, 0, 48, 320, 329, 0, 0, 0, 63, 365, 0, 33, 348,
    0, 0, 314, 0, 0, 0, 0, 0, 0, 0, 303, 0, 0, 0, 0, 21, 197, 0, 220, 0, 0, 0, 164, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 123, 309, 0, 346, 0,
    506, 341, 0, 323, 379, 0, 0, 0, 0, 0, 0, 0, 529, 108, 105, 377, 0, 0, 0, 0, 0, 26, 0, 0,
    233, 0, 503, 0, 352, 0, 0, 434, 0, 0, 269, 0, 0, 0, 0, 0, 19, 0, 0, 0, 0, 0, 546, 0,
    0, 0, 435, 463, 68, 88, 0, 0, 441, 0, 0, 0, 0, 0, 0, 0, 273, 0, 0, 240, 0, 0, 171, 0,
    89, 287, 0, 0, 0, 95, 385, 0, 116, 525, 530, 0, 97, 484, 0, 0, 52, 448, 125, 224, 568, 406, 77, 534,
    0, 71, 0, 310, 0, 0, 0, 0, 0, 0, 0, 0, 274, 0, 493, 0, 0, 312, 0, 0, 0, 0, 0, 410,
    0, 32, 169, 0, 0, 446, 491, 0, 0, 0, 58, 79, 249, 0, 0, 347, 0, 0, 0, 0, 0, 0, 0, 381,
    0, 0, 0, 0, 136, 0, 0, 0, 128, 0, 0, 0, 0, 0, 504, 0, 62, 0, 444, 0, 0, 0, 366, 0,
    0, 571, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 0, 121, 0, 0, 0, 397, 0, 200, 342, 0, 0, 0,
    209, 404, 0, 0, 0, 0, 0, 0, 569, 0, 0, 0, 0, 0, 124, 0, 0, 0, 0, 0, 380, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 157, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 354, 0, 371, 0, 0, 0, 0, 0, 428, 0, 0, 0, 0, 0, 0, 147, 478, 74, 0, 0, 0,
    0, 0, 198, 345, 0, 0, 0, 0, 0, 0, 0, 174, 0, 0, 0, 0, 0, 0, 0, 0, 0, 243, 430, 154,
    0, 0, 0, 0, 0, 0, 0, 41, 425, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 142, 0, 0, 407,
    27, 0, 0, 0, 0, 55, 56, 315, 339, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 439, 232, 10, 0, 356,
    286, 145, 60, 388, 17, 0, 0, 0, 306, 0, 0, 84, 94, 452, 0, 311, 464, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 166, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 13, 0, 0, 0, 0,
    337, 0, 0, 283, 0, 0, 336, 0, 562, 0, 415, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 161,
    162, 0, 176, 0, 0, 0, 155, 0, 0, 0, 292, 482, 0, 0, 0, 0, 101, 442, 567, 0, 0, 226, 0, 0,
    0, 0, 31, 0, 0, 0, 0, 0, 0, 0, 418, 0, 0, 0, 0, 0, 0, 0, 0, 373, 0, 0, 183, 501,
    0, 0, 0, 256, 468, 0, 0, 0, 0, 0, 0, 0, 246, 0, 0, 0, 0, 0, 0, 0, 313, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 270, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 389, 0, 0, 0, 0, 0,
    0, 271, 0, 0, 0, 0, 0, 360, 0, 0, 110, 0, 0, 0, 0, 0, 0, 516, 0, 0, 0, 0, 300, 59,
    0, 0, 0, 431, 6, 134, 195, 201, 259, 550, 217, 0, 0, 331, 332, 390, 564, 0, 0, 0, 0, 0, 0, 146,
    0, 0, 231, 0, 0, 0, 0, 0, 0, 0, 120, 361, 322, 0, 0, 0, 456, 0, 175, 0, 0, 0, 144, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 193, 199, 0, 0, 0, 0, 0, 0, 0, 0, 18, 0, 98, 307, 0, 0,
    0, 264, 0, 492, 0, 0, 0, 266, 0, 0, 0, 140, 0, 0, 427, 378, 0, 254, 261, 149, 477, 487, 502, 0,
    0, 0, 0, 0, 0, 156, 513, 0, 0, 0, 0, 0, 0, 0, 0, 165, 279, 280, 327, 0, 0, 289, 0, 0,
    301, 0, 44, 436, 0, 0, 349, 0, 472, 541, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 499, 0, 158,
    172, 362, 0, 0, 22, 0, 0, 0, 0, 0, 0, 485, 0, 0, 0, 0, 0, 0, 0, 260, 0, 0, 0, 83,
    112, 0, 0, 179, 143, 0, 0, 0, 417, 0, 184, 263, 0, 0, 0, 469, 135, 0, 0, 28, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 206, 207, 107, 0, 0, 0, 250, 126, 0, 11, 358, 0, 0, 0, 223, 0, 0, 276,
    416, 0, 0, 0, 0, 137, 284, 212, 558, 0, 0, 0, 553, 0, 527, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 100, 395, 0, 0, 0, 0, 0, 0, 490, 34, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 511, 0, 0, 0, 205, 152,
    0, 0, 0, 0, 0, 0, 0, 236, 99, 0, 14, 0, 103, 0, 353, 0, 318, 8, 0, 0, 290, 413, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 49, 0, 370, 453, 457, 460, 351, 461, 54, 402, 438, 559, 16, 92, 0, 0,
    192, 0, 0, 0, 0, 24, 483, 0, 0, 35, 0, 111, 0, 560, 0, 0, 0, 0, 0, 555, 0, 0, 0, 0,
    0, 0, 0, 512, 0, 0, 432, 372, 0, 0, 0, 0, 0, 0, 0, 0, 0, 514, 0, 473, 0, 551, 196, 443,
    552, 0, 0, 0, 0, 117, 288, 0, 0, 0, 543, 447, 0, 0, 0, 321, 0, 536, 0, 0, 0, 522, 0, 0,
    0, 408, 0, 0, 367, 0, 0, 238, 96, 30, 462, 545, 0, 0, 0, 180, 0, 0, 268, 0, 0, 0, 0, 0,
    66, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 222, 0, 0, 386, 0, 139, 0, 0, 0, 0, 476,
    0, 0, 150, 454, 0, 0, 355, 528, 0, 0, 0, 0, 168, 81, 0, 0, 0, 0, 0, 328, 170, 510, 298, 50,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 486, 0, 0, 0, 0, 0, 0, 102, 507, 0, 0, 0, 0, 0,
    537, 531, 0, 0, 0, 0, 0, 0, 0, 0, 340, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 563, 0, 181,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 383, 0, 208, 556, 557, 0, 535,
    547, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 561, 76, 130, 0, 0, 0,
    114, 115, 433, 0, 20, 0, 0, 500, 0, 0, 0, 0, 0, 0, 565, 0, 0, 228, 167, 429, 540, 119, 0, 0,
    570, 0, 190, 505, 0, 159, 210, 325, 78, 497, 0, 0, 0, 393, 489, 0, 391, 398, 0, 0, 0, 0, 0, 230,
    47, 0, 132, 0, 0, 519, 0, 0, 466, 0, 0, 0, 0, 218, 297, 0, 445, 0, 0, 0, 0, 0, 0, 239,
    241, 420, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 423, 424, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 257, 0, 0, 0, 0, 0, 0, 1, 440, 0, 0, 0, 0, 474, 0, 0, 0,
    0, 0, 0, 0, 204, 0, 0, 0, 0, 0, 0, 0, 0, 326, 330, 0, 572, 0, 0, 215, 0, 0, 0, 411,
    0, 0, 0, 0, 0, 0, 0, 0, 191, 344, 0, 46, 0, 0, 91, 0, 0, 244, 465, 0, 0, 0, 0, 0,
    0, 0, 133, 412, 0, 0, 0, 0,
];
