//! For each rule, something that breaks it and something that keeps it.

mod apart;
mod defects;
mod files;

use openssl::{
    bn::{BigNum, MsbOption},
    dsa::Dsa,
    ec::{Asn1Flag, EcGroup, EcKey},
    hash::MessageDigest,
    nid::Nid,
    pkey::{PKey, Private, Public},
    rsa::Rsa,
};

use super::*;
use crate::{
    specimen::{Criticality, Made, NOW, Specimen, ThreeTiers, at, ec_key, public_half},
    x509::{Certificate, CertificateRequest, Service},
};

/// What is looked at.
enum Input {
    Chain(Vec<Certificate>),
    Request(Box<CertificateRequest>),
}

/// A rule, what breaks it, what keeps it, and the services of both.
struct Case {
    rule: &'static str,
    broken: Input,
    kept: Input,
    services: &'static [Service],
}

fn findings(input: &Input, services: &[Service]) -> Vec<Finding> {
    let context = Context::at(at(NOW)).for_services(services);
    match input {
        Input::Chain(chain) => lint_chain(chain, &context),
        Input::Request(request) => lint_request(request, &context),
    }
}

fn names(input: &Input, services: &[Service]) -> Vec<&'static str> {
    findings(input, services).iter().map(Finding::name).collect()
}

fn leaf() -> Specimen {
    Specimen::leaf("mail.example.com")
}

fn authority() -> Specimen {
    Specimen::authority("I")
}

fn certificates(made: &[&Made]) -> Input {
    Input::Chain(made.iter().map(|made| made.certificate.clone()).collect())
}

/// The leaf and its intermediate.
fn issued(leaf: Specimen) -> Input {
    through(authority(), leaf)
}

fn through(intermediate: Specimen, leaf: Specimen) -> Input {
    let chain = ThreeTiers::with(Specimen::authority("R"), intermediate, leaf);
    certificates(&[&chain.leaf, &chain.intermediate])
}

/// ECDSA does not sign with MD5, so the root has an RSA key.
fn md5_intermediate() -> Input {
    let root = Specimen::authority("R").key(rsa(2048));
    let chain = ThreeTiers::with(root, authority().digest(MessageDigest::md5()), leaf());
    certificates(&[&chain.leaf, &chain.intermediate])
}

fn request(specimen: Specimen) -> Input {
    Input::Request(Box::new(specimen.request()))
}

fn rsa(bits: u32) -> PKey<Private> {
    PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap()
}

/// A public key that looks like one of RSA, of any size and exponent; nobody has the private half.
fn rsa_public(bits: i32, exponent: &[u8]) -> PKey<Public> {
    let mut modulus = BigNum::new().unwrap();
    modulus.rand(bits, MsbOption::ONE, true).unwrap();
    let exponent = BigNum::from_slice(exponent).unwrap();
    PKey::from_rsa(Rsa::from_public_components(modulus, exponent).unwrap()).unwrap()
}

const F4: &[u8] = &[1, 0, 1];

fn explicit_ec() -> PKey<Public> {
    let mut group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    group.set_asn1_flag(Asn1Flag::EXPLICIT_CURVE);
    public_half(&PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap())
}

/// The certificate with its point moved off the curve.
fn off_the_curve() -> Input {
    let made = leaf().self_signed();
    let point = made.certificate.public_key().key_bytes().to_vec();
    let mut der = made.certificate.der().to_vec();
    let place = memchr::memmem::find(&der, &point).unwrap();
    der[place + point.len() - 1] ^= 1;
    Input::Chain(vec![Certificate::read_der(&der).unwrap()])
}

