//! `cargo xtask tidy`: the house rules that neither rustc nor clippy checks. Reads files, builds nothing, asks no
//! network.
//!
//! Each rule is a file here and a pure function from text to [`Finding`]s; this file owns walking the tree and deciding
//! which rule looks at which file.

mod form;
mod imports;
mod manifest;
mod paths;
mod rooms;
mod safety;
mod source;

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;

/// One broken rule at one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Path from the workspace's folder.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// The rule's name.
    pub rule: &'static str,
    /// What is wrong, and what to do about it.
    pub advice: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file, self.line, self.rule, self.advice)
    }
}

/// A tracked text file.
struct File {
    path: String,
    text: String,
}

/// Prints every finding; fails when there is one.
pub fn run(root: &Path) -> Result<(), String> {
    let files = tracked_text(root)?;
    let mut findings = check(&files);
    for output in crate::r#gen::drifted(root)? {
        findings.push(Finding {
            file: output.path.into(),
            line: 1,
            rule: "generated",
            advice: "differs from what the instruction table gives; run `cargo xtask gen` and commit the result".into(),
        });
    }
    findings.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => Ok(()),
        count => Err(format!("{count} finding{} in {} files", if count == 1 { "" } else { "s" }, files.len())),
    }
}

/// Every rule but the one about generated files.
fn check(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for File { path, text } in files {
        findings.extend(paths::check(path, text));
        if let Some(folder) = room_folder(path, "Cargo.toml") {
            findings.extend(imports::check(path, folder, text));
        }
        if path.ends_with(".rs") && (path.starts_with("crates/") || path.starts_with("xtask/")) {
            let code = source::code_only(text);
            findings.extend(form::check(path, text, &code));
            findings.extend(safety::check(path, text, &code));
        }
    }
    findings
}

/// The room's folder name, when `path` is `crates/<folder>/<file>`.
fn room_folder<'a>(path: &'a str, file: &str) -> Option<&'a str> {
    let (folder, rest) = path.strip_prefix("crates/")?.split_once('/')?;
    (rest == file).then_some(folder)
}

/// The files git tracks, and those it would if they were added; binary files are left out.
fn tracked_text(root: &Path) -> Result<Vec<File>, String> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .map_err(|error| format!("cannot run git to list files: {error}"))?;
    if !output.status.success() {
        return Err(format!("git ls-files: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    let paths = String::from_utf8(output.stdout).map_err(|_| "a tracked file's name is not UTF-8".to_owned())?;
    let files = paths.split_terminator('\0').filter_map(|path| {
        // Deleted but still in the index, or binary: nothing to read.
        let text = fs::read_to_string(root.join(path)).ok()?;
        Some(File { path: path.to_owned(), text })
    });
    Ok(files.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_prints_as_a_place_a_rule_and_advice() {
        let files = [File { path: "crates/core/src/utils.rs".into(), text: "//! Things.\n".into() }];
        let printed: Vec<String> = check(&files).iter().map(Finding::to_string).collect();
        assert_eq!(printed, ["crates/core/src/utils.rs:1: name: call the file after what it holds, not `utils`"]);
    }

    #[test]
    fn only_a_crate_s_own_manifest_is_a_room_s() {
        assert_eq!(room_folder("crates/jit/Cargo.toml", "Cargo.toml"), Some("jit"));
        assert_eq!(room_folder("crates/jit/fuzz/Cargo.toml", "Cargo.toml"), None);
        assert_eq!(room_folder("xtask/Cargo.toml", "Cargo.toml"), None);
    }
}
