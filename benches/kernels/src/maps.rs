//! What Rust programs do all day: hash maps, ordered maps, strings, vectors of vectors.
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, DefaultHasher};

fn main() {
    let rounds: u64 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(40);
    let (mut state, mut sum) = (42u64, 0u64);
    let mut next = move || {
        state = state * 48271 % 2147483647;
        state
    };
    for _ in 0..rounds {
        let mut counts: HashMap<String, u64, BuildHasherDefault<DefaultHasher>> = HashMap::default();
        for _ in 0..20_000 {
            *counts.entry(format!("key{}", next() % 5000)).or_default() += 1;
        }
        let ordered: BTreeMap<_, _> = counts.iter().map(|(key, count)| (key.as_str(), *count)).collect();
        let mut groups = vec![Vec::new(); 64];
        ordered.iter().for_each(|(key, count)| groups[(*count % 64) as usize].push(*key));
        groups.iter_mut().for_each(|group| group.sort_by(|a, b| b.cmp(a)));
        let text = groups.concat().join(" ");
        sum = sum.wrapping_mul(31).wrapping_add(text.bytes().map(u64::from).sum::<u64>());
    }
    println!("maps {sum:016x}");
}