/// A key of an algorithm that nobody has defined.
fn unknown_algorithm() -> Input {
    let made = leaf().key(PKey::generate_ed25519().unwrap()).self_signed();
    // id-Ed25519 is 1.3.101.112; 1.3.101.1 is nothing.
    let mut der = made.certificate.der().to_vec();
    let oid = [0x06, 0x03, 0x2b, 0x65, 0x70];
    let spki = memchr::memmem::find(&der, made.certificate.public_key().der()).unwrap();
    let place = spki + memchr::memmem::find(&der[spki..], &oid).unwrap();
    der[place + 4] = 1;
    Input::Chain(vec![Certificate::read_der(&der).unwrap()])
}

fn negative(number: u32) -> BigNum {
    let mut number = BigNum::from_u32(number).unwrap();
    number.set_negative(true);
    number
}

fn serial(octets: usize) -> BigNum {
    BigNum::from_slice(&vec![0x4d; octets]).unwrap()
}

fn key_cases() -> Vec<Case> {
    let case = |rule, broken, kept| Case {
        rule,
        broken,
        kept,
        services: &[],
    };
    let sound = || issued(leaf().public_key(rsa_public(2048, F4)));
    vec![
        case(
            "rsa-key-small",
            issued(leaf().public_key(rsa_public(1024, F4))),
            sound(),
        ),
        case(
            "rsa-key-not-octets",
            issued(leaf().public_key(rsa_public(2049, F4))),
            sound(),
        ),
        case(
            "rsa-key-unusual-size",
            issued(leaf().public_key(rsa_public(2056, F4))),
            sound(),
        ),
        case(
            "rsa-key-large",
            issued(leaf().public_key(rsa_public(8200, F4))),
            sound(),
        ),
        case(
            "rsa-exponent-invalid",
            issued(leaf().public_key(rsa_public(2048, &[1]))),
            sound(),
        ),
        case(
            "rsa-exponent-invalid",
            issued(leaf().public_key(rsa_public(2048, &[1, 0, 2]))),
            sound(),
        ),
        case(
            "rsa-exponent-unusual",
            issued(leaf().public_key(rsa_public(2048, &[3]))),
            sound(),
        ),
        case(
            "rsa-exponent-unusual",
            issued(leaf().public_key(rsa_public(2048, &[0xff; 33]))),
            sound(),
        ),
        case(
            "ec-curve-unfit",
            issued(leaf().key(ec_key(Nid::SECP256K1))),
            issued(leaf()),
        ),
        case(
            "ec-curve-p521",
            issued(leaf().key(ec_key(Nid::SECP521R1))),
            issued(leaf().key(ec_key(Nid::SECP384R1))),
        ),
        case(
            "ec-parameters-explicit",
            issued(leaf().public_key(explicit_ec())),
            issued(leaf()),
        ),
        case(
            "dsa-key",
            issued(leaf().public_key(public_half(
                &PKey::from_dsa(Dsa::generate(1024).unwrap()).unwrap(),
            ))),
            issued(leaf()),
        ),
        case(
            "key-not-for-public-ca",
            request(leaf().key(PKey::generate_ed25519().unwrap())),
            request(leaf()),
        ),
        case("key-algorithm-unknown", unknown_algorithm(), issued(leaf())),
        case("key-unusable", off_the_curve(), issued(leaf())),
        case(
            "signature-digest-broken",
            issued(leaf().digest(MessageDigest::sha1())),
            issued(leaf()),
        ),
        case("signature-digest-broken", md5_intermediate(), issued(leaf())),
    ]
}

