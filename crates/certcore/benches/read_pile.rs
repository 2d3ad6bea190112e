//! What reading a large pile of PEM costs, beside OpenSSL's own reader of the same text.
//!
//! `cargo bench -p certcore --features vendored --bench read_pile`
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has failed")]

mod ratio;

use certcore::{
    chain::{Anchors, Cross, Leaf, Question, Root, repair},
    import::{self, Input, Pile},
};
use openssl::{
    asn1::Asn1Time,
    bn::BigNum,
    hash::MessageDigest,
    pkey::{PKey, Private},
    rsa::Rsa,
    x509::{
        X509, X509Builder, X509Name, X509NameBuilder,
        extension::{
            AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAlternativeName,
            SubjectKeyIdentifier,
        },
    },
};

fn main() {
    let signer = PKey::ec_gen("prime256v1").unwrap();
    let issuer = issuer(&signer);
    let rsa = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
    let ec = PKey::ec_gen("prime256v1").unwrap();
    for (name, key) in [("RSA 2048", &rsa), ("P-256", &ec)] {
        let text = pem(10_000, key, &issuer, &signer);
        assert_eq!(read(&text).objects.len(), 10_000);
        ratio::compare(
            &format!("reading 10,000 certificates with {name} keys"),
            11,
            ("certcore", || read(&text)),
            ("X509::stack_from_pem", || X509::stack_from_pem(&text).unwrap()),
            1.0,
        );
    }

    let small = pem(10_000, &ec, &issuer, &signer);
    let large = pem(100_000, &ec, &issuer, &signer);
    ratio::compare(
        "reading 100,000 certificates, beside 10,000",
        5,
        ("100,000", || read(&large)),
        ("10,000", || read(&small)),
        12.0,
    );

    let own = leaf(10_000, &rsa, &issuer, &signer).to_pem().unwrap();
    let text = [small, own, issuer.to_pem().unwrap()].concat();
    let (certificates, _) = read(&text).take_certificates();
    let leaf = certificates.iter().rev().nth(1).unwrap();
    let question = Question {
        leaf: Leaf::WithKey(leaf.public_key()),
        anchors: Anchors::AnyRoot { known: &[] },
        root: Root::Drop,
        cross: Cross::Keep,
        time: leaf.validity().not_before(),
    };
    assert!(repair(&certificates, &question).unwrap().is_complete());
    ratio::compare(
        "repairing a chain out of 10,002 certificates, beside reading them",
        5,
        ("repair", || {
            repair(&certificates, &question).unwrap().is_complete()
        }),
        ("reading", || read(&text)),
        2.0,
    );
}

fn read(text: &[u8]) -> Pile {
    let name = "pile.pem";
    import::read(&[Input { name, bytes: text }], |_| None)
}

/// `count` certificates that differ in serial number and names, as a certification authority makes them.
fn pem(count: u32, key: &PKey<Private>, issuer: &X509, signer: &PKey<Private>) -> Vec<u8> {
    (0..count)
        .flat_map(|number| leaf(number, key, issuer, signer).to_pem().unwrap())
        .collect()
}

fn leaf(number: u32, key: &PKey<Private>, issuer: &X509, signer: &PKey<Private>) -> X509 {
    let host = format!("mail{number}.example.com");
    let mut builder = builder(number + 2, &name(&host), issuer.subject_name(), key);
    builder
        .append_extension(BasicConstraints::new().critical().build().unwrap())
        .unwrap();
    let usage = KeyUsage::new()
        .critical()
        .digital_signature()
        .key_encipherment()
        .build();
    builder.append_extension(usage.unwrap()).unwrap();
    let purposes = ExtendedKeyUsage::new().server_auth().client_auth().build();
    builder.append_extension(purposes.unwrap()).unwrap();
    let context = builder.x509v3_context(Some(issuer), None);
    let extensions = [
        SubjectKeyIdentifier::new().build(&context).unwrap(),
        AuthorityKeyIdentifier::new().keyid(true).build(&context).unwrap(),
        SubjectAlternativeName::new()
            .dns(&host)
            .dns(&format!("mx{number}.example.com"))
            .build(&context)
            .unwrap(),
    ];
    for extension in extensions {
        builder.append_extension(extension).unwrap();
    }
    builder.sign(signer, MessageDigest::sha256()).unwrap();
    builder.build()
}

fn issuer(key: &PKey<Private>) -> X509 {
    let name = name("Example Issuing CA 1");
    let mut builder = builder(1, &name, &name, key);
    builder
        .append_extension(BasicConstraints::new().critical().ca().build().unwrap())
        .unwrap();
    let identifier = SubjectKeyIdentifier::new()
        .build(&builder.x509v3_context(None, None))
        .unwrap();
    builder.append_extension(identifier).unwrap();
    builder.sign(key, MessageDigest::sha256()).unwrap();
    builder.build()
}

fn builder(
    serial: u32,
    subject: &X509Name,
    issuer: &openssl::x509::X509NameRef,
    key: &PKey<Private>,
) -> X509Builder {
    let mut builder = X509Builder::new().unwrap();
    builder.set_version(2).unwrap();
    let serial = BigNum::from_u32(serial).unwrap().to_asn1_integer().unwrap();
    builder.set_serial_number(&serial).unwrap();
    builder.set_subject_name(subject).unwrap();
    builder.set_issuer_name(issuer).unwrap();
    builder
        .set_not_before(&Asn1Time::days_from_now(0).unwrap())
        .unwrap();
    builder
        .set_not_after(&Asn1Time::days_from_now(90).unwrap())
        .unwrap();
    builder.set_pubkey(key).unwrap();
    builder
}

fn name(common_name: &str) -> X509Name {
    let mut name = X509NameBuilder::new().unwrap();
    for (field, value) in [("C", "SE"), ("O", "Example Trust Services"), ("CN", common_name)] {
        name.append_entry_by_text(field, value).unwrap();
    }
    name.build()
}
