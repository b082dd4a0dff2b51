//! Linear memories in two styles: *reserved* (the address never changes, a guard catches what is out of bounds) and
//! *dense* (only what is used, every access checked). Shared memories are always of constant address.
//!
//! Specification: [memory instances](https://webassembly.github.io/spec/core/exec/runtime.html#memory-instances),
//! [growing](https://webassembly.github.io/spec/core/exec/modules.html#growing-memories); shared memories by the threads
//! proposal.

mod image;
mod pool;
mod reset;

use std::ptr::NonNull;
use std::sync::atomic::{AtomicPtr, AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use wharf_core::types::{AddrType, Limits, MemoryType};
use wharf_core::{Result, TrapKind};

use crate::errors;
use crate::handle::Memory;
use crate::layout::{MemoryDef, MemoryRef};
use crate::limits::{MemoryStyle, StoreConfig};
use crate::mapping::Mapping;
use crate::store::Store;
pub use image::Image;
use pool::Reservation;

/// How many bytes a reserved memory occupies in the address space: all that a 32-bit address plus a 32-bit constant
/// offset can reach, and a guard for the width of the access.
pub const RESERVATION: usize = (8 << 30) + GUARD;
/// The guard behind the last reachable address: wider than any single access.
pub const GUARD: usize = 64 << 10;

/// A memory of a store.
pub(crate) struct MemoryInstance {
    def: NonNull<MemoryDef>,
    kind: Kind,
}

enum Kind {
    /// One store's own.
    Own(Box<OwnMemory>),
    /// One that other stores may hold as well.
    Shared(Arc<SharedMemory>),
}

struct OwnMemory {
    def: MemoryDef,
    space: Space,
}

/// A memory that threads share: make it once, import it into a store per thread.
pub struct SharedMemory {
    def: MemoryDef,
    /// Held while growing.
    space: Mutex<Space>,
    ty: MemoryType,
    reserved: bool,
}

// SAFETY: the def is atomics, the space is behind a mutex, and contents are accessed atomically or as raw bytes, which
// the specification allows to race.
unsafe impl Sync for SharedMemory {}
// SAFETY: as above.
unsafe impl Send for SharedMemory {}

/// The bytes of a memory and the rules by which they grow.
#[derive(Debug)]
struct Space {
    bytes: Bytes,
    ty: MemoryType,
    /// The size it may not pass, in bytes.
    max_bytes: u64,
}

/// Where the bytes are.
#[derive(Debug)]
enum Bytes {
    /// At a constant address; accesses by 32-bit address and offset cannot leave the reservation.
    Reserved(Reservation),
    /// At a constant address, but accesses need checks.
    Fixed(Mapping),
    /// They may move when the memory grows.
    Dense(Mapping),
}

impl Bytes {
    fn base(&self) -> *mut u8 {
        match self {
            Bytes::Reserved(reservation) => reservation.base(),
            Bytes::Fixed(mapping) | Bytes::Dense(mapping) => mapping.base(),
        }
    }

    /// Makes `new` bytes accessible where there were `old`; `max` is what may follow at most.
    fn grow(&mut self, old: usize, new: usize, max: usize) -> Result<()> {
        match self {
            Bytes::Reserved(reservation) => reservation.grow(new),
            Bytes::Fixed(mapping) => mapping.commit(old, new),
            Bytes::Dense(mapping) if new <= mapping.len() => Ok(()),
            // Generously, since growth by single pages is common.
            Bytes::Dense(mapping) => mapping.resize(new.max((mapping.len() + mapping.len() / 4).min(max))),
        }
    }
}

impl Space {
    fn new(ty: &MemoryType, config: &StoreConfig, image: Option<&Arc<Image>>) -> Result<(Space, usize)> {
        let page = ty.page_size();
        let bytes = ty.limits.min.saturating_mul(page);
        if bytes > config.memory_bytes {
            return Err(errors::memory_limit(bytes, config.memory_bytes));
        }
        let reach = match ty.addr {
            AddrType::I32 => 1u64 << 32,
            AddrType::I64 => 1 << 48,
        };
        let max = ty.limits.max.map_or(u64::MAX, |max| max.saturating_mul(page));
        let max_bytes = max.min(config.memory_bytes).min(reach);
        let plain = is_plain(ty);
        let len = bytes as usize;
        let bytes = match (config.memory_style, ty.shared) {
            (MemoryStyle::Reserved, _) if plain => Bytes::Reserved(Reservation::new(len, image)?),
            (_, true) => {
                let mapping = Mapping::reserve(max_bytes as usize)?;
                mapping.commit(0, len)?;
                Bytes::Fixed(mapping)
            }
            (_, false) => Bytes::Dense(Mapping::zeroed(len)?),
        };
        Ok((Space { bytes, ty: *ty, max_bytes }, len))
    }

    fn is_reserved(&self) -> bool {
        matches!(self.bytes, Bytes::Reserved(_))
    }

    /// Grows by `delta` pages and updates the def. The old size in pages, or `None` when it cannot grow so far.
    fn grow(&mut self, def: &MemoryDef, delta: u64) -> Option<u64> {
        let page = self.ty.page_size();
        let old = def.len.load(Ordering::SeqCst) as u64;
        let new = delta.checked_mul(page)?.checked_add(old).filter(|new| *new <= self.max_bytes)?;
        if new > old {
            self.bytes.grow(old as usize, new as usize, self.max_bytes as usize).ok()?;
            def.base.store(self.bytes.base(), Ordering::SeqCst);
            def.len.store(new as usize, Ordering::SeqCst);
        }
        Some(old / page)
    }
}

/// Whether the style of a store is of meaning for memories of this type.
fn is_plain(ty: &MemoryType) -> bool {
    ty.addr == AddrType::I32 && ty.page_size_log2 == 16
}

impl SharedMemory {
    /// A shared memory of this type, which must be shared and have a maximum.
    pub fn new(ty: MemoryType, config: &StoreConfig) -> Result<Arc<SharedMemory>> {
        if !ty.shared || ty.limits.max.is_none() {
            return Err(wharf_core::Error::host("a shared memory needs a type that is shared and has a maximum"));
        }
        let (space, len) = Space::new(&ty, config, None)?;
        let def = MemoryDef { base: AtomicPtr::new(space.bytes.base()), len: AtomicUsize::new(len) };
        let reserved = space.is_reserved();
        Ok(Arc::new(SharedMemory { def, space: Mutex::new(space), ty, reserved }))
    }

    /// Its type, with the current size as the minimum.
    pub fn ty(&self) -> MemoryType {
        let pages = self.byte_len() as u64 / self.ty.page_size();
        MemoryType { limits: Limits { min: pages, ..self.ty.limits }, ..self.ty }
    }

    /// Its size in bytes; other threads may grow it at any time.
    pub fn byte_len(&self) -> usize {
        self.def.len.load(Ordering::SeqCst)
    }

    /// Grows it by so many pages: the old size in pages, or `None` when that is not possible.
    pub fn grow(&self, delta: u64) -> Option<u64> {
        self.space.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).grow(&self.def, delta)
    }

    /// Copies out of it, while other threads may write: each byte is one that stood there at some time. Traps if it is not
    /// that large.
    pub fn read(&self, at: u64, to: &mut [u8]) -> Result<()> {
        let from = self.bytes(at, to.len() as u64)?;
        to.iter_mut().zip(from).for_each(|(to, from)| *to = from.load(Ordering::Relaxed));
        Ok(())
    }

    /// Copies into it, while other threads may read and write. Traps, without writing anything, if it is not that large.
    pub fn write(&self, at: u64, from: &[u8]) -> Result<()> {
        let to = self.bytes(at, from.len() as u64)?;
        to.iter().zip(from).for_each(|(to, from)| to.store(*from, Ordering::Relaxed));
        Ok(())
    }

    /// The bytes of a range.
    fn bytes(&self, at: u64, len: u64) -> Result<&[AtomicU8]> {
        let end = at.checked_add(len).filter(|end| *end <= self.byte_len() as u64);
        let len = end.map(|end| (end - at) as usize).ok_or_else(|| errors::trap(TrapKind::MemoryOutOfBounds))?;
        // SAFETY: committed for the whole length, which never shrinks, at an address that never changes; every access of
        // the host to a shared memory is atomic, and guests access it as machine code does.
        Ok(unsafe { std::slice::from_raw_parts(self.base().add(at as usize).cast(), len) })
    }

    /// The address of its first byte, constant as long as it lives.
    pub fn base(&self) -> *mut u8 {
        self.def.base.load(Ordering::Relaxed)
    }
}

