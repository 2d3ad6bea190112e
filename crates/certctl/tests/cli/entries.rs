//! `interface`, `listener`, `sender-group`, `policy`, `destination` and `ldap`.

use crate::{
    committed::{STORE, with_store},
    stage::{Outcome, Stage},
};

fn run(stage: &Stage, line: &str) -> Outcome {
    stage.run(&format!("{line} {STORE}"))
}

fn seen(stage: &Stage, lines: &[&str]) -> String {
    let outcomes = lines
        .iter()
        .map(|line| format!("$ certctl {line}\n{}", run(stage, line).seen()));
    outcomes.collect::<Vec<_>>().join("\n")
}

#[test]
fn interfaces_are_added_set_listed_and_removed() {
    insta::assert_snapshot!(seen(
        &with_store(),
        &[
            "interface add Data1 --address 192.0.2.25 --host-name mail.example.com --https-port 443",
            "interface add Data1 --address 192.0.2.26 --host-name mail.example.com",
            "interface set Data1 --host-name MX.example.com --no-https",
            "interface set Data1 --host-name mx.example.com",
            "interface list",
            "interface remove Management",
            "interface remove Data1",
            "interface remove Data1",
        ]
    ));
}

#[test]
fn listeners_are_added_set_listed_and_removed() {
    insta::assert_snapshot!(seen(
        &with_store(),
        &[
            "listener add Relay --interface Managment --port 587",
            "listener add Relay --interface Management --port 587 --kind private",
            "listener set Relay --domain example.com --domain example.net",
            "listener list",
            "listener remove Relay",
            "listener set Inconmingmail --port 26",
        ]
    ));
}

#[test]
fn sender_groups_keep_their_order() {
    insta::assert_snapshot!(seen(
        &with_store(),
        &[
            "sender-group add IncomingMail OWN --sender 10.0.0.0/8 --policy ACCEPTED --before ALL",
            "sender-group add IncomingMail BAD --sender .example.net --policy BLOCKED",
            "sender-group set IncomingMail OWN --sender 192.0.2.0/24 --sender 2001:db8::/32",
            "sender-group list",
            "policy remove ACCEPTED",
            "sender-group remove IncomingMail OWN",
            "sender-group remove IncomingMail ALL",
            "sender-group list IncomingMail",
        ]
    ));
}

#[test]
fn policies_destinations_and_directories() {
    insta::assert_snapshot!(seen(
        &with_store(),
        &[
            "policy add PARTNERS --tls required --verify-client on",
            "policy set PARTNERS --tls preferred",
            "policy list",
            "destination add .Example.net --tls required-verify",
            "destination set default --tls preferred-verify",
            "destination set-alert on",
            "destination list",
            "destination remove default",
            "destination remove .example.net",
            "ldap list",
            "ldap add directory --host ldap.example.com --base dc=example,dc=com",
            "ldap set directory --encryption starttls",
            "ldap list",
            "ldap remove directory",
        ]
    ));
}

#[test]
fn the_machine_and_the_alerts_are_set_and_shown() {
    insta::assert_snapshot!(seen(
        &with_store(),
        &[
            "machine show",
            "machine set mx2.example.com",
            "machine show",
            "alerts show",
            "alerts set --recipient postmaster@example.com --recipient admin@example.com",
            "alerts set --expiry off",
            "alerts show",
            "alerts set --no-recipient",
            "alerts show",
            "alerts set --recipient postmaster",
        ]
    ));
}

#[test]
fn a_change_and_a_list_in_json() {
    let stage = with_store();
    insta::assert_snapshot!(run(&stage, "interface set Management --https-port 443 --json").seen());
    insta::assert_snapshot!(run(&stage, "interface list --json").seen());
}

#[test]
fn what_is_wrong_has_its_name_and_its_exit_code() {
    let stage = with_store();
    run(&stage, "policy remove ACCEPTED").fails(3, "entry-in-use");
    run(&stage, "policy add ACCEPTED").fails(3, "entry-exists");
    run(&stage, "policy set ACEPTED --tls off").fails(3, "entry-missing");
    run(&stage, "policy add a/b").fails(3, "entry-name-invalid");
    run(&stage, "destination remove default").fails(3, "destination-default");
    stage
        .run("policy list --store sqlite:none.db")
        .fails(4, "store-missing");
}

#[test]
fn a_listener_loses_its_domains() {
    let stage = with_store();
    run(&stage, "listener set IncomingMail --domain example.com").done();
    for word in ["none", "NONE"] {
        let refused = run(&stage, &format!("listener set IncomingMail --domain {word}"));
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.stderr.contains("--no-domain"), "{refused:?}");
    }
    let domains =
        || run(&stage, "listener list --json").document()["entries"][0]["settings"]["domains"].clone();
    assert_eq!(domains(), serde_json::json!(["example.com"]));
    run(&stage, "listener set IncomingMail --no-domain").done();
    assert_eq!(domains(), serde_json::Value::Null);
}

#[test]
fn a_sender_group_is_tried_last() {
    let stage = with_store();
    run(
        &stage,
        "sender-group add IncomingMail OWN --sender 10.0.0.0/8 --policy ACCEPTED --before ALL",
    )
    .done();
    run(&stage, "sender-group set IncomingMail OWN --last").done();
    let list = run(&stage, "sender-group list --json").document();
    assert_eq!(list["sender_groups"][1]["name"], "OWN");
}
