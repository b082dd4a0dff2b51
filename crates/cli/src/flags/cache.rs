//! Where machine code is kept for the next start.

use std::path::PathBuf;

use clap::Args;
use wharf::{Cache, Config};

/// Where machine code is kept for the next start.
#[derive(Clone, Debug, Args)]
pub struct CacheFlags {
    /// Neither take machine code from the cache nor store any.
    #[arg(long)]
    no_cache: bool,
    /// Keep machine code in this directory; without it, in `wharf` in the user's directory for caches.
    #[arg(long, value_name = "DIR", env = "WHARF_CACHE_DIR")]
    cache_dir: Option<PathBuf>,
    /// Let the cache take this many bytes; what was not used for longest goes first.
    #[arg(long, value_name = "BYTES")]
    cache_size: Option<u64>,
}

impl CacheFlags {
    /// Sets up an engine with the cache that is asked for.
    pub fn configure(&self, config: &mut Config) {
        if self.no_cache {
            return;
        }
        let cache = self.cache_dir.as_ref().map(Cache::at).or_else(Cache::of_user);
        config.cache(cache.map(|cache| match self.cache_size {
            Some(bytes) => cache.max_bytes(bytes),
            None => cache,
        }));
    }
}