impl MemoryInstance {
    /// A fresh memory: of zeros, or of an image if it is kept so that it can; see [`MemoryInstance::has_image`].
    pub(crate) fn new(ty: &MemoryType, config: &StoreConfig, image: Option<&Arc<Image>>) -> Result<MemoryInstance> {
        if ty.shared {
            return Ok(MemoryInstance::from_shared(SharedMemory::new(*ty, config)?));
        }
        let (space, len) = Space::new(ty, config, image)?;
        let def = MemoryDef { base: AtomicPtr::new(space.bytes.base()), len: AtomicUsize::new(len) };
        let own = Box::new(OwnMemory { def, space });
        Ok(MemoryInstance { def: NonNull::from(&own.def), kind: Kind::Own(own) })
    }

    pub(crate) fn from_shared(shared: Arc<SharedMemory>) -> MemoryInstance {
        MemoryInstance { def: NonNull::from(&shared.def), kind: Kind::Shared(shared) }
    }

    /// Its type, with the current size as the minimum.
    pub(crate) fn ty(&self) -> MemoryType {
        match &self.kind {
            Kind::Shared(shared) => shared.ty(),
            Kind::Own(own) => {
                let pages = self.byte_len() as u64 / own.space.ty.page_size();
                MemoryType { limits: Limits { min: pages, ..own.space.ty.limits }, ..own.space.ty }
            }
        }
    }

