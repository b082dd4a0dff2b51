//! Code of one module, kept as bytes, is code for the same module in another engine.

use std::collections::HashMap;
use std::sync::Arc;

use wharf_core::Features;
use wharf_core::canon::Registry;
use wharf_jit::artefact::{decode, decode_head, encode};
use wharf_jit::options::Options;
use wharf_jit::profile::past::Past;
use wharf_jit::profile::{Profile, Unknown};
use wharf_jit::tier::{Level, Native, Plan, Ran, Stored, StoredCode, TierUp, Unpublished};
use wharf_syntax::binary::decode::decode_module;
use wharf_validate::{Validated, validate};
use wharf_vm::compiled::{CompiledFunc, Unread};

const TEXT: &str = r#"(module
    (import "" "" (func $host (param i32) (result i32)))
    (memory 1)
    (func $leaf (param i32) (result i32) (i32.load offset=4 (local.get 0)))
    (func $middle (param i32) (result i32) (i32.div_u (call $leaf (local.get 0)) (call $host (local.get 0))))
    (func (export "top") (param i32) (result i32) (call $middle (call $middle (local.get 0)))))"#;

fn module() -> Validated {
    module_of(TEXT)
}

fn module_of(text: &str) -> Validated {
    let bytes = wharf_syntax::text::parse(text).expect("the text is well-formed").bytes;
    let features = Features::all();
    let module = decode_module(bytes, &features).expect("it decodes");
    validate(module, &features, &Registry::new()).expect("it is valid")
}

fn native() -> Native {
    let options = Options::default();
    Native::new(Plan { first: Level::Optimizing, tier_up: None, options })
}

/// A cache in memory: code and tables of functions.
struct Kept(HashMap<u32, (Vec<u8>, Vec<u8>)>);

impl Kept {
    fn keep(&mut self, defined: u32, compiled: &CompiledFunc, code: Vec<u8>) {
        let mut tables = Vec::new();
        encode(compiled, &mut tables);
        self.0.insert(defined, (code, tables));
    }

    fn decoded(&self, defined: u32) -> Option<CompiledFunc> {
        let (code, tables) = self.0.get(&defined)?;
        Some(CompiledFunc { code: code.clone(), ..decode(tables, code.len() as u32, 1..4)? })
    }
}

impl Stored for Kept {
    fn function(&self, defined: u32, mapped: bool) -> Option<StoredCode> {
        assert!(!mapped, "it has no text");
        let (code, tables) = self.0.get(&defined)?.clone();
        let len = code.len() as u32;
        // Every other one comes without its tables.
        let code = match defined % 2 {
            0 => Unpublished::Copied {
                compiled: Box::new(CompiledFunc { code, ..decode_head(&tables, len, 1..4)? }),
                unread: Some(Unread::new(move || decode(&tables, len, 1..4))),
            },
            _ => self.decoded(defined)?.into(),
        };
        Some(StoredCode { level: Level::Optimizing, code })
    }
}

#[test]
fn what_was_published_can_be_stored_and_published_again() {
    let validated = module();
    let first = native();
    let module = first.module(&validated, None).expect("a tier for this machine");
    module.compile_all(Level::Optimizing, 1).expect("it compiles");
    let published = module.published();
    assert_eq!(published.iter().map(|code| code.defined).collect::<Vec<_>>(), [0, 1, 2]);
    assert!(module.spent().waited > std::time::Duration::ZERO);
    let mut kept = Kept(HashMap::new());
    for code in &published {
        kept.keep(code.defined, code.block.info().compiled(), code.block.code());
    }
    // What the compiler makes afresh is what was kept, but for what relocations were filled with.
    for defined in 0..3 {
        let fresh = wharf_jit::optimizing::compile(&validated, defined + 1, &Options::default(), &Unknown);
        let (mut fresh, mut kept) = (fresh.expect("it compiles"), kept.decoded(defined).expect("a function"));
        for compiled in [&mut fresh, &mut kept] {
            compiled.relocs.iter().for_each(|reloc| compiled.code[reloc.at as usize..][..4].fill(0));
        }
        assert_eq!(kept, fresh);
    }

    kept.0.remove(&1);
    let second = native();
    let module = second.module(&validated, Some(Arc::new(kept))).expect("a tier for this machine");
    module.compile_all(Level::Optimizing, 1).expect("it compiles");
    assert_eq!(second.stats().stored().functions, 2);
    assert_eq!(second.stats().level(Level::Optimizing).functions, 1);
    assert_eq!(module.published().len(), 3);
}

/// What came with optimised code was never counted: that is not the same as never called.
#[test]
fn how_often_stored_code_is_called_is_not_known() {
    let validated = module();
    let leaf = wharf_jit::optimizing::compile(&validated, 1, &Options::default(), &Unknown).expect("it compiles");
    let mut kept = Kept(HashMap::new());
    kept.keep(0, &leaf, leaf.code.clone());
    let plan = Plan { first: Level::Baseline, tier_up: Some(TierUp::default()), options: Options::default() };
    let module = Native::new(plan).module(&validated, Some(Arc::new(kept))).expect("a tier for this machine");
    for defined in 0..2 {
        module.compile(defined, Level::Baseline).expect("it compiles");
    }
    assert_eq!([module.level(0), module.level(1)], [Some(Level::Optimizing), Some(Level::Baseline)]);
    assert_eq!([module.calls(1), module.calls(2)], [None, Some(0)]);
}

/// Nothing but what was counted before.
struct Counts(Past);

impl Stored for Counts {
    fn past(&self) -> Past {
        self.0.clone()
    }

    fn function(&self, _: u32, _: bool) -> Option<StoredCode> {
        None
    }
}

#[test]
fn what_was_counted_before_is_believed_and_handed_on() {
    const CALLS: &str = r#"(module
        (table 1 funcref)
        (type $nothing (func))
        (func $through (call_indirect (type $nothing) (i32.const 0)))
        (func $never))"#;
    let validated = module_of(CALLS);
    let options = Options::default();
    let native = Native::new(Plan { first: Level::Baseline, tier_up: Some(TierUp::default()), options });
    let module_with = |votes: Vec<(u32, u32)>| {
        // The last one is of a function that the module does not have.
        let past = Past::new(&[1_000_000, 0, 7], &[(0, votes)]);
        native.module(&validated, Some(Arc::new(Counts(past)))).expect("a tier for this machine")
    };
    let module = module_with(vec![(88, 1000)]);
    let calls = module.calls(0).unwrap();
    assert!(calls > 1000 && module.calls(1) == Some(0), "{calls} calls");
    module.compile(0, Level::Baseline).expect("it compiles");
    let sites = module.published()[0].block.info().compiled().sites.clone();
    assert_eq!((sites.len(), module.calls(0)), (1, Some(calls)));
    assert_eq!(module.callee(0, sites[0]), Some(88));
    // Of a thousand votes from before, no more are believed than a program can take back soon.
    assert_eq!(module.counted(), Past::new(&[1_000_000], &[(0, vec![(88, 64)])]));
    let ran = Ran { defined: 0, body: module.validated().module().bodies[0].span.len(), executed: 1_000_000, now: 0 };
    assert_eq!(module.left_in_baseline().collect::<Vec<_>>(), [ran]);
    // Votes for other calls than it has are none.
    let module = module_with(vec![(88, 1000); 2]);
    module.compile(0, Level::Baseline).expect("it compiles");
    assert_eq!(module.callee(0, sites[0]), None);
}
