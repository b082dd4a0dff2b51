//! Modules: checked, and ready for instances.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use wharf_core::types::{ExternKind, HeapType};
use wharf_core::{Bytes, Module as Model, Result};
use wharf_jit::options::Cpu;
use wharf_jit::tier::NativeModule;
use wharf_syntax::binary::{Outline, decode_outlined};
use wharf_syntax::text::{self, Compiled};
use wharf_validate::{Options, Validated, validate_with};
use wharf_vm::{Image, Template};

use crate::cache::{self, Artefact, ArtefactKey, Found, Identity, Inside, Kept};
use crate::engine::Engine;
use crate::r#extern::{self as externs, ExportType, ExternType, ImportType};
use crate::file;
use crate::policy::{Code, Had};

/// A valid module, from which instances are made. Cheap to clone, and to send to other threads.
///
/// # Examples
///
/// ```
/// use wharf::{Engine, Module};
///
/// let engine = Engine::default();
/// // An empty module: the magic number and the version.
/// let module = Module::new(&engine, b"\0asm\x01\0\0\0")?;
/// assert_eq!(module.imports().len(), 0);
/// # Ok::<(), wharf::Error>(())
/// ```
#[derive(Clone)]
pub struct Module(Arc<Inner>);

struct Inner {
    engine: Engine,
    template: Arc<Template>,
    /// Stores code when the module goes.
    _kept: Option<Kept>,
}

impl Module {
    /// Reads and checks a module in the binary or the text format.
    ///
    /// # Errors
    /// What is malformed or invalid, with its place in what was given.
    pub fn new(engine: &Engine, bytes: impl AsRef<[u8]>) -> Result<Module> {
        let bytes = bytes.as_ref();
        if !is_text(bytes) {
            return Module::from_binary(engine, bytes.to_vec());
        }
        let Compiled { bytes, map } = text::parse_bytes(bytes)?;
        Module::from_binary(engine, bytes).map_err(|error| map.locate(error))
    }

    /// Reads and checks a module in the binary format, without copying the bytes.
    ///
    /// # Errors
    /// What is malformed or invalid, with its offset in the bytes.
    pub fn from_binary(engine: &Engine, bytes: impl Into<Bytes>) -> Result<Module> {
        Module::found(engine, bytes.into(), None)
    }

    /// From bytes that lie in this file, if that is known.
    fn found(engine: &Engine, bytes: Bytes, file: Option<Identity>) -> Result<Module> {
        let found = engine.keeper().map(|keeper| keeper.find(&bytes, file));
        let known = found.as_ref().is_some_and(Found::is_hit);
        let inside = Inside { bytes, outline: Outline::default(), image: None };
        Module::of_inside(engine, inside, known, found)
    }

    /// From bytes that came with what is known of them.
    fn of_inside(engine: &Engine, inside: Inside, known: bool, found: Option<Found>) -> Result<Module> {
        let Inside { bytes, outline, image } = inside;
        let (validated, checked) = check(engine, bytes, known.then_some(outline))?;
        let had = found.as_ref().and_then(|found| found.had(validated.module()));
        let code = engine.compiler().module(&validated, engine.config(), had)?;
        let keep = |native| Some(Kept::new(engine.keeper()?.clone(), found?, native, checked));
        Ok(Module::with_code(engine, &validated, image, code, keep))
    }

    /// With its code, what its memory begins as if that is known, and what stores code when the module goes.
    fn with_code(
        engine: &Engine,
        validated: &Validated,
        image: Option<Image>,
        code: Code,
        keep: impl FnOnce(Arc<NativeModule>) -> Option<Kept>,
    ) -> Module {
        let names = wharf_syntax::binary::names::decode_names;
        let template = Template::new(validated, code.shared(), names);
        if let Some(image) = image {
            template.begin_with_image(image);
        }
        let _kept = match code {
            Code::Native(native) => keep(native),
            Code::Interp(_) => None,
        };
        Module(Arc::new(Inner { engine: engine.clone(), template, _kept }))
    }

    /// Reads and checks a module in a file, binary or text. With a cache ([`Config::cache`](crate::Config::cache)), a file
    /// that was seen before and has not changed is not read again.
    ///
    /// # Errors
    /// What the system says, or what is malformed or invalid.
    pub fn from_file(engine: &Engine, path: impl AsRef<Path>) -> Result<Module> {
        let (path, start) = (path.as_ref(), Instant::now());
        let cannot_read = |error| crate::errors::cannot_read(path, &error);
        let mut file = File::open(path).map_err(cannot_read)?;
        let identity = engine.keeper().and_then(|_| cache::identity_of(&file));
        let seen = engine.keeper().zip(identity.as_ref()).and_then(|(keeper, file)| keeper.seen(file));
        if let Some((found, inside)) = seen {
            engine.counters().file(start.elapsed());
            return Module::of_inside(engine, inside, true, Some(found));
        }
        let bytes = file::read(&mut file).map_err(cannot_read)?;
        // What changed while it was read may be neither the one nor the other.
        let identity = identity.filter(|identity| cache::identity_of(&file).as_ref() == Some(identity));
        engine.counters().file(start.elapsed());
        if is_text(&bytes) { Module::new(engine, bytes) } else { Module::found(engine, bytes, identity) }
    }

