//! What holds for every command: an answer that is missing stages nothing, what was staged before stays, and what
//! does not do is asked again.

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
        "alertconfig\nsetup\n\n\n\n",
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

#[test]
fn answers_that_do_not_do_are_asked_again() {
    for (lines, parts) in [
        (
            "alertconfig\nnew\npostmaster\npostmaster@example.com\n\n",
            &["> postmaster\n'postmaster' is no mail address"] as &[&str],
        ),
        (
            "certconfig\ncertificate\nnew\na b\nDemo\nmx2\nmail_1.example.com\nmx2.example.com\n\n\n\n\nSweden\nSE\n\
             mail..example.com\n\nsoon\n0\n90\n12\n4\n\n\n",
            &[
                "[entry-name-invalid]",
                "[profile-exists]",
                "[host-name-invalid]",
                "[country-invalid]",
                "[days-invalid]",
                "[validity-without-days]",
                "[selection-not-in-list]",
            ],
        ),
        (
            "certconfig\ncertificate\npaste\nmx2\nnothing\n.\n^C\n",
            &[
                "[input-text]",
                "\n.\n",
                "[input-text]\nPaste public certificate in PEM format (end with '.'):\n",
            ],
        ),
        (
            "destconfig\nnew\nexample org\ndefault\nexample.org\ny\n2\nedit\nexample.ogr\nexample.org\n\n2\n\n",
            &[
                "> example org\n'example org' is no destination;",
                "> default\ndestination default is there already; change that one, or choose another name [entry-exists]\n",
                "> example.ogr\nthere is no destination example.ogr; did you mean example.org? [entry-missing]\n",
            ],
        ),
        (
            "interfaceconfig\nnew\nData 1\nManagement\nData1\n192.0.2.1/24\n192.0.2.1\nmail example\nmail.example.com\ny\n\
             99999\n443\n7\n1\n\n",
            &[
                "> Data 1\n'Data 1' cannot be the name of a interface",
                "> Management\ninterface Management is there already;",
                "> 192.0.2.1/24\n'192.0.2.1/24' is no address;",
                "> mail example\n",
                "> 99999\n'99999' is no port;",
                "> 7\n7 is not in the list;",
            ],
        ),
        (
            "listenerconfig\nnew\n\nSecond\nMangement\n1\n0\n2525\n\nedit\nSecond\nhostaccess\nnew\n1\nBAD\n10.0.0.1/8\n\
             10.0.0.1\n1\n1\n\n\n\n",
            &[
                "> Mangement\n'Mangement' is neither in the list nor the number 1 [selection-malformed]\n",
                "> 0\n'0' is no port; enter a number from 1 to 65535 [port-invalid]\n",
                "> 10.0.0.1/8\n'10.0.0.1/8' is no sender;",
            ],
        ),
        (
            "sethostname\nmail example\nmail.example.com\n",
            &["> mail example\n", "[host-name-invalid]\nEnter the hostname"],
        ),
        (
            "sslconfig\ngui\n1,3\n1-2\n\n\n\n",
            &[
                "[1-2]> 1,3\nTLS 1.2 is missing between 1.1 and 1.3: versions can be chosen only in an unbroken sequence; \
                 add 1.2 or leave out what lies on one side of it [protocol-gap]\n\
                 Enter the GUI HTTPS SSL method you want to use.\n",
            ],
        ),
        (
            "sslconfig\noutbound\n3-4\nNONSENSE\n\nAES128-SHA\n\n",
            &[
                "> NONSENSE\nthe cipher string selects no suite of TLS 1.2 or older;",
                "[cipher-string-selects-nothing]\nEnter the outbound SMTP ssl cipher you want to use.\n",
                "[ciphers-not-for-versions]\nEnter the outbound SMTP ssl cipher you want to use.\n",
                "> AES128-SHA\nwarning: outbound speaks TLS 1.0 and 1.1",
                "  Outbound SMTP method: tlsv1_0tlsv1_1\n  Outbound SMTP ciphers: AES128-SHA\n",
            ],
        ),
    ] {
        let (exit, transcript) = Specimen::new().session(&format!("{lines}exit\n\n"));
        assert_eq!(exit, Exit::Done, "{transcript}");
        for part in parts {
            assert!(transcript.contains(part), "{part}: {transcript}");
        }
    }
}