fn serial_and_extension_cases() -> Vec<Case> {
    let case = |rule, broken, kept| Case {
        rule,
        broken,
        kept,
        services: &[],
    };
    let extension = |oid, criticality, value: &[u8]| issued(leaf().extension(oid, criticality, value));
    vec![
        case(
            "serial-not-positive",
            issued(leaf().serial(BigNum::from_u32(0).unwrap())),
            issued(leaf()),
        ),
        case(
            "serial-not-positive",
            issued(leaf().serial(negative(77))),
            issued(leaf()),
        ),
        case(
            "serial-long",
            issued(leaf().serial(serial(21))),
            issued(leaf().serial(serial(20))),
        ),
        case(
            "serial-short",
            issued(leaf().serial(serial(7))),
            issued(leaf().serial(serial(8))),
        ),
        case(
            "subject-key-identifier-missing",
            issued(leaf().without(Nid::SUBJECT_KEY_IDENTIFIER)),
            issued(leaf()),
        ),
        case(
            "authority-key-identifier-missing",
            issued(leaf().without(Nid::AUTHORITY_KEY_IDENTIFIER)),
            issued(leaf()),
        ),
        case(
            "extension-unknown-critical",
            extension("1.2.3.4.5", Criticality::Critical, &[5, 0]),
            extension("1.2.3.4.5", Criticality::NotCritical, &[5, 0]),
        ),
        // An OCTET STRING where a SEQUENCE has to be.
        case(
            "extension-malformed",
            extension("1.3.6.1.5.5.7.1.1", Criticality::NotCritical, &[4, 1, 0]),
            issued(leaf()),
        ),
        case(
            "extension-repeated",
            extension(
                "2.5.29.37",
                Criticality::NotCritical,
                b"\x30\x0a\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x01",
            ),
            issued(leaf()),
        ),
    ]
}

fn name_cases() -> Vec<Case> {
    let sound = || issued(leaf());
    let named = |names: &[&str]| {
        let all: Vec<_> = ["mail.example.com"].iter().chain(names).copied().collect();
        issued(leaf().dns(&all))
    };
    let case = |rule, broken, kept| Case {
        rule,
        broken,
        kept,
        services: &[],
    };
    vec![
        case(
            "names-missing",
            issued(leaf().dns(&[])),
            issued(leaf().dns(&[]).addresses(&["9.9.9.9"])),
        ),
        case("names-missing", request(leaf().dns(&[])), request(leaf())),
        case(
            "common-name-not-in-names",
            issued(leaf().common_name(Some("gw.example.com"))),
            sound(),
        ),
        case(
            "common-name-not-in-names",
            issued(leaf().common_name(Some("Mail Gateway"))),
            issued(leaf().common_name(None)),
        ),
        case(
            "name-duplicate",
            named(&["MAIL.example.com"]),
            named(&["mx.example.com"]),
        ),
        case(
            "name-duplicate",
            issued(leaf().addresses(&["9.9.9.9", "9.9.9.9"])),
            issued(leaf().addresses(&["9.9.9.9"])),
        ),
        case(
            "name-invalid",
            named(&["mx.example.com."]),
            named(&["mx.example.com"]),
        ),
        case(
            "name-underscore",
            named(&["mx_1.example.com"]),
            named(&["mx-1.example.com"]),
        ),
        case("name-internal", named(&["gw"]), named(&["gw.example.com"])),
        case(
            "name-internal",
            request(leaf().dns(&["*.corp.local"])),
            request(leaf().dns(&["*.example.com"])),
        ),
        case(
            "wildcard-misplaced",
            named(&["mx.*.com"]),
            named(&["*.example.com"]),
        ),
        case(
            "wildcard-misplaced",
            named(&["mx*.example.com"]),
            named(&["*.example.com"]),
        ),
        case("wildcard-broad", named(&["*.com"]), named(&["*.example.com"])),
        case(
            "address-reserved",
            issued(leaf().addresses(&["10.0.0.25"])),
            issued(leaf().addresses(&["9.9.9.9"])),
        ),
    ]
}

