//! x86-64, System V.
//!
//! Guest code runs on the guest's own stack; [`enter`] switches to it, builtins' thunks switch back to the host's. The
//! frame chain stays whole: a guest frame's `[rbp]` is its caller's `rbp`, and the first guest frame's is the entry
//! adaptor's, whose `[rbp]` is that of [`enter`] ([`StoreContext::entry_fp`]).
//!
//! [`StoreContext::entry_fp`]: crate::layout::StoreContext::entry_fp

use std::arch::naked_asm;

use crate::layout::{
    STORE_ENTRY_FP, STORE_ENTRY_SP, STORE_GUEST_SP, STORE_RESUME_FP, STORE_RESUME_PC, STORE_RESUME_SP, StoreContext,
    VmContext,
};

/// Switches to the guest's stack and calls `adaptor(context, slots, code)` there. 0 when it returned, 1 when the guest
/// was left by [`trap_exit`].
///
/// # Safety
/// `store` is live and its `guest_sp` is a multiple of 16 with room below; `adaptor` is code in the convention of
/// `wharf_jit::trampoline::entry`, and the rest is what it wants.
#[unsafe(naked)]
pub(crate) unsafe extern "sysv64" fn enter(
    store: *mut StoreContext,
    context: *mut VmContext,
    slots: *mut u64,
    code: *const u8,
    adaptor: *const u8,
) -> u64 {
    naked_asm!(
        "push rbp",
        "mov rbp, rsp",
        "push rbx",
        "push r12",
        "push r13",
        "push r14",
        "push r15",
        "push rdi",
        "mov [rdi + {entry_sp}], rsp",
        "mov [rdi + {entry_fp}], rbp",
        "mov rsp, [rdi + {guest_sp}]",
        "mov rdi, rsi",
        "mov rsi, rdx",
        "mov rdx, rcx",
        "call r8",
        // The adaptor preserves `rbp`.
        "lea rsp, [rbp - 48]",
        "xor eax, eax",
        "pop rdi",
        "pop r15",
        "pop r14",
        "pop r13",
        "pop r12",
        "pop rbx",
        "pop rbp",
        "ret",
        entry_sp = const STORE_ENTRY_SP,
        entry_fp = const STORE_ENTRY_FP,
        guest_sp = const STORE_GUEST_SP,
    )
}

/// Leaves the guest for good: the running [`enter`] returns 1. Expects the store context in `rdi`; every other register
/// may hold anything.
#[unsafe(naked)]
pub(crate) unsafe extern "sysv64" fn trap_exit() -> ! {
    naked_asm!(
        "mov rsp, [rdi + {entry_sp}]",
        "mov eax, 1",
        "pop rdi",
        "pop r15",
        "pop r14",
        "pop r13",
        "pop r12",
        "pop rbx",
        "pop rbp",
        "ret",
        entry_sp = const STORE_ENTRY_SP,
    )
}

/// What a builtin's thunk jumps to when the builtin did not return normally: `rdx` is 1 for a trap, 2 for an exception
/// that has a handler, whose landing pad wants it in `rax`. The store context is in `r11`.
#[unsafe(naked)]
pub(crate) unsafe extern "sysv64" fn raise() -> ! {
    naked_asm!(
        "cmp rdx, 1",
        "je 2f",
        "mov rbp, [r11 + {resume_fp}]",
        "mov rsp, [r11 + {resume_sp}]",
        "jmp qword ptr [r11 + {resume_pc}]",
        "2:",
        "mov rdi, r11",
        "jmp {trap_exit}",
        resume_fp = const STORE_RESUME_FP,
        resume_sp = const STORE_RESUME_SP,
        resume_pc = const STORE_RESUME_PC,
        trap_exit = sym trap_exit,
    )
}

