//! The optimizing tier: one function at a time through `cranelift-codegen`, the only place where it is named.
//!
//! ```text
//! validator's walk → driver (blocks, locals, operands) → lower (one function per operation) → cranelift → emit
//! ```
//!
//! | part | owns |
//! |---|---|
//! | `isa` | the machine and how `cranelift` compiles for it |
//! | `driver/` | control flow: a rider of the walk |
//! | `lower/` | what each operation becomes, whatever drives it |
//! | `cx` | the function being built, and the primitives of lowering |
//! | `regions` | which accesses may touch the same memory |
//! | `merged` | where loads stand that became operands of other instructions |
//! | `emit` | from machine code to [`CompiledFunc`] |
//! | `noted` | what people who read the code want to know |
//!
//! Code depends on the module, the [`Options`], the machine, and on what a [`Profile`] knows; it is right whatever that is,
//! and holds no address, so it can be cached.

mod cx;
mod driver;
mod emit;
mod handlers;
mod isa;
mod lower;
mod merged;
mod noted;
mod regions;
mod signature;
mod traps;

use std::cell::RefCell;
use std::sync::{Arc, PoisonError, RwLock};

use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::UserFuncName;
use cranelift_codegen::{CodegenError, Context};
use cranelift_frontend::FunctionBuilderContext;
use wharf_core::types::{FuncType, ValType};
use wharf_core::{Error, Result};
use wharf_validate::Validated;
use wharf_vm::compiled::CompiledFunc;

use crate::abi::Signature;
use crate::listing::{Listing, Notes};
use crate::options::Options;
use crate::profile::{Profile, Unknown};

/// The longest body that is optimised, in bytes. Register allocation takes time by the square of what is much longer: fifteen
/// seconds for one of 1.4 MB, and 267 for one of 5.8.
pub const LONGEST: usize = 512 << 10;

/// Compiles a function that the module defines.
///
/// `profile` says what is worth inlining.
///
/// # Errors
/// The function is an import or does not exist, is longer than [`LONGEST`] or larger than `cranelift` can take; the machine is
/// not supported.
///
/// ```
/// # use wharf_core::Result;
/// use wharf_jit::{optimizing, options::Options, profile::Unknown};
/// # use wharf_validate::Validated;
/// # fn example(module: &Validated) -> Result<()> {
/// let code = optimizing::compile(module, 0, &Options::default(), &Unknown)?;
/// assert!(!code.code.is_empty());
/// # Ok(())
/// # }
/// ```
pub fn compile(module: &Validated, func: u32, options: &Options, profile: &dyn Profile) -> Result<CompiledFunc> {
    let compiler = Compiler::of(options)?;
    SCRATCH.with_borrow_mut(|scratch| compiler.compile(module, Wanted { func, at: None, profile }, scratch))
}

/// Compiles a function to be entered at the `loop` instruction at an offset in the module: the code is a function
/// `(context, frame: i64) -> results` that takes locals and operands from their [`crate::homes`] below `frame` and goes on
/// at the loop's header.
///
/// # Errors
/// As [`compile`]; there is no such loop.
pub fn compile_loop(
    module: &Validated,
    func: u32,
    at: u32,
    options: &Options,
    profile: &dyn Profile,
) -> Result<CompiledFunc> {
    let compiler = Compiler::of(options)?;
    SCRATCH.with_borrow_mut(|scratch| compiler.compile(module, Wanted { func, at: Some(at), profile }, scratch))
}

/// The same for people to read, with what its code stands for: of a function, or of its version for the loop at an offset.
pub(crate) fn list(module: &Validated, func: u32, at: Option<u32>, options: &Options) -> Result<Listing> {
    let mut scratch = Scratch { list: Some(Notes::default()), ..Scratch::default() };
    let wanted = Wanted { func, at, profile: &Unknown };
    let func = Compiler::of(options)?.compile(module, wanted, &mut scratch)?;
    Ok(Listing::new(func, scratch.list.unwrap_or_default()))
}

/// The compiler with the architecture, and the features of processors that its code may use: what code depends on beside
/// the module and the options.
///
/// # Errors
/// The machine is not supported.
pub fn target(options: &Options) -> Result<(String, Vec<String>)> {
    Ok(Compiler::of(options)?.target.describe())
}

