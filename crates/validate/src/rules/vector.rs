//! Vector instructions that name lanes.
//!
//! Specification: [vector](https://webassembly.github.io/spec/core/valid/instructions.html#vector-instructions).

use wharf_core::Result;
use wharf_core::ops::Op;

use crate::errors;
use crate::state::State;

impl State<'_> {
    pub(crate) fn lane_below(&self, lane: u8, lanes: u8) -> Result<()> {
        if lane < lanes { Ok(()) } else { Err(errors::invalid_lane(lane, lanes)) }
    }

    /// [`extract_lane`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-vextract-lane),
    /// [`replace_lane`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-vreplace-lane)
    #[inline(never)]
    pub(crate) fn lane(&mut self, op: Op, lane: u8) -> Result<()> {
        self.lane_below(lane, lanes_of(op))?;
        self.fixed(op)
    }

    /// [`i8x16.shuffle`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-vshuffle): its lanes are
    /// those of both operands.
    #[inline(never)]
    pub(crate) fn shuffle(&mut self, op: Op, lanes: [u8; 16]) -> Result<()> {
        for lane in lanes {
            self.lane_below(lane, 32)?;
        }
        self.fixed(op)
    }
}

/// How many lanes the shape has that an instruction works on.
fn lanes_of(op: Op) -> u8 {
    match op {
        Op::I8x16ExtractLaneS | Op::I8x16ExtractLaneU | Op::I8x16ReplaceLane => 16,
        Op::I16x8ExtractLaneS | Op::I16x8ExtractLaneU | Op::I16x8ReplaceLane => 8,
        Op::I32x4ExtractLane | Op::I32x4ReplaceLane | Op::F32x4ExtractLane | Op::F32x4ReplaceLane => 4,
        _ => 2,
    }
}