fn usage_cases() -> Vec<Case> {
    let case = |rule, broken, kept| Case {
        rule,
        broken,
        kept,
        services: &[Service::Inbound, Service::Outbound],
    };
    let server = || leaf().purposes(&["serverAuth"]);
    vec![
        case("authority-as-leaf", issued(leaf().with_ca_flag()), issued(leaf())),
        case(
            "extended-key-usage-missing",
            issued(leaf().without_purposes()),
            issued(leaf()),
        ),
        case("extended-key-usage-unfit", issued(server()), issued(leaf())),
        case(
            "extended-key-usage-unfit",
            issued(leaf().purposes(&["clientAuth"])),
            issued(leaf().purposes(&["2.5.29.37.0"])),
        ),
        case("extended-key-usage-unfit", request(server()), request(leaf())),
        case(
            "key-usage-without-digital-signature",
            issued(leaf().key_usage(&["keyEncipherment"])),
            issued(leaf().key_usage(&[])),
        ),
        case(
            "key-usage-cert-sign-on-leaf",
            issued(leaf().key_usage(&["digitalSignature", "keyCertSign"])),
            issued(leaf()),
        ),
        case(
            "client-auth-not-from-public-ca",
            request(leaf().without_purposes()),
            request(server()),
        ),
        Case {
            services: &[],
            ..case(
                "client-auth-not-from-public-ca",
                request(leaf()),
                request(leaf().without_purposes()),
            )
        },
    ]
}

fn time_and_chain_cases() -> Vec<Case> {
    let case = |rule, broken, kept| Case {
        rule,
        broken,
        kept,
        services: &[],
    };
    let until = |end: &str| issued(leaf().validity("2026-05-01T00:00:00Z", end));
    let chain = ThreeTiers::new();
    let short = || authority().validity("2020-01-01T00:00:00Z", "2026-07-31T23:59:58Z");
    let level = || authority().validity("2020-01-01T00:00:00Z", "2026-07-31T23:59:59Z");
    vec![
        case(
            "expired",
            until("2026-05-31T23:59:59Z"),
            until("2026-06-01T00:00:00Z"),
        ),
        case(
            "expired",
            through(
                authority().validity("2020-01-01T00:00:00Z", "2026-05-31T23:59:59Z"),
                leaf(),
            ),
            issued(leaf()),
        ),
        case(
            "not-yet-valid",
            issued(leaf().validity("2026-06-01T00:00:01Z", "2026-07-31T23:59:59Z")),
            issued(leaf()),
        ),
        // 200 days, and a second more.
        case(
            "lifetime-long",
            until("2026-11-17T00:00:00Z"),
            until("2026-11-16T23:59:59Z"),
        ),
        case(
            "lifetime-long",
            until("2027-05-01T00:00:00Z"),
            issued(
                leaf()
                    .purposes(&["clientAuth"])
                    .validity("2026-05-01T00:00:00Z", "2027-05-01T00:00:00Z"),
            ),
        ),
        case(
            "self-signed",
            certificates(&[&leaf().self_signed()]),
            issued(leaf()),
        ),
        case(
            "issuer-ends-before-leaf",
            through(short(), leaf()),
            through(level(), leaf()),
        ),
        case(
            "chain-out-of-order",
            certificates(&[&chain.leaf, &chain.root, &chain.intermediate]),
            certificates(&[&chain.leaf, &chain.intermediate]),
        ),
        case(
            "chain-includes-root",
            certificates(&[&chain.leaf, &chain.intermediate, &chain.root]),
            certificates(&[&chain.leaf, &chain.intermediate]),
        ),
    ]
}

