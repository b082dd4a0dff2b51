//! What the optimising compiler says of its code: traps, calls, references, handlers. That the code computes what it should
//! is for the conformance tests to say; `cranelift`'s own verifier looks on in debug builds.

use wharf_core::canon::Registry;
use wharf_core::{Features, TrapKind};
use wharf_jit::optimizing::{compile, compile_loop};
use wharf_jit::options::Options;
use wharf_jit::profile::{Profile, Unknown};
use wharf_syntax::binary::decode::decode_module;
use wharf_validate::{Validated, validate};
use wharf_vm::compiled::CompiledFunc;
use wharf_vm::layout::ContextShape;

fn module(text: &str) -> Validated {
    let compiled = wharf_syntax::text::parse(text).expect("the text is well-formed");
    let features = Features::all();
    let module = decode_module(compiled.bytes, &features).expect("it decodes");
    validate(module, &features, &Registry::new()).expect("it is valid")
}

fn code(text: &str) -> CompiledFunc {
    let module = module(text);
    let first = module.module().imported_funcs();
    compile(&module, first, &Options::default(), &Unknown).expect("it compiles")
}

fn traps(code: &CompiledFunc) -> Vec<TrapKind> {
    let mut kinds: Vec<TrapKind> = code.traps.iter().map(|trap| trap.kind).collect();
    kinds.sort_by_key(|kind| *kind as u8);
    kinds.dedup();
    kinds
}

#[test]
fn every_trap_names_its_instruction() {
    let text = "(module (memory 1) (func (param i32 i32) (result i32)
        (i32.div_s (i32.load offset=8 (local.get 0)) (local.get 1))))";
    let validated = module(text);
    let at = |name: &str| places(&validated, name)[0];
    let code = code(text);
    let kinds = [TrapKind::MemoryOutOfBounds, TrapKind::IntegerOverflow, TrapKind::IntegerDivideByZero];
    assert_eq!(traps(&code), kinds);
    for trap in &code.traps {
        let of = if trap.kind == TrapKind::MemoryOutOfBounds { "i32.load" } else { "i32.div_s" };
        assert_eq!(trap.wasm, at(of), "{trap:?}");
    }
    assert!(code.traps.is_sorted_by_key(|trap| trap.at));
}

/// Where a function's instructions of a name are in the module.
fn places(validated: &Validated, name: &str) -> Vec<u32> {
    let mut instrs = validated.body(0).expect("a body").instrs();
    let all = std::iter::from_fn(|| instrs.next().ok().map(|instr| (instr.op.mnemonic(), instr.at)));
    all.filter(|(op, _)| *op == name).map(|(_, at)| at).collect()
}

/// Widening the number that was read is one instruction with reading it, and counts as part of the next load.
#[test]
fn loads_whose_addresses_are_loaded_trap_each_at_its_own_place() {
    let module = module(
        "(module (memory 1) (func (param i32) (result i32)
            (i32.load offset=4 (i32.load offset=3 (i32.load offset=2 (i32.load offset=1 (local.get 0)))))))",
    );
    let code = compile(&module, 0, &Options::default(), &Unknown).expect("it compiles");
    assert_eq!(code.traps.iter().map(|trap| trap.wasm).collect::<Vec<_>>(), places(&module, "i32.load"));
}

#[test]
fn a_reserved_memory_needs_no_check_and_a_dense_one_does() {
    let validated = module("(module (memory 1) (func (param i32) (result i32) (i32.load (local.get 0))))");
    let compile = |dense_memories| {
        compile(&validated, 0, &Options { dense_memories, ..Options::default() }, &Unknown).expect("it compiles")
    };
    let (reserved, dense) = (compile(false), compile(true));
    assert_eq!(traps(&reserved), [TrapKind::MemoryOutOfBounds]);
    assert_eq!(traps(&dense), [TrapKind::MemoryOutOfBounds]);
    assert!(reserved.code.len() < dense.code.len());
}

#[test]
fn references_are_found_in_the_frame_while_a_call_runs() {
    let code = code(
        "(module (type $s (struct (field i32))) (import \"\" \"\" (func $f))
        (func (param (ref null $s) i32) (result (ref null $s)) (call $f) (local.get 0)))",
    );
    let [call] = code.calls[..] else { panic!("one call: {:?}", code.calls) };
    let [root] = code.roots(&call)[..] else { panic!("one root") };
    assert!(root < 0 && -root <= code.frame_size as i32, "{root}");
    assert!(code.context < 0 && code.context != root);
}

