//! `cargo xtask order`: which functions every start enters, written as the order in which the linker places them.
//!
//! Owns `crates/cli/start.ld`. Watches starts of a program through gdb (`entries.py`); how the command is linked with what
//! it finds is the matter of `crates/cli/build.rs`.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

const USAGE: &str = "usage: cargo xtask order [WHARF]   (the default is target/dist/wharf; needs gdb and nm)";

/// Starts the program in each way that counts and writes what it enters.
pub fn run(root: &Path, arguments: &[&str]) -> Result<(), String> {
    let program = match arguments {
        [] => root.join("target/dist/wharf"),
        [program] if !program.starts_with('-') => program.into(),
        _ => return Err(USAGE.into()),
    };
    let scratch = std::env::temp_dir().join(format!("wharf-order-{}", std::process::id()));
    fs::create_dir_all(&scratch).map_err(|error| format!("{}: {error}", scratch.display()))?;
    let cache = format!("--cache-dir={}", scratch.display());
    let mut names = Vec::new();
    // Without a cache, with an empty one, with a full one.
    let seen: Result<(), String> = ["--no-cache", &cache, &cache].iter().try_for_each(|flag| {
        let module = root.join("benches/kernels/startup.wasm");
        names.extend(entries(root, &scratch, Command::new(&program).args(["run", flag]).arg(module))?);
        Ok(())
    });
    let _ = fs::remove_dir_all(&scratch);
    seen?;
    let patterns = patterns(names.iter().map(String::as_str));
    let path = root.join("crates/cli/start.ld");
    fs::write(&path, script(&patterns)).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("wrote {} with {} functions", path.display(), patterns.len());
    Ok(())
}

/// The names of the functions that a command enters, by first entry.
fn entries(root: &Path, scratch: &Path, command: &Command) -> Result<Vec<String>, String> {
    let list = scratch.join("entries");
    let output = Command::new("gdb")
        .args(["-q", "-batch", "-nx", "-x"])
        .arg(root.join("xtask/src/order/entries.py"))
        .arg("--args")
        .arg(command.get_program())
        .args(command.get_args())
        .env("ENTRIES", &list)
        .output()
        .map_err(|error| format!("gdb: {error}"))?;
    let text = fs::read_to_string(&list)
        .map_err(|error| format!("gdb: {error}: {}", String::from_utf8_lossy(&output.stderr)))?;
    Ok(text.lines().map(str::to_owned).collect())
}

/// Patterns for names, each once.
fn patterns<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut patterns: Vec<String> = Vec::new();
    for pattern in names.map(pattern) {
        if !patterns.contains(&pattern) {
            patterns.push(pattern);
        }
    }
    patterns
}

/// A name without what the next build has otherwise: the hash at its end in the older form of Rust's mangled names
/// (`_ZN…17h…E`), the hashes of crates in the newer one (`_R…Cs…_`).
fn pattern(name: &str) -> String {
    if let Some(hash) = name.rfind("17h").filter(|_| name.starts_with("_ZN")) {
        return format!("{}17h*", &name[..hash]);
    }
    if !name.starts_with("_R") {
        return name.to_owned();
    }
    let mut parts = name.split("Cs");
    let mut pattern = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('_') {
            Some((hash, rest)) if hash.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                let _ = write!(pattern, "Cs*_{rest}");
            }
            _ => {
                let _ = write!(pattern, "Cs{part}");
            }
        }
    }
    pattern
}

/// The linker script.
fn script(patterns: &[String]) -> String {
    let mut text = "\
/* Written by `cargo xtask order`. Do not edit.
 *
 * The functions that every start of wharf enters, side by side and by first entry: what a start touches is then a part
 * of the program in one piece, instead of pages all over it. A name that is no more, or not here yet, costs nothing
 * but that. crates/cli/build.rs gives this to the linker.
 */
SECTIONS
{
  .text.start :
  {
"
    .to_owned();
    for pattern in patterns {
        // Functions called seldom have `unlikely.` before their names; names that are not mangled are short, and many others
        // end like them.
        let mangled = if pattern.starts_with("_Z") || pattern.starts_with("_R") { "*" } else { "" };
        let _ = writeln!(text, "    *(.text.{mangled}{pattern})");
    }
    text.push_str("  }\n}\nINSERT BEFORE .text;\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_hashes() {
        assert_eq!(pattern("_ZN5wharf4main17hf68e01902b7c250eE"), "_ZN5wharf4main17h*");
        assert_eq!(pattern("_RNvNtCs9aB_4core3fmt5writeCs1_3std"), "_RNvNtCs*_4core3fmt5writeCs*_3std");
        assert_eq!(pattern("_start"), "_start");
    }

    #[test]
    fn each_pattern_stands_once() {
        assert_eq!(patterns(["_ZN1a17h0E", "main", "_ZN1a17h1E"].into_iter()), ["_ZN1a17h*", "main"]);
    }
}
