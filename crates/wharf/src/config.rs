//! How an engine is set up. Plain data; what a tier means is decided in [`crate::policy`].

use wharf_core::Features;
use wharf_jit::options::Cpu;
use wharf_jit::tier::TierUp;
use wharf_vm::{MemoryStyle, StoreConfig};

use crate::cache::Cache;
use crate::policy::Tier;
use crate::profiler::Profiler;

/// How an [`crate::Engine`] is set up.
///
/// # Examples
///
/// ```
/// use wharf::{Config, Engine, Features};
///
/// let mut config = Config::new();
/// config.features(Features::parse("-simd")?).max_memory(16 << 20);
/// let engine = Engine::new(&config)?;
/// # let _ = engine;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Config {
    pub(crate) features: Features,
    pub(crate) tier: Tier,
    pub(crate) tier_up: TierUp,
    pub(crate) threads: usize,
    pub(crate) cache: Option<Cache>,
    pub(crate) cpu: Cpu,
    pub(crate) fuel: bool,
    pub(crate) canonical_nans: bool,
    pub(crate) interruptible: bool,
    pub(crate) profiler: Option<Profiler>,
    pub(crate) readable: Option<fn(&str) -> String>,
    pub(crate) store: StoreConfig,
}

impl Default for Config {
    fn default() -> Config {
        Config::new()
    }
}

impl Config {
    /// All of WebAssembly 3.0 and more ([`Features::default`]), the tier chosen by wharf, generous limits.
    pub fn new() -> Config {
        Config {
            features: Features::default(),
            tier: Tier::Auto,
            tier_up: TierUp::default(),
            threads: 0,
            cache: None,
            cpu: Cpu::Native,
            fuel: false,
            canonical_nans: false,
            interruptible: false,
            profiler: None,
            readable: None,
            store: StoreConfig::default(),
        }
    }

    /// Which proposals modules may use.
    pub fn features(&mut self, features: Features) -> &mut Config {
        self.features = features;
        self
    }

    /// How code is executed.
    pub fn tier(&mut self, tier: Tier) -> &mut Config {
        self.tier = tier;
        self
    }

    /// When [`Tier::Auto`] optimises a function.
    pub fn tier_up(&mut self, tier_up: TierUp) -> &mut Config {
        self.tier_up = tier_up;
        self
    }

    /// For which processors the optimising compiler makes code, and which code of others is run here: what this one can do,
    /// at first.
    pub fn cpu(&mut self, cpu: Cpu) -> &mut Config {
        self.cpu = cpu;
        self
    }

    /// Where machine code is kept for later processes. At first, nowhere.
    pub fn cache(&mut self, cache: impl Into<Option<Cache>>) -> &mut Config {
        self.cache = cache.into();
        self
    }

    /// How many threads may check one module; 0 means as many as there are cores. Small modules never use more than
    /// the calling one.
    pub fn threads(&mut self, threads: usize) -> &mut Config {
        self.threads = threads;
        self
    }

    /// Whether programs use up fuel, which [`crate::Store::set_fuel`] gives. Off at first, when it costs nothing.
    pub fn consume_fuel(&mut self, fuel: bool) -> &mut Config {
        self.fuel = fuel;
        self
    }

    /// Whether every NaN that arithmetic gives is the positive canonical one, in every tier: what a program computes is
    /// then the same everywhere. Off at first: the specification lets a NaN be what the processor makes of it, which costs
    /// nothing.
    ///
    /// ```
    /// use wharf::{Config, Engine, Instance, Module, Store};
    ///
    /// let engine = Engine::new(Config::new().canonical_nans(true))?;
    /// let text = r#"(module (func (export "f") (param f64) (result f64) (f64.add (local.get 0) (f64.const 1))))"#;
    /// let mut store = Store::new(&engine, ());
    /// let instance = Instance::new(&mut store, &Module::new(&engine, text)?, &[])?;
    /// let f = instance.get_typed_func::<f64, f64>(&mut store, "f")?;
    /// let result = f.call(&mut store, f64::from_bits(0xfff8_0000_0000_1234))?;
    /// assert_eq!(result.to_bits(), 0x7ff8_0000_0000_0000);
    /// # Ok::<(), wharf::Error>(())
    /// ```
    ///
    /// Specification: [deterministic profile](https://webassembly.github.io/spec/core/appendix/profiles.html#deterministic-profile-small-mathrm-det).
    pub fn canonical_nans(&mut self, canonical: bool) -> &mut Config {
        self.canonical_nans = canonical;
        self
    }

    /// The profiler that is told where machine code is, as it comes. None at first.
    pub fn profiler(&mut self, profiler: impl Into<Option<Profiler>>) -> &mut Config {
        self.profiler = profiler.into();
        self
    }

    /// How the profiler is told names of functions: demangled, say. As they stand in the module at first.
    pub fn readable_names(&mut self, readable: fn(&str) -> String) -> &mut Config {
        self.readable = Some(readable);
        self
    }

    /// Whether programs can be stopped by [`crate::Store::set_deadline`] or an [`crate::InterruptHandle`]. Off at first;
    /// it costs a look at a word in memory for about each turn of a loop and each call, a few hundredths of the time mostly.
    pub fn interruptible(&mut self, interruptible: bool) -> &mut Config {
        self.interruptible = interruptible;
        self
    }

    /// How memories with 32-bit addresses are kept.
    pub fn memory_style(&mut self, style: MemoryStyle) -> &mut Config {
        self.store.memory_style = style;
        self
    }

    /// The largest size of one linear memory, in bytes; a program that asks for more at run time sees its growth fail.
    pub fn max_memory(&mut self, bytes: u64) -> &mut Config {
        self.store.memory_bytes = bytes;
        self
    }

    /// The largest number of elements of one table.
    pub fn max_table(&mut self, elements: u64) -> &mut Config {
        self.store.table_elements = elements;
        self
    }

    /// The largest number of instances in one store.
    pub fn max_instances(&mut self, instances: u32) -> &mut Config {
        self.store.instances = instances;
        self
    }

    /// The largest size of a store's heap for garbage-collected objects, in bytes.
    pub fn max_heap(&mut self, bytes: u64) -> &mut Config {
        self.store.heap_bytes = bytes;
        self
    }

    /// The stack that calls between functions may use, in bytes; beyond it is the trap `call stack exhausted`.
    pub fn max_stack(&mut self, bytes: usize) -> &mut Config {
        self.store.stack_bytes = bytes;
        self
    }

    /// Collects garbage at every allocation: slow, and shows references that somebody forgot. For tests.
    pub fn gc_stress(&mut self, stress: bool) -> &mut Config {
        self.store.gc_stress = stress;
        self
    }
}

/// How many threads work on what takes long, if so many are asked for: 0 means as many as there are cores. Counting those reads
/// files.
pub(crate) fn workers(asked: usize) -> usize {
    if asked == 0 { std::thread::available_parallelism().map_or(1, usize::from) } else { asked }
}
