//! `certctl lint`

use certcore::x509::Certificate;

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
    let expired = |finding: &&serde_json::Value| finding["name"] == "expired";
    let count = |document: &serde_json::Value| {
        let findings = document["findings"].as_array().unwrap();
        findings.iter().filter(expired).count()
    };
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

#[test]
fn each_trouble_of_a_file_is_told_with_its_line() {
    let stage = full_stage();
    let parts = ["root.crt", "intermediate.crt", "mail.crt", "intermediate.crt"].map(|name| stage.read(name));
    stage.write("messy.crt", parts.concat());
    let outcome = stage.run("lint messy.crt --for inbound");
    assert_eq!(outcome.code, 1);
    let lines = |block: &str| block.lines().count();
    let text = |name: &str| String::from_utf8(stage.read(name)).unwrap();
    let (root, issuer, leaf) = (
        lines(&text("root.crt")),
        lines(&text("intermediate.crt")),
        lines(&text("mail.crt")),
    );
    for expected in [
        format!("error messy.crt:{} [leaf-not-first]", root + issuer + 1),
        format!("warning messy.crt:{} [chain-duplicate]", root + issuer + leaf + 1),
        "warning messy.crt:1 [chain-out-of-order]".to_owned(),
        "notice messy.crt:1 [chain-includes-root]".to_owned(),
    ] {
        assert!(
            outcome.stdout.contains(&expected),
            "{expected}: {}",
            outcome.stdout
        );
    }
    // What is in other files belongs to no order, and makes the chain complete.
    let apart = stage.run("lint mail.crt intermediate.crt --for inbound").done();
    assert!(apart.stdout.starts_with("nothing found"), "{}", apart.stdout);
}

#[test]
fn certificates_of_authorities_are_no_leaves_unless_a_service_is_named() {
    let stage = full_stage();
    for file in ["intermediate.crt", "root.crt"] {
        stage.run(&format!("lint {file}")).done();
        let outcome = stage.run(&format!("lint {file} --for inbound"));
        assert_eq!(outcome.code, 1);
        assert!(outcome.stdout.contains("authority-as-leaf"), "{}", outcome.stdout);
    }
}

#[test]
fn a_damaged_certificate_is_told_beside_its_issuer() {
    let stage = full_stage();
    let mut der = Certificate::read(&stage.read("mail.crt")).unwrap().der().to_vec();
    *der.last_mut().unwrap() ^= 1;
    stage.write("damaged.der", der);
    let outcome = stage.run("lint damaged.der intermediate.crt");
    assert_eq!(outcome.code, 1);
    assert!(
        outcome.stdout.contains("[signature-invalid]"),
        "{}",
        outcome.stdout
    );
    assert!(!outcome.stdout.contains("[chain-"), "{}", outcome.stdout);
}