#[test]
fn handlers_are_listed_innermost_first() {
    let code = code(
        "(module (import \"\" \"\" (func $f)) (tag $a) (tag $b)
        (func (block $out (try_table (catch_all $out) (try_table (catch $b $out) (catch $a $out) (call $f))))))",
    );
    let call = code.calls.iter().find(|call| call.handlers.0 != call.handlers.1).expect("a guarded call");
    let tags: Vec<Option<u32>> = code.handlers(call).iter().map(|handler| handler.tag).collect();
    assert_eq!(tags, [Some(1), Some(0), None]);
    assert!(code.handlers(call).iter().all(|handler| handler.landing < code.code.len() as u32 && handler.sp < 0));
}

#[test]
fn delegate_skips_the_handlers_between() {
    let code = code(
        "(module (import \"\" \"\" (func $f)) (tag $a) (tag $b)
        (func (try $outer (do (try (do (try (do (call $f)) (delegate $outer))) (catch $a))) (catch $b))))",
    );
    let call = code.calls.iter().find(|call| call.handlers.0 != call.handlers.1).expect("a guarded call");
    assert_eq!(code.handlers(call).iter().map(|handler| handler.tag).collect::<Vec<_>>(), [Some(1)]);
}

/// Loops inside of loops, with operands below them and a way around both.
const LOOPS: &str = "(module (func (param i32) (result i64) (local i64)
    i64.const 7
    (block $around (result i64)
        (br_if $around (i64.const 1) (i32.eqz (local.get 0)))
        drop
        (loop $outer
            (local.set 1 (i64.add (local.get 1) (i64.const 2)))
            i64.const 3
            (loop $inner
                (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                (br_if $inner (i32.and (local.get 0) (i32.const 7))))
            local.get 1
            i64.add
            local.set 1
            (br_if $outer (local.get 0)))
        i64.const 4)
    i64.add
    local.get 1
    i64.add))";

#[test]
fn a_function_can_be_entered_at_each_of_its_loops() {
    let validated = module(LOOPS);
    let mut instrs = validated.body(0).expect("a body").instrs();
    let mut loops = 0;
    while let Ok(instr) = instrs.next() {
        let entered = compile_loop(&validated, 0, instr.at, &Options::default(), &Unknown);
        assert_eq!(entered.is_ok(), instr.op.mnemonic() == "loop", "{instr:?}");
        loops += usize::from(entered.is_ok());
    }
    assert_eq!(loops, 2);
}

#[test]
fn a_function_that_calls_itself_last_is_a_loop() {
    let code =
        code("(module (func $f (param i32) (result i32) (return_call $f (i32.sub (local.get 0) (i32.const 1)))))");
    assert!(code.calls.is_empty() && code.traps.is_empty());
    assert!(code.code.len() < 64, "{}", code.code.len());
}

#[test]
fn options_add_what_they_say() {
    let validated = module("(module (func (loop $l (br $l))))");
    let compile = |options| compile(&validated, 0, &options, &Unknown).expect("it compiles");
    let plain = compile(Options::default());
    let fuel = compile(Options { fuel: true, ..Options::default() });
    let interrupt = compile(Options { interrupt: true, ..Options::default() });
    assert_eq!((traps(&plain), traps(&fuel)), (vec![], vec![TrapKind::OutOfFuel]));
    assert_eq!(traps(&interrupt), [TrapKind::DeadlineExceeded]);
}

