//! Large texts without the blanks that their lines begin with, which are most of a printed module and no part of any
//! token: a new line ends whatever stands before it, save a comment, where they mean nothing either.
//!
//! Places count in the compact text; [`original`] finds them in the file again when one has to be shown.

use std::fs::File;
use std::io::{self, Read};

/// How much is read at a time.
const CHUNK: usize = 1 << 18;

/// Reads a file without the blanks at the beginning of its lines.
///
/// # Errors
/// What the system says.
pub fn read(file: &mut File) -> io::Result<Vec<u8>> {
    // Never more than the file has; what is not written to takes no memory.
    let mut text = Vec::new();
    text.try_reserve_exact(file.metadata()?.len() as usize).map_err(|_| io::ErrorKind::OutOfMemory)?;
    pieces(file, |piece, _| {
        text.extend_from_slice(piece);
        true
    })?;
    Ok(text)
}

/// The offset in the file of an offset in the compact text.
///
/// # Errors
/// What the system says.
pub fn original(file: &mut File, offset: usize) -> io::Result<usize> {
    let (mut passed, mut found) = (0, 0);
    pieces(file, |piece, at| {
        found = at + (offset - passed).min(piece.len());
        passed += piece.len();
        passed <= offset
    })?;
    Ok(found)
}

/// Hands the pieces that are kept to `take`, with their offsets in the file, until it says no.
fn pieces(file: &mut File, mut take: impl FnMut(&[u8], usize) -> bool) -> io::Result<()> {
    let mut chunk = vec![0; CHUNK];
    let (mut base, mut at_start) = (0, true);
    loop {
        let length = match file.read(&mut chunk) {
            Ok(0) => return Ok(()),
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let bytes = &chunk[..length];
        let mut at = 0;
        while at < length {
            if at_start {
                at += blanks(&bytes[at..]);
                at_start = at == length;
                if at_start {
                    break;
                }
            }
            let line = bytes[at..].iter().position(|byte| *byte == b'\n');
            let end = line.map_or(length, |line| at + line + 1);
            if !take(&bytes[at..end], base + at) {
                return Ok(());
            }
            (at, at_start) = (end, line.is_some());
        }
        base += length;
    }
}

/// How many blanks some bytes begin with.
fn blanks(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<16>();
    let whole = words.iter().take_while(|word| **word == [b' '; 16]).count() * 16;
    whole + bytes[whole..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_that_is_kept_is_found_again() {
        let line = |n: usize| format!("{}line {n} \t\n", [" ", "\t", ""][n % 3].repeat(n % 71));
        // Long enough for several chunks.
        let text: String = (0..20_000).map(line).collect::<String>() + "   end";
        let path = std::env::temp_dir().join(format!("wharf-compact-{}", std::process::id()));
        std::fs::write(&path, &text).expect("a file for a moment");
        let open = || File::open(&path).expect("the file is there");
        let compact = read(&mut open()).expect("a readable file");
        let wanted: String = text.lines().map(|line| line.trim_start_matches([' ', '\t']).to_owned() + "\n").collect();
        assert_eq!(String::from_utf8_lossy(&compact), wanted.trim_end_matches('\n'));
        for at in (0..compact.len()).step_by(997).chain([0, compact.len() - 1]) {
            let found = original(&mut open(), at).expect("a readable file");
            assert_eq!(text.as_bytes()[found], compact[at]);
        }
        assert_eq!(original(&mut open(), compact.len()).expect("a readable file"), text.len());
        std::fs::remove_file(&path).expect("the file is ours");
    }
}
