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
        let input = match is_artefact(file) {
            true if !recompile => {
                read();
                let module = Module::from_artefact(engine, file, &key.key()?)?;
                return Ok(Program { module, name, input: None });
            }
            true => Arc::new(Input { name, source: Source::Binary(Arc::new(Module::inside_artefact(file)?)) }),
            false => Input::module(file)?,
        };
        read();
        let module = Module::from_binary(engine, input.bytes()).map_err(|error| Failure::of(error, &input))?;
        Ok(Program { module, name: input.name.clone(), input: Some(input) })
    }

    /// A failure of the engine about this program.
    pub fn blame(&self, error: Error) -> Failure {
        let own = || {
            let source = Source::Binary(Arc::new(self.module.model().bytes.to_vec()));
            Arc::new(Input { name: self.name.clone(), source })
        };
        Failure::of(error, &self.input.clone().unwrap_or_else(own))
    }
}

/// Whether a file begins like an artefact. One that cannot be read is told of later.
fn is_artefact(file: &Path) -> bool {
    let mut bytes = [0; 8];
    // Standard input, and whatever else can be read only once, is left alone.
    let regular = std::fs::metadata(file).is_ok_and(|metadata| metadata.is_file());
    regular && File::open(file).and_then(|mut file| file.read_exact(&mut bytes)).is_ok() && Module::is_artefact(&bytes)
}
