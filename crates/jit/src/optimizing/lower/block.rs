//! Copies and fills of short ranges, inline: a call of a builtin costs more than moving some hundred bytes.
//!
//! Only in reserved memories, where an access beyond the end faults by itself. Everything that is read is read before
//! anything is written, so ranges may overlap, and the last byte of the target is touched first, so a fault comes before any
//! change. There are no loops: their ends could not be foretold. What is longer than 128 bytes is left to the builtin.
//!
//! Specification: [memory.copy](https://webassembly.github.io/spec/core/exec/instructions.html#exec-memory-copy),
//! [memory.fill](https://webassembly.github.io/spec/core/exec/instructions.html#exec-memory-fill).

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block, InstBuilder, MemFlagsData, Type, Value, types};

use crate::optimizing::cx::Cx;

/// What is written: bytes from elsewhere, or one byte again and again.
#[derive(Copy, Clone)]
enum Source {
    /// From this address.
    Bytes(Value),
    /// This byte, eight times and sixteen times.
    Byte(Value, Value),
}

/// Where a range begins, how long it is, and how its memory is accessed.
#[derive(Copy, Clone)]
struct Range {
    to: Value,
    count: Value,
    flags: MemFlagsData,
}

/// Copies `count` bytes, a 64-bit integer, from one address to another; `slow` does what is left to it.
pub(super) fn copy<'a>(
    cx: &mut Cx<'a>,
    (to, from, count): (Value, Value, Value),
    flags: MemFlagsData,
    slow: impl FnOnce(&mut Cx<'a>),
) {
    let range = Range { to, count, flags };
    if let Some(count) = cx.constant(count).filter(|count| (1..=64).contains(count)) {
        return write_constant(cx, range, Source::Bytes(from), count);
    }
    write(cx, range, Source::Bytes(from), slow);
}

/// Fills `count` bytes from an address on with one; `slow` does what is left to it.
pub(super) fn fill<'a>(
    cx: &mut Cx<'a>,
    (to, byte, count): (Value, Value, Value),
    flags: MemFlagsData,
    slow: impl FnOnce(&mut Cx<'a>),
) {
    let range = Range { to, count, flags };
    let byte = cx.b.ins().ireduce(types::I8, byte);
    let sixteen = cx.b.ins().splat(types::I8X16, byte);
    let halves = cx.vector(sixteen, types::I64X2);
    let eight = cx.b.ins().extractlane(halves, 0);
    let source = Source::Byte(eight, sixteen);
    match cx.constant(count).filter(|count| (1..=64).contains(count)) {
        Some(count) => write_constant(cx, range, source, count),
        None => write(cx, range, source, slow),
    }
}

/// A piece of the source, of a type, from an offset on.
fn piece(cx: &mut Cx<'_>, range: Range, source: Source, ty: Type, at: Value) -> Value {
    match source {
        Source::Bytes(from) => {
            let address = cx.b.ins().iadd(from, at);
            cx.b.ins().load(ty, range.flags, address, 0)
        }
        Source::Byte(_, sixteen) if ty == types::I8X16 => sixteen,
        Source::Byte(eight, _) if ty == types::I64 => eight,
        Source::Byte(eight, _) => cx.b.ins().ireduce(ty, eight),
    }
}

fn put(cx: &mut Cx<'_>, range: Range, value: Value, at: Value) {
    let address = cx.b.ins().iadd(range.to, at);
    cx.b.ins().store(range.flags, value, address, 0);
}

/// Faults if the last byte of the target is not accessible.
fn touch(cx: &mut Cx<'_>, range: Range) {
    let end = cx.b.ins().iadd(range.to, range.count);
    cx.b.ins().uload8(types::I32, range.flags, end, -1);
}

