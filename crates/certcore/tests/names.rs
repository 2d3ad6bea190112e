//! A name that matches here matches by OpenSSL's `X509_check_host` too, whatever the certificate carries.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use certcore::{
    identity::{CommonName, PresentedIdentifiers, Reference},
    x509::Certificate,
};
use openssl::{
    asn1::{Asn1Object, Asn1OctetString, Asn1Time},
    bn::BigNum,
    hash::MessageDigest,
    pkey::{PKey, Private},
    stack::Stack,
    x509::{
        X509, X509Extension, X509Name, X509StoreContext, X509VerifyResult,
        store::X509StoreBuilder,
        verify::{X509VerifyFlags, X509VerifyParam},
    },
};
use proptest::prelude::*;

/// What labels are made of: sound ones, and what UTS #46 would map to them.
const LABELS: &[&str] = &[
    "mail",
    "MAIL",
    "mai\u{ad}l",
    "mail\u{200b}",
    "\u{ff4d}ail",
    "mai\u{2113}",
    "example",
    "Example",
    "com",
    "\u{ff23}om",
    "xn--mller-kva",
    "XN--mller-KVA",
    "müller",
    "MÜLLER",
    "straße",
    "strasse",
    "*",
    "m*",
    "xn--*",
    "",
    "-a",
    "a_b",
    "a b",
    "co\0m",
    "192",
];
const DOTS: &[&str] = &[".", ".", ".", ".", "\u{3002}", "\u{ff0e}", "\u{ff61}", ".."];

fn host_like() -> impl Strategy<Value = String> {
    let label = prop::sample::select(LABELS);
    let dot = prop::sample::select(DOTS);
    (label.clone(), prop::collection::vec((dot, label), 0..4)).prop_map(|(first, rest)| {
        rest.iter()
            .fold(first.to_owned(), |name, (dot, label)| name + dot + label)
    })
}

fn certificate(key: &PKey<Private>, common_name: &str, dns: &[String]) -> X509 {
    let mut name = X509Name::builder().unwrap();
    name.append_entry_by_text("O", "Example").unwrap();
    if !common_name.is_empty() {
        name.append_entry_by_text("CN", common_name).unwrap();
    }
    let name = name.build();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    let serial = BigNum::from_u32(1).unwrap().to_asn1_integer().unwrap();
    builder.set_serial_number(&serial).unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_not_before(&Asn1Time::from_unix(0).unwrap()).unwrap();
    builder
        .set_not_after(&Asn1Time::from_unix(4_000_000_000).unwrap())
        .unwrap();
    builder.set_pubkey(key).unwrap();
    if !dns.is_empty() {
        let names = dns
            .iter()
            .flat_map(|name| element(0x82, name.as_bytes()))
            .collect::<Vec<_>>();
        builder
            .append_extension(alternative_names(&element(0x30, &names)))
            .unwrap();
    }
    builder.sign(key, MessageDigest::null()).unwrap();
    builder.build()
}

fn alternative_names(der: &[u8]) -> X509Extension {
    let oid = Asn1Object::from_str("2.5.29.17").unwrap();
    let content = Asn1OctetString::new_from_bytes(der).unwrap();
    X509Extension::new_from_der(&oid, false, &content).unwrap()
}

fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let header = match u8::try_from(length) {
        Ok(short) if short < 0x80 => vec![tag, short],
        _ => vec![
            tag,
            0x82,
            u8::try_from(length >> 8).unwrap(),
            u8::try_from(length & 0xff).unwrap(),
        ],
    };
    [header.as_slice(), content].concat()
}

/// `X509_V_ERR_HOSTNAME_MISMATCH`
const HOSTNAME_MISMATCH: i32 = 62;

