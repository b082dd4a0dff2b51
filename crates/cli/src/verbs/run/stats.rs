//! `--stats`: what the engine did and where the time went, as a table or as JSON. The figures are the engine's; this file
//! only decides how they look.

use std::fmt::Write;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use serde_json::{Value, json};
use wharf::{HeapStats, Stats, TierStats};

/// How `--stats` looks.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// A table for people.
    Table,
    /// One JSON object.
    Json,
}

/// What is known of a run beside what the engine counts.
#[derive(Copy, Clone, Debug)]
pub struct Clock {
    /// When wharf began to read the file.
    begun: Instant,
    /// When the file was read.
    read: Instant,
    /// When the module could be instantiated.
    ready: Instant,
}

impl Clock {
    /// The file is about to be read.
    pub fn start() -> Clock {
        let now = Instant::now();
        Clock { begun: now, read: now, ready: now }
    }

    /// The file was read.
    pub fn read(&mut self) {
        self.read = Instant::now();
    }

    /// The module is ready.
    pub fn ready(&mut self) {
        self.ready = Instant::now();
    }
}

/// Tells it, on standard error.
pub fn tell(format: Format, clock: Clock, stats: &Stats, heap: &HeapStats) {
    let (ended, peak) = (Instant::now(), peak_memory());
    let text = match format {
        Format::Table => table(clock, ended, stats, heap, peak),
        Format::Json => json(clock, ended, stats, heap, peak).to_string(),
    };
    eprintln!("{}", text.trim_end());
}

fn tiers(stats: &Stats) -> [(&'static str, &TierStats); 3] {
    [("interp", &stats.interp), ("baseline", &stats.baseline), ("optimizing", &stats.optimizing)]
}

fn table(clock: Clock, ended: Instant, stats: &Stats, heap: &HeapStats, peak: Option<u64>) -> String {
    let mut out = String::new();
    let mut phase = |name: &str, time: Duration| {
        let _ = writeln!(out, "{name:<12}{:>12}", milliseconds(time));
    };
    phase("read", clock.read - clock.begun + stats.read);
    phase("decode", stats.decode);
    phase("validate", stats.validate);
    phase("run", ended - clock.ready);
    phase("whole", ended - clock.begun);
    let _ = writeln!(out, "\n{:<12}{:>12}{:>12}{:>12}{:>12}", "compiled", "functions", "wasm", "code", "time");
    for (name, tier) in tiers(stats).into_iter().filter(|(_, tier)| tier.functions > 0) {
        let (wasm, code) = (kilobytes(tier.wasm_bytes), kilobytes(tier.code_bytes));
        let _ = writeln!(out, "{name:<12}{:>12}{wasm:>12}{code:>12}{:>12}", tier.functions, milliseconds(tier.time));
    }
    let loaded = &stats.cache.loaded;
    if stats.cache.hits > 0 {
        let (wasm, code) = (kilobytes(loaded.wasm_bytes), kilobytes(loaded.code_bytes));
        let _ = writeln!(
            out,
            "{:<12}{:>12}{wasm:>12}{code:>12}{:>12}",
            "cached",
            loaded.functions,
            milliseconds(loaded.time)
        );
    }
    if stats.loop_entries > 0 {
        let _ = writeln!(out, "{:<12}{:>12}", "at loops", stats.loop_entries);
    }
    if stats.cache.hits + stats.cache.misses > 0 {
        let found = if stats.cache.hits > 0 { "found" } else { "not found" };
        let _ = writeln!(out, "\n{:<12}{found:>12}", "in cache");
        if stats.cache.seen > 0 {
            let _ = writeln!(out, "{:<12}{:>12}", "file", "not read");
        }
    }
    if heap.collections > 0 {
        let (count, major) = (heap.collections, heap.major);
        let (total, longest) = (milliseconds(heap.pause_total), milliseconds(heap.pause_max));
        let _ = writeln!(out, "\ncollections {count:>12} ({major} major), {total} together, the longest {longest}");
    }
    if let Some(peak) = peak {
        let _ = writeln!(out, "\nmemory      {:>12} at the most", kilobytes(peak));
    }
    out
}

fn json(clock: Clock, ended: Instant, stats: &Stats, heap: &HeapStats, peak: Option<u64>) -> Value {
    let compiled = tiers(stats).map(|(name, tier)| {
        let counts = json!({
            "functions": tier.functions,
            "wasm_bytes": tier.wasm_bytes,
            "code_bytes": tier.code_bytes,
            "ms": number(tier.time),
        });
        (name.to_owned(), counts)
    });
    json!({
        "read_ms": number(clock.read - clock.begun + stats.read),
        "decode_ms": number(stats.decode),
        "validate_ms": number(stats.validate),
        "run_ms": number(ended - clock.ready),
        "whole_ms": number(ended - clock.begun),
        "module_bytes": stats.module_bytes,
        "compiled": serde_json::Map::from_iter(compiled),
        "loop_entries": stats.loop_entries,
        "cache": {
            "hits": stats.cache.hits,
            "misses": stats.cache.misses,
            "seen": stats.cache.seen,
            "functions": stats.cache.loaded.functions,
            "code_bytes": stats.cache.loaded.code_bytes,
            "ms": number(stats.cache.loaded.time),
        },
        "gc": {
            "collections": heap.collections,
            "major": heap.major,
            "moved_bytes": heap.moved_bytes,
            "live_bytes": heap.live_bytes,
            "pause_ms": number(heap.pause_total),
            "longest_pause_ms": number(heap.pause_max),
        },
        "peak_memory_bytes": peak,
    })
}

/// Milliseconds, to the microsecond.
fn number(time: Duration) -> f64 {
    time.as_micros() as f64 / 1000.0
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1} KiB", bytes as f64 / 1024.0)
}

/// The most memory that this process has had, in bytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
