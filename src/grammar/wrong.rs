//! What is wrong with several layout files, told at once.

use super::error::LayoutError;

/// What is wrong with the files of a layer.
#[derive(Debug, Default)]
pub(crate) struct Wrong<'a> {
    /// In the order of the files.
    pub(crate) errors: Vec<LayoutError>,
    /// The names of all files.
    pub(crate) files: Vec<&'a str>,
    /// The texts of those whose form is wrong, of which a part may not have been read.
    pub(crate) texts: Vec<&'a str>,
}

impl Wrong<'_> {
    /// Adds errors, and drops those about names that may be defined where nothing could be read.
    pub(crate) fn settle(&mut self, more: Vec<LayoutError>) {
        self.errors.extend(more);
        let names: Vec<String> = self
            .errors
            .iter()
            .filter_map(|error| error.problem.undefined())
            .collect();
        let count = |name: &str| names.iter().filter(|other| *other == name).count();
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let words = self
            .texts
            .iter()
            .flat_map(|text| text.split(|c| !is_plain(c)));
        // Where it stands oftener than it is asked for, it may be defined.
        let defined = |name: &str| words.clone().filter(|word| *word == name).count() > count(name);
        self.errors
            .retain(|error| !error.problem.undefined().is_some_and(|name| defined(&name)));
        let place = |error: &LayoutError| {
            let file = self.files.iter().position(|name| *name == error.file);
            (file, error.line, error.column)
        };
        self.errors.sort_by_key(place);
    }
}
