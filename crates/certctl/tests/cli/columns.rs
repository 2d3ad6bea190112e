//! What fits a terminal of 80 columns.

use crate::{
    authority::full_stage,
    committed::{STORE, commit},
    stage::Stage,
};

const COLUMNS: usize = 80;

/// A store with the names that people have: profiles by their host, several of them on one listener, a CA's chain.
fn ordinary() -> Stage {
    let stage = full_stage();
    let run = |line: &str| stage.run(&format!("{line} {STORE}")).done();
    run("profile create --cn mail.example.com");
    run("profile import mail.key chain.crt --name mx1.example.com");
    run("bind inbound IncomingMail mail.example.com mx1.example.com signed");
    run("bind outbound mx1.example.com");
    run("bind https Management mx1.example.com");
    run("ca add root.crt intermediate.crt");
    commit(&stage);
    run("profile rekey mail.example.com --yes");
    commit(&stage);
    run("profile renew mx1.example.com");
    stage
}

#[test]
fn lists_of_ordinary_names_fit_80_columns() {
    let stage = ordinary();
    for line in [
        "status",
        "profile list",
        "profile versions mail.example.com",
        "ca list",
    ] {
        let shown = stage.run(&format!("{line} {STORE}")).done().stdout;
        for row in shown.lines() {
            let width = row.chars().count();
            assert!(width <= COLUMNS, "{line}: {width} columns\n{shown}");
        }
    }
}

#[test]
fn each_user_of_a_profile_has_a_line() {
    let stage = ordinary();
    let shown = stage.run(&format!("status {STORE}")).done().stdout;
    let services: Vec<&str> = shown
        .lines()
        .skip_while(|line| !line.contains("mx1.example.com"))
        .take(3)
        .map(|line| line.rsplit("  ").next().unwrap())
        .collect();
    assert_eq!(
        services,
        ["https Management", "inbound IncomingMail", "outbound"],
        "{shown}"
    );
    let listeners = stage.run(&format!("listener list {STORE}")).done().stdout;
    assert!(listeners.lines().count() > 3, "{listeners}");
    assert!(!listeners.contains("mail.example.com, "), "{listeners}");
}
