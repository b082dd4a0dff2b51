//! What a script says, as plain data.
//!
//! Everything is owned, so a runner may keep directives for as long as it likes. Identifiers are kept without their
//! `$`. Offsets (`at`) count bytes of the script's text.

use std::borrow::Cow;

use wharf_core::Result;
use wharf_core::types::HeapType;

use crate::text::Compiled;

/// One top-level form of a script.
#[derive(Clone, Debug)]
pub struct Directive {
    /// Where its opening parenthesis stands in the text.
    pub at: usize,
    /// What it says.
    pub kind: DirectiveKind,
}

/// What a directive says.
#[derive(Clone, Debug)]
pub enum DirectiveKind {
    /// `(module …)`: compile, validate and instantiate; it becomes the current instance.
    Module(Module),
    /// `(module definition …)`: compile and validate only; `(module instance …)` may name it.
    ModuleDefinition(Module),
    /// `(module instance $instance $definition)`: instantiate a definition; without `definition`, the last one.
    ModuleInstance {
        /// The name of the new instance.
        instance: Option<Box<str>>,
        /// The name of the definition.
        definition: Option<Box<str>>,
    },
    /// `(register "name" $module)`: offer an instance's exports for import under this name.
    Register {
        /// The first level of the import's name.
        name: Box<str>,
        /// The instance; the current one when absent.
        module: Option<Box<str>>,
    },
    /// An action whose results do not matter, but which must not fail.
    Action(Action),
    /// `(assert_return action result*)`
    AssertReturn {
        /// What to do.
        action: Action,
        /// What it must give, in order.
        results: Vec<Expected>,
    },
    /// `(assert_trap action "message")`
    AssertTrap {
        /// What to do.
        action: Action,
        /// The beginning of the trap's message.
        message: Box<str>,
    },
    /// `(assert_trap (module …) "message")`: the instantiation traps. Also `(assert_uninstantiable …)`.
    AssertTrapModule {
        /// What to instantiate.
        module: Module,
        /// The beginning of the trap's message.
        message: Box<str>,
    },
    /// `(assert_exhaustion action "message")`: the call stack is used up.
    AssertExhaustion {
        /// What to do.
        action: Action,
        /// The beginning of the trap's message.
        message: Box<str>,
    },
    /// `(assert_exception action)`: an exception leaves the action uncaught.
    AssertException(Action),
    /// `(assert_suspension action "message")`: a suspension leaves the action unhandled.
    AssertSuspension {
        /// What to do.
        action: Action,
        /// The beginning of the message.
        message: Box<str>,
    },
    /// `(assert_malformed module "message")`
    AssertMalformed {
        /// What must not be a module.
        module: Module,
        /// The beginning of the message.
        message: Box<str>,
    },
    /// `(assert_invalid module "message")`
    AssertInvalid {
        /// What must not validate.
        module: Module,
        /// The beginning of the message.
        message: Box<str>,
    },
    /// `(assert_unlinkable module "message")`
    AssertUnlinkable {
        /// What must not link.
        module: Module,
        /// The beginning of the message.
        message: Box<str>,
    },
    /// `(assert_malformed_custom module "message")`: an annotation or custom section is malformed.
    AssertMalformedCustom {
        /// The module with the custom section.
        module: Module,
        /// The beginning of the message.
        message: Box<str>,
    },
    /// `(assert_invalid_custom module "message")`: a custom section does not fit its module.
    AssertInvalidCustom {
        /// The module with the custom section.
        module: Module,
        /// The beginning of the message.
        message: Box<str>,
    },
    /// `(thread $name (shared (module $module))* directive*)`: a thread with instances of its own that runs a script.
    Thread {
        /// Its name, for `wait`.
        name: Box<str>,
        /// The instances that it sees besides its own.
        shared: Vec<Box<str>>,
        /// What it runs.
        directives: Vec<Directive>,
    },
    /// `(wait $name)`: wait until this thread ends.
    Wait(Box<str>),
}

/// A module of a script.
#[derive(Clone, Debug)]
pub struct Module {
    /// Where it stands in the text.
    pub at: usize,
    /// Its identifier.
    pub id: Option<Box<str>>,
    /// How it is written.
    pub form: ModuleForm,
}

/// How a script writes a module.
#[derive(Clone, Debug)]
pub enum ModuleForm {
    /// `(module field*)`, compiled while the script was read; places in errors and in the map are those of the script.
    /// A module that does not compile leaves its error here, and the rest of the script can still be run.
    Text(Result<Compiled>),
    /// `(module binary "…"*)`: the joined bytes.
    Binary(Vec<u8>),
    /// `(module quote "…"*)`: text that is not looked at until asked for; the strings are joined by a space.
    Quote(Vec<u8>),
}

impl Module {
    /// The module in the binary format. Compiles a quoted module; places in its errors are those of the quoted text.
    ///
    /// # Errors
    /// What is malformed in the text, if it is one.
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>> {
        match &self.form {
            ModuleForm::Text(Ok(compiled)) => Ok(Cow::Borrowed(&compiled.bytes)),
            ModuleForm::Text(Err(error)) => Err(error.clone()),
            ModuleForm::Binary(bytes) => Ok(Cow::Borrowed(bytes)),
            ModuleForm::Quote(text) => crate::text::parse_bytes(text).map(|compiled| Cow::Owned(compiled.bytes)),
        }
    }

    /// The map back to the script's text, if the module is written as text.
    pub fn source_map(&self) -> Option<&crate::text::SourceMap> {
        match &self.form {
            ModuleForm::Text(Ok(compiled)) => Some(&compiled.map),
            _ => None,
        }
    }
}

