//! The nearest known word to a misspelt one.

use wharf_core::ops::Op;

use super::parse::structure;

/// Keywords of the text format before it was finished, and what they are called now.
const RENAMED: [(&str, &str); 12] = [
    ("get_local", "local.get"),
    ("set_local", "local.set"),
    ("tee_local", "local.tee"),
    ("get_global", "global.get"),
    ("set_global", "global.set"),
    ("current_memory", "memory.size"),
    ("grow_memory", "memory.grow"),
    ("i32.wrap/i64", "i32.wrap_i64"),
    ("anyfunc", "funcref"),
    ("i32.trunc_s/f32", "i32.trunc_f32_s"),
    ("i32.trunc_s:sat/f32", "i32.trunc_sat_f32_s"),
    ("f32x4.convert_s/i32x4", "f32x4.convert_i32x4_s"),
];

/// The instruction or other keyword that is nearest. What begins like a number, or has one behind `=`, is none that is misspelt.
pub(super) fn keyword(word: &str) -> Option<&'static str> {
    if word.contains('=') || word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '_' | '"'))
    {
        return None;
    }
    let renamed = RENAMED.iter().find(|pair| pair.0 == word).map(|pair| pair.1);
    renamed.or_else(|| nearest(word, Op::ALL.iter().map(|op| op.mnemonic()).chain(structure())))
}

/// The candidate at the smallest edit distance, if that is small for the word's length. Stops looking after 20 000
/// candidates, so that an error costs little in the largest module too.
///
/// ```
/// use wharf_syntax::text::suggest::nearest;
/// assert_eq!(nearest("mian", ["main", "memory"].into_iter()), Some("main"));
/// assert_eq!(nearest("other", ["main", "memory"].into_iter()), None);
/// ```
pub fn nearest<'n>(word: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if word.len() > 64 {
        return None;
    }
    let limit = (word.chars().count() / 3).clamp(1, 4);
    let near = candidates.take(20_000).filter(|candidate| candidate.len().abs_diff(word.len()) <= 4 * limit);
    let scored = near.map(|candidate| (distance(word, candidate), candidate));
    scored.filter(|pair| pair.0 <= limit).min_by_key(|pair| pair.0).map(|pair| pair.1)
}

/// The Levenshtein distance, counted in characters, where swapping two neighbours counts as one change.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (i, ca) in a.chars().enumerate() {
        let mut row = vec![i + 1; b.len() + 1];
        for (j, &cb) in b.iter().enumerate() {
            let change = last[j] + usize::from(ca != cb);
            row[j + 1] = change.min(last[j + 1] + 1).min(row[j] + 1);
            if j > 0 && previous == Some(cb) && b[j - 1] == ca {
                row[j + 1] = row[j + 1].min(before_last[j - 1] + 1);
            }
        }
        previous = Some(ca);
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        assert_eq!(keyword("i32.ad"), Some("i32.add"));
        assert_eq!(keyword("fnc"), Some("func"));
        assert_eq!(keyword("0drop"), None);
        assert_eq!(keyword("i32.dadd"), Some("i32.add"));
        assert_eq!(keyword("get_local"), Some("local.get"));
        assert_eq!(keyword("zzzzzzzzz"), None);
        assert_eq!(nearest("fibonaci", ["main", "fibonacci"].into_iter()), Some("fibonacci"));
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
