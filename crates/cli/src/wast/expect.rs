//! Whether what came is what a script expects.

use wharf::{AsContext, Store, Val};
use wharf_core::Result;
use wharf_core::types::HeapType;
use wharf_syntax::text::wast::{Expected, FloatPattern, V128Pattern};

use super::runner::Outcome;
use crate::render::brief;
use crate::values;

/// Results against their patterns, in order.
pub(super) fn results(store: &Store<()>, expected: &[Expected], got: &[Val]) -> Outcome {
    let count = expected.len() == got.len();
    if count && expected.iter().zip(got).all(|(expected, got)| matches(store, expected, got)) {
        return Ok(());
    }
    let expected: Vec<String> = expected.iter().map(describe).collect();
    let got: Vec<String> = got.iter().map(|val| values::describe(store, val)).collect();
    Err(format!("expected [{}], got [{}]", expected.join(" "), got.join(" ")))
}

/// A trap whose words and the script's are the beginning of one another.
pub(super) fn trap(got: Result<()>, message: &str) -> Outcome {
    let error = match got {
        Ok(()) => return Err(format!("expected the trap {message:?}, but nothing trapped")),
        Err(error) => error,
    };
    match error.trap_kind() {
        Some(kind) if agrees(message, kind.message()) => Ok(()),
        _ => Err(format!("expected the trap {message:?}, got {}", brief(&error))),
    }
}

/// Whether the script's words for a trap mean this one of ours. The suite names the null reference's type, and ends
/// some messages with a number.
fn agrees(script: &str, ours: &str) -> bool {
    let null = script.starts_with("null ") && script.ends_with(" reference") && ours == "null reference";
    null || script.starts_with(ours) || ours.starts_with(script)
}

/// One result against its pattern.
fn matches(store: &Store<()>, expected: &Expected, got: &Val) -> bool {
    match (expected, got) {
        (Expected::I32(want), Val::I32(got)) => want == got,
        (Expected::I64(want), Val::I64(got)) => want == got,
        (Expected::F32(want), Val::F32(got)) => want.matches(*got),
        (Expected::F64(want), Val::F64(got)) => want.matches(*got),
        (Expected::V128(want), Val::V128(got)) => want.matches(got.to_le_bytes()),
        (Expected::RefNull(_), got) => got.is_null(),
        (Expected::RefExtern(want), Val::ExternRef(Some(got))) => {
            let number = got.data(store).and_then(|data| data.downcast_ref::<u32>());
            want.is_none_or(|want| number == Some(&want))
        }
        (Expected::RefHost(want), Val::AnyRef(Some(got))) => {
            got.host_data(store).and_then(|data| data.downcast_ref::<u32>()) == Some(want)
        }
        (Expected::RefFunc(_), Val::FuncRef(got)) => got.is_some(),
        (Expected::Ref(HeapType::Exn), Val::ExnRef(got)) => got.is_some(),
        (Expected::Ref(HeapType::Func), Val::FuncRef(got)) => got.is_some(),
        (Expected::Ref(heap), Val::AnyRef(Some(got))) => got.matches(store.as_context(), *heap),
        (Expected::Either(cases), got) => cases.iter().any(|case| matches(store, case, got)),
        _ => false,
    }
}

/// The pattern in the words of the text format.
fn describe(expected: &Expected) -> String {
    match expected {
        Expected::I32(value) => format!("i32 {value}"),
        Expected::I64(value) => format!("i64 {value}"),
        Expected::F32(pattern) => format!("f32 {}", float(*pattern, values::f32)),
        Expected::F64(pattern) => format!("f64 {}", float(*pattern, values::f64)),
        Expected::V128(pattern) => format!("v128 {}", vector(*pattern)),
        Expected::RefNull(Some(heap)) => format!("ref.null {heap}"),
        Expected::RefNull(None) => "ref.null".to_owned(),
        Expected::RefExtern(number) => numbered("ref.extern", *number),
        Expected::RefHost(number) => numbered("ref.host", Some(*number)),
        Expected::RefFunc(number) => numbered("ref.func", *number),
        Expected::Ref(heap) => format!("ref.{heap}"),
        Expected::Either(cases) => cases.iter().map(describe).collect::<Vec<_>>().join(" or "),
    }
}

fn numbered(word: &str, number: Option<u32>) -> String {
    number.map_or(word.to_owned(), |number| format!("{word} {number}"))
}

fn float<Bits>(pattern: FloatPattern<Bits>, show: impl Fn(Bits) -> String) -> String {
    match pattern {
        FloatPattern::Bits(bits) => show(bits),
        FloatPattern::CanonicalNan => "nan:canonical".to_owned(),
        FloatPattern::ArithmeticNan => "nan:arithmetic".to_owned(),
    }
}

fn vector(pattern: V128Pattern) -> String {
    match pattern {
        V128Pattern::Bytes(bytes) => values::v128(u128::from_le_bytes(bytes)),
        V128Pattern::F32x4(lanes) => format!("f32x4 {}", lanes.map(|lane| float(lane, values::f32)).join(" ")),
        V128Pattern::F64x2(lanes) => format!("f64x2 {}", lanes.map(|lane| float(lane, values::f64)).join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trap_messages_agree_by_prefix() {
        assert!(agrees("uninitialized element 2", "uninitialized element"));
        assert!(agrees("out of bounds", "out of bounds memory access"));
        assert!(agrees("null structure reference", "null reference"));
        assert!(!agrees("integer overflow", "integer divide by zero"));
    }
}
