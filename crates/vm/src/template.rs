//! A module made ready for instances: what all of its instances share and what does not depend on a store.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use wharf_core::canon::TypeId;
use wharf_core::module::{ElementItems, Module};
use wharf_core::names::Names;
use wharf_core::trace::Symbols;
use wharf_core::types::{ExternKind, RefType, ValType};
use wharf_validate::Validated;

use crate::layout::ContextShape;
use crate::memory::Image;
use crate::tier::ModuleCode;

/// A valid module with the tier's code for it, from which instances are made.
pub struct Template {
    module: Arc<Module>,
    type_ids: Box<[TypeId]>,
    code: Arc<dyn ModuleCode>,
    shape: ContextShape,
    /// The functions that can become references without an instruction asking: exported ones and those in segments,
    /// ascending.
    escaping: Box<[u32]>,
    names: OnceLock<Names>,
    /// How many instances were begun.
    begun: AtomicU32,
    /// The images of its memories, by index.
    images: OnceLock<Box<[Option<Arc<Image>>]>>,
    decode_names: fn(&Module) -> Names,
}

impl Template {
    /// Of a valid module, with what the tier made of it. `decode_names` is asked once, when a backtrace is printed.
    pub fn new(validated: &Validated, code: Arc<dyn ModuleCode>, decode_names: fn(&Module) -> Names) -> Arc<Template> {
        let module = validated.shared_module().clone();
        // SAFETY: the module is valid, as it says itself.
        unsafe { Template::new_unchecked(module, validated.type_ids(), code, decode_names) }
    }

    /// Of a module and the canonical ids of its types.
    ///
    /// # Safety
    /// The module is valid, and `type_ids` are its types' in the registry of every store that instances are made in.
    pub unsafe fn new_unchecked(
        module: Arc<Module>,
        type_ids: impl Into<Box<[TypeId]>>,
        code: Arc<dyn ModuleCode>,
        decode_names: fn(&Module) -> Names,
    ) -> Arc<Template> {
        let shape = ContextShape::new(&module);
        let escaping = escaping(&module);
        let type_ids = type_ids.into();
        Arc::new(Template {
            module,
            type_ids,
            code,
            shape,
            escaping,
            names: OnceLock::new(),
            begun: AtomicU32::new(0),
            images: OnceLock::new(),
            decode_names,
        })
    }

    /// The module.
    pub fn module(&self) -> &Arc<Module> {
        &self.module
    }

    /// The canonical ids of its types, by type index.
    pub fn type_ids(&self) -> &[TypeId] {
        &self.type_ids
    }

    /// The canonical id of a function's type.
    pub fn func_type_id(&self, func: u32) -> TypeId {
        self.type_ids[self.module.funcs[func as usize] as usize]
    }

    /// What the tier keeps for the module.
    pub fn code(&self) -> &Arc<dyn ModuleCode> {
        &self.code
    }

    /// How contexts of its instances are laid out.
    pub fn shape(&self) -> &ContextShape {
        &self.shape
    }

    /// The names of its parts.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| (self.decode_names)(&self.module))
    }

    /// A type of the module with canonical ids in place of type indices.
    pub fn canonical(&self, ty: ValType) -> ValType {
        ty.map_index(&mut |index| self.type_ids[index as usize].0)
    }

    /// A reference type of the module with canonical ids in place of type indices.
    pub fn canonical_ref(&self, ty: RefType) -> RefType {
        ty.map_index(&mut |index| self.type_ids[index as usize].0)
    }

    /// The images of its memories, for an instance that is being made: none for the first one.
    pub(crate) fn images(&self) -> &[Option<Arc<Image>>] {
        if self.module.datas.is_empty() {
            return &[];
        }
        if self.begun.load(Ordering::Relaxed) == 0 {
            self.begun.store(1, Ordering::Relaxed);
            return &[];
        }
        let image = |memory| Image::of(&self.module, memory).map(Arc::new);
        self.images.get_or_init(|| (0..self.module.memories.len() as u32).map(image).collect())
    }

    /// The same for a template that nobody has yet: memory 0, the only one, begins as this image, from the first instance on.
    /// It should be what [`Image::of`] made of this module: what it has instead, the program finds in its memory.
    pub fn begin_with_image(self: &Arc<Template>, image: Image) {
        if self.module.memories.len() == 1
            && image.fits(&self.module, 0)
            && self.images.set([Some(Arc::new(image))].into()).is_ok()
        {
            self.begun.store(1, Ordering::Relaxed);
        }
    }

    /// Whether nothing is left of its data segments once a memory has begun as its image.
    pub(crate) fn is_all_in_image(&self) -> bool {
        self.images.get().is_some_and(|images| images.iter().flatten().any(|image| image.is_whole()))
    }

    pub(crate) fn escaping(&self) -> &[u32] {
        &self.escaping
    }
}

impl Symbols for Template {
    fn module(&self) -> &Module {
        &self.module
    }

    fn module_name(&self) -> Option<&str> {
        self.names().module.as_deref()
    }

    fn func_name(&self, func: u32) -> Option<&str> {
        let exported = || {
            let mut exports = self.module.exports.iter();
            exports.find(|export| export.kind == ExternKind::Func && export.index == func).map(|export| &*export.name)
        };
        self.names().funcs.get(func).or_else(exported)
    }
}

/// The functions named by exports and segments. Those named by constant expressions become references when these run.
fn escaping(module: &Module) -> Box<[u32]> {
    let exports = module.exports.iter().filter(|export| export.kind == ExternKind::Func).map(|export| export.index);
    let segments = module.elements.iter().flat_map(|segment| match &segment.items {
        ElementItems::Funcs(funcs) => &funcs[..],
        ElementItems::Exprs(_) => &[],
    });
    let mut all: Vec<u32> = exports.chain(segments.copied()).collect();
    all.sort_unstable();
    all.dedup();
    all.into()
}
