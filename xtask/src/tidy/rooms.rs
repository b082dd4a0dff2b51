//! The rooms of the house: what each may import, and who may hold `unsafe`. One entry per folder under `crates/`.
//!
//! A new outside crate is added here and gets its line in `RATIONALE.md`.

/// Where a room may use `unsafe`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unsafe {
    /// Nowhere: the crate's root carries `#![forbid(unsafe_code)]`.
    Forbidden,
    /// In files of these names only.
    Only(&'static [&'static str]),
    /// Anywhere, each block with its reason.
    Allowed,
}

/// One room.
pub struct Room {
    /// Folder under `crates/`.
    pub folder: &'static str,
    /// Package name.
    pub package: &'static str,
    /// Rooms to its left, by folder.
    pub imports: &'static [&'static str],
    /// Crates from outside.
    pub outside: &'static [&'static str],
    /// Where it may use `unsafe`.
    pub r#unsafe: Unsafe,
}

/// The house, from left to right.
#[rustfmt::skip]
pub const ROOMS: &[Room] = &[
    Room {
        folder: "core", package: "wharf-core", r#unsafe: Unsafe::Forbidden,
        imports: &[],
        outside: &[],
    },
    Room {
        folder: "syntax", package: "wharf-syntax", r#unsafe: Unsafe::Forbidden,
        imports: &["core"],
        outside: &["memchr", "unicode-width"],
    },
    Room {
        folder: "validate", package: "wharf-validate", r#unsafe: Unsafe::Forbidden,
        imports: &["core", "syntax"],
        outside: &["rayon"],
    },
    Room {
        folder: "ir", package: "wharf-ir", r#unsafe: Unsafe::Forbidden,
        imports: &["core", "syntax", "validate"],
        outside: &[],
    },
    Room {
        folder: "opt", package: "wharf-opt", r#unsafe: Unsafe::Forbidden,
        imports: &["core", "syntax", "validate", "ir"],
        outside: &["rayon"],
    },
    Room {
        folder: "vm", package: "wharf-vm", r#unsafe: Unsafe::Allowed,
        imports: &["core", "syntax", "validate"],
        outside: &["libc", "rustix"],
    },
    Room {
        folder: "interp", package: "wharf-interp", r#unsafe: Unsafe::Only(&["frame.rs", "code.rs"]),
        imports: &["core", "syntax", "validate", "vm"],
        outside: &[],
    },
    Room {
        folder: "jit", package: "wharf-jit", r#unsafe: Unsafe::Allowed,
        imports: &["core", "syntax", "validate", "ir", "vm"],
        outside: &["cranelift-assembler-x64", "cranelift-codegen", "cranelift-control", "cranelift-entity", "cranelift-frontend", "dynasm",
                   "dynasmrt", "smallvec", "target-lexicon"],
    },
    Room {
        folder: "wharf", package: "wharf", r#unsafe: Unsafe::Forbidden,
        imports: &["core", "syntax", "validate", "vm", "interp", "jit"],
        outside: &["addr2line", "blake3", "gimli", "rayon", "rustc-demangle", "rustix", "tracing"],
    },
    Room {
        folder: "wasi", package: "wharf-wasi", r#unsafe: Unsafe::Forbidden,
        imports: &["core", "wharf"],
        outside: &["bitflags", "hyper", "rustix", "tokio"],
    },
    Room {
        folder: "component", package: "wharf-component", r#unsafe: Unsafe::Forbidden,
        imports: &["core", "syntax", "validate", "wharf"],
        outside: &["tokio", "wit-parser"],
    },
    Room {
        folder: "cli", package: "wharf-cli", r#unsafe: Unsafe::Forbidden,
        imports: &["core", "syntax", "validate", "ir", "opt", "interp", "jit", "wharf", "wasi", "component"],
        outside: &["addr2line", "anstream", "anstyle", "ariadne", "axum", "clap", "clap_complete", "clap_mangen",
                   "cpp_demangle", "gimli", "hyper", "iced-x86", "indicatif", "miette", "ratatui", "regex-lite", "rustc-demangle",
                   "serde", "serde_json", "tokio", "toml", "tracing", "tracing-subscriber", "unicode-width"],
    },
    Room {
        folder: "capi", package: "wharf-capi", r#unsafe: Unsafe::Allowed,
        imports: &["core", "syntax", "validate", "wharf", "wasi", "component"],
        outside: &[],
    },
    Room {
        folder: "js", package: "wharf-js", r#unsafe: Unsafe::Forbidden,
        imports: &["core", "syntax", "validate", "wharf", "wasi", "component"],
        outside: &["rquickjs", "tokio"],
    },
];

/// The room in that folder.
pub fn of_folder(folder: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.folder == folder)
}

/// The room of that package name.
pub fn of_package(package: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.package == package)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_only_go_left() {
        for (position, room) in ROOMS.iter().enumerate() {
            for import in room.imports {
                let left = ROOMS[..position].iter().any(|other| other.folder == *import);
                assert!(left, "{} imports {import}, which is not to its left", room.folder);
            }
        }
    }

    #[test]
    fn interp_and_jit_do_not_know_each_other() {
        assert!(!of_folder("interp").unwrap().imports.contains(&"jit"));
        assert!(!of_folder("jit").unwrap().imports.contains(&"interp"));
        assert!(!of_folder("wasi").unwrap().imports.contains(&"vm"));
    }
}
