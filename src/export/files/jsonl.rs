//! JSON lines.

use std::io::{self, Write};

use super::{Fault, Sheet};
use crate::export::{Table, Value};

pub(super) struct Jsonl<W> {
    sink: W,
    /// What stands before each column's value.
    before: Vec<String>,
    line: Vec<u8>,
}

impl<W> Jsonl<W> {
    pub(super) fn new(table: &Table, sink: W) -> Self {
        let before = |(index, name): (usize, &str)| {
            let sign = if index == 0 { '{' } else { ',' };
            format!("{sign}\"{name}\":")
        };
        let names = table.columns.iter().map(|column| column.name);
        Self {
            sink,
            before: names.enumerate().map(before).collect(),
            line: Vec::new(),
        }
    }
}

impl<W: Write + Send> Sheet<W> for Jsonl<W> {
    fn row(&mut self, values: &[Value<'_>]) -> Result<(), Fault> {
        self.line.clear();
        for (before, value) in self.before.iter().zip(values) {
            self.line.extend_from_slice(before.as_bytes());
            write(&mut self.line, value)?;
        }
        self.line.extend_from_slice(b"}\n");
        Ok(self.sink.write_all(&self.line)?)
    }

    fn finish(mut self: Box<Self>) -> Result<W, Fault> {
        self.sink.flush()?;
        Ok(self.sink)
    }
}

fn write(line: &mut Vec<u8>, value: &Value<'_>) -> io::Result<()> {
    match value {
        Value::Null => line.write_all(b"null"),
        Value::Text(text) => Ok(serde_json::to_writer(line, text)?),
        Value::Integer(number) => write!(line, "{number}"),
        // Finite, and without a needless fraction, as in the documents' JSON.
        Value::Number(number) => write!(line, "{number}"),
        Value::Boolean(is) => write!(line, "{is}"),
        Value::Date(day) => write!(line, "\"{day}\""),
    }
}