    pub(crate) fn byte_len(&self) -> usize {
        self.def().len.load(Ordering::SeqCst)
    }

    pub(crate) fn base(&self) -> *mut u8 {
        self.def().base.load(Ordering::Relaxed)
    }

    fn def(&self) -> &MemoryDef {
        // SAFETY: the def stands in the box or `Arc` that `kind` holds.
        unsafe { self.def.as_ref() }
    }

    pub(crate) fn grow(&mut self, delta: u64) -> Option<u64> {
        match &mut self.kind {
            Kind::Shared(shared) => shared.grow(delta),
            Kind::Own(own) => {
                let own = &mut **own;
                own.space.grow(&own.def, delta)
            }
        }
    }

    /// Whether it began as the image that it was made with.
    pub(crate) fn has_image(&self) -> bool {
        match &self.kind {
            Kind::Own(own) => matches!(&own.space.bytes, Bytes::Reserved(reservation) if reservation.has_image()),
            Kind::Shared(_) => false,
        }
    }

    pub(crate) fn shared(&self) -> Option<&Arc<SharedMemory>> {
        match &self.kind {
            Kind::Shared(shared) => Some(shared),
            Kind::Own(_) => None,
        }
    }

    /// Whether code for memories of this style can access it: without a check only what is reserved.
    pub(crate) fn suits(&self, style: MemoryStyle) -> bool {
        style == MemoryStyle::Dense || self.is_reserved() || !is_plain(&self.ty())
    }

    fn is_reserved(&self) -> bool {
        match &self.kind {
            Kind::Shared(shared) => shared.reserved,
            Kind::Own(own) => own.space.is_reserved(),
        }
    }

    /// What a context holds of it.
    pub(crate) fn context_ref(&self) -> MemoryRef {
        let base = if self.is_reserved() { self.base() } else { std::ptr::null_mut() };
        MemoryRef { base, def: self.def.as_ptr() }
    }

