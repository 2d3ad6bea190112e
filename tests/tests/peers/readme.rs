//! The README: whoever copies its commands, in order, into one shell gets what it says.

use std::{env, fs, time::Duration};

use tests::{
    certctl::{binary, json},
    folder::Folder,
    run::Run,
};

/// How long all of it may take.
const PATIENCE: Duration = Duration::from_secs(300);

/// What the README has a reader type: the indented lines, without those of cargo and those in Rust.
fn commands() -> String {
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
    let readme = fs::read_to_string(readme).expect("the README");
    let sections = readme
        .split("\n## ")
        .filter(|section| !section.starts_with("For Rust"));
    let lines = sections
        .flat_map(str::lines)
        .filter_map(|line| line.strip_prefix("    "));
    let lines: Vec<_> = lines.filter(|line| !line.starts_with("cargo ")).collect();
    lines.join("\n")
}

#[test]
fn every_command_of_the_readme_works_in_this_order() {
    let commands = commands();
    assert!(commands.matches("certctl ").count() > 20, "{commands}");
    let folder = Folder::new();
    let mut shell = folder.command("sh");
    let certctl = binary().parent().expect("a folder");
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([certctl.to_owned()].into_iter().chain(env::split_paths(&path)));
    shell.env("PATH", path.expect("a path"));
    let run = Run::within(PATIENCE, shell.args(["-ex", "-c", &commands]), b"").expect("sh can be started");
    run.ok();

    let changes = json(&folder, "changes --store sqlite:gateway.db").exits(0);
    assert_eq!(
        changes["changes"],
        serde_json::json!([]),
        "the tour leaves nothing pending"
    );
    let profile = json(&folder, "profile show mail --store sqlite:gateway.db").exits(0);
    assert_eq!(profile["state"], "signed", "{profile:#}");
}
