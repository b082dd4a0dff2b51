//! How much a store may use. Every limit is on by default and generous; an embedder of strangers' programs lowers them.

/// The limits of a store, and how it keeps memories.
#[derive(Clone, Debug)]
pub struct StoreConfig {
    /// The largest size of one linear memory, in bytes. Growing beyond it fails as `memory.grow` fails.
    pub memory_bytes: u64,
    /// The largest number of elements of one table.
    pub table_elements: u64,
    /// The largest number of instances.
    pub instances: u32,
    /// The largest size of the heap for garbage-collected objects, in bytes; never above 4 GiB − 64 KiB.
    pub heap_bytes: u64,
    /// How 32-bit memories are kept.
    pub memory_style: MemoryStyle,
    /// Collect at every allocation: slow, and finds references that somebody forgot to report.
    pub gc_stress: bool,
    /// The fuel of the store to begin with, counted by code that was compiled to count it.
    pub fuel: i64,
    /// How deep the calls of a tier may be nested, in bytes of its stack.
    pub stack_bytes: usize,
}

/// How linear memories with 32-bit addresses and 64 KiB pages are kept. All others are always dense.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum MemoryStyle {
    /// Addresses for 4 GiB and a guard behind are reserved, so that code needs no bounds checks: costs address space.
    #[default]
    Reserved,
    /// Only what is used is reserved; every access is checked.
    Dense,
}

impl MemoryStyle {
    /// Both of them.
    pub const ALL: [MemoryStyle; 2] = [MemoryStyle::Reserved, MemoryStyle::Dense];

    /// The word for it on a command line.
    pub const fn name(self) -> &'static str {
        match self {
            MemoryStyle::Reserved => "reserved",
            MemoryStyle::Dense => "dense",
        }
    }
}

impl std::fmt::Display for MemoryStyle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for MemoryStyle {
    type Err = String;

    fn from_str(name: &str) -> Result<MemoryStyle, String> {
        let found = MemoryStyle::ALL.into_iter().find(|style| style.name() == name);
        found.ok_or_else(|| "the styles are reserved and dense".to_owned())
    }
}

impl Default for StoreConfig {
    fn default() -> StoreConfig {
        StoreConfig {
            memory_bytes: 64 << 30,
            table_elements: 10_000_000,
            instances: 1_000_000,
            heap_bytes: 1 << 30,
            memory_style: MemoryStyle::default(),
            gc_stress: false,
            fuel: i64::MAX,
            stack_bytes: 16 << 20,
        }
    }
}
