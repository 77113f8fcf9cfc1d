//! The layout files that are built in.

/// Name and text of each file in `grammars/`. A test checks that none is missing.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("allmant.toml", include_str!("../../grammars/allmant.toml")),
    (
        "kommuner.toml",
        include_str!("../../grammars/kommuner.toml"),
    ),
    ("ledord.toml", include_str!("../../grammars/ledord.toml")),
    (
        "stockholm.toml",
        include_str!("../../grammars/stockholm.toml"),
    ),
    (
        "stratsys.toml",
        include_str!("../../grammars/stratsys.toml"),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_built_in() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("grammars");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".toml"))
            .collect();
        files.sort();
        let built_in: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(files, built_in);
    }
}
