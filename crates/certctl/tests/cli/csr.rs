//! `certctl csr create`

use certcore::x509::CertificateRequest;

use crate::{authority::full_stage, redacted::redacted, stage::Stage};

#[test]
fn a_request_says_what_it_carries_and_what_comes_next() {
    let stage = Stage::with_key();
    let outcome = stage
        .run("csr create --key mail.key --cn mail.example.com --dns MX2.example.com --for inbound --out mail.csr")
        .done();
    insta::assert_snapshot!(outcome.seen());
    let request = CertificateRequest::read(&stage.read("mail.csr")).unwrap();
    request.check().unwrap();
    assert_eq!(
        request.alternative_names().unwrap().dns,
        ["mail.example.com", "mx2.example.com"]
    );
}

#[test]
fn what_comes_next_runs_nothing_that_a_file_name_says() {
    let stage = Stage::with_key();
    let name = "a;touch ran.csr";
    let outcome = stage
        .run_words(&[
            "csr",
            "create",
            "--json",
            "--key",
            "mail.key",
            "--cn",
            "mail.example.com",
            "--out",
            name,
        ])
        .done();
    let hint = outcome.document()["hints"][0].as_str().unwrap().to_owned();
    assert_eq!(
        hint,
        "certctl names check 'a;touch ran.csr' --interface mail.example.com --domain example.com"
    );
}

#[test]
fn every_part_of_the_description_arrives() {
    let stage = Stage::with_key();
    let outcome = stage.run_words(&[
        "csr",
        "create",
        "--json",
        "--key",
        "mail.key",
        "--cn",
        "müller.example",
        "--org",
        "Bob's Räksmörgås AB",
        "--org-unit",
        "Mail",
        "--locality",
        "Malmö",
        "--state",
        "Skåne",
        "--country",
        "se",
        "--subject-email",
        "a@example.com",
        "--dns",
        "*.example.com",
        "--ip",
        "192.0.2.25",
        "--ip",
        "2001:db8::25",
        "--email",
        "postmaster@example.com",
        "--for",
        "inbound,outbound,https,ldap",
    ]);
    insta::assert_snapshot!(redacted(&format!("{:#}", outcome.done().document())));
}

#[test]
fn without_a_file_the_request_goes_to_standard_output_and_the_talk_does_not() {
    let stage = Stage::with_key();
    let outcome = stage
        .run("csr create --key mail.key --cn mail.example.com")
        .done();
    CertificateRequest::read(outcome.stdout.as_bytes()).unwrap();
    assert!(
        outcome
            .stdout
            .starts_with("-----BEGIN CERTIFICATE REQUEST-----\n")
    );
    assert!(outcome.stderr.contains("dns"), "{}", outcome.stderr);
    let explicit = stage
        .run("csr create --key mail.key --cn mail.example.com --out -")
        .done();
    assert!(
        explicit
            .stdout
            .starts_with("-----BEGIN CERTIFICATE REQUEST-----\n")
    );
}

#[test]
fn a_key_from_standard_input_works() {
    let stage = Stage::with_key();
    let key = stage.read("mail.key");
    stage
        .run_with_input("csr create --key - --cn mail.example.com", &key)
        .done();
}

#[test]
fn a_key_that_others_can_read_is_warned_about_and_used() {
    let stage = Stage::with_key();
    stage.set_mode("mail.key", 0o644);
    let outcome = stage
        .run("csr create --key mail.key --cn mail.example.com --out mail.csr")
        .done();
    assert!(
        outcome.stderr.contains("[key-file-readable-by-others]"),
        "{outcome:?}"
    );
    assert!(outcome.stderr.contains("chmod 600"), "{outcome:?}");
    let document = stage.json("csr create --key mail.key --cn mail.example.com");
    assert_eq!(document["warnings"][0]["name"], "key-file-readable-by-others");
    stage.set_mode("mail.key", 0o600);
    let document = stage.json("csr create --key mail.key --cn mail.example.com");
    assert_eq!(document["warnings"].as_array().unwrap().len(), 0);
}

#[test]
fn names_that_no_ca_signs_are_refused_with_the_name_and_the_reason() {
    let stage = Stage::with_key();
    for name in [
        "mail_1.example.com",
        "mail..example.com",
        "mail.example.com.",
        "mail.*.example.com",
        "192.0.2.1.",
        &format!("{}.example.com", "a".repeat(64)),
    ] {
        let outcome = stage.run_words(&[
            "csr",
            "create",
            "--key",
            "mail.key",
            "--cn",
            "a.example",
            "--dns",
            name,
        ]);
        let outcome = outcome.fails(3, "host-name-invalid");
        assert!(outcome.stderr.contains(name), "{outcome:?}");
    }
    for (option, value, error) in [
        ("--country", "Sweden", "country-invalid"),
        ("--email", "postmaster", "email-invalid"),
        ("--org", "", "subject-field-empty"),
    ] {
        let words = [
            "csr",
            "create",
            "--key",
            "mail.key",
            "--cn",
            "a.example",
            option,
            value,
            "--out",
            "x.csr",
        ];
        stage.run_words(&words).fails(3, error);
    }
    stage
        .run("csr create --key mail.key --org Example")
        .fails(3, "subject-without-name");
    assert_eq!(stage.files(), ["mail.key"]);
}

