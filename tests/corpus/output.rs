//! An output's content, read as the output's contract says.

use namnd::output::{Cell, Handling, Mal, Rad, Tabell};

use super::content::{Aspect, Content, colour, letters, spaced};

/// The order of the columns of a row as documents have them.
const ORDER: &[&str] = &[
    "utfall",
    "utfall_man",
    "utfall_kvinnor",
    "utfall_foregaende",
    "arsmal",
    "kf_arsmal",
    "periodicitet",
    "period",
    "startdatum",
    "slutdatum",
    "avvikelse",
];

/// Images are stored lossily: a colour this near in every channel is the same.
const NEAR: u8 = 40;

/// Reads the output. `known` says which colours marks may have; `in_order` as in [`super::truth::read`].
pub fn read(output: &Handling, known: &Content, in_order: bool) -> Content {
    let mut reader = Reader {
        known,
        in_order,
        content: Content::default(),
    };
    for goal in &output.mal {
        reader.goal(goal);
    }
    if let Some(prose) = reader.content.items.get_mut(&Aspect::Prose) {
        // Where the last goal's prose ends is not known.
        prose.pop();
    }
    reader.tables(&output.tabeller);
    reader.rows("indikator", "no goal", &output.indikatorer);
    reader.rows("aktivitet", "no goal", &output.aktiviteter);
    reader.content
}

struct Reader<'a> {
    known: &'a Content,
    in_order: bool,
    content: Content,
}

impl Reader<'_> {
    fn goal(&mut self, goal: &Mal) {
        let name = format!(
            "{} {} {}",
            goal.niva,
            goal.nummer.as_deref().unwrap_or("-"),
            spaced(&goal.titel)
        );
        self.content.add(Aspect::Goals, name.clone());
        if let Some(status) = &goal.status {
            self.content
                .add(Aspect::Status, format!("{name}: {}", spaced(&status.text)));
        }
        let mut prose = String::new();
        for section in &goal.avsnitt {
            prose.push_str(section.rubrik.as_deref().unwrap_or_default());
            let texts = section.stycken.iter().map(|paragraph| &paragraph.text);
            texts.for_each(|text| prose.push_str(text));
        }
        self.content
            .add(Aspect::Prose, format!("{name}: {}", letters(&prose)));
        self.rows("indikator", &name, &goal.indikatorer);
        self.rows("aktivitet", &name, &goal.aktiviteter);
        self.tables(&goal.tabeller);
        goal.mal.iter().for_each(|goal| self.goal(goal));
    }

    fn rows(&mut self, kind: &str, goal: &str, rows: &[Rad]) {
        for row in rows {
            self.row(kind, goal, row);
        }
    }

    fn row(&mut self, kind: &str, goal: &str, row: &Rad) {
        let name = spaced(&row.namn);
        let mut cells: Vec<(&str, String)> = row
            .varden
            .iter()
            .filter_map(|(key, value)| Some((key.as_str(), spaced(&value.as_ref()?.text))))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let values: Vec<String> = if self.in_order {
            cells.sort_by_key(|(key, _)| ORDER.iter().position(|known| known == key));
            cells.into_iter().map(|(_, value)| value).collect()
        } else {
            let mut values: Vec<String> = cells
                .iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect();
            values.sort();
            values
        };
        self.content.add(
            Aspect::Rows,
            format!("{kind} {goal} | {name} | {}", values.join(" | ")),
        );
        for symbol in &row.symboler {
            let colour = self.nearest(symbol.farg.as_deref());
            self.content
                .add(Aspect::Symbols, format!("{kind} {goal} | {name} {colour}"));
        }
        for (label, text) in [("analys", &row.analys), ("kommentar", &row.kommentar)] {
            if let Some(text) = text {
                self.content.add(
                    Aspect::Details,
                    format!("{kind} {name} {label}: {}", letters(text)),
                );
            }
        }
    }

    fn tables(&mut self, tables: &[Tabell]) {
        for table in tables {
            let lines: Vec<String> = table
                .grid()
                .map(|cells| {
                    let text = |cell: &Option<Cell>| {
                        let cell = cell.as_ref();
                        cell.map_or_else(String::new, |cell| spaced(&cell.text))
                    };
                    cells.iter().map(text).collect::<Vec<_>>().join(" | ")
                })
                .collect();
            self.content.add(Aspect::Tables, lines.join(" // "));
        }
    }

    fn nearest(&self, hex: Option<&str>) -> String {
        let Some(got) = hex.and_then(colour) else {
            return format!("{hex:?}");
        };
        let near = |known: &&[u8; 3]| known.iter().zip(got).all(|(a, b)| a.abs_diff(b) <= NEAR);
        let colour = self.known.colours.iter().find(near).copied().unwrap_or(got);
        format!("{colour:?}")
    }
}
