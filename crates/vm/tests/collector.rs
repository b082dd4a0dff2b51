//! The collector against a model: the same graph in plain vectors.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use wharf_core::canon::{Registry, TypeId};
use wharf_core::types::{CompositeType, FieldType, HeapType, RefType, StorageType, SubType, ValType};
use wharf_vm::gc::Extension::Unsigned;
use wharf_vm::{GcRef, NoTier, Root, Store, StoreConfig};

fn store(config: StoreConfig) -> Store {
    Store::new(Arc::new(Registry::new()), Arc::new(NoTier), config, Box::new(()))
}

/// A node with an id and two edges, and an array of nodes.
fn types(store: &Store) -> (TypeId, TypeId) {
    let field = |ty| FieldType { storage: StorageType::Val(ty), mutable: true };
    let edge = field(RefType::new(true, HeapType::Any).into());
    let node = SubType::plain(CompositeType::Struct([field(ValType::I64), edge, edge].into()));
    let array = SubType::plain(CompositeType::Array(edge));
    let ids = store.registry().intern(&[node, array], &[0..1, 1..2]);
    (ids[0], ids[1])
}

struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

fn check(store: &mut Store, node: TypeId, roots: &[Root], model: &[(u64, [Option<usize>; 2])]) {
    for (root, (id, edges)) in roots.iter().zip(model) {
        let object = Some(root.get(store));
        assert_eq!(store.struct_get(node, 0, object, Unsigned).unwrap()[0], *id);
        for (index, edge) in edges.iter().enumerate() {
            let target = GcRef::from_slot(store.struct_get(node, index as u32 + 1, object, Unsigned).unwrap()[0]);
            assert_eq!(target, edge.map(|edge| roots[edge].get(store)));
        }
    }
}

#[test]
fn a_graph_survives_as_it_was() {
    for gc_stress in [false, true] {
        let mut store = store(StoreConfig { gc_stress, ..StoreConfig::default() });
        let (node, _) = types(&store);
        let (mut roots, mut model, mut random) = (Vec::<Root>::new(), Vec::new(), Random(0x9e37_79b9));
        for step in 0..2_000u64 {
            if roots.len() < 50 {
                let object = store.struct_new(node, &mut [step, 0, 0]).unwrap();
                roots.push(store.root(object));
                model.push((step, [None, None]));
            }
            // Garbage.
            store.struct_new(node, &mut [u64::MAX, 0, 0]).unwrap();
            let (from, to, edge) = (random.below(roots.len()), random.below(roots.len()), random.below(2));
            let (object, target) = (roots[from].get(&store), roots[to].get(&store));
            store.struct_set(node, edge as u32 + 1, Some(object), [target.to_slot(), 0]).unwrap();
            model[from].1[edge] = Some(to);
            if step % 100 == 0 {
                check(&mut store, node, &roots, &model);
            }
        }
        store.collect().unwrap();
        check(&mut store, node, &roots, &model);
        assert_eq!(store.heap_stats().live_bytes, 50 * 24);
    }
}

/// The nodes reachable from a root: their ids in the order of a walk along first edges, then second ones.
fn walk(store: &mut Store, node: TypeId, root: &Root) -> Vec<u64> {
    let (mut ids, mut todo) = (Vec::new(), vec![root.get(store)]);
    while let Some(object) = todo.pop() {
        ids.push(store.struct_get(node, 0, Some(object), Unsigned).unwrap()[0]);
        for edge in [2, 1] {
            todo.extend(GcRef::from_slot(store.struct_get(node, edge, Some(object), Unsigned).unwrap()[0]));
        }
    }
    ids
}

/// The same of the model.
fn walk_model(model: &[[usize; 2]]) -> Vec<u64> {
    let (mut ids, mut todo) = (Vec::new(), vec![0]);
    while let Some(index) = todo.pop() {
        ids.push(index as u64);
        todo.extend([model[index][1], model[index][0]].into_iter().filter(|edge| *edge != 0));
    }
    ids
}

/// Exchanges two branches at the end of a random walk: a child of the node there for a grandchild on its other side. So
/// what is old comes to hang where only a write tells of it.
fn exchange(store: &mut Store, node: TypeId, root: &Root, model: &mut [[usize; 2]], random: &mut Random) {
    let get = |store: &mut Store, object, edge: usize| {
        GcRef::from_slot(store.struct_get(node, edge as u32 + 1, Some(object), Unsigned).unwrap()[0])
    };
    let (mut object, mut at) = (root.get(store), 0);
    loop {
        let (edge, below) = (random.below(2), random.below(2));
        let Some(next) = get(store, object, edge) else { return };
        if random.below(6) == 0 {
            let (child, grandchild) = (get(store, object, 1 - edge), get(store, next, below));
            let slot = |reference: Option<GcRef>| [reference.map_or(0, GcRef::to_slot), 0];
            store.struct_set(node, (1 - edge) as u32 + 1, Some(object), slot(grandchild)).unwrap();
            store.struct_set(node, below as u32 + 1, Some(next), slot(child)).unwrap();
            let next = model[at][edge];
            (model[at][1 - edge], model[next][below]) = (model[next][below], model[at][1 - edge]);
            return;
        }
        (object, at) = (next, model[at][edge]);
    }
}

