//! Artefacts that people handle: modules compiled ahead of time, in files of their own.
//!
//! The machine code in them runs outside of the sandbox, so it is run only if whoever made the artefact had the key. The
//! module inside can be had without a key, and runs like any other.

use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use wharf_core::Result;
use wharf_jit::artefact::Target;
use wharf_jit::options::Options;
use wharf_jit::profile::past::Past;
use wharf_jit::tier::Stored;
use wharf_validate::Validated;

use super::directory::Directory;
use super::entry::{Entry, Source};
use super::format::MAGIC;
use super::inside::Inside;
use super::name::{BUILD, ModuleHash};
use super::precompile::{self, Job};
use super::secret::Secret;
use crate::errors;

/// By what an artefact is known to come from somebody whose machine code may be run.
///
/// # Examples
///
/// ```
/// use wharf::{ArtefactKey, Cpu, Engine, Module};
///
/// let key = ArtefactKey::new("a secret that both machines know");
/// let engine = Engine::default();
/// let path = std::env::temp_dir().join(format!("wharf-doc-{}.cwharf", std::process::id()));
/// let file = std::fs::File::create(&path)?;
/// Module::precompile(&engine, "(module (func (export \"f\")))", Cpu::Native, &key, file)?;
/// let module = Module::from_artefact(&engine, &path, &key)?;
/// assert!(module.get_export("f").is_some());
/// let other = ArtefactKey::new("something else");
/// assert!(Module::from_artefact(&engine, &path, &other).is_err());
/// # std::fs::remove_file(&path)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ArtefactKey(pub(super) Secret);

impl ArtefactKey {
    /// Made from a secret of any length. Whoever knows it can make this process run any machine code.
    pub fn new(secret: impl AsRef<[u8]>) -> ArtefactKey {
        ArtefactKey(Secret::derived("wharf 2026-11 key of artefacts", secret.as_ref()))
    }

    /// The secret is what a file holds.
    ///
    /// # Errors
    /// What the system says; an empty file.
    pub fn from_file(path: impl AsRef<Path>) -> Result<ArtefactKey> {
        let path = path.as_ref();
        let read = || {
            let mut secret = Vec::new();
            // Keys are short: whatever is longer is hardly meant.
            File::open(path)?.take(1 << 20).read_to_end(&mut secret).map(|_| secret)
        };
        let secret = read().map_err(|error| errors::cannot_read(path, &error))?;
        if secret.is_empty() { Err(errors::empty_key(path)) } else { Ok(ArtefactKey::new(secret)) }
    }

    /// The key of the user that runs this process, which lies in `wharf` in `$XDG_DATA_HOME` or in `~/.local/share` and is
    /// made when it is first asked for.
    ///
    /// # Errors
    /// There is no such directory and none can be made, or others may write to it.
    pub fn of_user() -> Result<ArtefactKey> {
        let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let data = absolute("XDG_DATA_HOME").or_else(|| Some(absolute("HOME")?.join(".local/share")));
        let directory = data.ok_or_else(errors::no_home)?.join("wharf");
        let secret = Directory::open_or_make(&directory).and_then(|directory| Secret::of_or_new(&directory));
        secret.map(ArtefactKey).ok_or_else(|| errors::no_key(&directory))
    }
}

/// An artefact that was opened.
pub(crate) struct Artefact {
    entry: Arc<Entry>,
    path: PathBuf,
}

impl Artefact {
    /// Whether a file is meant as one: these are its first bytes.
    pub(crate) fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(&MAGIC[..7])
    }

    /// Opens one whose code may be run by whoever has the key; without a key, for the module inside.
    pub(crate) fn open(path: &Path, key: Option<&ArtefactKey>) -> Result<Artefact> {
        let file = File::open(path).map_err(|error| errors::cannot_read(path, &error))?;
        let entry = Entry::open(file, key.map(|key| &key.0)).map_err(|refused| errors::artefact(path, refused))?;
        Ok(Artefact { entry: Arc::new(entry), path: path.to_owned() })
    }

    /// Refuses code that another wharf made, or that cannot run with these options on this machine.
    pub(crate) fn check(&self, options: &Options) -> Result<()> {
        let head = self.entry.head();
        if head.build != BUILD {
            return Err(errors::artefact_of_another_build(&self.path, &head.build, BUILD));
        }
        let missing = head.target.missing_on(&Target::of(options)?);
        missing.map_or(Ok(()), |missing| Err(errors::artefact_for_another(&self.path, &missing)))
    }

    /// The module inside: the file's own bytes, if nobody else can change them, else a copy.
    pub(crate) fn module(&self) -> Result<Inside> {
        Inside::lent(&self.entry).map_or_else(|| Ok(Inside::of(&self.entry, self.copy()?.into())), Ok)
    }

    /// A copy of the module inside, if it is as it was put there.
    pub(crate) fn copy(&self) -> Result<Vec<u8>> {
        let range = self.entry.head().places.module.clone();
        let damaged = || errors::artefact(&self.path, super::format::Refused::Damaged);
        let len = self.entry.file().metadata().map_err(|error| errors::cannot_read(&self.path, &error))?.len();
        if range.end > len {
            return Err(damaged());
        }
        let mut bytes = vec![0; (range.end - range.start) as usize];
        let read = self.entry.file().read_exact_at(&mut bytes, range.start);
        read.map_err(|error| errors::cannot_read(&self.path, &error))?;
        if ModuleHash::of(&bytes) == self.entry.head().module { Ok(bytes) } else { Err(damaged()) }
    }

    /// Whether the module was found valid with these proposals.
    pub(crate) fn is_valid_with(&self, features: wharf_core::Features) -> bool {
        self.entry.head().features == precompile::features(features)
    }

    /// The code, for a module that was decoded from the bytes inside.
    pub(crate) fn stored(&self, module: &Validated) -> Result<Arc<dyn Stored>> {
        let model = module.module();
        if precompile::skeleton(model) != self.entry.head().skeleton {
            return Err(errors::artefact(&self.path, super::format::Refused::Damaged));
        }
        let defined = model.imported_funcs()..model.funcs.len() as u32;
        Ok(Arc::new(Source { entry: self.entry.clone(), defined, past: Past::default() }))
    }

    /// Whether it has optimised code of every function.
    pub(crate) fn is_complete(&self, module: &Validated) -> bool {
        self.entry.is_complete(module.module().bodies.len())
    }
}

/// Compiles a valid module into an artefact; how many bytes it has.
pub(crate) fn write(
    module: &Validated,
    options: Options,
    threads: usize,
    key: &ArtefactKey,
    out: impl Write + Send,
) -> Result<u64> {
    let target = Target::of(&options)?;
    let job = Job { module, options, target, threads };
    job.write(out, &key.0).map_err(|error| errors::cannot_write_artefact(&error))
}
