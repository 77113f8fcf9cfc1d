//! A file of TOML, statement by statement, though it may be no TOML everywhere: a damaged statement hides no other one.

use std::ops::Range;

use toml::de::DeTable;

use super::error::{LayoutError, Problem, Source};
use super::layer::{ascii_name, is_name};

/// So many damaged statements of a file are told: each one costs another reading of the file, and who has more of them
/// has no layout file.
const MOST_DAMAGED: usize = 40;

/// A heading (`[a]`, `[[a]]`) or a key with its value, over as many lines as it has.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Statement {
    range: Range<usize>,
    /// The name that stands in the heading.
    heading: Option<String>,
    /// Where keys stand: before each `=`, in inline tables too, and between the brackets of a heading.
    keys: Vec<Range<usize>>,
}

/// The statements of a file, in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Statements(Vec<Statement>);

impl Statements {
    /// Parts a text: a statement ends where the next one begins, and what looks like a heading or a key begins one even
    /// where a bracket or a quote was left open before it.
    pub(crate) fn new(text: &str) -> Self {
        let mut scan = Scan::default();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            scan.line(line, at);
            at += line.len();
        }
        Self(scan.found)
    }

    /// The lines' bytes that belong together with a byte: those of a whole entry of a list (`[[layout]]` and the
    /// `[[layout.kolumn]]` below it), or those before the first heading.
    pub(crate) fn part(&self, byte: usize) -> Range<usize> {
        self.between(byte, |statement| {
            let name = statement.heading.as_ref();
            name.is_some_and(|name| !name.contains('.') || name.starts_with("ordlista."))
        })
    }

    /// The lines' bytes from the heading above a byte to the next one.
    pub(crate) fn section(&self, byte: usize) -> Range<usize> {
        self.between(byte, |statement| statement.heading.is_some())
    }

    fn between(&self, byte: usize, begins: impl Fn(&Statement) -> bool) -> Range<usize> {
        let heads = self.0.iter().filter(|statement| begins(statement));
        let starts = heads.map(|statement| statement.range.start);
        let from = starts.clone().take_while(|start| *start <= byte).last();
        let to = starts.clone().find(|start| *start > byte);
        from.unwrap_or(0)..to.unwrap_or(usize::MAX)
    }

    /// Tells of a damaged statement and takes it out of the text; returns whether there was one.
    fn take_out(
        &self,
        source: &Source<'_>,
        at: usize,
        mut message: String,
        text: &mut String,
        told: &mut Vec<LayoutError>,
    ) -> bool {
        let damaged = self.damaged(at);
        if let Some((range, is_heading)) = damaged.clone() {
            if is_heading {
                message.push_str("; what stands below this heading was not looked at");
            }
            blank(text, range, "");
        }
        told.push(source.error(at, Problem::Toml(message)));
        damaged.is_some()
    }

    /// The statement in which a byte stands; of a heading, with all that stands below it.
    fn damaged(&self, byte: usize) -> Option<(Range<usize>, bool)> {
        let at = self
            .0
            .iter()
            .rposition(|statement| statement.range.start <= byte)?;
        let statement = self.0.get(at)?;
        if statement.heading.is_none() {
            return Some((statement.range.clone(), false));
        }
        let mut after = self.0.iter().skip(at + 1);
        let next = after.find(|statement| statement.heading.is_some());
        let last = self.0.last().map_or(0, |last| last.range.end);
        let end = next.map_or(last, |next| next.range.start);
        Some((statement.range.start..end, true))
    }
}

#[derive(Default)]
struct Scan {
    found: Vec<Statement>,
    /// Brackets and braces that are open.
    open: Vec<char>,
    /// The quotes of a text over several lines that is open.
    quotes: Option<&'static str>,
    /// Where a key may have begun.
    key: Option<usize>,
}

