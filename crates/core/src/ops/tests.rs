//! The table against itself, and against facts read off the specification by eye.

use super::*;
use std::collections::HashMap;

fn row(op: Op) -> &'static Row {
    TABLE.iter().find(|row| (row.prefix, row.code) == (op.prefix(), op.code())).expect("each op has a row")
}

#[test]
fn accessors_repeat_the_rows() {
    assert_eq!(Op::COUNT, TABLE.len());
    for (index, op) in Op::ALL.iter().copied().enumerate() {
        assert_eq!(op as usize, index);
        let row = row(op);
        assert_eq!(format!("{op:?}"), row.ident);
        assert_eq!(op.mnemonic(), row.mnemonic);
        assert_eq!(op.shape(), row.shape, "{op}");
        assert_eq!(op.align(), row.align, "{op}");
        assert_eq!(op.proposal(), row.proposal, "{op}");
        assert_eq!(op.effects(), row.effects, "{op}");
        match row.stack {
            StackType::Fixed(signature) => assert_eq!(op.signature(), Some(&signature), "{op}"),
            _ => assert_eq!(op.signature(), None, "{op}"),
        }
    }
}

#[test]
fn every_opcode_finds_its_op() {
    let mut found = 0;
    for byte in 0..=255 {
        found += usize::from(Op::from_byte(byte).is_some());
        for prefix in 0xFB..=0xFE {
            let op = Op::from_prefixed(prefix, byte.into());
            assert!(op.is_none_or(|op| (op.prefix(), op.code()) == (prefix, byte.into())));
        }
    }
    for op in Op::ALL.iter().copied() {
        match op.prefix() {
            0 => assert_eq!(Op::from_byte(op.code() as u8), Some(op)),
            prefix => assert_eq!(Op::from_prefixed(prefix, op.code()), Some(op)),
        }
    }
    assert_eq!(found, Op::ALL.iter().filter(|op| op.prefix() == 0).count());
    assert_eq!(Op::from_prefixed(0xFD, u32::MAX), None);
    assert_eq!(Op::from_prefixed(0x20, 0), None);
}

#[test]
fn every_keyword_finds_its_op() {
    let mut by_keyword: HashMap<&str, Vec<Op>> = HashMap::new();
    for op in Op::ALL.iter().copied() {
        by_keyword.entry(op.mnemonic()).or_default().push(op);
    }
    for (keyword, ops) in by_keyword {
        assert_eq!(Op::from_mnemonic(keyword), Some(ops[0]), "{keyword}");
        assert!(ops.len() == 1 || ["select", "ref.test", "ref.cast"].contains(&keyword), "{keyword}: {ops:?}");
    }
    for none in ["", "i32", "i32.add ", "I32.ADD", "get_local", "i32.wrap/i64", "anyfunc", "i8x16.add_saturate_s"] {
        assert_eq!(Op::from_mnemonic(none), None, "{none:?}");
    }
}

#[test]
fn opcodes_of_the_specification() {
    let facts = [
        ("unreachable", 0x00, 0x00),
        ("throw", 0x00, 0x08),
        ("throw_ref", 0x00, 0x0A),
        ("return_call_ref", 0x00, 0x15),
        ("try_table", 0x00, 0x1F),
        ("table.set", 0x00, 0x26),
        ("i64.store32", 0x00, 0x3E),
        ("memory.grow", 0x00, 0x40),
        ("f64.const", 0x00, 0x44),
        ("i64.extend32_s", 0x00, 0xC4),
        ("ref.eq", 0x00, 0xD3),
        ("br_on_non_null", 0x00, 0xD6),
        ("array.init_elem", 0xFB, 19),
        ("ref.cast", 0xFB, 22),
        ("i31.get_u", 0xFB, 30),
        ("table.fill", 0xFC, 17),
        ("i64.mul_wide_u", 0xFC, 22),
        ("v128.store64_lane", 0xFD, 91),
        ("f64x2.nearest", 0xFD, 148),
        ("i32x4.dot_i16x8_s", 0xFD, 186),
        ("i64x2.ge_s", 0xFD, 219),
        ("f64x2.convert_low_i32x4_u", 0xFD, 255),
        ("i32x4.relaxed_dot_i8x16_i7x16_add_s", 0xFD, 0x113),
        ("atomic.fence", 0xFE, 3),
        ("i64.atomic.rmw32.cmpxchg_u", 0xFE, 0x4E),
    ];
    for (keyword, prefix, code) in facts {
        let op = Op::from_mnemonic(keyword).unwrap_or_else(|| panic!("no {keyword}"));
        assert_eq!((op.prefix(), op.code()), (prefix, code), "{keyword}");
    }
}

#[test]
fn memory_accesses_are_consistent() {
    for row in TABLE {
        let accesses = matches!(row.shape, Shape::MemArg | Shape::MemArgLane);
        let width = |t: NumType| t.size().trailing_zeros() as u8;
        match row.stack {
            StackType::Load(t) | StackType::Store(t) | StackType::AtomicRmw(t) | StackType::AtomicCmpxchg(t) => {
                assert!(accesses && row.align <= width(t), "{}", row.mnemonic);
            }
            StackType::AtomicWait(t) => assert_eq!(row.align, width(t), "{}", row.mnemonic),
            StackType::LoadLane | StackType::StoreLane | StackType::AtomicNotify => assert!(accesses),
            StackType::Fixed(_) | StackType::Special => assert!(!accesses && row.align == 0, "{}", row.mnemonic),
        }
        if accesses {
            assert!(row.effects.can_trap(), "{}", row.mnemonic);
            assert!(row.effects.reads_memory() || row.effects.writes_memory(), "{}", row.mnemonic);
        }
    }
}

#[test]
fn effects_of_arithmetic() {
    for row in TABLE {
        if row.effects.is_commutative()
            && let StackType::Fixed(signature) = row.stack
        {
            assert_eq!(signature.params.len(), 2, "{}", row.mnemonic);
            assert_eq!(signature.params[0], signature.params[1], "{}", row.mnemonic);
        }
    }
    assert!(Op::I32DivS.effects().can_trap() && !Op::I32DivS.effects().is_pure());
    assert!(Op::I64Add.effects().is_constant() && Op::I64Add.effects().is_pure());
    assert!(!Op::F64Add.effects().is_constant());
    assert_eq!(format!("{:?}", Op::RefI31.effects()), r#"{"CONSTANT"}"#);
}
