//! What an engine does with its cache: looks modules up as they come, and stores code when they go, if that is worth it.

use std::collections::HashSet;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use wharf_core::{Features, Module as Model};
use wharf_jit::artefact::Target;
use wharf_jit::tier::{Native, NativeModule, Published, Ran, Spent};

use super::Cache;
use super::afterwards;
use super::directory::Directory;
use super::entry::{Entry, Source};
use super::identity::Identity;
use super::inside::Inside;
use super::name::{self, BUILD, ModuleHash};
use super::past::Noted;
use super::precompile::features;
use super::secret::Secret;
use super::seen::{self, Seen};
use super::writer::{About, Writer};
use crate::config::{Config, workers};
use crate::policy::{Had, Tier};
use crate::stats::CacheStats;

/// Code that took less than this to make is not worth a file.
const WORTH_A_FILE: Duration = Duration::from_millis(5);
/// Bytes of wasm that are executed in some milliseconds: a program that executes fewer in baseline code, in one run, would
/// gain less by what is known of them than writing that down takes.
const WORTH_A_NOTE: u64 = 8 << 20;
/// How much of its time a program gains if something is not compiled while it goes on: a part.
const IN_THE_BACKGROUND: u32 = 4;
/// About how many bytes of an entry are written in a second, hashing included: for judging whether writing it anew pays.
const WRITTEN_IN_A_SECOND: f64 = 300e6;

/// The cache of an engine.
#[derive(Debug)]
pub(crate) struct Keeper {
    cache: Cache,
    target: Target,
    tier: Tier,
    features: Features,
    /// As [`workers`] takes it.
    threads: usize,
    /// Opened when the first module comes.
    directory: OnceLock<Option<Directory>>,
    hits: AtomicU64,
    misses: AtomicU64,
    seen: AtomicU64,
    kept: AtomicU64,
    kept_bytes: AtomicU64,
}

/// What was found for a module.
#[derive(Debug)]
pub(crate) struct Found {
    hash: ModuleHash,
    name: String,
    entry: Option<Arc<Entry>>,
    /// What was noted beside the entry.
    noted: Noted,
    /// The file it lies in, if that is to be noted.
    file: Option<Identity>,
}

impl Keeper {
    /// For an engine whose tier this is. `None` where there are no compiled tiers.
    pub(crate) fn new(cache: &Cache, native: &Native, config: &Config) -> Option<Keeper> {
        let target = Target::of(&native.plan().options).ok()?;
        Some(Keeper {
            cache: cache.clone(),
            target,
            tier: config.tier,
            features: config.features,
            threads: config.threads,
            directory: OnceLock::new(),
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
            seen: AtomicU64::new(0),
            kept: AtomicU64::new(0),
            kept_bytes: AtomicU64::new(0),
        })
    }

    /// Looks a module up by the file it is in, which is not read.
    pub(crate) fn seen(&self, file: &Identity) -> Option<(Found, Inside)> {
        let Seen { hash, inside } = seen::find(self.directory()?, file, &self.features)?;
        self.seen.fetch_add(1, Ordering::Relaxed);
        Some((self.found(hash), inside))
    }

    /// Looks a module up. It lies in this file, if that is known, of which the cache does not know it.
    pub(crate) fn find(&self, bytes: &[u8], file: Option<Identity>) -> Found {
        Found { file, ..self.found(ModuleHash::of(bytes)) }
    }

    fn found(&self, hash: ModuleHash) -> Found {
        let name = name::of(hash, &self.target, self.tier, &self.features);
        let (entry, noted) = self.open(&name, hash).unzip();
        let counter = if entry.is_some() { &self.hits } else { &self.misses };
        counter.fetch_add(1, Ordering::Relaxed);
        Found { hash, name, entry: entry.map(Arc::new), noted: noted.unwrap_or_default(), file: None }
    }

    fn directory(&self) -> Option<&Directory> {
        self.directory.get_or_init(|| Directory::open_checked(&self.cache.directory)).as_ref()
    }

