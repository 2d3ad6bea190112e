//! `certctl changes`, `certctl commit`, `certctl clear`

use std::time::{Duration, Instant};

use serde_json::json;

use crate::{
    name_server::{NameServer, Zone},
    redacted::redacted,
    stage::{Outcome, Stage},
    staged::{make_store, stage_domain, stage_port, stage_profile},
};

fn stage() -> Stage {
    let stage = Stage::new();
    make_store(&stage, "store.db");
    stage
}

fn run(stage: &Stage, line: &str) -> Outcome {
    stage.run(&format!("{line} --author admin --store sqlite:store.db"))
}

fn json(stage: &Stage, line: &str) -> serde_json::Value {
    stage.json(&format!("{line} --author admin --store sqlite:store.db"))
}

#[test]
fn changes_show_each_field_as_it_is_and_as_it_will_be() {
    let stage = stage();
    stage_profile(&stage, "store.db");
    insta::assert_snapshot!(run(&stage, "changes").done().seen());
    insta::assert_snapshot!(
        "changes_json",
        redacted(&format!("{:#}", json(&stage, "changes")))
    );
}

#[test]
fn commit_puts_it_in_force_and_says_what_it_compared() {
    let stage = stage();
    stage_profile(&stage, "store.db");
    insta::assert_snapshot!(run(&stage, "commit -m first").done().seen());
    let again = run(&stage, "commit").done();
    assert_eq!(again.stdout, "There is no data to commit.\n");
    assert_eq!(json(&stage, "changes")["changes"], json!([]));
    assert_eq!(json(&stage, "commit")["revision"], serde_json::Value::Null);
}

#[test]
fn commit_answers_in_json() {
    let stage = stage();
    stage_profile(&stage, "store.db");
    insta::assert_snapshot!(redacted(&format!("{:#}", json(&stage, "commit -m first"))));
}

#[test]
fn two_services_in_one_place_refuse_the_commit_and_stay_staged() {
    let stage = stage();
    stage_port(&stage, "store.db", 8443, None);
    let refused = run(&stage, "commit").fails(3, "address-in-use");
    insta::assert_snapshot!(refused.seen());
    let document = json(&stage, "commit");
    assert_eq!(document["error"]["name"], "address-in-use");
    let finding = &document["findings"][0];
    assert_eq!(
        (&finding["name"], &finding["level"]),
        (&"address-in-use".into(), &"refused".into())
    );
    assert_eq!(json(&stage, "changes")["changes"][0]["kind"], "listener");
}

#[test]
fn preset_is_accepted_once_for_all_services() {
    let stage = stage();
    run(&stage, "sslconfig preset asyncos-15.5").done();
    let refused = run(&stage, "commit").fails(3, "tls-preset-weak");
    let hint = "add --accept tls-preset-weak\n";
    assert!(refused.stderr.ends_with(hint), "{}", refused.stderr);
    let document = json(&stage, "commit");
    let findings = document["findings"].as_array().unwrap();
    let acceptable: Vec<_> = findings
        .iter()
        .filter(|finding| finding["level"] == "acceptable")
        .map(|finding| finding["name"].as_str().unwrap())
        .collect();
    assert_eq!(acceptable, ["tls-preset-weak"]);
    assert_eq!(document["names"], json!([]));
    run(&stage, "commit --accept tls-preset-weak").done();
}

#[test]
fn acceptance_is_not_offered_as_the_way_past_what_cannot_be_accepted() {
    let stage = stage();
    stage_port(&stage, "store.db", 8443, None);
    run(&stage, "sslconfig preset asyncos-15.5").done();
    let refused = run(&stage, "commit").fails(3, "address-in-use");
    let hint =
        "correct what cannot be accepted first; if the rest is meant, add --accept tls-preset-weak then\n";
    assert!(refused.stderr.ends_with(hint), "{}", refused.stderr);
}

#[test]
fn mistyped_name_of_a_finding_is_refused_with_those_that_can_be_accepted() {
    let stage = stage();
    stage_profile(&stage, "store.db");
    let refused = run(&stage, "commit --accept self-singed").fails(3, "finding-not-acceptable");
    insta::assert_snapshot!(refused.seen());
    assert_eq!(json(&stage, "changes")["changes"][0]["name"], "mail");
}

