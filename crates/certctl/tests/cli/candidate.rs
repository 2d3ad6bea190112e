//! `certctl changes`, `certctl commit`, `certctl clear`

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

/// Without the sixteen digits by which people know a key or a certificate.
fn seen(outcome: &Outcome) -> String {
    let seen = outcome.seen();
    let mut pieces = seen.split('…');
    let mut result = String::new();
    let last = pieces.next_back().unwrap();
    for piece in pieces {
        let (kept, digits) = piece.split_at(piece.len() - 16);
        assert!(digits.bytes().all(|digit| digit.is_ascii_hexdigit()), "{digits}");
        result.push_str(kept);
        result.push_str("[digits]");
    }
    result + last
}

#[test]
fn changes_show_each_field_as_it_is_and_as_it_will_be() {
    let stage = stage();
    stage_profile(&stage, "store.db");
    insta::assert_snapshot!(seen(&run(&stage, "changes").done()));
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
    assert_eq!(json(&stage, "changes")["changes"], serde_json::json!([]));
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
    assert_eq!(json(&stage, "changes")["changes"][0]["kind"], "listener");
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
fn change_in_conflict_stays_staged_and_the_rest_goes_through() {
    let stage = stage();
    stage_port(&stage, "store.db", 2525, None);
    run(&stage, "commit").done();
    stage_profile(&stage, "store.db");
    stage_port(&stage, "store.db", 26, Some(1));
    let outcome = run(&stage, "commit");
    assert_eq!(outcome.code, 1, "{outcome:?}");
    insta::assert_snapshot!(outcome.seen());
    run(&stage, "commit").fails(3, "commit-conflict");
    assert!(
        run(&stage, "changes")
            .stdout
            .contains("in conflict with a later commit")
    );
    run(&stage, "clear listener/IncomingMail").done();
    assert_eq!(
        run(&stage, "commit").done().stdout,
        "There is no data to commit.\n"
    );
}

#[test]
fn clear_takes_one_entry_or_all_back() {
    let stage = stage();
    stage_profile(&stage, "store.db");
    run(&stage, "clear profile/other").fails(3, "entry-not-staged");
    insta::assert_snapshot!(run(&stage, "clear listener/IncomingMail").done().seen());
    assert_eq!(
        json(&stage, "clear")["cleared"],
        serde_json::json!(["profile mail"])
    );
    assert_eq!(run(&stage, "clear").done().stdout, "Nothing was staged\n");
}
