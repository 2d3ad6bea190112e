//! `certctl man`

use std::fs;

use crate::{help::all_commands, stage::Stage};

#[test]
fn every_command_has_a_page_with_its_words() {
    let stage = Stage::new();
    stage.run("man --out pages/man1").done();
    let pages = fs::read_dir(stage.path("pages/man1")).unwrap().count();
    assert_eq!(pages, all_commands().len());
    for words in all_commands() {
        let name = ["certctl".to_owned()]
            .into_iter()
            .chain(words.iter().cloned())
            .collect::<Vec<_>>();
        let page = String::from_utf8(stage.read(&format!("pages/man1/{}.1", name.join("-")))).unwrap();
        assert!(page.contains(".SH NAME") && page.lines().count() > 20, "{name:?}");
    }
    let repair = String::from_utf8(stage.read("pages/man1/certctl-chain-repair.1")).unwrap();
    assert!(
        repair.contains("Examples") && repair.contains("answer.txt"),
        "{repair}"
    );
}

#[test]
fn pages_are_replaced() {
    let stage = Stage::new();
    stage.run("man --out pages").done();
    stage.run("man --out pages").done();
}

#[test]
fn the_pages_that_were_written_are_listed_in_json() {
    let stage = Stage::new();
    let document = stage.json("man --out pages");
    let written = document["written"].as_array().unwrap();
    assert_eq!(
        written.len(),
        std::fs::read_dir(stage.path("pages")).unwrap().count()
    );
    assert_eq!(written[0]["kind"], "manual page");
}