#[test]
fn name_server_that_does_not_answer_holds_a_commit_up_for_seconds_only() {
    let stage = stage();
    stage_profile(&stage, "store.db");
    stage_domain(&stage, "store.db");
    let server = NameServer::start(Zone::Silent);
    let begun = Instant::now();
    let done = json(&stage, &format!("commit --dns {}", server.address));
    let waited = begun.elapsed();
    assert!(waited < Duration::from_secs(10), "{waited:?}");
    assert_eq!(done["revision"]["number"], 2, "{done:#}");
    let names = &done["names"][0];
    assert_eq!(names["domain"], "example.com", "{done:#}");
    assert!(names["mx_unknown"].is_string(), "{done:#}");
}

#[test]
fn strict_commit_says_what_can_be_accepted() {
    let stage = stage();
    stage_profile(&stage, "store.db");
    stage_domain(&stage, "store.db");
    let server = NameServer::start(Zone::Mx(&[(10, "mx.example.net")]));
    let line = format!("commit --strict --dns {}", server.address);
    let refused = run(&stage, &line).fails(3, "names-differ");
    insta::assert_snapshot!(refused.seen());
    let accepted = run(
        &stage,
        &format!("{line} --accept names-differ --accept self-signed"),
    );
    assert!(accepted.done().stdout.contains("accepted: "));
}

#[test]
fn strict_commit_is_refused_when_the_dns_does_not_say_who_receives_mail() {
    let stage = stage();
    stage_profile(&stage, "store.db");
    stage_domain(&stage, "store.db");
    for (zone, name, agreement) in [
        (Zone::Fails(2), "dns-no-answer", "unknown"),
        (Zone::Fails(5), "dns-no-answer", "unknown"),
        (Zone::Silent, "dns-no-answer", "unknown"),
        (Zone::Mx(&[(0, "")]), "mx-null", "differ"),
        (
            Zone::Mx(&[(10, "mail.example.com"), (20, "_mx.example.com")]),
            "mx-record-unusable",
            "agree",
        ),
    ] {
        let server = NameServer::start(zone);
        let line = format!("commit --strict --accept self-signed --dns {}", server.address);
        let refused = json(&stage, &line);
        assert_eq!(refused["error"]["name"], name, "{refused:#}");
        assert_eq!(refused["names"][0]["agreement"], agreement, "{refused:#}");
        assert_eq!(refused["names"][0]["agree"], agreement == "agree");
    }
    let server = NameServer::start(Zone::Fails(2));
    let accepted = run(
        &stage,
        &format!(
            "commit --strict --accept self-signed --accept dns-no-answer --dns {}",
            server.address
        ),
    );
    assert!(accepted.done().stdout.contains("unknown"));
}

#[test]
fn change_in_conflict_keeps_the_whole_commit_back() {
    let stage = stage();
    stage_port(&stage, "store.db", 2525, None);
    run(&stage, "commit").done();
    stage_profile(&stage, "store.db");
    stage_port(&stage, "store.db", 26, Some(1));
    let outcome = run(&stage, "commit");
    assert_eq!(outcome.code, 1, "{outcome:?}");
    insta::assert_snapshot!(outcome.seen());
    let refused = json(&stage, "commit");
    assert_eq!(refused["error"]["name"], "commit-conflict");
    assert_eq!(
        refused["conflicts"][0]["entry"], "listener IncomingMail",
        "{refused:#}"
    );
    assert!(
        run(&stage, "changes")
            .stdout
            .contains("in conflict with a later commit")
    );
    run(&stage, "clear listener/IncomingMail").done();
    assert!(run(&stage, "commit").done().stdout.contains("1 entry changed"));
}

#[test]
fn clear_takes_one_entry_or_all_back() {
    let stage = stage();
    stage_profile(&stage, "store.db");
    run(&stage, "clear profile/other").fails(3, "entry-not-staged");
    insta::assert_snapshot!(run(&stage, "clear listener/IncomingMail").done().seen());
    assert_eq!(json(&stage, "clear")["cleared"], json!(["profile mail"]));
    assert_eq!(run(&stage, "clear").done().stdout, "Nothing was staged\n");
}

#[test]
fn what_was_staged_after_it_was_looked_at_is_not_committed_with_it() {
    let stage = stage();
    run(&stage, "policy set ACCEPTED --tls required").done();
    let seen = json(&stage, "changes")["edition"].as_i64().unwrap();
    run(&stage, "destination add example.com --tls none").done();
    let refused = run(&stage, &format!("commit --edition {seen}")).fails(3, "candidate-changed");
    insta::assert_snapshot!("candidate_changed", refused.seen());
    let seen = json(&stage, "changes")["edition"].as_i64().unwrap();
    run(&stage, &format!("commit --edition {seen}")).done();
}
