//! wharf beside other implementations. Each module is one question that is asked of any bytes at all: do both accept,
//! do both run to the same end, does what was printed read back the same?
//!
//! An answer is [`Ok`] with what was seen, or a [`Finding`]. Three callers ask: the tests in `tests/short.rs`, a little
//! in each test run; the example `hunt`, for as long as it is told; and the targets of cargo-fuzz in `fuzz/`.

#![forbid(unsafe_code)]

pub mod acceptance;
pub mod corpus;
pub mod differential;
pub mod generate;
pub mod hunt;
pub mod random;
pub mod roundtrip;
pub mod text;

use std::fmt;

/// A difference that nothing explains, or a rule that does not hold.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What differs.
    pub message: String,
    /// The module or text that shows it.
    pub input: Vec<u8>,
}

impl Finding {
    pub(crate) fn new(message: impl Into<String>, input: &[u8]) -> Finding {
        Finding { message: message.into(), input: input.to_vec() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)
    }
}

impl std::error::Error for Finding {}

/// What an oracle answers.
pub type Answer<T> = Result<T, Finding>;
