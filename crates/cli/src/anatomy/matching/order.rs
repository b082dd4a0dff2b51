//! The last resort: functions that no name tells apart, between two that are paired, in order, if their types are the same and
//! their sizes not too different.

use super::{Pairs, Side};

/// Pairs what is left between pairs that stand in the same order in both modules.
pub fn fill(pairs: &mut Pairs, old: &Side<'_>, new: &Side<'_>, open: impl Fn(&Side<'_>, u32) -> bool) {
    let mut anchors = ascending(&pairs.new_of);
    anchors.push((old.module.funcs.len() as u32, new.module.funcs.len() as u32));
    let mut from = (old.module.imported_funcs(), new.module.imported_funcs());
    for (old_end, new_end) in anchors {
        let olds = (from.0..old_end).filter(|func| pairs.new_of[*func as usize].is_none() && open(old, *func));
        let news = (from.1..new_end).filter(|func| pairs.old_of[*func as usize].is_none() && open(new, *func));
        let found = between(old, new, olds.collect(), &news.collect::<Vec<_>>());
        found.into_iter().for_each(|(old, new)| pairs.pair(old, new));
        from = (old_end.saturating_add(1).max(from.0), new_end.saturating_add(1).max(from.1));
    }
}

/// Pairs functions in order: each old one with the first new one behind the last that fits it.
fn between(old: &Side<'_>, new: &Side<'_>, olds: Vec<u32>, news: &[u32]) -> Vec<(u32, u32)> {
    /// How far ahead a new function may stand: else a long gap takes time quadratic in its length.
    const AHEAD: usize = 64;
    let (mut found, mut next) = (Vec::new(), 0);
    for func in olds {
        let window = news[next..].iter().take(AHEAD);
        if let Some(position) = window.clone().position(|other| fits(old, func, new, *other)) {
            found.push((func, news[next + position]));
            next += position + 1;
        }
    }
    found
}

fn fits(old: &Side<'_>, func: u32, new: &Side<'_>, other: u32) -> bool {
    let size = |side: &Side<'_>, func| side.module.body(func).map_or(0, |body| body.span.len());
    let (small, large) = {
        let sizes = (size(old, func), size(new, other));
        (sizes.0.min(sizes.1), sizes.0.max(sizes.1))
    };
    old.func_type(func) == new.func_type(other) && large <= 2 * small + 16
}

/// The longest list of pairs that ascends on both sides.
fn ascending(new_of: &[Option<u32>]) -> Vec<(u32, u32)> {
    let pairs: Vec<(u32, u32)> = (0..).zip(new_of).filter_map(|(old, new)| Some((old, (*new)?))).collect();
    // `ends[n]` is the pair that ends the list of length n + 1 whose end is least; `before` leads back from it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; pairs.len()];
    for (at, (_, new)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *new);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut list = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(pair) = at {
        list.push(pairs[pair]);
        at = before[pair];
    }
    list.reverse();
    list
}

#[cfg(test)]
mod tests {
    use super::ascending;

    #[test]
    fn the_longest_ascending_list_is_found() {
        let of = |list: &[Option<u32>]| ascending(list).into_iter().map(|(_, new)| new).collect::<Vec<_>>();
        assert_eq!(of(&[Some(5), Some(1), None, Some(2), Some(9), Some(3)]), [1, 2, 3]);
        assert!(of(&[None]).is_empty());
    }
}
