//! Tests that cross rooms. The tests stand in `tests/tests`, their files in `tests/cli`; what they share stands here.

use wharf::{Config, MemoryStyle, Tier, TierUp};

/// The tier that the environment variable `WHARF_TIER` asks for; the default one without it.
pub fn tier() -> Tier {
    let named = std::env::var("WHARF_TIER").ok();
    named.map_or(Tier::Auto, |name| name.parse().unwrap_or_else(|error| panic!("WHARF_TIER: {error}")))
}

/// How memories are kept, as the environment variable `WHARF_MEMORY_STYLE` asks for.
fn memory_style() -> MemoryStyle {
    let named = std::env::var("WHARF_MEMORY_STYLE").ok();
    named.map_or(MemoryStyle::default(), |name| {
        name.parse().unwrap_or_else(|error| panic!("WHARF_MEMORY_STYLE: {error}"))
    })
}

/// The default configuration with [`tier`]. With the environment variable `WHARF_GC_STRESS`, every allocation collects. With
/// `WHARF_EAGER`, functions and loops are optimised on the spot when they have run a little, so that short tests change
/// tiers too.
pub fn config() -> Config {
    let mut config = Config::new();
    config.tier(tier()).memory_style(memory_style());
    config.gc_stress(std::env::var_os("WHARF_GC_STRESS").is_some());
    if std::env::var_os("WHARF_EAGER").is_some() {
        config.tier_up(TierUp { per_byte: 1, least: 20, most: 1000, background: false });
    }
    config
}
