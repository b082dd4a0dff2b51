//! Tiers can be set up in several ways, and each has code paths of its own. Which one is taken, the module decides: so
//! every input says by itself how it is run, and hunts go through all of them.

use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use wharf::{ArtefactKey, Config, Cpu, Engine, MemoryStyle, Module, Result, Tier, TierUp};

use super::seen::hash;
use crate::generate::{MEMORY_BYTES, TABLE_ELEMENTS};

/// How the tiers are set up for a module.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Way {
    /// As usual, but functions are optimised when they have executed little.
    Plain,
    /// Everything is optimised as soon as it is asked for; memory accesses are checked, loops look whether they are to
    /// end, and each allocation collects.
    Hurried,
    /// From an artefact for an older processor, beside which baseline code and interpreter go on as in [`Way::Plain`].
    Stored,
}

/// So little that random programs change tiers, and enough for some calls to be counted before.
const SOON: TierUp = TierUp { per_byte: 0, least: 300, most: 300, background: false };
/// What is hot at once.
const AT_ONCE: TierUp = TierUp { least: 0, most: 0, ..SOON };

impl Way {
    pub(super) const ALL: [Way; 3] = [Way::Plain, Way::Hurried, Way::Stored];

    /// The way of this module: mostly the usual one.
    pub(super) fn of(wasm: &[u8]) -> Way {
        match hash(wasm) >> 61 {
            0 => Way::Stored,
            1..=3 => Way::Hurried,
            _ => Way::Plain,
        }
    }

    /// An engine of a tier, with or without fuel.
    pub(super) fn engine(self, tier: Tier, fuel: bool) -> Engine {
        let mut config = Config::new();
        config.tier(tier).threads(1).consume_fuel(fuel).max_memory(MEMORY_BYTES).max_table(TABLE_ELEMENTS);
        config.max_heap(16 << 20).max_stack(512 << 10).canonical_nans(true);
        match self {
            Way::Plain | Way::Stored => config.tier_up(SOON),
            Way::Hurried => {
                config.tier_up(AT_ONCE).interruptible(true).gc_stress(true).memory_style(MemoryStyle::Dense)
            }
        };
        Engine::new(&config).expect("a tier that was asked for before")
    }

    /// The module, for an engine of this way.
    pub(super) fn module(self, engine: &Engine, tier: Tier, wasm: &[u8]) -> Result<Module> {
        match self {
            Way::Stored if tier != Tier::Interp => stored(engine, wasm),
            _ => Module::from_binary(engine, wasm.to_vec()),
        }
    }
}

/// The module as it comes out of an artefact.
fn stored(engine: &Engine, wasm: &[u8]) -> Result<Module> {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let key = ArtefactKey::new("oracles");
    let mut artefact = Vec::new();
    Module::precompile(engine, wasm, Cpu::V2, &key, &mut artefact)?;
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    let file = Gone(std::env::temp_dir().join(format!("wharf-oracles-{}-{next}.cwharf", std::process::id())));
    let written = std::fs::File::create_new(&file.0).and_then(|mut file| file.write_all(&artefact));
    written.unwrap_or_else(|error| panic!("{}: {error}", file.0.display()));
    Module::from_artefact(engine, &file.0, &key)
}

/// A file that goes when its name does.
struct Gone(PathBuf);

impl Drop for Gone {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
