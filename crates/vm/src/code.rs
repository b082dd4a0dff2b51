//! Code memory: where machine code becomes executable, and what is known of addresses in it.
//!
//! One reservation for the whole process, so that any code reaches any other by a 32-bit displacement. The same memory is
//! mapped twice, once writable and once executable; no page is ever both, and publishing needs no system call. A
//! [`CodeBlock`] is code that lives; dropping it frees its place, so whoever could still run it must hold it. Code of a file
//! need not be copied: [`Text`] maps it between the rest.

mod free;
mod text;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, Weak};

use wharf_core::{Error, Result};

use crate::compiled::{CallSite, CompiledFunc, Handler, RelocTarget, TrapSite, Unread};
use crate::errors;
use crate::mapping::{page_size, populate};
use free::FreeList;
pub use text::{Index, Placed, Text};

/// Bytes of address space for code: within reach of 32-bit displacements.
const RESERVED: usize = 1 << 30;

/// The executable addresses, for the fault handler; 0 until there is code.
static START: AtomicUsize = AtomicUsize::new(0);
static END: AtomicUsize = AtomicUsize::new(0);

/// Whether an address is in code memory. Async-signal-safe.
pub(crate) fn contains(pc: usize) -> bool {
    (START.load(Ordering::Relaxed)..END.load(Ordering::Relaxed)).contains(&pc)
}

/// The two views of the memory and what of it is free.
struct CodeMemory {
    writable: usize,
    executable: usize,
    free: Mutex<FreeList>,
    /// Up to which offset the writable view has been brought in.
    brought_in: AtomicUsize,
    /// By start address in the executable view.
    known: RwLock<BTreeMap<usize, Known>>,
    /// The address of [`crate::arch::trap_stub`].
    trap_stub: usize,
}

/// What is known of an address, and of those that follow.
enum Known {
    Func(Arc<CodeInfo>),
    Text(Weak<Text>),
}

/// What is known of a published function.
#[derive(Debug)]
pub struct CodeInfo {
    /// The address of its first byte.
    pub start: usize,
    /// Bytes of its code.
    pub len: usize,
    /// Its index in its module; `None` for adaptors and stubs.
    pub func: Option<u32>,
    /// As [`CompiledFunc::context`].
    pub context: i32,
    tables: OnceLock<CompiledFunc>,
    /// Where the tables are, if they were not read.
    unread: Option<Unread>,
}

impl CodeInfo {
    /// Its tables; the code itself was moved out.
    pub fn compiled(&self) -> &CompiledFunc {
        self.tables.get_or_init(|| self.unread.as_ref().map(Unread::read).unwrap_or_default())
    }

    /// The call that returns to an address in it.
    pub fn call_at(&self, pc: usize) -> Option<&CallSite> {
        self.compiled().call_at((pc - self.start) as u32)
    }

    /// The trap of the instruction at an address in it.
    pub fn trap_at(&self, pc: usize) -> Option<&TrapSite> {
        self.compiled().trap_at((pc - self.start) as u32)
    }

    /// The handlers around a call.
    pub fn handlers(&self, call: &CallSite) -> &[Handler] {
        self.compiled().handlers(call)
    }
}

/// Code that is executable until this is dropped.
#[derive(Debug)]
pub struct CodeBlock {
    info: Arc<CodeInfo>,
    place: Place,
}

/// Where code is.
#[derive(Debug)]
enum Place {
    /// In code memory, from this offset on.
    Own(usize),
    /// In a file's text, which lives as long.
    In {
        /// Kept for as long as somebody may run the code.
        _text: Arc<Text>,
    },
}

impl CodeBlock {
    /// The address of its first byte.
    pub fn entry(&self) -> *const u8 {
        self.info.start as *const u8
    }

    /// What is known of it.
    pub fn info(&self) -> &Arc<CodeInfo> {
        &self.info
    }

    /// Its bytes, as they stand in memory: relocations are filled in.
    pub fn code(&self) -> Vec<u8> {
        // SAFETY: the block's own bytes, which live as long as it; nobody changes them but `patch`, whose words are jumps.
        unsafe { std::slice::from_raw_parts(self.entry(), self.info.len) }.to_vec()
    }

