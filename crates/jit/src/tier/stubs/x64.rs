//! The stubs in x86-64 machine code.

// The assembler's macro converts every register number, also those that are bytes already.
#![allow(clippy::useless_conversion)]

use dynasmrt::{DynasmApi, VecAssembler, dynasm, x64::X64Relocation};
use wharf_vm::builtins::Builtin;
use wharf_vm::layout::{CTX_BUILTINS, CTX_CODE_SLOTS};

use crate::tier::Request;

/// The bytes from one function's stub to the next one's.
pub(super) const STRIDE: usize = 16;
/// A place for a [`jump`], which nobody may run yet.
pub(in crate::tier) const NO_JUMP: [u8; 8] = [0xcc; 8];

/// A jump from one address in code memory to another: `jmp rel32`, at a multiple of 8.
pub(in crate::tier) fn jump(from: *const u8, to: *const u8) -> [u8; 8] {
    let mut bytes = NO_JUMP;
    // Code memory is smaller than what 32 bits reach.
    let displacement = (to as isize).wrapping_sub(from as isize + 5) as i32;
    bytes[0] = 0xe9;
    bytes[1..5].copy_from_slice(&displacement.to_le_bytes());
    bytes
}

/// The stubs of `count` functions from `first` on, then what the asking ones share. They are so many that they are written
/// without an assembler.
pub(super) fn block(first: u32, count: u32) -> Vec<u8> {
    let ask = count as usize * STRIDE;
    let mut code = Vec::with_capacity(ask + 512);
    for defined in first..first + count {
        let next = code.len() + 10;
        let mut stub = [0xcc; STRIDE];
        // mov eax, defined
        stub[0] = 0xb8;
        stub[1..5].copy_from_slice(&defined.to_le_bytes());
        // jmp ask
        stub[5] = 0xe9;
        stub[6..10].copy_from_slice(&((ask - next) as u32).to_le_bytes());
        code.extend(stub);
    }
    let mut shared = VecAssembler::<X64Relocation>::new(0);
    self::ask(&mut shared);
    // It has no labels.
    code.extend(shared.finalize().unwrap_or_default());
    code
}

/// Keeps every register that may hold an argument, has the function in `eax` compiled, and jumps to it.
fn ask(code: &mut VecAssembler<X64Relocation>) {
    dynasm!(code
        ; .arch x64
        ; push rbp
        ; mov rbp, rsp
        ; sub rsp, 192
        ; mov [rbp - 8], rdi ; mov [rbp - 16], rsi ; mov [rbp - 24], rdx
        ; mov [rbp - 32], rcx ; mov [rbp - 40], r8 ; mov [rbp - 48], r9
        ; mov [rbp - 56], rax
    );
    for register in 0..8u8 {
        dynasm!(code ; .arch x64 ; movups [rsp + register as i32 * 16], Rx(register));
    }
    dynasm!(code
        ; .arch x64
        ; mov rdx, rax
        ; mov esi, DWORD Request::Compile as i32
        ; mov r11, [rdi + CTX_BUILTINS]
        ; call QWORD [r11 + Builtin::Tier.offset()]
    );
    for register in 0..8u8 {
        dynasm!(code ; .arch x64 ; movups Rx(register), [rsp + register as i32 * 16]);
    }
    dynasm!(code
        ; .arch x64
        ; mov rax, [rbp - 56]
        ; mov r9, [rbp - 48] ; mov r8, [rbp - 40] ; mov rcx, [rbp - 32]
        ; mov rdx, [rbp - 24] ; mov rsi, [rbp - 16] ; mov rdi, [rbp - 8]
        ; leave
        ; mov r11, [rdi + CTX_CODE_SLOTS]
        ; jmp QWORD [r11 + rax * 8]
    );
}
