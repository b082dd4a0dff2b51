//! The runtime floor of wharf: store, instances, memories, tables, GC heap, traps, guest stacks.
//!
//! It is where `unsafe` lives, under a surface that is safe. It knows no tier: what runs functions is a [`Tier`] that
//! the store is given.
//!
//! | what | where |
//! |---|---|
//! | shared with machine code | [`layout`], [`compiled`] |
//! | the store and what it owns | [`store`], `instance`, `memory`, `table`, `global`, [`func`], [`host`] |
//! | making instances | `template`, `link`, `const_expr`, `segments` |
//! | what instructions do | `bulk`, [`gc`], `exception` |
//! | what runs functions | [`tier`] |
//! | machine code | [`code`], `enter`, `arch`, `signal`, `stack`, `unwind`, [`builtins`] |
//! | suspending | [`fiber`] |

mod arch;
mod atomics;
pub mod builtins;
mod bulk;
pub mod code;
pub mod compiled;
mod const_expr;
mod enter;
pub mod errors;
mod exception;
pub mod fiber;
pub mod func;
pub mod gc;
mod global;
mod handle;
pub mod host;
mod instance;
mod interrupt;
pub mod layout;
mod limits;
mod link;
pub mod mapping;
mod memory;
mod no_tier;
pub mod pages;
mod segments;
mod signal;
mod stack;
pub mod store;
mod table;
mod template;
pub mod tier;
mod unwind;
mod view;

pub use func::{Func, Prepared};
pub use gc::{GcRef, Root, RootVisitor};
pub use handle::{Extern, Global, Instance, Memory, Table, Tag};
pub use host::{Caller, Host, HostCall, HostFn};
pub use interrupt::InterruptHandle;
pub use limits::{MemoryStyle, StoreConfig};
pub use memory::{GUARD, Image, RESERVATION, SharedMemory};
pub use no_tier::NoTier;
pub use stack::ValueStack;
pub use store::{Store, StoreId, call_slots, slot_count};
pub use table::{TableKind, is_func};
pub use template::Template;
pub use tier::{ModuleCode, Tier, TierState};
pub use view::FileView;
