//! The choice of how code is executed.

use clap::Args;
use wharf::Tier;

/// How code is executed.
#[derive(Copy, Clone, Debug, Args)]
pub struct TierFlags {
    /// How code is executed: `auto` chooses by itself.
    #[arg(long, value_name = "TIER", env = "WHARF_TIER", hide_env = false, default_value = "auto")]
    pub tier: Tier,
}