/// Something to do with an instance.
#[derive(Clone, Debug)]
pub struct Action {
    /// Where its opening parenthesis stands in the text.
    pub at: usize,
    /// The instance; the current one when absent.
    pub module: Option<Box<str>>,
    /// The name of the export.
    pub export: Box<str>,
    /// What to do with the export.
    pub kind: ActionKind,
}

/// What to do with an export.
#[derive(Clone, Debug, PartialEq)]
pub enum ActionKind {
    /// `(invoke …)`: call the function with these arguments.
    Invoke(Vec<Value>),
    /// `(get …)`: read the global.
    Get,
}

/// An argument. Floats are bits, so that the payload of a NaN is kept.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// `(i32.const …)`
    I32(i32),
    /// `(i64.const …)`
    I64(i64),
    /// `(f32.const …)`, the bits
    F32(u32),
    /// `(f64.const …)`, the bits
    F64(u64),
    /// `(v128.const …)`, the little-endian bytes
    V128([u8; 16]),
    /// `(ref.null heaptype)`
    RefNull(HeapType),
    /// `(ref.extern n)`: the host's reference of this number, as an `externref`.
    RefExtern(u32),
    /// `(ref.host n)`: the host's reference of this number, as an `anyref` (what `any.convert_extern` makes of it).
    RefHost(u32),
}

/// What a result must be.
#[derive(Clone, PartialEq, Debug)]
pub enum Expected {
    /// `(i32.const …)`
    I32(i32),
    /// `(i64.const …)`
    I64(i64),
    /// `(f32.const …)`
    F32(FloatPattern<u32>),
    /// `(f64.const …)`
    F64(FloatPattern<u64>),
    /// `(v128.const …)`
    V128(V128Pattern),
    /// `(ref.null heaptype?)`: null; the heap type says no more than its hierarchy.
    RefNull(Option<HeapType>),
    /// `(ref.extern n?)`: a host reference that is not null; of this number, if given.
    RefExtern(Option<u32>),
    /// `(ref.host n)`: the host's reference of this number, internalised.
    RefHost(u32),
    /// `(ref.func n?)`: a function reference that is not null.
    RefFunc(Option<u32>),
    /// `(ref.any)`, `(ref.eq)`, `(ref.i31)`, `(ref.struct)`, `(ref.array)`, `(ref.exn)`: a reference that is not null
    /// and matches this abstract type.
    Ref(HeapType),
    /// `(either …)`: any of these.
    Either(Vec<Expected>),
}

/// A float, or a set of NaNs.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum FloatPattern<Bits> {
    /// These very bits.
    Bits(Bits),
    /// `nan:canonical`: a NaN whose payload is the quiet bit alone, of either sign.
    CanonicalNan,
    /// `nan:arithmetic`: a NaN whose payload has at least the quiet bit, of either sign.
    ArithmeticNan,
}

impl FloatPattern<u32> {
    /// Whether the pattern admits these bits.
    pub fn matches(self, bits: u32) -> bool {
        match self {
            FloatPattern::Bits(want) => want == bits,
            FloatPattern::CanonicalNan => bits & 0x7fff_ffff == 0x7fc0_0000,
            FloatPattern::ArithmeticNan => bits & 0x7fc0_0000 == 0x7fc0_0000,
        }
    }
}

impl FloatPattern<u64> {
    /// Whether the pattern admits these bits.
    pub fn matches(self, bits: u64) -> bool {
        match self {
            FloatPattern::Bits(want) => want == bits,
            FloatPattern::CanonicalNan => bits & 0x7fff_ffff_ffff_ffff == 0x7ff8_0000_0000_0000,
            FloatPattern::ArithmeticNan => bits & 0x7ff8_0000_0000_0000 == 0x7ff8_0000_0000_0000,
        }
    }
}

/// A vector, lane by lane when it is one of floats.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum V128Pattern {
    /// A vector of integers of any width: its little-endian bytes.
    Bytes([u8; 16]),
    /// `f32x4`
    F32x4([FloatPattern<u32>; 4]),
    /// `f64x2`
    F64x2([FloatPattern<u64>; 2]),
}

impl V128Pattern {
    /// Whether the pattern admits the vector with these little-endian bytes.
    pub fn matches(self, bytes: [u8; 16]) -> bool {
        let lanes = u128::from_le_bytes(bytes);
        match self {
            V128Pattern::Bytes(want) => want == bytes,
            V128Pattern::F32x4(want) => (0..4).all(|lane| want[lane].matches((lanes >> (32 * lane)) as u32)),
            V128Pattern::F64x2(want) => (0..2).all(|lane| want[lane].matches((lanes >> (64 * lane)) as u64)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nan_patterns() {
        assert!(FloatPattern::<u32>::CanonicalNan.matches(0xffc0_0000));
        assert!(!FloatPattern::<u32>::CanonicalNan.matches(0x7fc0_0001));
        assert!(FloatPattern::<u32>::ArithmeticNan.matches(0x7fc0_0001));
        assert!(!FloatPattern::<u32>::ArithmeticNan.matches(0x7f80_0001));
        assert!(FloatPattern::<u64>::CanonicalNan.matches(f64::NAN.to_bits()));
        assert!(!FloatPattern::Bits(0u64).matches((-0.0f64).to_bits()));
        let one_nan = V128Pattern::F64x2([FloatPattern::Bits(1.0f64.to_bits()), FloatPattern::CanonicalNan]);
        let vector = u128::from(f64::NAN.to_bits()) << 64 | u128::from(1.0f64.to_bits());
        assert!(one_nan.matches(vector.to_le_bytes()));
        assert!(!one_nan.matches([0; 16]));
    }
}
