//! Names this build for the code cache: a hash of the sources that compiled code depends on. Code made by another build is
//! not found by this one, also while wharf itself is being changed. Outside of its workspace the version says it all.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// The rooms whose sources count: what compiles, and what compiled code calls.
const ROOMS: [&str; 6] = ["core", "syntax", "validate", "vm", "jit", "wharf"];

fn main() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut hasher = DefaultHasher::new();
    for room in ROOMS {
        let sources = crates.join(room).join("src");
        println!("cargo::rerun-if-changed={}", sources.display());
        let mut files = Vec::new();
        collect(&sources, &mut files);
        files.sort();
        for file in files {
            let name = file.strip_prefix(&crates).unwrap_or(&file);
            (name, std::fs::read(&file).unwrap_or_default()).hash(&mut hasher);
        }
    }
    let lock = crates.join("../Cargo.lock");
    println!("cargo::rerun-if-changed={}", lock.display());
    std::fs::read(lock).unwrap_or_default().hash(&mut hasher);
    println!("cargo::rustc-env=WHARF_BUILD={:016x}", hasher.finish());
}

/// All files below a directory.
fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