impl Scan {
    fn line(&mut self, line: &str, at: usize) {
        if self.quotes.is_none() && self.begins(line) {
            let heading = line.trim_start().starts_with('[').then(|| {
                let name = line.split('#').next().unwrap_or_default();
                name.trim()
                    .trim_matches(['[', ']'])
                    .replace(['"', '\'', ' '], "")
            });
            self.open.clear();
            self.key = heading.is_none().then_some(at);
            let keys = heading.iter().filter_map(|_| {
                let from = line.find(|c: char| c != '[' && !c.is_whitespace())?;
                let to = line.get(from..)?.find([']', '#', '\n'])? + from;
                Some(at + from..at + to)
            });
            self.found.push(Statement {
                range: at..at,
                keys: keys.collect(),
                heading,
            });
        }
        self.letters(line, at);
        if let Some(statement) = self.found.last_mut() {
            statement.range.end = at + line.len();
            if statement.heading.is_some() {
                self.open.clear();
            }
        }
    }

    /// Whether a line begins a statement.
    fn begins(&self, line: &str) -> bool {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return false;
        }
        match self.open.last() {
            None => true,
            Some(last) => is_bare_heading(line) || (*last == '[' && has_key(line)),
        }
    }

    fn letters(&mut self, line: &str, at: usize) {
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let here = at + line.len() - rest.len();
            if let Some(quotes) = self.quotes {
                let Some(end) = rest.find(quotes) else { return };
                self.quotes = None;
                rest = rest.get(end + quotes.len()..).unwrap_or_default();
                continue;
            }
            let mut step = first.len_utf8();
            match first {
                '#' => return,
                '"' | '\'' => {
                    let long = if first == '"' { "\"\"\"" } else { "'''" };
                    if rest.starts_with(long) {
                        self.quotes = Some(long);
                        step = long.len();
                    } else {
                        step = text_end(rest, first);
                    }
                }
                '[' | '{' => {
                    self.open.push(first);
                    self.key = (first == '{').then_some(here + 1);
                }
                ']' | '}' => {
                    let opened = if first == ']' { '[' } else { '{' };
                    if self.open.last() == Some(&opened) {
                        self.open.pop();
                    }
                    self.key = None;
                }
                ',' if self.open.last() == Some(&'{') => self.key = Some(here + 1),
                '=' => {
                    if let (Some(from), Some(statement)) = (self.key.take(), self.found.last_mut())
                    {
                        statement.keys.push(from..here);
                    }
                }
                _ => {}
            }
            rest = rest.get(step..).unwrap_or_default();
        }
    }
}

/// The bytes of a text in quotes; to the line's end if it is not closed.
fn text_end(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, char) in text.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if char == quote => return at + char.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// `[layout]` and `[[layout]]`, as no list of texts or numbers looks.
fn is_bare_heading(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or_default().trim();
    let name = line.trim_start_matches('[').trim_end_matches(']');
    let brackets = line.len() - name.len();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    line.starts_with('[')
        && brackets >= 2
        && name.starts_with(char::is_alphabetic)
        && name.chars().all(plain)
}

/// Whether a line begins with a key and `=`.
fn has_key(line: &str) -> bool {
    let key = match line.chars().next() {
        Some(quote @ ('"' | '\'')) => line.get(text_end(line, quote)..).unwrap_or_default(),
        _ => line,
    };
    let end = key.find(['=', '[', ']', '{', '}', ',', '"', '\'', '#']);
    end.is_some_and(|end| key.get(end..).is_some_and(|rest| rest.starts_with('=')))
}

/// A text in which TOML is left: keys with other letters than TOML takes are written as proposed, damaged statements are
/// blank. Nothing moves, so that places stay as they are.
pub(crate) fn mended(source: &Source<'_>, told: &mut Vec<LayoutError>) -> String {
    let statements = Statements::new(source.text);
    let mut text = source.text.to_owned();
    let keys = statements.0.iter().flat_map(|statement| &statement.keys);
    for key in keys.clone() {
        mend_key(source, key, &mut text, told);
    }
    let keys_told = told.len();
    // Each by itself first: what is wrong in one may show in the next.
    for statement in &statements.0 {
        let own = text.get(statement.range.clone()).unwrap_or_default();
        if let Some((at, message)) = first_error(own) {
            statements.take_out(source, statement.range.start + at, message, &mut text, told);
        }
        if told.len() > keys_told + MOST_DAMAGED {
            break;
        }
    }
    // Then what stands twice.
    while told.len() <= keys_told + MOST_DAMAGED {
        let Some((at, message)) = first_error(&text) else {
            return text;
        };
        if !statements.take_out(source, at, message, &mut text, told) {
            return String::new();
        }
    }
    told.push(source.error(0, Problem::TooDamaged(MOST_DAMAGED)));
    String::new()
}

