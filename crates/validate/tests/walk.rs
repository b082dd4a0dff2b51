//! What a sink is shown, and that the number of threads changes nothing.

use std::sync::Arc;

use wharf_core::canon::Registry;
use wharf_core::types::ValType;
use wharf_core::{Features, Module, Op, Result, Stage};
use wharf_syntax::binary::decode_module;
use wharf_syntax::instr::Instr;
use wharf_validate::{FrameKind, Options, Sink, State, Validated, validate, validate_with, walk};

fn decode(text: &str) -> Module {
    let buffer = wast::parser::ParseBuffer::new(text).expect("the text is read");
    let mut module = wast::parser::parse::<wast::Wat<'_>>(&buffer).unwrap_or_else(|error| panic!("{error}: {text}"));
    decode_module(module.encode().expect("the text is encoded"), &Features::default()).expect("well-formed")
}

fn valid(text: &str) -> Validated {
    validate(decode(text), &Features::default(), &Registry::new()).expect("valid")
}

/// Writes down what it sees: mnemonic, operands, blocks open, and whether the point is reachable.
#[derive(Default)]
struct Log(Vec<String>);

impl Sink for Log {
    fn begin(&mut self, state: &State<'_>) -> Result<()> {
        self.0.push(format!("begin {:?}", state.locals()));
        Ok(())
    }

    fn instr(&mut self, instr: &Instr<'_>, state: &State<'_>) -> Result<()> {
        let reach = if state.reachable() { "" } else { " unreachable" };
        self.0.push(format!("{} {:?} {}{reach}", instr.op, state.operands(), state.depth()));
        Ok(())
    }

    fn finish(&mut self, state: &State<'_>) -> Result<()> {
        self.0.push(format!("finish {:?} {}", state.operands(), state.depth()));
        Ok(())
    }
}

fn log(text: &str) -> Vec<String> {
    let module = valid(text);
    let mut log = Log::default();
    walk(&module, module.module().imported_funcs(), &mut log).expect("a walk");
    log.0
}

#[test]
fn reachable_instructions_are_shown_before_they_take_effect() {
    let seen = log("(module (func (param i32) (result i64) (local f32)
        local.get 0 if (result i64) i64.const 1 else i64.const 2 i64.const 3 i64.add end))");
    let expected = [
        "begin [i32 f32]",
        "local.get [] 1",
        "if [i32] 1",
        "i64.const [] 2",
        "else [i64] 2",
        "i64.const [] 2",
        "i64.const [i64] 2",
        "i64.add [i64, i64] 2",
        "end [i64] 2",
        "end [i64] 1",
        "finish [i64] 0",
    ];
    let expected: Vec<String> = expected.iter().map(|line| line.replace("[i32 f32]", "[i32, f32]")).collect();
    assert_eq!(seen, expected);
}

#[test]
fn unreachable_code_is_not_shown_but_what_closes_shown_blocks_is() {
    let seen = log("(module (func (result i32)
        block (result i32)
          i32.const 1 br 0
          block loop i32.const 1 drop end end
          i32.const 2 if unreachable else nop end
        end))");
    let expected = [
        "begin []",
        "block [] 1",
        "i32.const [] 2",
        "br [i32] 2",
        "end [] 2 unreachable",
        "end [i32] 1",
        "finish [i32] 0",
    ];
    assert_eq!(seen, expected);
    let seen = log("(module (func (param i32)
        local.get 0 if unreachable nop else return end nop))");
    let expected = [
        "begin [i32]",
        "local.get [] 1",
        "if [i32] 1",
        "unreachable [] 2",
        "else [] 2 unreachable",
        "return [] 2",
        "end [] 2 unreachable",
        "nop [] 1",
        "end [] 1",
        "finish [] 0",
    ];
    assert_eq!(seen, expected);
}

/// Asks the state about the innermost blocks at a `nop`.
struct Frames(Vec<(FrameKind, usize, usize, usize, u32)>);

