//! Lists of words as one text and positions in it.
//!
//! An array of `&str` holds addresses, which a position-independent program writes anew at each start, page by page,
//! whether it reads the list or not. What is here holds none.

/// `N` words; made by [`words!`].
pub(crate) struct Words<const N: usize> {
    pub(crate) text: &'static str,
    pub(crate) ends: [u16; N],
}

impl<const N: usize> Words<N> {
    /// The word at a position.
    #[inline]
    pub(crate) const fn get(&self, position: usize) -> &'static str {
        let start = if position == 0 { 0 } else { self.ends[position - 1] };
        let (upto, _) = self.text.split_at(self.ends[position] as usize);
        upto.split_at(start as usize).1
    }
}

/// The bytes that some words take together.
pub(crate) const fn length(words: &[&str]) -> usize {
    let (mut sum, mut position) = (0, 0);
    while position < words.len() {
        sum += words[position].len();
        position += 1;
    }
    sum
}

/// Some words, one behind the other.
pub(crate) const fn joined<const BYTES: usize>(words: &[&str]) -> [u8; BYTES] {
    let (mut bytes, mut filled, mut position) = ([0; BYTES], 0, 0);
    while position < words.len() {
        let word = words[position].as_bytes();
        let (_, rest) = bytes.split_at_mut(filled);
        rest.split_at_mut(word.len()).0.copy_from_slice(word);
        filled += word.len();
        position += 1;
    }
    bytes
}

/// Where each word ends in [`joined`].
pub(crate) const fn ends<const N: usize>(words: &[&str; N]) -> [u16; N] {
    let (mut ends, mut end, mut position) = ([0; N], 0, 0);
    while position < N {
        end += words[position].len();
        assert!(end <= u16::MAX as usize, "these words are too many for positions of 16 bits");
        ends[position] = end as u16;
        position += 1;
    }
    ends
}

/// A static list of words: `words!(NAMES: 2 = ["one", "two"])`.
macro_rules! words {
    ($name:ident: $count:literal = $words:expr) => {
        pub(crate) static $name: crate::ops::words::Words<$count> = {
            const WORDS: [&str; $count] = $words;
            static BYTES: [u8; crate::ops::words::length(&WORDS)] = crate::ops::words::joined(&WORDS);
            let Ok(text) = str::from_utf8(&BYTES) else { panic!("words are text, and so are words in a row") };
            crate::ops::words::Words { text, ends: crate::ops::words::ends(&WORDS) }
        };
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    words!(SOME: 4 = ["one", "", "zwölf", "3"]);

    #[test]
    fn words_come_back() {
        assert_eq!([0, 1, 2, 3].map(|position| SOME.get(position)), ["one", "", "zwölf", "3"]);
    }
}
