//! Rule: nothing in the repository names a folder of the machine it was written on.

use super::Finding;

/// Written in two halves, or this file would break its own rule.
const MACHINE: [&str; 2] = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];

/// Checks any text file.
pub fn check(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(folder) = MACHINE.iter().find(|folder| names(line, folder)) {
            let advice = format!("`{folder}` exists on one machine only: use a path from the workspace's folder");
            findings.push(Finding { file: path.to_owned(), line: index + 1, rule: "machine path", advice });
        }
    }
    findings
}

/// Whether the line names the folder as an absolute path.
fn names(line: &str, folder: &str) -> bool {
    line.match_indices(folder)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-~$})".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn absolute_machine_paths_are_found() {
        let line = concat!("see \"/wo", "rk/main/notes.md\"");
        assert_eq!(check("README.md", &format!("fine\n{line}\n"))[0].line, 2);
        assert!(check("README.md", concat!("https://example.org/wo", "rk/x and a/ro", "ot/b")).is_empty());
    }
}
