//! Measures printing and parsing beside the crates that `wasm-tools` is made of.
//!
//! `cargo run --release --example text_speed -- TASK FILE [REPEAT]`, where TASK is `print`, `fold` or `parse` for ours,
//! `oracle-print`, `oracle-fold` or `oracle-parse` for theirs; `exact` prints exactly, reads that again and compares. FILE is a binary module for the printers and a text for
//! the parsers (`-o FILE` behind the arguments of a printer writes it). One task a process, so that the peak of
//! memory is that task's.

use std::time::Instant;

use wharf_core::features::Features;
use wharf_syntax::binary::{decode_module, decode_names};
use wharf_syntax::text;
use wharf_syntax::text::print::Options;

fn print(bytes: &[u8], fold: bool) -> Vec<u8> {
    let module = decode_module(bytes.to_vec(), &Features::all()).expect("a module");
    let mut out = Vec::new();
    let options = Options { fold, ..Options::default() };
    text::print(&module, &decode_names(&module), &options, &mut out).expect("printed");
    out
}

fn exact(bytes: &[u8]) -> Vec<u8> {
    let module = decode_module(bytes.to_vec(), &Features::all()).expect("a module");
    let mut out = Vec::new();
    text::print_exact(&module, &decode_names(&module), &Options::default(), &mut out).expect("printed");
    assert!(text::parse_bytes(&out).expect("parsed").bytes == bytes, "other bytes");
    out
}

fn oracle_print(bytes: &[u8], fold: bool) -> Vec<u8> {
    let mut out = String::new();
    let mut config = wasmprinter::Config::new();
    config.fold_instructions(fold);
    config.print(bytes, &mut wasmprinter::PrintFmtWrite(&mut out)).expect("printed");
    out.into_bytes()
}

fn oracle_parse(source: &str) -> Vec<u8> {
    let mut lexer = wast::lexer::Lexer::new(source);
    lexer.allow_confusing_unicode(true);
    let buffer = wast::parser::ParseBuffer::new_with_lexer(lexer).expect("tokens");
    wast::parser::parse::<wast::Wat<'_>>(&buffer).expect("parsed").encode().expect("encoded")
}

/// The most memory this process has had, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let (task, file) = (args[1].as_str(), &args[2]);
    let repeat = args.get(3).and_then(|word| word.parse().ok()).unwrap_or(3);
    let input = std::fs::read(file).expect("the file can be read");
    let before = peak();
    let (mut best, mut output) = (f64::MAX, Vec::new());
    for _ in 0..repeat {
        drop(std::mem::take(&mut output));
        let start = Instant::now();
        let source = || std::str::from_utf8(&input).expect("text");
        output = match task {
            "print" => print(&input, false),
            "fold" => print(&input, true),
            "exact" => exact(&input),
            "parse" => text::parse(source()).expect("parsed").bytes,
            "oracle-print" => oracle_print(&input, false),
            "oracle-fold" => oracle_print(&input, true),
            "oracle-parse" => oracle_parse(source()),
            other => panic!("no task {other}"),
        };
        best = best.min(start.elapsed().as_secs_f64());
    }
    let (input, written) = (input.len() as f64 / 1e6, output.len() as f64 / 1e6);
    println!("{task}: {best:.3} s, {input:.1} MB in, {written:.1} MB out, peak {} MiB ({before} before)", peak());
    if let Some(at) = args.iter().position(|arg| arg == "-o") {
        std::fs::write(&args[at + 1], &output).expect("the file can be written");
    }
}
