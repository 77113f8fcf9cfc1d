//! What `namnd inspect` may be asked for.

use std::path::PathBuf;

use clap::Args;

/// `namnd inspect`
#[derive(Debug, Args)]
pub struct InspectArgs {
    /// The document, or `-` for standard input.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where the page is written; standard output if nothing is said.
    #[arg(short, long, value_name = "PAGE.HTML")]
    pub output: Option<PathBuf>,
    /// Draw only this page, or these (`3`, `3-7`); of a text, pieces of 200 lines.
    #[arg(long, value_name = "N", value_parser = pages)]
    pub page: Option<(u32, u32)>,
    /// Password to try on an encrypted file, after the empty one. Others on this machine can see it.
    #[arg(long, value_name = "PASSWORD")]
    pub password: Vec<String>,
    /// Ask no lexicon whether a word goes on over a line's end: only the document's own words.
    #[arg(long)]
    pub no_lexicon: bool,
    /// Threads, layouts.
    #[command(flatten)]
    pub common: super::Common,
}

/// `3` or `3-7`.
fn pages(text: &str) -> Result<(u32, u32), String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.trim().parse(), last.trim().parse()) {
        (Ok(first), Ok(last)) if first >= 1 && first <= last => Ok((first, last)),
        _ => Err("name a page from 1 (3), or the first and the last (3-7)".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_one_or_a_run() {
        assert_eq!(pages("3"), Ok((3, 3)));
        assert_eq!(pages("3-7"), Ok((3, 7)));
        for wrong in ["", "0", "7-3", "3-", "a"] {
            assert!(pages(wrong).is_err(), "{wrong}");
        }
    }
}
