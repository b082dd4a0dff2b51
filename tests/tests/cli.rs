//! The command line, as files: each file in `tests/cli` has `;; RUN: wharf …` lines; what they print and how they end
//! stands in the file of the same name with `.out` behind it, as a transcript.
//!
//! A RUN line is for the shell, with `tests/cli` as its directory; `%s` is the file itself, `%t` a directory of its
//! own that is empty at first; the code cache is empty at first too. In the transcript `$ ` opens a command, `! ` a line on
//! standard error, and `? ` an exit code other than 0. `BLESS=1 cargo test -p wharf-tests --test cli` writes the transcripts anew; `CLI=name` runs only
//! the files whose name contains it.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[test]
fn transcripts() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("cli");
    let only = std::env::var("CLI").unwrap_or_default();
    let bless = std::env::var_os("BLESS").is_some();
    let bin = bin_directory();
    let _ = std::fs::remove_dir_all(Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli-caches"));
    let mut broken = String::new();
    let (mut seen, mut known) = (BTreeSet::new(), BTreeSet::new());
    for path in files(&dir) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix(".out") {
            known.insert(stem.to_owned());
            continue;
        }
        let commands = commands(&path);
        if commands.is_empty() {
            continue;
        }
        seen.insert(name.clone());
        if name.contains(&only) {
            check(&dir, &name, &commands, &bin, bless, &mut broken);
        }
    }
    for orphan in known.difference(&seen) {
        let _ = writeln!(broken, "{orphan}.out belongs to no test");
    }
    assert!(broken.is_empty(), "{broken}\nif that is as it should be: BLESS=1 cargo test -p wharf-tests --test cli");
}

/// All files, in order of their names.
fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).expect("tests/cli exists");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

/// A directory whose `wharf` is the binary under test.
fn bin_directory() -> PathBuf {
    let bin = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli-bin");
    std::fs::create_dir_all(&bin).expect("a directory for the binary");
    let link = bin.join("wharf");
    let _ = std::fs::remove_file(&link);
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_wharf-under-test"), &link).expect("a link to the binary");
    bin
}

/// What stands behind `;; RUN:` in the file.
fn commands(path: &Path) -> Vec<String> {
    let bytes = std::fs::read(path).expect("a readable test");
    let text = String::from_utf8_lossy(&bytes);
    text.lines().filter_map(|line| line.strip_prefix(";; RUN:")).map(|command| command.trim().to_owned()).collect()
}

/// Runs a file's commands and compares the transcript, or writes it.
fn check(dir: &Path, name: &str, commands: &[String], bin: &Path, bless: bool, broken: &mut String) {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = std::fs::remove_dir_all(&scratch);
    std::fs::create_dir_all(&scratch).expect("a scratch directory");
    let scratch = scratch.to_string_lossy().into_owned();
    let transcript: String = commands.iter().map(|command| transcript(dir, name, command, bin, &scratch)).collect();
    let expected_path = dir.join(format!("{name}.out"));
    let expected = std::fs::read_to_string(&expected_path).unwrap_or_default();
    if transcript == expected {
        return;
    }
    if bless {
        std::fs::write(&expected_path, transcript).expect("a writable transcript");
    } else {
        let _ = writeln!(broken, "{name}: the transcript differs\n{}", difference(&expected, &transcript));
    }
}

/// Runs one command and tells what it printed and how it ended.
fn transcript(dir: &Path, name: &str, command: &str, bin: &Path, scratch: &str) -> String {
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .arg("-c")
        .arg(command.replace("%s", name).replace("%t", scratch))
        .current_dir(dir)
        .env("PATH", path)
        .env_remove("WHARF_TIER")
        .env_remove("NO_COLOR")
        .env_remove("WHARF_CACHE_DIR")
        .env("XDG_CACHE_HOME", Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli-caches"))
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    let mut told = format!("$ {}\n", command.replace("%s", name));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(scratch, "%t");
    told.push_str(&text(&output.stdout));
    if !told.ends_with('\n') {
        told.push_str("⏎\n");
    }
    text(&output.stderr).lines().for_each(|line| {
        let _ = writeln!(told, "{}", format!("! {line}").trim_end());
    });
    match output.status.code() {
        Some(0) => {}
        Some(code) => {
            let _ = writeln!(told, "? {code}");
        }
        None => {
            let _ = writeln!(told, "? {}", output.status);
        }
    }
    told.push('\n');
    told
}

/// The lines from the first that differs on.
fn difference(expected: &str, got: &str) -> String {
    let same = expected.lines().zip(got.lines()).take_while(|(a, b)| a == b).count();
    let mut out = String::new();
    for (sign, text) in [('-', expected), ('+', got)] {
        text.lines().skip(same).take(12).for_each(|line| {
            let _ = writeln!(out, "  {sign} {line}");
        });
    }
    out
}
