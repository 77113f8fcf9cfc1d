//! `namnd completions` and `namnd man`

use std::fs;

use super::{folder, namnd, stdout};

#[test]
fn shells_and_man_know_every_command() {
    let help = stdout(&namnd().arg("--help").assert().success());
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .filter(|word| help.contains(&format!("\n  {word} ")))
        .collect();
    assert!(commands.contains(&"convert"), "{help}");
    for shell in ["bash", "zsh", "fish"] {
        let script = stdout(&namnd().args(["completions", shell]).assert().success());
        for command in &commands {
            assert!(script.contains(command), "{shell}: {command}");
        }
        for hidden in ["arbetare", "test-faults"] {
            assert!(!script.contains(hidden), "{shell}: {hidden}");
        }
    }
    let dir = folder(&[]);
    namnd()
        .args(["man", "pages"])
        .current_dir(&dir)
        .assert()
        .success();
    let page = |name: &str| fs::read_to_string(dir.path().join("pages").join(name)).unwrap();
    assert!(page("namnd.1").contains("namnd\\-convert(1)"));
    assert!(page("namnd-convert.1").contains("audit"));
    assert!(!page("namnd.1").contains("arbetare"));
}
