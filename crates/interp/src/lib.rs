//! The interpreter tier of wharf.
