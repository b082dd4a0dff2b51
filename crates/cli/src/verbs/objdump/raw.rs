//! The bytes of sections, as hexadecimal numbers and as letters.

use std::io::{self, Write};

use super::{Named, Object};

/// How many bytes a line shows.
const LINE: usize = 16;

/// Writes the payload of each section.
pub fn write(object: &Object, sections: &[Named<'_>], sink: &mut dyn Write) -> io::Result<()> {
    for named in sections {
        writeln!(sink, "\nContents of section {}:", named.name)?;
        let payload = named.section.payload;
        hex(object.module.slice(payload), payload.start as usize, sink)?;
    }
    Ok(())
}

/// Writes bytes that stand at the offset `at`.
pub fn hex(bytes: &[u8], at: usize, sink: &mut dyn Write) -> io::Result<()> {
    for (position, line) in bytes.chunks(LINE).enumerate() {
        write!(sink, "{:06x}:", at + position * LINE)?;
        for column in 0..LINE {
            let gap = if column % 2 == 0 { " " } else { "" };
            match line.get(column) {
                Some(byte) => write!(sink, "{gap}{byte:02x}")?,
                None => write!(sink, "{gap}  ")?,
            }
        }
        let letter = |byte: &u8| if matches!(byte, 0x20..=0x7e) { char::from(*byte) } else { '.' };
        writeln!(sink, "  {}", line.iter().map(letter).collect::<String>())?;
    }
    Ok(())
}
