//! Chooses the dispatch twin: tail calls between handlers are only sure to be jumps in optimised builds of targets that
//! pass six words in registers; everywhere else handlers return to a loop.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(threaded)");
    let var = |name: &str| env::var(name).unwrap_or_default();
    let optimised = matches!(var("OPT_LEVEL").as_str(), "2" | "3" | "s");
    let registers = matches!(var("CARGO_CFG_TARGET_ARCH").as_str(), "x86_64" | "aarch64");
    if optimised && registers && var("CARGO_CFG_TARGET_OS") != "windows" {
        println!("cargo:rustc-cfg=threaded");
    }
}
