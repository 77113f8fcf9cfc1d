//! Where two JSON values differ, as paths that a person can follow.

use serde_json::Value;

/// So many letters of a value are shown.
const SHOWN: usize = 100;
/// So many letters before the first difference of two long texts are shown.
const BEFORE: usize = 20;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// `mal[0].indikatorer[2].namn`
    pub path: String,
    /// What the expected file says; `nothing` if it has no such entry.
    pub expected: String,
    /// What came out.
    pub got: String,
}

/// All differences, in the order of the expected value.
pub fn differences(expected: &Value, got: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", expected, got, &mut found);
    found
}

fn compare(path: &str, expected: &Value, got: &Value, found: &mut Vec<Difference>) {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            for (key, value) in expected {
                let path = join(path, key);
                match got.get(key) {
                    Some(other) => compare(&path, value, other, found),
                    None => found.push(one_sided(path, Some(value), None)),
                }
            }
            for (key, value) in got.iter().filter(|(key, _)| !expected.contains_key(*key)) {
                found.push(one_sided(join(path, key), None, Some(value)));
            }
        }
        (Value::Array(expected), Value::Array(got)) => compare_lists(path, expected, got, found),
        (expected, got) if expected == got => {}
        (Value::String(expected), Value::String(got)) => {
            let (expected, got) = around_difference(expected, got);
            found.push(Difference {
                path: path.to_owned(),
                expected,
                got,
            });
        }
        (expected, got) => found.push(one_sided(path.to_owned(), Some(expected), Some(got))),
    }
}

/// In lists of different length, the equal entries at both ends are passed over first: an entry that is missing in the
/// middle is one difference then, not one in every entry after it.
fn compare_lists(path: &str, expected: &[Value], got: &[Value], found: &mut Vec<Difference>) {
    let shorter = expected.len().min(got.len());
    let (mut head, mut tail) = (0, 0);
    if expected.len() != got.len() {
        head = expected.iter().zip(got).take_while(|(a, b)| a == b).count();
        tail = expected
            .iter()
            .rev()
            .zip(got.iter().rev())
            .take(shorter - head)
            .take_while(|(a, b)| a == b)
            .count();
    }
    let expected = expected
        .iter()
        .enumerate()
        .take(expected.len() - tail)
        .skip(head);
    let got = got.iter().enumerate().take(got.len() - tail).skip(head);
    let (mut expected, mut got) = (expected, got);
    loop {
        match (expected.next(), got.next()) {
            (Some((index, expected)), Some((_, got))) => {
                compare(&format!("{path}[{index}]"), expected, got, found);
            }
            (Some((index, expected)), None) => {
                found.push(one_sided(format!("{path}[{index}]"), Some(expected), None));
            }
            (None, Some((index, got))) => {
                found.push(one_sided(format!("{path}[{index}]"), None, Some(got)));
            }
            (None, None) => break,
        }
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

fn one_sided(path: String, expected: Option<&Value>, got: Option<&Value>) -> Difference {
    let show = |value: Option<&Value>| {
        value.map_or_else(|| "nothing".to_owned(), |value| cut(&value.to_string()))
    };
    Difference {
        path,
        expected: show(expected),
        got: show(got),
    }
}

/// Both texts quoted; long ones from shortly before the first difference.
fn around_difference(expected: &str, got: &str) -> (String, String) {
    let same = expected
        .chars()
        .zip(got.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let skip = if same > SHOWN / 2 { same - BEFORE } else { 0 };
    let show = |text: &str| {
        let rest: String = text.chars().skip(skip).collect();
        let quoted = cut(&Value::String(rest).to_string());
        if skip > 0 {
            format!("…{quoted}")
        } else {
            quoted
        }
    };
    (show(expected), show(got))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shown(expected: &Value, got: &Value) -> Vec<String> {
        differences(expected, got)
            .into_iter()
            .map(|d| format!("{}: {} / {}", d.path, d.expected, d.got))
            .collect()
    }

    #[test]
    fn equal_values_have_no_differences() {
        let value = json!({"a": [1, {"b": null}], "c": "x"});
        assert!(shown(&value, &value).is_empty());
    }

    #[test]
    fn a_path_leads_to_the_difference() {
        assert_eq!(
            shown(
                &json!({"mal": [{"indikatorer": [{"namn": "a"}]}]}),
                &json!({"mal": [{"indikatorer": [{"namn": "b"}]}]})
            ),
            ["mal[0].indikatorer[0].namn: \"a\" / \"b\""]
        );
    }

    #[test]
    fn missing_and_superfluous_keys_are_named() {
        assert_eq!(
            shown(&json!({"a": 1, "b": null}), &json!({"a": "1", "c": 2})),
            ["a: 1 / \"1\"", "b: null / nothing", "c: nothing / 2"]
        );
    }

    #[test]
    fn an_entry_missing_in_the_middle_is_one_difference() {
        assert_eq!(
            shown(&json!([1, 2, 3, 4]), &json!([1, 3, 4])),
            ["[1]: 2 / nothing"]
        );
        assert_eq!(shown(&json!([1, 1]), &json!([1])), ["[1]: 1 / nothing"]);
        assert_eq!(shown(&json!([]), &json!([1])), ["[0]: nothing / 1"]);
    }

    #[test]
    fn long_texts_are_shown_where_they_differ() {
        let long = "å".repeat(300);
        let found = differences(&json!(format!("{long}x")), &json!(format!("{long}y")));
        assert!(found[0].expected.ends_with("åx\""), "{}", found[0].expected);
        assert!(found[0].got.ends_with("åy\""));
    }
}
