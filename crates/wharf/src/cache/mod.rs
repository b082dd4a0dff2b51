//! The code cache: machine code that one process made, for the next one that runs the same module.
//!
//! A cache is a directory of artefacts ([`format`]), one for each combination of a module's bytes, this build of wharf,
//! the processor and what the code must heed ([`name`]). A module that is found there was valid when it was stored, so its
//! bodies are not checked again, and a function that is called takes its code from there, one by one, as it is called.
//! What is missing is compiled as always, and when the module goes, code that took long to make is stored.
//!
//! Nothing here fails in a way that anybody sees: a cache that cannot be read or written is a cache without entries.
//!
//! | file | owns |
//! |---|---|
//! | `directory` | the directory: whose it is, files that appear whole or not at all, what goes when it is full |
//! | `secret` | the key that entries are authenticated by |
//! | `name` | what an entry is filed under |
//! | `identity`, `seen` | modules found again by the file they are in, without reading it |
//! | `format`, `record` | an artefact as bytes; what it says of a function |
//! | `writer`, `entry` | writing one; one that is open, as the tier asks it |
//! | `afterwards` | what a run that ends still optimises for the next ones |
//! | `past` | what runs have counted, for the next ones |
//! | `inside` | the module in one, with its outline and the image of its memory |
//! | `keeper` | looking up, and what is worth storing |
//! | `artefact`, `precompile` | artefacts that people handle: opening and making them |
//!
//! Why it may be trusted, and with what, stands in `RATIONALE.md`.

mod afterwards;
mod artefact;
mod directory;
mod entry;
mod format;
mod identity;
mod inside;
mod keeper;
mod name;
mod past;
mod precompile;
mod record;
mod secret;
mod seen;
mod writer;

use std::path::{Path, PathBuf};

pub use artefact::ArtefactKey;
pub(crate) use artefact::{Artefact, write as precompile};
pub(crate) use format::Refused;
pub(crate) use identity::Identity;
pub(crate) use inside::Inside;
pub(crate) use keeper::{Found, Keeper, Kept};
pub(crate) use seen::identity_of;

/// Bytes that a cache may take unless its owner says otherwise.
const MAX_BYTES: u64 = 1 << 30;

/// A place for machine code to outlive the process: [`crate::Config::cache`].
///
/// The directory must belong to the user that runs this process, and nobody else may be able to write to it: code from it
/// is executed. Else it is not used. Processes may share it.
///
/// It is written to when a module is dropped, if that is worth it. Once in several runs, for about half a second at most,
/// functions are optimised then that all runs together have spent much time in.
///
/// # Examples
///
/// ```
/// use wharf::{Cache, Config, Engine, Module, Tier};
///
/// # let directory = std::env::temp_dir().join(format!("wharf-doc-{}", std::process::id()));
/// let mut config = Config::new();
/// config.tier(Tier::Optimizing).cache(Cache::at(&directory).max_bytes(64 << 20));
/// let module = "(module (func (export \"f\") (result i32) (i32.const 1)))";
/// // The first engine compiles the module; code that took long to make would be stored when the module is dropped.
/// let first = Engine::new(&config)?;
/// drop(Module::new(&first, module)?);
/// assert_eq!(first.stats().cache.misses, 1);
/// # std::fs::remove_dir_all(&directory).ok();
/// # Ok::<(), wharf::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cache {
    pub(crate) directory: PathBuf,
    pub(crate) max_bytes: u64,
    pub(crate) eager: bool,
}

impl Cache {
    /// A cache in this directory, which is made when something is stored.
    pub fn at(directory: impl Into<PathBuf>) -> Cache {
        Cache { directory: directory.into(), max_bytes: MAX_BYTES, eager: false }
    }

    /// The cache of the user that runs this process: `wharf` in `$XDG_CACHE_HOME`, or in `~/.cache`. `None` if neither is
    /// known.
    pub fn of_user() -> Option<Cache> {
        let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let caches = absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache")))?;
        Some(Cache::at(caches.join("wharf")))
    }

    /// How many bytes it may take; what was not used for longest goes first. At first, 1 GiB.
    pub fn max_bytes(self, bytes: u64) -> Cache {
        Cache { max_bytes: bytes, ..self }
    }

    /// Stores whatever was compiled, also what took no time worth speaking of. For tests.
    pub fn eager(self, eager: bool) -> Cache {
        Cache { eager, ..self }
    }

    /// Where it is.
    pub fn directory(&self) -> &Path {
        &self.directory
    }
}
