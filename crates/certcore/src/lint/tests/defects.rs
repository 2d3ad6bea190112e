//! One defect at a time in a sound certificate: exactly that one is found.

use openssl::{
    bn::BigNum,
    ec::{EcGroup, EcKey, PointConversionForm},
    hash::MessageDigest,
    nid::Nid,
    pkey::PKey,
    rsa::Rsa,
};

use super::{
    super::{Context, Finding, lint_chain, lint_request},
    apart::{Parts, name, request_of_version, sequence, tlv},
    leaf, rsa,
};
use crate::{
    specimen::{Made, NOW, Specimen, ThreeTiers, at, ec_key},
    verify::{Question, Role, verify},
    x509::{Certificate, CertificateRequest, Service},
};

const SUBJECT_KEY: &[u8] = &[0x55, 0x1d, 0x0e];
const KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x0f];
const NAMES: &[u8] = &[0x55, 0x1d, 0x11];
const CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x13];
const POLICIES: &[u8] = &[0x55, 0x1d, 0x20];
const AUTHORITY_KEY: &[u8] = &[0x55, 0x1d, 0x23];
const PURPOSES: &[u8] = &[0x55, 0x1d, 0x25];
const ACCESS: &[u8] = b"\x2b\x06\x01\x05\x05\x07\x01\x01";
const FEATURES: &[u8] = b"\x2b\x06\x01\x05\x05\x07\x01\x18";
const TIMESTAMPS: &[u8] = b"\x2b\x06\x01\x04\x01\xd6\x79\x02\x04\x02";
const POISON: &[u8] = b"\x2b\x06\x01\x04\x01\xd6\x79\x02\x04\x03";
const NETSCAPE_TYPE: &[u8] = b"\x60\x86\x48\x01\x86\xf8\x42\x01\x01";
const SERVER_AUTH: &[u8] = b"\x2b\x06\x01\x05\x05\x07\x03\x01";

const CN: &[u8] = &[0x55, 0x04, 0x03];
const C: &[u8] = &[0x55, 0x04, 0x06];
const O: &[u8] = &[0x55, 0x04, 0x0a];
const OU: &[u8] = &[0x55, 0x04, 0x0b];
const UTF8: u8 = 12;
const PRINTABLE: u8 = 19;
const HOST: &[u8] = b"mail.example.com";

