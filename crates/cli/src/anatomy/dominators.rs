//! The dominators of a graph: the immediate dominator of a node is the last node that every way from the root to it
//! passes. Removing a node frees exactly what it dominates.
//!
//! Algorithm: Lengauer and Tarjan, *A fast algorithm for finding dominators in a flowgraph* (1979), the simple form, in
//! O(edges · log nodes) whatever the graph, without recursion.

/// No node: the dominator of the root and of what the root does not reach.
pub const NONE: u32 = u32::MAX;

/// The dominators of the nodes that node 0 reaches.
pub struct Dominators {
    /// The immediate dominator of each node, or [`NONE`].
    pub immediate: Vec<u32>,
    /// The nodes in the order in which they were first met, node 0 first.
    pub order: Vec<u32>,
}

/// Finds the dominators of a graph of `nodes` nodes, of which 0 is the root, by the successors of each.
///
/// ```
/// use wharf_cli::anatomy::dominators::{NONE, dominators};
/// let edges: [&[u32]; 5] = [&[1, 2], &[3], &[3], &[], &[3]];
/// assert_eq!(dominators(5, |node| edges[node as usize]).immediate, [NONE, 0, 0, 0, NONE]);
/// ```
pub fn dominators<'a>(nodes: usize, successors: impl Fn(u32) -> &'a [u32]) -> Dominators {
    let walk = Walk::new(nodes, &successors);
    let count = walk.order.len();
    let mut forest = Forest::new(count);
    let mut immediate = vec![NONE; nodes];
    // All below counts nodes by their place in the walk.
    let mut dominator = vec![0u32; count];
    let mut buckets = vec![NONE; count];
    let mut next_in_bucket = vec![NONE; count];
    for node in (1..count).rev() {
        for predecessor in walk.predecessors(node) {
            let candidate = forest.eval(*predecessor);
            forest.semi[node] = forest.semi[node].min(forest.semi[candidate as usize]);
        }
        let semi = forest.semi[node] as usize;
        next_in_bucket[node] = std::mem::replace(&mut buckets[semi], node as u32);
        let parent = walk.parent[node];
        forest.link(parent, node);
        let mut waiting = std::mem::replace(&mut buckets[parent as usize], NONE);
        while waiting != NONE {
            let candidate = forest.eval(waiting);
            let better = forest.semi[candidate as usize] < forest.semi[waiting as usize];
            dominator[waiting as usize] = if better { candidate } else { parent };
            waiting = next_in_bucket[waiting as usize];
        }
    }
    for node in 1..count {
        if dominator[node] != forest.semi[node] {
            dominator[node] = dominator[dominator[node] as usize];
        }
        immediate[walk.order[node] as usize] = walk.order[dominator[node] as usize];
    }
    Dominators { immediate, order: walk.order }
}

/// A walk through the graph, depth first.
struct Walk {
    order: Vec<u32>,
    /// From where each was met, by place in the walk.
    parent: Vec<u32>,
    /// Where the predecessors of each begin in `sources`, by place in the walk.
    starts: Vec<u32>,
    sources: Vec<u32>,
}

