//! What holds for every command: an answer that is missing stages nothing, and what was staged before stays.

use super::specimen::Specimen;
use crate::exit::Exit;

/// Every dialogue that changes something, up to its last question.
const DIALOGUES: &[&str] = &[
    "alertconfig\nnew\n",
    "alertconfig\nsetup\n",
    "certconfig\ncertauthority\ncustom\nimport\n",
    "certconfig\ncertificate\ndelete\nDemo\n",
    "certconfig\ncertificate\nedit\nDemo\nrekey\n",
    "certconfig\ncertificate\nexport\nDemo\nno-such-file.p12\n",
    "certconfig\ncertificate\nimport\nmx1\n",
    "certconfig\ncertificate\nnew\nmx1\nmx1.example.com\n\n\n\n\n\n\n\n",
    "destconfig\nnew\nexample.org\ny\n",
    "destconfig\ndefault\n",
    "destconfig\nsetup\n1\n",
    "interfaceconfig\nnew\nData1\n192.0.2.1\nmx1.example.com\ny\n443\n",
    "interfaceconfig\nedit\n1\n192.0.2.1\nmx1.example.com\ny\n443\n",
    "ldapconfig\nnew\ndirectory\nldap.example.com\n3\n636\n",
    "ldapconfig\nsetup\n",
    "listenerconfig\nnew\n2\nSecond\n1\n2525\n",
    "listenerconfig\nedit\n1\nport\n",
    "listenerconfig\nedit\n1\nhostaccess\nnew\n1\nBLOCKED\n192.0.2.0/24\n1\n",
    "listenerconfig\nedit\n1\nhostaccess\nnew\n2\nRELAYED\n3\n",
    "saveconfig\n3\n",
    "sethostname\n",
    "sslconfig\ninbound\n1-2\n\n",
    "sslconfig\npeer_cert_fqdn\ny\n",
    "sslconfig\npreset\n",
    "websecurityconfig\n",
];

#[test]
fn ctrl_c_before_the_last_answer_stages_nothing() {
    let mut specimen = Specimen::new();
    for dialogue in DIALOGUES {
        let (exit, transcript) = specimen.session(&format!("{dialogue}^C\nexit\n"));
        assert_eq!(exit, Exit::Done, "{transcript}");
        assert!(
            transcript.ends_with("^C\nLeft. Changes made before are kept.\nmail.example.com> exit\n"),
            "{transcript}"
        );
        assert_eq!(specimen.staged(), [""; 0], "{transcript}");
    }
}

#[test]
fn ctrl_c_keeps_what_was_staged_before_it() {
    let mut specimen = Specimen::new();
    let (_, transcript) = specimen.session(
        "listenerconfig\nedit\n1\ndomains\nexample.com\nport\n^C\ndestconfig\nnew\nexample.org\ny\n3\nnew\nexample.net\n^C\n",
    );
    assert_eq!(
        specimen.staged(),
        ["listener IncomingMail", "destination example.org"],
        "{transcript}"
    );
    assert!(
        transcript.contains("mail.example.com*> destconfig"),
        "{transcript}"
    );
}

#[test]
fn enter_on_every_question_changes_nothing() {
    let mut specimen = Specimen::new();
    for dialogue in [
        "alertconfig\nsetup\n\n\n",
        "destconfig\ndefault\n\nsetup\n\n\n\n",
        "interfaceconfig\nedit\n1\n\n\n\n\n\n\n",
        "ldapconfig\nsetup\n\n\n",
        "listenerconfig\nedit\n1\ninterface\n\nport\n\ntype\n\ndomains\n\ncertificate\n\n\n\n",
        "listenerconfig\nedit\n1\nhostaccess\nedit\n1\n1\n\n\nedit\n2\n1\n\n\n\n\n\n",
        "sethostname\n\n",
        "sslconfig\ngui\n\n\n\ninbound\n\n\n\noutbound\n\n\nother\n\n\n\n",
        "sslconfig\npeer_cert_fqdn\n\n\npeer_cert_x509\n\n\npreset\n\n\n",
        "websecurityconfig\n\n\n",
    ] {
        let (exit, transcript) = specimen.session(&format!("{dialogue}exit\n"));
        assert_eq!(exit, Exit::Done, "{transcript}");
        assert!(transcript.ends_with("mail.example.com> exit\n"), "{transcript}");
        assert_eq!(specimen.staged(), [""; 0], "{transcript}");
    }
}

#[test]
fn ctrl_c_at_a_question_of_commit_or_clear_keeps_the_changes() {
    let mut specimen = Specimen::new();
    specimen.session("destconfig\nnew\nexample.org\ny\n3\n\n");
    for command in ["commit", "clearchanges", "rollbackconfig", "loadconfig"] {
        let (_, transcript) = specimen.session(&format!("{command}\n^C\n"));
        assert_eq!(specimen.staged(), ["destination example.org"], "{transcript}");
    }
}

#[test]
fn ctrl_c_where_answers_are_not_shown_leaves_the_dialogue() {
    let mut specimen = Specimen::new();
    for dialogue in [
        "certconfig\ncertificate\nedit\nDemo\npaste\n-----BEGIN CERTIFICATE-----\n",
        "certconfig\ncertificate\npaste\nmx1\n-----BEGIN CERTIFICATE-----\n",
        "certconfig\ncertificate\nexport\nDemo\nno-such-file.p12\n1\nsecret\n",
        "loadconfig\n1\nformat = 1\n",
        "saveconfig\n2\nsecret\n",
    ] {
        let (exit, transcript) = specimen.session(&format!("{dialogue}^C\nexit\n"));
        assert_eq!(exit, Exit::Done, "{transcript}");
        assert!(
            transcript.ends_with("\nLeft. Changes made before are kept.\nmail.example.com> exit\n"),
            "{transcript}"
        );
        assert_eq!(specimen.staged(), [""; 0], "{transcript}");
    }
}