/// Pieces of one type at these offsets, all read before any is written.
fn move_pieces(cx: &mut Cx<'_>, range: Range, source: Source, pieces: &[(Type, Value)]) {
    let mut values = Vec::with_capacity(pieces.len());
    for (ty, at) in pieces {
        values.push(piece(cx, range, source, *ty, *at));
    }
    touch(cx, range);
    for (value, (_, at)) in values.into_iter().zip(pieces) {
        put(cx, range, value, *at);
    }
}

/// A range of known length: whole pieces from the largest down, the last of which may overlap the one before.
fn write_constant(cx: &mut Cx<'_>, range: Range, source: Source, count: u64) {
    let mut pieces = Vec::new();
    let ty = match count {
        16.. => types::I8X16,
        8.. => types::I64,
        4.. => types::I32,
        2.. => types::I16,
        _ => types::I8,
    };
    let width = u64::from(ty.bytes());
    for at in (0..count).step_by(width as usize) {
        let at = cx.i64(at.min(count - width) as i64);
        pieces.push((ty, at));
    }
    move_pieces(cx, range, source, &pieces);
}

/// Two pieces, at the start and at the end, that together cover every length from their width to twice that.
fn write_both_ends(cx: &mut Cx<'_>, range: Range, source: Source, ty: Type, done: Block) {
    let start = cx.i64(0);
    let end = cx.plus(range.count, -i64::from(ty.bytes()));
    move_pieces(cx, range, source, &[(ty, start), (ty, end)]);
    cx.jump(done, &[]);
}

/// A range of any length.
fn write<'a>(cx: &mut Cx<'a>, range: Range, source: Source, slow: impl FnOnce(&mut Cx<'a>)) {
    let done = cx.b.create_block();
    let [long, short, left] = [cx.b.create_block(), cx.b.create_block(), cx.cold_block()];
    let is_long = cx.compare(IntCC::UnsignedGreaterThan, range.count, 32);
    cx.branch(is_long, long, short);

    cx.enter(short);
    for (ty, next) in [(types::I8X16, true), (types::I64, true), (types::I32, true), (types::I16, false)] {
        let (here, below) = (cx.b.create_block(), cx.b.create_block());
        let fits = cx.compare(IntCC::UnsignedGreaterThanOrEqual, range.count, i64::from(ty.bytes()));
        cx.branch(fits, here, below);
        cx.enter(here);
        write_both_ends(cx, range, source, ty, done);
        cx.enter(below);
        if !next {
            // One byte or none: of none, the address itself must still be checked.
            let one = cx.b.create_block();
            cx.branch(range.count, one, left);
            cx.enter(one);
            let start = cx.i64(0);
            move_pieces(cx, range, source, &[(types::I8, start)]);
            cx.jump(done, &[]);
        }
    }

    cx.enter(long);
    let (middle, longer, longest) = (cx.b.create_block(), cx.b.create_block(), cx.b.create_block());
    let is_longer = cx.compare(IntCC::UnsignedGreaterThan, range.count, 64);
    cx.branch(is_longer, longer, middle);
    cx.enter(middle);
    write_vectors(cx, range, source, 2, done);
    cx.enter(longer);
    let too_long = cx.compare(IntCC::UnsignedGreaterThan, range.count, 128);
    cx.branch(too_long, left, longest);
    cx.enter(longest);
    write_vectors(cx, range, source, 4, done);

    cx.enter(left);
    slow(cx);
    cx.jump(done, &[]);
    cx.enter(done);
}

/// So many vectors from the start on and as many up to the end, which together cover every length from half of that on.
fn write_vectors(cx: &mut Cx<'_>, range: Range, source: Source, count: i64, done: Block) {
    let mut pieces = Vec::with_capacity(2 * count as usize);
    for index in 0..count {
        let at = cx.i64(16 * index);
        pieces.push((types::I8X16, at));
    }
    for index in (1..=count).rev() {
        let at = cx.plus(range.count, -16 * index);
        pieces.push((types::I8X16, at));
    }
    move_pieces(cx, range, source, &pieces);
    cx.jump(done, &[]);
}
