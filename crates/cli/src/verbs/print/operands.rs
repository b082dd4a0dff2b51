//! Comments that say what is on the operand stack behind each instruction.
//!
//! Rides on the validator, so the module must be valid. One function's stacks are held at a time, of each the top only.

use std::collections::HashMap;
use std::io::Write;

use wharf_core::canon::Registry;
use wharf_core::module::Module;
use wharf_core::types::ValType;
use wharf_core::{Features, Result};
use wharf_syntax::instr::Instr;
use wharf_syntax::text::print::Comments;
use wharf_validate::{Sink, State, Validated, validate, walk};

/// How many operands are shown; the others are counted.
const SHOWN: usize = 8;

/// The stacks of a module's functions.
pub struct Operands {
    validated: Validated,
    func: Option<u32>,
    stacks: Stacks,
}

impl Operands {
    /// Validates the module.
    ///
    /// # Errors
    /// What is invalid in it.
    pub fn of(module: &Module) -> Result<Operands> {
        let validated = validate(module.clone(), &Features::all(), &Registry::new())?;
        Ok(Operands { validated, func: None, stacks: Stacks::default() })
    }
}

impl Comments for Operands {
    fn comment(&mut self, func: u32, at: u32, out: &mut Vec<u8>) {
        if self.func != Some(func) {
            self.func = Some(func);
            self.stacks = Stacks::default();
            // The function is valid, so there is nothing to go wrong; what is missing is left out.
            let _ = walk(&self.validated, func, &mut self.stacks);
        }
        let words = self.stacks.after.get(&at).map_or("unreachable", String::as_str);
        // Writing into memory does not fail.
        let _ = out.write_all(words.as_bytes());
    }
}

/// What is on the stack behind each instruction that can be reached, if control gets there.
#[derive(Default)]
struct Stacks {
    after: HashMap<u32, String>,
    /// The instruction that was seen last.
    last: Option<u32>,
}

impl Sink for Stacks {
    fn instr(&mut self, instr: &Instr<'_>, state: &State<'_>) -> Result<()> {
        if let Some(last) = self.last.replace(instr.at)
            && state.reachable()
        {
            self.after.insert(last, words(state.operands()));
        }
        Ok(())
    }
}

/// The types of operands, the top one last.
fn words(operands: &[ValType]) -> String {
    let hidden = operands.len().saturating_sub(SHOWN);
    let more = if hidden > 0 { format!("… {hidden} more ") } else { String::new() };
    let shown = operands[hidden..].iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    format!("[{more}{shown}]")
}
