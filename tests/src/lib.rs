//! Tests that cross rooms. The tests stand in `tests/tests`, their files in `tests/cli`; what they share stands here.

use wharf::{Config, Tier, TierUp};

/// The tier that the environment variable `WHARF_TIER` asks for; the default one without it.
pub fn tier() -> Tier {
    let named = std::env::var("WHARF_TIER").ok();
    named.map_or(Tier::Auto, |name| name.parse().unwrap_or_else(|error| panic!("WHARF_TIER: {error}")))
}

/// The default configuration with [`tier`]. With the environment variable `WHARF_EAGER`, functions and loops are optimised
/// on the spot when they have run a little, so that short tests change tiers too.
pub fn config() -> Config {
    let mut config = Config::new();
    config.tier(tier());
    if std::env::var_os("WHARF_EAGER").is_some() {
        config.tier_up(TierUp { per_byte: 1, least: 20, most: 1000, background: false });
    }
    config
}
