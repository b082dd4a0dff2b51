//! Vector instructions in compiled code against the interpreter: every one, with its operands wherever operands can be,
//! over vectors at the edges of every type and over random ones; bit for bit, and trap for trap.

mod cases;
mod inputs;
mod memory;
mod sides;

use wharf_core::ops::{NumType, Op};
use wharf_jit::options::Options;
use wharf_jit::tier::Level;

use cases::{Case, PLACES, Place};
use inputs::Inputs;
use sides::Sides;

/// How many operands each function is tried with.
const ROUNDS: usize = 60;

/// The bits of a result, with every NaN made the same where an operation need not give a certain one.
fn settled(op: Op, slots: &[u64]) -> Vec<u64> {
    let single = |bits: u32| if f32::from_bits(bits).is_nan() { 0x7fc0_0000 } else { bits };
    let double = |bits: u64| if f64::from_bits(bits).is_nan() { 0x7ff8_0000_0000_0000 } else { bits };
    let settle = |slot: &u64| match op.mnemonic().split('.').next() {
        Some("f32x4") => u64::from(single((slot >> 32) as u32)) << 32 | u64::from(single(*slot as u32)),
        Some("f64x2") => double(*slot),
        _ => *slot,
    };
    slots.iter().map(settle).collect()
}

/// Runs each case on both sides.
fn check(cases: &[Case], level: Level, canonical_nans: bool) {
    let text: String = cases.iter().map(|case| case.function.as_str()).collect();
    let text = format!("(module {text})");
    let options = Options { canonical_nans, ..Options::default() };
    let mut sides = Sides::new(&text, level, options);
    let mut inputs = Inputs::new();
    for case in cases {
        for _ in 0..ROUNDS {
            let args = inputs.args(&case.params);
            let [want, got] = sides.call(&case.name, &args).map(|result| result.expect("it computes"));
            let same = if canonical_nans { want == got } else { settled(case.op, &want) == settled(case.op, &got) };
            assert!(same, "{}\n{args:x?}\nwant {want:x?}\ngot  {got:x?}", case.function);
        }
    }
}

#[test]
fn baseline_code_computes_what_the_interpreter_does() {
    for place in PLACES {
        check(&cases::all(place), Level::Baseline, true);
    }
}

#[test]
fn the_processors_nans_are_as_good() {
    check(&cases::all(Place::Locals), Level::Baseline, false);
    check(&cases::all(Place::Own), Level::Baseline, false);
}

#[test]
fn optimised_code_computes_what_the_interpreter_does() {
    check(&cases::all(Place::Locals), Level::Optimizing, true);
}

/// No vector instruction is left out.
#[test]
fn every_vector_instruction_is_tried() {
    let mut tried: Vec<Op> = cases::all(Place::Locals).iter().map(|case| case.op).collect();
    tried.extend(memory::ops());
    for op in Op::ALL.iter().filter(|op| op.prefix() == 0xFD) {
        assert!(tried.contains(op), "{op}");
    }
    assert!(tried.iter().any(|op| op.signature().is_some_and(|of| of.params == [NumType::V128; 3])));
}
