//! What `chain::repair` calls complete, `verify` accepts and OpenSSL loads, whatever the certificates are.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot be set up has failed"
)]

use std::sync::LazyLock;

use certcore::{
    chain::{Anchors, Cross, Leaf, Question, Root, repair},
    host::HostName,
    verify::{self, Role, verify},
    x509::Certificate,
};
use chrono::{DateTime, Utc};
use openssl::{
    asn1::{Asn1Object, Asn1OctetString, Asn1Time},
    bn::BigNum,
    hash::MessageDigest,
    pkey::{PKey, Private},
    x509::{
        X509, X509Extension, X509Name,
        extension::{
            AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAlternativeName,
            SubjectKeyIdentifier,
        },
    },
};
use proptest::prelude::*;

const HOST: &str = "mail.example.com";
const NOW: i64 = 1_800_000_000;
const DAY: i64 = 86_400;
/// Names and keys repeat, so that one name has several keys and the other way round.
const NAMES: [&str; 4] = ["Root", "Other Root", "Issuing", "Policy"];

static KEYS: LazyLock<Vec<PKey<Private>>> =
    LazyLock::new(|| (0..6).map(|_| PKey::ec_gen("prime256v1").unwrap()).collect());

/// Name constraints: excluded `example.com`, permitted `example.com`, permitted `example.org`.
const CONSTRAINTS: [&[u8]; 3] = [
    b"\x30\x11\xa1\x0f\x30\x0d\x82\x0bexample.com",
    b"\x30\x11\xa0\x0f\x30\x0d\x82\x0bexample.com",
    b"\x30\x11\xa0\x0f\x30\x0d\x82\x0bexample.org",
];

/// Who a certificate is about: a name and a key.
type Who = (usize, usize);

#[derive(Clone, Debug)]
struct Shape {
    subject: Who,
    issuer: Who,
    validity: u8,
    path_length: Option<u32>,
    constraints: Option<usize>,
    purpose: u8,
    authority: bool,
    identifiers: bool,
    trusted: bool,
}

fn who() -> impl Strategy<Value = Who> {
    // A key belongs to one name, at times to two.
    (0..4_usize, 0..10_u8).prop_map(|(name, other)| (name, if other == 0 { 4 } else { name }))
}

fn rarely<T: Clone + std::fmt::Debug + 'static>(
    strategy: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Option<T>> {
    proptest::option::weighted(0.15, strategy)
}

fn authority() -> impl Strategy<Value = Shape> {
    let most = |common: u8, rare: u8| prop_oneof![8 => Just(0), 1 => Just(common), 1 => Just(rare)];
    (
        (who(), proptest::option::weighted(0.6, who())),
        (most(1, 2), most(1, 2)),
        (rarely(0..3_u32), rarely(0..CONSTRAINTS.len())),
        (
            proptest::bool::weighted(0.92),
            proptest::bool::weighted(0.8),
            proptest::bool::weighted(0.7),
        ),
    )
        .prop_map(
            |((subject, issuer), (validity, purpose), (path_length, constraints), flags)| Shape {
                subject,
                issuer: issuer.unwrap_or(subject),
                validity,
                path_length,
                constraints,
                purpose,
                authority: flags.0,
                identifiers: flags.1,
                trusted: flags.2,
            },
        )
}

/// A leaf whose issuer is one of four names, or that signed itself, and the authorities above.
fn world() -> impl Strategy<Value = (Shape, Vec<Shape>)> {
    let leaf = (
        proptest::option::weighted(0.95, 0..4_usize),
        prop_oneof![4 => Just(0_u8), 1 => Just(1)],
        proptest::bool::weighted(0.8),
    )
        .prop_map(|(issuer, purpose, identifiers)| Shape {
            subject: (0, 5),
            issuer: issuer.map_or((0, 5), |name| (name, name)),
            validity: 0,
            path_length: None,
            constraints: None,
            purpose,
            authority: false,
            identifiers,
            trusted: issuer.is_none(),
        });
    (leaf, proptest::collection::vec(authority(), 1..9))
}

fn name(leaf: bool, who: Who) -> X509Name {
    let mut name = X509Name::builder().unwrap();
    name.append_entry_by_text("CN", if leaf { HOST } else { NAMES[who.0] })
        .unwrap();
    name.build()
}

