//! `memory.copy` and `memory.fill` in compiled code, which moves short ranges by itself: every length, overlapping and
//! not, and at the end of the memory, against the same on a vector.

use wharf::{Config, Engine, Instance, Memory, Module, Store, Tier, TypedFunc};

const TEXT: &str = "(module (memory (export \"memory\") 1)
    (func (export \"copy\") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
    (func (export \"fill\") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2))))";
const END: usize = 1 << 16;

struct Guest {
    store: Store<()>,
    memory: Memory,
    copy: TypedFunc<(i32, i32, i32), ()>,
    fill: TypedFunc<(i32, i32, i32), ()>,
    /// What the memory should hold.
    model: Vec<u8>,
}

impl Guest {
    fn new() -> Guest {
        let mut config = Config::new();
        config.tier(Tier::Optimizing);
        let engine = Engine::new(&config).expect("an engine");
        let module = Module::new(&engine, TEXT.as_bytes()).expect("a module");
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &module, &[]).expect("an instance");
        let memory = instance.get_memory(&mut store, "memory").expect("a memory");
        let copy = instance.get_typed_func(&mut store, "copy").expect("copy");
        let fill = instance.get_typed_func(&mut store, "fill").expect("fill");
        let model: Vec<u8> = (0..END).map(|at| (at * 7 + at / 251) as u8).collect();
        memory.write(&mut store, 0, &model).expect("it fits");
        Guest { store, memory, copy, fill, model }
    }

    fn copy(&mut self, to: usize, from: usize, count: usize) {
        let result = self.copy.call(&mut self.store, (to as i32, from as i32, count as i32));
        let fits = to + count <= END && from + count <= END;
        assert_eq!(result.is_ok(), fits, "copy {to} {from} {count}");
        if fits {
            self.model.copy_within(from..from + count, to);
        }
        self.compare(&format!("copy {to} {from} {count}"));
    }

    fn fill(&mut self, to: usize, byte: u8, count: usize) {
        let result = self.fill.call(&mut self.store, (to as i32, i32::from(byte) | 0x500, count as i32));
        let fits = to + count <= END;
        assert_eq!(result.is_ok(), fits, "fill {to} {count}");
        if fits {
            self.model[to..to + count].fill(byte);
        }
        self.compare(&format!("fill {to} {count}"));
    }

    fn compare(&self, what: &str) {
        assert!(self.memory.data(&self.store) == self.model, "{what}");
    }
}

/// Around every change of method, and the small ones all.
fn lengths() -> impl Iterator<Item = usize> {
    (0..150).chain([191, 192, 193, 255, 256, 257, 1000, 2047, 2048, 2049, 5000])
}

#[test]
fn copies_apart_and_overlapping() {
    let mut guest = Guest::new();
    for count in lengths() {
        for (to, from) in [(10_001, 30_003), (20_000, 20_001), (20_007, 20_000), (20_064, 20_000), (40_000, 40_000)] {
            guest.copy(to, from, count);
        }
        guest.copy(20_000 + count, 20_000, count);
        guest.copy(20_000, 20_000 + count / 2, count);
    }
}

#[test]
fn fills() {
    let mut guest = Guest::new();
    lengths().for_each(|count| guest.fill(12_345 + count, count as u8, count));
}

#[test]
fn at_the_end_everything_or_nothing_is_written() {
    let mut guest = Guest::new();
    for count in lengths() {
        for beyond in [0, 1, 3, 17, count.max(1)] {
            guest.fill(END + beyond - count.min(END), 0xee, count);
            guest.copy(END + beyond - count, 100, count);
            guest.copy(100, END + beyond - count, count);
        }
    }
}
