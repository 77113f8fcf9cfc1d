//! No file and no function grows beyond what is read at one sitting.

use super::source::{Source, item_end, sources};

/// Lines of a file.
const FILE_LINES: usize = 500;
/// Lines of a function, from its `fn` to its closing brace.
const FUNCTION_LINES: usize = 80;
/// Where functions are counted; tests are not.
const FOLDERS: [&str; 8] = [
    "words", "drawing", "tables", "page", "flow", "assemble", "text", "pdf",
];

#[test]
fn files_are_short() {
    let long: Vec<String> = sources(&super::src())
        .iter()
        .filter(|source| source.lines > FILE_LINES)
        .map(|source| {
            format!(
                "src/{}: {} lines of {FILE_LINES}",
                source.path, source.lines
            )
        })
        .collect();
    super::none(&long);
}

#[test]
#[ignore = "some are not yet"]
fn functions_are_short() {
    let all = sources(&super::src());
    let long: Vec<String> = all
        .iter()
        .filter(|source| {
            source
                .module
                .first()
                .is_some_and(|top| FOLDERS.contains(&&**top))
        })
        .flat_map(functions)
        .filter(|function| function.lines > FUNCTION_LINES)
        .map(|function| function.to_string())
        .collect();
    super::none(&long);
}

/// A function with a body.
struct Function<'s> {
    path: &'s str,
    name: &'s str,
    line: usize,
    lines: usize,
}

impl std::fmt::Display for Function<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            path,
            name,
            line,
            lines,
        } = self;
        write!(
            f,
            "src/{path}:{line}: {name} has {lines} lines of {FUNCTION_LINES}"
        )
    }
}

fn functions(source: &Source) -> impl Iterator<Item = Function<'_>> {
    let tokens = &source.tokens;
    // A function has a name; the type of one (`fn(u8) -> u8`) has none.
    let starts = (0..tokens.len().saturating_sub(1)).filter(|&at| {
        let begins = |c: char| c.is_alphabetic() || c == '_';
        tokens[at].text == "fn" && tokens[at + 1].text.starts_with(begins)
    });
    starts.map(|at| {
        let line = tokens[at].line;
        Function {
            path: &source.path,
            name: &tokens[at + 1].text,
            line,
            lines: tokens[item_end(tokens, at) - 1].line - line + 1,
        }
    })
}
