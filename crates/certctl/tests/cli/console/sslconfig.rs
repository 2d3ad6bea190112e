//! `sslconfig`

use super::desk::Desk;

#[test]
fn versions_ciphers_and_renegotiation_are_set_as_on_the_appliance() {
    let lines = "sslconfig\ninbound\n2-3\nHIGH:!aNULL\ny\n\nexit\n\n";
    insta::assert_snapshot!(Desk::new().transcript(lines));
}

#[test]
fn a_gap_between_versions_is_refused_with_the_rule_and_asked_again() {
    let lines = "sslconfig\ngui\n1,3\n1-2\n\n\n\n";
    let seen = Desk::new().transcript(lines);
    assert!(
        seen.contains(
            "[1-2]> 1,3\nTLS 1.2 is missing between 1.1 and 1.3: versions can be chosen only in an unbroken sequence; add \
             1.2 or leave out what lies on one side of it [protocol-gap]\nEnter the GUI HTTPS SSL method you want to use.\n"
        ),
        "{seen}"
    );
}

#[test]
fn a_cipher_string_is_judged_at_once_and_with_the_versions() {
    let lines = "sslconfig\noutbound\n3-4\nNONSENSE\n\nAES128-SHA\n\n";
    let seen = Desk::new().transcript(lines);
    for part in [
        "> NONSENSE\nthe cipher string selects no suite of TLS 1.2 or older;",
        "[cipher-string-selects-nothing]\nEnter the outbound SMTP ssl cipher you want to use.\n",
        "[ciphers-not-for-versions]\nEnter the outbound SMTP ssl cipher you want to use.\n",
        "> AES128-SHA\nwarning: outbound speaks TLS 1.0 and 1.1",
        "  Outbound SMTP method: tlsv1_0tlsv1_1\n  Outbound SMTP ciphers: AES128-SHA\n",
    ] {
        assert!(seen.contains(part), "{part}: {seen}");
    }
}

#[test]
fn tls_1_3_alone_has_fixed_ciphers() {
    let seen = Desk::new().transcript("sslconfig\noutbound\n1\n\n");
    assert!(
        seen.contains("> 1\nThe ciphers of TLS v1.3 are fixed.\nsslconfig settings:\n"),
        "{seen}"
    );
}

#[test]
fn under_the_appliances_preset_other_clients_are_not_offered_tls_1_3() {
    let lines = "sslconfig\npreset\nasyncos-15.5\nother\n1-2\n\npreset\n\n\n";
    insta::assert_snapshot!(Desk::new().transcript(lines));
}

#[test]
fn checks_of_peers_are_set_for_each_client() {
    let lines = "sslconfig\npeer_cert_fqdn\ny\nn\npeer_cert_x509\nn\n\n\n";
    let seen = Desk::new().transcript(lines);
    for part in [
        "Do you want to enable peer certificate FQDN validation for Outbound SMTP? [N]> y\n",
        "Do you want to enable peer certificate X509 validation for Other TLS Client Services? [Y]> \n",
        "  Outbound SMTP peer certificate FQDN validation: Enabled\n",
        "  Other TLS Client Services peer certificate FQDN validation: Disabled\n",
    ] {
        assert!(seen.contains(part), "{part}: {seen}");
    }
}

#[test]
fn verify_shows_the_suites_of_a_cipher_string() {
    let lines = "sslconfig\nverify\n\nECDHE+AESGCM:!aNUL\n\n";
    insta::assert_snapshot!(Desk::new().transcript(lines));
}