/// A machine, and what code for it must heed. Making one costs more than compiling a small function, so they are kept.
struct Compiler {
    target: isa::Target,
    options: Options,
}

static COMPILERS: RwLock<Vec<Arc<Compiler>>> = RwLock::new(Vec::new());

/// What is to be compiled.
#[derive(Copy, Clone)]
struct Wanted<'a> {
    func: u32,
    /// The loop to enter at; without one, the whole function.
    at: Option<u32>,
    profile: &'a dyn Profile,
}

/// Memory that compiling a function needs, kept from one to the next.
struct Scratch {
    context: Context,
    builder: FunctionBuilderContext,
    /// What is noted of the code, if that is wanted.
    list: Option<Notes>,
}

impl Default for Scratch {
    fn default() -> Scratch {
        Scratch { context: Context::new(), builder: FunctionBuilderContext::new(), list: None }
    }
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Compiler {
    /// The compiler for these options.
    fn of(options: &Options) -> Result<Arc<Compiler>> {
        let known = COMPILERS.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.iter().find(|known| known.options == *options) {
            return Ok(known.clone());
        }
        drop(known);
        // Debug builds check what is given to `cranelift`: an error instead of wrong code.
        let target = isa::Target::new(options, cfg!(debug_assertions))?;
        let compiler = Arc::new(Compiler { target, options: *options });
        COMPILERS.write().unwrap_or_else(PoisonError::into_inner).push(compiler.clone());
        Ok(compiler)
    }

    /// Compiles a function, or its version for one loop.
    fn compile(&self, module: &Validated, wanted: Wanted<'_>, scratch: &mut Scratch) -> Result<CompiledFunc> {
        let Wanted { func, at, .. } = wanted;
        let is_func = |ty| module.module().func_type_at(ty).is_some();
        let ty = module.module().func_type(func).ok_or_else(|| no_function(func))?;
        let defined = func.checked_sub(module.module().imported_funcs()).ok_or_else(|| no_function(func))?;
        let body = module.module().bodies[defined as usize].span.len();
        if body > LONGEST {
            return Err(too_long(func, body));
        }
        let signature = match at {
            None => Signature::new(ty, is_func),
            Some(_) => Signature::new(&FuncType::new([ValType::I64], ty.results().iter().copied()), is_func),
        };
        let Scratch { context, builder, list } = scratch;
        context.clear();
        context.func.signature = signature::guest(&signature);
        context.func.name = UserFuncName::user(0, func);
        let built = driver::build(module, wanted, &self.options, &mut context.func, builder, &*self.target.isa);
        let built = match built {
            Ok(built) => built,
            Err(error) => {
                // A builder that was not finished leaves its memory in disorder.
                *builder = FunctionBuilderContext::new();
                return Err(error);
            }
        };
        if list.is_some() {
            noted::tag_builtins(&mut context.func);
        }
        if let Err(error) = context.compile(&*self.target.isa, &mut ControlPlane::default()) {
            return Err(failed(func, &error.inner));
        }
        let own = at.is_none().then_some(func);
        match context.compiled_code() {
            Some(compiled) => {
                if let Some(list) = list {
                    *list = noted::notes(compiled, &built.places);
                }
                emit::finish(compiled, &context.func, built, own)
            }
            None => unreachable!("it was compiled"),
        }
    }
}

#[cold]
fn no_function(func: u32) -> Error {
    Error::host(format!("function {func} does not exist"))
}

#[cold]
fn too_long(func: u32, body: usize) -> Error {
    Error::limit(format!("function {func} has {body} bytes, and the optimizing tier takes {LONGEST} at most"))
        .note("`--tier auto`, `baseline` and `interp` take it")
}

#[cold]
fn failed(func: u32, error: &CodegenError) -> Error {
    // Code that goes on in another tier would hide it.
    debug_assert!(!matches!(error, CodegenError::Verifier(_)), "invalid code of function {func}: {error:?}");
    Error::limit(format!("the optimizing tier cannot compile function {func}: {error}"))
        .note("run with `--tier baseline` or `--tier interp`")
}