    fn open(&self, name: &str, hash: ModuleHash) -> Option<(Entry, Noted)> {
        let directory = self.directory()?;
        let file = directory.open(name)?;
        let secret = Secret::of(directory)?;
        let entry = Entry::open(file, Some(&secret)).ok()?;
        // The name says all of this; but a file can be copied to another name.
        let head = entry.head();
        let same = head.build == BUILD && head.target == self.target && head.tier == self.tier.name();
        if !same || head.module != hash || head.features != features(self.features) {
            return None;
        }
        directory.used(entry.file());
        let counts = self.tier == Tier::Auto;
        let noted = counts.then(|| Noted::read(directory, name, &secret)).flatten();
        Some((entry, noted.unwrap_or_default()))
    }

    pub(crate) fn stats(&self) -> CacheStats {
        CacheStats {
            hits: self.hits.load(Ordering::Relaxed),
            misses: self.misses.load(Ordering::Relaxed),
            seen: self.seen.load(Ordering::Relaxed),
            kept: self.kept.load(Ordering::Relaxed),
            kept_bytes: self.kept_bytes.load(Ordering::Relaxed),
            ..CacheStats::default()
        }
    }
}

impl Found {
    /// Whether the module was found, and is valid therefore.
    pub(crate) fn is_hit(&self) -> bool {
        self.entry.is_some()
    }

    /// The code that was found.
    pub(crate) fn had(&self, module: &Model) -> Option<Had> {
        let entry = self.entry.clone()?;
        let complete = entry.is_complete(module.bodies.len());
        let defined = module.imported_funcs()..module.funcs.len() as u32;
        Some(Had { code: Arc::new(Source { entry, defined, past: self.noted.counts.clone() }), complete })
    }
}

/// A module whose code is stored when it goes.
pub(crate) struct Kept {
    keeper: Arc<Keeper>,
    found: Found,
    native: Arc<NativeModule>,
    /// How long it took to find it valid.
    checked: Duration,
    /// Notes meanwhile that the module lies in its file, see [`seen::note`].
    noting: Option<JoinHandle<()>>,
}

impl Kept {
    pub(crate) fn new(keeper: Arc<Keeper>, found: Found, native: Arc<NativeModule>, checked: Duration) -> Kept {
        let mut kept = Kept { keeper, found, native, checked, noting: None };
        if !kept.found.is_hit() {
            kept.noting =
                kept.note().and_then(|note| thread::Builder::new().name("wharf-cache".into()).spawn(note).ok());
        }
        kept
    }

    /// How long compiling took that no entry has yet, as if the program had waited for all of it.
    fn unsaved(&self) -> Duration {
        let Spent { waited, background, .. } = self.native.spent();
        waited + background / IN_THE_BACKGROUND + self.found.noted.unsaved
    }

    /// Whether later starts gain more by what is new than this one loses by writing it.
    fn is_worth_it(&self) -> bool {
        let spent = self.native.spent();
        if self.keeper.cache.eager || spent == Spent::default() {
            return spent != Spent::default();
        }
        let checked = if self.found.is_hit() { Duration::ZERO } else { self.checked };
        self.unsaved() + checked > WORTH_A_FILE.max(self.writing())
    }

    /// About how long writing the entry takes.
    fn writing(&self) -> Duration {
        let old = self.found.entry.as_ref().map_or(0, |entry| entry.head().places.hashed().end);
        let bytes = old + self.native.spent().native_bytes;
        Duration::from_secs_f64(bytes as f64 / WRITTEN_IN_A_SECOND)
    }

