//! Which slots of a frame hold references to objects of the GC heap, at every instruction where a collection may happen.
//!
//! Locals of such types always do: they are null from the call on. The operands that do are a list per instruction; since
//! operands come and go at one end, all lists of a function share their tails: an entry names the one below it. So what a
//! function's lists take is bounded by the number of its instructions, however deep its operands are.

/// The lists of one function.
#[derive(Debug, Default)]
pub(crate) struct Roots {
    locals: Box<[u16]>,
    nodes: Box<[Node]>,
    /// The first word from which on a list holds, ascending.
    points: Box<[(u32, ListId)]>,
}

/// A list, by its topmost entry; [`EMPTY`] for none.
pub(crate) type ListId = u32;

/// The list without entries.
pub(crate) const EMPTY: ListId = u32::MAX;

#[derive(Copy, Clone, Debug)]
struct Node {
    slot: u16,
    below: ListId,
}

/// Collects the lists of one function.
#[derive(Debug, Default)]
pub(crate) struct RootsBuilder {
    nodes: Vec<Node>,
    points: Vec<(u32, ListId)>,
}

impl RootsBuilder {
    /// The list `below` with one more slot.
    pub(crate) fn with(&mut self, below: ListId, slot: u16) -> ListId {
        self.nodes.push(Node { slot, below });
        self.nodes.len() as ListId - 1
    }

    /// The list that holds at the instruction that begins at `word`. Words ascend.
    pub(crate) fn point(&mut self, word: u32, list: ListId) {
        if self.points.last().map_or(EMPTY, |last| last.1) != list {
            self.points.push((word, list));
        }
    }

    /// The finished lists; `locals` are the slots of locals that hold references.
    pub(crate) fn finish(self, locals: Vec<u16>) -> Roots {
        Roots { locals: locals.into(), nodes: self.nodes.into(), points: self.points.into() }
    }
}

impl Roots {
    /// The slots that hold references at the instruction whose code holds `word`.
    pub(crate) fn at(&self, word: u32) -> impl Iterator<Item = u16> {
        let next = self.points.partition_point(|point| point.0 <= word);
        let mut list = next.checked_sub(1).map_or(EMPTY, |last| self.points[last].1);
        let operands = std::iter::from_fn(move || {
            let node = self.nodes.get(list as usize)?;
            list = node.below;
            Some(node.slot)
        });
        self.locals.iter().copied().chain(operands)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_share_their_tails() {
        let mut builder = RootsBuilder::default();
        let one = builder.with(EMPTY, 10);
        let two = builder.with(one, 11);
        builder.point(4, one);
        builder.point(6, one);
        builder.point(8, two);
        builder.point(12, EMPTY);
        let roots = builder.finish(vec![3]);
        let at = |word| roots.at(word).collect::<Vec<_>>();
        assert_eq!((at(0), at(4), at(7)), (vec![3], vec![3, 10], vec![3, 10]));
        assert_eq!((at(9), at(12)), (vec![3, 11, 10], vec![3]));
        assert_eq!(roots.points.len(), 3);
    }
}
