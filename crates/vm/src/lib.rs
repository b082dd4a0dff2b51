//! The runtime floor of wharf: store, instances, memories, tables, GC heap, traps, guest stacks.
