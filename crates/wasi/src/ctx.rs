//! What one guest is given, before any preview of WASI gives it numbers.

use crate::core::clocks::Clocks;
use crate::core::error::Error;
use crate::core::fs::{Dir, DirPerms, FilePerms, Perms};
use crate::core::limits::Limits;
use crate::core::random::Random;
use crate::core::sockets::Socket;
use crate::core::stdio::{Discard, HostStream, InputStream, MemoryInput, OutputStream};
use rustix::fd::OwnedFd;
use std::fmt;
use std::path::{Path, PathBuf};

/// A directory of the host and the name the guest knows it by.
#[derive(Debug)]
pub(crate) struct Preopen {
    pub dir: Dir,
    pub guest_path: String,
}

/// Everything one guest is given. Made by [`WasiCtx::builder`]; a face such as [`P1`](crate::p1::P1) takes it over.
pub struct WasiCtx {
    pub(crate) args: Vec<String>,
    pub(crate) env: Vec<(String, String)>,
    pub(crate) stdin: Box<dyn InputStream>,
    pub(crate) stdout: Box<dyn OutputStream>,
    pub(crate) stderr: Box<dyn OutputStream>,
    pub(crate) preopens: Vec<Preopen>,
    pub(crate) sockets: Vec<Socket>,
    pub(crate) clocks: Clocks,
    pub(crate) random: Random,
    pub(crate) limits: Limits,
}

impl WasiCtx {
    /// Starts with nothing granted.
    pub fn builder() -> WasiCtxBuilder {
        WasiCtxBuilder::default()
    }
}

impl fmt::Debug for WasiCtx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let WasiCtx { args, env, preopens, sockets, limits, .. } = self;
        let mut out = f.debug_struct("WasiCtx");
        out.field("args", args).field("env", env).field("preopens", preopens).field("sockets", sockets);
        out.field("limits", limits).finish_non_exhaustive()
    }
}

/// Gathers what a guest is given.
///
/// ```
/// use wharf_wasi::{DirPerms, FilePerms, WasiCtx};
///
/// let host = std::env::temp_dir();
/// let ctx = WasiCtx::builder()
///     .args(["cat", "/data/notes.txt"])
///     .env("HOME", "/data")
///     .inherit_stdio()
///     .preopen_dir(host, "/data", DirPerms::READ, FilePerms::READ)
///     .build()?;
/// # drop(ctx);
/// # Ok::<(), wharf_wasi::BuildError>(())
/// ```
#[derive(Default)]
pub struct WasiCtxBuilder {
    args: Vec<String>,
    env: Vec<(String, String)>,
    stdin: Option<Box<dyn InputStream>>,
    stdout: Option<Box<dyn OutputStream>>,
    stderr: Option<Box<dyn OutputStream>>,
    preopens: Vec<(PathBuf, String, Perms)>,
    sockets: Vec<OwnedFd>,
    clocks: Clocks,
    random: Random,
    limits: Limits,
}

