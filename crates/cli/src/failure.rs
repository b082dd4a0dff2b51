//! How a verb ends: the exit code of the process, or what went wrong. Refuses to decide how a failure looks.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use wharf_core::Error;

use crate::input::Input;

/// The exit code of the process.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Exit(pub u8);

impl Exit {
    /// All is well.
    pub const SUCCESS: Exit = Exit(0);
    /// The input is invalid, could not be read, or an assertion of a script failed.
    pub const INVALID: Exit = Exit(1);
    /// The command line makes no sense.
    pub const USAGE: Exit = Exit(2);
    /// The guest program trapped: what a shell reports for a process that aborted.
    pub const TRAP: Exit = Exit(134);
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.0)
    }
}

/// Why a verb could not do what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// The command line asks for something that cannot be: what, and the way out.
    Usage(String),
    /// A file could not be read or written.
    Io {
        /// Which one.
        path: PathBuf,
        /// What was tried: `read`, `write`.
        verb: &'static str,
        /// What the system says.
        error: std::io::Error,
    },
    /// The engine's error, and the input it speaks of.
    Wasm {
        /// What is wrong.
        error: Error,
        /// Where it points into.
        input: Option<Arc<Input>>,
    },
    /// All that was to be said stands on the terminal already.
    Told(Exit),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Wasm { error, input: None }
    }
}

impl From<std::io::Error> for Failure {
    /// What kept a verb from writing: the sink's error, or one of the engine that came with it (`io::Error::other`).
    fn from(error: std::io::Error) -> Failure {
        error.downcast::<Error>().unwrap_or_else(crate::output::unwritable).into()
    }
}

impl Failure {
    /// A failure of the engine about this input.
    pub fn of(error: Error, input: &Arc<Input>) -> Failure {
        Failure::Wasm { error, input: Some(input.clone()) }
    }

    /// The same failure; if it is the engine's and names no input, about this one.
    pub fn about(self, input: &Arc<Input>) -> Failure {
        match self {
            Failure::Wasm { error, input: None } => Failure::of(error, input),
            other => other,
        }
    }

    /// The exit code it means.
    pub fn exit(&self) -> Exit {
        match self {
            Failure::Usage(_) => Exit::USAGE,
            Failure::Io { .. } => Exit::INVALID,
            Failure::Wasm { error, .. } if error.trap_kind().is_some() => Exit::TRAP,
            Failure::Wasm { .. } => Exit::INVALID,
            Failure::Told(exit) => *exit,
        }
    }
}