#[test]
fn code_looks_for_interrupts_where_it_must() {
    let looks = |items: &str| {
        let validated = module(&format!(
            "(module (type $t (func)) (table 1 funcref) (memory 1) (global $g (mut i32) (i32.const 0)) {items})"
        ));
        let code =
            compile(&validated, 0, &Options { interrupt: true, ..Options::default() }, &Unknown).expect("it compiles");
        code.traps.iter().filter(|trap| trap.kind == TrapKind::DeadlineExceeded).count()
    };
    let call = "(call_indirect (type $t) (i32.const 0))";
    assert_eq!(looks("(func (drop (memory.grow (i32.const 1))))"), 0, "it calls nothing");
    assert_eq!(looks("(func (export \"\"))"), 1, "a reference may name it");
    assert_eq!(looks("(func $f (call $f) (call $f))"), 1);
    assert_eq!(looks(&format!("(func (loop $l {call} (br $l)))")), 1, "whoever is called looks");
    assert_eq!(looks(&format!("(func (loop $l (br_if $l (global.get $g)) {call} (br $l)))")), 2);
    assert_eq!(looks(&format!("(func (loop $l (block (br_if 0 (global.get $g)) {call}) (br $l)))")), 2);
    assert_eq!(
        looks(&format!("(func (loop {call} (loop $l (br_if $l (global.get $g)))))")),
        2,
        "the outer one never turns"
    );
}

#[test]
fn sizes_that_nobody_writes_by_hand_are_no_trouble() {
    let nested = format!("(module (func {}{}))", "(block ".repeat(900), ")".repeat(900));
    let labels = " 0 1".repeat(50_000);
    let table = format!("(module (func (param i32) (block (block (br_table{labels} (local.get 0))))))");
    let steps = "i32.const 3 i32.xor ".repeat(20_000);
    let long = format!("(module (func (param i32) (result i32) local.get 0 {steps}))");
    let names = " i32".repeat(49_999);
    let locals = format!("(module (func (result i32) (local{names}) local.get 40000))");
    for text in [nested, table, long, locals] {
        assert!(!code(&text).code.is_empty());
    }
}

#[test]
fn small_functions_are_inlined_and_known_where_they_trap() {
    let validated = module(
        "(module (memory 1)
        (func (export \"\") (param i32) (result i32) (call $middle (local.get 0)))
        (func $middle (param i32) (result i32) (i32.add (call $leaf (local.get 0)) (i32.const 1)))
        (func $leaf (param i32) (result i32) (i32.load (local.get 0))))",
    );
    let at = |func: u32, name: &str| {
        let mut instrs = validated.body(func).expect("a body").instrs();
        std::iter::from_fn(|| instrs.next().ok()).find(|instr| instr.op.mnemonic() == name).expect("it is there").at
    };
    let code = compile(&validated, 0, &Options::default(), &Unknown).expect("it compiles");
    assert!(code.calls.is_empty() && code.relocs.is_empty());
    let [trap] = code.traps[..] else { panic!("one trap: {:?}", code.traps) };
    let at_work: Vec<(u32, u32)> = code.at_work(trap.at, trap.wasm, 0).collect();
    assert_eq!(at_work, [(2, at(2, "i32.load")), (1, at(1, "call")), (0, at(0, "call"))]);
}

#[test]
fn calls_inside_of_inlined_functions_are_known_too() {
    let validated = module(
        "(module (import \"\" \"\" (func $host))
        (func (call $middle) (call $middle))
        (func $middle (call $host)))",
    );
    let code = compile(&validated, 1, &Options::default(), &Unknown).expect("it compiles");
    assert_eq!(code.calls.len(), 2);
    let outer: Vec<u32> =
        code.calls.iter().flat_map(|call| code.at_work(call.ret - 1, call.wasm, 1)).map(|at| at.0).collect();
    assert_eq!(outer, [2, 1, 2, 1]);
}

#[test]
fn recursion_is_inlined_to_a_bounded_depth() {
    let code = code(
        "(module (func $f (param i32) (result i32)
        (if (result i32) (local.get 0)
            (then (i32.add (call $f (i32.sub (local.get 0) (i32.const 1))) (i32.const 3)))
            (else (i32.const 0)))))",
    );
    assert!((1..4).contains(&code.inlined.len()), "{:?}", code.inlined);
    assert_eq!(code.calls.len(), 1);
    assert!(code.inlined.iter().zip(0..).all(|(inlined, own)| inlined.parent.is_none_or(|parent| parent < own)));
}

#[test]
fn what_needs_a_frame_of_its_own_is_not_inlined() {
    for body in ["(return_call $g)", "(try (do (call $g)) (catch_all))"] {
        let code = code(&format!("(module (func (call $f)) (func $f {body}) (func $g (loop (br 0))))"));
        assert_eq!((code.calls.len(), code.inlined.len()), (1, 0), "{body}");
    }
}