    /// Overwrites 8 bytes at a multiple of 8 from its start, as one store, unless it is in a [`Text`]: how a jump is
    /// pointed elsewhere.
    ///
    /// # Safety
    /// Threads that run this code may see either the old or the new bytes; both must be right at that place.
    pub unsafe fn patch(&self, offset: usize, bytes: [u8; 8]) {
        assert!(offset.is_multiple_of(8) && offset + 8 <= self.info.len && self.info.start.is_multiple_of(8));
        let (Place::Own(start), Ok(memory)) = (&self.place, memory()) else { return };
        let at = (memory.writable + start + offset) as *const std::sync::atomic::AtomicU64;
        // SAFETY: within the block in the writable view, aligned; the rest is upheld by the caller.
        unsafe { (*at).store(u64::from_ne_bytes(bytes), Ordering::SeqCst) };
    }
}

impl Drop for CodeBlock {
    fn drop(&mut self) {
        if let (Place::Own(offset), Ok(memory)) = (&self.place, memory()) {
            memory.forget(self.info.start);
            memory.free().give(*offset, self.info.len.max(1));
        }
    }
}

impl CodeMemory {
    fn free(&self) -> MutexGuard<'_, FreeList> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets what begins at an address be found.
    fn know(&self, start: usize, known: Known) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).insert(start, known);
    }

    /// What began at an address is there no more.
    fn forget(&self, start: usize) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).remove(&start);
        EPOCH.fetch_add(1, Ordering::Release);
    }

    /// Makes a range of the executable view, in whole pages, show the same memory as the writable one again. False if the
    /// system refuses.
    fn restore(&self, offset: usize, len: usize) -> bool {
        let (writable, executable) = ((self.writable + offset) as *mut _, (self.executable + offset) as *mut _);
        // SAFETY: the range is within both views, and free; moving nothing of a shared mapping makes another of the same pages.
        unsafe {
            let flags = libc::MREMAP_MAYMOVE | libc::MREMAP_FIXED;
            libc::mremap(writable, 0, len, flags, executable) != libc::MAP_FAILED
                && libc::mprotect(executable, len, READ_EXECUTE) == 0
        }
    }

    /// Brings pages in for code that ends at an offset, and for some of what will follow it where there is much already:
    /// at once they cost a fraction of a fault for each.
    fn bring_in(&self, end: usize) {
        /// With less code than this, nothing is brought in before its time.
        const MUCH: usize = 512 << 10;
        let before = self.brought_in.load(Ordering::Relaxed);
        if end < MUCH || end <= before {
            return;
        }
        let start = before.max(end) & !(page_size() - 1);
        let until = (end + end / 8).next_multiple_of(page_size()).min(RESERVED);
        // Of several threads one does it.
        if start < until
            && self.brought_in.compare_exchange(before, until, Ordering::Relaxed, Ordering::Relaxed).is_ok()
        {
            // SAFETY: within the writable view; contents stay. A system that cannot do it lets the pages come one by one.
            unsafe { libc::madvise((self.writable + start) as *mut _, until - start, libc::MADV_POPULATE_WRITE) };
        }
    }
}

/// Makes a function executable. `func` is its index in its module, `None` for stubs and adaptors; `resolve` gives the
/// address that stands for a function of the module (a jump to what it has).
pub fn publish(compiled: CompiledFunc, func: Option<u32>, resolve: impl Fn(u32) -> usize) -> Result<CodeBlock> {
    publish_unread(compiled, None, func, resolve)
}

