//! The engine: what modules and stores share.

use std::any::Any;
use std::sync::Arc;

use wharf_core::canon::{Registry, TypeId};
use wharf_core::types::{CompositeType, FieldType, HeapType, SubType};
use wharf_core::{Features, Result};
use wharf_vm as vm;

use crate::cache::Keeper;
use crate::config::Config;
use crate::policy::Compiler;
use crate::stats::{Counters, Stats};

/// What modules and stores share: the configuration, the types, the tier that runs code. Cheap to clone, and made once for
/// a process: modules and stores of different engines do not go together.
///
/// # Examples
///
/// ```
/// use wharf::{Config, Engine, Store, Tier};
///
/// let mut config = Config::new();
/// config.tier(Tier::Interp).consume_fuel(true);
/// let engine = Engine::new(&config)?;
/// let (first, second) = (Store::new(&engine, 1), Store::new(&engine, "two"));
/// assert_eq!((*first.data(), *second.data()), (1, "two"));
/// # Ok::<(), wharf::Error>(())
/// ```
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    config: Config,
    registry: Arc<Registry>,
    compiler: Compiler,
    counters: Counters,
    keeper: Option<Arc<Keeper>>,
}

impl Engine {
    /// An engine set up like this.
    ///
    /// # Errors
    /// A tier that this build of wharf does not have; a profiler whose file cannot be written, or that would be told of
    /// nothing, since the tier makes no machine code.
    pub fn new(config: &Config) -> Result<Engine> {
        let compiler = crate::policy::choose(config)?;
        let registry = Arc::new(Registry::new());
        let keeper = config.cache.as_ref().and_then(|cache| compiler.keeper(cache, config)).map(Arc::new);
        let (config, counters) = (config.clone(), Counters::default());
        Ok(Engine(Arc::new(Inner { config, registry, compiler, counters, keeper })))
    }

    /// How it is set up.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// What it has done so far.
    pub fn stats(&self) -> Stats {
        self.counters().read(self.compiler(), self.keeper().map(|keeper| &**keeper))
    }

    /// Which proposals its modules may use.
    pub fn features(&self) -> Features {
        self.0.config.features
    }

    /// A type of structures with these fields, for [`crate::StructRef::new`]. Equal types of modules are this one.
    pub fn struct_type(&self, fields: impl IntoIterator<Item = FieldType>) -> HeapType {
        let composite = CompositeType::Struct(fields.into_iter().collect());
        HeapType::Concrete(self.registry().define(SubType::plain(composite)).0)
    }

    /// A type of arrays with these elements, for [`crate::ArrayRef::new`]. Equal types of modules are this one.
    pub fn array_type(&self, element: FieldType) -> HeapType {
        HeapType::Concrete(self.registry().define(SubType::plain(CompositeType::Array(element))).0)
    }

    /// What stands behind a concrete type of this engine; `None` for an abstract one.
    pub fn composite_type(&self, ty: HeapType) -> Option<CompositeType> {
        let HeapType::Concrete(id) = ty else { return None };
        Some(self.registry().get(TypeId(id)).definition.composite.clone())
    }

    /// Whether two handles are of one engine.
    pub fn same(a: &Engine, b: &Engine) -> bool {
        Arc::ptr_eq(&a.0, &b.0)
    }

    pub(crate) fn registry(&self) -> &Arc<Registry> {
        &self.0.registry
    }

    /// Its cache, if it has one and code to put there.
    pub(crate) fn keeper(&self) -> Option<&Arc<Keeper>> {
        self.0.keeper.as_ref()
    }

    pub(crate) fn counters(&self) -> &Counters {
        &self.0.counters
    }

    pub(crate) fn compiler(&self) -> &Compiler {
        &self.0.compiler
    }

    pub(crate) fn store_config(&self) -> &vm::StoreConfig {
        &self.0.config.store
    }

    pub(crate) fn new_store(&self, data: Box<dyn Any + Send>) -> vm::Store {
        let config = self.store_config().clone();
        vm::Store::new(self.registry().clone(), self.compiler().tier(), config, data)
    }
}

impl Default for Engine {
    /// An engine with everything as [`Config::new`] has it.
    fn default() -> Engine {
        Engine::new(&Config::new()).expect("every build has the tiers of the default configuration")
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("config", &self.0.config).finish_non_exhaustive()
    }
}

impl Engine {
    /// Refuses what is of another engine.
    pub(crate) fn check_same(a: &Engine, b: &Engine) -> Result<()> {
        if Engine::same(a, b) { Ok(()) } else { Err(crate::errors::other_engine()) }
    }
}
