//! Embed WebAssembly: engines, modules, stores, linkers and instances.
//!
//! ```
//! use wharf::{Engine, Linker, Module, Store};
//!
//! let engine = Engine::default();
//! let module = Module::new(&engine, r#"(module
//!     (import "host" "double" (func $double (param i32) (result i32)))
//!     (func (export "run") (param i32) (result i32)
//!         (i32.add (call $double (local.get 0)) (i32.const 1))))"#)?;
//!
//! let mut linker = Linker::new(&engine);
//! linker.func_wrap("host", "double", |x: i32| x * 2)?;
//!
//! let mut store = Store::new(&engine, ());
//! let instance = linker.instantiate(&mut store, &module)?;
//! let run = instance.get_typed_func::<i32, i32>(&mut store, "run")?;
//! assert_eq!(run.call(&mut store, 20)?, 41);
//! # Ok::<(), wharf::Error>(())
//! ```
//!
//! | type | what it is |
//! |---|---|
//! | [`Engine`], [`Config`] | what all modules and stores of an embedder share |
//! | [`Cache`], [`ArtefactKey`] | machine code that outlives the process |
//! | [`Module`] | a checked module, from which instances are made |
//! | [`Store`] | owns instances and a value of the embedder's; freed at once |
//! | [`Linker`] | names of what modules import |
//! | [`Instance`], [`Extern`] | an instance, and what it exports |
//! | [`Func`], [`TypedFunc`], [`Caller`] | functions, and what a host function knows of its caller |
//! | [`Memory`], [`SharedMemory`], [`Table`], [`Global`], [`Tag`] | the other things that modules hold |
//! | [`Val`], [`ExternRef`], [`AnyRef`], [`StructRef`], [`ArrayRef`], [`ExnRef`] | values |
//! | [`Stats`], [`HeapStats`] | what an engine has compiled, and a store collected |
//! | [`Error`], [`TrapKind`] | what can go wrong, with a backtrace |
//!
//! Specification: [embedding](https://webassembly.github.io/spec/core/appendix/embedding.html).

#![forbid(unsafe_code)]

mod aggregate;
mod cache;
mod caller;
mod config;
mod engine;
mod errors;
mod r#extern;
mod file;
mod func;
mod global;
mod instance;
mod linker;
mod memory;
mod module;
mod policy;
mod profiler;
mod refs;
mod stats;
mod store;
mod table;
mod tag;
mod val;

pub use aggregate::{ArrayRef, StructRef};
pub use cache::{ArtefactKey, Cache};
pub use caller::Caller;
pub use config::Config;
pub use engine::Engine;
pub use r#extern::{ExportType, Extern, ExternType, ImportType};
pub use file::read_file;
pub use func::{Func, IntoFunc, TypedFunc, WasmParams, WasmResults, WasmRet, WasmTy};
pub use global::Global;
pub use instance::Instance;
pub use linker::Linker;
pub use memory::{Memory, SharedMemory};
pub use module::Module;
pub use policy::Tier;
pub use profiler::Profiler;
pub use refs::{AnyRef, ExnRef, ExternRef};
pub use stats::{CacheStats, HeapStats, Stats, TierStats};
pub use store::{AsContext, AsContextMut, Store, StoreContext, StoreContextMut};
pub use table::Table;
pub use tag::Tag;
pub use val::Val;
pub use wharf_jit::options::Cpu;
pub use wharf_jit::tier::TierUp;

pub use wharf_core::features::{Features, Proposal};
pub use wharf_core::trace::Frame;
pub use wharf_core::types::{
    AddrType, CompositeType, ExternKind, FieldType, FuncType, GlobalType, HeapType, Limits, MemoryType, RefType,
    StorageType, TableType, ValKind, ValType,
};
pub use wharf_core::{Bytes, Error, Place, Result, Stage, TrapKind};
pub use wharf_vm::{InterruptHandle, MemoryStyle};
