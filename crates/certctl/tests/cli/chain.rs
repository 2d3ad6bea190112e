//! `certctl chain repair`

use crate::{
    authority::{TestAuthority, full_stage},
    redacted::redacted,
    stage::Stage,
};

#[test]
fn the_worst_answer_becomes_the_right_chain() {
    let stage = full_stage();
    let outcome = stage
        .run("chain repair answer.txt --key mail.key --ca root.crt --out fixed.crt")
        .done();
    insta::assert_snapshot!(outcome.seen());
    assert_eq!(stage.read("fixed.crt"), stage.read("chain.crt"));
}

#[test]
fn the_answer_has_its_stable_shape() {
    let stage = full_stage();
    let document = stage.json("chain repair answer.txt --csr mail.csr --ca root.crt");
    insta::assert_snapshot!(redacted(&format!("{document:#}")));
    assert_eq!(
        document["pem"].as_str().unwrap().as_bytes(),
        stage.read("chain.crt")
    );
}

#[test]
fn without_a_file_the_chain_goes_to_standard_output() {
    let stage = full_stage();
    let outcome = stage.run("chain repair answer.txt").done();
    assert_eq!(outcome.stdout.as_bytes(), stage.read("chain.crt"));
    assert!(outcome.stderr.starts_with("complete: "), "{outcome:?}");
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let stage = full_stage();
    for files in [
        "root.crt intermediate.crt mail.crt",
        "mail.crt root.crt intermediate.crt answer.txt",
    ] {
        let outcome = stage.run(&format!("chain repair {files}")).done();
        assert_eq!(outcome.stdout.as_bytes(), stage.read("chain.crt"), "{files}");
    }
}

#[test]
fn a_dry_run_shows_the_difference_and_writes_nothing() {
    let stage = full_stage();
    let before = stage.files();
    let outcome = stage
        .run("chain repair answer.txt --key mail.key --ca root.crt --dry-run --out fixed.crt")
        .done();
    insta::assert_snapshot!(outcome.seen());
    let over = stage
        .run("chain repair answer.txt --ca root.crt --dry-run --out chain.crt")
        .done();
    assert!(
        over.stdout.contains("chain.crt holds exactly this chain already"),
        "{over:?}"
    );
    let over = stage
        .run("chain repair answer.txt --ca root.crt --dry-run --out answer.txt")
        .done();
    assert!(
        over.stdout.contains("answer.txt holds something else"),
        "{over:?}"
    );
    assert_eq!(stage.files(), before);
    let document = stage.json("chain repair answer.txt --ca root.crt --dry-run");
    assert_eq!(document["dry_run"], true);
    assert!(document.get("pem").is_none());
}

#[test]
fn an_incomplete_chain_names_what_is_missing_and_ends_with_1() {
    let stage = full_stage();
    let outcome = stage.run("chain repair mail.crt --ca root.crt --out short.crt");
    assert_eq!(outcome.code, 1);
    insta::assert_snapshot!(outcome.seen());
    assert_eq!(stage.read("short.crt"), stage.read("mail.crt"));
    let outcome = stage.run("chain repair mail.crt --json");
    assert_eq!(outcome.code, 1);
    insta::assert_snapshot!(redacted(&format!("{:#}", outcome.document())));
}

#[test]
fn an_incomplete_chain_beside_a_damaged_block_is_not_written() {
    let stage = full_stage();
    let chain = String::from_utf8(stage.read("chain.crt")).expect("PEM");
    stage.write("cut.crt", chain.get(..chain.len() * 3 / 4).expect("ASCII"));
    let outcome = stage.run("chain repair cut.crt --ca root.crt --out short.crt");
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stderr.contains("[pem-end-missing]"), "{outcome:?}");
    assert!(!stage.files().iter().any(|name| name.contains("short.crt")));
}

