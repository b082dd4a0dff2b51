//! Runs specification scripts: modules, actions and assertions, over the script model of `wharf_syntax::text::wast`.
//!
//! An assertion about an error checks the stage (malformed, invalid, unlinkable, trap), and of a trap that the script's
//! words and ours are the beginning of one another. The wording of other errors is ours and is not compared. The
//! meaning of each form is that of the reference interpreter's `README.md`, section "Scripts".

mod actions;
mod expect;
mod runner;
mod spectest;

pub use runner::run;

use std::fmt;

/// What came of a script.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many directives did what they should.
    pub passed: usize,
    /// Those that did not.
    pub failures: Vec<Failure>,
}

/// A directive that did not do what it should.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Where it stands in the script, in bytes.
    pub at: usize,
    /// What was expected and what came.
    pub message: String,
}

impl Report {
    /// Adds what came of another script.
    pub fn add(&mut self, other: Report) {
        self.passed += other.passed;
        self.failures.extend(other.failures);
    }

    /// Whether nothing failed.
    pub fn is_success(&self) -> bool {
        self.failures.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failures.len())
    }
}
