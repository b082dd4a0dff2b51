//! What is run: a module, in whatever kind of file it comes, and what is needed to tell an error in it.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use wharf::{Engine, Error, Module};

use crate::failure::Failure;
use crate::flags::KeyFlags;
use crate::input::{Input, Source};

/// A module that is ready, with its file.
pub struct Program {
    /// It.
    pub module: Module,
    /// How messages call it.
    pub name: String,
    input: Option<Arc<Input>>,
}

impl Program {
    /// Makes the module in a file ready; `read` is told when the file has been read.
    ///
    /// # Errors
    /// What the system says; what is malformed or invalid; an artefact that must not be run.
    pub fn load(
        engine: &Engine,
        file: &Path,
        key: &KeyFlags,
        recompile: bool,
        read: impl FnOnce(),
    ) -> Result<Program, Failure> {
        let name = file.display().to_string();
        let input = match Kind::of(file) {
            Kind::Artefact if !recompile => {
                read();
                let module = Module::from_artefact(engine, file, &key.key()?)?;
                return Ok(Program { module, name, input: None });
            }
            Kind::Artefact => Arc::new(Input { name, source: Source::Binary(Module::inside_artefact(file)?.into()) }),
            // It is read only if the engine has not seen it before, and once more to show what is wrong with it.
            Kind::Binary => {
                read();
                let blame =
                    |error| Input::module(file).map_or_else(|failure| failure, |input| Failure::of(error, &input));
                return Ok(Program { module: Module::from_file(engine, file).map_err(blame)?, name, input: None });
            }
            Kind::Other => Input::module(file)?,
        };
        read();
        let module = Module::from_binary(engine, input.bytes()).map_err(|error| Failure::of(error, &input))?;
        Ok(Program { module, name: input.name.clone(), input: Some(input) })
    }

    /// A failure of the engine about this program.
    pub fn blame(&self, error: Error) -> Failure {
        let own = || {
            let source = Source::Binary(self.module.model().bytes.clone());
            Arc::new(Input { name: self.name.clone(), source })
        };
        Failure::of(error, &self.input.clone().unwrap_or_else(own))
    }
}

/// What a file is by its first bytes.
enum Kind {
    /// Compiled ahead of time.
    Artefact,
    /// A module in the binary format.
    Binary,
    /// A text, something that can be read only once, such as standard input, or nothing that can be read: that is told of
    /// later.
    Other,
}

impl Kind {
    fn of(file: &Path) -> Kind {
        let mut bytes = [0; 8];
        let regular = std::fs::metadata(file).is_ok_and(|metadata| metadata.is_file());
        if !regular || File::open(file).and_then(|mut file| file.read_exact(&mut bytes)).is_err() {
            return Kind::Other;
        }
        match bytes {
            bytes if Module::is_artefact(&bytes) => Kind::Artefact,
            [0, b'a', b's', b'm', ..] => Kind::Binary,
            _ => Kind::Other,
        }
    }
}