/// What is wrong, what is found, and how to make it.
type Defect = (&'static str, &'static [&'static str], fn(&mut Parts));

/// The leaf with one more attribute in its subject.
fn subject(parts: &mut Parts, kind: &[u8], tag: u8, value: &[u8]) {
    parts.subject = name(&[(kind, tag, value), (CN, UTF8, HOST)]);
}

/// The leaf with one more alternative name: tag and octets.
fn alternative(parts: &mut Parts, tag: u8, value: &[u8]) {
    parts.extension(NAMES).value = sequence(&[&tlv(0x82, HOST), &tlv(tag, value)]);
}

fn purposes(parts: &mut Parts, others: &[&[u8]]) {
    let others: Vec<u8> = others.iter().flat_map(|oid| tlv(6, oid)).collect();
    parts.extension(PURPOSES).value = sequence(&[&tlv(6, SERVER_AUTH), &others]);
}

fn rsa_key(modulus: &[u8]) -> Vec<u8> {
    let key = sequence(&[&tlv(2, modulus), &[2, 3, 1, 0, 1]]);
    key_of(b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", &[5, 0], &key)
}

fn key_of(oid: &[u8], parameters: &[u8], key: &[u8]) -> Vec<u8> {
    sequence(&[
        &sequence(&[&tlv(6, oid), parameters]),
        &tlv(3, &[&[0], key].concat()),
    ])
}

/// A modulus of 2048 bits, the product of primes.
fn modulus() -> BigNum {
    Rsa::generate(2048).unwrap().n().to_owned().unwrap()
}

fn positive(number: &BigNum) -> Vec<u8> {
    [&[0], number.to_vec().as_slice()].concat()
}

fn close_primes() -> Vec<u8> {
    let mut p = BigNum::new().unwrap();
    p.generate_prime(1024, false, None, None).unwrap();
    let mut q = &p + &BigNum::from_u32(2).unwrap();
    let mut context = openssl::bn::BigNumContext::new().unwrap();
    while !q.is_prime_fasttest(10, &mut context, true).unwrap() {
        q.add_word(2).unwrap();
    }
    positive(&(&p * &q))
}

fn compressed() -> Vec<u8> {
    let mut group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    group.set_asn1_flag(openssl::ec::Asn1Flag::NAMED_CURVE);
    let mut context = openssl::bn::BigNumContext::new().unwrap();
    let key = EcKey::generate(&group).unwrap();
    let point = key
        .public_key()
        .to_bytes(&group, PointConversionForm::COMPRESSED, &mut context)
        .unwrap();
    key_of(
        b"\x2a\x86\x48\xce\x3d\x02\x01",
        &tlv(6, b"\x2a\x86\x48\xce\x3d\x03\x01\x07"),
        &point,
    )
}

const FIELDS: &[Defect] = &[
    ("version 1 with extensions", &["version-invalid"], |p| {
        p.version.clear();
    }),
    ("version 2 with extensions", &["version-invalid"], |p| {
        p.version = tlv(0xa0, &[2, 1, 1]);
    }),
    ("version 4", &["version-invalid"], |p| {
        p.version = tlv(0xa0, &[2, 1, 3]);
    }),
    ("a unique identifier", &["unique-identifier-present"], |p| {
        p.identifiers = tlv(0x81, &[0, 1]);
    }),
    ("serial number padded", &["serial-padded"], |p| {
        p.serial = tlv(2, &[&[0, 0], [0x4d; 16].as_slice()].concat());
    }),
    ("serial number zero", &["serial-not-positive"], |p| {
        p.serial = tlv(2, &[0]);
    }),
    ("serial number negative", &["serial-not-positive"], |p| {
        p.serial = tlv(2, &[0x8d; 16]);
    }),
    (
        "serial number negative and padded",
        &["serial-not-positive", "serial-padded"],
        |p| p.serial = tlv(2, &[0xff; 16]),
    ),
    ("serial number of 21 octets", &["serial-long"], |p| {
        p.serial = tlv(2, &[1; 21]);
    }),
    ("serial number counted", &["serial-short"], |p| {
        p.serial = tlv(2, &[7]);
    }),
    (
        "inner algorithm of another digest",
        &["signature-algorithms-differ"],
        |p| {
            p.algorithm = sequence(&[&tlv(6, b"\x2a\x86\x48\xce\x3d\x04\x03\x03")]);
        },
    ),
    (
        "inner algorithm with NULL",
        &["signature-algorithms-differ"],
        |p| {
            p.algorithm = sequence(&[&tlv(6, b"\x2a\x86\x48\xce\x3d\x04\x03\x02"), &[5, 0]]);
        },
    ),
    ("end before the start", &["validity-ends-before-start"], |p| {
        p.times.swap(0, 1);
    }),
    ("UTCTime without seconds", &["time-form-invalid"], |p| {
        p.times[0] = tlv(23, b"2605010000Z");
    }),
    ("UTCTime with an offset", &["time-form-invalid"], |p| {
        p.times[0] = tlv(23, b"260501000000+0200");
    }),
    ("GeneralizedTime before 2050", &["time-form-invalid"], |p| {
        p.times[1] = tlv(24, b"20260731235959Z");
    }),
    ("GeneralizedTime with a fraction", &["time-form-invalid"], |p| {
        p.times[0] = tlv(24, b"20260501000000.5Z");
    }),
    (
        "issuer empty",
        &["issuer-empty", "chain-unrelated", "chain-incomplete"],
        |p| p.issuer = sequence(&[]),
    ),
    (
        "subject empty, names not critical",
        &["names-not-critical"],
        |p| p.subject = sequence(&[]),
    ),
    ("organization of 65 characters", &["name-attribute-long"], |p| {
        subject(p, O, UTF8, &[b'a'; 65]);
    }),
    ("country of three letters", &["country-invalid"], |p| {
        subject(p, C, PRINTABLE, b"SWE");
    }),
    ("country with a digit", &["country-invalid"], |p| {
        subject(p, C, PRINTABLE, b"S1");
    }),
    ("invalid UTF-8", &["name-attribute-invalid"], |p| {
        subject(p, O, UTF8, b"Caf\xe9");
    }),
    (
        "PrintableString with an at sign",
        &["name-attribute-invalid"],
        |p| subject(p, O, PRINTABLE, b"a@b"),
    ),
    ("BMPString of three octets", &["name-attribute-invalid"], |p| {
        subject(p, O, 30, b"\0a\0");
    }),
    ("control character", &["name-attribute-control-character"], |p| {
        subject(p, O, UTF8, b"a\x1b[2J");
    }),
    ("empty value", &["name-attribute-control-character"], |p| {
        subject(p, O, UTF8, b"");
    }),
    ("two common names", &["common-name-repeated"], |p| {
        subject(p, CN, UTF8, b"mx.example.com");
    }),
];

const EXTENSIONS: &[Defect] = &[
    ("octets behind the names", &["encoding-not-der"], |p| {
        p.extension(NAMES).value.extend([0, 0]);
    }),
    ("length in a long form", &["encoding-not-der"], |p| {
        p.extension(CONSTRAINTS).value = vec![0x30, 0x81, 0];
    }),
    ("address of 8 octets", &["address-length"], |p| {
        alternative(p, 0x87, &[9, 9, 9, 9, 255, 255, 255, 0]);
    }),
    ("address of 5 octets", &["address-length"], |p| {
        alternative(p, 0x87, &[9, 9, 9, 9, 0]);
    }),
    ("U-label", &["name-invalid"], |p| {
        alternative(p, 0x82, "post.räksmörgås.se".as_bytes());
    }),
    ("full-width letter", &["name-invalid"], |p| {
        alternative(p, 0x82, "\u{ff4d}x.example.com".as_bytes());
    }),
    ("soft hyphen", &["name-invalid"], |p| {
        alternative(p, 0x82, "m\u{ad}x.example.com".as_bytes());
    }),
    ("name that is not UTF-8", &["name-invalid"], |p| {
        alternative(p, 0x82, b"m\xffx.example.com");
    }),
    ("A-label that is none", &["name-invalid"], |p| {
        alternative(p, 0x82, b"xn--a-ecp.example.com");
    }),
    ("empty name", &["name-invalid"], |p| alternative(p, 0x82, b"")),
    ("name with a space", &["name-invalid"], |p| {
        alternative(p, 0x82, b"mx.example.com ");
    }),
    ("name with NUL", &["name-invalid"], |p| {
        alternative(p, 0x82, b"mx.example.com\0.example.net");
    }),
    ("name with a first dot", &["name-invalid"], |p| {
        alternative(p, 0x82, b".example.com");
    }),
    ("name with a last dot", &["name-invalid"], |p| {
        alternative(p, 0x82, b"mx.example.com.");
    }),
    ("name that is an address", &["name-invalid"], |p| {
        alternative(p, 0x82, b"192.0.2.1");
    }),
    ("name with a hyphen at an end", &["name-invalid"], |p| {
        alternative(p, 0x82, b"-mx.example.com");
    }),
    ("name with a slash", &["name-invalid"], |p| {
        alternative(p, 0x82, b"https://mx.example.com");
    }),
    ("wildcard below one label", &["wildcard-broad"], |p| {
        alternative(p, 0x82, b"*.com");
    }),
    ("wildcard alone", &["wildcard-misplaced"], |p| {
        alternative(p, 0x82, b"*");
    }),
    ("wildcard within a label", &["wildcard-misplaced"], |p| {
        alternative(p, 0x82, b"m*.example.com");
    }),
    (
        "no alternative name in the extension",
        &["names-missing", "names-empty"],
        |p| {
            p.extension(NAMES).value = sequence(&[]);
        },
    ),
    ("no extension for names", &["names-missing"], |p| p.remove(NAMES)),
    ("path length without CA", &["path-length-without-ca"], |p| {
        p.extension(CONSTRAINTS).value = sequence(&[&[2, 1, 0]]);
    }),
    (
        "authority key identifier critical",
        &["extension-criticality"],
        |p| p.extension(AUTHORITY_KEY).critical = true,
    ),
    (
        "subject key identifier critical",
        &["extension-criticality"],
        |p| p.extension(SUBJECT_KEY).critical = true,
    ),
    (
        "no authority key identifier",
        &["authority-key-identifier-missing"],
        |p| p.remove(AUTHORITY_KEY),
    ),
    (
        "no subject key identifier",
        &["subject-key-identifier-missing"],
        |p| p.remove(SUBJECT_KEY),
    ),
    (
        "another authority key identifier",
        &["authority-key-identifier-differs"],
        |p| {
            p.extension(AUTHORITY_KEY).value = sequence(&[&tlv(0x80, &[1; 20])]);
        },
    ),
    (
        "serial number of another issuer",
        &["authority-key-identifier-differs"],
        |p| {
            let key = p.extension(AUTHORITY_KEY).value.split_off(2);
            let issuer = tlv(0xa1, &tlv(0xa4, &name(&[(CN, UTF8, b"X")])));
            p.extension(AUTHORITY_KEY).value = sequence(&[&key, &issuer, &tlv(0x82, &[5])]);
        },
    ),
    ("precertificate", &["precertificate"], |p| {
        p.push(POISON, true, vec![5, 0]);
    }),
    ("must-staple", &["must-staple"], |p| {
        p.push(FEATURES, false, sequence(&[&[2, 1, 5]]));
    }),
    ("Netscape type for clients", &["netscape-type-unfit"], |p| {
        p.push(NETSCAPE_TYPE, false, vec![3, 2, 7, 0x80]);
    }),
    ("Netscape type for signing", &["netscape-type-unfit"], |p| {
        p.push(NETSCAPE_TYPE, false, vec![3, 2, 4, 0x10]);
    }),
    ("key usage without a bit", &["key-usage-empty"], |p| {
        p.extension(KEY_USAGE).value = vec![3, 1, 0];
    }),
    (
        "key usage without signatures",
        &["key-usage-without-digital-signature"],
        |p| {
            p.extension(KEY_USAGE).value = vec![3, 2, 5, 0x20];
        },
    ),
    (
        "key usage to sign certificates",
        &["key-usage-cert-sign-on-leaf"],
        |p| {
            p.extension(KEY_USAGE).value = vec![3, 2, 2, 0x84];
        },
    ),
    ("no extended key usage", &["extended-key-usage-missing"], |p| {
        p.remove(PURPOSES);
    }),
    (
        "extended key usage of clients",
        &["extended-key-usage-unfit"],
        |p| {
            p.extension(PURPOSES).value = sequence(&[&tlv(6, b"\x2b\x06\x01\x05\x05\x07\x03\x02")]);
        },
    ),
    (
        "extended key usage without any",
        &["extended-key-usage-unfit"],
        |p| {
            p.extension(PURPOSES).value = sequence(&[]);
        },
    ),
    ("every extended key usage", &["extended-key-usage-any"], |p| {
        purposes(p, &[b"\x55\x1d\x25\x00"]);
    }),
    ("usage of program signing", &["extended-key-usage-foreign"], |p| {
        purposes(p, &[b"\x2b\x06\x01\x05\x05\x07\x03\x03"]);
    }),
    ("usage of OCSP signing", &["extended-key-usage-foreign"], |p| {
        purposes(p, &[b"\x2b\x06\x01\x05\x05\x07\x03\x09"]);
    }),
    ("extension that cannot be read", &["extension-malformed"], |p| {
        p.extension(SUBJECT_KEY).value = vec![5, 0];
    }),
    ("extension twice", &["extension-repeated"], |p| {
        p.push(SUBJECT_KEY, false, tlv(4, &[1; 20]));
    }),
    (
        "critical extension that nobody knows",
        &["extension-unknown-critical"],
        |p| p.push(&[0x2a, 3, 4], true, vec![5, 0]),
    ),
];

const KEYS: &[Defect] = &[
    ("even modulus", &["rsa-modulus-invalid"], |p| {
        let mut number = modulus();
        number.sub_word(1).unwrap();
        p.key = rsa_key(&positive(&number));
    }),
    ("negative modulus", &["rsa-modulus-invalid"], |p| {
        p.key = rsa_key(&modulus().to_vec());
    }),
    ("modulus divisible by three", &["rsa-modulus-invalid"], |p| {
        // Of 2046 to 2048 bits, made 2048 by the second factor.
        let mut number = modulus();
        while number.mod_word(3).unwrap() != 0 || number.mod_word(2).unwrap() == 0 {
            number.sub_word(1).unwrap();
        }
        p.key = rsa_key(&positive(&number));
    }),
    ("close primes", &["rsa-primes-close"], |p| {
        p.key = rsa_key(&close_primes());
    }),
    ("RSA without NULL", &["key-parameters-wrong"], |p| {
        let key = sequence(&[&tlv(2, &positive(&modulus())), &[2, 3, 1, 0, 1]]);
        p.key = key_of(b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", &[], &key);
    }),
    (
        "short Ed25519 key",
        &["key-not-for-public-ca", "key-unusable"],
        |p| p.key = key_of(&[0x2b, 0x65, 0x70], &[], &[7; 31]),
    ),
    (
        "Ed25519 key with parameters",
        &["key-not-for-public-ca", "key-parameters-wrong", "key-unusable"],
        |p| {
            let key = PKey::generate_ed25519().unwrap().raw_public_key().unwrap();
            p.key = key_of(&[0x2b, 0x65, 0x70], &[5, 0], &key);
        },
    ),
    ("compressed point", &["ec-point-compressed"], |p| {
        p.key = compressed();
    }),
    ("point at infinity", &["key-unusable"], |p| {
        let curve = tlv(6, b"\x2a\x86\x48\xce\x3d\x03\x01\x07");
        p.key = key_of(b"\x2a\x86\x48\xce\x3d\x02\x01", &curve, &[0]);
    }),
];

/// What is wrong only with certificates of public CAs.
const PUBLIC: &[Defect] = &[
    (
        "organizational unit",
        &["organizational-unit-from-public-ca"],
        |p| subject(p, OU, UTF8, b"IT"),
    ),
    ("no policies", &["policies-missing"], |p| p.remove(POLICIES)),
    (
        "no authority information access",
        &["authority-information-missing"],
        |p| p.remove(ACCESS),
    ),
    ("no key usage", &["key-usage-missing"], |p| p.remove(KEY_USAGE)),
    ("usage of e-mail", &["extended-key-usage-mixed"], |p| {
        purposes(p, &[b"\x2b\x06\x01\x05\x05\x07\x03\x04"]);
    }),
];

fn findings(chain: &[Certificate], services: &[Service]) -> Vec<Finding> {
    lint_chain(chain, &Context::at(at(NOW)).for_services(services))
}

fn names(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(Finding::name).collect()
}

/// A sound leaf in parts, and the issuer that signs it.
fn sound() -> (Parts, Made) {
    let tiers = ThreeTiers::with(Specimen::authority("R"), Specimen::authority("I"), leaf());
    (Parts::of(&tiers.leaf.certificate), tiers.intermediate)
}

/// The leaf of [`sound`] with what a public CA puts in.
fn public() -> (Parts, Made) {
    let (mut parts, issuer) = sound();
    purposes(&mut parts, &[]);
    parts.push(
        POLICIES,
        false,
        sequence(&[&sequence(&[&tlv(6, b"\x67\x81\x0c\x01\x02\x01")])]),
    );
    let place = tlv(0x86, b"http://ca.example/i.der");
    let access = sequence(&[&tlv(6, b"\x2b\x06\x01\x05\x05\x07\x30\x02"), &place]);
    parts.push(ACCESS, false, sequence(&[&access]));
    // One timestamp: version, log, time, no extensions, ECDSA with SHA-256 and a signature of four octets.
    let stamp = [&[0; 1 + 32 + 8 + 2], [4, 3, 0, 4, 1, 2, 3, 4].as_slice()].concat();
    let length = u8::try_from(stamp.len()).unwrap();
    let list = [&[0, length + 2, 0, length], stamp.as_slice()].concat();
    parts.push(TIMESTAMPS, false, tlv(4, &list));
    (parts, issuer)
}

fn finds_each(defects: &[Defect], sound: fn() -> (Parts, Made)) {
    let mut wrong = Vec::new();
    for (what, expected, change) in defects {
        let (mut parts, issuer) = sound();
        change(&mut parts);
        let certificate = match parts.sign(&issuer.key) {
            Ok(certificate) => certificate,
            Err(error) => {
                wrong.push(format!("{what}: cannot be read: {error}"));
                continue;
            }
        };
        let found = findings(&[certificate, issuer.certificate], &[Service::Inbound]);
        let mut named = names(&found);
        named.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        if named != expected {
            wrong.push(format!("{what}: {named:?} and not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn defects_of_the_basic_fields_are_found() {
    finds_each(FIELDS, sound);
}

#[test]
fn defects_of_the_extensions_are_found() {
    finds_each(EXTENSIONS, sound);
}

#[test]
fn defects_of_the_key_are_found() {
    finds_each(KEYS, sound);
}

#[test]
fn defects_of_certificates_of_public_authorities_are_found() {
    finds_each(PUBLIC, public);
}

#[test]
fn authority_of_ones_own_need_not_keep_the_rules_of_public_ones() {
    for (what, _, change) in PUBLIC {
        let (mut parts, issuer) = sound();
        if !what.starts_with("no policies") && !what.starts_with("no authority") {
            change(&mut parts);
        }
        let found = findings(
            &[parts.sign(&issuer.key).unwrap(), issuer.certificate],
            &[Service::Inbound],
        );
        assert_eq!(found, [], "{what}");
    }
}

/// Every rule that this file breaks.
pub(super) fn broken() -> impl Iterator<Item = &'static str> {
    let tables = [FIELDS, EXTENSIONS, KEYS, PUBLIC].into_iter().flatten();
    tables
        .flat_map(|(_, expected, _)| expected.iter().copied())
        .chain([
            "signature-parameters-unusual",
            "request-signature-invalid",
            "request-version",
            "request-extensions-ambiguous",
            "request-digest-broken",
            "authority-without-name",
            "basic-constraints-not-critical",
        ])
}

#[test]
fn defects_of_an_issuer_are_found() {
    let root = Specimen::authority("R").self_signed();
    let issuer = Specimen::authority("I").signed_by(&root);
    for (expected, change) in [
        (
            "authority-without-name",
            (|p| p.subject = sequence(&[])) as fn(&mut Parts),
        ),
        ("basic-constraints-not-critical", |p| {
            p.extension(CONSTRAINTS).critical = false;
        }),
    ] {
        let mut parts = Parts::of(&issuer.certificate);
        change(&mut parts);
        let context = Context::at(at(NOW));
        let found = super::super::lint_authorities(&[parts.sign(&root.key).unwrap()], &context);
        assert_eq!(names(&found), [expected]);
    }
}

#[test]
fn what_openssl_cannot_load_is_an_error_in_any_case() {
    // A BIT STRING with unused bits that are not zero, which no rule asks about.
    let (mut parts, issuer) = sound();
    parts.extension(CONSTRAINTS).value = sequence(&[&[1, 1, 0x00]]);
    parts.identifiers = tlv(0x81, &[9, 1]);
    let certificate = parts.sign(&issuer.key).unwrap();
    let found = findings(&[certificate, issuer.certificate], &[]);
    assert!(
        names(&found).contains(&"certificate-not-loadable"),
        "{:?}",
        names(&found)
    );
}

#[test]
fn issuer_by_serial_number_is_told_when_there_is_nothing_to_compare() {
    let (mut parts, issuer) = sound();
    let key = parts.extension(AUTHORITY_KEY).value.split_off(2);
    let serial = tlv(0x82, issuer.certificate.serial().as_bytes());
    let named = tlv(0xa1, &tlv(0xa4, issuer.certificate.issuer().der()));
    parts.extension(AUTHORITY_KEY).value = sequence(&[&key, &named, &serial]);
    let certificate = parts.sign(&issuer.key).unwrap();
    let alone = findings(std::slice::from_ref(&certificate), &[]);
    assert_eq!(
        names(&alone),
        ["issuer-not-included", "authority-key-identifier-by-serial"]
    );
    assert_eq!(findings(&[certificate, issuer.certificate], &[]), []);
}

#[test]
fn sound_certificates_have_no_finding() {
    for (mut parts, issuer) in [sound(), public()] {
        let chain = |parts: &Parts| [parts.sign(&issuer.key).unwrap(), issuer.certificate.clone()];
        assert_eq!(findings(&chain(&parts), &[Service::Inbound]), []);
        // An empty subject beside critical names, and an end after 2049, are as the standard says.
        parts.subject = sequence(&[]);
        parts.extension(NAMES).critical = true;
        assert_eq!(findings(&chain(&parts), &[Service::Inbound]), []);
        parts.push(NETSCAPE_TYPE, false, vec![3, 2, 6, 0x40]);
        parts.subject = name(&[
            (C, PRINTABLE, b"SE"),
            (O, PRINTABLE, b"AT&T"),
            (O, UTF8, "Räksmörgås".as_bytes()),
        ]);
        assert_eq!(findings(&chain(&parts), &[Service::Inbound]), []);
    }
}

#[test]
fn self_signed_and_long_lived_roots_are_sound() {
    let root = Specimen::authority("R").validity("2020-01-01T00:00:00Z", "2055-01-01T00:00:00Z");
    let root = root.self_signed();
    let issuer = Specimen::authority("I").signed_by(&root);
    let context = Context::at(at(NOW));
    assert_eq!(
        super::super::lint_authorities(&[root.certificate, issuer.certificate], &context),
        []
    );
}

#[test]
fn broken_digest_of_a_pss_signature_is_found() {
    let key = rsa(2048);
    let root = Specimen::authority("R").self_signed();
    let issuer = Specimen::authority("I").key(key.clone()).signed_by(&root);
    let sha1: (MessageDigest, &[u8]) = (MessageDigest::sha1(), b"\x2b\x0e\x03\x02\x1a");
    let sha256: (MessageDigest, &[u8]) = (MessageDigest::sha256(), b"\x60\x86\x48\x01\x65\x03\x04\x02\x01");
    for (digest, mask, salt, expected) in [
        (sha1, sha1, 20, ["signature-digest-broken"].as_slice()),
        (sha256, sha256, 32, &[]),
        (sha256, sha1, 32, &["signature-parameters-unusual"]),
        (sha256, sha256, 20, &["signature-parameters-unusual"]),
    ] {
        let leaf = Parts::of(&leaf().signed_by(&issuer).certificate).sign_pss(&key, digest, mask, salt);
        assert!(leaf.is_signed_by(&issuer.certificate), "the test signs rightly");
        // What lint calls broken, verification refuses.
        let (issuers, anchors) = ([issuer.certificate.clone()], [root.certificate.clone()]);
        let verdict = verify(&leaf, &issuers, &anchors, &Question::new(Role::Server, at(NOW))).unwrap();
        assert_eq!(verdict.is_ok(), !expected.contains(&"signature-digest-broken"));
        let found = findings(&[leaf, issuer.certificate.clone()], &[Service::Inbound]);
        assert_eq!(names(&found), expected);
    }
}

fn request_findings(request: &CertificateRequest) -> Vec<&'static str> {
    names(&lint_request(
        request,
        &Context::at(at(NOW)).for_services(&[Service::Inbound]),
    ))
}

#[test]
fn defects_of_requests_are_found() {
    let sound = || leaf().purposes(&["serverAuth"]);
    assert_eq!(request_findings(&sound().request()), Vec::<&str>::new());
    let mut der = sound().request().der().to_vec();
    let last = der.len() - 1;
    der[last] ^= 1;
    let broken = CertificateRequest::read_der(&der).unwrap();
    assert_eq!(request_findings(&broken), ["request-signature-invalid"]);
    let key = ec_key(Nid::X9_62_PRIME256V1);
    let request = sound().key(key.clone()).request();
    for version in [1, 2] {
        let other = request_of_version(&request, version, &key);
        assert_eq!(request_findings(&other), ["request-version"]);
    }
    let sha1 = sound().digest(MessageDigest::sha1()).request();
    assert_eq!(request_findings(&sha1), ["request-digest-broken"]);
    let two =
        include_bytes!("../../../../../fixtures/cases/09-request-extension-attributes/input/two-extreq.pem");
    let found = request_findings(&CertificateRequest::read(two).unwrap());
    assert!(found.contains(&"request-extensions-ambiguous"), "{found:?}");
}
