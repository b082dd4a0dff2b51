//! `cargo xtask gen`: writes what follows mechanically from the instruction table (`crates/core/src/ops.rs`).
//!
//! Owns which files are generated. The files are checked in and readable; [`check`] and a test fail when they drift.

mod eval;
mod op;
mod tables;

use std::fs;
use std::path::Path;
use wharf_core::ops::{Row, TABLE};

/// One generated file.
pub struct Output {
    /// Path from the workspace's folder.
    pub path: &'static str,
    /// Its whole text.
    pub text: String,
}

/// Opens every generated file: the module's documentation follows.
const BANNER: &str = "// Written by `cargo xtask gen` from `crates/core/src/ops.rs`. Do not edit.\n\n";

/// Everything there is to generate.
pub fn outputs() -> Result<Vec<Output>, String> {
    let rows = sorted_rows()?;
    Ok(vec![
        Output { path: "crates/core/src/generated/mod.rs", text: module() },
        Output { path: "crates/core/src/generated/eval.rs", text: eval::render(&rows) },
        Output { path: "crates/core/src/generated/op.rs", text: op::render(&rows) },
        Output { path: "crates/core/src/generated/tables.rs", text: tables::render(&rows)? },
    ])
}

/// Writes the files that differ.
pub fn write(root: &Path) -> Result<(), String> {
    for output in drifted(root)? {
        let path = root.join(output.path);
        fs::write(&path, &output.text).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("wrote {}", output.path);
    }
    Ok(())
}

/// Fails when a file differs from what the table gives.
pub fn check(root: &Path) -> Result<(), String> {
    let drifted: Vec<&str> = drifted(root)?.iter().map(|output| output.path).collect();
    if drifted.is_empty() {
        return Ok(());
    }
    Err(format!("out of date: {}; run `cargo xtask gen` and commit the result", drifted.join(", ")))
}

/// The files on disk that are not what the table gives.
pub fn drifted(root: &Path) -> Result<Vec<Output>, String> {
    let mut outputs = outputs()?;
    outputs.retain(|output| fs::read_to_string(root.join(output.path)).ok().as_ref() != Some(&output.text));
    Ok(outputs)
}

/// The table in order of prefix and opcode, checked for what the row macro cannot check.
fn sorted_rows() -> Result<Vec<Row>, String> {
    let mut rows = TABLE.to_vec();
    rows.sort_by_key(|row| (row.prefix, row.code));
    for pair in rows.windows(2) {
        if (pair[0].prefix, pair[0].code) == (pair[1].prefix, pair[1].code) {
            return Err(format!("{} and {} have the same opcode", pair[0].ident, pair[1].ident));
        }
    }
    if let Some(row) = rows.iter().find(|row| row.prefix == 0 && row.code > 0xFA) {
        return Err(format!("{}: {:#04X} is a prefix or no byte", row.ident, row.code));
    }
    Ok(rows)
}

fn module() -> String {
    format!(
        "//! What is generated from the instruction table: the [`Op`] enum and its tables.\n\
         //!\n\
         //! Refuses anything written by hand; questions about an [`Op`] are asked through its methods, in `ops/access.rs`.\n\n\
         {BANNER}\
         pub(crate) mod eval;\n\
         mod op;\n\
         pub(crate) mod tables;\n\n\
         pub use op::Op;\n"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn generated_files_are_up_to_date() {
        super::check(&crate::root()).unwrap();
    }
}