#[test]
fn enter_leads_back_where_there_is_nothing_to_keep() {
    let menu = "Choose the operation you want to perform:\n";
    for (lines, questions) in [
        (
            "certconfig\ncertificate\nedit\n\nexport\n\ndelete\n\nnew\n\n\n\n",
            6,
        ),
        ("alertconfig\nnew\n\n\n", 2),
        ("destconfig\nnew\n\n\n", 2),
        ("interfaceconfig\nedit\n\ndelete\n\n\n", 3),
        ("sslconfig\nverify\n\n\n", 2),
    ] {
        let mut specimen = Specimen::new();
        let (_, transcript) = specimen.session(&format!("{lines}exit\n"));
        assert!(transcript.ends_with("mail.example.com> exit\n"), "{transcript}");
        assert!(transcript.matches(menu).count() >= questions, "{transcript}");
        assert_eq!(specimen.staged(), [""; 0], "{transcript}");
    }
}

#[test]
fn what_fails_within_a_menu_leads_back_to_that_menu() {
    for (lines, error) in [
        (
            "certconfig\ncertificate\ndelete\nDemo\ny\nprint\n\n\n",
            "[entry-in-use]",
        ),
        (
            "certconfig\ncertificate\nedit\nDemo\nview\nrenew\nn\n\n\n\n",
            "[csr-none]",
        ),
        (
            "interfaceconfig\ndelete\n1\nedit\n1\n\n\n\n\n\n\n",
            "[entry-in-use]",
        ),
        (
            "listenerconfig\nedit\n1\nhostaccess\ndelete\n2\nACCEPTED\nprint\n\n\n\n",
            "[entry-in-use]",
        ),
        (
            "destconfig\nnew\nexample.org\ny\n2\ndelete\ndefault\nlist\n\n",
            "[destination-default]",
        ),
    ] {
        let (_, transcript) = Specimen::new().session(&format!("{lines}exit\n\n"));
        let (_, after) = transcript.split_once(error).expect("the error is told");
        let (before_the_next_menu, _) = after.split_once("\n[]> ").expect("a menu follows");
        assert!(
            !before_the_next_menu.contains("\nmail.example.com"),
            "{transcript}"
        );
    }
}

#[test]
fn a_listener_is_offered_where_there_is_an_interface() {
    let (_, transcript) = Specimen::new()
        .session("listenerconfig\ndelete\n1\n\ninterfaceconfig\ndelete\n1\n\nlistenerconfig\nexit\n\n");
    assert!(
        transcript.contains(
            "No listeners are currently configured.\nA listener needs an interface; interfaceconfig makes one.\n"
        ),
        "{transcript}"
    );
}

#[test]
fn sender_groups_are_offered_where_there_are_some() {
    let (_, transcript) =
        Specimen::new().session("listenerconfig\nedit\n1\nhostaccess\ndelete\n1\nALL\nedit\n^C\nexit\n\n");
    assert!(transcript.contains("\n1. Edit Policy\n[1]> ^C"), "{transcript}");
}

#[test]
fn no_certificate_can_be_chosen_and_kept() {
    let mut specimen = Specimen::new();
    let (_, transcript) = specimen.session(
        "destconfig\nsetup\nnone\n\n\nldapconfig\nsetup\n2\nsetup\n\n\n\
         interfaceconfig\nedit\n1\n\n\n\n\nNone\n\nlistenerconfig\nedit\n1\ncertificate\nNone\n\n\nexit\n\n",
    );
    assert_eq!(
        specimen.staged(),
        [
            "interface Management",
            "listener IncomingMail",
            "destination-settings",
            "ldap-settings",
        ],
        "{transcript}"
    );
    // ENTER on every question with nothing bound: all of it can still be changed.
    let (_, transcript) = specimen.session(
        "destconfig\nsetup\n\ny\n\nldapconfig\nsetup\n\n\nwebsecurityconfig\ny\n2\n\
         interfaceconfig\nedit\n1\n192.0.2.9\n\n\n\n\n\nexit\n\n",
    );
    assert!(
        transcript.contains("2. None\nPlease choose the certificate to apply: [2]> \n"),
        "{transcript}"
    );
    assert!(transcript.contains("Management (192.0.2.9: "), "{transcript}");
}

#[test]
fn a_new_entry_begins_as_that_of_the_verb() {
    let (_, transcript) = Specimen::new().session(
        "certconfig\ncertificate\nnew\nmx\n\n\n\n\n\n\n\nmx.example.com\n\n\n\n\n\n\n\n\n\n\n\n\n\
         listenerconfig\nedit\n1\nhostaccess\nnew\n2\nPARTNERS\n\n\n\n\n\nexit\n\n",
    );
    // Without any name the questions begin again, with what was answered.
    assert_eq!(
        transcript.matches("[subject-without-name]").count(),
        1,
        "{transcript}"
    );
    assert!(transcript.contains("9. ml-dsa-87\n[4]> \n"), "{transcript}");
    assert!(transcript.contains("  key       ec-p256\n"), "{transcript}");
    assert!(transcript.contains("3. Required\n[2]> \n"), "{transcript}");
}