/// Where TOML ends in a text, and why.
fn first_error(text: &str) -> Option<(usize, String)> {
    let (_, errors) = DeTable::parse_recoverable(text);
    let errors = errors.into_iter().map(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (at, error.message().replace('\n', ", "))
    });
    // A text that is not closed leaves its list unclosed as well.
    errors.min_by_key(|(at, message)| (*at, message.starts_with("unclosed")))
}

/// Puts a text in the place of a longer one, and spaces behind it. Lines stay lines.
fn blank(text: &mut String, range: Range<usize>, with: &str) {
    let Some(old) = text.get(range.clone()) else {
        return;
    };
    let rest = old.bytes().skip(with.len());
    let rest = rest.map(|byte| if byte == b'\n' { '\n' } else { ' ' });
    let new: String = with.chars().chain(rest).collect();
    text.replace_range(range, &new);
}

/// Tells of the parts of a key that are no words for TOML, and writes each as it could be.
fn mend_key(
    source: &Source<'_>,
    key: &Range<usize>,
    text: &mut String,
    told: &mut Vec<LayoutError>,
) {
    let Some(written) = source.text.get(key.clone()) else {
        return;
    };
    if written.contains(['"', '\'', '\n']) {
        return;
    }
    let mut from = key.start;
    for part in written.split('.') {
        let start = from + part.len() - part.trim_start().len();
        from += part.len() + 1;
        let name = part.trim();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        if name.is_empty() || name.chars().all(is_plain) {
            continue;
        }
        let proposed = ascii_name(name, '_');
        if is_name(&proposed, '_') && proposed.len() <= name.len() {
            told.push(source.error(start, Problem::Name(name.to_owned(), '_')));
            blank(text, start..start + name.len(), &proposed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text that is left, and what was told.
    fn left(text: &str) -> (String, Vec<String>) {
        let mut told = Vec::new();
        let left = mended(&Source::new("x", text), &mut told);
        let told = told.iter().map(ToString::to_string).collect();
        (left, told)
    }

    #[test]
    fn a_damaged_statement_hides_no_other() {
        let (text, told) = left("a = \"x\nb = [1,\n  2\nc = 3\n[d]\ne = ]\nf = 1\nf = 2\n");
        assert_eq!(
            text,
            "      \n       \n   \nc = 3\n[d]\n     \nf = 1\n     \n"
        );
        assert_eq!(told.len(), 4, "{told:?}");
    }

    #[test]
    fn what_stands_below_a_damaged_heading_belongs_to_nothing() {
        let (text, told) = left("[[a]\nb = 1\n[c]\nd = 1\n");
        assert_eq!(text, "    \n     \n[c]\nd = 1\n");
        assert!(told[0].contains("below this heading"), "{told:?}");
    }

    #[test]
    fn keys_of_other_letters_are_told_with_what_they_could_be() {
        let (text, told) = left("På_väg = 1\nx = { mål = 2, b = \"Å = c\" }\n[ordlista.Väg] # å\n");
        assert_eq!(
            text,
            "pa_vag   = 1\nx = { mal  = 2, b = \"Å = c\" }\n[ordlista.vag ] # å\n"
        );
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[0].contains("`pa_vag`"), "{told:?}");
    }

    #[test]
    fn an_open_table_goes_on_over_its_lines() {
        let text = "a = [\n  { b = 1,\n    c = 2 },\n  [\"x\"],\n]\nd = '''\ne = 1\n'''\nf = 2\n";
        let starts: Vec<&str> = Statements::new(text)
            .0
            .iter()
            .map(|statement| text.get(statement.range.clone()).unwrap())
            .map(|statement| statement.get(..1).unwrap())
            .collect();
        assert_eq!(starts, ["a", "d", "f"]);
        assert_eq!(left(text), (text.to_owned(), Vec::new()));
    }
}
