//! What a function without code does: it asks for some.
//!
//! Its jump ([`super::jumps`]) holds a call in place of a jump, of the one piece of code that is made here, so that the return
//! address says whose code is wanted. The same bytes for all functions, which find that code through the context argument: a
//! module of a hundred thousand functions is ready at once.

#[cfg(target_arch = "x86_64")]
mod x64;
#[cfg(target_arch = "x86_64")]
use x64 as arch;

use std::sync::OnceLock;

use wharf_core::{Error, Result};
use wharf_vm::code::{CodeBlock, publish};
use wharf_vm::compiled::CompiledFunc;

pub(super) use arch::{ASKING, jump, target};

/// The code that asks, which is never freed.
pub(super) fn code() -> Result<&'static CodeBlock> {
    static CODE: OnceLock<Result<CodeBlock>> = OnceLock::new();
    let made = CODE
        .get_or_init(|| publish(CompiledFunc { code: arch::ask(), align: 64, ..CompiledFunc::default() }, None, |_| 0));
    made.as_ref().map_err(Error::clone)
}
