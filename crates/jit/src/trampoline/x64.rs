//! The adaptors in x86-64 machine code.

// The assembler's macro converts every register number, also those that are bytes already.
#![allow(clippy::useless_conversion)]

use dynasmrt::{DynasmApi, VecAssembler, dynasm, x64::X64Relocation};
use wharf_vm::layout::{CTX_STORE, STORE_BUILTINS};

use super::word_offsets;
use crate::abi::{Place, Repr, Signature};

type Code = VecAssembler<X64Relocation>;

/// Register numbers of integer arguments and results, in the order of [`Place::Int`].
const ARGS: [u8; 6] = [7, 6, 2, 1, 8, 9];
const RESULTS: [u8; 8] = [0, 1, 2, 6, 7, 8, 9, 10];

fn finish(code: Code) -> Vec<u8> {
    // Every label used below is defined in the same function.
    code.finalize().unwrap_or_default()
}

/// Host to guest: `extern "sysv64" fn(context, slots: *mut u64, code)`.
///
/// Loads the arguments from `slots`, calls `code` in the guest's convention and stores the results over them. Guest code
/// preserves what the C convention wants preserved, so this need not.
pub fn entry(signature: &Signature) -> Vec<u8> {
    let mut code = Code::new(0);
    let area = signature.area.unwrap_or(0) as i32;
    dynasm!(code
        ; .arch x64
        ; push rbp
        ; mov rbp, rsp
        ; push rbx ; push rbx
        ; mov rbx, rsi
        ; mov rax, rdx
        ; sub rsp, area + signature.stack_args as i32
    );
    if signature.area.is_some() {
        dynasm!(code ; .arch x64 ; lea rsi, [rsp + signature.stack_args as i32]);
    }
    let (words, _) = word_offsets(signature.params.iter().map(|param| param.0));
    for ((repr, place), word) in signature.params.iter().zip(words) {
        load_argument(&mut code, *repr, *place, word);
    }
    dynasm!(code ; .arch x64 ; call rax);
    let (words, _) = word_offsets(signature.results.iter().map(|result| result.0));
    for ((repr, place), word) in signature.results.iter().zip(words) {
        store_result(&mut code, *repr, *place, word);
    }
    dynasm!(code
        ; .arch x64
        ; mov rbx, [rbp - 8]
        ; leave
        ; ret
    );
    finish(code)
}

/// From the slots at `rbx`; `r11` and `xmm15` are free. The arguments on the stack begin at `rsp`.
fn load_argument(code: &mut Code, repr: Repr, place: Place, word: i32) {
    match place {
        Place::Int(n) => dynasm!(code ; .arch x64 ; mov Rq(ARGS[n as usize]), [rbx + word]),
        Place::Float(n) if repr == Repr::Vector => dynasm!(code ; .arch x64 ; movups Rx(n), [rbx + word]),
        Place::Float(n) => dynasm!(code ; .arch x64 ; movsd Rx(n), [rbx + word]),
        Place::Stack(at) if repr == Repr::Vector => {
            dynasm!(code ; .arch x64 ; movups xmm15, [rbx + word] ; movups [rsp + at as i32], xmm15)
        }
        Place::Stack(at) => dynasm!(code ; .arch x64 ; mov r11, [rbx + word] ; mov [rsp + at as i32], r11),
        Place::Area(_) => {}
    }
}

/// To the slots at `rbx`. After the call the callee has removed its stack arguments, so the area begins at `rsp`.
fn store_result(code: &mut Code, repr: Repr, place: Place, word: i32) {
    match place {
        Place::Int(n) if repr == Repr::Int32 => {
            let register = RESULTS[n as usize];
            dynasm!(code ; .arch x64 ; mov Rd(register), Rd(register) ; mov [rbx + word], Rq(register))
        }
        Place::Int(n) => dynasm!(code ; .arch x64 ; mov [rbx + word], Rq(RESULTS[n as usize])),
        Place::Float(n) if repr == Repr::Vector => dynasm!(code ; .arch x64 ; movups [rbx + word], Rx(n)),
        Place::Float(n) if repr == Repr::Float32 => {
            dynasm!(code ; .arch x64 ; movd r11d, Rx(n) ; mov [rbx + word], r11)
        }
        Place::Float(n) => dynasm!(code ; .arch x64 ; movsd [rbx + word], Rx(n)),
        Place::Area(at) if repr == Repr::Vector => {
            dynasm!(code ; .arch x64 ; movups xmm15, [rsp + at as i32] ; movups [rbx + word], xmm15)
        }
        Place::Area(at) if matches!(repr, Repr::Int32 | Repr::Float32) => {
            dynasm!(code ; .arch x64 ; mov r11d, [rsp + at as i32] ; mov [rbx + word], r11)
        }
        Place::Area(at) => dynasm!(code ; .arch x64 ; mov r11, [rsp + at as i32] ; mov [rbx + word], r11),
        Place::Stack(_) => {}
    }
}

