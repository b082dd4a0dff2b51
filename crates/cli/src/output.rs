//! Where a verb's product goes: the file of `-o`, or standard output. Files are written whole or not at all.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::failure::Failure;

/// Where to write.
#[derive(Clone, Debug, Default, Args)]
pub struct Output {
    /// Write to FILE instead of standard output (`-` is standard output).
    #[arg(id = "output", short = 'o', long = "output", value_name = "FILE")]
    pub file: Option<PathBuf>,
}

impl Output {
    /// To this file.
    pub fn to(file: impl Into<PathBuf>) -> Output {
        Output { file: Some(file.into()) }
    }

    /// The file, unless it is standard output.
    pub fn path(&self) -> Option<&Path> {
        self.file.as_deref().filter(|file| file.as_os_str() != "-")
    }

    /// Whether what is written will be read by a person at a terminal.
    pub fn is_terminal(&self) -> bool {
        self.path().is_none() && std::io::stdout().is_terminal()
    }

    /// Writes a binary, which no terminal should see.
    ///
    /// # Errors
    /// What the system says, or a terminal in the way.
    pub fn binary(&self, bytes: &[u8]) -> Result<(), Failure> {
        if self.is_terminal() {
            let way_out = "this would print a binary module on the terminal: give `-o FILE`, or `-o - | …`";
            return Err(Failure::Usage(way_out.to_owned()));
        }
        self.write(|sink| sink.write_all(bytes))
    }

    /// Lets `produce` write. Into a file it goes through a new one beside it that takes its place at the end, so an error
    /// leaves what was there. A reader that goes away early (`| head`) is no error.
    ///
    /// # Errors
    /// What the system says, or what `produce` says.
    pub fn write<E: Into<Failure>>(
        &self,
        produce: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<(), Failure> {
        let Some(path) = self.path() else {
            let mut sink = Stdout { inner: std::io::BufWriter::new(std::io::stdout().lock()), closed: false };
            let produced = produce(&mut sink);
            if sink.closed {
                return Ok(());
            }
            produced.map_err(Into::into)?;
            return sink.inner.flush().or_else(ignore_closed).map_err(failed("<stdout>".as_ref()));
        };
        if path.exists() && !path.is_file() {
            // A device or a pipe cannot be replaced.
            let mut sink = std::io::BufWriter::new(std::fs::File::create(path).map_err(failed(path))?);
            produce(&mut sink).map_err(Into::into)?;
            return sink.flush().map_err(failed(path));
        }
        let beside = path.with_file_name(format!(".{}.{}", name(path), std::process::id()));
        let mut sink = std::io::BufWriter::new(std::fs::File::create(&beside).map_err(failed(path))?);
        let done = produce(&mut sink).map_err(Into::into);
        let done = done.and_then(|()| sink.flush().map_err(failed(path)));
        let done = done.and_then(|()| std::fs::rename(&beside, path).map_err(failed(path)));
        if done.is_err() {
            // Nothing better can be done about a file that cannot be removed either.
            let _ = std::fs::remove_file(&beside);
        }
        done
    }
}

/// Writes a line on standard output. A reader that has gone away (`| head`) does not stop what is being done.
pub fn line(text: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

fn name(path: &Path) -> std::borrow::Cow<'_, str> {
    path.file_name().map_or_else(Default::default, |name| name.to_string_lossy())
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> Failure + '_ {
    move |error| Failure::Io { path: path.to_owned(), verb: "write", error }
}

/// What an error of the sink is called where the engine's errors are returned.
pub fn unwritable(error: std::io::Error) -> wharf::Error {
    wharf::Error::host(format!("cannot write: {error}"))
}

fn ignore_closed(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

/// Standard output that remembers when its reader has gone.
struct Stdout<W> {
    inner: W,
    closed: bool,
}

impl<W: Write> Write for Stdout<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(bytes);
        self.closed |= written.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe);
        written
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_leaves_the_file_that_was_there() {
        let folder = std::env::temp_dir().join(format!("wharf-output-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for temporary files");
        let file = folder.join("out");
        let output = Output::to(&file);
        output.write(|sink| sink.write_all(b"old")).expect("a file that can be written");
        assert!(output.write(|_| Err(wharf::Error::host("no"))).is_err());
        assert_eq!(std::fs::read(&file).expect("the file is still there"), b"old");
        assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), 1);
        std::fs::remove_dir_all(&folder).expect("the folder is ours");
    }
}