/// What `X509_check_host` says, asked through a verification that can fail in the name only.
fn openssl_matches(certificate: &X509, host: &str) -> bool {
    let mut parameters = X509VerifyParam::new().unwrap();
    parameters.set_host(host).unwrap();
    parameters.set_time(1_000_000_000);
    parameters.set_flags(X509VerifyFlags::PARTIAL_CHAIN).unwrap();
    let mut store = X509StoreBuilder::new().unwrap();
    store.set_param(&parameters).unwrap();
    store.add_cert(certificate.clone()).unwrap();
    let store = store.build();
    let result = X509StoreContext::new()
        .unwrap()
        .init(&store, certificate, &Stack::new().unwrap(), |context| {
            context.verify_cert()?;
            Ok(context.error())
        })
        .unwrap();
    let failed_in_name = result.as_raw() == HOSTNAME_MISMATCH;
    assert!(
        failed_in_name || result == X509VerifyResult::OK,
        "{}",
        result.error_string()
    );
    !failed_in_name
}

fn matches(certificate: &X509, reference: &Reference, common_name: CommonName) -> bool {
    let read = Certificate::read_der(&certificate.to_der().unwrap()).unwrap();
    PresentedIdentifiers::of(&read)
        .find(reference, common_name)
        .is_some()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn match_here_is_a_match_by_openssl(
        dns in prop::collection::vec(host_like(), 0..4),
        common_name in prop_oneof![Just(String::new()), host_like()],
        reference in host_like(),
    ) {
        let Ok(reference @ Reference::Host(_)) = reference.parse::<Reference>() else { return Ok(()) };
        let key = PKey::generate_ed25519().unwrap();
        let common_name = if common_name.contains('\0') { String::new() } else { common_name };
        let certificate = certificate(&key, &common_name, &dns);
        for rule in [CommonName::Ignore, CommonName::Legacy] {
            if matches(&certificate, &reference, rule) {
                prop_assert!(openssl_matches(&certificate, &reference.to_string()), "{dns:?} {common_name:?}");
            }
        }
    }
}

/// Without this the property could hold because nothing ever matches.
#[test]
fn sound_names_match_in_both_and_mapped_names_in_neither() {
    let key = PKey::generate_ed25519().unwrap();
    let reference: Reference = "mail.müller.example".parse().unwrap();
    for (name, expected) in [
        ("mail.xn--mller-kva.example", true),
        ("MAIL.XN--MLLER-kva.EXAMPLE", true),
        ("*.xn--mller-kva.example", true),
        ("mail.müller.example", false),
        ("*.müller.example", false),
        ("mail\u{3002}xn--mller-kva.example", false),
        ("mai\u{ad}l.xn--mller-kva.example", false),
        ("\u{ff4d}ail.xn--mller-kva.example", false),
        ("mail.xn--mller-kva.example.", false),
        ("mail.xn--mller-kva.example\0.example", false),
    ] {
        let by_name = certificate(&key, "", &[name.to_owned()]);
        assert_eq!(
            matches(&by_name, &reference, CommonName::Ignore),
            expected,
            "{name:?}"
        );
        assert_eq!(
            openssl_matches(&by_name, &reference.to_string()),
            expected,
            "{name:?}"
        );
    }
    let broad = certificate(&key, "", &["*.com".to_owned()]);
    let reference: Reference = "example.com".parse().unwrap();
    assert!(!matches(&broad, &reference, CommonName::Ignore));
    assert!(!openssl_matches(&broad, "example.com"));
    let undecodable = openssl::x509::X509::from_der(&{
        // A dNSName that is no UTF-8 is a dNSName all the same, so the common name does not count.
        let mut der = certificate(&key, "mail.example.com", &["mail.example.net".to_owned()])
            .to_der()
            .unwrap();
        let at = der
            .windows(16)
            .rposition(|part| part == b"mail.example.net")
            .unwrap();
        der[at] = 0xff;
        der
    })
    .unwrap();
    let reference: Reference = "mail.example.com".parse().unwrap();
    assert!(!matches(&undecodable, &reference, CommonName::Legacy));
}