impl Walk {
    fn new<'a>(nodes: usize, successors: &impl Fn(u32) -> &'a [u32]) -> Walk {
        let mut place = vec![NONE; nodes];
        let (mut order, mut parent) = (Vec::new(), Vec::new());
        let mut open: Vec<(u32, u32)> = Vec::new();
        if nodes > 0 {
            place[0] = 0;
            order.push(0);
            parent.push(0);
            open.push((0, 0));
        }
        while let Some((node, edge)) = open.last_mut() {
            let Some(next) = successors(*node).get(*edge as usize) else {
                open.pop();
                continue;
            };
            *edge += 1;
            if place[*next as usize] == NONE {
                place[*next as usize] = order.len() as u32;
                parent.push(place[*node as usize]);
                order.push(*next);
                open.push((*next, 0));
            }
        }
        let mut starts = vec![0u32; order.len() + 1];
        for node in &order {
            successors(*node).iter().for_each(|next| starts[place[*next as usize] as usize + 1] += 1);
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut fill = starts.clone();
        let mut sources = vec![0; *starts.last().unwrap_or(&0) as usize];
        for node in &order {
            for next in successors(*node) {
                let slot = &mut fill[place[*next as usize] as usize];
                sources[*slot as usize] = place[*node as usize];
                *slot += 1;
            }
        }
        Walk { order, parent, starts, sources }
    }

    fn predecessors(&self, node: usize) -> &[u32] {
        &self.sources[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

/// The forest of nodes that were linked, with paths that get shorter when they are followed.
struct Forest {
    semi: Vec<u32>,
    label: Vec<u32>,
    ancestor: Vec<u32>,
    path: Vec<u32>,
}

impl Forest {
    fn new(count: usize) -> Forest {
        let own: Vec<u32> = (0..count as u32).collect();
        Forest { semi: own.clone(), label: own, ancestor: vec![NONE; count], path: Vec::new() }
    }

    fn link(&mut self, parent: u32, node: usize) {
        self.ancestor[node] = parent;
    }

    /// The node of the least semidominator on the way up to the root of the tree, that root left out.
    fn eval(&mut self, node: u32) -> u32 {
        if self.ancestor[node as usize] == NONE {
            return node;
        }
        let mut at = node;
        while self.ancestor[self.ancestor[at as usize] as usize] != NONE {
            self.path.push(at);
            at = self.ancestor[at as usize];
        }
        while let Some(below) = self.path.pop() {
            let above = self.ancestor[below as usize];
            let (mine, theirs) = (self.label[below as usize], self.label[above as usize]);
            if self.semi[theirs as usize] < self.semi[mine as usize] {
                self.label[below as usize] = theirs;
            }
            self.ancestor[below as usize] = self.ancestor[above as usize];
        }
        self.label[node as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition: a dominates b if b cannot be reached without a.
    fn by_definition(edges: &[Vec<u32>]) -> Vec<u32> {
        let reach = |without: u32| {
            let mut seen = vec![false; edges.len()];
            let mut open = if without == 0 { vec![] } else { vec![0u32] };
            while let Some(node) = open.pop() {
                if !std::mem::replace(&mut seen[node as usize], true) {
                    open.extend(edges[node as usize].iter().filter(|next| **next != without));
                }
            }
            seen
        };
        let all = reach(NONE);
        let without: Vec<Vec<bool>> = (0..edges.len() as u32).map(reach).collect();
        let dominates = |a: usize, b: usize| a != b && all[b] && !without[a][b];
        let depth = |node: usize| (0..edges.len()).filter(|other| all[*other] && dominates(*other, node)).count();
        let nearest = |node: usize| {
            let above = (0..edges.len()).filter(|other| all[*other] && dominates(*other, node));
            above.max_by_key(|other| depth(*other)).map_or(NONE, |other| other as u32)
        };
        (0..edges.len()).map(nearest).collect()
    }

    #[test]
    fn agrees_with_the_definition_on_many_graphs() {
        let mut state = 1u32;
        let mut random = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        for round in 0..400 {
            let nodes = 1 + random(14);
            let edges: Vec<Vec<u32>> = (0..nodes).map(|_| (0..random(4)).map(|_| random(nodes)).collect()).collect();
            let found = dominators(nodes as usize, |node| &edges[node as usize]);
            assert_eq!(found.immediate, by_definition(&edges), "round {round}: {edges:?}");
        }
    }

    #[test]
    fn a_long_chain_is_no_recursion() {
        let edges: Vec<[u32; 1]> = (0..200_000u32).map(|node| [(node + 1).min(199_999)]).collect();
        let found = dominators(edges.len(), |node| &edges[node as usize]);
        assert_eq!(found.immediate[199_999], 199_998);
        assert!(dominators(0, |_| &[]).immediate.is_empty());
    }
}