/// Guest to host: the code of a host function of this signature, called in the guest's convention with its
/// [`wharf_vm::layout::HostContext`] as the context.
///
/// Stores the arguments into slots on its frame and calls the builtin of this number as
/// `(host context, slots: *mut u64)`, which does not return if the host function fails; then loads the results.
pub fn host(signature: &Signature, builtin: u32) -> Vec<u8> {
    let mut code = Code::new(0);
    let (params, param_bytes) = word_offsets(signature.params.iter().map(|param| param.0));
    let (results, result_bytes) = word_offsets(signature.results.iter().map(|result| result.0));
    let slots = param_bytes.max(result_bytes);
    // Two words below the frame pointer: the host context, and the result area's address.
    let frame = (slots + 16 + 15) & !15;
    dynasm!(code
        ; .arch x64
        ; push rbp
        ; mov rbp, rsp
        ; sub rsp, frame
        ; mov [rbp - 8], rdi
    );
    if signature.area.is_some() {
        dynasm!(code ; .arch x64 ; mov [rbp - 16], rsi);
    }
    let bottom = -frame;
    for ((repr, place), word) in signature.params.iter().zip(&params) {
        store_argument(&mut code, *repr, *place, bottom + word);
    }
    dynasm!(code
        ; .arch x64
        ; mov rsi, rsp
        ; mov rax, [rdi + CTX_STORE]
        ; mov rax, [rax + STORE_BUILTINS]
        ; call QWORD [rax + builtin as i32 * 8]
    );
    if signature.area.is_some() {
        dynasm!(code ; .arch x64 ; mov rsi, [rbp - 16]);
    }
    for ((repr, place), word) in signature.results.iter().zip(&results) {
        load_result(&mut code, *repr, *place, bottom + word);
    }
    dynasm!(code ; .arch x64 ; leave);
    match signature.stack_args {
        0 => dynasm!(code ; .arch x64 ; ret),
        bytes => dynasm!(code ; .arch x64 ; ret bytes as i16),
    }
    finish(code)
}

/// To the slots at `rbp + word`.
fn store_argument(code: &mut Code, repr: Repr, place: Place, word: i32) {
    match place {
        Place::Int(n) if repr == Repr::Int32 => {
            let register = ARGS[n as usize];
            dynasm!(code ; .arch x64 ; mov Rd(register), Rd(register) ; mov [rbp + word], Rq(register))
        }
        Place::Int(n) => dynasm!(code ; .arch x64 ; mov [rbp + word], Rq(ARGS[n as usize])),
        Place::Float(n) if repr == Repr::Vector => dynasm!(code ; .arch x64 ; movups [rbp + word], Rx(n)),
        Place::Float(n) if repr == Repr::Float32 => {
            dynasm!(code ; .arch x64 ; movd r11d, Rx(n) ; mov [rbp + word], r11)
        }
        Place::Float(n) => dynasm!(code ; .arch x64 ; movsd [rbp + word], Rx(n)),
        Place::Stack(at) if repr == Repr::Vector => {
            dynasm!(code ; .arch x64 ; movups xmm15, [rbp + 16 + at as i32] ; movups [rbp + word], xmm15)
        }
        Place::Stack(at) if matches!(repr, Repr::Int32 | Repr::Float32) => {
            dynasm!(code ; .arch x64 ; mov r11d, [rbp + 16 + at as i32] ; mov [rbp + word], r11)
        }
        Place::Stack(at) => dynasm!(code ; .arch x64 ; mov r11, [rbp + 16 + at as i32] ; mov [rbp + word], r11),
        Place::Area(_) => {}
    }
}

/// From the slots at `rbp + word`, or on to the result area at `rsi`.
fn load_result(code: &mut Code, repr: Repr, place: Place, word: i32) {
    match place {
        Place::Int(n) => dynasm!(code ; .arch x64 ; mov Rq(RESULTS[n as usize]), [rbp + word]),
        Place::Float(n) if repr == Repr::Vector => dynasm!(code ; .arch x64 ; movups Rx(n), [rbp + word]),
        Place::Float(n) => dynasm!(code ; .arch x64 ; movsd Rx(n), [rbp + word]),
        Place::Area(at) if repr == Repr::Vector => {
            dynasm!(code ; .arch x64 ; movups xmm15, [rbp + word] ; movups [rsi + at as i32], xmm15)
        }
        Place::Area(at) => dynasm!(code ; .arch x64 ; mov r11, [rbp + word] ; mov [rsi + at as i32], r11),
        Place::Stack(_) => {}
    }
}
