//! `sslconfig`

use super::desk::Desk;

#[test]
fn versions_ciphers_and_renegotiation_are_set_as_on_the_appliance() {
    let lines = "sslconfig\ninbound\n2-3\nHIGH:!aNULL\ny\n\nexit\n\n";
    insta::assert_snapshot!(Desk::new().transcript(lines));
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
    let lines = "sslconfig\nverify\nECDHE+AESGCM:!aNUL\n\n";
    insta::assert_snapshot!(Desk::new().transcript(lines));
}

#[test]
fn preset_of_the_appliance_is_accepted_with_one_answer() {
    let lines = "sslconfig\npreset\nasyncos-15.5\n\ncommit\n\ny\nsslconfig\n\nexit\n";
    let seen = Desk::new().transcript(lines);
    assert_eq!(seen.matches("Accept ").count(), 1, "{seen}");
    assert!(seen.contains("Accept tls-preset-weak? [N]> y\n"), "{seen}");
    assert!(seen.contains("This is revision "), "{seen}");
    let (_, menu) = seen.rsplit_once("> sslconfig\n").unwrap();
    assert!(menu.contains("[tls-version-without-suite]"), "{seen}");
}
