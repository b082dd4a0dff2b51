//! Single-pass WebAssembly validation, with a typed walk that compilers ride on.
//!
//! [`validate`] judges a decoded module: its types, its module-level rules, its constant expressions, its function
//! bodies. What it gives, a [`Validated`], is the proof. [`walk`] goes over a body of such a module once more, in the
//! same way, and shows a [`Sink`] each reachable instruction with the types of its operands.
//!
//! Refuses reading raw bytes: instructions come from `wharf_syntax`.
//!
//! Specification: [Validation](https://webassembly.github.io/spec/core/valid/index.html), by the algorithm of
//! [its appendix](https://webassembly.github.io/spec/core/appendix/algorithm.html).

#![forbid(unsafe_code)]

mod bits;
mod bodies;
mod constant;
mod defined;
mod dispatch;
mod errors;
mod frame;
mod locals;
mod module;
mod rules;
mod sink;
mod state;
mod types;
mod validated;
mod walk;
mod wellformed;

use std::sync::Arc;

use wharf_core::canon::Registry;
use wharf_core::{Features, Module, Result};

pub use frame::{Frame, FrameKind};
pub use sink::Sink;
pub use state::State;
pub use validated::Validated;
pub use walk::walk;

/// How to validate.
#[derive(Copy, Clone, Default, Debug)]
pub struct Options {
    /// How many threads may check function bodies, the calling one included; 0 is one for each core. Small modules
    /// are checked on the calling thread alone.
    pub threads: usize,
    /// Whether the module was found valid before, with the same features: its function bodies and the offsets of its data
    /// segments need not be looked at again. Whoever says so wrongly gets an error, or nothing worse than that, from the
    /// walk over a body and from running a segment.
    pub known: bool,
}

/// Validates a decoded module; function bodies on as many threads as there are cores.
///
/// The module's types are added to the registry, whose ids compiled code and the runtime use.
///
/// # Errors
/// What is malformed in function bodies, which decoding does not touch; else the first rule that is broken.
pub fn validate(module: impl Into<Arc<Module>>, features: &Features, registry: &Registry) -> Result<Validated> {
    validate_with(module, features, registry, Options::default())
}

/// The same, told how.
///
/// # Errors
/// As [`validate`]. The error is the same for any number of threads.
pub fn validate_with(
    module: impl Into<Arc<Module>>,
    features: &Features,
    registry: &Registry,
    options: Options,
) -> Result<Validated> {
    let module = module.into();
    check(module.clone(), features, registry, options).map_err(|error| wellformed::first(&module, features, error))
}

fn check(module: Arc<Module>, features: &Features, registry: &Registry, options: Options) -> Result<Validated> {
    let type_ids = types::check(&module, registry)?;
    let validated = Validated::begin(module, *features, type_ids);
    let declared = module::check(&validated, options.known)?;
    let validated = validated.with_declared(declared);
    if !options.known {
        bodies::check(&validated, options)?;
    }
    Ok(validated)
}
