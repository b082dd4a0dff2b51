//! The calling convention of guest functions, one for all compiled tiers, so calls between them need no adaptor.
//!
//! A function `[t1*] -> [t2*]` is called with the context, then its parameters. It is what `cranelift-codegen` calls
//! `CallConv::Tail` for the signature `(i64, t1*) -> t2*`:
//!
//! - integers and references go to `rdi rsi rdx rcx r8 r9`, the context being the first; floats and vectors to
//!   `xmm0`–`xmm7`;
//! - what is left goes to the stack in order, in 8 bytes (16, aligned, for a `v128`), the whole rounded up to 16;
//!   the callee removes it when it returns;
//! - results come in `rax rcx rdx rsi rdi r8 r9 r10` and `xmm0`–`xmm7`. When they do not fit, all of them are stored in
//!   an area of the caller, 16 bytes each, whose address is one more integer parameter right after the context;
//! - `rbx`, `rbp`, `r12`–`r15` are preserved by a return, and by nothing when an exception passes;
//! - every function keeps `rbp` as its frame pointer; `rsp` is a multiple of 16 at each call;
//! - `i32` comes in the low half of its register; the high half is undefined.
//!
//! A reference of the `func` hierarchy is 64 bits wide, all others are 32.

use wharf_core::types::{FuncType, HeapType, RefType, ValKind, ValType};

/// In how many integer registers arguments travel, the context included.
pub const INT_ARGS: u8 = 6;
/// In how many vector registers arguments travel.
pub const FLOAT_ARGS: u8 = 8;
/// In how many registers of each class results travel.
pub const RESULTS: u8 = 8;
/// The bytes of a result in a result area.
pub const AREA_STRIDE: u32 = 16;

/// How a value is held in machine code.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Hash)]
pub enum Repr {
    /// 32 bits of an integer register: `i32`, or a reference to a GC object.
    Int32,
    /// 64 bits of an integer register: `i64`, or a reference to a function.
    Int64,
    /// A single in a vector register.
    Float32,
    /// A double in a vector register.
    Float64,
    /// A whole vector register.
    Vector,
}

impl Repr {
    /// How a value of this type is held; `is_func` says whether a defined type is a function type.
    pub fn of(ty: ValType, is_func: impl Fn(u32) -> bool) -> Repr {
        match ty.unpack() {
            ValKind::I32 => Repr::Int32,
            ValKind::I64 => Repr::Int64,
            ValKind::F32 => Repr::Float32,
            ValKind::F64 => Repr::Float64,
            ValKind::V128 => Repr::Vector,
            ValKind::Ref(ty) if is_func_ref(ty, is_func) => Repr::Int64,
            ValKind::Ref(_) => Repr::Int32,
        }
    }

    /// Whether it travels in integer registers.
    pub const fn is_int(self) -> bool {
        matches!(self, Repr::Int32 | Repr::Int64)
    }

    /// The bytes it takes on the stack as an argument.
    pub const fn stack_size(self) -> u32 {
        if matches!(self, Repr::Vector) { 16 } else { 8 }
    }
}

/// Whether values of a reference type are addresses of functions.
pub fn is_func_ref(ty: RefType, is_func: impl Fn(u32) -> bool) -> bool {
    match ty.heap() {
        HeapType::Func | HeapType::NoFunc => true,
        HeapType::Concrete(index) => is_func(index),
        _ => false,
    }
}

/// Where a parameter or a result is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// The integer register of this number among those of arguments, or of results.
    Int(u8),
    /// The vector register of this number.
    Float(u8),
    /// This many bytes above the first stack argument.
    Stack(u32),
    /// This many bytes into the result area.
    Area(u32),
}

/// A function type, placed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// The parameters without the context and the area's address.
    pub params: Box<[(Repr, Place)]>,
    /// The results.
    pub results: Box<[(Repr, Place)]>,
    /// The bytes of stack arguments, a multiple of 16.
    pub stack_args: u32,
    /// The bytes of the result area, if results travel in one.
    pub area: Option<u32>,
}

