//! A handler must end in a jump to the next one, and Rust does not promise that: every instruction whose types the
//! opcode fixes runs here in a loop, and what the host sees of its own stack must not move while it does.

mod common;

use std::hint::black_box;
use std::sync::{Arc, Mutex};

use common::{World, all_options};
use wharf_core::ops::{NumType, Op, Shape, StackType};
use wharf_interp::Options;

/// The immediates that fit the module of [`text`], or none for an instruction that is not tried like this.
fn immediates(op: Op) -> Option<&'static str> {
    Some(match op.shape() {
        Shape::None | Shape::MemArg | Shape::FenceOrder | Shape::Memory => "",
        Shape::Lane | Shape::MemArgLane | Shape::I32 | Shape::I64 | Shape::F32 | Shape::F64 => "0",
        Shape::Lanes16 => "0 0 0 0 0 0 0 0 16 16 16 16 16 16 16 16",
        Shape::V128 => "i64x2 1 2",
        _ => return None,
    })
}

/// What it takes and how many values it gives.
fn types(op: Op) -> Option<(Vec<NumType>, usize)> {
    use NumType::{I32, I64, V128};
    Some(match op.stack_type() {
        StackType::Fixed(id) => (id.signature().params.to_vec(), id.signature().results.len()),
        StackType::Load(_) => (vec![I32], 1),
        StackType::Store(ty) => (vec![I32, ty], 0),
        StackType::LoadLane => (vec![I32, V128], 1),
        StackType::StoreLane => (vec![I32, V128], 0),
        StackType::AtomicRmw(ty) => (vec![I32, ty], 1),
        StackType::AtomicCmpxchg(ty) => (vec![I32, ty, ty], 1),
        StackType::AtomicWait(ty) => (vec![I32, ty, I64], 1),
        StackType::AtomicNotify => (vec![I32, I32], 1),
        StackType::Special => return None,
    })
}

/// A constant that no instruction traps on: an aligned address, a divisor, a number in every range.
const fn constant(ty: NumType) -> &'static str {
    match ty {
        NumType::V128 => "i32x4 8 8 8 8",
        _ => "8",
    }
}

/// A loop around the instruction, its operands from locals or constant, that asks the host at each turn.
fn text(op: Op, from_locals: bool) -> Option<String> {
    let ((params, results), immediates) = (types(op)?, immediates(op)?);
    let constants = params.iter().map(|ty| format!("({ty}.const {})", constant(*ty)));
    let locals: String = params.iter().map(|ty| format!("(local {ty})")).collect();
    let sets: String =
        constants.clone().enumerate().map(|(i, value)| format!("(local.set {} {value})", i + 1)).collect();
    let operands: String = match from_locals {
        true => (1..=params.len()).map(|i| format!("local.get {i} ")).collect(),
        false => constants.map(|value| value.replace(['(', ')'], " ")).collect(),
    };
    let drops = "drop ".repeat(results);
    Some(format!(
        "(module (import \"host\" \"look\" (func $look)) (memory 1 1 shared)
            (func (export \"run\") (param $n i32) {locals} {sets}
                (loop $again
                    {operands} {op} {immediates} {drops}
                    call $look
                    (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))"
    ))
}

/// Where the host's stack is.
#[inline(never)]
fn stack() -> usize {
    let here = 0u8;
    std::ptr::from_ref(black_box(&here)).addr()
}

/// By how many bytes it grew in ten turns of the loop.
fn growth(options: Options, op: Op, text: &str) -> usize {
    let mut world = World::new(options);
    let ty = world.ty(&[], &[]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let keep = seen.clone();
    let look = world.host(
        ty,
        Arc::new(move |_, _| {
            keep.lock().unwrap().push(stack());
            Ok(())
        }),
    );
    let instance = world.instance(text, &[look]);
    world.call(instance, "run", &[10]).unwrap_or_else(|error| panic!("{op}: {error}"));
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 10, "{op}");
    seen[0].abs_diff(seen[9])
}

#[test]
fn no_instruction_leaves_anything_on_the_hosts_stack() {
    let mut tried = 0;
    let mut grown = Vec::new();
    for options in all_options() {
        for (op, from_locals) in Op::ALL.iter().flat_map(|op| [(*op, true), (*op, false)]) {
            let Some(text) = text(op, from_locals) else { continue };
            tried += 1;
            match growth(options, op, &text) {
                0 => {}
                bytes => grown.push(format!("{op}: {} bytes a turn", bytes / 9)),
            }
        }
    }
    assert!(grown.is_empty(), "{} of {tried} let the stack grow: {grown:#?}", grown.len());
    assert!(tried > 2500, "only {tried} were tried");
}
