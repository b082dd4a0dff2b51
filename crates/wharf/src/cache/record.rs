//! What an artefact says of each function: where its code and its tables are.

use std::ops::Range;

use wharf_jit::tier::Level;

use super::format::{Fields, Slice};

/// The bytes of a record: seven numbers.
const RECORD: usize = 28;
/// The bytes of a place in the order of code.
const ORDER: usize = 4;
/// In place of a loop's offset: the function itself.
const WHOLE: u32 = u32::MAX;
/// In the length of the code: the optimising compiler made it.
const OPTIMIZED: u32 = 1 << 31;
/// In the length of the code: it counts whom it calls, at sites that its tables list.
const COUNTS: u32 = 1 << 30;

/// One function's code, or that of an entry at a loop. Places count from the beginning of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Record {
    /// The defined function.
    pub(crate) defined: u32,
    /// The loop it enters at.
    pub(crate) at: Option<u32>,
    /// What made it.
    pub(crate) level: Level,
    /// Where the code is.
    pub(crate) code: Range<u32>,
    /// Where its tables are.
    pub(crate) tables: Range<u32>,
    /// As [`wharf_vm::compiled::CompiledFunc::context`].
    pub(crate) context: i32,
    /// Whether it has [`wharf_vm::compiled::CompiledFunc::sites`].
    pub(crate) counts: bool,
}

impl Record {
    /// The longest code that a record can be of.
    pub(super) const MAX_LEN: u32 = COUNTS - 1;

    pub(super) fn key(&self) -> (u32, u32) {
        (self.defined, self.at.unwrap_or(WHOLE))
    }

    fn numbers(&self) -> [u32; RECORD / 4] {
        let flag = |set: bool, flag: u32| if set { flag } else { 0 };
        let flags = flag(self.level == Level::Optimizing, OPTIMIZED) | flag(self.counts, COUNTS);
        let (defined, at) = self.key();
        let (code, tables) = (self.code.len() as u32 | flags, self.tables.len() as u32);
        [defined, at, self.code.start, code, self.tables.start, tables, self.context as u32]
    }

    fn of([defined, at, start, len, tables, tables_len, context]: [u32; RECORD / 4]) -> Option<Record> {
        Some(Record {
            defined,
            at: (at != WHOLE).then_some(at),
            level: if len & OPTIMIZED == 0 { Level::Baseline } else { Level::Optimizing },
            code: start..start.checked_add(len & Record::MAX_LEN)?,
            tables: tables..tables.checked_add(tables_len)?,
            context: context as i32,
            counts: len & COUNTS != 0,
        })
    }
}

/// The records of an artefact, in order of function and loop, and behind them the indices of all of them in the order of code, as
/// they stand in its head: reading one costs nothing for the others.
#[derive(Clone, Debug)]
pub(crate) struct Records(Slice);

impl Records {
    /// These.
    pub(super) fn new(mut records: Vec<Record>) -> Records {
        records.sort_by_key(Record::key);
        let mut order: Vec<u32> = (0..records.len() as u32).collect();
        order.sort_by_key(|index| records[*index as usize].code.start);
        let numbers = records.iter().flat_map(Record::numbers);
        Records(Slice::of(numbers.chain(order).flat_map(u32::to_le_bytes).collect()))
    }

