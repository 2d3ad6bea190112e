//! `certctl names check`

use crate::{
    authority::full_stage,
    name_server::{NameServer, Zone},
    redacted::redacted,
    stage::Stage,
};

#[test]
fn one_name_for_all_three_is_a_yes() {
    let stage = full_stage();
    let line = "names check chain.crt --interface mail.example.com --mx mail.example.com mx2.example.com";
    insta::assert_snapshot!(stage.run(line).done().seen());
    insta::assert_snapshot!(redacted(&format!("{:#}", stage.json(line))));
}

#[test]
fn another_interface_is_a_no_that_says_what_to_do() {
    let stage = full_stage();
    let line = "names check mail.csr --interface gw1.example.com --mx mail.example.com";
    let outcome = stage.run(line);
    assert_eq!(outcome.code, 1);
    insta::assert_snapshot!(outcome.seen());
}

#[test]
fn the_records_of_a_domain_are_looked_up() {
    let stage = full_stage();
    let server = NameServer::start(Zone::Mx(&[(20, "mx2.example.com"), (10, "mail.example.com")]));
    let line = format!(
        "names check mail.crt --interface mail.example.com --domain example.com --dns {}",
        server.address
    );
    let document = stage.json(&line);
    assert_eq!(document["ok"], true);
    assert_eq!(document["mx"]["kind"], "published");
    assert_eq!(
        document["mx"]["hosts"],
        serde_json::json!(["mail.example.com", "mx2.example.com"])
    );
    let outcome = stage.run(&line).done();
    assert!(
        outcome
            .stdout
            .contains("example.com has the MX hosts mail.example.com, mx2.example.com"),
        "{outcome:?}"
    );
}

#[test]
fn a_domain_without_mail_is_a_no() {
    let stage = full_stage();
    let null = NameServer::start(Zone::Mx(&[(0, "")]));
    let line = format!(
        "names check mail.crt --interface mail.example.com --domain example.com --dns {}",
        null.address
    );
    let outcome = stage.run(&line);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stdout.contains("receives no mail"), "{outcome:?}");

    let empty = NameServer::start(Zone::Nothing);
    let line = format!(
        "names check mail.crt --interface mail.example.com --domain example.com --dns {}",
        empty.address
    );
    let outcome = stage.run(&line);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("[dns-no-records]"), "{outcome:?}");
}

#[test]
fn a_domain_that_does_not_exist_is_a_mistake_in_the_input() {
    let stage = full_stage();
    let server = NameServer::start(Zone::NoSuchName);
    stage
        .run(&format!(
            "names check mail.crt --interface a.example --domain exmaple.com --dns {}",
            server.address
        ))
        .fails(3, "dns-name-does-not-exist");
}

#[test]
fn a_name_server_that_is_not_there_ends_with_5() {
    let stage = full_stage();
    let address = NameServer::nobody();
    let outcome = stage
        .run(&format!(
            "names check mail.crt --interface a.example --domain example.com --dns {address}"
        ))
        .fails(5, "dns-unreachable");
    assert!(outcome.stderr.contains("--mx HOST"), "{outcome:?}");
}

#[test]
fn hosts_or_a_domain_are_needed_and_not_both() {
    let stage = Stage::new();
    for line in [
        "names check a --interface a.example",
        "names check a --interface a.example --mx a.example --domain example",
        "names check a --interface a.example --mx a.example --dns 127.0.0.1",
        "names check a --interface a_b.example --mx a.example",
        "names check a --interface a.example --domain example --dns localhost",
    ] {
        assert_eq!(stage.run(line).code, 2, "{line}");
    }
}