/// A builtin's entry as guest code calls it: records where the guest is, runs `$implementation` on the host's stack and
/// comes back, or goes where [`raise`] says.
macro_rules! thunk {
    ($implementation:path) => {{
        #[unsafe(naked)]
        unsafe extern "sysv64" fn thunk() {
            std::arch::naked_asm!(
                "mov r11, [rdi + {ctx_store}]",
                "mov rax, [rsp]",
                "mov [r11 + {exit_pc}], rax",
                "mov [r11 + {exit_fp}], rbp",
                "mov rax, rsp",
                "mov [r11 + {guest_sp}], rax",
                "mov rsp, [r11 + {entry_sp}]",
                "push rax",
                "push r11",
                "call {implementation}",
                "pop r11",
                "pop rsp",
                "test rdx, rdx",
                "jnz {raise}",
                "ret",
                ctx_store = const $crate::layout::CTX_STORE,
                exit_pc = const $crate::layout::STORE_EXIT_PC,
                exit_fp = const $crate::layout::STORE_EXIT_FP,
                guest_sp = const $crate::layout::STORE_GUEST_SP,
                entry_sp = const $crate::layout::STORE_ENTRY_SP,
                implementation = sym $implementation,
                raise = sym $crate::arch::raise,
            )
        }
        thunk as *const u8
    }};
}
pub(crate) use thunk;

/// The same for a builtin that preserves every register: [`preserve_all`] with the implementation in `r11`, whose own
/// value is on the stack. The first instruction faults if there is no room for all of them.
macro_rules! preserving {
    ($implementation:path) => {{
        #[unsafe(naked)]
        unsafe extern "sysv64" fn preserving() {
            std::arch::naked_asm!(
                "cmp byte ptr [rsp - {room}], 0",
                "push r11",
                "lea r11, [rip + {implementation}]",
                "jmp {preserve_all}",
                room = const $crate::builtins::PRESERVING_STACK,
                implementation = sym $implementation,
                preserve_all = sym $crate::arch::preserve_all,
            )
        }
        preserving as *const u8
    }};
}
pub(crate) use preserving;

/// Keeps the registers on the guest's stack, where there is room, and calls the implementation in `r11` as a thunk does.
#[unsafe(naked)]
pub(crate) unsafe extern "sysv64" fn preserve_all() -> ! {
    naked_asm!(
        "push rax",
        "push rcx",
        "push rdx",
        "push rsi",
        "push rdi",
        "push r8",
        "push r9",
        "push r10",
        "sub rsp, 256",
        "movaps [rsp], xmm0",
        "movaps [rsp + 16], xmm1",
        "movaps [rsp + 32], xmm2",
        "movaps [rsp + 48], xmm3",
        "movaps [rsp + 64], xmm4",
        "movaps [rsp + 80], xmm5",
        "movaps [rsp + 96], xmm6",
        "movaps [rsp + 112], xmm7",
        "movaps [rsp + 128], xmm8",
        "movaps [rsp + 144], xmm9",
        "movaps [rsp + 160], xmm10",
        "movaps [rsp + 176], xmm11",
        "movaps [rsp + 192], xmm12",
        "movaps [rsp + 208], xmm13",
        "movaps [rsp + 224], xmm14",
        "movaps [rsp + 240], xmm15",
        "mov r10, [rdi + {ctx_store}]",
        // The return address is behind all of these and `r11`.
        "mov rax, [rsp + 256 + 72]",
        "mov [r10 + {exit_pc}], rax",
        "mov [r10 + {exit_fp}], rbp",
        "mov rax, rsp",
        "mov [r10 + {guest_sp}], rax",
        "mov rsp, [r10 + {entry_sp}]",
        "push rax",
        "push r10",
        "call r11",
        "pop r11",
        "pop rsp",
        "test rdx, rdx",
        "jnz {raise}",
        "mov [r11 + {result}], rax",
        "movaps xmm0, [rsp]",
        "movaps xmm1, [rsp + 16]",
        "movaps xmm2, [rsp + 32]",
        "movaps xmm3, [rsp + 48]",
        "movaps xmm4, [rsp + 64]",
        "movaps xmm5, [rsp + 80]",
        "movaps xmm6, [rsp + 96]",
        "movaps xmm7, [rsp + 112]",
        "movaps xmm8, [rsp + 128]",
        "movaps xmm9, [rsp + 144]",
        "movaps xmm10, [rsp + 160]",
        "movaps xmm11, [rsp + 176]",
        "movaps xmm12, [rsp + 192]",
        "movaps xmm13, [rsp + 208]",
        "movaps xmm14, [rsp + 224]",
        "movaps xmm15, [rsp + 240]",
        "add rsp, 256",
        "pop r10",
        "pop r9",
        "pop r8",
        "pop rdi",
        "pop rsi",
        "pop rdx",
        "pop rcx",
        "pop rax",
        "pop r11",
        "ret",
        ctx_store = const crate::layout::CTX_STORE,
        exit_pc = const crate::layout::STORE_EXIT_PC,
        exit_fp = const crate::layout::STORE_EXIT_FP,
        guest_sp = const STORE_GUEST_SP,
        entry_sp = const STORE_ENTRY_SP,
        result = const crate::layout::STORE_RESULT,
        raise = sym raise,
    )
}

