//! The choice of how code is executed.

use clap::Args;
use wharf::{Config, MemoryStyle, Tier};

/// How code is executed.
#[derive(Copy, Clone, Debug, Args)]
pub struct TierFlags {
    /// How code is executed: `auto` chooses by itself.
    #[arg(long, value_name = "TIER", env = "WHARF_TIER", hide_env = false, default_value = "auto")]
    tier: Tier,
    /// How memories are kept: `reserved` takes addresses for 4 GiB each, so that accesses need no checks; `dense` takes
    /// what is used, and checks each.
    #[arg(long, value_name = "STYLE", env = "WHARF_MEMORY_STYLE", hide_env = false, default_value = "reserved")]
    memory_style: MemoryStyle,
}

impl TierFlags {
    /// Sets up an engine accordingly.
    pub fn configure(&self, config: &mut Config) {
        config.tier(self.tier).memory_style(self.memory_style);
    }
}
