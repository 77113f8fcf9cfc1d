//! Reads one document and prints its goals with their indicators: `cargo run --example one_document -- plan.pdf`.

use std::error::Error;
use std::sync::Arc;

use namnd::convert::{Input, convert};
use namnd::grammar::Layouts;
use namnd::options::Options;
use namnd::output::Mal;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which document?")?;
    let bytes = Arc::new(std::fs::read(&path)?);
    let input = Input {
        name: &path,
        bytes: &bytes,
        sha256: None,
    };
    let document = convert(&input, &Layouts::builtin(), &Options::default())?;
    for goal in &document.mal {
        print(goal, 0);
    }
    // What was guessed, joined or doubtful is told, never hidden.
    for remark in &document.diagnostik {
        println!("{}: {}", remark.kod, remark.meddelande);
    }
    println!(
        "whole: {}, letters: {}",
        document.redovisning.fullstandig, document.redovisning.tecken
    );
    Ok(())
}

fn print(goal: &Mal, depth: usize) {
    println!("{:1$}{2}", "", 2 * depth, goal.titel);
    for row in &goal.indikatorer {
        // An empty cell has no value.
        let values = row.varden.iter();
        let values: Vec<String> = values
            .filter_map(|(column, value)| Some(format!("{column} {}", value.as_ref()?.text)))
            .collect();
        println!(
            "{:1$}- {2}: {3}",
            "",
            2 * depth,
            row.namn,
            values.join(", ")
        );
    }
    for inner in &goal.mal {
        print(inner, depth + 1);
    }
}
