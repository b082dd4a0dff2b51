//! Rule: a room imports only rooms to its left, and only outside crates it is allowed. Dependencies of tests are free.

use super::{Finding, manifest, rooms};

/// Checks the manifest of the room in `crates/<folder>`.
pub fn check(path: &str, folder: &str, text: &str) -> Vec<Finding> {
    let finding = |line, advice| Finding { file: path.to_owned(), line, rule: "imports", advice };
    let Some(room) = rooms::of_folder(folder) else {
        return vec![finding(1, format!("`{folder}` is no known room; add it to xtask/src/tidy/rooms.rs"))];
    };
    let judge = |dependency: manifest::Dependency| {
        let name = dependency.package;
        let advice = match rooms::of_package(&name) {
            Some(other) if room.imports.contains(&other.folder) => return None,
            Some(other) => format!("`{folder}` may not import `{}`, which is not to its left", other.folder),
            None if room.outside.contains(&name.as_str()) => return None,
            None => format!("outside crate `{name}`: allow it in xtask/src/tidy/rooms.rs and say why in RATIONALE.md"),
        };
        Some(finding(dependency.line, advice))
    };
    manifest::dependencies(text).into_iter().filter_map(judge).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advice(folder: &str, dependencies: &str) -> Vec<String> {
        let text = format!("[dependencies]\n{dependencies}\n");
        check("crates/x/Cargo.toml", folder, &text).into_iter().map(|f| f.advice).collect()
    }

    #[test]
    fn left_is_fine_right_is_not() {
        assert!(advice("vm", "wharf-core.workspace = true\nlibc = \"0.2\"").is_empty());
        assert_eq!(
            advice("vm", "wharf-interp.workspace = true"),
            ["`vm` may not import `interp`, which is not to its left"]
        );
        assert!(advice("core", "serde = \"1\"")[0].starts_with("outside crate `serde`"));
        assert!(advice("attic", "")[0].contains("no known room"));
    }
}
