//! Reads the dependencies out of a `Cargo.toml`, with their lines. Not a TOML parser: it knows the forms cargo's manual
//! gives for dependencies and ignores everything else.

/// One dependency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dependency {
    /// Package name (the value of `package`, when the dependency is renamed).
    pub package: String,
    /// Line in the manifest, from 1.
    pub line: usize,
}

/// Dependencies of the shipped crate: normal ones and those of build scripts, for any target, but not those of tests.
pub fn dependencies(text: &str) -> Vec<Dependency> {
    let mut found: Vec<Dependency> = Vec::new();
    let mut section = Section::Other;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = Section::of(header);
            if let Section::One(package) = &section {
                found.push(Dependency { package: package.clone(), line: index + 1 });
            }
            continue;
        }
        let Some((key, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) else { continue };
        match &section {
            Section::List => {
                let name = key.split('.').next().unwrap_or(key).trim().trim_matches('"');
                let package = renamed(value).unwrap_or(name);
                found.push(Dependency { package: package.to_owned(), line: index + 1 });
            }
            Section::One(_) if key.trim() == "package" => {
                if let (Some(last), Some(package)) = (found.last_mut(), quoted(value)) {
                    last.package = package.to_owned();
                }
            }
            _ => {}
        }
    }
    found
}

enum Section {
    /// `[dependencies]`: a dependency per line.
    List,
    /// `[dependencies.name]`: one dependency.
    One(String),
    Other,
}

impl Section {
    fn of(header: &str) -> Section {
        // `target.'cfg(unix)'.dependencies`, `target."x86_64-…".build-dependencies`
        let header = match header.strip_prefix("target.") {
            Some(rest) => rest.split_once("'.").or_else(|| rest.split_once("\".")).map_or(rest, |(_, kind)| kind),
            None => header,
        };
        for kind in ["dependencies", "build-dependencies"] {
            if header == kind {
                return Section::List;
            }
            if let Some(name) = header.strip_prefix(kind).and_then(|rest| rest.strip_prefix('.')) {
                return Section::One(name.trim_matches('"').to_owned());
            }
        }
        Section::Other
    }
}

/// The real name in `{ package = "name", … }`.
fn renamed(value: &str) -> Option<&str> {
    let table = value.trim().strip_prefix('{')?;
    let (_, after) = table.split_once("package")?;
    quoted(after.trim_start().strip_prefix('=')?)
}

fn quoted(value: &str) -> Option<&str> {
    value.trim().strip_prefix('"')?.split_once('"').map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_dependency_is_seen() {
        let manifest = r#"
[package]
name = "x"
[dependencies]
wharf-core.workspace = true
# libc = "1"
short = { package = "long-name", version = "1" }
[dependencies.table]
version = "1"
[target.'cfg(unix)'.dependencies]
libc = "0.2"
[build-dependencies]
cc = "1"
[dev-dependencies]
insta = "1"
[features]
default = []
"#;
        let found = dependencies(manifest);
        let names: Vec<&str> = found.iter().map(|d| d.package.as_str()).collect();
        assert_eq!(names, ["wharf-core", "long-name", "table", "libc", "cc"]);
        assert_eq!(found[0].line, 5);
    }
}