/// The code behind [`crate::compiled::RelocTarget::TrapExit`], reached by a call: it faults, and the handler of the fault
/// finds the caller on the stack and the kind in `trap_code`.
pub(crate) fn trap_stub() -> &'static [u8] {
    &[0x0f, 0x0b]
}

/// The registers of a thread that a signal interrupted.
pub(crate) struct Registers<'a>(&'a mut libc::mcontext_t);

impl Registers<'_> {
    /// Of the context that a handler was given.
    ///
    /// # Safety
    /// `context` is the third argument of a running signal handler.
    pub(crate) unsafe fn of<'a>(context: *mut libc::c_void) -> Registers<'a> {
        // SAFETY: upheld by the caller.
        Registers(unsafe { &mut (*context.cast::<libc::ucontext_t>()).uc_mcontext })
    }

    pub(crate) fn pc(&self) -> usize {
        self.0.gregs[libc::REG_RIP as usize] as usize
    }

    pub(crate) fn sp(&self) -> usize {
        self.0.gregs[libc::REG_RSP as usize] as usize
    }

    pub(crate) fn fp(&self) -> usize {
        self.0.gregs[libc::REG_RBP as usize] as usize
    }

    /// Makes the thread go on in [`trap_exit`].
    pub(crate) fn leave(&mut self, store: *mut StoreContext) {
        self.0.gregs[libc::REG_RDI as usize] = store as i64;
        self.0.gregs[libc::REG_RIP as usize] = trap_exit as *const () as i64;
    }
}

/// Has the cache line of an address brought in; any address will do.
#[inline]
pub(crate) fn prefetch(address: *const u8) {
    // SAFETY: a prefetch never faults and changes nothing.
    unsafe { std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(address.cast()) };
}

/// Whether there is assembly for this machine.
pub(crate) fn check_supported() -> wharf_core::Result<()> {
    Ok(())
}

/// Exchanges the stack pointer with the one at `other`, on whose stack this function was called too (or
/// [`prepare_fiber`] made it look so), and returns there.
///
/// # Safety
/// `other` holds what an earlier switch or [`prepare_fiber`] left, and that stack is still there.
#[unsafe(naked)]
pub(crate) unsafe extern "sysv64" fn switch(other: *mut usize) {
    naked_asm!(
        "push rbp",
        "push rbx",
        "push r12",
        "push r13",
        "push r14",
        "push r15",
        "mov rax, [rdi]",
        "mov [rdi], rsp",
        "mov rsp, rax",
        "pop r15",
        "pop r14",
        "pop r13",
        "pop r12",
        "pop rbx",
        "pop rbp",
        "ret",
    )
}

/// Where a fresh fiber begins: calls `r12(r13)`, which does not return.
#[unsafe(naked)]
unsafe extern "sysv64" fn begin_fiber() -> ! {
    naked_asm!("mov rdi, r13", "xor ebp, ebp", "call r12", "ud2")
}

/// Makes a stack look as if it had been left by [`switch`], about to call `function(argument)`: its stack pointer.
///
/// # Safety
/// `top` is behind the highest byte of a stack that nobody uses, a multiple of 16.
pub(crate) unsafe fn prepare_fiber(top: usize, function: extern "C" fn(*mut u8) -> !, argument: *mut u8) -> usize {
    // From the lowest: r15, r14, r13, r12, rbx, rbp, return address.
    let begin = begin_fiber as *const () as usize;
    let words = [0, 0, argument as usize, function as *const () as usize, 0, 0, begin];
    // Behind the return address `rsp` is a multiple of 16, as it must be before the call.
    let at = (top - 16) - size_of_val(&words);
    // SAFETY: within the stack; upheld by the caller.
    unsafe { (at as *mut [usize; 7]).write(words) };
    at
}
