//! `wharf wast`: runs specification scripts and counts what holds.

use std::path::PathBuf;

use clap::Args;
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
  wharf wast --tier interp --features all test/core/*.wast")]
pub struct Wast {
    #[command(flatten)]
    features: FeatureFlags,
    #[command(flatten)]
    tier: TierFlags,
    /// Scripts; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
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
        let (mut total, mut unread) = (Report::default(), 0);
        for file in &self.files {
            match self.script(file, &config) {
                Ok(report) => total.add(report),
                Err(failure) => {
                    render::failure(&failure, style);
                    unread += 1;
                }
            }
        }
        // A script that cannot be read is one failure.
        let failed = total.failures.len() + unread;
        line(format_args!("{} passed, {failed} failed", total.passed));
        Ok(if failed == 0 { Exit::SUCCESS } else { Exit::INVALID })
    }

    /// Runs one script and prints its failures.
    fn script(&self, file: &std::path::Path, config: &Config) -> Result<Report, Failure> {
        let input = Input::text(file)?;
        let text = input.as_text().unwrap_or("");
        let script = wharf_syntax::text::wast::parse_script(text).map_err(|error| Failure::of(error, &input))?;
        let report = wast::run(config, &script, true).map_err(|error| Failure::Wasm { error, input: None })?;
        for failure in &report.failures {
            let place = render::line_column(text, failure.at);
            line(format_args!("{}:{place}: {}", input.name, failure.message));
        }
        Ok(report)
    }
}
