//! What is written comes back, and whatever else is read does no harm.

use wharf_core::TrapKind;
use wharf_vm::compiled::{CallSite, CompiledFunc, Handler, Inlined, Reloc, RelocTarget, TrapSite};

use super::{decode, decode_head, decode_sites, encode};

/// The bytes of its code.
const LEN: u32 = 200;

fn function() -> CompiledFunc {
    CompiledFunc {
        code: Vec::new(),
        align: 32,
        relocs: vec![
            Reloc { at: 100, target: RelocTarget::Func(7) },
            Reloc { at: 20, target: RelocTarget::TrapExit },
            Reloc { at: 196, target: RelocTarget::Func(300) },
        ],
        traps: vec![
            TrapSite { at: 0, wasm: 70_000_000, kind: TrapKind::MemoryOutOfBounds },
            TrapSite { at: 199, wasm: 5, kind: TrapKind::AllocationTooLarge },
        ],
        calls: vec![
            CallSite { ret: 30, wasm: 70_000_000, roots: (0, 2), handlers: (0, 0) },
            CallSite { ret: 60, wasm: CallSite::REPLACED, roots: (1, 3), handlers: (0, 2) },
            CallSite { ret: 200, wasm: 9, roots: (0, 1), handlers: (1, 2) },
        ],
        roots: vec![-16, -24, i32::MIN],
        handlers: vec![
            Handler { tag: Some(0), landing: 40, sp: -64 },
            Handler { tag: None, landing: 199, sp: i32::MIN },
        ],
        inlined: vec![
            Inlined { func: 8, call: 70_000_000, parent: None },
            Inlined { func: 299, call: 3, parent: Some(0) },
        ],
        inlined_sites: vec![(0, 1), (29, 0)],
        sites: vec![3, 4, 70_000_000],
        frame_size: 1 << 20,
        context: -8,
    }
}

fn bytes(compiled: &CompiledFunc) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode(compiled, &mut bytes);
    bytes
}

#[test]
fn a_function_comes_back_whole_or_in_part() {
    let function = function();
    let bytes = bytes(&function);
    assert_eq!(decode(&bytes, LEN, 7..301).expect("it is a function"), function);
    assert_eq!(decode_sites(&bytes).expect("it is a function"), function.sites);
    let head = decode_head(&bytes, LEN, 7..301).expect("it is a function");
    let CompiledFunc { align, relocs, sites, frame_size, context, .. } = function;
    assert_eq!(head, CompiledFunc { align, relocs, sites, frame_size, context, ..CompiledFunc::default() });
}

#[test]
fn what_is_beyond_the_code_is_refused() {
    assert!(decode(&bytes(&function()), LEN - 1, 7..301).is_none());
}

#[test]
fn calls_of_functions_that_the_module_does_not_define_are_refused() {
    let bytes = bytes(&function());
    assert!(decode(&bytes, LEN, 7..300).is_none());
    assert!(decode(&bytes, LEN, 8..301).is_none());
}

#[test]
fn every_truncation_is_refused() {
    let bytes = bytes(&function());
    assert!((0..bytes.len()).all(|len| decode(&bytes[..len], LEN, 0..1000).is_none()));
    assert!(decode(&[&bytes[..], &[0]].concat(), LEN, 0..1000).is_none());
}

#[test]
fn whatever_comes_of_damage_keeps_the_rules() {
    let original = bytes(&function());
    let mut came = 0;
    for at in 0..original.len() {
        for bit in 0..8 {
            let mut damaged = original.clone();
            damaged[at] ^= 1 << bit;
            let Some(function) = decode(&damaged, LEN, 0..1000) else { continue };
            came += 1;
            let len = LEN;
            assert!(function.relocs.iter().all(|reloc| reloc.at + 4 <= len));
            assert!(function.traps.is_sorted_by_key(|trap| trap.at) && function.traps.iter().all(|trap| trap.at < len));
            assert!(function.calls.is_sorted_by_key(|call| call.ret) && function.calls.iter().all(|c| c.ret <= len));
            assert!(function.handlers.iter().all(|handler| handler.landing < len));
            for call in &function.calls {
                let _ = (function.roots(call), function.handlers(call));
            }
        }
    }
    assert!(came > 0, "some bits are only numbers");
    // Counts that promise more than there is.
    for count in [0x7f, 0xff] {
        let mut huge = bytes(&CompiledFunc::default());
        huge.truncate(4);
        huge.extend([count; 12]);
        assert!(decode(&huge, LEN, 0..1000).is_none());
    }
}
