//! The questions as a list, each with its source of inputs, so that tests and the example `hunt` ask them alike.

use std::cell::RefCell;

use crate::differential::{Differential, Summary};
use crate::random::Random;
use crate::{Answer, acceptance, corpus, generate, roundtrip, text};

/// One of the questions.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// Damaged modules of the suite: the verdict of `wasmparser`.
    Decode,
    /// Modules of `wasm-smith`, damaged or not: the verdict of `wasmparser`.
    Validate,
    /// Modules of `wasm-smith`: the same run in every tier and in wasmtime.
    Run,
    /// Damaged texts of the suite: the verdict and the bytes of `wast`.
    Text,
    /// Modules of both kinds: printed and read again.
    Print,
}

impl Target {
    /// All of them.
    pub const ALL: [Target; 5] = [Target::Decode, Target::Validate, Target::Run, Target::Text, Target::Print];

    /// Its name on a command line, which is that of the fuzz target as well.
    pub fn name(self) -> &'static str {
        match self {
            Target::Decode => "decode",
            Target::Validate => "validate",
            Target::Run => "run",
            Target::Text => "text",
            Target::Print => "print",
        }
    }
}

/// How far a hunt has come.
#[derive(Copy, Clone, Debug, Default)]
pub struct Tally {
    /// Inputs that were tried.
    pub tried: usize,
    /// Inputs that were valid, which is where most can go wrong.
    pub valid: usize,
    /// What was compared in runs.
    pub runs: Summary,
}

/// Tries one input that this seed gives.
///
/// # Errors
/// What was found.
pub fn attempt(target: Target, seed: u64, tally: &mut Tally) -> Answer<()> {
    let mut random = Random::new(seed);
    tally.tried += 1;
    let valid = match target {
        Target::Decode => acceptance::check(&damaged_module(&mut random))?,
        Target::Validate => match generated_module(&mut random) {
            Some(bytes) => acceptance::check(&bytes)?,
            None => return Ok(()),
        },
        Target::Run => return run(&mut random, tally),
        Target::Text => {
            let texts = corpus::texts();
            text::check(&corpus::damage_text(&texts[random.below(texts.len())], &mut random))?
        }
        Target::Print if random.below(2) == 0 => roundtrip::check(&damaged_module(&mut random))?,
        Target::Print => match generated_module(&mut random) {
            Some(bytes) => roundtrip::check(&bytes)?,
            None => return Ok(()),
        },
    };
    tally.valid += usize::from(valid);
    Ok(())
}

fn run(random: &mut Random, tally: &mut Tally) -> Answer<()> {
    let size = 500 + random.below(8000);
    let Some(module) = generate::runnable(&random.bytes(size)) else { return Ok(()) };
    let summary = differential(&module)?;
    tally.valid += summary.modules;
    tally.runs.add(summary);
    Ok(())
}

/// Runs a module everywhere, with engines that are kept for this thread.
///
/// # Errors
/// The first difference.
pub fn differential(module: &generate::Runnable) -> Answer<Summary> {
    thread_local!(static ENGINES: RefCell<Differential> = RefCell::new(Differential::new()));
    ENGINES.with_borrow_mut(|engines| engines.check(module))
}

fn damaged_module(random: &mut Random) -> Vec<u8> {
    let modules = corpus::modules();
    let mut bytes = modules[random.below(modules.len())].clone();
    corpus::damage(&mut bytes, random);
    bytes
}

fn generated_module(random: &mut Random) -> Option<Vec<u8>> {
    let size = 300 + random.below(3000);
    let mut bytes = generate::any(&random.bytes(size))?;
    if random.below(2) == 0 {
        corpus::damage(&mut bytes, random);
    }
    Some(bytes)
}
