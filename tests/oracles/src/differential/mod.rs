//! Does a module run alike everywhere? It runs in the interpreter, in every other tier and in wasmtime, one step in each
//! after the other: instantiation, then calls of every exported function. After each step results, traps, places of
//! traps and fuel are compared, at the end globals, memories, tables and what the host was called with.
//!
//! The tiers are set up in one of several ways (`way.rs`), which depends on the module.
//!
//! The interpreter is what the others are compared with. One that runs out of something that the specification does not
//! measure (stack, heap) at another point than the interpreter is not wrong: it leaves the comparison there.

mod ours;
mod seen;
mod theirs;
mod way;

use wharf::Tier;
use wharf_core::trap::TrapKind;

use crate::generate::Runnable;
use crate::{Answer, Finding};
use ours::{Machine, Ours};
use seen::{Ending, Runner, Step};
use theirs::Theirs;
use way::Way;

pub use seen::Seen;

/// After so many modules engines are made anew, since they remember every type they have seen.
const MODULES_PER_ENGINE: usize = 500;
/// How often every function is called, each time with other arguments.
const ROUNDS: u64 = 2;
/// The most calls of one round.
const CALLS: usize = 16;

/// How much was compared.
#[derive(Copy, Clone, Debug, Default)]
pub struct Summary {
    /// Modules that were instantiated.
    pub modules: usize,
    /// Calls that returned.
    pub returned: usize,
    /// Calls that trapped.
    pub trapped: usize,
    /// Calls that ended by an exception, or by an error of the host.
    pub thrown: usize,
    /// Steps that were compared with those of another tier or engine.
    pub compared: usize,
}

impl Summary {
    /// Adds what another run compared.
    pub fn add(&mut self, other: Summary) {
        self.modules += other.modules;
        self.returned += other.returned;
        self.trapped += other.trapped;
        self.thrown += other.thrown;
        self.compared += other.compared;
    }

    fn note(&mut self, step: &Step) {
        match step.ending {
            Ending::Returned(_) => self.returned += 1,
            Ending::Trapped(TrapKind::UncaughtException) | Ending::Host => self.thrown += 1,
            Ending::Trapped(_) => self.trapped += 1,
            _ => {}
        }
    }
}

/// The tiers of this build and wasmtime, made once for many modules.
pub struct Differential {
    tiers: Vec<Tier>,
    engines: Option<Engines>,
    used: usize,
}

struct Engines {
    /// Every tier in every way, with fuel and without.
    ours: Vec<Machine>,
    theirs: wasmtime::Engine,
}

impl Engines {
    fn new(tiers: &[Tier]) -> Engines {
        let fuelled = |way, tier: &Tier| [false, true].map(|fuel| Machine::new(*tier, way, fuel));
        let all = |way| tiers.iter().flat_map(move |tier| fuelled(way, tier));
        Engines { ours: Way::ALL.into_iter().flat_map(all).collect(), theirs: theirs::engine() }
    }

    /// The tiers that a module is run in, the interpreter first. The engine counts for a module that does not.
    fn machines(&self, module: &Runnable) -> impl Iterator<Item = &Machine> {
        let (way, fuel) = (Way::of(&module.bytes), !module.counts);
        self.ours.iter().filter(move |machine| machine.way == way && machine.fuel == fuel)
    }
}

impl Default for Differential {
    fn default() -> Differential {
        Differential::new()
    }
}

impl Differential {
    /// Every tier that this build has.
    pub fn new() -> Differential {
        let mut tiers = vec![Tier::Interp];
        tiers.extend([Tier::Baseline, Tier::Optimizing, Tier::Auto].into_iter().filter(|tier| ours::works(*tier)));
        Differential { tiers, engines: None, used: 0 }
    }

    /// The tiers that are compared.
    pub fn tiers(&self) -> &[Tier] {
        &self.tiers
    }

    /// Runs a module everywhere.
    ///
    /// # Errors
    /// The first difference.
    pub fn check(&mut self, module: &Runnable) -> Answer<Summary> {
        self.used += 1;
        if self.used.is_multiple_of(MODULES_PER_ENGINE) {
            self.engines = None;
        }
        let tiers = &self.tiers;
        let engines = self.engines.get_or_insert_with(|| Engines::new(tiers));
        let mut runners: Vec<Box<dyn Runner + '_>> = Vec::new();
        for machine in engines.machines(module) {
            runners.push(Box::new(Ours::new(machine)));
        }
        // What the specification leaves open wasmtime may decide otherwise.
        if !module.open {
            runners.push(Box::new(Theirs::new(&engines.theirs)));
        }
        run(runners, &module.bytes).map_err(|message| Finding::new(message, &module.bytes))
    }
}

/// Runs a module in every runner, the first of which is what the others are compared with.
fn run(mut runners: Vec<Box<dyn Runner + '_>>, wasm: &[u8]) -> Result<Summary, String> {
    let mut summary = Summary::default();
    let Some(first) = step(&mut runners, &mut summary, "instantiation", |runner| runner.instantiate(wasm))? else {
        return Ok(summary);
    };
    if !matches!(first.ending, Ending::Returned(_)) {
        return Ok(summary);
    }
    summary.modules = 1;
    let functions = runners[0].functions();
    for round in 0..ROUNDS {
        for (index, name) in functions.iter().enumerate().take(CALLS) {
            let salt = round << 32 | index as u64;
            let place = format!("call of {name:?} with arguments {salt:#x}");
            match step(&mut runners, &mut summary, &place, |runner| runner.call(name, salt))? {
                Some(step) => summary.note(&step),
                None => return Ok(summary),
            }
        }
    }
    let state = runners[0].state();
    for other in &mut runners[1..] {
        let theirs = other.state();
        for (name, value) in &theirs {
            let ours = state.iter().find(|(other, _)| other == name).map(|(_, value)| value);
            if ours != Some(value) {
                return Err(format!("at the end {name} is {ours:?}, with {} it is {value:?}", other.name()));
            }
        }
    }
    Ok(summary)
}

/// One step in each. `None`: there is nothing to go on with.
fn step(
    runners: &mut Vec<Box<dyn Runner + '_>>,
    summary: &mut Summary,
    place: &str,
    mut action: impl FnMut(&mut dyn Runner) -> Step,
) -> Result<Option<Step>, String> {
    let (first, others) = runners.split_first_mut().expect("the interpreter is there");
    let expected = action(&mut **first);
    if let Ending::Failed(message) = &expected.ending {
        return Err(format!("{place}: the interpreter fails: {message}"));
    }
    let mut apart = Vec::new();
    for other in others.iter_mut() {
        let came = action(&mut **other);
        let precise = other.is_ours();
        summary.compared += 1;
        match expected.compare(&came, precise) {
            seen::Verdict::Same => apart.push(false),
            seen::Verdict::Apart => apart.push(true),
            seen::Verdict::Different => {
                let (name, reference) = (other.name(), first.name());
                return Err(format!("{place}: {reference} says {expected}\n  and {name} says {came}"));
            }
        }
    }
    let mut apart = std::iter::once(false).chain(apart);
    runners.retain(|_| !apart.next().unwrap_or(false));
    let on = !expected.is_vague() && runners.len() > 1;
    Ok(on.then_some(expected))
}
