//! `wharf completions`: what a shell needs to complete wharf's command line, made from the definitions of the flags.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Cli;
use crate::failure::{Exit, Failure};
use crate::output::Output;

/// Write the completions of a shell
///
/// What is written goes where the shell looks for completions, or is read by it at its start.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf completions bash -o ~/.local/share/bash-completion/completions/wharf
  wharf completions zsh -o ~/.zfunc/_wharf      with `fpath+=~/.zfunc` before `compinit` in .zshrc
  wharf completions fish -o ~/.config/fish/completions/wharf.fish")]
pub struct Completions {
    #[command(flatten)]
    output: Output,
    /// Whose.
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    /// Does it.
    ///
    /// # Errors
    /// What the system says.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "wharf", &mut script);
        self.output.write(|sink| sink.write_all(&script))?;
        Ok(Exit::SUCCESS)
    }
}