impl Signature {
    /// Places the parameters and results of a function type.
    ///
    /// ```
    /// use wharf_core::types::{FuncType, ValType};
    /// use wharf_jit::abi::{Place, Repr, Signature};
    ///
    /// let placed = Signature::new(&FuncType::new([ValType::I64, ValType::F32], [ValType::I32]), |_| false);
    /// assert_eq!(*placed.params, [(Repr::Int64, Place::Int(1)), (Repr::Float32, Place::Float(0))]);
    /// assert_eq!(*placed.results, [(Repr::Int32, Place::Int(0))]);
    /// ```
    pub fn new(ty: &FuncType, is_func: impl Fn(u32) -> bool) -> Signature {
        let reprs = |types: &[ValType]| types.iter().map(|ty| Repr::of(*ty, &is_func)).collect::<Vec<_>>();
        let (params, results) = (reprs(ty.params()), reprs(ty.results()));
        let mut registers = Registers { int: 0, float: 0, ints: RESULTS, floats: RESULTS };
        let in_registers: Option<Box<[_]>> = results.iter().map(|repr| Some((*repr, registers.next(*repr)?))).collect();
        let area = in_registers.is_none().then_some(results.len() as u32 * AREA_STRIDE);
        let results = in_registers.unwrap_or_else(|| {
            let places = (0..).map(|i| Place::Area(i * AREA_STRIDE));
            results.into_iter().zip(places).collect()
        });
        let mut registers = Registers { int: 1 + area.is_some() as u8, float: 0, ints: INT_ARGS, floats: FLOAT_ARGS };
        let mut stack = 0u32;
        let params = params.into_iter().map(|repr| {
            let place = registers.next(repr).unwrap_or_else(|| {
                let at = stack.next_multiple_of(repr.stack_size());
                stack = at + repr.stack_size();
                Place::Stack(at)
            });
            (repr, place)
        });
        let params = params.collect();
        Signature { params, results, stack_args: stack.next_multiple_of(16), area }
    }
}

/// Registers not yet taken.
struct Registers {
    int: u8,
    float: u8,
    ints: u8,
    floats: u8,
}

impl Registers {
    fn next(&mut self, repr: Repr) -> Option<Place> {
        let (next, count) = if repr.is_int() { (&mut self.int, self.ints) } else { (&mut self.float, self.floats) };
        if *next == count {
            return None;
        }
        *next += 1;
        Some(if repr.is_int() { Place::Int(*next - 1) } else { Place::Float(*next - 1) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(params: &[ValType], results: &[ValType]) -> Signature {
        Signature::new(&FuncType::new(params.iter().copied(), results.iter().copied()), |_| false)
    }

    #[test]
    fn arguments_spill_in_order_and_vectors_are_aligned() {
        let placed = place(&[ValType::I32; 7], &[]);
        assert_eq!(placed.params[4].1, Place::Int(5));
        assert_eq!((placed.params[5].1, placed.params[6].1), (Place::Stack(0), Place::Stack(8)));
        assert_eq!(placed.stack_args, 16);
        let mut many = vec![ValType::V128; 8];
        many.extend([ValType::F32, ValType::V128]);
        let placed = place(&many, &[]);
        assert_eq!((placed.params[8].1, placed.params[9].1), (Place::Stack(0), Place::Stack(16)));
        assert_eq!(placed.stack_args, 32);
    }

    #[test]
    fn too_many_results_go_through_memory_and_take_a_register() {
        let placed = place(&[ValType::I32], &[ValType::I64; 9]);
        assert_eq!(placed.area, Some(144));
        assert_eq!(placed.params[0].1, Place::Int(2));
        assert_eq!(placed.results[8].1, Place::Area(128));
        assert_eq!(place(&[], &[ValType::I64; 8]).area, None);
    }

    #[test]
    fn functions_are_wide_and_objects_narrow() {
        assert_eq!(Repr::of(ValType::FUNCREF, |_| false), Repr::Int64);
        assert_eq!(Repr::of(ValType::EXTERNREF, |_| false), Repr::Int32);
        let concrete = ValType::from(RefType::new(true, HeapType::Concrete(4)));
        assert_eq!(Repr::of(concrete, |index| index == 4), Repr::Int64);
        assert_eq!(Repr::of(concrete, |_| false), Repr::Int32);
    }
}
