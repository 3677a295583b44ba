//! Applications as a table for spreadsheets: CSV with a byte order mark, and back.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a return as a formula.
//! Such a cell gets an apostrophe before it, as does one that begins with an apostrophe already,
//! so that taking the first apostrophe away gives back every cell as it was (Promise 26). A spreadsheet
//! that parts cells by semicolons knows nothing of the quotes here: to it what comes after a semicolon,
//! and each line of a text, begins a cell too. They are treated alike.

/// What spreadsheets look for to read the file as UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What a cell may not begin with, nor what may be one to others: what some spreadsheet takes for a formula (also as East Asian
/// keyboards type it), and the apostrophe that neutralises.
const RUNS: [char; 10] = ['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠', '\''];

/// What begins a line, which a cell may not begin with either.
const BREAKS: [char; 2] = ['\r', '\n'];

/// Why a text is not a table that can be read.
#[derive(Debug, thiserror::Error)]
#[error("not a table: {0}")]
pub struct NotATable(#[from] csv::Error);

/// A table as text. Rows may differ in length; none of them is empty.
pub fn to_text<R, C>(rows: impl IntoIterator<Item = R>) -> String
where
    R: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let mut writer = TableWriter::new();
    for row in rows {
        writer.row(row);
    }
    writer.finish()
}

/// Writes a table row by row, so that a large one needs no second copy in memory.
pub struct TableWriter {
    writer: csv::Writer<Vec<u8>>,
}

impl Default for TableWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl TableWriter {
    /// Begins a table.
    pub fn new() -> Self {
        let writer = csv::WriterBuilder::new()
            .flexible(true)
            // As RFC 4180 has it, and as spreadsheets write it.
            .terminator(csv::Terminator::CRLF)
            .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
        Self { writer }
    }

    /// Adds a row.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        let row: csv::StringRecord = cells
            .into_iter()
            .map(|cell| neutral(cell.as_ref()))
            .collect();
        self.writer
            .write_record(&row)
            .expect("memory takes every row");
    }

    /// Ends the table.
    pub fn finish(self) -> String {
        let bytes = self.writer.into_inner().expect("memory takes every row");
        String::from_utf8(bytes).expect("rows are text, and so is what parts them")
    }
}

/// The rows of a table, the head among them, with each cell as it was before it was neutralised.
pub fn parse(text: &str) -> Result<Vec<Vec<String>>, NotATable> {
    let rows = parse_lines(text)?.into_iter();
    Ok(rows.map(|(_, row)| row).collect())
}

/// The rows as [`parse`] gives them, each with the line of the text that it begins on, from 1.
pub fn parse_lines(text: &str) -> Result<Vec<(usize, Vec<String>)>, NotATable> {
    // The reader takes a byte order mark away by itself.
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut rows, mut line, mut counted) = (Vec::new(), 1, 0);
    for row in reader.records() {
        let row = row?;
        // The reader's own count is behind where a line ends in two characters or none is empty.
        let read = row.position().map_or(counted, |at| at.byte() as usize);
        let begins = text.as_bytes()[read..]
            .iter()
            .take_while(|b| matches!(b, b'\r' | b'\n'));
        let begins = read + begins.count();
        line += breaks(&text.as_bytes()[counted..begins]);
        counted = begins;
        rows.push((line, row.iter().map(original).collect()));
    }
    Ok(rows)
}

/// How many lines end in a text that is not cut within a line's end.
fn breaks(text: &[u8]) -> usize {
    let ends = text.iter().enumerate();
    let ends = ends.filter(|(i, b)| match b {
        b'\n' => true,
        b'\r' => text.get(i + 1) != Some(&b'\n'),
        _ => false,
    });
    ends.count()
}

/// A cell that no spreadsheet runs.
fn neutral(cell: &str) -> String {
    each_begin(cell, |out, rest, begins| {
        if begins(rest) {
            out.push('\'');
        }
        0
    })
}

/// The cell that was neutralised.
fn original(cell: &str) -> String {
    each_begin(cell, |_, rest, begins| {
        usize::from(rest.strip_prefix('\'').is_some_and(begins))
    })
}

/// Whether a text may not come where a cell may begin.
type Runs = fn(&str) -> bool;

