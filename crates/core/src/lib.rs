//! The instruction table, types, the module model, numeric semantics and errors of wharf.
