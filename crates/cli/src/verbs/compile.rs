//! `wharf compile`: a module to machine code, ahead of time.

use std::path::PathBuf;

use clap::Args;
use wharf::{Config, Engine, Module};

use crate::failure::{Exit, Failure};
use crate::flags::{FeatureFlags, KeyFlags, Processor};
use crate::input::Input;
use crate::output::Output;

/// Compile a module to machine code, ahead of time
///
/// The artefact holds the module and optimised machine code of all its functions; `wharf run` runs it at once. It is for
/// this version of wharf on machines whose processor can do what `--cpu` says. Whoever runs it must have the key it was
/// made with, since machine code is not held by the sandbox.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf compile app.wasm -o app.cwharf
  wharf run app.cwharf
  wharf compile --cpu x86-64-v3 --key deploy.key app.wasm -o app.cwharf")]
pub struct Compile {
    #[command(flatten)]
    output: Output,
    /// For which processors: `x86-64-v2`, `x86-64-v3`, or `native`, which is this one.
    #[arg(long, value_enum, default_value = "native", value_name = "CPU", hide_possible_values = true)]
    cpu: Processor,
    /// Make code that `wharf run --timeout` can stop.
    #[arg(long)]
    interruptible: bool,
    /// Make code that counts fuel: for `wharf run --fuel`, and nothing else.
    #[arg(long)]
    fuel: bool,
    #[command(flatten)]
    key: KeyFlags,
    #[command(flatten)]
    features: FeatureFlags,
    /// A module, binary or text; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Compile {
    /// Does it.
    ///
    /// # Errors
    /// What is malformed or invalid in the module, or what the system says.
    pub fn run(self) -> Result<Exit, Failure> {
        if self.output.is_terminal() {
            let way_out = "this would print machine code on the terminal: give `-o FILE`".to_owned();
            return Err(Failure::Usage(way_out));
        }
        let input = Input::module(&self.file)?;
        let mut config = Config::new();
        config.features(self.features.features).interruptible(self.interruptible).consume_fuel(self.fuel);
        let key = self.key.key()?;
        let engine = Engine::new(&config)?;
        // Into memory first, since threads that compile hand over what they have made: a file's size, at most.
        let mut artefact = Vec::new();
        let made = Module::precompile(&engine, &*input.bytes(), self.cpu.into(), &key, &mut artefact);
        made.map_err(|error| Failure::of(error, &input))?;
        self.output.write(|sink| sink.write_all(&artefact))?;
        Ok(Exit::SUCCESS)
    }
}
