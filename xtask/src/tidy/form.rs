//! Rules on the form of a Rust file: it says what it owns, is short, is named after what it holds, and holds no stubs.

use super::Finding;

/// Lines a file may have before its tests.
const LONGEST: usize = 700;

/// Checks one file; `code` is its text without comments and literals.
pub fn check(path: &str, text: &str, code: &str) -> Vec<Finding> {
    let finding = |line, rule, advice: String| Finding { file: path.to_owned(), line, rule, advice };
    let mut findings = Vec::new();

    let first = text.lines().position(|line| !line.trim().is_empty()).unwrap_or(0);
    if !text.lines().nth(first).is_some_and(|line| line.starts_with("//!")) {
        let advice = "open the file with `//!`: what it owns, what it refuses, which section of the specification";
        findings.push(finding(first + 1, "header", advice.into()));
    }

    let lines = text.lines().position(|line| line == "#[cfg(test)]").unwrap_or(text.lines().count());
    if lines > LONGEST && !may_be_long(path) {
        let advice = format!("{lines} lines, at most {LONGEST}: give each concept its own file");
        findings.push(finding(LONGEST + 1, "length", advice));
    }

    let name = path.rsplit('/').next().unwrap_or(path);
    if matches!(name, "utils.rs" | "util.rs") || path.ends_with("/utils/mod.rs") {
        findings.push(finding(1, "name", "call the file after what it holds, not `utils`".into()));
    }

    for (index, line) in code.lines().enumerate() {
        for stub in ["todo!", "unimplemented!"] {
            if line.match_indices(stub).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
            {
                let advice = format!("`{stub}` ships a crash: do it, or return an error that names what is missing");
                findings.push(finding(index + 1, "stub", advice));
            }
        }
    }
    findings
}

/// Tables, generated code and tests.
fn may_be_long(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    parts.contains(&"generated")
        || parts.contains(&"tests")
        || path.ends_with("/tests.rs")
        || path.ends_with("_tests.rs")
        || path == "crates/core/src/ops.rs"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::code_only;

    fn rules(path: &str, text: &str) -> Vec<(usize, &'static str)> {
        check(path, text, &code_only(text)).iter().map(|f| (f.line, f.rule)).collect()
    }

    #[test]
    fn a_file_says_what_it_owns() {
        assert_eq!(rules("crates/a/src/b.rs", "\nuse x;\n"), [(2, "header")]);
        assert_eq!(rules("crates/a/src/b.rs", ""), [(1, "header")]);
        assert_eq!(rules("crates/a/src/b.rs", "//! B.\n"), []);
    }

    #[test]
    fn length_is_counted_up_to_the_tests() {
        let long = format!("//! B.\n{}", "x\n".repeat(700));
        let tested = format!("//! B.\n#[cfg(test)]\n{}", "x\n".repeat(700));
        assert_eq!(rules("crates/a/src/b.rs", &long), [(701, "length")]);
        assert_eq!(rules("crates/a/src/b.rs", &tested), []);
        assert_eq!(rules("crates/a/src/generated/b.rs", &long), []);
        assert_eq!(rules("crates/a/tests/b.rs", &long), []);
    }

    #[test]
    fn stubs_are_found_in_code_only() {
        let stub = concat!("to", "do!()");
        assert_eq!(rules("crates/a/src/b.rs", &format!("//! {stub}\nfn f() {{ {stub} }}\n")), [(2, "stub")]);
        assert_eq!(rules("crates/a/src/b.rs", &format!("//! B.\nmy_{stub};\n// {stub}\n")), []);
    }
}