#[test]
fn old_objects_keep_young_ones_alive() {
    for gc_stress in [false, true] {
        let mut store = store(StoreConfig { gc_stress, ..StoreConfig::default() });
        let (node, array) = types(&store);
        let first = store.struct_new(node, &mut [0, 0, 0]).unwrap();
        let root = store.root(first);
        let (mut model, mut random) = (vec![[0usize; 2]], Random(0x2545_f491));
        for step in 0..if gc_stress { 2_000 } else { 20_000 } {
            store.array_new_default(array, 1_000).unwrap();
            // A tree that is held by its root alone: cut branches off and let new ones grow at the end of random walks.
            let object = store.struct_new(node, &mut [model.len() as u64, 0, 0]).unwrap();
            let (mut parent, mut at) = (root.get(&store), 0);
            loop {
                let edge = random.below(2);
                let next = store.struct_get(node, edge as u32 + 1, Some(parent), Unsigned).unwrap()[0];
                if next == 0 || random.below(12) == 0 {
                    store.struct_set(node, edge as u32 + 1, Some(parent), [object.to_slot(), 0]).unwrap();
                    model[at][edge] = model.len();
                    break;
                }
                (parent, at) = (GcRef::from_slot(next).unwrap(), model[at][edge]);
            }
            model.push([0, 0]);
            exchange(&mut store, node, &root, &mut model, &mut random);
            if step % 64 == 0 {
                assert_eq!(walk(&mut store, node, &root), walk_model(&model), "after {step} steps");
            }
        }
        assert!(store.heap_stats().collections > 2, "{:?}", store.heap_stats());
    }
}

#[test]
fn a_large_graph_that_changes_is_marked_in_steps() {
    const NODES: usize = 100_000;
    let mut store = store(StoreConfig { heap_bytes: 64 << 20, ..StoreConfig::default() });
    let (node, array) = types(&store);
    let all = store.array_new_default(array, NODES as u32).unwrap();
    let all = store.root(all);
    let (mut model, mut random) = (vec![(0u64, [0usize; 2]); NODES], Random(0x1234_5678));
    // Most nodes are replaced some times, and their edges lead anywhere; the array is long, old and written to.
    for step in 1..1_200_000u64 {
        let (at, to) = (random.below(NODES), [random.below(NODES), random.below(NODES)]);
        let edge = |store: &mut Store, to: usize| {
            store.array_get(array, Some(all.get(store)), to as u32, Unsigned).unwrap()[0]
        };
        let mut fields = [step, edge(&mut store, to[0]), edge(&mut store, to[1])];
        model[at] = (step, to.map(|to| model[to].0 as usize));
        let object = store.struct_new(node, &mut fields).unwrap();
        store.array_set(array, Some(all.get(&store)), at as u32, [object.to_slot(), 0]).unwrap();
        if step % 3 == 0 {
            // Cut one edge, so that not everything ever made lives on.
            let (at, which) = (random.below(NODES), random.below(2));
            if let Some(object) = GcRef::from_slot(edge(&mut store, at)) {
                store.struct_set(node, which as u32 + 1, Some(object), [0, 0]).unwrap();
                model[at].1[which] = 0;
            }
        }
        for which in 1..3 {
            // Edges to what was replaced since are cut, or everything ever made would live on.
            if let Some(object) = GcRef::from_slot(edge(&mut store, to[which as usize - 1])) {
                store.struct_set(node, which, Some(object), [0, 0]).unwrap();
                model[to[which as usize - 1]].1[which as usize - 1] = 0;
            }
        }
    }
    let id = |store: &mut Store, object: u64| {
        GcRef::from_slot(object).map_or(0, |object| store.struct_get(node, 0, Some(object), Unsigned).unwrap()[0])
    };
    for (at, (own, edges)) in model.iter().enumerate() {
        let object = store.array_get(array, Some(all.get(&store)), at as u32, Unsigned).unwrap()[0];
        assert_eq!(id(&mut store, object), *own);
        let Some(object) = GcRef::from_slot(object) else { continue };
        for which in 0..2 {
            let target = store.struct_get(node, which + 1, Some(object), Unsigned).unwrap()[0];
            assert_eq!(id(&mut store, target) as usize, edges[which as usize], "of node {at}");
        }
    }
    let stats = store.heap_stats();
    assert!(stats.major > 0 && stats.compactions == 0, "{stats:?}");
    assert!(stats.peak_bytes < 24 << 20, "{stats:?}");
}

