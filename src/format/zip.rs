//! Several files as one: a ZIP archive without compression, for receipts that go to many people.
//!
//! Written by the book (APPNOTE 6.3.9, “stored”), with names in UTF-8. Reading is left to others.

/// Says that names are in UTF-8.
const UTF8: u16 = 1 << 11;
/// 1980-01-01, the first day an archive can name: the same files make the same archive.
const DAY: u16 = 1 << 5 | 1;
/// What is needed to read it: 2.0.
const NEEDS: u16 = 20;

/// The archive of these files, each with its name.
///
/// ZIP counts in 32 bits, so all of it has to stay under 4 GiB and 65,535 files; receipts are a few
/// hundred bytes each.
pub fn to_bytes<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let (mut out, mut directory, mut count) = (Vec::new(), Vec::new(), 0u16);
    for (name, text) in files {
        let at = size(out.len());
        let (name, text) = (name.as_bytes(), text.as_bytes());
        let mut about = Vec::new();
        for half in [NEEDS, UTF8, 0, 0, DAY] {
            about.extend(half.to_le_bytes());
        }
        for word in [crc(text), size(text.len()), size(text.len())] {
            about.extend(word.to_le_bytes());
        }
        about.extend(length(name.len()).to_le_bytes());
        about.extend([0; 2]);
        out.extend(*b"PK\x03\x04");
        out.extend(&about);
        out.extend(name);
        out.extend(text);
        directory.extend(*b"PK\x01\x02");
        directory.extend(NEEDS.to_le_bytes());
        directory.extend(&about);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name);
        count = count.saturating_add(1);
    }
    let begins = size(out.len());
    let long = size(directory.len());
    out.extend(directory);
    out.extend(*b"PK\x05\x06");
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(long.to_le_bytes());
    out.extend(begins.to_le_bytes());
    out.extend([0; 2]);
    out
}

fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

fn length(bytes: usize) -> u16 {
    u16::try_from(bytes).unwrap_or(u16::MAX)
}

/// The checksum of ZIP and Ethernet: CRC-32, bit by bit, since what is summed is small.
fn crc(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 {
                sum >> 1 ^ 0xedb8_8320
            } else {
                sum >> 1
            };
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_the_book() {
        for (text, sum) in [("", 0), ("123456789", 0xcbf4_3926), ("a", 0xe8b7_be43)] {
            assert_eq!(crc(text.as_bytes()), sum, "{text:?}");
        }
    }

    #[test]
    fn an_archive_is_laid_out_as_the_book_says() {
        let bytes = to_bytes([("a.txt", "hello"), ("é.json", "")]);
        // Two local heads of 30 bytes, two directory heads of 46, each with a name, and the end of 22.
        assert_eq!(bytes.len(), 2 * (30 + 46) + 2 * (5 + 7) + 5 + 22);
        let begins = 2 * 30 + 5 + 7 + 5;
        assert_eq!(&bytes[..4], b"PK\x03\x04");
        assert_eq!(&bytes[30..40], b"a.txthello");
        assert_eq!(&bytes[begins..begins + 4], b"PK\x01\x02");
        let end = bytes.len() - 22;
        assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
        assert_eq!(&bytes[end + 8..end + 12], [2, 0, 2, 0]);
        let word = |at: usize| bytes[at..at + 4].to_vec();
        assert_eq!(word(end + 16), size(begins).to_le_bytes());
        // The second entry of the directory leads to the second file's head.
        assert_eq!(word(begins + 46 + 5 + 42), size(40).to_le_bytes());
    }

    #[test]
    fn no_files_make_an_archive_too() {
        assert_eq!(to_bytes([]).len(), 22);
    }
}
