//! What a compiler implements to ride on validation: one call per reachable instruction, with typed operands.
//!
//! Owns the contract between the walk and its riders. Refuses to say what riders do.

use wharf_core::Result;
use wharf_syntax::instr::Instr;

use crate::state::State;

/// A rider of [`walk`](crate::walk): a compiler, a translator, an analysis.
///
/// It may rely on the function being valid. An error it returns ends the walk and is handed to the caller as it is.
///
/// ```
/// use wharf_core::Result;
/// use wharf_syntax::instr::Instr;
/// use wharf_validate::{Sink, State};
///
/// /// Counts the instructions that can be reached.
/// struct Count(usize);
///
/// impl Sink for Count {
///     fn instr(&mut self, _: &Instr<'_>, _: &State<'_>) -> Result<()> {
///         self.0 += 1;
///         Ok(())
///     }
/// }
/// ```
pub trait Sink {
    /// Before the first instruction: parameters, then declared locals are in [`State::locals`].
    ///
    /// # Errors
    /// Whatever the rider cannot do.
    #[inline(always)]
    fn begin(&mut self, state: &State<'_>) -> Result<()> {
        let _ = state;
        Ok(())
    }

    /// Before each *reachable* instruction takes effect: its operands are on the state's stack, typed. The offset of
    /// the instruction in the module is `instr.at`.
    ///
    /// In unreachable code the sink sees nothing, except the `else`, `end`, `catch`, `catch_all` and `delegate` that
    /// close blocks whose opening it saw; then [`State::reachable`] says if control falls through here. Blocks opened
    /// in unreachable code are never shown.
    ///
    /// # Errors
    /// Whatever the rider cannot do.
    fn instr(&mut self, instr: &Instr<'_>, state: &State<'_>) -> Result<()>;

    /// After the final `end` was shown.
    ///
    /// # Errors
    /// Whatever the rider cannot do.
    #[inline(always)]
    fn finish(&mut self, state: &State<'_>) -> Result<()> {
        let _ = state;
        Ok(())
    }
}

/// The rider that does nothing: validation itself. All of it is inlined away.
impl Sink for () {
    #[inline(always)]
    fn instr(&mut self, _: &Instr<'_>, _: &State<'_>) -> Result<()> {
        Ok(())
    }
}