impl Sink for Frames {
    fn instr(&mut self, instr: &Instr<'_>, state: &State<'_>) -> Result<()> {
        if instr.op == Op::Nop {
            self.0 = (0..state.depth() as u32)
                .map(|label| state.frame(label))
                .map(|frame| {
                    let counts = (frame.params().len(), frame.results().len(), frame.label_types().len());
                    (frame.kind, counts.0, counts.1, counts.2, frame.height)
                })
                .collect();
            assert_eq!(state.operand(0), ValType::I64);
            assert_eq!(state.height(), 2);
            assert_eq!(state.func_type().params(), [ValType::F64]);
        }
        Ok(())
    }
}

#[test]
fn frames_tell_their_types() {
    let module = valid(
        "(module (func (param f64) (result i32)
        i32.const 7 i64.const 0
        loop (param i32 i64) (result i32) i64.eqz if (param i32) (result i32) i64.const 1 nop drop end end))",
    );
    let mut frames = Frames(Vec::new());
    walk(&module, 0, &mut frames).expect("a walk");
    let expected = [(FrameKind::If, 1, 1, 1, 0), (FrameKind::Loop, 2, 1, 2, 0), (FrameKind::Func, 0, 1, 1, 0)];
    assert_eq!(frames.0, expected);
}

#[test]
fn an_error_of_the_sink_ends_the_walk() {
    struct Stop;
    impl Sink for Stop {
        fn instr(&mut self, _: &Instr<'_>, _: &State<'_>) -> Result<()> {
            Err(wharf_core::Error::limit("enough"))
        }
    }
    let module = valid("(module (import \"\" \"f\" (func)) (func nop))");
    assert_eq!(walk(&module, 1, &mut Stop).unwrap_err().message(), "enough");
    assert!(walk(&module, 0, &mut ()).is_err(), "an import has no body");
    assert!(walk(&module, 9, &mut ()).is_err());
}

#[test]
fn the_first_error_is_reported_whatever_the_threads() {
    let padding = "i32.const 100000 drop ".repeat(20_000);
    let good = format!("(func {padding})");
    let text = format!(
        "(module {} (func {padding} i32.add drop) {} (func {padding} i64.add drop) {})",
        good.repeat(6),
        good.repeat(3),
        good.repeat(6)
    );
    let module = Arc::new(decode(&text));
    let error = |threads| {
        let features = Features::default();
        let error =
            validate_with(module.clone(), &features, &Registry::new(), Options { threads, ..Options::default() })
                .unwrap_err();
        (error.message().to_owned(), error.place())
    };
    let one = error(1);
    assert!(one.0.contains("expected i32"), "{}", one.0);
    for _ in 0..5 {
        assert_eq!(error(4), one);
    }
}

/// A module with the function type `[] -> [i32^1000]` and one function of that type, whose body is given.
fn amplifier(body: &[u8]) -> Vec<u8> {
    let mut types = vec![1, 0x60, 0, 0xe8, 0x07];
    types.extend([0x7f; 1000]);
    let mut code = vec![1];
    let mut entry = vec![0];
    entry.extend(body);
    leb(&mut code, entry.len());
    code.extend(entry);
    let mut bytes = b"\0asm\x01\0\0\0".to_vec();
    for (id, payload) in [(1, types), (3, vec![1, 0]), (10, code)] {
        bytes.push(id);
        leb(&mut bytes, payload.len());
        bytes.extend(payload);
    }
    bytes
}

fn leb(bytes: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

#[test]
fn small_inputs_take_little_memory() {
    let body: Vec<u8> = b"\x10\x00".repeat(100_000);
    let features = Features::default();
    let module = decode_module(amplifier(&body), &features).unwrap();
    let error = validate(module, &features, &Registry::new()).unwrap_err();
    assert_eq!(error.stage(), Stage::Limit, "{error}");
}

#[test]
fn deep_nesting_is_no_recursion() {
    let mut body = b"\x02\x40".repeat(200_000);
    body.push(0x00);
    body.extend(vec![0x0b; 200_001]);
    let features = Features::default();
    let module = decode_module(amplifier(&body), &features).unwrap();
    let error = validate(module, &features, &Registry::new()).unwrap_err();
    assert!(error.message().starts_with("type mismatch: expected i32"), "{error}");
}
