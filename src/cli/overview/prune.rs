//! `--prune`: outputs of inputs that are gone are taken away.

use crate::cli::digest::hex_digest;
use crate::cli::journal::{Hold, Outcome, Past};
use crate::cli::output::OutputFolder;
use crate::cli::printer::Printer;
use crate::cli::words::count;
use crate::cli::{Refusal, escape};

/// Takes away what is orphaned; returns what is left. Outputs that somebody changed stay.
pub fn prune(folder: &OutputFolder, printer: &Printer) -> Result<Past, Refusal> {
    let refuse = |error: std::io::Error| {
        Refusal::new(format!(
            "{} cannot be pruned: {error}",
            escape::path(folder.root())
        ))
    };
    let own = folder.own().map_err(refuse)?;
    let _hold = Hold::take(&own).map_err(refuse)?;
    // No run writes to it now.
    let mut past = Past::read(folder).map_err(refuse)?;
    let gone: Vec<String> = (past.records.values())
        .filter(|(_, record)| record.is_orphaned())
        .map(|(_, record)| record.output.clone())
        .collect();
    if gone.len() > 1 && gone.len() == past.records.len() {
        return Err(Refusal::new(
            "every input is gone: is the disk there that they stand on? Nothing was taken away",
        ));
    }
    let mut removed = 0;
    for output in gone {
        let Some((_, record)) = past.records.get(&output) else {
            continue;
        };
        if let Outcome::Converted { output_sha256, .. } = &record.outcome {
            let path = escape::path_of(&output);
            let bytes = path.as_ref().and_then(|path| folder.read(path));
            if let (Some(path), Some(bytes)) = (path, bytes) {
                if hex_digest(&bytes) != *output_sha256 {
                    printer.warning(&format!("{output} was changed by somebody: it stays"));
                    continue;
                }
                folder.remove(&path).map_err(refuse)?;
                printer.note(&format!(
                    "removed {output}: its input {} is gone",
                    record.input
                ));
                removed += 1;
            }
        }
        past.records.remove(&output);
    }
    past.write(&own).map_err(refuse)?;
    printer.note(&format!("{} removed", count(removed, "output")));
    Ok(past)
}
