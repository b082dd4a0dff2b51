//! Code from an earlier run, and code for a later one: what the tier asks of a cache and what a cache asks of the tier.
//!
//! Neither side waits for the other: a function is asked for at its first call, and what a module has compiled is listed
//! from a snapshot.

use std::fs::File;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use wharf_core::Result;
use wharf_vm::code::{CodeBlock, Index};
use wharf_vm::compiled::{CompiledFunc, Unread};

use super::Level;
use super::module::{Made, NativeModule};

/// Where code may be had without compiling.
pub trait Stored: Send + Sync {
    /// The code as a part of a file, if it can run where the file has it.
    fn text(&self) -> Option<TextFile<'_>> {
        None
    }

    /// The best code there is for a defined function. Asked for at most once for each function and level; it must have
    /// been compiled from this module, for this machine, with the options of the tier's plan. If `mapped`, the text was
    /// mapped, so code in it may be [placed](Unpublished::Placed).
    fn function(&self, defined: u32, mapped: bool) -> Option<StoredCode>;

    /// The code that goes on at the loop at this offset of the module.
    fn loop_entry(&self, defined: u32, at: u32, mapped: bool) -> Option<StoredCode> {
        let _ = (defined, at, mapped);
        None
    }
}

/// Code that can run where a file has it: it was [linked](crate::artefact::Linker) for that.
pub struct TextFile<'a> {
    /// The file.
    pub file: &'a File,
    /// Where in it the code is. It begins on a page.
    pub range: Range<u64>,
    /// Where functions are in it.
    pub index: Box<dyn Index>,
}

/// Code that was had without compiling.
pub struct StoredCode {
    /// What made it.
    pub level: Level,
    /// The code.
    pub code: Unpublished,
}

/// Code that is about to be made known, and executable if it is not.
pub enum Unpublished {
    /// It is copied into code memory.
    Copied {
        /// The function; without its tables, if they are unread.
        compiled: Box<CompiledFunc>,
        /// Its tables, if they are read when they are needed.
        unread: Option<Unread>,
    },
    /// It stands in the text that was mapped.
    Placed {
        /// Where, in bytes from the beginning of the text.
        range: Range<u32>,
        /// As [`CompiledFunc::sites`].
        sites: Vec<u32>,
    },
}

impl Unpublished {
    /// How many bytes of machine code there are.
    pub fn len(&self) -> usize {
        match self {
            Unpublished::Copied { compiled, .. } => compiled.code.len(),
            Unpublished::Placed { range, .. } => range.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// As [`CompiledFunc::sites`].
    pub(super) fn sites(&self) -> &[u32] {
        match self {
            Unpublished::Copied { compiled, .. } => &compiled.sites,
            Unpublished::Placed { sites, .. } => sites,
        }
    }
}

impl From<CompiledFunc> for Unpublished {
    fn from(compiled: CompiledFunc) -> Unpublished {
        Unpublished::Copied { compiled: Box::new(compiled), unread: None }
    }
}

/// Code that a module has.
pub struct Published {
    /// The defined function.
    pub defined: u32,
    /// The loop it enters at; `None` for the function itself.
    pub at: Option<u32>,
    /// What made it.
    pub level: Level,
    /// The code.
    pub block: Arc<CodeBlock>,
}

impl NativeModule {
    /// Every function's best code and every entry at a loop, in the order in which they came.
    pub fn published(&self) -> Vec<Published> {
        let made = self.code().made.clone();
        let published = made.into_iter().filter_map(|Made { defined, at, entry, block }| {
            let level = match at {
                None => {
                    self.level(defined).filter(|_| self.current(defined).is_some_and(|code| code as usize == entry))?
                }
                Some(_) => Level::Optimizing,
            };
            let block = match (block, &self.text) {
                (Some(block), _) => block,
                (None, Some(text)) => Arc::new(text.block((entry - text.start() as usize) as u32)?),
                (None, None) => return None,
            };
            Some(Published { defined, at, level, block })
        });
        published.collect()
    }

    /// How long compiling took in this process for this module: what a later run is saved if the code is kept.
    pub fn compile_time(&self) -> Duration {
        Duration::from_nanos(self.spent.load(Ordering::Relaxed))
    }

    /// Installs stored code of this level at least. False if there is none.
    pub(super) fn install_stored(&self, defined: u32, level: Level) -> Result<bool> {
        let Some(stored) = &self.stored else { return Ok(false) };
        let start = Instant::now();
        let found = stored.function(defined, self.text.is_some()).filter(|found| found.level >= level);
        let Some(StoredCode { level, code }) = found else { return Ok(false) };
        let (wasm, native) = (self.body_len(defined), code.len());
        self.install(defined, level, code)?;
        self.stats.loaded(wasm, native, start.elapsed());
        Ok(true)
    }

    /// Counts a function that was compiled.
    pub(super) fn compiled(&self, level: Level, defined: u32, native: usize, time: Duration) {
        self.spent.fetch_add(time.as_nanos() as u64, Ordering::Relaxed);
        self.stats.compiled(level, self.body_len(defined), native, time);
    }
}
