//! The `wharf` binary: parses flags and hands over to the verbs in the library.
fn main() {}
