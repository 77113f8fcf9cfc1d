//! CSV.

use std::borrow::Cow;
use std::io::Write;

use super::{Fault, Sheet};
use crate::export::{Table, Value};

/// What tells a spreadsheet that a file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// Signs at which spreadsheets begin a formula.
const FORMULA_SIGNS: [char; 4] = ['=', '+', '-', '@'];

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// With a byte order mark and commas.
    Plain,
    /// For spreadsheets.
    Excel,
    /// Without a byte order mark.
    Bare,
}

pub(super) struct Csv<W: Write> {
    writer: csv::Writer<W>,
    dialect: Dialect,
}

impl<W: Write> Csv<W> {
    pub(super) fn new(table: &Table, mut sink: W, dialect: Dialect) -> Result<Self, Fault> {
        if dialect != Dialect::Bare {
            sink.write_all(BYTE_ORDER_MARK.as_bytes())?;
        }
        let delimiter = if dialect == Dialect::Excel {
            b';'
        } else {
            b','
        };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .from_writer(sink);
        writer
            .write_record(table.columns.iter().map(|column| column.name))
            .map_err(fault)?;
        Ok(Self { writer, dialect })
    }
}

impl<W: Write + Send> Sheet<W> for Csv<W> {
    fn row(&mut self, values: &[Value<'_>]) -> Result<(), Fault> {
        for value in values {
            let field = field(value, self.dialect);
            self.writer.write_field(&*field).map_err(fault)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(fault)
    }

    fn finish(self: Box<Self>) -> Result<W, Fault> {
        // Flushes.
        self.writer
            .into_inner()
            .map_err(|error| Fault::Write(error.into_error()))
    }
}

fn fault(error: csv::Error) -> Fault {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Fault::Write(error),
        other => Fault::Format(format!("{other:?}")),
    }
}

fn field<'v>(value: &'v Value<'_>, dialect: Dialect) -> Cow<'v, str> {
    let for_excel = dialect == Dialect::Excel;
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::Text(text) if for_excel && is_formula(text) => format!("'{text}").into(),
        Value::Text(text) => Cow::Borrowed(text),
        Value::Number(number) if for_excel => number.to_string().replace('.', ",").into(),
        Value::Number(number) => number.to_string().into(),
        Value::Integer(number) => number.to_string().into(),
        Value::Boolean(is) => Cow::Borrowed(if *is { "true" } else { "false" }),
        Value::Date(day) => day.to_string().into(),
    }
}

/// Whether a spreadsheet would reckon with a text instead of showing it. A number with a sign is harmless.
fn is_formula(text: &str) -> bool {
    let begins = text.starts_with(FORMULA_SIGNS);
    let signed = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_number = signed
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.' | '%'));
    begins && !(is_number && signed.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::is_formula;

    #[test]
    fn a_formula_is_no_signed_number() {
        for text in ["=1+1", "-1+A1", "@SUM(A1)", "- punkt", "-", "+", "=", "--1"] {
            assert!(is_formula(text), "{text}");
        }
        for text in ["-5 %", "+1 000,5", "5", "", "a=b", "– punkt"] {
            assert!(!is_formula(text), "{text}");
        }
    }
}
