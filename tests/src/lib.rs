//! Tests that cross rooms; what they share stands here.
