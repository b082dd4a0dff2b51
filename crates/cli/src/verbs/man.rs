//! `wharf man`: the manual, made from the definitions of the flags.

use std::path::PathBuf;

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man as Page;

use super::Cli;
use crate::failure::{Exit, Failure};
use crate::output::Output;

/// Write the manual, in the form that `man` reads
///
/// Without a verb it is the page about all of wharf. With `--dir`, a page for each verb is written besides.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf man | man -l -
  wharf man objdump | man -l -
  wharf man --dir ~/.local/share/man/man1      then `man wharf-objdump` works")]
pub struct Man {
    /// Write all pages into this directory.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["verb", "output"])]
    dir: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
    /// The verb whose page to write.
    #[arg(value_name = "VERB")]
    verb: Option<String>,
}

impl Man {
    /// Does it.
    ///
    /// # Errors
    /// No such verb, or what the system says.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut command = Cli::command();
        command.build();
        if let Some(dir) = &self.dir {
            for (name, page) in pages(&command)? {
                Output::to(dir.join(format!("{name}.1"))).write(|sink| sink.write_all(&page))?;
            }
            return Ok(Exit::SUCCESS);
        }
        let wanted = self.verb.as_ref().map_or("wharf".to_owned(), |verb| format!("wharf-{verb}"));
        let Some((_, page)) = pages(&command)?.into_iter().find(|(name, _)| *name == wanted) else {
            return Err(Failure::Usage(format!(
                "there is no verb `{}`; `wharf --help` lists them",
                self.verb.unwrap_or_default()
            )));
        };
        self.output.write(|sink| sink.write_all(&page))?;
        Ok(Exit::SUCCESS)
    }
}

/// The name and text of each page: `wharf`, then `wharf-VERB`, and `wharf-VERB-PART` for what a verb consists of.
fn pages(command: &Command) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut pages = Vec::new();
    let mut open = vec![command];
    while let Some(command) = open.pop() {
        open.extend(command.get_subcommands().filter(|inner| inner.get_name() != "help" && !inner.is_hide_set()));
        let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
        let page = page(command, &name).map_err(Failure::from)?;
        pages.push((name, page));
    }
    Ok(pages)
}

/// One page; examples stand in a section of their own, line by line.
fn page(command: &Command, name: &str) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let page = Page::new(command.clone()).title(name.to_owned());
    page.render_title(&mut out)?;
    page.render_name_section(&mut out)?;
    page.render_synopsis_section(&mut out)?;
    page.render_description_section(&mut out)?;
    if command.get_arguments().next().is_some() {
        page.render_options_section(&mut out)?;
    }
    if command.has_subcommands() {
        page.render_subcommands_section(&mut out)?;
    }
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    match after.strip_prefix("Examples:\n") {
        Some(examples) => {
            out.extend_from_slice(b".SH EXAMPLES\n.nf\n");
            out.extend(examples.lines().flat_map(|line| format!("{}\n", escaped(line)).into_bytes()));
            out.extend_from_slice(b".fi\n");
        }
        None if !after.is_empty() => page.render_extra_section(&mut out)?,
        None => {}
    }
    Ok(out)
}

/// A line of text as roff reads it back.
fn escaped(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    // A full stop in front would be a request.
    if line.starts_with('.') { format!("\\&{line}") } else { line }
}
