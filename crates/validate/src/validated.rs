//! The proof that a module is valid, and what the rooms after validation ask of it.
//!
//! Keeps nothing per function: whoever needs more walks the body.

use std::fmt;
use std::sync::Arc;

use wharf_core::canon::TypeId;
use wharf_core::module::ConstExpr;
use wharf_core::types::ValType;
use wharf_core::{Features, Module, Result};
use wharf_syntax::binary::{BodyReader, InstrReader, const_expr};

use crate::bits::Bits;
use crate::defined::Defined;
use crate::errors;

/// A valid module. Cheap to clone and to share between threads.
#[derive(Clone)]
pub struct Validated(Arc<Inner>);

struct Inner {
    module: Arc<Module>,
    features: Features,
    type_ids: Vec<TypeId>,
    /// The functions that `ref.func` in a body may name.
    declared: Bits,
}

impl Validated {
    /// Not a proof yet: made when the types are known, handed out when everything else was checked.
    pub(crate) fn begin(module: Arc<Module>, features: Features, type_ids: Vec<TypeId>) -> Validated {
        Validated(Arc::new(Inner { module, features, type_ids, declared: Bits::default() }))
    }

    /// Adds the functions that `ref.func` may name. Nobody else holds it yet.
    pub(crate) fn with_declared(self, declared: Bits) -> Validated {
        let Inner { module, features, type_ids, .. } = Arc::try_unwrap(self.0).unwrap_or_else(|shared| Inner {
            module: shared.module.clone(),
            features: shared.features,
            type_ids: shared.type_ids.clone(),
            declared: Bits::default(),
        });
        Validated(Arc::new(Inner { module, features, type_ids, declared }))
    }

    pub(crate) fn defined(&self) -> Defined<'_> {
        Defined { types: &self.0.module.types, ids: &self.0.type_ids }
    }

    /// The module.
    #[inline]
    pub fn module(&self) -> &Module {
        &self.0.module
    }

    /// The module, to be held on to.
    pub fn shared_module(&self) -> &Arc<Module> {
        &self.0.module
    }

    /// The proposals it was checked with.
    pub fn features(&self) -> &Features {
        &self.0.features
    }

    /// The canonical type of each of the module's types, in their order.
    #[inline]
    pub fn type_ids(&self) -> &[TypeId] {
        &self.0.type_ids
    }

    /// Whether `ref.func` in a body may name the function: it occurs outside of bodies, so a reference to it can be
    /// had without calling it.
    ///
    /// Spec: [references](https://webassembly.github.io/spec/core/valid/conventions.html#contexts).
    #[inline]
    pub fn is_declared(&self, func: u32) -> bool {
        self.0.declared.has(func)
    }

    /// The local declarations of a function: how many of which type, without the parameters. Empty for an import.
    pub fn locals(&self, func: u32) -> impl Iterator<Item = (u32, ValType)> + '_ {
        self.body(func).ok().map(|body| body.locals()).into_iter().flatten()
    }

    /// The reader of a function's body.
    ///
    /// # Errors
    /// The function is an import or does not exist.
    pub fn body(&self, func: u32) -> Result<BodyReader<'_>> {
        let body = self.module().body(func).ok_or_else(|| errors::no_body(func))?;
        BodyReader::new(self.module(), body, &self.0.features)
    }

    /// The instructions of one of the module's constant expressions, its `end` included.
    pub fn const_expr(&self, expr: ConstExpr) -> InstrReader<'_> {
        const_expr(self.module(), expr)
    }
}

impl fmt::Debug for Validated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let module = self.module();
        f.debug_struct("Validated").field("types", &module.types.len()).field("funcs", &module.funcs.len()).finish()
    }
}
