//! A little of every hunt in each test run, always the same. `cargo run --release -p wharf-oracles --example hunt` goes on
//! from there.

use wharf_oracles::hunt::{Tally, Target, attempt};

/// Tries so many inputs; at least so many hundredths of them must be valid, or the test would show little.
fn short(target: Target, count: u64, percent: usize) -> Tally {
    let mut tally = Tally::default();
    for seed in 0..count {
        if let Err(finding) = attempt(target, seed, &mut tally) {
            panic!("{} {seed}: {finding}", target.name());
        }
    }
    println!("{tally:?}");
    assert!(tally.valid * 100 >= tally.tried * percent, "only {} of {} were valid", tally.valid, tally.tried);
    tally
}

#[test]
fn damaged_modules_get_wasmparsers_verdict() {
    short(Target::Decode, 10_000, 10);
}

#[test]
fn generated_modules_get_wasmparsers_verdict() {
    short(Target::Validate, 500, 30);
}

#[test]
fn generated_modules_run_alike_everywhere() {
    let tally = short(Target::Run, 200, 30);
    assert!(tally.runs.returned > 40 && tally.runs.trapped > 100 && tally.runs.compared > 1000, "{tally:?}");
}

#[test]
fn damaged_texts_get_wasts_verdict() {
    short(Target::Text, 3000, 2);
}

#[test]
fn modules_survive_being_printed() {
    short(Target::Print, 500, 20);
}