#[test]
fn an_endless_allocator_stays_within_bounds() {
    let heap_bytes = 4 << 20;
    let mut store = store(StoreConfig { heap_bytes, ..StoreConfig::default() });
    let (node, array) = types(&store);
    let mut kept = None;
    for step in 0..400_000u64 {
        let object = store.struct_new(node, &mut [step, 0, 0]).unwrap();
        if step % 1000 == 0 {
            kept = Some(store.root(object));
            store.array_new(array, [object.to_slot(), 0], 10_000).unwrap();
        }
    }
    let kept = kept.unwrap().get(&store);
    assert_eq!(store.struct_get(node, 0, Some(kept), Unsigned).unwrap()[0], 399_000);
    store.collect().unwrap();
    let stats = store.heap_stats();
    assert!(stats.collections > 2 && stats.live_bytes < 100_000, "{stats:?}");
}

#[test]
fn a_heap_of_live_objects_is_full_at_its_limit() {
    let mut store = store(StoreConfig { heap_bytes: 1 << 20, ..StoreConfig::default() });
    let (_, array) = types(&store);
    let mut roots = Vec::new();
    let error = loop {
        match store.array_new_default(array, 10_000) {
            Ok(object) => roots.push(store.root(object)),
            Err(error) => break error,
        }
        assert!(roots.len() < 100);
    };
    assert_eq!(error.trap_kind(), Some(wharf_core::TrapKind::HeapExhausted));
    assert_eq!(roots.len(), 26);
    roots.truncate(10);
    store.array_new_default(array, 10_000).unwrap();
    let error = store.array_new_default(array, u32::MAX).unwrap_err();
    assert_eq!(error.trap_kind(), Some(wharf_core::TrapKind::AllocationTooLarge));
}

#[test]
fn a_heap_that_is_used_again_is_empty() {
    for objects in [10, 20_000, 400_000] {
        let mut store = store(StoreConfig::default());
        let (node, array) = types(&store);
        let mut last = None;
        for step in 0..objects {
            let before = last.as_ref().map_or(0, |root: &Root| root.get(&store).to_slot());
            let object = store.struct_new(node, &mut [step, before, 0]).unwrap();
            last = Some(store.root(object));
            if step % 10_000 == 9 {
                let object = store.array_new_default(array, 100_000).unwrap();
                assert_eq!(store.array_get(array, Some(object), 99_999, Unsigned).unwrap()[0], 0);
            }
        }
        store.collect().unwrap();
        assert_eq!(store.heap_stats().live_bytes, 24 * objects);
    }
}

#[test]
fn host_values_go_with_their_last_reference() {
    struct Noisy(Arc<AtomicU32>);
    impl Drop for Noisy {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
    let dropped = Arc::new(AtomicU32::new(0));
    let mut store = store(StoreConfig::default());
    let kept = store.host_value(Box::new(7u8)).unwrap();
    let kept = store.root(kept);
    for _ in 0..10 {
        store.host_value(Box::new(Noisy(dropped.clone()))).unwrap();
    }
    store.collect().unwrap();
    assert_eq!(dropped.load(Ordering::Relaxed), 10);
    assert_eq!(store.get_host_value(kept.get(&store)).and_then(|value| value.downcast_ref::<u8>()), Some(&7));
    let again = store.host_value(Box::new(Noisy(dropped.clone()))).unwrap();
    assert!(store.object_matches(again, HeapType::Extern) && !store.object_matches(again, HeapType::Eq));
    drop(store);
    assert_eq!(dropped.load(Ordering::Relaxed), 11);
}

#[test]
fn arrays_copy_over_themselves() {
    let mut store = store(StoreConfig::default());
    let field = FieldType { storage: StorageType::I16, mutable: true };
    let ty = store.registry().intern(&[SubType::plain(CompositeType::Array(field))], &[0..1])[0];
    let array = Some(store.array_new_fixed(ty, &mut [1, 2, 3, 4, 5]).unwrap());
    store.array_copy(ty, (array, 1), (array, 0), 4).unwrap();
    store.array_fill(ty, array, 4, [0xffff_fff0, 0], 1).unwrap();
    let all: Vec<u64> = (0..5).map(|at| store.array_get(ty, array, at, Unsigned).unwrap()[0]).collect();
    assert_eq!(all, [1, 1, 2, 3, 0xfff0]);
    assert!(store.array_copy(ty, (array, 2), (array, 0), 4).is_err());
    assert!(store.array_len(None).is_err());
}
