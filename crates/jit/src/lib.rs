//! The compiled tiers of wharf: a single-pass baseline and an optimising compiler.
