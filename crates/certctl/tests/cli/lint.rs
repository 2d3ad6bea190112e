//! `certctl lint`

use crate::{authority::full_stage, redacted::redacted};

#[test]
fn a_sound_chain_has_no_finding() {
    let stage = full_stage();
    insta::assert_snapshot!(stage.run("lint chain.crt --for inbound,outbound").done().seen());
}

#[test]
fn an_unfit_usage_is_an_error_and_ends_with_1() {
    let stage = full_stage();
    stage
        .run("csr create --key mail.key --cn mail.example.com --for inbound --out server.csr")
        .done();
    let outcome = stage.run("lint server.csr --for outbound");
    assert_eq!(outcome.code, 1);
    insta::assert_snapshot!(outcome.seen());
    let outcome = stage.run("lint server.csr --for outbound --json");
    assert_eq!(outcome.code, 1);
    insta::assert_snapshot!(redacted(&format!("{:#}", outcome.document())));
}

#[test]
fn an_issuer_of_two_leaves_is_told_about_once() {
    let stage = full_stage();
    stage.write(
        "twice.pem",
        [stage.read("answer.txt"), stage.read("chain.crt")].concat(),
    );
    let once = stage.json("lint answer.txt --at 2099-01-01");
    let twice = stage.json("lint twice.pem --at 2099-01-01");
    let count = |document: &serde_json::Value| document["findings"].as_array().unwrap().len();
    assert!(count(&once) > 0);
    assert_eq!(count(&once), count(&twice));
}

#[test]
fn a_file_that_begins_with_the_leaf_is_taken_as_a_server_sends_it() {
    let stage = full_stage();
    let parts = ["mail.crt", "root.crt", "intermediate.crt"].map(|name| stage.read(name));
    stage.write("served.crt", parts.concat());
    let document = stage.json("lint served.crt");
    let names: Vec<_> = document["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| &finding["name"])
        .collect();
    assert!(names.contains(&&"chain-out-of-order".into()), "{names:?}");
    let apart = stage.json("lint mail.crt root.crt intermediate.crt");
    let names: Vec<_> = apart["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| &finding["name"])
        .collect();
    assert!(!names.contains(&&"chain-out-of-order".into()), "{names:?}");
}

#[test]
fn the_gravest_finding_comes_first() {
    let document = full_stage()
        .run("lint self-signed.crt --for outbound --at 2099-01-01 --json")
        .document();
    let severities: Vec<_> = document["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| match finding["severity"].as_str().unwrap() {
            "error" => 0,
            "warning" => 1,
            _ => 2,
        })
        .collect();
    assert!(severities.is_sorted() && !severities.is_empty(), "{severities:?}");
}
