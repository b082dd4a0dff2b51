//! The backtrace of a guest program: which functions were running, innermost first.
//!
//! A tier that stops a program pushes one [`Frame`] for each function on its stack. A frame is cheap: it names the
//! function by index and asks [`Symbols`] for words only when somebody prints it.
//!
//! Specification: none; [activations](https://webassembly.github.io/spec/core/exec/runtime.html#activation-frames) are
//! what it lists.

use std::fmt;
use std::sync::Arc;

use crate::module::Module;

/// How many frames a backtrace holds at most, the innermost ones; the same in every tier.
pub const MAX_FRAMES: usize = 128;

/// Where the words for a module's functions come from; decoded when first asked for.
pub trait Symbols: Send + Sync {
    /// The module itself.
    fn module(&self) -> &Module;
    /// The module's name.
    fn module_name(&self) -> Option<&str>;
    /// The name of a function.
    fn func_name(&self, func: u32) -> Option<&str>;
}

/// One function on the stack.
#[derive(Clone)]
pub struct Frame {
    /// The function's index in its module.
    pub func: u32,
    /// The byte offset of the running instruction in the module; absent where a tier cannot tell.
    pub at: Option<u32>,
    /// What knows the names.
    pub symbols: Arc<dyn Symbols>,
}

impl Frame {
    /// The function's name, if the module gives one.
    pub fn func_name(&self) -> Option<&str> {
        self.symbols.func_name(self.func)
    }

    /// The module's name, if it has one.
    pub fn module_name(&self) -> Option<&str> {
        self.symbols.module_name()
    }
}

impl fmt::Display for Frame {
    /// `app.wasm!main at 0x1a3`, with `func[3]` for a function and nothing for a module without a name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(module) = self.module_name() {
            write!(f, "{module}!")?;
        }
        match self.func_name() {
            Some(name) => f.write_str(name)?,
            None => write!(f, "func[{}]", self.func)?,
        }
        self.at.map_or(Ok(()), |at| write!(f, " at {at:#x}"))
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
