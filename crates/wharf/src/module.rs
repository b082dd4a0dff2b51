//! Modules: checked, and ready for instances.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use wharf_core::types::ExternKind;
use wharf_core::{Bytes, Module as Model, Result};
use wharf_syntax::binary::decode::decode_module;
use wharf_syntax::text::{self, Compiled};
use wharf_validate::{Options, Validated, validate_with};
use wharf_vm::Template;

use crate::cache::{Found, Kept};
use crate::engine::Engine;
use crate::r#extern::{self as externs, ExportType, ExternType, ImportType};
use crate::policy::Code;

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
        let bytes = bytes.into();
        let found = engine.keeper().map(|keeper| keeper.find(&bytes));
        let known = found.as_ref().is_some_and(Found::is_hit);
        let (validated, checked) = check(engine, bytes, known)?;
        let code = engine.compiler().module(&validated, engine.config(), found.as_ref())?;
        let names = wharf_syntax::binary::names::decode_names;
        let template = Template::new(&validated, code.shared(), names);
        let _kept = match (engine.keeper(), found, code) {
            (Some(keeper), Some(found), Code::Native(native)) => {
                Some(Kept::new(keeper.clone(), found, native, checked))
            }
            _ => None,
        };
        Ok(Module(Arc::new(Inner { engine: engine.clone(), template, _kept })))
    }

    /// Reads and checks a module in a file, binary or text.
    ///
    /// # Errors
    /// What the system says, or what is malformed or invalid.
    pub fn from_file(engine: &Engine, path: impl AsRef<Path>) -> Result<Module> {
        let path = path.as_ref();
        let bytes = crate::read_file(path).map_err(|error| crate::errors::cannot_read(path, &error))?;
        if is_text(&bytes) { Module::new(engine, bytes) } else { Module::from_binary(engine, bytes) }
    }

    /// Checks a module in the binary format and makes nothing of it.
    ///
    /// # Errors
    /// What is malformed or invalid, with its offset in the bytes.
    pub fn validate(engine: &Engine, bytes: impl Into<Bytes>) -> Result<()> {
        check(engine, bytes.into(), false).map(drop)
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
        let ty = self.model().extern_type(export.kind, export.index)?;
        Some(ExternType::of_module(self.engine().registry(), self.template().type_ids(), &ty))
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

/// Checks a module, and says how long judging it took. The bodies of one that is known were found valid before.
fn check(engine: &Engine, bytes: Bytes, known: bool) -> Result<(Validated, Duration)> {
    let (features, start) = (engine.features(), Instant::now());
    let len = bytes.len();
    let module = decode_module(bytes, &features)?;
    let decoded = Instant::now();
    let options = Options { threads: engine.config().threads, known_bodies: known };
    let validated = validate_with(module, &features, engine.registry(), options)?;
    engine.counters().module(len, start, decoded);
    Ok((validated, decoded.elapsed()))
}
