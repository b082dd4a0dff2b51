//! How the command is linked, which decides much of what a start of it costs (RATIONALE.md: "Why is the command linked
//! in an order of its own?"). Whatever is missing here is left out: the command works without.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=start.ld");
    let var = |name: &str| env::var(name).unwrap_or_default();
    let glibc = var("CARGO_CFG_TARGET_OS") == "linux" && var("CARGO_CFG_TARGET_ENV") == "gnu";
    // Whoever chooses a linker has one whose abilities are not known here.
    let chosen = !var("RUSTC_LINKER").is_empty() || var("CARGO_ENCODED_RUSTFLAGS").contains("fuse-ld");
    if !glibc || chosen || var("HOST") != var("TARGET") || var("PROFILE") == "debug" {
        return;
    }
    let script = Path::new(&var("CARGO_MANIFEST_DIR")).join("start.ld");
    println!("cargo::rustc-link-arg-bins=-Wl,-T,{}", script.display());
    if has_unwinder() {
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
}

/// Whether the unwinder is there to be linked in, so that no start has to find and load a library of it.
fn has_unwinder() -> bool {
    let Ok(output) = Command::new("cc").arg("-print-file-name=libgcc_eh.a").output() else { return false };
    let path = String::from_utf8_lossy(&output.stdout);
    Path::new(path.trim()).is_absolute()
}
