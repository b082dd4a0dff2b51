//! Preview 1 under arguments that make no sense: every call comes back, nothing panics, and what lies outside the
//! granted directory stays as it was.

mod guest;

use guest::Guest;
use std::fs;
use std::os::unix::fs::symlink;
use wharf_wasi::p1::{ValType, Version, functions};
use wharf_wasi::{Clocks, DirPerms, FilePerms, Limits, MemoryInput, MemoryOutput, Random, WasiCtx};

/// What a guest might find in its memory and take for a path.
const PATHS: [&str; 16] = [
    "a",
    "b",
    "a/b",
    "b/",
    "out",
    "out/",
    "out/x",
    "../outside/x",
    "..",
    ".",
    "a/..",
    "a/../../outside/x",
    "/etc/passwd",
    "a\0b",
    "",
    "link/",
];

/// Numbers where mistakes are made. None of them makes the host's disk fill when it is a size.
const NUMBERS: [u64; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 24, 64, 255, 4096, 0xffff_ffff, i64::MAX as u64, u64::MAX];

struct Dice(Random);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes).unwrap();
        (u64::from_le_bytes(bytes) % sides as u64) as usize
    }

    /// An argument of a function of paths: more often than not a directory, a path, or flags.
    fn path_argument(&mut self, kind: ValType, memory: usize) -> u64 {
        match (kind, self.roll(12)) {
            (ValType::I32, 0..4) => 3 + self.roll(2) as u64,
            (ValType::I32, 4..7) => 4096 + 64 * self.roll(PATHS.len()) as u64,
            (ValType::I32, 7..11) => self.roll(6) as u64,
            _ => self.argument(kind, memory),
        }
    }

    fn argument(&mut self, kind: ValType, memory: usize) -> u64 {
        match (kind, self.roll(8)) {
            (ValType::I32, 0..4) => self.roll(12) as u64,
            (ValType::I32, 4) => self.roll(memory + 16) as u64,
            (ValType::I32, 5) => 8 * self.roll(memory / 8) as u64,
            (ValType::I32, 6) => 4096 + 64 * self.roll(PATHS.len()) as u64,
            (ValType::I64, 0..3) => u64::MAX,
            _ => NUMBERS[self.roll(NUMBERS.len())],
        }
    }
}

fn scramble(guest: &mut Guest, dice: &mut Dice) {
    dice.0.fill(&mut guest.memory[..256]).unwrap();
    for (index, path) in PATHS.iter().enumerate() {
        // A length taken too long gives slashes at the end.
        guest.put(4096 + 64 * index as u64, format!("{path:/<64}").as_bytes());
    }
    // A list of buffers, some of them good, for whoever takes address 512 for one.
    for index in 0..8 {
        let (address, len) = (dice.argument(ValType::I32, 65536) as u32, dice.roll(64) as u32);
        guest.put(512 + 8 * index, &address.to_le_bytes());
        guest.put(516 + 8 * index, &len.to_le_bytes());
    }
}

fn run(version: Version, seed: u64, calls: usize) {
    let root = tempfile::tempdir().unwrap();
    let (inside, outside) = (root.path().join("inside"), root.path().join("outside"));
    fs::create_dir_all(inside.join("a/b")).unwrap();
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("x"), "secret").unwrap();
    symlink("../outside", inside.join("out")).unwrap();
    symlink("a", inside.join("link")).unwrap();
    let builder = || {
        WasiCtx::builder()
            .args(["prog", "arg"])
            .stdin(MemoryInput::new(vec![7; 1000]))
            .stdout(MemoryOutput::new(1 << 16))
            .clocks(Clocks::repeatable(0))
            .random(Random::seeded(seed))
            .limits(Limits { handles: 12, ..Limits::default() })
            .preopen_dir(&inside, "/", DirPerms::all(), FilePerms::all())
            .preopen_dir(&inside, "/ro", DirPerms::READ, FilePerms::READ)
    };
    let all: Vec<_> = functions(version).collect();
    let paths: Vec<_> = all.iter().filter(|function| function.name.starts_with("path_")).copied().collect();
    let mut dice = Dice(Random::seeded(seed));
    let mut guest = Guest::of_version(builder(), version);
    for call in 0..calls {
        if call % 100 == 0 {
            guest = Guest::of_version(builder(), version);
            guest.memory.truncate(65536);
        }
        scramble(&mut guest, &mut dice);
        let function = if dice.roll(3) == 0 { all[dice.roll(all.len())] } else { paths[dice.roll(paths.len())] };
        let argument = if function.name.starts_with("path_") { Dice::path_argument } else { Dice::argument };
        let args: Vec<u64> = function.params.iter().map(|&kind| argument(&mut dice, kind, 65536)).collect();
        // Stopping the guest is an answer too.
        let _ = guest.try_call(function.name, &args);
        assert_eq!(guest.memory.len(), 65536);
    }
    let names: Vec<_> = fs::read_dir(&outside).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["x"], "seed {seed}");
    assert_eq!(fs::read(outside.join("x")).unwrap(), b"secret", "seed {seed}");
}

#[test]
fn any_arguments_are_answered() {
    for seed in 0..4 {
        run(Version::Snapshot, seed, 5_000);
    }
    run(Version::Unstable, 4, 5_000);
}