/// The same of a function whose tables are read when they are needed, which is seldom: what it has beside them is its code,
/// [`CompiledFunc::align`], [`CompiledFunc::relocs`] and [`CompiledFunc::context`].
pub fn publish_unread(
    mut compiled: CompiledFunc,
    unread: Option<Unread>,
    func: Option<u32>,
    resolve: impl Fn(u32) -> usize,
) -> Result<CodeBlock> {
    let (len, align) = (compiled.code.len().max(1), compiled.align.max(16) as usize);
    let memory = memory()?;
    let offset = memory.free().take(len, align).ok_or_else(full)?;
    memory.bring_in(offset + len);
    let mut code = std::mem::take(&mut compiled.code);
    let (start, len) = (memory.executable + offset, code.len());
    for reloc in &compiled.relocs {
        let target = match reloc.target {
            RelocTarget::Func(func) => resolve(func),
            RelocTarget::TrapExit => memory.trap_stub,
        };
        let at = reloc.at as usize;
        let displacement = target.wrapping_sub(start + at + 4) as isize;
        let Ok(displacement) = i32::try_from(displacement) else {
            memory.free().give(offset, len.max(1));
            return Err(full());
        };
        code[at..at + 4].copy_from_slice(&displacement.to_le_bytes());
    }
    // SAFETY: the free list gave this range to nobody else, and nobody runs it yet.
    unsafe { std::ptr::copy_nonoverlapping(code.as_ptr(), (memory.writable + offset) as *mut u8, len) };
    let context = compiled.context;
    let tables = if unread.is_some() { OnceLock::new() } else { OnceLock::from(compiled) };
    let info = Arc::new(CodeInfo { start, len, func, context, tables, unread });
    memory.know(start, Known::Func(info.clone()));
    Ok(CodeBlock { info, place: Place::Own(offset) })
}

/// Makes a word of code executable, so many times one after the other, from a multiple of 64 on.
pub fn publish_words(word: [u8; 8], count: usize) -> Result<CodeBlock> {
    let offset = memory()?.free().take(count.max(1) * word.len(), 64).ok_or_else(full)?;
    publish_words_at(offset, word, count)
}

/// The same in a range that is free, and stays so if it fails.
fn publish_words_at(offset: usize, word: [u8; 8], count: usize) -> Result<CodeBlock> {
    let memory = memory()?;
    let at = (memory.writable + offset) as *mut [u8; 8];
    populate(at.cast(), count * word.len());
    // SAFETY: the free list gave this range to nobody else, and nobody runs it yet.
    (0..count).for_each(|index| unsafe { at.add(index).write(word) });
    let (start, tables) = (memory.executable + offset, OnceLock::from(CompiledFunc::default()));
    let len = count * word.len();
    let info = Arc::new(CodeInfo { start, len, func: None, context: 0, tables, unread: None });
    memory.know(start, Known::Func(info.clone()));
    Ok(CodeBlock { info, place: Place::Own(offset) })
}

/// What is known of the code at an address.
pub fn lookup(pc: usize) -> Option<Arc<CodeInfo>> {
    if !contains(pc) {
        return None;
    }
    let all = memory().ok()?.known.read().unwrap_or_else(PoisonError::into_inner);
    let (start, known) = all.range(..=pc).next_back()?;
    let (start, text) = match known {
        Known::Func(info) => return (pc < info.start + info.len).then(|| info.clone()),
        Known::Text(text) => (*start, text.clone()),
    };
    // Whoever lets go of a text last waits for this.
    drop(all);
    text.upgrade()?.info(pc - start)
}

/// What is known of the code that a call returns to: the call may be the last instruction of its function.
pub fn lookup_return(pc: usize) -> Option<Arc<CodeInfo>> {
    lookup(pc.wrapping_sub(1))
}

/// How often code was unpublished: what is known of an address may be wrong once this has changed.
static EPOCH: AtomicUsize = AtomicUsize::new(0);
/// Entries of a [`Cache`].
const CACHED: usize = 256;

/// A return address and what is known of it.
type Remembered = Option<(usize, Arc<CodeInfo>)>;

/// Remembers what is known of return addresses: a store walks over the same ones again and again.
#[derive(Default)]
pub(crate) struct Cache {
    epoch: Cell<usize>,
    entries: RefCell<Vec<Remembered>>,
}

impl Cache {
    /// As [`lookup_return`].
    pub(crate) fn lookup_return<T>(&self, pc: usize, with: impl FnOnce(&Arc<CodeInfo>) -> T) -> Option<T> {
        let epoch = EPOCH.load(Ordering::Acquire);
        let mut entries = self.entries.borrow_mut();
        if self.epoch.replace(epoch) != epoch || entries.is_empty() {
            entries.clear();
            entries.resize(CACHED, None);
        }
        let entry = &mut entries[(pc ^ pc >> 8) % CACHED];
        match entry {
            Some((known, info)) if *known == pc => Some(with(info)),
            _ => {
                let info = lookup_return(pc)?;
                Some(with(&entry.insert((pc, info)).1))
            }
        }
    }
}

