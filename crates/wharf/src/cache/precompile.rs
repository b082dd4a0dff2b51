//! Compiling a whole module ahead of time into an artefact.
//!
//! Threads compile neighbouring functions in portions; the portions are written in order, so the same module gives the same
//! artefact. A function that the compiler cannot take is left out: whoever runs it compiles it some other way.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use wharf_core::module::SectionId;
use wharf_core::{Features, Module as Model};
use wharf_jit::artefact::Target;
use wharf_jit::optimizing;
use wharf_jit::options::Options;
use wharf_jit::profile::Unknown;
use wharf_jit::tier::Level;
use wharf_validate::Validated;
use wharf_vm::compiled::CompiledFunc;

use super::inside::Given;
use super::name::ModuleHash;
use super::secret::Secret;
use super::writer::{About, Writer};
use crate::config::workers;
use crate::policy::Tier;

/// How many functions a thread takes at once.
const PORTION: usize = 64;

/// Functions of a portion; nothing for those that were left out.
type Portion = Vec<Option<CompiledFunc>>;

/// What is to be compiled, and how.
pub(super) struct Job<'a> {
    pub(super) module: &'a Validated,
    pub(super) options: Options,
    pub(super) target: Target,
    pub(super) threads: usize,
}

impl Job<'_> {
    /// Compiles everything and writes the artefact.
    pub(super) fn write(&self, out: impl Write + Send, secret: &Secret) -> io::Result<u64> {
        let module = self.module.module();
        let writer = Writer::new(out, Some(&Given::of(module)), module.imported_funcs()..module.funcs.len() as u32)?;
        let writer = self.functions(writer)?;
        let about = About {
            target: self.target.clone(),
            tier: Tier::Optimizing.name(),
            features: features(*self.module.features()),
            module: ModuleHash::of(&module.bytes),
            skeleton: skeleton(module),
            boot: String::new(),
        };
        writer.finish(about, secret)
    }

    fn functions<W: Write + Send>(&self, writer: Writer<W>) -> io::Result<Writer<W>> {
        let count = self.module.module().bodies.len();
        let threads = workers(self.threads).min(count.div_ceil(PORTION)).max(1);
        let next = AtomicUsize::new(0);
        let ordered = Mutex::new(Ordered { writer, waiting: BTreeMap::new(), next: 0, failed: None });
        let work = || {
            loop {
                let portion = next.fetch_add(1, Ordering::Relaxed);
                let first = portion * PORTION;
                if first >= count {
                    return;
                }
                let compiled = (first..count.min(first + PORTION)).map(|defined| self.function(defined)).collect();
                let mut ordered = ordered.lock().unwrap_or_else(PoisonError::into_inner);
                ordered.waiting.insert(portion, compiled);
                ordered.write_ready();
                if ordered.failed.is_some() {
                    return;
                }
            }
        };
        thread::scope(|scope| {
            for _ in 1..threads {
                // A thread that the system refuses is one fewer to help.
                let _ = thread::Builder::new().spawn_scoped(scope, work);
            }
            work();
        });
        let ordered = ordered.into_inner().unwrap_or_else(PoisonError::into_inner);
        ordered.failed.map_or(Ok(ordered.writer), Err)
    }

    fn function(&self, defined: usize) -> Option<CompiledFunc> {
        let func = self.module.module().imported_funcs() + defined as u32;
        optimizing::compile(self.module, func, &self.options, &Unknown).ok()
    }
}

/// Portions on their way into the file.
struct Ordered<W> {
    writer: Writer<W>,
    waiting: BTreeMap<usize, Portion>,
    /// The portion to be written next.
    next: usize,
    failed: Option<io::Error>,
}

impl<W: Write> Ordered<W> {
    fn write_ready(&mut self) {
        while let Some(portion) = self.waiting.remove(&self.next) {
            for (index, function) in portion.into_iter().enumerate() {
                let Some(mut compiled) = function else { continue };
                let defined = (self.next * PORTION + index) as u32;
                let code = std::mem::take(&mut compiled.code);
                let written = self.writer.function(defined, None, Level::Optimizing, &compiled, code);
                self.failed = self.failed.take().or(written.err());
            }
            self.next += 1;
        }
    }
}

/// The hash of what code relies on in a module: everything but bodies, data and custom sections. Bodies are checked
/// again by whoever compiles them, and data is the program's own affair.
pub(super) fn skeleton(module: &Model) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for section in &module.sections {
        hasher.update(&[section.id as u8]);
        hasher.update(&section.at.to_le_bytes());
        if !matches!(section.id, SectionId::Code | SectionId::Data | SectionId::Custom) {
            hasher.update(module.slice(section.payload));
        }
    }
    *hasher.finalize().as_bytes()
}

/// Proposals, as an artefact names them.
pub(super) fn features(features: Features) -> String {
    format!("{features:?}")
}
