//! WASI for wharf: one capability core, thin faces for each preview.
