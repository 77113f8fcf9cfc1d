//! A source file as the tests of this folder see it: words and signs with their lines, without comments, texts and tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A word or a sign; `::` is one sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    /// From 1.
    pub line: usize,
}

/// A file of the program.
#[derive(Debug)]
pub struct Source {
    /// Its path below `src`, with `/`.
    pub path: String,
    /// The names of the modules that it is in and of its own, from the crate's root.
    pub module: Vec<String>,
    /// Number of lines, tests and comments included.
    pub lines: usize,
    /// What is compiled without tests; empty if the file is a test.
    pub tokens: Vec<Token>,
}

/// All files below the folder, sorted by path.
pub fn sources(src: &Path) -> Vec<Source> {
    let mut paths = Vec::new();
    rust_files(src, &mut paths);
    paths.sort();
    let mut sources: Vec<Source> = paths.iter().map(|path| read(src, path)).collect();
    let mut tests = BTreeSet::new();
    for source in &mut sources {
        for name in take_tests(&mut source.tokens) {
            let mut module = source.module.clone();
            module.push(name);
            tests.insert(module);
        }
    }
    for source in &mut sources {
        if (1..=source.module.len()).any(|depth| tests.contains(&source.module[..depth])) {
            source.tokens.clear();
        }
    }
    sources
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn read(src: &Path, path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let below = path.strip_prefix(src).unwrap();
    let mut module: Vec<String> = below
        .with_extension("")
        .iter()
        .map(|name| name.to_str().unwrap().to_owned())
        .collect();
    if module.last().is_some_and(|name| name == "mod") || ["lib", "main"].contains(&&*module[0]) {
        module.pop();
    }
    Source {
        path: below
            .iter()
            .map(|name| name.to_str().unwrap())
            .collect::<Vec<_>>()
            .join("/"),
        module,
        lines: text.lines().count(),
        tokens: tokens(&text),
    }
}

/// The words and signs of a text in Rust, without comments, strings and characters.
pub fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let end = token_end(&chars, at);
        let word: String = chars[at..end].iter().collect();
        let quoted = word.ends_with(['"', '#', '\'']) && end - at > 1;
        if !quoted && !word.starts_with("//") && !word.starts_with("/*") && !word.trim().is_empty()
        {
            found.push(Token { text: word, line });
        }
        line += chars[at..end].iter().filter(|c| **c == '\n').count();
        at = end;
    }
    found
}

/// Where the token, comment, text or blank that begins here ends.
fn token_end(chars: &[char], at: usize) -> usize {
    let next = chars.get(at + 1).copied();
    match chars[at] {
        '/' if next == Some('/') => until(chars, at, |rest| rest[0] == '\n'),
        '/' if next == Some('*') => block_comment_end(chars, at),
        '"' => string_end(chars, at),
        '\'' => character_end(chars, at),
        ':' if next == Some(':') => at + 2,
        c if is_word(c) => {
            let end = until(chars, at, |rest| !is_word(rest[0]));
            let prefix: String = chars[at..end].iter().collect();
            match (&*prefix, chars.get(end)) {
                ("r" | "br" | "cr", Some('"' | '#')) => raw_string_end(chars, end).unwrap_or(end),
                ("b" | "c", Some('"')) => string_end(chars, end),
                ("b", Some('\'')) => character_end(chars, end),
                _ => end,
            }
        }
        _ => at + 1,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The first place after `at` whose rest is as asked, or the end.
fn until(chars: &[char], at: usize, ends: impl Fn(&[char]) -> bool) -> usize {
    (at + 1..chars.len())
        .find(|&i| ends(&chars[i..]))
        .unwrap_or(chars.len())
}

fn block_comment_end(chars: &[char], at: usize) -> usize {
    let (mut depth, mut i) = (1, at + 2);
    while depth > 0 && i < chars.len() {
        match &chars[i..] {
            ['/', '*', ..] => (depth, i) = (depth + 1, i + 2),
            ['*', '/', ..] => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
    }
    i
}

fn string_end(chars: &[char], quote: usize) -> usize {
    let mut i = quote + 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(chars.len())
}

/// The end of `#"…"#`; none if it is the `#` of a raw word.
fn raw_string_end(chars: &[char], at: usize) -> Option<usize> {
    let signs = chars[at..].iter().take_while(|c| **c == '#').count();
    if chars.get(at + signs) != Some(&'"') {
        return None;
    }
    let close = |rest: &[char]| {
        rest[0] == '"' && rest.len() > signs && rest[1..=signs].iter().all(|c| *c == '#')
    };
    Some((until(chars, at + signs, close) + 1 + signs).min(chars.len()))
}

/// The end of a character, or of the quote alone where a lifetime begins.
fn character_end(chars: &[char], quote: usize) -> usize {
    match &chars[quote + 1..] {
        ['\\', _, ..] => until(chars, quote + 2, |rest| rest[0] == '\'') + 1,
        [_, '\'', ..] => quote + 3,
        _ => quote + 1,
    }
}

/// Takes away what is compiled for tests only; the names of the modules among it that stand in files of their own.
fn take_tests(tokens: &mut Vec<Token>) -> Vec<String> {
    const ONLY_TESTS: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut modules, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let rest = &tokens[at..];
        if rest.len() < ONLY_TESTS.len() || rest.iter().zip(ONLY_TESTS).any(|(a, b)| a.text != b) {
            at += 1;
            continue;
        }
        let end = item_end(tokens, at + ONLY_TESTS.len());
        if let [.., keyword, name, semicolon] = &tokens[at..end]
            && (&*keyword.text, &*semicolon.text) == ("mod", ";")
        {
            modules.push(name.text.clone());
        }
        tokens.drain(at..end);
    }
    modules
}

/// Where the item that begins here ends: after its `;` or its closing brace.
pub fn item_end(tokens: &[Token], start: usize) -> usize {
    let (mut depth, mut at) = (0_usize, start);
    while at < tokens.len() {
        match &*tokens[at].text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        let closed = depth == 0 && tokens[at].text == "}";
        if closed || depth == 0 && tokens[at].text == ";" {
            return at + 1;
        }
        at += 1;
    }
    at
}

#[test]
fn comments_texts_and_tests_are_no_code() {
    let text = r##"
        use a::b; // use crate::c;
        /* use /* nested */ crate::d; */
        const TEXT: &str = "crate::e \" { "; const RAW: &str = r#"crate::f " {"#;
        fn f<'a>(x: &'a str) -> char { let c = '{'; let d = '\''; b'{'; c }
        #[cfg(test)]
        pub mod outside;
        #[cfg(test)]
        mod tests { use crate::g; fn h() {} }
        struct S;
    "##;
    let mut found = tokens(text);
    assert_eq!(take_tests(&mut found), ["outside"]);
    let words: Vec<&str> = found.iter().map(|token| &*token.text).collect();
    let wanted = "use a :: b ; const TEXT : & str = ; const RAW : & str = ; fn f < ' a > ( x : & ' a str ) - > char \
                  { let c = ; let d = ; ; c } struct S ;";
    assert_eq!(words.join(" "), wanted);
    assert_eq!(found.last().unwrap().line, 10);
}
