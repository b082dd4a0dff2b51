//! All function bodies of a module, on several threads where that pays.
//!
//! Threads take chunks of neighbouring bodies in order; a chunk behind an error is not begun, every chunk before it is
//! finished. So the error that is reported is the first one, whatever the number of threads.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use wharf_core::{Error, Result};

use crate::Options;
use crate::errors;
use crate::state::State;
use crate::validated::Validated;
use crate::walk::walk_body;

/// Bytes of bodies that a thread takes at once: some hundred microseconds of work.
const CHUNK_BYTES: usize = 64 * 1024;

/// Checks every body.
pub(crate) fn check(validated: &Validated, options: Options) -> Result<()> {
    let chunks = chunks(validated);
    let threads = threads(options, chunks.len() / 2);
    let work = Work { validated, chunks: &chunks, next: AtomicUsize::new(0), failed: AtomicUsize::new(usize::MAX) };
    let first = Mutex::new(None);
    if threads < 2 {
        work.run(&first);
    } else {
        thread::scope(|scope| {
            for _ in 1..threads {
                // A thread that cannot be had is one less; the others do its part.
                let _ = thread::Builder::new().spawn_scoped(scope, || work.run(&first));
            }
            work.run(&first);
        });
    }
    let first = first.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    first.map_or(Ok(()), |(_, error)| Err(error))
}

/// How many threads for work that is worth `most`. The cores are not counted for a small module: that reads files.
fn threads(options: Options, most: usize) -> usize {
    match options.threads {
        _ if most < 2 => 1,
        0 => thread::available_parallelism().map_or(1, usize::from).min(most),
        threads => threads.min(most),
    }
}

/// Neighbouring bodies of about [`CHUNK_BYTES`] together.
fn chunks(validated: &Validated) -> Vec<Range<usize>> {
    let mut chunks = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    let bodies = &validated.module().bodies;
    for (index, body) in bodies.iter().enumerate() {
        bytes += body.span.len();
        if bytes >= CHUNK_BYTES || index + 1 == bodies.len() {
            chunks.push(start..index + 1);
            (start, bytes) = (index + 1, 0);
        }
    }
    chunks
}

/// What threads share.
struct Work<'m> {
    validated: &'m Validated,
    chunks: &'m [Range<usize>],
    /// The chunk to be taken next.
    next: AtomicUsize,
    /// The first chunk that failed so far.
    failed: AtomicUsize,
}

impl Work<'_> {
    /// Takes chunks until none is left, and keeps the error of the first chunk that fails.
    fn run(&self, first: &Mutex<Option<(usize, Error)>>) {
        let mut state = State::new(self.validated);
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(chunk) = self.chunks.get(index) else { return };
            if index > self.failed.load(Ordering::Relaxed) {
                return;
            }
            let Err(error) = chunk.clone().try_for_each(|body| self.body(&mut state, body)) else { continue };
            self.failed.fetch_min(index, Ordering::Relaxed);
            let mut first = first.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            if first.as_ref().is_none_or(|(other, _)| index < *other) {
                *first = Some((index, error));
            }
        }
    }

    fn body<'m>(&self, state: &mut State<'m>, index: usize) -> Result<()> {
        let module = state.module;
        let func = module.imported_funcs() + index as u32;
        match module.func_type(func) {
            Some(ty) => walk_body(state, ty, module.bodies[index], &mut ()),
            None => Err(errors::no_body(func)),
        }
    }
}
