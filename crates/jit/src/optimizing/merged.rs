//! Loads that have become an operand of another instruction: where they stand in the module.
//!
//! `cranelift` gives a machine instruction the place of the operation that it stands for, so when `add rax, [rcx]` faults, the
//! trap has the place of the addition. The trap is the load's: what is read is read first. Here the loads are found that
//! no trap names, with the place that their traps have instead.
//!
//! Which of several loads at one such place is meant is told by their order.

use std::collections::HashMap;

use cranelift_codegen::ir::{Block, Function, Inst, TrapCode, Value};

/// A place and a trap there, by the numbers that `cranelift` has for them.
type Key = (u32, u8);

/// A trap at a place.
pub(super) fn key(place: u32, code: TrapCode) -> Key {
    (place, code.as_raw().get())
}

/// The places of traps that are not what they seem.
#[derive(Default)]
pub(super) struct Merged {
    /// By where a trap claims to be: where it is, in order.
    places: HashMap<Key, std::vec::IntoIter<u32>>,
}

impl Merged {
    /// Of a function that was compiled into code with these traps. Each is one instruction's: one that a load has become
    /// an operand of does not stand for another load at its place.
    pub(super) fn find(function: &Function, traps: impl Iterator<Item = Key>) -> Merged {
        let mut claims = Claims::of(traps);
        let mut found: HashMap<Key, Vec<u32>> = HashMap::new();
        let mut pending = Pending::default();
        for inst in blocks(function).flat_map(|block| function.layout.block_insts(block)) {
            let own = place(function, inst);
            if pending.any() {
                for arg in function.dfg.inst_values(inst).map(|arg| function.dfg.resolve_aliases(arg)) {
                    let Some(load) = pending.of(arg) else { continue };
                    if claims.take((own, load.1)) {
                        found.entry((own, load.1)).or_default().push(load.0);
                        pending.remove(arg);
                    } else {
                        pending.insert(function, inst, load);
                    }
                }
            }
            if let Some(code) = trap_of_load(function, inst)
                && !claims.take(key(own, code))
            {
                pending.insert(function, inst, key(own, code));
            }
        }
        Merged { places: found.into_iter().map(|(key, places)| (key, places.into_iter())).collect() }
    }

    /// Where a trap is that claims to be at a place. Traps are asked for in the order of their code.
    pub(super) fn place(&mut self, claimed: u32, code: TrapCode) -> u32 {
        self.places.get_mut(&key(claimed, code)).and_then(Iterator::next).unwrap_or(claimed)
    }
}

/// The traps that no load was found for yet.
struct Claims(HashMap<Key, u32>);

impl Claims {
    fn of(traps: impl Iterator<Item = Key>) -> Claims {
        let mut counts = HashMap::new();
        traps.for_each(|key| *counts.entry(key).or_insert(0) += 1);
        Claims(counts)
    }

    /// Whether there is one left, which is now found.
    fn take(&mut self, key: Key) -> bool {
        match self.0.get_mut(&key) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }
}

/// The loads that no trap names and the values that are made of them.
#[derive(Default)]
struct Pending {
    loads: Vec<Key>,
    /// By value: the number of its load, from 1.
    values: Vec<u32>,
}

impl Pending {
    fn any(&self) -> bool {
        !self.loads.is_empty()
    }

    fn of(&self, value: Value) -> Option<Key> {
        let number = self.values.get(value.as_u32() as usize)?.checked_sub(1)?;
        Some(self.loads[number as usize])
    }

    fn remove(&mut self, value: Value) {
        self.values[value.as_u32() as usize] = 0;
    }

    /// The results of an instruction are made of a load.
    fn insert(&mut self, function: &Function, inst: Inst, load: Key) {
        self.values.resize(function.dfg.num_values(), 0);
        self.loads.push(load);
        for result in function.dfg.inst_results(inst) {
            self.values[result.as_u32() as usize] = self.loads.len() as u32;
        }
    }
}

/// The blocks in about the order of their code: those that are seldom run come last.
fn blocks(function: &Function) -> impl Iterator<Item = Block> {
    let all = |cold| function.layout.blocks().filter(move |block| function.layout.is_cold(*block) == cold);
    all(false).chain(all(true))
}

fn place(function: &Function, inst: Inst) -> u32 {
    function.srcloc(inst).bits()
}

/// The trap of a load that traps when it faults.
fn trap_of_load(function: &Function, inst: Inst) -> Option<TrapCode> {
    let data = &function.dfg.insts[inst];
    if !data.opcode().can_load() {
        return None;
    }
    function.dfg.mem_flags[data.memflags()?].trap_code()
}
