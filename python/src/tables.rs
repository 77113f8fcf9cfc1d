//! Documents as flat tables: rows for Python, and columns as Arrow lays them out in memory, so that pyarrow need copy
//! nothing. What the tables are, [`namnd::export`] tells.

use std::panic::{AssertUnwindSafe, catch_unwind};

use namnd::export::{self, Kind, Table, Value};
use namnd::output::Handling;
use pyo3::exceptions::{PyKeyError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};

/// Name, kind, whether it may hold nulls, meaning.
type ColumnTold = (&'static str, &'static str, bool, &'static str);

/// The tables: for each its name, what a row is, its key and its columns.
#[pyfunction]
pub fn tables() -> Vec<(
    &'static str,
    &'static str,
    Vec<&'static str>,
    Vec<ColumnTold>,
)> {
    let told = |table: &Table| {
        let columns = table.columns.iter();
        let columns = columns.map(|column| {
            let kind = column.kind.word();
            (column.name, kind, column.nullable, column.about)
        });
        (
            table.name,
            table.about,
            table.key.to_vec(),
            columns.collect(),
        )
    };
    export::tables().iter().map(told).collect()
}

/// The rows of a document in one table, each a `dict`.
#[pyfunction]
pub fn rows<'py>(py: Python<'py>, json: &[u8], table: &str) -> PyResult<Bound<'py, PyList>> {
    let wanted = place(table)?;
    let mut found: Vec<Vec<Value<'static>>> = Vec::new();
    py.detach(|| {
        each_row(json, &mut |table, values| {
            if table.index == wanted {
                found.push(values.iter().cloned().map(Value::into_owned).collect());
            }
        })
    })?;
    let rows = PyList::empty(py);
    for values in found {
        let row = PyDict::new(py);
        for (column, value) in export::tables()[wanted].columns.iter().zip(values) {
            row.set_item(column.name, object(py, value)?)?;
        }
        rows.append(row)?;
    }
    Ok(rows)
}

/// A column's length, number of nulls, and buffers: which values are there, where texts end, the values.
type Buffers = (usize, usize, Py<PyBytes>, Option<Py<PyBytes>>, Py<PyBytes>);

/// All rows of these documents in these tables, a list of columns for each table.
#[pyfunction]
pub fn columns(
    py: Python<'_>,
    documents: Vec<pyo3::pybacked::PyBackedBytes>,
    tables: Vec<String>,
) -> PyResult<Vec<Vec<Buffers>>> {
    let wanted = tables
        .iter()
        .map(|name| place(name))
        .collect::<PyResult<Vec<usize>>>()?;
    let mut columns: Vec<Vec<Column>> = wanted
        .iter()
        .map(|index| {
            let columns = &export::tables()[*index].columns;
            columns
                .iter()
                .map(|column| Column::new(column.kind))
                .collect()
        })
        .collect();
    py.detach(|| {
        documents.iter().try_for_each(|json| {
            each_row(json, &mut |table, values| {
                for (columns, index) in columns.iter_mut().zip(&wanted) {
                    if *index == table.index {
                        for (column, value) in columns.iter_mut().zip(values) {
                            column.push(value);
                        }
                    }
                }
            })
        })
    })?;
    columns
        .into_iter()
        .map(|columns| {
            let buffers = columns.into_iter().map(|column| column.buffers(py));
            buffers.collect::<PyResult<Vec<_>>>()
        })
        .collect()
}

fn place(table: &str) -> PyResult<usize> {
    let found = export::tables().iter().find(|known| known.name == table);
    found
        .map(|table| table.index)
        .ok_or_else(|| PyKeyError::new_err(table.to_owned()))
}

/// Reads a document back and hands over its rows.
fn each_row(json: &[u8], take: &mut dyn FnMut(&'static Table, &[Value<'_>])) -> PyResult<()> {
    let handling: Handling = serde_json::from_slice(json)
        .map_err(|error| PyValueError::new_err(format!("no document of namnd/2: {error}")))?;
    // A panic must not go through as one: Python's own errors are caught by `except Exception`, panics are not.
    catch_unwind(AssertUnwindSafe(|| export::rows(&handling, take)))
        .map_err(|_| PyRuntimeError::new_err("a bug in namnd: a document has no rows"))
}

fn object(py: Python<'_>, value: Value<'_>) -> PyResult<Py<PyAny>> {
    Ok(match value {
        Value::Null => py.None(),
        Value::Text(text) => text.into_pyobject(py)?.into_any().unbind(),
        Value::Integer(number) => number.into_pyobject(py)?.into_any().unbind(),
        Value::Number(number) => number.into_pyobject(py)?.into_any().unbind(),
        Value::Boolean(is) => is.into_pyobject(py)?.to_owned().into_any().unbind(),
        Value::Date(day) => date(py, &day.to_string())?,
    })
}

/// `2024-02-29` as a `datetime.date`.
fn date(py: Python<'_>, iso: &str) -> PyResult<Py<PyAny>> {
    let date = py.import("datetime")?.getattr("date")?;
    Ok(date.call_method1("fromisoformat", (iso,))?.unbind())
}

/// A column as Arrow lays it out.
struct Column {
    kind: Kind,
    length: usize,
    nulls: usize,
    /// A bit for each value that is there.
    there: Vec<u8>,
    /// Where each text ends.
    ends: Vec<u8>,
    values: Vec<u8>,
}

impl Column {
    fn new(kind: Kind) -> Self {
        let text = kind == Kind::Text;
        Self {
            kind,
            length: 0,
            nulls: 0,
            there: Vec::new(),
            ends: if text { vec![0; 8] } else { Vec::new() },
            values: Vec::new(),
        }
    }

    /// A value of the column's kind, or null.
    fn push(&mut self, value: &Value<'_>) {
        set_bit(&mut self.there, self.length, *value != Value::Null);
        self.nulls += usize::from(*value == Value::Null);
        match (self.kind, value) {
            (Kind::Text, _) => {
                if let Value::Text(text) = value {
                    self.values.extend_from_slice(text.as_bytes());
                }
                self.ends
                    .extend_from_slice(&(self.values.len() as i64).to_le_bytes());
            }
            (Kind::Boolean, _) => {
                set_bit(
                    &mut self.values,
                    self.length,
                    *value == Value::Boolean(true),
                );
            }
            (Kind::Date, _) => {
                let days = match value {
                    Value::Date(day) => day.since_1970(),
                    _ => 0,
                };
                self.values.extend_from_slice(&days.to_le_bytes());
            }
            (_, Value::Integer(number)) => self.values.extend_from_slice(&number.to_le_bytes()),
            (_, Value::Number(number)) => self.values.extend_from_slice(&number.to_le_bytes()),
            _ => self.values.extend_from_slice(&[0; 8]),
        }
        self.length += 1;
    }

    fn buffers(self, py: Python<'_>) -> PyResult<Buffers> {
        let bytes = |buffer: &[u8]| PyBytes::new(py, buffer).unbind();
        let ends = (self.kind == Kind::Text).then(|| bytes(&self.ends));
        let (there, values) = (bytes(&self.there), bytes(&self.values));
        Ok((self.length, self.nulls, there, ends, values))
    }
}

/// Sets the bit of this place, the next one: least significant first.
fn set_bit(bits: &mut Vec<u8>, place: usize, on: bool) {
    if place.is_multiple_of(8) {
        bits.push(0);
    }
    if let Some(last) = bits.last_mut() {
        *last |= u8::from(on) << (place % 8);
    }
}