    /// What lets the next start find the module by its file, if it lies in one that is to be noted.
    fn note(&self) -> Option<impl FnOnce() + Send + 'static> {
        let (file, hash) = (self.found.file.clone()?, self.found.hash);
        let (keeper, module) = (self.keeper.clone(), self.native.validated().shared_module().clone());
        Some(move || {
            let Cache { directory, max_bytes, .. } = &keeper.cache;
            let Some(directory) = Directory::open_or_make(directory) else { return };
            if seen::note(&directory, &file, hash, &module, &keeper.features, *max_bytes).is_some() {
                directory.evict(*max_bytes);
            }
        })
    }

    /// Optimises for later runs what they gain more by than this one loses. Whether there was anything.
    fn optimize(&self, ran: &[Ran]) -> bool {
        let threads = workers(self.keeper.threads);
        let functions = afterwards::worth_optimizing(ran, threads, self.writing());
        self.native.optimize_these(&functions, threads);
        !functions.is_empty()
    }

    /// Writes the entry: how many bytes it has.
    fn store(&self, directory: &Directory, secret: &Secret) -> Option<u64> {
        let mut bytes = 0;
        let written = directory.write(&self.found.name, true, |file| {
            let mut writer = Writer::new(BufWriter::with_capacity(256 << 10, file), None, self.defined())?;
            self.functions(&self.native.published(), &mut writer)?;
            bytes = writer.finish(self.about(), secret)?;
            Ok(())
        });
        written.ok()?;
        directory.evict(self.keeper.cache.max_bytes);
        Some(bytes)
    }

    /// Notes what was counted, and what compiling took if the entry was not written.
    fn count(&self, stored: bool, directory: &Directory, secret: &Secret) {
        let unsaved = if stored { Duration::ZERO } else { self.unsaved() };
        let noted = Noted { counts: self.native.counted(), unsaved };
        // Without it, this run has counted in vain.
        let _ = noted.write(directory, &self.found.name, secret);
    }

    /// Writes what later runs gain by, if it is worth it: how many bytes the entry has then.
    fn keep(&self) -> Option<u64> {
        let Keeper { cache, tier, .. } = &*self.keeper;
        let counts = *tier == Tier::Auto;
        let ran: Vec<Ran> = if counts { self.native.left_in_baseline().collect() } else { Vec::new() };
        let executed: u64 = ran.iter().map(|ran| u64::from(ran.now)).sum();
        let notable = executed >= if cache.eager { 1 } else { WORTH_A_NOTE };
        if !notable && !self.is_worth_it() {
            return None;
        }
        let directory = Directory::open_or_make(&cache.directory).filter(Directory::is_writable)?;
        let worth_it = notable && self.optimize(&ran) || self.is_worth_it();
        if !worth_it && !self.found.is_hit() {
            return None;
        }
        let secret = Secret::of_or_new(&directory)?;
        let stored = worth_it.then(|| self.store(&directory, &secret)).flatten();
        if counts && (stored.is_some() || self.found.is_hit()) {
            self.count(stored.is_some(), &directory, &secret);
        }
        stored
    }

    fn about(&self) -> About {
        let Keeper { target, tier, features: proposals, .. } = &*self.keeper;
        About {
            target: target.clone(),
            tier: tier.name(),
            features: features(*proposals),
            module: self.found.hash,
            skeleton: [0; 32],
            boot: String::new(),
        }
    }

    /// The functions that were called this time, in the order of their first calls, which is likely to be the next
    /// start's; then what the entry had beside them.
    fn functions(&self, published: &[Published], writer: &mut Writer<impl Write>) -> io::Result<()> {
        let mut written = HashSet::with_capacity(published.len());
        for Published { defined, at, level, block } in published {
            if written.insert((*defined, *at)) {
                writer.function(*defined, *at, *level, block.info().compiled(), block.code())?;
            }
        }
        let Some(old) = &self.found.entry else { return Ok(()) };
        for record in old.head().records.iter().filter(|record| !written.contains(&(record.defined, record.at))) {
            if let Some((compiled, code)) = old.function(&record, self.defined()) {
                writer.function(record.defined, record.at, record.level, &compiled, code)?;
            }
        }
        Ok(())
    }

    /// The indices of the functions that the module defines.
    fn defined(&self) -> Range<u32> {
        let module = self.native.validated().module();
        module.imported_funcs()..module.funcs.len() as u32
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let stored = self.keep();
        if let Some(bytes) = stored {
            self.keeper.kept.fetch_add(1, Ordering::Relaxed);
            self.keeper.kept_bytes.fetch_add(bytes, Ordering::Relaxed);
        }
        match self.noting.take() {
            Some(noting) => drop(noting.join()),
            None if stored.is_some() || self.found.is_hit() => self.note().into_iter().for_each(|note| note()),
            None => {}
        }
    }
}
