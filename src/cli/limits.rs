//! `--limit NAME=VALUE` and sizes such as `1G`. The names are the fields of [`Limits`], with hyphens.

use super::words::count;
use namnd::limits::Limits;
use serde_json::{Map, Value};

/// The names and defaults, for the help text.
pub fn help() -> String {
    let mut lines = String::from("Limits (--limit NAME=VALUE) and their defaults:\n");
    for (name, value) in as_map(&Limits::default()) {
        lines.push_str(&format!("  {} = {value}\n", name.replace('_', "-")));
    }
    lines
}

/// A number with an optional `K`, `M` or `G` (1024, 1024², 1024³).
pub fn size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let (digits, factor) = match text.char_indices().last() {
        Some((end, 'k' | 'K')) => (&text[..end], 1 << 10),
        Some((end, 'm' | 'M')) => (&text[..end], 1 << 20),
        Some((end, 'g' | 'G')) => (&text[..end], 1 << 30),
        _ => (text, 1),
    };
    digits
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(factor))
        .filter(|number| *number > 0)
        .ok_or_else(|| {
            format!("\"{text}\" is no size: write a whole number above 0, such as 500, 64M or 2G")
        })
}

/// What a worker process needs before it reads anything.
const LEAST_MEMORY: u64 = 48 << 20;

/// A size that a worker process can live with.
pub fn memory(text: &str) -> Result<u64, String> {
    let size = size(text)?;
    if size < LEAST_MEMORY {
        return Err(format!(
            "{} is too little for any document: write at least {}M",
            count(size, "byte"),
            LEAST_MEMORY >> 20
        ));
    }
    Ok(size)
}

/// A whole number from 1.
pub fn above_zero(text: &str) -> Result<u64, String> {
    text.parse()
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| "write a whole number above 0".to_owned())
}

/// `NAME=VALUE`
pub fn parse(text: &str) -> Result<(String, u64), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| "write NAME=VALUE, such as pages=500".to_owned())?;
    let field = name.trim().replace('-', "_");
    let known = as_map(&Limits::default());
    if !known.contains_key(&field) {
        let names: Vec<String> = known.keys().map(|key| key.replace('_', "-")).collect();
        return Err(format!(
            "there is no limit \"{name}\", but: {}",
            names.join(", ")
        ));
    }
    let value = size(value)?;
    with(&Limits::default(), &[(field.clone(), value)])?;
    Ok((field, value))
}

/// The limits with some changed.
pub fn with(limits: &Limits, changes: &[(String, u64)]) -> Result<Limits, String> {
    let mut map = as_map(limits);
    for (field, value) in changes {
        map.insert(field.clone(), Value::from(*value));
    }
    serde_json::from_value(Value::Object(map))
        .map_err(|_| "the number is too large for this limit".to_owned())
}

fn as_map(limits: &Limits) -> Map<String, Value> {
    match serde_json::to_value(limits) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_set_by_name() {
        let change = parse("file-bytes=2G").unwrap();
        let limits = with(&Limits::default(), &[change]).unwrap();
        assert_eq!(limits.file_bytes, 2 << 30);
        assert_eq!(limits.pages, Limits::default().pages);
    }

    #[test]
    fn mistakes_are_explained() {
        assert!(parse("pagess=3").unwrap_err().contains("pages"));
        assert!(parse("pages").unwrap_err().contains("NAME=VALUE"));
        assert!(parse("pages=x").unwrap_err().contains("no size"));
        assert!(parse("pages=0").is_err());
        assert!(parse("pages=5000000000").unwrap_err().contains("too large"));
        assert!(size("99999999999999999999G").is_err());
    }
}
