//! JSON schemas (2020-12) of what the program writes, in a form that code generators make pleasant types of.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::Handling;

/// The schema of [`Handling`].
#[must_use]
pub fn document() -> Value {
    of::<Handling>("namnd-2")
}

/// The schema of a type as it is written. `name` goes into `$id`.
///
/// Beyond what is derived: objects allow no other keys, an enum of words is one list, number formats that no validator
/// knows are left out, and variants with a title are definitions of their own.
#[must_use]
pub fn of<T: JsonSchema>(name: &str) -> Value {
    let generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let Value::Object(mut derived) = generator.into_root_schema_for::<T>().to_value() else {
        return Value::Null;
    };
    // What it is stands before what it says.
    let mut whole = Map::new();
    let id = format!("urn:namnd:schema:{name}").into();
    whole.extend(derived.shift_remove_entry("$schema"));
    whole.insert("$id".to_owned(), id);
    for key in ["title", "description"] {
        whole.extend(derived.shift_remove_entry(key));
    }
    whole.append(&mut derived);
    let mut schema = Value::Object(whole);
    let mut definitions = Map::new();
    tidy(&mut schema, &mut definitions);
    if let Some(Value::Object(all)) = schema.get_mut("$defs") {
        all.append(&mut definitions);
    }
    schema
}

/// Tidies a schema and all within it; variants with a title go to `definitions`.
fn tidy(schema: &mut Value, definitions: &mut Map<String, Value>) {
    match schema {
        Value::Array(all) => all.iter_mut().for_each(|one| tidy(one, definitions)),
        Value::Object(object) => {
            object.values_mut().for_each(|one| tidy(one, definitions));
            tidy_object(object, definitions);
        }
        _ => {}
    }
}

fn tidy_object(object: &mut Map<String, Value>, definitions: &mut Map<String, Value>) {
    // `format` is also what a property can be called.
    if matches!(object.get("format"), Some(Value::String(_))) {
        object.shift_remove("format");
    }
    let closed = matches!(object.get("properties"), Some(Value::Object(_)))
        && !object.contains_key("additionalProperties");
    if closed {
        object.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
    // Of a bounded number in a list, generators make a class of its own.
    if let Some(Value::Object(item)) = object.get_mut("items") {
        item.shift_remove("minimum");
    }
    one_list(object);
    for key in ["anyOf", "oneOf"] {
        if let Some(Value::Array(variants)) = object.get_mut(key) {
            for variant in variants {
                name_variant(variant, definitions);
            }
        }
    }
}

/// An enum whose words are described one by one becomes a list of words, described together.
fn one_list(object: &mut Map<String, Value>) {
    let Some(Value::Array(variants)) = object.get("oneOf") else {
        return;
    };
    let word = |variant: &Value| -> Option<(Value, String)> {
        let word = variant.get("const")?;
        let told = variant.get("description").and_then(Value::as_str)?;
        Some((word.clone(), format!("{}: {told}", word.as_str()?)))
    };
    let Some(words) = variants.iter().map(word).collect::<Option<Vec<_>>>() else {
        return;
    };
    let (words, told): (Vec<Value>, Vec<String>) = words.into_iter().unzip();
    let whole = object.get("description").and_then(Value::as_str);
    let description = format!("{} {}", whole.unwrap_or_default(), told.join(" "));
    object.shift_remove("oneOf");
    object.insert("description".to_owned(), description.trim().into());
    object.insert("type".to_owned(), "string".into());
    object.insert("enum".to_owned(), words.into());
}

/// A variant with a title becomes a definition of that name.
fn name_variant(variant: &mut Value, definitions: &mut Map<String, Value>) {
    let Some(title) = variant.get("title").and_then(Value::as_str) else {
        return;
    };
    let title = title.to_owned();
    let reference = serde_json::json!({ "$ref": format!("#/$defs/{title}") });
    let mut own = std::mem::replace(variant, reference);
    if let Value::Object(own) = &mut own {
        own.shift_remove("title");
    }
    definitions.entry(title).or_insert(own);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All objects within a schema.
    fn objects<'s>(schema: &'s Value, all: &mut Vec<&'s Map<String, Value>>) {
        match schema {
            Value::Array(list) => list.iter().for_each(|one| objects(one, all)),
            Value::Object(object) => {
                all.push(object);
                object.values().for_each(|one| objects(one, all));
            }
            _ => {}
        }
    }

    #[test]
    fn generators_make_pleasant_types_of_it() {
        let schema = document();
        assert_eq!(schema["$id"], "urn:namnd:schema:namnd-2");
        assert_eq!(schema["properties"]["schema"]["const"], "namnd/2");
        let mut all = Vec::new();
        objects(&schema, &mut all);
        for object in all {
            if matches!(object.get("properties"), Some(Value::Object(_))) {
                assert_eq!(object.get("additionalProperties"), Some(&false.into()));
            }
            assert!(
                !object.get("format").is_some_and(Value::is_string),
                "{object:?}"
            );
            assert!(!object.contains_key("oneOf"), "{object:?}");
            let told = object.get("description").and_then(Value::as_str);
            let code = ["[`", "::"];
            assert!(
                !told.is_some_and(|told| code.iter().any(|code| told.contains(code))),
                "{told:?}"
            );
        }
        let status = &schema["$defs"]["Status"];
        assert_eq!(
            status["required"],
            serde_json::json!(["text", "varde", "ord", "symbol"])
        );
        assert!(schema["$defs"]["Sidplats"]["properties"]["ruta"].is_object());
    }
}
