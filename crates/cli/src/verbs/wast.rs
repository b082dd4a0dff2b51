//! `wharf wast`: runs specification scripts and counts what holds.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use wharf::Config;

use crate::failure::{Exit, Failure};
use crate::flags::{FeatureFlags, TierFlags};
use crate::input::Input;
use crate::output::line;
use crate::render::{self, Style};
use crate::wast::{self, Report};

/// Run specification scripts
///
/// Runs the modules, actions and assertions of each script. Every one that fails is told with its line, what was
/// expected and what came; the last line counts: `N passed, M failed`. Exits with 1 if something failed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf wast test/core/i32.wast
  wharf wast --tier interp --features all test/core/*.wast
  wharf wast --json test/core/*.wast | jq .failures")]
pub struct Wast {
    #[command(flatten)]
    features: FeatureFlags,
    #[command(flatten)]
    tier: TierFlags,
    /// Write JSON in place of the lines: how many passed and failed, and each failure with its place.
    #[arg(long)]
    json: bool,
    /// Scripts; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

/// What came of all scripts.
#[derive(Serialize)]
struct Told {
    passed: usize,
    failed: usize,
    failures: Vec<Failed>,
}

/// A directive that did not do what it should.
#[derive(Serialize)]
struct Failed {
    file: String,
    line: usize,
    column: usize,
    message: String,
}

impl Wast {
    /// Runs every script, also after one has failed.
    ///
    /// # Errors
    /// When no engine can be made as the flags ask.
    pub fn run(self, style: Style) -> Result<Exit, Failure> {
        let mut config = Config::new();
        config.features(self.features.features);
        self.tier.configure(&mut config);
        let mut told = Told { passed: 0, failed: 0, failures: Vec::new() };
        for file in &self.files {
            match self.script(file, &config, &mut told) {
                Ok(report) => {
                    told.passed += report.passed;
                    told.failed += report.failures.len();
                }
                Err(failure) => {
                    // A script that cannot be read is one failure.
                    render::failure(&failure, style);
                    told.failed += 1;
                }
            }
        }
        match self.json {
            true => line(serde_json::to_string_pretty(&told).map_err(std::io::Error::from)?),
            false => line(format_args!("{} passed, {} failed", told.passed, told.failed)),
        }
        Ok(if told.failed == 0 { Exit::SUCCESS } else { Exit::INVALID })
    }

    /// Runs one script and tells its failures.
    fn script(&self, file: &std::path::Path, config: &Config, told: &mut Told) -> Result<Report, Failure> {
        let input = Input::text(file)?;
        let text = input.as_text().unwrap_or("");
        let script = wharf_syntax::text::wast::parse_script(text).map_err(|error| Failure::of(error, &input))?;
        let report = wast::run(config, &script, true).map_err(|error| Failure::Wasm { error, input: None })?;
        for failure in &report.failures {
            let place = render::line_column(text, failure.at);
            match self.json {
                true => told.failures.push(Failed {
                    file: input.name.clone(),
                    line: place.line,
                    column: place.column,
                    message: failure.message.clone(),
                }),
                false => line(format_args!("{}:{place}: {}", input.name, failure.message)),
            }
        }
        Ok(report)
    }
}
