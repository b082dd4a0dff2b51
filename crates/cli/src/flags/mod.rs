//! Groups of flags that several verbs share, as data. What a flag does is decided by who reads it.

pub mod cache;
pub mod cpu;
pub mod key;
pub mod limits;
pub mod tier;

pub use cache::CacheFlags;
pub use cpu::Processor;
pub use key::KeyFlags;
pub use limits::LimitFlags;
pub use tier::TierFlags;

use clap::{Args, ValueEnum};
use wharf_core::Features;

/// When to use colour.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Which proposals are allowed.
#[derive(Clone, Debug, Args)]
pub struct FeatureFlags {
    /// Proposals to allow or refuse, e.g. `-simd,legacy-exceptions`; `mvp` and `all` are sets.
    ///
    /// Everything that is part of WebAssembly 3.0, and threads, wide-arithmetic and custom-page-sizes, is on from the
    /// start. `NAME` adds a proposal, `-NAME` takes it away, `mvp` leaves only WebAssembly 1.0, `all` adds all.
    #[arg(long, value_name = "LIST", allow_hyphen_values = true, default_value = "", hide_default_value = true)]
    pub features: Features,
}
