//! The project's own chores: `cargo xtask gen | tidy | bench`.
fn main() {}
