//! What the single-pass compiler says of its code. That the code computes what it should is for the conformance tests to say.

use wharf_core::Features;
use wharf_core::canon::Registry;
use wharf_jit::baseline::compile;
use wharf_jit::options::Options;
use wharf_syntax::binary::decode::decode_module;
use wharf_validate::validate;
use wharf_vm::compiled::CompiledFunc;

fn code(body: &str) -> CompiledFunc {
    let text = wharf_syntax::text::parse(&format!("(module (func (param $n i32) {body}))")).expect("it is well-formed");
    let features = Features::all();
    let module = decode_module(text.bytes, &features).expect("it decodes");
    let module = validate(module, &features, &Registry::new()).expect("it is valid");
    compile(&module, 0, &Options::default(), false).expect("it compiles")
}

/// Where the short jumps back lead that are made when something is not zero.
fn turns(code: &CompiledFunc) -> Vec<usize> {
    let jumps = code.code.windows(2).enumerate().filter(|(_, bytes)| bytes[0] == 0x75 && bytes[1] >= 0x80);
    jumps.map(|(at, bytes)| (at + 2).wrapping_add_signed(isize::from(bytes[1] as i8))).collect()
}

#[test]
fn short_innermost_loops_begin_at_a_line_of_the_cache() {
    let next = "(local.tee $n (i32.sub (local.get $n) (i32.const 1)))";
    let short = |name: &str| format!("(loop ${name} (br_if ${name} {next}))");

    let two = code(&[short("a"), short("b")].concat());
    assert_eq!((turns(&two), two.align), (vec![64, 128], 64));

    let nested = code(&format!("(loop $outer {} (br_if $outer {next}))", short("inner")));
    let places = turns(&nested);
    assert_eq!(places.len(), 2);
    assert!(places[0] == 64 && places[1] < 64, "only the inner one turns often enough: {places:?}");

    let long = code(&format!("(loop $l {} (br_if $l {next}))", format!("(drop {next})").repeat(20)));
    assert_eq!(long.align, 16);
}