fn cases() -> Vec<Case> {
    [
        key_cases(),
        serial_and_extension_cases(),
        name_cases(),
        usage_cases(),
        time_and_chain_cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn every_rule_is_found_where_it_is_broken_and_only_there() {
    for Case {
        rule,
        broken,
        kept,
        services,
    } in cases()
    {
        let found = names(&broken, services);
        assert!(found.contains(&rule), "{rule} is not among {found:?}");
        let found = names(&kept, services);
        assert!(!found.contains(&rule), "{rule} is kept, and found");
    }
}

#[test]
fn every_rule_has_something_that_breaks_it() {
    let mut tried: Vec<_> = cases().iter().map(|case| case.rule).collect();
    tried.extend(defects::broken().chain(files::BROKEN));
    tried.extend(["certificate-not-loadable", "authority-key-identifier-by-serial"]);
    let mut all: Vec<_> = rules().map(|rule| rule.name).collect();
    for name in &all {
        assert!(tried.contains(name), "nothing breaks {name}");
    }
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count, "a name stands for two rules");
}

#[test]
fn sound_chain_and_sound_request_have_no_findings() {
    let all = [Service::Inbound, Service::Outbound, Service::Https, Service::Ldap];
    assert_eq!(findings(&issued(leaf()), &all), []);
    assert_eq!(
        findings(&request(leaf().purposes(&["serverAuth"])), &[Service::Inbound]),
        []
    );
}

#[test]
fn nothing_has_no_findings() {
    assert_eq!(lint_chain(&[], &Context::at(at(NOW))), []);
}

#[test]
fn authority_in_the_place_of_a_leaf_is_not_told_to_name_hosts() {
    let chain = ThreeTiers::new();
    let found = names(&certificates(&[&chain.intermediate]), &[]);
    assert!(
        found.contains(&"authority-as-leaf") && !found.contains(&"names-missing"),
        "{found:?}"
    );
}

#[test]
fn what_stands_behind_a_gap_in_the_chain_is_no_issuer() {
    let chain = ThreeTiers::new();
    let short = Specimen::authority("Stranger")
        .validity("2020-01-01T00:00:00Z", "2026-07-01T00:00:00Z")
        .self_signed();
    assert_eq!(
        names(&certificates(&[&chain.leaf, &short]), &[]),
        ["chain-unrelated", "chain-incomplete"]
    );
}

#[test]
fn findings_name_the_certificate_and_its_place() {
    let found = findings(&through(authority().key(rsa(1024)), leaf()), &[]);
    let messages: Vec<_> = found
        .iter()
        .map(|finding| (finding.position, finding.message.as_str()))
        .collect();
    assert_eq!(
        messages,
        [(
            1,
            "the intermediate CN=I,O=Example AB has an RSA key of 1024 bits; at least 2048 are needed"
        )]
    );
}

#[test]
fn certificate_of_a_public_ca_on_outbound_is_told_what_to_do() {
    let found = findings(
        &issued(leaf().purposes(&["serverAuth"])),
        &[Service::Ldap, Service::Inbound, Service::Outbound],
    );
    let messages: Vec<_> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the certificate is for serverAuth and not for clientAuth, which is needed for outbound and ldap; public CAs have left \
             clientAuth out since 2026 (Chrome forbids it in certificates issued from 2027-03-15 on), so use one from a \
             private CA there"
        ]
    );
}

#[test]
fn root_with_sha1_and_a_short_serial_number_is_not_blamed() {
    let root = Specimen::authority("R")
        .digest(MessageDigest::sha1())
        .serial(BigNum::from_u32(1).unwrap())
        .self_signed();
    let leaf = leaf().signed_by(&root);
    assert_eq!(
        names(&certificates(&[&leaf, &root]), &[]),
        ["chain-includes-root"]
    );
}

#[test]
fn hostile_names_do_not_reach_the_terminal() {
    let found = findings(
        &issued(leaf().dns(&["mail.example.com", "a\u{1b}[2J.example.com"])),
        &[],
    );
    assert_eq!(found.len(), 1);
    assert!(!found[0].message.contains('\u{1b}'), "{:?}", found[0].message);
}

#[test]
fn every_readable_change_of_a_certificate_can_be_linted() {
    let der = leaf().self_signed().certificate.der().to_vec();
    let mut read = 0;
    for (place, mask) in (0..der.len()).flat_map(|place| [1, 0x80, 0xff].map(|mask| (place, mask))) {
        let mut changed = der.clone();
        changed[place] ^= mask;
        if let Ok(certificate) = Certificate::read_der(&changed) {
            read += 1;
            for finding in lint_chain(&[certificate.clone(), certificate], &Context::at(at(NOW))) {
                assert!(
                    !finding.message.chars().any(char::is_control),
                    "{:?}",
                    finding.message
                );
            }
        }
    }
    assert!(read > 100, "only {read} changes could be read");
}