impl WasiCtxBuilder {
    /// Adds an argument. The first is the program's name.
    #[must_use]
    pub fn arg(mut self, arg: impl Into<String>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Adds arguments.
    #[must_use]
    pub fn args(mut self, args: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// Sets a variable of the environment, in place of an earlier one of that name.
    #[must_use]
    pub fn env(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let (key, value) = (key.into(), value.into());
        self.env.retain(|(known, _)| *known != key);
        self.env.push((key, value));
        self
    }

    /// Sets variables of the environment.
    #[must_use]
    pub fn envs(self, vars: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) -> Self {
        vars.into_iter().fold(self, |builder, (key, value)| builder.env(key, value))
    }

    /// Sets the standard input.
    #[must_use]
    pub fn stdin(mut self, stream: impl InputStream + 'static) -> Self {
        self.stdin = Some(Box::new(stream));
        self
    }

    /// Sets the standard output.
    #[must_use]
    pub fn stdout(mut self, stream: impl OutputStream + 'static) -> Self {
        self.stdout = Some(Box::new(stream));
        self
    }

    /// Sets the standard error.
    #[must_use]
    pub fn stderr(mut self, stream: impl OutputStream + 'static) -> Self {
        self.stderr = Some(Box::new(stream));
        self
    }

    /// Gives the guest the process's own standard streams. One that is closed counts as not given.
    ///
    /// They are used past the buffers of [`std::io`]: what is buffered there should be flushed first.
    #[must_use]
    pub fn inherit_stdio(mut self) -> Self {
        self.stdin = HostStream::stdin().ok().map(|stream| Box::new(stream) as _);
        self.stdout = HostStream::stdout().ok().map(|stream| Box::new(stream) as _);
        self.stderr = HostStream::stderr().ok().map(|stream| Box::new(stream) as _);
        self
    }

    /// Grants the directory `host_path` of the host, which the guest will know as `guest_path`.
    ///
    /// The host resolves `host_path` when the context is built, following links as it always does.
    #[must_use]
    pub fn preopen_dir(
        mut self,
        host_path: impl Into<PathBuf>,
        guest_path: impl Into<String>,
        dir_perms: DirPerms,
        file_perms: FilePerms,
    ) -> Self {
        self.preopens.push((host_path.into(), guest_path.into(), Perms { dir: dir_perms, file: file_perms }));
        self
    }

    /// Gives the guest a socket, listening or connected, such as a [`std::net::TcpListener`] or a
    /// [`UnixStream`](std::os::unix::net::UnixStream).
    #[must_use]
    pub fn socket(mut self, socket: impl Into<OwnedFd>) -> Self {
        self.sockets.push(socket.into());
        self
    }

    /// Sets the clocks in place of the host's.
    #[must_use]
    pub fn clocks(mut self, clocks: Clocks) -> Self {
        self.clocks = clocks;
        self
    }

    /// Sets where random bytes come from in place of the host's generator.
    #[must_use]
    pub fn random(mut self, random: Random) -> Self {
        self.random = random;
        self
    }

    /// Sets the bounds on what the guest may take of the host.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Opens what was granted.
    ///
    /// # Errors
    /// A grant cannot be opened, or an argument or variable cannot be passed to a guest.
    pub fn build(self) -> Result<WasiCtx, BuildError> {
        check_strings(&self.args, &self.env)?;
        let preopens = self.preopens.into_iter().map(|(host, guest, perms)| open_preopen(&host, guest, perms));
        let sockets = self.sockets.into_iter().map(|fd| Socket::new(fd).map_err(BuildError::socket));
        Ok(WasiCtx {
            args: self.args,
            env: self.env,
            stdin: self.stdin.unwrap_or_else(|| Box::new(MemoryInput::empty())),
            stdout: self.stdout.unwrap_or_else(|| Box::new(Discard)),
            stderr: self.stderr.unwrap_or_else(|| Box::new(Discard)),
            preopens: preopens.collect::<Result<_, _>>()?,
            sockets: sockets.collect::<Result<_, _>>()?,
            clocks: self.clocks,
            random: self.random,
            limits: self.limits,
        })
    }
}

impl fmt::Debug for WasiCtxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let WasiCtxBuilder { args, env, preopens, sockets, .. } = self;
        let mut out = f.debug_struct("WasiCtxBuilder");
        out.field("args", args).field("env", env).field("preopens", preopens).field("sockets", sockets);
        out.finish_non_exhaustive()
    }
}

/// Strings reach the guest with a NUL at their end, variables as `key=value`.
fn check_strings(args: &[String], env: &[(String, String)]) -> Result<(), BuildError> {
    if let Some(arg) = args.iter().find(|arg| arg.contains('\0')) {
        return Err(BuildError::string("argument", arg, "holds a NUL byte; remove it"));
    }
    for (key, value) in env {
        if key.is_empty() || key.contains('=') {
            return Err(BuildError::string("environment variable", key, "needs a name without `=`"));
        }
        if key.contains('\0') || value.contains('\0') {
            return Err(BuildError::string("environment variable", key, "holds a NUL byte; remove it"));
        }
    }
    Ok(())
}

fn open_preopen(host: &Path, guest_path: String, perms: Perms) -> Result<Preopen, BuildError> {
    let dir = Dir::open_host(host, perms).map_err(|error| BuildError::preopen(host, error))?;
    Ok(Preopen { dir, guest_path })
}

/// Why a context could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildError {
    message: String,
    cause: Option<Error>,
}

impl BuildError {
    fn preopen(host: &Path, error: Error) -> BuildError {
        let way_out = match error {
            Error::NoEnt => "; create it, or name one that exists",
            Error::NotDir => "; grant the directory that holds it instead",
            Error::NotSup => "; confining paths needs openat2, which Linux has since 5.6",
            _ => "",
        };
        let message = format!("cannot grant the directory {}: {error}{way_out}", host.display());
        BuildError { message, cause: Some(error) }
    }

    fn socket(error: Error) -> BuildError {
        BuildError { message: format!("cannot grant the socket: {error}"), cause: Some(error) }
    }

    fn string(what: &str, text: &str, trouble: &str) -> BuildError {
        BuildError { message: format!("the {what} {text:?} {trouble}"), cause: None }
    }

    /// The condition the host reported, if it was the host that refused.
    pub fn cause(&self) -> Option<Error> {
        self.cause
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for BuildError {}