#[test]
fn a_throw_that_is_caught_in_the_function_is_a_branch() {
    let code = code(
        "(module (tag $a (param i32)) (tag $b)
        (func (param i32) (result i32)
            (block $none
                (block $caught (result i32)
                (try_table (catch $b $none) (catch $a $caught) (call $raise (local.get 0)))
                (i32.const 0))
                (return))
            (i32.const 1))
        (func $raise (param i32) (throw $a (local.get 0))))",
    );
    assert!(code.calls.is_empty() && code.handlers.is_empty() && code.traps.is_empty());
}

#[test]
fn unreachable_traps_where_it_stands() {
    let text = "(module (func (param i32) (if (local.get 0) (then (unreachable)))))";
    let validated = module(text);
    let mut instrs = validated.body(0).expect("a body").instrs();
    let unreachable = std::iter::from_fn(|| instrs.next().ok()).find(|instr| instr.op.mnemonic() == "unreachable");
    let [trap] = code(text).traps[..] else { panic!("one trap") };
    assert_eq!(Some(trap.wasm), unreachable.map(|instr| instr.at));
}

#[test]
fn loads_that_become_operands_trap_where_they_stand() {
    for body in [
        "(i32.add (i32.load (local.get 0)) (i32.const 1))",
        "(i32.add (local.get 1) (i32.load (local.get 0)))",
        "(i32.eqz (i32.eqz (i32.load (local.get 0))))",
        "(if (result i32) (i32.lt_s (i32.load (local.get 0)) (i32.const 5)) (then (i32.const 4)) (else (local.get 1)))",
        "(i32.wrap_i64 (i64.mul (i64.extend_i32_s (local.get 1)) (i64.load (local.get 0))))",
        "(i32.add (i32.add (local.get 1) (i32.load (local.get 0))) (i32.add (local.get 1) (i32.load (local.get 1))))",
        "(i32.store (local.get 0) (i32.add (i32.load (local.get 0)) (local.get 1))) (local.get 1)",
        "(f64.store (local.get 0) (f64.sqrt (f64.load (local.get 0)))) (local.get 1)",
    ] {
        let text = format!("(module (memory 1) (func (param i32 i32) (result i32) {body}))");
        let validated = module(&text);
        let mut instrs = validated.body(0).expect("a body").instrs();
        let mut accesses = Vec::new();
        while let Ok(instr) = instrs.next() {
            let name = instr.op.mnemonic();
            accesses.extend((name.contains(".load") || name.contains(".store")).then_some(instr.at));
        }
        let mut places: Vec<u32> = code(&text).traps.iter().map(|trap| trap.wasm).collect();
        places.sort_unstable();
        assert!(places == accesses || places == accesses[..1], "{body}: {places:?}, not {accesses:?}");
    }
}

/// Knows that every indirect call is mostly of one function.
struct Mostly(u32);

impl Profile for Mostly {
    fn callee(&self, _: u32, _: u32) -> Option<u32> {
        Some(self.0)
    }

    fn calls(&self, _: u32) -> Option<u64> {
        None
    }
}

#[test]
fn whom_an_indirect_call_mostly_calls_is_inlined() {
    let module = module(
        "(module (type $f (func (param i32) (result i32))) (table 2 funcref) (elem (i32.const 0) $half $wide)
            (func (param i32) (result i32)
                (call_indirect (type $f) (local.get 0) (local.get 0)))
            (func $half (type $f) (i32.div_u (i32.const 7) (local.get 0)))
            (func $wide (param i64) (result i32) (i32.const 0)))",
    );
    let shape = ContextShape::new(module.module());
    let code = |func: u32| {
        let profile = Mostly(shape.func_ref(func) as u32);
        compile(&module, 0, &Options::default(), &profile).expect("it compiles")
    };
    let guessed = code(1);
    assert!(traps(&guessed).contains(&TrapKind::IntegerDivideByZero), "the callee's body is there");
    assert!(traps(&guessed).contains(&TrapKind::IndirectCallTypeMismatch), "and the call");
    assert_eq!(guessed.calls.len(), 1);
    assert_eq!(guessed.inlined.len(), 1);
    for senseless in [2, 3, 1000] {
        assert_eq!(code(senseless), compile(&module, 0, &Options::default(), &Unknown).expect("it compiles"));
    }
}