/// Copies a cell, and stops wherever one may begin to some reader: at its head, and after each semicolon
/// and line break, behind the spaces that are there. `stop` is told what comes, and what tells whether a
/// text may not come there; it adds to the copy, or says how many bytes to leave out of it.
fn each_begin(cell: &str, stop: fn(&mut String, &str, Runs) -> usize) -> String {
    let mut out = String::with_capacity(cell.len());
    let at_head: Runs = |text: &str| text.starts_with(RUNS) || text.starts_with(BREAKS);
    let head = cell.trim_start_matches(' ');
    out.push_str(&cell[..cell.len() - head.len()]);
    let mut rest = &head[stop(&mut out, head, at_head)..];
    while let Some(end) = rest.find([';', '\r', '\n']) {
        let after = rest[end + 1..].trim_start_matches(' ');
        out.push_str(&rest[..rest.len() - after.len()]);
        rest = &after[stop(&mut out, after, |text| text.starts_with(RUNS))..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn promise_26_a_cell_that_would_run_is_neutralised() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+49 30 1234", "'+49 30 1234"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\rx", "\"'\rx\""),
            ("'=1", "''=1"),
            ("'n Roll", "''n Roll"),
            ("", "\"\""),
            ("a=b", "a=b"),
            ("x;=1+1", "x;'=1+1"),
            ("x;  -1;'=;y", "x;  '-1;''=;y"),
            ("; '", "; ''"),
            ("Mon 09:00-10:30; Tue", "Mon 09:00-10:30; Tue"),
            ("- one\n- two", "\"'- one\n'- two\""),
            ("a\r\n\r\n =1", "\"a\r\n\r\n '=1\""),
            ("a\n\n\n'b", "\"a\n\n\n''b\""),
            (" =1", " '=1"),
            ("\n=1", "\"'\n'=1\""),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            (
                "=HYPERLINK(\"http://x\",\"y\")",
                "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"",
            ),
        ] {
            let text = to_text([[cell]]);
            assert_eq!(text, format!("\u{feff}{written}\r\n"), "{cell:?}");
            assert_eq!(parse(&text).expect("a table of ours"), [[cell]], "{cell:?}");
        }
    }

    #[test]
    fn a_table_of_a_spreadsheet_is_read() {
        for text in ["a,b\r\n\"c,d\",'e\r\n", "\u{feff}a,b\n\"c,d\",'e"] {
            let rows = parse(text).expect("a table");
            assert_eq!(rows, [["a", "b"], ["c,d", "'e"]], "{text:?}");
        }
    }

    #[test]
    fn rows_know_the_line_they_begin_on() {
        for text in [
            "\u{feff}a\r\n\r\n\"b\r\nc\"\r\nd\r\n",
            "a\n\n\"b\nc\"\nd",
            "a\r\r\"b\rc\"\rd\r",
            "a\n\r\"b\n\r\"d\n",
        ] {
            let rows = parse_lines(text).expect("a table");
            let lines: Vec<usize> = rows.iter().map(|(line, _)| *line).collect();
            assert_eq!(lines[..2], [1, 3], "{text:?}");
            assert!(lines[2..].iter().all(|line| *line == 5), "{text:?}");
        }
    }

    fn cell() -> impl Strategy<Value = String> {
        let hostile = proptest::sample::select(vec![
            "=", "+", "-", "@", "\t", "\r", "\n", "'", "\"", ",", ";", "\u{feff}", "''", "\r\n",
        ]);
        (proptest::option::of(hostile), any::<String>())
            .prop_map(|(first, rest)| format!("{}{rest}", first.unwrap_or_default()))
    }

    proptest! {
        #[test]
        fn promise_26_every_table_reads_back_as_it_was(
            rows in proptest::collection::vec(proptest::collection::vec(cell(), 1..5), 0..8)
        ) {
            let text = to_text(rows.iter());
            prop_assert_eq!(parse(&text).expect("a table of ours"), rows);
        }

        #[test]
        fn promise_26_no_cell_begins_with_what_runs(cell in cell()) {
            let written = neutral(&cell);
            prop_assert!(!written.trim_start_matches(' ').starts_with(BREAKS));
            for piece in written.split([';', '\r', '\n']) {
                prop_assert!(!piece.trim_start_matches(' ').starts_with(&RUNS[..9]));
            }
        }
    }
}