#[test]
fn a_root_that_is_not_given_is_not_trusted() {
    let stage = full_stage();
    stage.write("other.crt", TestAuthority::new().root().write_pem());
    let outcome = stage.run("chain repair answer.txt --ca other.crt --json");
    assert_eq!(outcome.code, 1);
    assert_eq!(outcome.document()["end"]["kind"], "untrusted-root");
}

#[test]
fn the_root_is_kept_on_request() {
    let stage = full_stage();
    let outcome = stage
        .run("chain repair chain.crt --ca root.crt --keep-root")
        .done();
    let expected = [stage.read("chain.crt"), stage.read("root.crt")].concat();
    assert_eq!(outcome.stdout.as_bytes(), expected);
    assert!(outcome.stderr.contains("trust anchors"), "{outcome:?}");
}

#[test]
fn a_key_among_the_files_chooses_the_leaf() {
    let stage = full_stage();
    let authority = TestAuthority::new();
    stage
        .run("key generate --algorithm ec-p256 --out other.key")
        .done();
    stage
        .run("csr create --key other.key --cn other.example.com --out other.csr")
        .done();
    stage.write("other.crt", authority.sign(&stage.read("other.csr")).write_pem());
    stage
        .run("chain repair answer.txt other.crt")
        .fails(3, "leaf-ambiguous");
    let chosen = stage.run("chain repair answer.txt other.crt mail.key").done();
    assert_eq!(chosen.stdout.as_bytes(), stage.read("chain.crt"));
    let by_request = stage.run("chain repair answer.txt other.crt mail.csr").done();
    assert_eq!(by_request.stdout, chosen.stdout);
}

#[test]
fn a_pkcs12_file_is_a_pile_too() {
    let stage = full_stage();
    let outcome = stage
        .run("chain repair mail.p12 --password-file password.txt --ca root.crt")
        .done();
    assert_eq!(outcome.stdout.as_bytes(), stage.read("chain.crt"));
    stage
        .run("chain repair mail.p12")
        .fails(3, "pkcs12-password-missing");
}

#[test]
fn a_damaged_block_is_a_warning_when_enough_is_left() {
    let stage = full_stage();
    let text = String::from_utf8(stage.read("root.crt"))
        .unwrap()
        .replacen("MII", "!!!", 1);
    stage.write("damaged.pem", text);
    let outcome = stage.run("chain repair chain.crt damaged.pem --ca root.crt");
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(
        outcome.stdout.contains("-----BEGIN CERTIFICATE-----"),
        "{outcome:?}"
    );
    assert!(outcome.stderr.contains("warning: damaged.pem:1: "), "{outcome:?}");
}

#[test]
fn an_output_that_exists_is_replaced_only_by_force() {
    let stage = full_stage();
    stage
        .run("chain repair answer.txt --out answer.txt")
        .fails(3, "output-exists");
    stage
        .run("chain repair answer.txt --out answer.txt --force")
        .done();
    assert_eq!(stage.read("answer.txt"), stage.read("chain.crt"));
}

#[test]
fn a_pile_of_thousands_is_told_in_a_few_lines_and_in_full_in_json() {
    let stage = full_stage();
    let text = String::from_utf8(stage.read("chain.crt")).unwrap();
    stage.write("many.pem", text.repeat(1_000));
    for line in [
        "chain repair many.pem --ca root.crt",
        "chain repair many.pem --ca root.crt --dry-run",
    ] {
        let outcome = stage.run(line).done();
        let told = if line.ends_with("run") {
            outcome.stdout
        } else {
            outcome.stderr
        };
        assert!(told.lines().count() < 60, "{told}");
        assert!(told.contains("2 certificates to serve, 1998 removed"), "{told}");
        assert!(
            told.contains("and 998 more times") || told.contains("and 1960 more; --json"),
            "{told}"
        );
    }
    let document = stage.json("chain repair many.pem --ca root.crt");
    assert_eq!(document["removed"].as_array().unwrap().len(), 1_998);
}

#[test]
fn key_and_request_are_not_given_together() {
    let outcome = Stage::new().run("chain repair a --key b --csr c");
    assert_eq!(outcome.code, 2);
}
