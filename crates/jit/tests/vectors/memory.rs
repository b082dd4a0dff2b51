//! Loads and stores of vectors and lanes: at any address, near the end of the memory and beyond it.

use wharf_core::ops::{NumType, Op, Shape, StackType};
use wharf_jit::options::Options;
use wharf_jit::tier::Level;

use crate::inputs::Inputs;
use crate::sides::{Sides, trap};

/// How many addresses each function is tried with.
const ROUNDS: usize = 60;
const PAGE: u64 = 65536;

/// The vector instructions that touch memory.
pub fn ops() -> impl Iterator<Item = Op> {
    Op::ALL.iter().copied().filter(|op| op.prefix() == 0xFD && op.signature().is_none())
}

/// A function for each of them, each offset, each lane.
fn functions(index: &str) -> (String, Vec<Vec<NumType>>) {
    let (mut text, mut params) = (String::new(), Vec::new());
    for op in ops() {
        let lanes = match op.shape() {
            Shape::MemArgLane => (0..16 / op.access_width()).map(|lane| lane.to_string()).collect(),
            _ => vec![String::new()],
        };
        let (takes, gives) = match op.stack_type() {
            StackType::Load(_) => ("", "(result v128)"),
            StackType::LoadLane => ("v128", "(result v128)"),
            _ => ("v128", ""),
        };
        for lane in lanes {
            for offset in [0, 5, 65520, 0x8000_0000u64] {
                let name = params.len();
                let vector = if takes.is_empty() { "" } else { "(local.get 1)" };
                text += &format!(
                    "(func (export \"{name}\") (param {index} {takes}) {gives}
                        ({op} offset={offset} {lane} (local.get 0) {vector}))\n"
                );
                let vectors = usize::from(!takes.is_empty());
                params.push(vec![NumType::V128; vectors]);
            }
        }
    }
    (text, params)
}

fn address(inputs: &mut Inputs, wide: bool) -> u64 {
    let address = match inputs.below(6) {
        0 => inputs.below(PAGE as usize) as u64,
        1 => inputs.below(16) as u64,
        2 => PAGE - 24 + inputs.below(40) as u64,
        3 => inputs.next(),
        4 => 0u64.wrapping_sub(1 + inputs.below(70_000) as u64),
        _ => 0x7fff_fff0 + inputs.below(40) as u64,
    };
    if wide { address } else { u64::from(address as u32) }
}

fn check(index: &str, options: Options) {
    let wide = index == "i64";
    let (functions, params) = functions(index);
    let text = format!("(module (memory (export \"memory\") {index} 1) {functions})");
    let mut sides = Sides::new(&text, Level::Baseline, options);
    let mut inputs = Inputs::new();
    let bytes: Vec<u8> = (0..PAGE).map(|_| inputs.next() as u8).collect();
    sides.fill(&bytes);
    for (name, params) in params.iter().enumerate() {
        for _ in 0..ROUNDS {
            let mut args = vec![address(&mut inputs, wide)];
            args.extend(inputs.args(params));
            let told = format!("{index} {options:?} {name} {args:x?}");
            match sides.call(&name.to_string(), &args) {
                [Ok(want), Ok(got)] => assert_eq!(want, got, "{told}"),
                [Err(want), Err(got)] => assert_eq!(trap(&want), trap(&got), "{told}"),
                [want, got] => panic!("{told}\n{want:?}\n{got:?}"),
            }
        }
        let [want, got] = sides.memories();
        assert!(want == got, "{index} {options:?} {name}");
    }
}

#[test]
fn loads_and_stores_do_what_the_interpreter_does() {
    check("i32", Options::default());
    check("i32", Options { dense_memories: true, ..Options::default() });
    check("i64", Options::default());
}