    /// Those that stand here; `None` if it is not a whole number of them.
    pub(super) fn of(slice: Slice) -> Option<Records> {
        slice.bytes().len().is_multiple_of(RECORD + ORDER).then_some(Records(slice))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.bytes()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.bytes().len() / (RECORD + ORDER)
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Record> + '_ {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// The one at this index.
    pub(crate) fn get(&self, index: usize) -> Option<Record> {
        let mut fields = Fields(self.bytes().get(index * RECORD..)?);
        let mut numbers = [0; RECORD / 4];
        for number in &mut numbers {
            *number = fields.u32()?;
        }
        Record::of(numbers)
    }

    /// Whether there are entries at loops of the function whose own record is at this index. They stand before it.
    pub(crate) fn has_entries(&self, index: usize) -> bool {
        let of = |index| self.key_at(index).map(|(defined, _)| defined);
        index.checked_sub(1).and_then(of).is_some_and(|before| Some(before) == of(index))
    }

    /// Where the record of a function is, or that of an entry at one of its loops.
    pub(crate) fn index_of(&self, defined: u32, at: Option<u32>) -> Option<usize> {
        let key = (defined, at.unwrap_or(WHOLE));
        let index = self.count_while(|index| Some(self.key_at(index)? < key))?;
        (self.key_at(index)? == key).then_some(index)
    }

    /// As [`Record::key`] of the record at this index.
    fn key_at(&self, index: usize) -> Option<(u32, u32)> {
        let mut fields = Fields(self.bytes().get(index * RECORD..)?);
        (index < self.len()).then_some((fields.u32()?, fields.u32()?))
    }

    /// The last one whose code begins at this place or before it.
    pub(crate) fn around(&self, place: u32) -> Option<Record> {
        let after = self.count_while(|index| Some(self.in_order(index)?.code.start <= place))?;
        self.in_order(after.checked_sub(1)?)
    }

    /// The indices of those whose code begins in this range, in its order.
    pub(crate) fn within(&self, range: &Range<u32>) -> impl Iterator<Item = usize> + '_ {
        let before = |place| self.count_while(|index| Some(self.in_order(index)?.code.start < place)).unwrap_or(0);
        (before(range.start)..before(range.end)).filter_map(|index| self.index_in_order(index))
    }

    /// The one that is at this place in the order of code.
    fn in_order(&self, index: usize) -> Option<Record> {
        self.get(self.index_in_order(index)?)
    }

    fn index_in_order(&self, index: usize) -> Option<usize> {
        let order = self.bytes().get(self.len() * RECORD + index * ORDER..)?;
        Some(Fields(order).u32()? as usize)
    }

    /// Of how many indices, from 0 on, something is true that is not true of any behind them; `None` if it cannot be said.
    fn count_while(&self, is_before: impl Fn(usize) -> Option<bool>) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            if is_before(middle)? { low = middle + 1 } else { high = middle }
        }
        Some(low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_as_they_were_written() {
        let record = |defined, at, level, counts| Record {
            defined,
            at,
            level,
            code: 64 * defined + at.unwrap_or(0)..64 * defined + at.unwrap_or(0) + 30,
            tables: 1000 + defined..1007 + defined,
            context: -8 - defined as i32,
            counts,
        };
        let written = [
            record(9, None, Level::Optimizing, false),
            record(9, Some(70), Level::Optimizing, true),
            record(3, None, Level::Baseline, true),
        ];
        let records = Records::new(written.to_vec());
        let find = |defined, at| records.get(records.index_of(defined, at)?);
        assert_eq!(written.each_ref().map(|record| find(record.defined, record.at)), written.clone().map(Some));
        assert_eq!(
            [(9, Some(71)), (3, Some(0)), (4, None)].map(|(defined, at)| find(defined, at)),
            [const { None }; 3]
        );
        assert_eq!([0, 1, 2, 3].map(|index| records.has_entries(index)), [false, false, true, false]);
        let within = |range| records.within(&range).collect::<Vec<_>>();
        assert_eq!([0..1 << 30, 192..193, 193..646, 646..646].map(within), [vec![0, 2, 1], vec![0], vec![2], vec![]]);
        assert_eq!(records.iter().collect::<Vec<_>>(), [2, 1, 0].map(|index| written[index].clone()));
        let around =
            [191, 192, 221, 575, 576, 645, 646, 1 << 30].map(|place| records.around(place).map(|record| record.key()));
        let (three, nine, at) = (Some((3, WHOLE)), Some((9, WHOLE)), Some((9, 70)));
        assert_eq!(around, [None, three, three, three, nine, nine, at, at]);
        assert!(Records::of(Slice::of(vec![0; RECORD + ORDER + 1])).is_none());
    }
}
