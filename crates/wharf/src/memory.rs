//! Linear memories.

use std::sync::Arc;

use wharf_core::Result;
use wharf_core::types::MemoryType;
use wharf_vm as vm;

use crate::engine::Engine;
use crate::store::{AsContext, AsContextMut, value_of};

/// A linear memory.
///
/// # Examples
///
/// ```
/// use wharf::{Engine, Memory, MemoryType, Store};
///
/// let mut store = Store::new(&Engine::default(), ());
/// let memory = Memory::new(&mut store, MemoryType::new(1, Some(2)))?;
/// memory.write(&mut store, 100, b"hello")?;
/// assert_eq!(&memory.data(&store)[100..105], b"hello");
/// assert_eq!(memory.grow(&mut store, 1)?, 1);
/// assert!(memory.grow(&mut store, 1).is_err());
/// # Ok::<(), wharf::Error>(())
/// ```
///
/// Spec: [memory instances](https://webassembly.github.io/spec/core/exec/runtime.html#memory-instances).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Memory(pub(crate) vm::Memory);

impl Memory {
    /// A memory full of zeros.
    ///
    /// # Errors
    /// A limit of the store, or of the system.
    pub fn new(mut store: impl AsContextMut, ty: MemoryType) -> Result<Memory> {
        vm::Memory::new(store.as_context_mut().vm(), ty).map(Memory)
    }

    /// Its type, with the current size as the minimum.
    pub fn ty(&self, store: impl AsContext) -> MemoryType {
        self.0.ty(store.as_context().vm())
    }

    /// Its size in pages.
    pub fn size(&self, store: impl AsContext) -> u64 {
        self.0.size(store.as_context().vm())
    }

    /// Its size in bytes.
    pub fn data_size(&self, store: impl AsContext) -> usize {
        self.0.byte_len(store.as_context().vm())
    }

    /// Grows it by so many pages and gives the size it had before, in pages.
    ///
    /// # Errors
    /// Its maximum, a limit of the store, or the system is in the way.
    pub fn grow(&self, mut store: impl AsContextMut, delta: u64) -> Result<u64> {
        let grown = self.0.grow(store.as_context_mut().vm(), delta);
        grown.ok_or_else(|| crate::errors::cannot_grow("memory", delta))
    }

    /// Copies out of it, from byte `offset` on.
    ///
    /// # Errors
    /// The trap `out of bounds memory access`, if it is not that large.
    pub fn read(&self, store: impl AsContext, offset: usize, buffer: &mut [u8]) -> Result<()> {
        self.0.read(store.as_context().vm(), offset as u64, buffer)
    }

    /// Copies into it, from byte `offset` on.
    ///
    /// # Errors
    /// The trap `out of bounds memory access`, if it is not that large; nothing is written then.
    pub fn write(&self, mut store: impl AsContextMut, offset: usize, buffer: &[u8]) -> Result<()> {
        self.0.write(store.as_context_mut().vm(), offset as u64, buffer)
    }

    /// Its bytes.
    pub fn data<'a, T: Send + 'static>(&self, store: impl Into<crate::StoreContext<'a, T>>) -> &'a [u8] {
        self.0.data(store.into().vm()).expect("a shared memory is an Extern::SharedMemory")
    }

    /// Its bytes, to be changed.
    pub fn data_mut<'a, T: Send + 'static>(&self, store: impl Into<crate::StoreContextMut<'a, T>>) -> &'a mut [u8] {
        self.0.data_mut(store.into().vm()).expect("a shared memory is an Extern::SharedMemory")
    }

    /// Its bytes, to be changed, and the embedder's value at the same time.
    pub fn data_and_store_mut<'a, T: Send + 'static>(
        &self,
        store: impl Into<crate::StoreContextMut<'a, T>>,
    ) -> (&'a mut [u8], &'a mut T) {
        let parts = self.0.data_and_store_mut(store.into().vm());
        let (bytes, data) = parts.expect("a shared memory is an Extern::SharedMemory");
        (bytes, value_of(data))
    }
}

/// A memory that several stores of an engine may hold, on several threads.
///
/// # Examples
///
/// ```
/// use wharf::{Engine, MemoryType, SharedMemory};
///
/// let ty = MemoryType { shared: true, ..MemoryType::new(1, Some(2)) };
/// let memory = SharedMemory::new(&Engine::default(), ty)?;
/// let other = memory.clone();
/// std::thread::spawn(move || other.write(100, b"from afar")).join().unwrap()?;
/// let mut bytes = [0; 9];
/// memory.read(100, &mut bytes)?;
/// assert_eq!(&bytes, b"from afar");
/// # Ok::<(), wharf::Error>(())
/// ```
///
/// Spec: [threads proposal](https://github.com/WebAssembly/threads).
#[derive(Clone)]
pub struct SharedMemory(pub(crate) Arc<vm::SharedMemory>);

impl SharedMemory {
    /// A memory full of zeros. `ty` must be shared and have a maximum.
    ///
    /// # Errors
    /// A type that is not shared; a limit of the engine, or of the system.
    pub fn new(engine: &Engine, ty: MemoryType) -> Result<SharedMemory> {
        if !ty.shared || ty.limits.max.is_none() {
            return Err(crate::errors::not_a_shared_type());
        }
        vm::SharedMemory::new(ty, engine.store_config()).map(SharedMemory)
    }

    /// Its type, with the current size as the minimum.
    pub fn ty(&self) -> MemoryType {
        self.0.ty()
    }

    /// Its size in pages.
    pub fn size(&self) -> u64 {
        self.0.ty().limits.min
    }

    /// Its size in bytes.
    pub fn data_size(&self) -> usize {
        self.0.byte_len()
    }

    /// Grows it by so many pages and gives the size it had before, in pages.
    ///
    /// # Errors
    /// Its maximum or the system is in the way.
    pub fn grow(&self, delta: u64) -> Result<u64> {
        self.0.grow(delta).ok_or_else(|| crate::errors::cannot_grow("memory", delta))
    }

    /// Copies out of it. Other threads may write meanwhile; each byte is one that stood there at some time.
    ///
    /// # Errors
    /// The trap `out of bounds memory access`, if it is not that large.
    pub fn read(&self, offset: usize, buffer: &mut [u8]) -> Result<()> {
        self.0.read(offset as u64, buffer)
    }

    /// Copies into it, while other threads may read and write.
    ///
    /// # Errors
    /// The trap `out of bounds memory access`, if it is not that large; nothing is written then.
    pub fn write(&self, offset: usize, buffer: &[u8]) -> Result<()> {
        self.0.write(offset as u64, buffer)
    }
}

impl std::fmt::Debug for SharedMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SharedMemory").field("ty", &self.ty()).finish()
    }
}
