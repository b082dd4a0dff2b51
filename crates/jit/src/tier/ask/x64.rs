//! Jumps and the code that asks, in x86-64 machine code.

// The assembler's macro converts every register number, also those that are bytes already.
#![allow(clippy::useless_conversion)]

use dynasmrt::{DynasmApi, VecAssembler, dynasm, x64::X64Relocation};
use wharf_vm::builtins::Builtin;
use wharf_vm::layout::{CTX_ASK, CTX_BUILTINS};

use crate::tier::Request;

/// In the place of a [`jump`]: `call [rdi + CTX_ASK]`.
pub(in crate::tier) const ASKING: [u8; 8] = [0xff, 0x57, CTX_ASK as u8, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc];
/// The bytes of that call.
const CALL: usize = 3;
const _: () = assert!(CTX_ASK >= 0 && CTX_ASK < 128);

/// A jump from one address in code memory to another: `jmp rel32`, at a multiple of 8.
pub(in crate::tier) fn jump(from: *const u8, to: *const u8) -> [u8; 8] {
    let mut bytes = [0xcc; 8];
    // Code memory is smaller than what 32 bits reach.
    let displacement = (to as isize).wrapping_sub(from as isize + 5) as i32;
    bytes[0] = 0xe9;
    bytes[1..5].copy_from_slice(&displacement.to_le_bytes());
    bytes
}

/// Where the jump of these bytes at this address goes; `None` if it asks.
pub(in crate::tier) fn target(at: *const u8, bytes: [u8; 8]) -> Option<*const u8> {
    let displacement = i32::from_le_bytes([bytes[1], bytes[2], bytes[3], bytes[4]]);
    (bytes != ASKING).then(|| at.wrapping_offset(displacement as isize + 5))
}

/// Keeps every register that may hold an argument, has the function compiled whose jump it was called from, and goes to its
/// code as if the jump had.
pub(super) fn ask() -> Vec<u8> {
    let mut code = VecAssembler::<X64Relocation>::new(0);
    dynasm!(code
        ; .arch x64
        ; pop rax
        ; push rbp
        ; mov rbp, rsp
        ; sub rsp, 176
        ; mov [rbp - 8], rdi ; mov [rbp - 16], rsi ; mov [rbp - 24], rdx
        ; mov [rbp - 32], rcx ; mov [rbp - 40], r8 ; mov [rbp - 48], r9
    );
    for register in 0..8u8 {
        dynasm!(code ; .arch x64 ; movups [rsp + register as i32 * 16], Rx(register));
    }
    dynasm!(code
        ; .arch x64
        ; lea rdx, [rax - CALL as i32]
        ; mov esi, DWORD Request::Compile as i32
        ; mov r11, [rdi + CTX_BUILTINS]
        ; call QWORD [r11 + Builtin::Tier.offset()]
    );
    for register in 0..8u8 {
        dynasm!(code ; .arch x64 ; movups Rx(register), [rsp + register as i32 * 16]);
    }
    dynasm!(code
        ; .arch x64
        ; mov r9, [rbp - 48] ; mov r8, [rbp - 40] ; mov rcx, [rbp - 32]
        ; mov rdx, [rbp - 24] ; mov rsi, [rbp - 16] ; mov rdi, [rbp - 8]
        ; leave
        ; jmp rax
    );
    // It has no labels.
    code.finalize().unwrap_or_default()
}
