//! Parquet: rows are gathered by column until they make a row group, and go to the file as one.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use super::{Fault, Sheet};
use crate::export::{Column, Kind, Table, Value};

/// Rows of a row group: few enough to be held, enough for a reader to skip whole groups by their least and greatest values.
const GROUP_ROWS: usize = 65_536;
/// Bytes that end a row group before it has its rows: they are held until it is written.
const GROUP_BYTES: usize = 16 << 20;
/// Bytes that are held for a value beside its text: a number or where the text ends, and whether it is there.
const VALUE_BYTES: usize = 10;

pub(super) struct Parquet<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<Gathered>,
    rows: usize,
    bytes: usize,
}

/// The values of a column that are not written yet.
struct Gathered {
    values: Values,
    /// Of a column with nulls, for each row whether it has a value (1) or not (0).
    there: Option<Vec<i16>>,
}

enum Values {
    /// All texts, and where each ends.
    Texts(Vec<u8>, Vec<usize>),
    Integers(Vec<i64>),
    Numbers(Vec<f64>),
    Booleans(Vec<bool>),
    Days(Vec<i32>),
}

impl<W: Write + Send> Parquet<W> {
    pub(super) fn new(table: &Table, sink: W) -> Result<Self, Fault> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            // Of each row group, not of each page: what is told of pages is held until the end.
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .set_created_by(concat!("namnd ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let schema = schema(table).map_err(fault)?;
        Ok(Self {
            writer: SerializedFileWriter::new(sink, schema, Arc::new(properties)).map_err(fault)?,
            columns: table.columns.iter().map(Gathered::of).collect(),
            rows: 0,
            bytes: 0,
        })
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        if self.rows == 0 {
            return Ok(());
        }
        (self.rows, self.bytes) = (0, 0);
        let mut group = self.writer.next_row_group()?;
        for gathered in &mut self.columns {
            let mut column = group.next_column()?.ok_or_else(|| {
                ParquetError::General("a column more than the schema has".to_owned())
            })?;
            gathered.write(&mut column)?;
            column.close()?;
        }
        group.close()?;
        Ok(())
    }
}

impl<W: Write + Send> Sheet<W> for Parquet<W> {
    fn row(&mut self, values: &[Value<'_>]) -> Result<(), Fault> {
        for (gathered, value) in self.columns.iter_mut().zip(values) {
            gathered.add(value);
            self.bytes += VALUE_BYTES;
            if let Value::Text(text) = value {
                self.bytes += text.len();
            }
        }
        self.rows += 1;
        if self.rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES {
            self.write_group().map_err(fault)?;
        }
        Ok(())
    }

    fn held(&self) -> usize {
        self.bytes
    }

    fn release(&mut self) -> Result<(), Fault> {
        self.write_group().map_err(fault)
    }

    fn finish(mut self: Box<Self>) -> Result<W, Fault> {
        self.write_group().map_err(fault)?;
        let mut sink = self.writer.into_inner().map_err(fault)?;
        sink.flush()?;
        Ok(sink)
    }
}

impl Gathered {
    fn of(column: &Column) -> Self {
        Self {
            values: match column.kind {
                Kind::Text => Values::Texts(Vec::new(), Vec::new()),
                Kind::Integer => Values::Integers(Vec::new()),
                Kind::Number => Values::Numbers(Vec::new()),
                Kind::Boolean => Values::Booleans(Vec::new()),
                Kind::Date => Values::Days(Vec::new()),
            },
            there: column.nullable.then(Vec::new),
        }
    }

    fn add(&mut self, value: &Value<'_>) {
        let there = match (&mut self.values, value) {
            (Values::Texts(texts, ends), Value::Text(text)) => {
                texts.extend_from_slice(text.as_bytes());
                ends.push(texts.len());
                true
            }
            (Values::Integers(all), Value::Integer(number)) => push(all, *number),
            (Values::Numbers(all), Value::Number(number)) => push(all, *number),
            (Values::Booleans(all), Value::Boolean(is)) => push(all, *is),
            (Values::Days(all), Value::Date(day)) => push(all, day.since_1970()),
            _ => false,
        };
        if let Some(all) = &mut self.there {
            all.push(i16::from(there));
        }
    }

    /// Writes the values, and has none then.
    fn write(&mut self, column: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let there = self.there.as_deref();
        match &mut self.values {
            Values::Texts(texts, ends) => {
                let whole = ByteArray::from(std::mem::take(texts));
                let mut begin = 0;
                let cut = ends.drain(..).map(|end| {
                    let start = std::mem::replace(&mut begin, end);
                    whole.slice(start, end - start)
                });
                let cut: Vec<ByteArray> = cut.collect();
                write::<ByteArrayType>(column, &cut, there)?;
            }
            Values::Integers(all) => write::<Int64Type>(column, all, there)?,
            Values::Numbers(all) => write::<DoubleType>(column, all, there)?,
            Values::Booleans(all) => write::<BoolType>(column, all, there)?,
            Values::Days(all) => write::<Int32Type>(column, all, there)?,
        }
        match &mut self.values {
            Values::Texts(..) => {}
            Values::Integers(all) => all.clear(),
            Values::Numbers(all) => all.clear(),
            Values::Booleans(all) => all.clear(),
            Values::Days(all) => all.clear(),
        }
        if let Some(all) = &mut self.there {
            all.clear();
        }
        Ok(())
    }
}

fn push<T>(all: &mut Vec<T>, value: T) -> bool {
    all.push(value);
    true
}

fn write<T: DataType>(
    column: &mut SerializedColumnWriter<'_>,
    values: &[T::T],
    there: Option<&[i16]>,
) -> Result<(), ParquetError> {
    column.typed::<T>().write_batch(values, there, None)?;
    Ok(())
}

fn schema(table: &Table) -> Result<TypePtr, ParquetError> {
    let columns: Result<Vec<TypePtr>, ParquetError> = table
        .columns
        .iter()
        .map(|column| {
            let (physical, logical) = match column.kind {
                Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
                Kind::Integer => (Physical::INT64, None),
                Kind::Number => (Physical::DOUBLE, None),
                Kind::Boolean => (Physical::BOOLEAN, None),
                Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
            };
            let repetition = if column.nullable {
                Repetition::OPTIONAL
            } else {
                Repetition::REQUIRED
            };
            Type::primitive_type_builder(column.name, physical)
                .with_repetition(repetition)
                .with_logical_type(logical)
                .build()
                .map(Arc::new)
        })
        .collect();
    Type::group_type_builder(table.name)
        .with_fields(columns?)
        .build()
        .map(Arc::new)
}

fn fault(error: ParquetError) -> Fault {
    match error {
        ParquetError::External(why) => match why.downcast::<std::io::Error>() {
            Ok(error) => Fault::Write(*error),
            Err(why) => Fault::Format(why.to_string()),
        },
        other => Fault::Format(other.to_string()),
    }
}
