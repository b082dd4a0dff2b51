//! The names of a module's parts, as the name section gives them.
//!
//! Specification: [name section](https://webassembly.github.io/spec/core/appendix/custom.html#name-section), and the
//! extended-name-section proposal for labels, types, tables, memories, globals, elements and data.

/// Names by index, in ascending order of index.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NameMap(Vec<(u32, Box<str>)>);

impl NameMap {
    /// The name of this index.
    pub fn get(&self, index: u32) -> Option<&str> {
        let at = self.0.binary_search_by_key(&index, |entry| entry.0).ok()?;
        Some(&self.0[at].1)
    }

    /// Gives an index a name, in place of the one it had.
    pub fn insert(&mut self, index: u32, name: impl Into<Box<str>>) {
        match self.0.binary_search_by_key(&index, |entry| entry.0) {
            Ok(at) => self.0[at].1 = name.into(),
            Err(at) => self.0.insert(at, (index, name.into())),
        }
    }

    /// All of them, ascending.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (u32, &str)> {
        self.0.iter().map(|entry| (entry.0, &*entry.1))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(u32, Box<str>)> for NameMap {
    /// Sorts by index; of several names of one index the last counts.
    fn from_iter<I: IntoIterator<Item = (u32, Box<str>)>>(entries: I) -> NameMap {
        let mut entries: Vec<_> = entries.into_iter().collect();
        sort_last_wins(&mut entries);
        NameMap(entries)
    }
}

/// Sorts by index and keeps the last of those with the same one.
fn sort_last_wins<T>(entries: &mut Vec<(u32, T)>) {
    if entries.is_sorted_by(|a, b| a.0 < b.0) {
        return;
    }
    entries.reverse();
    entries.sort_by_key(|entry| entry.0);
    entries.dedup_by_key(|entry| entry.0);
}

/// Names by two indices: a function and its local, a type and its field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct IndirectNameMap(Vec<(u32, NameMap)>);

impl IndirectNameMap {
    /// The names under the outer index.
    pub fn get(&self, outer: u32) -> Option<&NameMap> {
        let at = self.0.binary_search_by_key(&outer, |entry| entry.0).ok()?;
        Some(&self.0[at].1)
    }

    /// The name under both indices.
    pub fn name(&self, outer: u32, inner: u32) -> Option<&str> {
        self.get(outer)?.get(inner)
    }

    /// The names under the outer index, to be filled.
    pub fn entry(&mut self, outer: u32) -> &mut NameMap {
        let at = match self.0.binary_search_by_key(&outer, |entry| entry.0) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (outer, NameMap::default()));
                at
            }
        };
        &mut self.0[at].1
    }

    /// All of them, ascending.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (u32, &NameMap)> {
        self.0.iter().map(|entry| (entry.0, &entry.1))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(u32, NameMap)> for IndirectNameMap {
    /// Sorts by outer index; of several maps of one index the last counts.
    fn from_iter<I: IntoIterator<Item = (u32, NameMap)>>(entries: I) -> IndirectNameMap {
        let mut entries: Vec<_> = entries.into_iter().collect();
        sort_last_wins(&mut entries);
        IndirectNameMap(entries)
    }
}

/// All names of a module. The number of each subsection stands behind its field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[allow(missing_docs)]
pub struct Names {
    pub module: Option<Box<str>>, // 0
    pub funcs: NameMap,           // 1
    pub locals: IndirectNameMap,  // 2
    pub labels: IndirectNameMap,  // 3
    pub types: NameMap,           // 4
    pub tables: NameMap,          // 5
    pub memories: NameMap,        // 6
    pub globals: NameMap,         // 7
    pub elements: NameMap,        // 8
    pub datas: NameMap,           // 9
    pub fields: IndirectNameMap,  // 10
    pub tags: NameMap,            // 11
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collecting_sorts_and_the_last_name_counts() {
        let entries = [(3, "c"), (1, "a"), (3, "d"), (2, "b")];
        let map: NameMap = entries.into_iter().map(|(index, name)| (index, name.into())).collect();
        assert_eq!(map.iter().collect::<Vec<_>>(), [(1, "a"), (2, "b"), (3, "d")]);
    }
}
