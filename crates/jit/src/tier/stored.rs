//! Code from an earlier run, and code for a later one: what the tier asks of a cache and what a cache asks of the tier.
//!
//! Neither side waits for the other: a function is asked for at its first call, and what a module has compiled is listed
//! from a snapshot.

use std::collections::HashMap;
use std::fs::File;
use std::ops::Range;
use std::sync::Arc;
use std::time::Instant;

use wharf_core::Result;
use wharf_vm::code::{CodeBlock, Index};
use wharf_vm::compiled::{CompiledFunc, Unread};

use super::Level;
use super::module::{Made, NativeModule};
use crate::profile::past::Past;

/// Where code may be had without compiling.
pub trait Stored: Send + Sync {
    /// The code as a part of a file, if it can run where the file has it.
    fn text(&self) -> Option<TextFile<'_>> {
        None
    }

    /// What was counted in earlier runs.
    fn past(&self) -> Past {
        Past::default()
    }

    /// The best code there is for a defined function. Asked for at most once for each function and level; it must have
    /// been compiled from this module, for this machine, with the options of the tier's plan. If `mapped`, the text was
    /// mapped, so code in it may be [placed](Unpublished::Placed).
    fn function(&self, defined: u32, mapped: bool) -> Option<StoredCode>;

    /// The functions whose code stands beside this in the text, so that whoever has made sure of it has done so for theirs:
    /// those of them that are wanted, by their defined function.
    fn beside(&self, code: &Range<u32>, wanted: &dyn Fn(u32) -> bool) -> Vec<(u32, StoredCode)> {
        let _ = (code, wanted);
        Vec::new()
    }

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
        /// Whether there are entries at loops of it: it was hot in some run, which did not get to optimising all of it.
        was_hot: bool,
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

    /// Whether it was hot in an earlier run.
    pub(super) fn was_hot(&self) -> bool {
        matches!(self, Unpublished::Placed { was_hot: true, .. })
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
    /// Every function's best code and every entry at a loop, in the order of first calls: what is called together stands
    /// together.
    pub fn published(&self) -> Vec<Published> {
        let mut made = self.code().made.clone();
        let mut first = HashMap::with_capacity(made.len());
        for (index, Made { defined, .. }) in made.iter().enumerate() {
            first.entry(*defined).or_insert(index);
        }
        made.sort_by_key(|made| first[&made.defined]);
        made.into_iter().filter_map(|made| self.published_if_best(made)).collect()
    }

    fn published_if_best(&self, made: Made) -> Option<Published> {
        let Made { defined, at, entry, block } = made;
        let level = match at {
            None => self.level(defined).filter(|_| self.current(defined).is_some_and(|code| code as usize == entry))?,
            Some(_) => Level::Optimizing,
        };
        let block = match (block, &self.text) {
            (Some(block), _) => block,
            (None, Some(text)) => Arc::new(text.block((entry - text.start() as usize) as u32)?),
            (None, None) => return None,
        };
        Some(Published { defined, at, level, block })
    }

    /// Installs stored code of this level at least, and what stands beside it: what is called together stands together. False
    /// if there is none.
    pub(super) fn install_stored(&self, defined: u32, level: Level) -> Result<bool> {
        let Some(stored) = &self.stored else { return Ok(false) };
        let start = Instant::now();
        let found = stored.function(defined, self.text.is_some()).filter(|found| found.level >= level);
        let Some(found) = found else { return Ok(false) };
        let beside = match &found.code {
            Unpublished::Placed { range, .. } => {
                stored.beside(range, &|other| other != defined && self.level(other).is_none())
            }
            Unpublished::Copied { .. } => Vec::new(),
        };
        let beside = beside.into_iter().filter(|(_, found)| found.level >= level);
        let taken: Vec<_> = std::iter::once((defined, found)).chain(beside).collect();
        let (count, mut wasm, mut native) = (taken.len(), 0, 0);
        for (defined, StoredCode { level, code }) in taken {
            wasm += self.body_len(defined);
            native += code.len();
            self.install(defined, level, code)?;
        }
        self.stats.loaded(count, wasm, native, start.elapsed());
        Ok(true)
    }

    /// Installs a stored entry at a loop, if there is one that is not installed yet.
    pub(super) fn install_stored_loop(&self, defined: u32, at: u32) {
        let Some(stored) = &self.stored else { return };
        if self.code().loops.contains_key(&(defined, at)) {
            return;
        }
        if let Some(entry) = stored.loop_entry(defined, at, self.text.is_some()) {
            self.install_loop(defined, at, entry.code);
        }
    }
}
