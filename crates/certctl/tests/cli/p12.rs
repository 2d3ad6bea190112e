//! `certctl p12 create`, `inspect` and `extract`

use certcore::{key::PrivateKey, pkcs12::Pkcs12, secret::Password};

use crate::{
    authority::{PASSWORD, full_stage},
    redacted::redacted,
};

const CREATE: &str = "p12 create --key mail.key --cert chain.crt --ca root.crt --password-file password.txt";

#[test]
fn a_backup_holds_key_and_chain_and_is_private() {
    let stage = full_stage();
    let outcome = stage.run(&format!("{CREATE} --out backup.p12")).done();
    insta::assert_snapshot!(outcome.seen());
    assert_eq!(stage.mode("backup.p12"), 0o600);
    let file = Pkcs12::read(&stage.read("backup.p12"), &Password::new(PASSWORD).unwrap()).unwrap();
    assert_eq!(file.key_names(), ["mail.example.com"]);
    assert_eq!(file.certificates().len(), 2);
}

#[test]
fn every_profile_reads_back() {
    let stage = full_stage();
    for profile in ["modern", "pbmac1", "legacy"] {
        let document = stage.json(&format!(
            "{CREATE} --profile {profile} --name gateway --out {profile}.p12"
        ));
        assert_eq!(document["profile"], profile);
        let weak = profile == "legacy";
        assert_eq!(document["pkcs12"]["protection"]["weak"], weak);
        assert_eq!(
            document["warnings"].as_array().unwrap().len(),
            usize::from(weak),
            "{document:#}"
        );
        let document = stage.json(&format!("p12 inspect {profile}.p12 --password-file password.txt"));
        assert_eq!(document["keys"][0]["name"], "gateway");
    }
    let outcome = stage
        .run(&format!("{CREATE} --profile legacy --out again.p12"))
        .done();
    assert!(outcome.stderr.contains("[pkcs12-legacy-profile]"), "{outcome:?}");
}

#[test]
fn the_worst_answer_is_put_in_order_on_the_way() {
    let stage = full_stage();
    let document = stage.json(
        "p12 create --key mail.key --cert answer.txt --ca root.crt --password-file password.txt --out a.p12",
    );
    assert_eq!(document["chain"]["removed"].as_array().unwrap().len(), 2);
    assert_eq!(document["pkcs12"]["certificates"].as_array().unwrap().len(), 2);
    let document = stage.json(
        "p12 create --key mail.key --cert answer.txt --keep-root --password-file password.txt --out b.p12",
    );
    assert_eq!(document["pkcs12"]["certificates"].as_array().unwrap().len(), 3);
}

#[test]
fn an_incomplete_chain_is_written_with_a_warning() {
    let stage = full_stage();
    let outcome = stage
        .run("p12 create --key mail.key --cert mail.crt --password-file password.txt --out a.p12")
        .done();
    assert!(outcome.stderr.contains("[chain-incomplete]"), "{outcome:?}");
}

#[test]
fn key_and_file_have_passwords_of_their_own() {
    let stage = full_stage();
    let line = "p12 create --key encrypted.key --cert chain.crt --ca root.crt --out a.p12";
    stage
        .run(&format!("{line} --password-file password.txt"))
        .fails(2, "password-source-missing");
    stage
        .run_with_input(
            &format!("{line} --password-file - --key-password-file -"),
            PASSWORD.as_bytes(),
        )
        .fails(2, "stdin-used-twice");
    stage
        .run(&format!(
            "{line} --password-file password.txt --key-password-file key-password.txt"
        ))
        .done();
}

#[test]
fn a_file_is_shown_with_its_protection() {
    let stage = full_stage();
    let line = "p12 inspect mail.p12 --password-file password.txt";
    insta::assert_snapshot!(stage.run(line).done().seen());
    insta::assert_snapshot!(redacted(&format!("{:#}", stage.json(line))));
}

#[test]
fn extraction_gives_back_what_went_in() {
    let stage = full_stage();
    let outcome = stage
        .run("p12 extract mail.p12 --password-file password.txt --out-dir restored/here")
        .done();
    insta::assert_snapshot!(outcome.seen());
    assert_eq!(
        stage.read("restored/here/mail-chain.crt"),
        stage.read("chain.crt")
    );
    assert_eq!(stage.read("restored/here/mail.crt"), stage.read("mail.crt"));
    assert_eq!(stage.mode("restored/here/mail.key"), 0o600);
    let before = PrivateKey::read(&stage.read("mail.key"), None).unwrap();
    let after = PrivateKey::read(&stage.read("restored/here/mail.key"), None).unwrap();
    assert_eq!(*before.write_der().unwrap(), *after.write_der().unwrap());
}

#[test]
fn extraction_loses_no_certificate_and_can_encrypt_the_key() {
    let stage = full_stage();
    stage
        .run("p12 create --key mail.key --cert answer.txt --keep-root --password-file password.txt --out root.p12")
        .done();
    let document = stage.json(
        "p12 extract root.p12 --password-file password.txt --key-password-file key-password.txt --out-dir r",
    );
    assert_eq!(document["key"]["encrypted"], true);
    assert_eq!(stage.read("r/root-others.crt"), stage.read("root.crt"));
    assert_eq!(stage.read("r/root-chain.crt"), stage.read("chain.crt"));
    assert!(
        stage
            .read("r/root.key")
            .starts_with(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    );
}

#[test]
fn extraction_writes_all_files_or_none() {
    let stage = full_stage();
    stage.write("mail-chain.crt", "mine");
    std::fs::remove_file(stage.path("mail.key")).unwrap();
    std::fs::remove_file(stage.path("mail.crt")).unwrap();
    let before = stage.files();
    stage
        .run("p12 extract mail.p12 --password-file password.txt")
        .fails(3, "output-exists");
    assert_eq!(stage.files(), before);
    assert_eq!(stage.read("mail-chain.crt"), b"mine");
    stage
        .run("p12 extract mail.p12 --password-file password.txt --force")
        .done();
    assert_eq!(stage.read("mail-chain.crt"), stage.read("chain.crt"));
}

#[test]
fn a_second_file_behind_a_file_is_not_passed_over() {
    let stage = full_stage();
    let file = stage.read("mail.p12");
    stage.write("two.p12", [&file[..], &file].concat());
    let line = "p12 inspect two.p12 --password-file password.txt";
    let outcome = stage.run(line);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stderr.contains("[pkcs12-octets-follow]"), "{outcome:?}");
    let outcome = stage.run("p12 extract two.p12 --password-file password.txt --out-dir out");
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stderr.contains("[pkcs12-octets-follow]"), "{outcome:?}");
    stage.write("padded.p12", [&file[..], b"\r\n\0"].concat());
    stage
        .run("p12 inspect padded.p12 --password-file password.txt")
        .done();
}

#[test]
fn a_second_pem_block_beside_a_file_is_not_passed_over() {
    let stage = full_stage();
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/import/certtool-p12.pem"
    );
    let block = std::fs::read_to_string(path).unwrap();
    stage.write("password", "correct horse\n");
    stage.set_mode("password", 0o600);
    stage.write("one.pem", format!("a note\n{block}").as_bytes());
    stage.run("p12 inspect one.pem --password-file password").done();
    stage.write("two.pem", format!("{block}{block}").as_bytes());
    let outcome = stage.run("p12 inspect two.pem --password-file password");
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stderr.contains("[pkcs12-octets-follow]"), "{outcome:?}");
}