    /// Compiles a module ahead of time, binary or text, for processors of some level, and writes the artefact. It holds the
    /// module itself, and runs where an engine is set up alike ([`Config::consume_fuel`](crate::Config::consume_fuel) and
    /// the like) and the key is known. How many bytes it has.
    ///
    /// # Errors
    /// What is malformed or invalid; what the system says; a machine without an optimising compiler.
    pub fn precompile(
        engine: &Engine,
        module: impl AsRef<[u8]>,
        cpu: Cpu,
        key: &ArtefactKey,
        out: impl std::io::Write + Send,
    ) -> Result<u64> {
        let (bytes, map) = match module.as_ref() {
            text if is_text(text) => {
                let Compiled { bytes, map } = text::parse_bytes(text)?;
                (bytes, Some(map))
            }
            binary => (binary.to_vec(), None),
        };
        let checked = check(engine, bytes.into(), None);
        let (validated, _) = checked.map_err(|error| map.map_or(error.clone(), |map| map.locate(error)))?;
        let options = wharf_jit::options::Options { cpu, ..crate::policy::options(engine.config()) };
        cache::precompile(&validated, options, engine.config().threads, key, out)
    }

    /// A module that was compiled ahead of time, from the file that [`Module::precompile`] has written. Its machine code is
    /// read function by function as the program calls them.
    ///
    /// # Errors
    /// What the system says; a file that is no artefact or is damaged; one that was made without the key, by another build
    /// of wharf, for processors that can do more than this one, or for an engine that is set up otherwise.
    pub fn from_artefact(engine: &Engine, path: impl AsRef<Path>, key: &ArtefactKey) -> Result<Module> {
        let artefact = Artefact::open(path.as_ref(), Some(key))?;
        if engine.compiler().runs_machine_code() {
            artefact.check(&crate::policy::options(engine.config()))?;
        }
        let start = Instant::now();
        let Inside { bytes, outline, image } = artefact.module()?;
        engine.counters().file(start.elapsed());
        let known = artefact.is_valid_with(engine.features()).then_some(outline);
        let (validated, _) = check(engine, bytes, known)?;
        let had = Had { code: artefact.stored(&validated)?, complete: artefact.is_complete(&validated) };
        let code = engine.compiler().module(&validated, engine.config(), Some(had))?;
        Ok(Module::with_code(engine, &validated, image, code, |_| None))
    }

    /// Whether these first bytes of a file announce an artefact.
    pub fn is_artefact(bytes: &[u8]) -> bool {
        Artefact::is_one(bytes)
    }

    /// The module inside of an artefact, for which no key is needed.
    ///
    /// # Errors
    /// What the system says; a file that is no artefact, or is damaged.
    pub fn inside_artefact(path: impl AsRef<Path>) -> Result<Vec<u8>> {
        Artefact::open(path.as_ref(), None)?.copy()
    }

    /// Checks a module in the binary format and makes nothing of it.
    ///
    /// # Errors
    /// What is malformed or invalid, with its offset in the bytes.
    pub fn validate(engine: &Engine, bytes: impl Into<Bytes>) -> Result<()> {
        check(engine, bytes.into(), None).map(drop)
    }

    /// Its name, if it has one.
    pub fn name(&self) -> Option<&str> {
        self.template().names().module.as_deref()
    }

    /// What it needs, in order.
    pub fn imports(&self) -> impl ExactSizeIterator<Item = ImportType<'_>> {
        externs::imports(self.model(), self.engine().registry(), self.template().type_ids()).into_iter()
    }

    /// What it offers, in order.
    pub fn exports(&self) -> impl ExactSizeIterator<Item = ExportType<'_>> {
        externs::exports(self.model(), self.engine().registry(), self.template().type_ids()).into_iter()
    }

    /// The type of what it exports under this name.
    pub fn get_export(&self, name: &str) -> Option<ExternType> {
        let export = self.model().export(name)?;
        self.item_type(export.kind, export.index)
    }

    /// The type of what stands at an index of its index space of this kind, exported or not.
    pub fn item_type(&self, kind: ExternKind, index: u32) -> Option<ExternType> {
        let ty = self.model().extern_type(kind, index)?;
        Some(ExternType::of_module(self.engine().registry(), self.template().type_ids(), &ty))
    }

    /// The type that it defines at this index, as the engine knows it: for [`StructRef::new`](crate::StructRef::new) and
    /// [`ArrayRef::new`](crate::ArrayRef::new).
    pub fn type_at(&self, index: u32) -> Option<HeapType> {
        Some(HeapType::Concrete(self.template().type_ids().get(index as usize)?.0))
    }

    /// Its engine.
    pub fn engine(&self) -> &Engine {
        &self.0.engine
    }

    /// The module as data: every section of it.
    pub fn model(&self) -> &Model {
        self.template().module()
    }

    pub(crate) fn template(&self) -> &Arc<Template> {
        &self.0.template
    }
}

impl std::fmt::Debug for Module {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let own = |kind| self.model().imported(kind);
        f.debug_struct("Module")
            .field("name", &self.name())
            .field("functions", &(self.model().funcs.len() as u32 - own(ExternKind::Func)))
            .finish_non_exhaustive()
    }
}

/// Whether the bytes are meant as text: the binary format opens with a zero byte, and no text does.
fn is_text(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|byte| *byte != 0)
}

/// Checks a module, and says how long judging it took. One that was found valid before comes with its outline, which may be
/// empty.
fn check(engine: &Engine, bytes: Bytes, known: Option<Outline>) -> Result<(Validated, Duration)> {
    let (features, start) = (engine.features(), Instant::now());
    let len = bytes.len();
    let options = Options { threads: engine.config().threads, known: known.is_some() };
    let module = decode_outlined(bytes, &features, known.unwrap_or_default())?;
    let decoded = Instant::now();
    let validated = validate_with(module, &features, engine.registry(), options)?;
    engine.counters().module(len, start, decoded);
    Ok((validated, decoded.elapsed()))
}
