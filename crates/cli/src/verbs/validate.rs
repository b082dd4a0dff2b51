//! `wharf validate`: checks modules against the rules of the specification. Says nothing of a valid one.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use wharf::{Config, Engine, Module};
use wharf_core::{Error, Space};

use super::inspect::proposals;
use crate::failure::{Exit, Failure};
use crate::flags::FeatureFlags;
use crate::input::Input;
use crate::output::Output;
use crate::render::{self, Style, line_column, rule_url};

/// Check that modules are valid
///
/// Prints nothing and exits with 0 if all of them are; else tells the first error of each on standard error and exits
/// with 1. Of a directory, all files below it that are named `.wasm` or `.wat` are checked.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf validate app.wasm
  wharf validate build/ vendor/
  wharf validate --features -simd,-threads lib/*.wasm
  wharf validate --features mvp - < old.wat
  wharf validate --json app.wasm | jq '.[].proposals'")]
pub struct Validate {
    #[command(flatten)]
    features: FeatureFlags,
    /// Write JSON: for each module whether it is valid, the error if not, and the proposals it uses.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    output: Output,
    /// Modules, binary or text, or directories; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

/// What is said of a file.
#[derive(Serialize)]
struct Verdict {
    file: String,
    valid: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Wrong>,
    /// The proposals it uses beyond WebAssembly 1.0; absent for what cannot be decoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposals: Option<Vec<&'static str>>,
}

/// What is wrong with it.
#[derive(Serialize)]
struct Wrong {
    /// `malformed`, `invalid`, `limit`, or `host error` for a file that cannot be read.
    stage: &'static str,
    message: String,
    /// The offset in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<usize>,
    /// Line and column, from 1, in a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
}

impl Validate {
    /// Checks every file, also after one was found wanting.
    ///
    /// # Errors
    /// When a directory holds no module, or what the system says; a module that is not valid has been told by then.
    pub fn run(self, style: Style) -> Result<Exit, Failure> {
        let engine = Engine::new(Config::new().features(self.features.features))?;
        let mut verdicts = Vec::new();
        let mut exit = Exit::SUCCESS;
        for file in self.modules()? {
            let input = Input::module(&file);
            let checked = match &input {
                Ok(input) => Module::validate(&engine, input.bytes()).map_err(|error| Failure::of(error, input)),
                Err(_) => Ok(()),
            };
            let failure = input.as_ref().err().or(checked.as_ref().err());
            if failure.is_some() {
                exit = Exit::INVALID;
            }
            match failure {
                Some(failure) if !self.json => drop(render::failure(failure, style)),
                failure if self.json => {
                    let module = input.as_ref().ok().and_then(|input| input.decode().ok());
                    let used = module.and_then(|module| proposals::used(&module).ok());
                    verdicts.push(Verdict {
                        file: file.display().to_string(),
                        valid: failure.is_none(),
                        error: failure.map(wrong),
                        proposals: used.map(|all| all.into_iter().map(|proposal| proposal.name()).collect()),
                    });
                }
                _ => {}
            }
        }
        if self.json {
            self.output.write(|sink| writeln!(sink, "{}", serde_json::to_string_pretty(&verdicts)?))?;
        }
        Ok(exit)
    }

    /// The files, with those of directories in their places.
    fn modules(&self) -> Result<Vec<PathBuf>, Failure> {
        let mut all = Vec::new();
        for file in &self.files {
            if !file.is_dir() {
                all.push(file.clone());
                continue;
            }
            let before = all.len();
            below(file, &mut all)?;
            if all.len() == before {
                return Err(Failure::Usage(format!("there is no .wasm or .wat file below {}", file.display())));
            }
        }
        Ok(all)
    }
}

/// The modules below a directory, in order of their names. Links to directories are not followed: they may lead back.
fn below(dir: &Path, all: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let mut open = vec![dir.to_owned()];
    let first = all.len();
    while let Some(dir) = open.pop() {
        let failed = |error| Failure::Io { path: dir.clone(), verb: "read", error };
        for entry in std::fs::read_dir(&dir).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let (path, kind) = (entry.path(), entry.file_type().map_err(failed)?);
            let module = path.extension().is_some_and(|extension| extension == "wasm" || extension == "wat");
            match () {
                () if kind.is_dir() => open.push(path),
                () if module && path.is_file() => all.push(path),
                () => {}
            }
        }
    }
    all[first..].sort();
    Ok(())
}

fn wrong(failure: &Failure) -> Wrong {
    let plain = |message: String| Wrong {
        stage: "host error",
        message,
        offset: None,
        line: None,
        column: None,
        notes: Vec::new(),
        rule: None,
    };
    match failure {
        Failure::Wasm { error, input } => of_error(error, input.as_deref()),
        Failure::Io { path, verb, error } => plain(format!("cannot {verb} {}: {error}", path.display())),
        Failure::Usage(message) => plain(message.clone()),
        Failure::Told(_) => plain(String::new()),
    }
}

fn of_error(error: &Error, input: Option<&Input>) -> Wrong {
    let place = error.place().map(|place| input.map_or(place, |input| input.place(place)));
    let text = place.filter(|place| place.space == Space::Text).and_then(|place| input?.shown(place.offset));
    let position = text.as_ref().map(|(text, offset)| line_column(text, *offset));
    Wrong {
        stage: error.stage().word(),
        message: error.message().to_owned(),
        offset: text.as_ref().map(|(_, offset)| *offset).or(place.map(|place| place.offset)),
        line: position.map(|position| position.line),
        column: position.map(|position| position.column),
        notes: error.notes().iter().map(ToString::to_string).collect(),
        rule: rule_url(error.anchor()),
    }
}
