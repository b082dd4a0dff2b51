//! Faults of guest code: the handler notes where the guest was and makes it leave; what trap it is, is found out
//! afterwards in ordinary code ([`crate::unwind`]).
//!
//! Any fault whose program counter is not in guest code goes to the handler that was there before.

use std::cell::Cell;
use std::mem::MaybeUninit;
use std::sync::OnceLock;

use crate::arch::Registers;
use crate::builtins::is_preserving;
use crate::code;
use crate::layout::StoreContext;
use crate::mapping::Mapping;

const SIGNALS: [i32; 4] = [libc::SIGSEGV, libc::SIGBUS, libc::SIGFPE, libc::SIGILL];
/// Bytes of the stack that handlers run on.
const ALTERNATE_STACK: usize = 64 << 10;

thread_local! {
    /// The store whose guest this thread runs; null outside of guest code and while the host runs on its behalf.
    static RUNNING: Cell<*mut StoreContext> = const { Cell::new(std::ptr::null_mut()) };
    static STACK: AlternateStack = AlternateStack::install();
    /// Whether handlers and this thread's stack for them are installed.
    static READY: Cell<bool> = const { Cell::new(false) };
}

static PREVIOUS: OnceLock<[libc::sigaction; 4]> = OnceLock::new();

/// A thread's stack for handlers.
struct AlternateStack {
    mapping: Option<Mapping>,
    before: libc::stack_t,
}

impl AlternateStack {
    fn install() -> AlternateStack {
        // SAFETY: a `stack_t` of zeros is valid and is overwritten.
        let mut before: libc::stack_t = unsafe { MaybeUninit::zeroed().assume_init() };
        let Ok(mapping) = Mapping::zeroed(ALTERNATE_STACK) else { return AlternateStack { mapping: None, before } };
        let stack = libc::stack_t { ss_sp: mapping.base().cast(), ss_flags: 0, ss_size: mapping.len() };
        // SAFETY: the mapping lives until `drop` puts the old stack back.
        unsafe { libc::sigaltstack(&stack, &mut before) };
        AlternateStack { mapping: Some(mapping), before }
    }
}

impl Drop for AlternateStack {
    fn drop(&mut self) {
        if self.mapping.is_some() {
            // SAFETY: what was installed before this one is still there.
            unsafe { libc::sigaltstack(&self.before, std::ptr::null_mut()) };
        }
    }
}

/// Makes this thread able to run guest code, and `store` the one whose guest it runs. Gives what was there before.
#[inline]
pub(crate) fn begin(store: *mut StoreContext) -> *mut StoreContext {
    if !READY.get() {
        prepare();
    }
    RUNNING.replace(store)
}

#[cold]
fn prepare() {
    PREVIOUS.get_or_init(install);
    STACK.with(|_| ());
    READY.set(true);
}

/// Ends what [`begin`] began. Never inlined: a fiber may have come to another thread meanwhile, and a thread's variables
/// must be looked for anew.
#[inline(never)]
pub(crate) fn end(before: *mut StoreContext) {
    RUNNING.set(before);
}

/// Exchanges the store whose guest this thread runs: a fiber takes its own along.
pub(crate) fn swap(store: *mut StoreContext) -> *mut StoreContext {
    if !store.is_null() && !READY.get() {
        prepare();
    }
    RUNNING.replace(store)
}

fn install() -> [libc::sigaction; 4] {
    SIGNALS.map(|signal| {
        // SAFETY: `sigaction`s of zeros are valid; the handler is async-signal-safe, see `handle`.
        unsafe {
            let mut action: libc::sigaction = MaybeUninit::zeroed().assume_init();
            let mut before: libc::sigaction = MaybeUninit::zeroed().assume_init();
            action.sa_sigaction = handle as *const () as usize;
            // No `SA_NODEFER` and an empty mask: `leave` returns from the handler, which restores the mask.
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            libc::sigemptyset(&mut action.sa_mask);
            libc::sigaction(signal, &action, &mut before);
            before
        }
    })
}

/// Runs on the alternate stack; touches only the interrupted registers, this thread's store context and constants.
unsafe extern "C" fn handle(signal: i32, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    // SAFETY: the third argument of a handler.
    let mut registers = unsafe { Registers::of(context) };
    let store = RUNNING.with(|running| running.get());
    // A builtin that wants stack for registers stands for the call that it returns to.
    let builtin = is_preserving(registers.pc());
    if !store.is_null() && (code::contains(registers.pc()) || builtin) {
        // SAFETY: the guest of `store` was interrupted on this very thread, so nobody else touches the context; such a builtin
        // finds its return address on top of the stack.
        unsafe {
            (*store).exit_pc = if builtin { (registers.sp() as *const usize).read() } else { registers.pc() };
            (*store).exit_fp = registers.fp();
            (*store).fault_sp = registers.sp();
            (*store).fault_address = (*info).si_addr() as usize;
        }
        registers.leave(store);
        return;
    }
    // SAFETY: we are in a handler of this signal.
    unsafe { forward(signal, info, context) };
}

/// Hands a fault that is not the guest's to whoever handled it before.
unsafe fn forward(signal: i32, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    let index = SIGNALS.iter().position(|known| *known == signal).unwrap_or(0);
    let before = PREVIOUS.get().map(|all| &all[index]);
    // SAFETY: handlers are called as they asked to be; the default action is taken by the kernel when the faulting
    // instruction runs again without a handler.
    unsafe {
        match before {
            Some(before) if before.sa_sigaction != libc::SIG_DFL && before.sa_sigaction != libc::SIG_IGN => {
                if before.sa_flags & libc::SA_SIGINFO != 0 {
                    let handler: extern "C" fn(i32, *mut libc::siginfo_t, *mut libc::c_void) =
                        std::mem::transmute(before.sa_sigaction);
                    handler(signal, info, context);
                } else {
                    let handler: extern "C" fn(i32) = std::mem::transmute(before.sa_sigaction);
                    handler(signal);
                }
            }
            _ => {
                let mut default: libc::sigaction = MaybeUninit::zeroed().assume_init();
                default.sa_sigaction = libc::SIG_DFL;
                libc::sigaction(signal, &default, std::ptr::null_mut());
            }
        }
    }
}
