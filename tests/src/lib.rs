//! Tests that cross rooms. The tests stand in `tests/tests`, their files in `tests/cli`; what they share stands here.

use wharf::{Config, Tier};

/// The tier that the environment variable `WHARF_TIER` asks for; the default one without it.
pub fn tier() -> Tier {
    let named = std::env::var("WHARF_TIER").ok();
    named.map_or(Tier::Auto, |name| name.parse().unwrap_or_else(|error| panic!("WHARF_TIER: {error}")))
}

/// The default configuration with [`tier`].
pub fn config() -> Config {
    let mut config = Config::new();
    config.tier(tier());
    config
}