#[test]
fn a_request_for_outbound_mail_needs_no_check_against_mx_records() {
    let stage = Stage::with_key();
    let document = stage.json("csr create --key mail.key --cn mail.example.com --for outbound");
    assert_eq!(document["hints"].as_array().unwrap().len(), 0);
}

#[test]
fn the_next_command_is_one_that_works() {
    let stage = Stage::with_key();
    let document = stage.json("csr create --key mail.key --cn mail.example.com --out mail.csr");
    let hint = document["hints"][0].as_str().unwrap();
    let (command, _domain) = hint.split_once(" --domain ").unwrap();
    let line = format!("{} --mx mail.example.com", command.trim_start_matches("certctl "));
    stage.run(&line).done();
}

#[test]
fn the_same_password_option_works_here_as_where_the_key_was_made() {
    let stage = Stage::new();
    stage.write("password.txt", "secret");
    stage
        .run("key generate --algorithm ec-p256 --password-file password.txt --out mail.key")
        .done();
    for option in ["--password-file", "--key-password-file"] {
        stage
            .run(&format!(
                "csr create --key mail.key --cn a.example {option} password.txt"
            ))
            .done();
    }
    stage.write("wrong.txt", "secret ");
    stage
        .run("csr create --key mail.key --cn a.example --password-file wrong.txt")
        .fails(3, "key-wrong-password");
    stage
        .run("csr create --key mail.key --cn a.example")
        .fails(2, "password-source-missing");
}

/// `--key` takes a key in every form in which `inspect` finds one.
#[test]
fn the_key_can_have_any_form() {
    let stage = full_stage();
    let pem = String::from_utf8(stage.read("mail.key")).unwrap();
    let utf16: Vec<u8> = format!("\u{feff}{pem}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    stage.write("utf16.key", utf16);
    stage.write(
        "quoted.key",
        format!("> {}", pem.trim_end().replace('\n', "\n> ")),
    );
    let bare: Vec<_> = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    stage.write("bare.key", bare.join("\n"));
    stage.write("twice.key", pem.repeat(2));
    for key in ["utf16.key", "quoted.key", "bare.key", "twice.key"] {
        let line = format!("csr create --key {key} --cn a.example");
        stage.run(&line).done();
    }
    stage
        .run("csr create --key mail.p12 --key-password-file password.txt --cn a.example")
        .done();
}

#[test]
fn what_is_no_key_is_called_what_it_is() {
    let stage = full_stage();
    stage.write("empty", "");
    stage.write("page.html", "<html><body>Log in</body></html>");
    stage.write(
        "ssh.key",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU=\n-----END OPENSSH PRIVATE KEY-----\n",
    );
    for (file, name) in [
        ("empty", "input-empty"),
        ("page.html", "input-html"),
        ("ssh.key", "input-ssh-key"),
        ("mail.csr", "key-not-found"),
    ] {
        let outcome = stage.run(&format!("csr create --key {file} --cn a.example"));
        outcome.fails(3, name);
    }
    let line = "csr create --key mail.p12 --cn a.example";
    stage.run(line).fails(2, "password-source-missing");
}

#[test]
fn one_of_several_keys_or_requests_is_not_taken_by_chance() {
    let stage = full_stage();
    stage
        .run("key generate --algorithm ec-p256 --out other.key")
        .done();
    stage.write(
        "keys.pem",
        [stage.read("mail.key"), stage.read("other.key")].concat(),
    );
    let line = "csr create --key keys.pem --cn a.example";
    stage.run(line).fails(3, "key-ambiguous");
    stage
        .run("csr create --key other.key --cn a.example --out other.csr")
        .done();
    stage.write(
        "requests.pem",
        [stage.read("mail.csr"), stage.read("other.csr")].concat(),
    );
    let line = "chain repair answer.txt --csr requests.pem";
    stage.run(line).fails(3, "request-ambiguous");
}

#[test]
fn a_file_without_a_key_is_no_secret() {
    let stage = full_stage();
    stage.set_mode("mail.crt", 0o644);
    let outcome = stage.run("csr create --key mail.crt --cn a.example");
    assert!(
        !outcome.stderr.contains("[key-file-readable-by-others]"),
        "{outcome:?}"
    );
    outcome.fails(3, "key-not-found");
}