/// The code behind [`RelocTarget::TrapExit`]; null where there is no code memory.
pub fn trap_exit() -> *const u8 {
    memory().map_or(std::ptr::null(), |memory| memory.trap_stub as *const u8)
}

/// Whether an address is that of the code behind [`RelocTarget::TrapExit`].
pub(crate) fn is_trap_stub(pc: usize) -> bool {
    memory().is_ok_and(|memory| memory.trap_stub == pc)
}

fn memory() -> Result<&'static CodeMemory> {
    static MEMORY: OnceLock<Result<CodeMemory, Error>> = OnceLock::new();
    MEMORY.get_or_init(map).as_ref().map_err(Error::clone)
}

#[cold]
fn full() -> Error {
    Error::limit(format!("the machine code of all modules is above {} MiB", RESERVED >> 20))
        .note("run with the interpreter")
}

const READ_WRITE: i32 = libc::PROT_READ | libc::PROT_WRITE;
const READ_EXECUTE: i32 = libc::PROT_READ | libc::PROT_EXEC;

/// Two views of the same new memory: one to write, one to execute. It has no file, so `perf` looks for its functions in
/// the map that [a profiler](https://github.com/torvalds/linux/blob/master/tools/perf/Documentation/jit-interface.txt)
/// is given.
fn twice() -> Option<(*mut libc::c_void, *mut libc::c_void)> {
    let flags = libc::MAP_SHARED | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
    // SAFETY: a fresh mapping touches no memory that exists; moving nothing of a shared one makes another of the same
    // pages.
    unsafe {
        let writable = libc::mmap(std::ptr::null_mut(), RESERVED, READ_WRITE, flags, -1, 0);
        if writable == libc::MAP_FAILED {
            return None;
        }
        let executable = libc::mremap(writable, 0, RESERVED, libc::MREMAP_MAYMOVE);
        if executable != libc::MAP_FAILED && libc::mprotect(executable, RESERVED, READ_EXECUTE) == 0 {
            return Some((writable, executable));
        }
        if executable != libc::MAP_FAILED {
            libc::munmap(executable, RESERVED);
        }
        libc::munmap(writable, RESERVED);
    }
    None
}

/// The same by a file in memory, for systems that map nothing twice without one.
fn file_twice() -> Option<(*mut libc::c_void, *mut libc::c_void)> {
    let flags = libc::MAP_SHARED | libc::MAP_NORESERVE;
    // SAFETY: a fresh file and fresh mappings of it touch no memory that exists.
    let (writable, executable) = unsafe {
        let file = libc::memfd_create(c"wharf-code".as_ptr(), libc::MFD_CLOEXEC);
        if file < 0 {
            return None;
        }
        let view = |protection| libc::mmap(std::ptr::null_mut(), RESERVED, protection, flags, file, 0);
        let views = match libc::ftruncate(file, RESERVED as libc::off_t) {
            0 => (view(READ_WRITE), view(READ_EXECUTE)),
            _ => (libc::MAP_FAILED, libc::MAP_FAILED),
        };
        libc::close(file);
        views
    };
    (writable != libc::MAP_FAILED && executable != libc::MAP_FAILED).then_some((writable, executable))
}

/// Maps the memory twice.
fn map() -> Result<CodeMemory> {
    let stub = crate::arch::trap_stub();
    if stub.is_empty() {
        return Err(Error::host("compiled tiers do not support this machine yet").note("run with the interpreter"));
    }
    let refused = || errors::system("memory for code", std::io::Error::last_os_error());
    let (writable, executable) = twice().or_else(file_twice).ok_or_else(refused)?;
    // SAFETY: the first bytes of the writable view.
    unsafe { std::ptr::copy_nonoverlapping(stub.as_ptr(), writable.cast(), stub.len()) };
    let executable = executable as usize;
    START.store(executable, Ordering::Relaxed);
    END.store(executable + RESERVED, Ordering::Relaxed);
    let mut free = FreeList::default();
    free.give(64, RESERVED - 64);
    Ok(CodeMemory {
        writable: writable as usize,
        executable,
        free: Mutex::new(free),
        brought_in: AtomicUsize::new(0),
        known: RwLock::default(),
        trap_stub: executable,
    })
}
