//! What a run has counted is known to the next ones: functions become hot over several runs, each of which is short.

mod scratch;

use std::fs;
use std::path::Path;

use scratch::Scratch;
use wharf::{Cache, Config, Engine, Instance, Module, Stats, Store, Tier, TierUp};

/// Each round of the loop executes some fifteen bytes.
const TEXT: &str = r#"(module
    (func (export "sum") (param i32) (result i32) (local $sum i32)
        (loop $again
            (local.set $sum (i32.add (local.get $sum) (local.get 0)))
            (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
        (local.get $sum)))"#;

/// Runs `rounds` rounds in an engine of its own.
fn run_text(directory: &Path, text: &str, rounds: i32) -> Stats {
    let tier_up = TierUp { per_byte: 0, least: 10_000, most: 10_000, background: false };
    let mut config = Config::new();
    config.tier(Tier::Auto).tier_up(tier_up).cache(Cache::at(directory).eager(true));
    let engine = Engine::new(&config).unwrap();
    let module = Module::new(&engine, text).unwrap();
    let mut store = Store::new(&engine, ());
    let sum = Instance::new(&mut store, &module, &[]).unwrap().get_typed_func::<i32, i32>(&mut store, "sum").unwrap();
    assert_eq!(sum.call(&mut store, rounds).unwrap(), rounds * (rounds + 1) / 2);
    drop((store, module));
    engine.stats()
}

fn run(directory: &Path, rounds: i32) -> Stats {
    run_text(directory, TEXT, rounds)
}

fn compiled(stats: &Stats) -> (u64, u64) {
    (stats.baseline.functions, stats.optimizing.functions)
}

#[test]
fn a_function_becomes_hot_over_several_runs() {
    let scratch = Scratch::new("hot");
    assert_eq!(compiled(&run(&scratch.0, 200)), (1, 0));
    // In the second one nothing is compiled, and nothing stored but what was counted.
    let before = fs::read(scratch.file("past")).unwrap();
    let second = run(&scratch.0, 200);
    assert_eq!((compiled(&second), second.cache.kept), ((0, 0), 0));
    assert_ne!(fs::read(scratch.file("past")).unwrap(), before);
    // In one of the next the loop is hot, then the function at its first call, and that is what is stored.
    let next: Vec<(u64, u64)> = (0..5).map(|_| compiled(&run(&scratch.0, 200))).collect();
    assert_eq!(next.iter().map(|compiled| compiled.0).sum::<u64>(), 0);
    assert_eq!(next.iter().map(|compiled| compiled.1).sum::<u64>(), 2, "{next:?}");
    assert_eq!(next.last(), Some(&(0, 0)));
    // So is a long one, which runs in what was stored from its first round on.
    assert_eq!(compiled(&run(&scratch.0, 10_000)), (0, 0));
}

#[test]
fn counts_that_are_damaged_or_of_another_entry_are_none() {
    let (hot, other) = (Scratch::new("damaged"), Scratch::new("other"));
    // The other module counts more, in a function of the same index.
    run_text(
        &other.0,
        &TEXT.replace("$sum", "$other").replace("(local.get $other)))", "(nop) (local.get $other)))"),
        200,
    );
    run(&hot.0, 200);
    let path = hot.file("past");
    let hot_after = |past: &[u8]| {
        fs::write(&path, past).unwrap();
        // Enough to make it hot if what was counted before is known, and not without.
        compiled(&run(&hot.0, 550)).1 > 0
    };
    let good = fs::read(&path).unwrap();
    let foreign = fs::read(other.file("past")).unwrap();
    let damaged = |at: usize| [&good[..at], &[good[at] ^ 1], &good[at + 1..]].concat();
    let last = good.len() - 1;
    for past in [damaged(8), damaged(last), good[..last].to_vec(), foreign, Vec::new()] {
        assert!(!hot_after(&past), "{past:?}");
    }
    assert!(hot_after(&good));
}
