//! The `wharf` command: reads, checks, writes, runs and explains WebAssembly.
//!
//! A verb is a file in [`verbs`]; its flags are data (a `clap::Args` beside it), shared groups of flags stand in
//! [`flags`]. What every verb reads comes through [`input`]; what goes wrong is a [`Failure`] and looks the way
//! [`render`] decides. Nothing here knows what an instruction means.

#![forbid(unsafe_code)]

pub mod anatomy;
pub mod called_as;
pub mod failure;
pub mod flags;
pub mod input;
pub mod output;
pub mod render;
pub mod values;
pub mod verbs;
pub mod wast;

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};
use wharf_syntax::text::suggest::nearest;

pub use failure::{Exit, Failure};

/// Runs the command line `args`, whose first item is the name of the program, and says how the process should end.
pub fn main(args: Vec<OsString>) -> ExitCode {
    if let Some(tool) = args.first().and_then(|argv0| called_as::Tool::of(argv0)) {
        return called_as::run(tool, args).into();
    }
    let command = verbs::Cli::command();
    let (given, args) = (args.len(), with_default_verb(args, &command));
    let implied = args.len() > given;
    let called = with_called_verb(&args, &command).unwrap_or_else(|| command.clone());
    let parsed = called.try_get_matches_from(args).and_then(|matches| verbs::Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too; they belong on standard output and are no failure.
            let code = if error.use_stderr() { Exit::USAGE } else { Exit::SUCCESS };
            let _ = error.print();
            return code.into();
        }
    };
    let style = render::Style::of_stderr(cli.color);
    match cli.verb.run(style, cli.color) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            let code = render::failure(&failure, style);
            if implied {
                tell_of_verbs(&failure, &command);
            }
            code.into()
        }
    }
}

/// Whoever mistypes a verb has asked for a file that is not there.
fn tell_of_verbs(failure: &Failure, command: &clap::Command) {
    let Failure::Io { path, error, .. } = failure else { return };
    let word = path.to_str().filter(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
    let (Some(word), std::io::ErrorKind::NotFound) = (word, error.kind()) else { return };
    let nearest = nearest(word, command.get_subcommands().map(clap::Command::get_name));
    let or = nearest.map_or_else(String::new, |verb| format!("; did you mean `wharf {verb}`?"));
    let _ = writeln!(std::io::stderr(), "note: `{word}` is no verb of wharf, so it was taken for a file to run{or}");
}

/// `wharf FILE …` means `wharf run FILE …`: puts the verb in where none stands.
fn with_default_verb(mut args: Vec<OsString>, command: &clap::Command) -> Vec<OsString> {
    let at = verb_position(&args);
    let own = |arg: &OsStr| {
        let flag = ["-h", "--help", "-V", "--version", "help"].iter().any(|own| arg == *own);
        flag || arg.to_str().is_some_and(|name| command.find_subcommand(name).is_some())
    };
    if args.get(at).is_some_and(|arg| !own(arg)) {
        args.insert(at, "run".into());
    }
    args
}

/// The command with no other verb than the one that is called, if one is. To parse for a verb is to give the flags of the
/// whole command to every verb there is first, which costs more than all other parsing.
fn with_called_verb(args: &[OsString], command: &clap::Command) -> Option<clap::Command> {
    let verb = command.find_subcommand(args.get(verb_position(args))?)?.clone();
    let called = clap::Command::new("wharf").bin_name("wharf").args(command.get_arguments().cloned());
    Some(called.subcommand(verb))
}

/// Where a verb would stand: behind the flags of the whole command.
fn verb_position(args: &[OsString]) -> usize {
    let mut at = 1;
    while let Some(arg) = args.get(at).and_then(|arg| arg.to_str()) {
        match arg {
            "--color" => at += 2,
            arg if arg.starts_with("--color=") => at += 1,
            _ => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verb(line: &str) -> String {
        let args = line.split(' ').map(OsString::from).collect();
        let args = with_default_verb(args, &verbs::Cli::command());
        args.iter().map(|arg| arg.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_file_without_a_verb_is_run() {
        assert_eq!(verb("wharf a.wasm validate"), "wharf run a.wasm validate");
        assert_eq!(verb("wharf --invoke f -"), "wharf run --invoke f -");
        assert_eq!(verb("wharf --color never a.wasm"), "wharf --color never run a.wasm");
        assert_eq!(verb("wharf -"), "wharf run -");
    }

    #[test]
    fn a_verb_stays() {
        assert_eq!(verb("wharf validate a.wasm"), "wharf validate a.wasm");
        assert_eq!(verb("wharf --color=always wast a.wast"), "wharf --color=always wast a.wast");
        assert_eq!(verb("wharf --help"), "wharf --help");
        assert_eq!(verb("wharf"), "wharf");
    }

    #[test]
    fn a_verb_alone_tells_the_same_as_among_all() {
        let all = verbs::Cli::command();
        for name in all.get_subcommands().map(clap::Command::get_name) {
            for flag in ["--help", "--no-such-flag", "--color=x"] {
                let args: Vec<OsString> = ["wharf", name, flag].map(OsString::from).into();
                let told = |command: clap::Command| command.try_get_matches_from(&args).unwrap_err().to_string();
                assert_eq!(told(with_called_verb(&args, &all).unwrap()), told(all.clone()));
            }
        }
    }

    #[test]
    fn the_flags_are_consistent() {
        verbs::Cli::command().debug_assert();
    }
}
