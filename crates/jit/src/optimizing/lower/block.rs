//! Copies and fills of short ranges, inline: a call of a builtin costs more than moving some hundred bytes.
//!
//! Only in reserved memories, where an access beyond the end faults by itself. Up to 128 bytes everything that is read is
//! read before anything is written, so ranges may overlap; the last bytes of the target are written first, so a fault comes
//! before any change. There are few classes of lengths, each without branches: pieces overlap as the length wants it.
//! Somewhat longer ranges are moved by a loop, unless they overlap; the longest are left to the builtin.
//!
//! Specification: [memory.copy](https://webassembly.github.io/spec/core/exec/instructions.html#exec-memory-copy),
//! [memory.fill](https://webassembly.github.io/spec/core/exec/instructions.html#exec-memory-fill).

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block, InstBuilder, MemFlagsData, Type, Value, types};

use crate::optimizing::cx::Cx;

/// What is longer than this is left to the builtin.
const LONGEST: i64 = 2048;
/// What is moved at a time beyond the shortest: few turns, whose end is easy to foretell.
const LINE: i64 = 128;

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

/// Pieces of one type at these offsets, the last of which is at the end: all are read before any is written, and the
/// last is written first.
fn move_pieces(cx: &mut Cx<'_>, range: Range, source: Source, ty: Type, offsets: &[Value]) {
    let mut values = Vec::with_capacity(offsets.len());
    for at in offsets {
        values.push(piece(cx, range, source, ty, *at));
    }
    for (value, at) in values.into_iter().zip(offsets).rev() {
        put(cx, range, value, *at);
    }
}

/// A range of known length: whole pieces of the largest type that fits, the last of which may overlap the one before.
fn write_constant(cx: &mut Cx<'_>, range: Range, source: Source, count: u64) {
    let ty = match count {
        16.. => types::I8X16,
        8.. => types::I64,
        4.. => types::I32,
        2.. => types::I16,
        _ => types::I8,
    };
    let width = u64::from(ty.bytes());
    let offsets: Vec<Value> =
        (0..count).step_by(width as usize).map(|at| cx.i64(at.min(count - width) as i64)).collect();
    move_pieces(cx, range, source, ty, &offsets);
}

/// Four pieces that together cover every length from their width to less than four times that. From twice the width on the
/// second and third are the inner ones, below that they are the outer ones again.
fn write_four(cx: &mut Cx<'_>, range: Range, source: Source, ty: Type, done: Block) {
    let width = i64::from(ty.bytes());
    let (start, one, mask) = (cx.i64(0), cx.i32(1), cx.i64(width));
    let half = cx.b.ins().ushr(range.count, one);
    let second = cx.b.ins().band(half, mask);
    let end = cx.plus(range.count, -width);
    let third = cx.b.ins().isub(end, second);
    move_pieces(cx, range, source, ty, &[start, second, third, end]);
    cx.jump(done, &[]);
}

/// One to three bytes: the first, the middle, the last.
fn write_bytes(cx: &mut Cx<'_>, range: Range, source: Source, done: Block) {
    let (start, one) = (cx.i64(0), cx.i32(1));
    let middle = cx.b.ins().ushr(range.count, one);
    let end = cx.plus(range.count, -1);
    move_pieces(cx, range, source, types::I8, &[start, middle, end]);
    cx.jump(done, &[]);
}

/// From 64 to 128 bytes.
fn write_eight(cx: &mut Cx<'_>, range: Range, source: Source, done: Block) {
    let mut offsets: Vec<Value> = (0..4).map(|index| cx.i64(16 * index)).collect();
    for index in (1..=4).rev() {
        offsets.push(cx.plus(range.count, -16 * index));
    }
    move_pieces(cx, range, source, types::I8X16, &offsets);
    cx.jump(done, &[]);
}

/// More than 128 bytes that do not overlap the source: 128 bytes at a time. The end comes first, for the fault.
fn write_loop(cx: &mut Cx<'_>, range: Range, source: Source, done: Block) {
    let last = cx.plus(range.count, -LINE);
    write_line(cx, range, source, last);
    let (head, next) = (cx.b.create_block(), cx.b.create_block());
    let at = cx.b.append_block_param(head, types::I64);
    let start = cx.i64(0);
    cx.jump(head, &[start]);
    cx.switch(head);
    write_line(cx, range, source, at);
    let after = cx.plus(at, LINE);
    let more = cx.b.ins().icmp(IntCC::UnsignedLessThan, after, last);
    cx.b.ins().brif(more, head, &[after.into()], next, &[]);
    cx.b.seal_block(head);
    cx.enter(next);
    cx.jump(done, &[]);
}

/// A line from an offset on.
fn write_line(cx: &mut Cx<'_>, range: Range, source: Source, at: Value) {
    let offsets: Vec<Value> = (0..LINE / 16).map(|index| cx.plus(at, 16 * index)).collect();
    move_pieces(cx, range, source, types::I8X16, &offsets);
}

/// Goes on in one of two new blocks by whether the range has at most so many bytes, and is now in the first.
fn up_to(cx: &mut Cx<'_>, range: Range, most: i64) -> Block {
    let (within, beyond) = (cx.b.create_block(), cx.b.create_block());
    let fits = cx.compare(IntCC::UnsignedLessThanOrEqual, range.count, most);
    cx.branch(fits, within, beyond);
    cx.enter(within);
    beyond
}

/// A range of any length.
fn write<'a>(cx: &mut Cx<'a>, range: Range, source: Source, slow: impl FnOnce(&mut Cx<'a>)) {
    let (done, left) = (cx.b.create_block(), cx.cold_block());
    let from_16 = up_to(cx, range, 15);
    let from_4 = up_to(cx, range, 3);
    // Of no bytes at all, the address itself must still be checked.
    let some = cx.b.create_block();
    cx.branch(range.count, some, left);
    cx.enter(some);
    write_bytes(cx, range, source, done);
    cx.enter(from_4);
    write_four(cx, range, source, types::I32, done);
    cx.enter(from_16);
    let from_64 = up_to(cx, range, 63);
    write_four(cx, range, source, types::I8X16, done);
    cx.enter(from_64);
    let from_129 = up_to(cx, range, 128);
    write_eight(cx, range, source, done);
    cx.enter(from_129);
    let looped = cx.b.create_block();
    let mut short = cx.compare(IntCC::UnsignedLessThanOrEqual, range.count, LONGEST);
    if let Source::Bytes(from) = source {
        let distance = cx.b.ins().isub(range.to, from);
        let ahead = cx.b.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, distance, range.count);
        let behind = cx.b.ins().isub(from, range.to);
        let behind = cx.b.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, behind, range.count);
        let apart = cx.b.ins().band(ahead, behind);
        short = cx.b.ins().band(short, apart);
    }
    cx.branch(short, looped, left);
    cx.enter(looped);
    write_loop(cx, range, source, done);
    cx.enter(left);
    slow(cx);
    cx.jump(done, &[]);
    cx.enter(done);
}
