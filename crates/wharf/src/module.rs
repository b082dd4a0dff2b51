//! Modules: checked, and ready for instances.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use wharf_core::types::ExternKind;
use wharf_core::{Module as Model, Result};
use wharf_syntax::binary::decode::decode_module;
use wharf_syntax::text::{self, Compiled};
use wharf_validate::{Options, Validated, validate_with};
use wharf_vm::Template;

use crate::engine::Engine;
use crate::r#extern::{self as externs, ExportType, ExternType, ImportType};

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
    pub fn from_binary(engine: &Engine, bytes: impl Into<Arc<Vec<u8>>>) -> Result<Module> {
        Module::from_validated(engine, check(engine, bytes)?)
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
    pub fn validate(engine: &Engine, bytes: impl Into<Arc<Vec<u8>>>) -> Result<()> {
        check(engine, bytes).map(drop)
    }

    fn from_validated(engine: &Engine, validated: Validated) -> Result<Module> {
        let code = engine.compiler().module(&validated, engine.config())?;
        let names = wharf_syntax::binary::names::decode_names;
        let template = Template::new(&validated, code, names);
        Ok(Module(Arc::new(Inner { engine: engine.clone(), template })))
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

fn check(engine: &Engine, bytes: impl Into<Arc<Vec<u8>>>) -> Result<Validated> {
    let (bytes, features, start) = (bytes.into(), engine.features(), Instant::now());
    let len = bytes.len();
    let module = decode_module(bytes, &features)?;
    let decoded = Instant::now();
    let options = Options { threads: engine.config().threads };
    let validated = validate_with(module, &features, engine.registry(), options)?;
    engine.counters().module(len, start, decoded);
    Ok(validated)
}
