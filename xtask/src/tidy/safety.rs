//! Rule: who may hold `unsafe`, and that each block says why it is sound.

use super::Finding;
use super::rooms::{self, Unsafe};

/// Checks one Rust file; `code` is its text without comments and literals.
pub fn check(path: &str, text: &str, code: &str) -> Vec<Finding> {
    let finding = |line, advice: String| vec![Finding { file: path.to_owned(), line, rule: "unsafe", advice }];
    let policy = match path.strip_prefix("crates/").and_then(|rest| rest.split_once('/')) {
        Some((folder, rest)) if rest.starts_with("src/") => match rooms::of_folder(folder) {
            Some(room) => room.r#unsafe,
            // An unknown room is reported at its manifest.
            None => return Vec::new(),
        },
        // Build scripts, examples, tests beside the sources.
        Some(_) => Unsafe::Allowed,
        None => Unsafe::Forbidden,
    };
    let is_root = path.ends_with("/src/lib.rs") || path.ends_with("/src/main.rs");
    if policy == Unsafe::Forbidden && is_root && !code.contains("#![forbid(unsafe_code)]") {
        return finding(1, "add `#![forbid(unsafe_code)]`: this crate holds no unsafe code".into());
    }
    let blocks = unsafe_blocks(code);
    let Some(first) = blocks.first() else { return Vec::new() };
    if let Unsafe::Only(files) = policy
        && !files.iter().any(|file| path.ends_with(&format!("/{file}")) || path.contains(&folder_of(file)))
    {
        return finding(*first, format!("in this room only {} may hold unsafe code", files.join(", ")));
    }
    let reasons = text.lines().filter(|line| line.contains("SAFETY:")).count();
    if blocks.len() > reasons {
        let advice = "write `// SAFETY: <invariant>; upheld by <function or type>` above each block";
        return finding(*first, format!("{} unsafe blocks, {reasons} reasons: {advice}", blocks.len()));
    }
    Vec::new()
}

/// The folder that holds the rest of a module: `/frame/` of `frame.rs`.
fn folder_of(file: &str) -> String {
    format!("/{}/", file.trim_end_matches(".rs"))
}

/// Lines of `unsafe { … }` and `unsafe impl`.
fn unsafe_blocks(code: &str) -> Vec<usize> {
    let mut lines = Vec::new();
    for (at, word) in code.match_indices("unsafe") {
        let bounded = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let next = code[at + word.len()..].trim_start();
        if bounded && (next.starts_with('{') || next.starts_with("impl")) {
            lines.push(code[..at].matches('\n').count() + 1);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::code_only;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(path, text, &code_only(text)).iter().map(|f| f.line).collect()
    }

    #[test]
    fn roots_forbid_unsafe() {
        assert_eq!(lines("crates/core/src/lib.rs", "//! Core.\n"), [1]);
        assert_eq!(lines("crates/core/src/lib.rs", "//! Core.\n#![forbid(unsafe_code)]\n"), []);
        assert_eq!(lines("crates/core/src/lib.rs", "//! `#![forbid(unsafe_code)]`\n"), [1]);
        assert_eq!(lines("crates/vm/src/lib.rs", "//! VM.\n"), []);
        assert_eq!(lines("xtask/src/main.rs", "//! Chores.\n"), [1]);
    }

    #[test]
    fn each_block_has_its_reason() {
        let block = "//! M.\nfn f() {\n    unsafe { g() }\n}\n";
        assert_eq!(lines("crates/vm/src/m.rs", block), [3]);
        assert_eq!(lines("crates/vm/src/m.rs", &block.replace("    unsafe", "    // SAFETY: x\n    unsafe")), []);
        assert_eq!(lines("crates/vm/src/m.rs", "//! M.\nunsafe fn f();\n// unsafe { }\n"), []);
    }

    #[test]
    fn in_interp_only_frames_hold_unsafe() {
        let reasoned = "//! M.\n// SAFETY: x\nunsafe impl Send for A {}\n";
        assert_eq!(lines("crates/interp/src/frame.rs", reasoned), []);
        assert_eq!(lines("crates/interp/src/frame/memory.rs", reasoned), []);
        assert_eq!(lines("crates/interp/src/run.rs", reasoned), [3]);
    }
}