fn make(shape: &Shape, number: u32, leaf: bool) -> Certificate {
    let (key, signer) = (&KEYS[shape.subject.1], &KEYS[shape.issuer.1]);
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    let serial = BigNum::from_u32(number + 1).unwrap();
    builder
        .set_serial_number(&serial.to_asn1_integer().unwrap())
        .unwrap();
    builder.set_subject_name(&name(leaf, shape.subject)).unwrap();
    let self_signed = shape.subject == shape.issuer;
    builder
        .set_issuer_name(&name(leaf && self_signed, shape.issuer))
        .unwrap();
    let (start, end) = match shape.validity {
        0 => (
            -100,
            if leaf {
                60
            } else {
                30 + i64::from(number % 3) * 200
            },
        ),
        1 => (-400, -1),
        _ => (1, 400),
    };
    builder
        .set_not_before(&Asn1Time::from_unix(NOW + start * DAY).unwrap())
        .unwrap();
    builder
        .set_not_after(&Asn1Time::from_unix(NOW + end * DAY).unwrap())
        .unwrap();
    builder.set_pubkey(key).unwrap();
    let mut constraints = BasicConstraints::new();
    constraints.critical();
    if shape.authority {
        constraints.ca();
        if let Some(length) = shape.path_length {
            constraints.pathlen(length);
        }
    }
    builder.append_extension(constraints.build().unwrap()).unwrap();
    let mut usage = KeyUsage::new();
    usage.critical();
    if leaf {
        usage.digital_signature();
    } else {
        usage.key_cert_sign();
    }
    builder.append_extension(usage.build().unwrap()).unwrap();
    match shape.purpose {
        1 => builder
            .append_extension(ExtendedKeyUsage::new().client_auth().build().unwrap())
            .unwrap(),
        2 => builder
            .append_extension(ExtendedKeyUsage::new().server_auth().build().unwrap())
            .unwrap(),
        _ => {}
    }
    if leaf {
        let context = builder.x509v3_context(None, None);
        let names = SubjectAlternativeName::new().dns(HOST).build(&context).unwrap();
        builder.append_extension(names).unwrap();
    }
    if let Some(which) = shape.constraints {
        let oid = Asn1Object::from_str("2.5.29.30").unwrap();
        let value = Asn1OctetString::new_from_bytes(CONSTRAINTS[which]).unwrap();
        builder
            .append_extension(X509Extension::new_from_der(&oid, true, &value).unwrap())
            .unwrap();
    }
    if shape.identifiers {
        let issuer = issuer_stub(shape.issuer);
        let context = builder.x509v3_context(Some(&issuer), None);
        let subject = SubjectKeyIdentifier::new().build(&context).unwrap();
        let authority = AuthorityKeyIdentifier::new().keyid(true).build(&context).unwrap();
        builder.append_extension(subject).unwrap();
        if !self_signed {
            builder.append_extension(authority).unwrap();
        }
    }
    builder.sign(signer, MessageDigest::sha256()).unwrap();
    Certificate::read_der(&builder.build().to_der().unwrap()).unwrap()
}

/// A certificate that only lends its subject key identifier.
fn issuer_stub(who: Who) -> X509 {
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_pubkey(&KEYS[who.1]).unwrap();
    let subject = SubjectKeyIdentifier::new()
        .build(&builder.x509v3_context(None, None))
        .unwrap();
    builder.append_extension(subject).unwrap();
    builder.sign(&KEYS[who.1], MessageDigest::sha256()).unwrap();
    builder.build()
}

fn time() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn complete_means_verified_and_loadable(
        (leaf_shape, shapes) in world(),
        only in any::<bool>(),
        keep_root in proptest::bool::weighted(0.3),
        drop_cross in any::<bool>(),
        order in any::<u64>(),
    ) {
        let leaf = make(&leaf_shape, 0, true);
        let made: Vec<Certificate> = shapes.iter().zip(1..).map(|(shape, number)| make(shape, number, false)).collect();
        let roots: Vec<Certificate> = shapes
            .iter()
            .zip(&made)
            .filter(|(shape, one)| shape.trusted && one.is_self_signed())
            .map(|(_, one)| one.clone())
            .chain(leaf_shape.trusted.then(|| leaf.clone()))
            .collect();
        let mut pile = made.clone();
        pile.push(leaf.clone());
        let question = Question {
            leaf: Leaf::WithKey(leaf.public_key()),
            anchors: if only { Anchors::Only(&roots) } else { Anchors::AnyRoot { known: &roots } },
            root: if keep_root { Root::Keep } else { Root::Drop },
            cross: if drop_cross { Cross::Drop } else { Cross::Keep },
            time: time(),
        };
        let repaired = repair(&pile, &question).unwrap();

        // The order does not matter.
        let mut shuffled = pile.clone();
        let mut seed = order;
        for place in (1..shuffled.len()).rev() {
            let other = usize::try_from(seed % (u64::try_from(place).unwrap() + 1)).unwrap();
            shuffled.swap(place, other);
            seed = seed.rotate_right(7).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        let again = repair(&shuffled, &question).unwrap();
        prop_assert_eq!(repaired.write_pem(), again.write_pem());
        prop_assert_eq!(repaired.refusal(), again.refusal());

        // What is written is what OpenSSL loads.
        let written = repaired.write_pem();
        let loaded = X509::stack_from_pem(written.as_bytes()).unwrap();
        prop_assert_eq!(loaded.len(), repaired.chain().len());

        let mut anchors = roots.clone();
        if !only {
            anchors.extend(made.iter().filter(|one| one.is_self_signed()).cloned());
        }
        if !only && leaf.is_self_signed() {
            anchors.push(leaf.clone());
        }
        if anchors.is_empty() {
            prop_assert!(!repaired.is_complete());
            return Ok(());
        }
        let role = if leaf_shape.purpose == 1 { Role::Client } else { Role::Server };
        let asked = verify::Question::new(role, time()).for_peer(HOST.parse::<HostName>().unwrap());
        let sent: Vec<Certificate> = repaired.chain().into_iter().cloned().collect();
        prop_assert_eq!(&sent[0], &leaf);
        let verdict = verify(&leaf, &sent[1..], &anchors, &asked).unwrap();
        if repaired.is_complete() {
            prop_assert!(verdict.is_ok(), "{:?}", verdict.refusal());
        } else {
            // And nothing that could be served instead would be accepted.
            let all = verify(&leaf, &made, &anchors, &asked).unwrap();
            prop_assert!(!all.is_ok(), "incomplete, but {:?}", all.path());
        }
    }
}