    /// The address of `len` bytes from `at` on, if they are within the memory.
    #[inline]
    pub(crate) fn range(&self, at: u64, len: u64) -> Result<*mut u8> {
        match at.checked_add(len) {
            // SAFETY: the sum is at most the length, so the address is within the mapping or one past its end.
            Some(end) if end <= self.byte_len() as u64 => Ok(unsafe { self.base().add(at as usize) }),
            _ => Err(errors::trap(TrapKind::MemoryOutOfBounds)),
        }
    }
}

impl Memory {
    /// A memory that the host makes. Sizes are in pages.
    pub fn new(store: &mut Store, ty: MemoryType) -> Result<Memory> {
        let inner = store.get_mut();
        let memory = MemoryInstance::new(&ty, &inner.config, None)?;
        inner.memories.push(memory);
        Ok(Memory::last(inner))
    }

    /// A shared memory, for this store's instances to import.
    pub fn from_shared(store: &mut Store, shared: Arc<SharedMemory>) -> Memory {
        let inner = store.get_mut();
        inner.memories.push(MemoryInstance::from_shared(shared));
        Memory::last(inner)
    }

    /// The memory as other stores can have it, if it is shared.
    pub fn shared(self, store: &Store) -> Option<Arc<SharedMemory>> {
        self.of(store).shared().cloned()
    }

    /// Its type, with the current size as the minimum.
    pub fn ty(self, store: &Store) -> MemoryType {
        self.of(store).ty()
    }

    /// Its size in pages.
    pub fn size(self, store: &Store) -> u64 {
        self.ty(store).limits.min
    }

    /// Its size in bytes.
    pub fn byte_len(self, store: &Store) -> usize {
        self.of(store).byte_len()
    }

    /// Grows it by so many pages: the old size in pages, or `None` when that is not possible.
    ///
    /// Spec: [memory.grow](https://webassembly.github.io/spec/core/exec/instructions.html#exec-memory-grow).
    pub fn grow(self, store: &mut Store, delta: u64) -> Option<u64> {
        self.of_mut(store).grow(delta)
    }

    /// Copies out of it. Traps if it is not that large.
    pub fn read(self, store: &Store, at: u64, to: &mut [u8]) -> Result<()> {
        let from = self.of(store).range(at, to.len() as u64)?;
        // SAFETY: `range` checked the source; `to` is the host's and cannot overlap guest memory, as nobody gives out
        // references into it together with a store.
        unsafe { std::ptr::copy(from, to.as_mut_ptr(), to.len()) };
        Ok(())
    }

    /// Copies into it. Traps, without writing anything, if it is not that large.
    pub fn write(self, store: &mut Store, at: u64, from: &[u8]) -> Result<()> {
        let to = self.of(store).range(at, from.len() as u64)?;
        // SAFETY: as in `read`.
        unsafe { std::ptr::copy(from.as_ptr(), to, from.len()) };
        Ok(())
    }

    /// Its bytes. `None` for a shared memory, which other threads write.
    pub fn data(self, store: &Store) -> Option<&[u8]> {
        let memory = self.of(store);
        if memory.shared().is_some() {
            return None;
        }
        // SAFETY: committed for its whole length; only the guest and `&mut Store` write it, neither while this borrow
        // lasts.
        Some(unsafe { std::slice::from_raw_parts(memory.base(), memory.byte_len()) })
    }

    /// Its bytes, for writing. `None` for a shared memory, which other threads write.
    pub fn data_mut(self, store: &mut Store) -> Option<&mut [u8]> {
        self.data_and_store_mut(store).map(|parts| parts.0)
    }

    /// Its bytes for writing, together with the embedder's data: host functions want both at once.
    pub fn data_and_store_mut(self, store: &mut Store) -> Option<(&mut [u8], &mut (dyn std::any::Any + Send))> {
        self.check(store);
        let inner = store.get_mut();
        let memory = &inner.memories[self.index()];
        if memory.shared().is_some() {
            return None;
        }
        // SAFETY: as in `data`; the slice is outside of `Inner`, so it does not overlap the embedder's data.
        let bytes = unsafe { std::slice::from_raw_parts_mut(memory.base(), memory.byte_len()) };
        Some((bytes, &mut *inner.data))
    }
}
