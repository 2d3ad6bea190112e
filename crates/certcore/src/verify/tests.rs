//! Chains that are good, and chains that fail in every way there is.

use openssl::{hash::MessageDigest, nid::Nid, pkey::PKey, rsa::Rsa};

use super::*;
use crate::{
    diagnostic::Diagnostic as _,
    identity::CommonName,
    specimen::{Criticality, Made, NOW, Specimen, ThreeTiers, at},
    x509::Certificate,
};

fn server() -> Question {
    Question::new(Role::Server, at(NOW))
}

fn for_mail() -> Question {
    server().for_peer("mail.example.com".parse::<crate::host::HostName>().unwrap())
}

fn ask(leaf: &Made, intermediates: &[&Made], anchors: &[&Made], question: &Question) -> Verdict {
    let copy = |all: &[&Made]| {
        all.iter()
            .map(|made| made.certificate.clone())
            .collect::<Vec<_>>()
    };
    let verdict = verify(&leaf.certificate, &copy(intermediates), &copy(anchors), question).unwrap();
    // What holds for every verdict.
    let failed = verdict
        .steps()
        .iter()
        .filter(|step| step.outcome == Outcome::Failed)
        .count();
    assert_eq!(verdict.is_ok(), failed == 0, "{:#?}", verdict.steps());
    assert_eq!(verdict.path().first(), Some(&leaf.certificate));
    assert!(verdict.is_ok() || verdict.refusal().is_some());
    verdict
}

impl ThreeTiers {
    fn ask(&self, question: &Question) -> Verdict {
        ask(&self.leaf, &[&self.intermediate], &[&self.root], question)
    }
}

fn name(verdict: &Verdict) -> &'static str {
    verdict.refusal().map_or("ok", |refusal| refusal.name())
}

fn words(verdict: &Verdict) -> String {
    let step = |step: &Step| {
        let position = step
            .position
            .map_or("-".to_owned(), |position| position.to_string());
        format!("{} {position} {}: {}", step.check, step.outcome, step.words)
    };
    verdict.steps().iter().map(step).collect::<Vec<_>>().join("\n")
}

fn certificates(made: &[&Made]) -> Vec<Certificate> {
    made.iter().map(|made| made.certificate.clone()).collect()
}

#[test]
fn sound_chain_is_good_and_every_step_is_told() {
    let chain = ThreeTiers::new();
    let verdict = chain.ask(&for_mail());
    assert_eq!(name(&verdict), "ok");
    let verified = verdict.verified().unwrap();
    assert_eq!(
        verified.path(),
        certificates(&[&chain.leaf, &chain.intermediate, &chain.root])
    );
    assert_eq!(
        verified.served(),
        certificates(&[&chain.leaf, &chain.intermediate])
    );
    assert_eq!(verified.matched_by().unwrap().to_string(), "dns:mail.example.com");
    insta::assert_snapshot!(words(&verdict));
}

#[test]
fn order_and_repetition_do_not_matter() {
    let chain = ThreeTiers::new();
    let (leaf, intermediate, root) = (&chain.leaf, &chain.intermediate, &chain.root);
    let verdict = ask(
        leaf,
        &[root, leaf, intermediate, root, intermediate],
        &[root, root],
        &for_mail(),
    );
    assert_eq!(verdict.path().len(), 3);
    assert!(verdict.is_ok());
}

#[test]
fn without_a_peer_no_name_is_looked_at() {
    let verdict = ThreeTiers::new().ask(&server());
    assert!(verdict.is_ok() && verdict.matched_by().is_none());
    assert!(!verdict.steps().iter().any(|step| step.check == Check::Name));
}

#[test]
fn address_is_matched_against_addresses() {
    let leaf = || Specimen::leaf("mail.example.com").addresses(&["192.0.2.25"]);
    let chain = ThreeTiers::with(Specimen::authority("R"), Specimen::authority("I"), leaf());
    let ask = |address: &str| chain.ask(&server().for_peer(address.parse::<core::net::IpAddr>().unwrap()));
    assert_eq!(
        ask("192.0.2.25").matched_by().unwrap().to_string(),
        "ip:192.0.2.25"
    );
    assert_eq!(name(&ask("192.0.2.26")), "verify-name-mismatch");
}

#[test]
fn other_host_is_refused_with_the_names_there_are() {
    let verdict = ThreeTiers::new()
        .ask(&server().for_peer("www.example.com".parse::<crate::host::HostName>().unwrap()));
    assert_eq!(name(&verdict), "verify-name-mismatch");
    assert_eq!(
        verdict.refusal().unwrap().to_string(),
        "the certificate does not name www.example.com; it names mail.example.com (RFC 9525 section 6)"
    );
}

#[test]
fn common_name_counts_only_with_the_legacy_switch() {
    let chain = ThreeTiers::with(
        Specimen::authority("R"),
        Specimen::authority("I"),
        Specimen::leaf("mail.example.com").dns(&[]),
    );
    let refused = chain.ask(&for_mail());
    assert_eq!(name(&refused), "verify-name-mismatch");
    assert!(
        refused
            .refusal()
            .unwrap()
            .to_string()
            .contains("its common name is mail.example.com")
    );
    let legacy = chain.ask(&for_mail().common_name(CommonName::Legacy));
    assert_eq!(legacy.matched_by().unwrap().to_string(), "cn:mail.example.com");
}

#[test]
fn expired_leaf_is_refused() {
    let chain = ThreeTiers::new();
    let late = Question::new(Role::Server, at("2026-08-01T00:00:00Z"));
    let verdict = chain.ask(&late);
    assert_eq!(name(&verdict), "verify-expired");
    assert_eq!(
        verdict.refusal().unwrap().to_string(),
        "CN=mail.example.com,O=Example AB expired at 2026-07-31T23:59:59Z, and the time asked about is \
         2026-08-01T00:00:00Z; renew or replace it"
    );
}

#[test]
fn expired_intermediate_is_refused() {
    let chain = ThreeTiers::with(
        Specimen::authority("R"),
        Specimen::authority("I").validity("2020-01-01T00:00:00Z", "2026-05-31T00:00:00Z"),
        Specimen::leaf("mail.example.com"),
    );
    let verdict = chain.ask(&for_mail());
    assert_eq!(name(&verdict), "verify-expired");
    assert!(verdict.refusal().unwrap().to_string().starts_with("CN=I,"));
    insta::assert_snapshot!(words(&verdict));
}

#[test]
fn both_an_expired_leaf_and_a_wrong_name_are_told() {
    let chain = ThreeTiers::new();
    let question = Question::new(Role::Server, at("2027-01-01T00:00:00Z"))
        .for_peer("www.example.com".parse::<crate::host::HostName>().unwrap());
    let verdict = chain.ask(&question);
    assert_eq!(name(&verdict), "verify-expired");
    let failed: Vec<_> = verdict
        .steps()
        .iter()
        .filter(|step| step.outcome == Outcome::Failed)
        .collect();
    assert_eq!(
        failed.iter().map(|step| step.check).collect::<Vec<_>>(),
        [Check::Validity, Check::Name]
    );
}

#[test]
fn leaf_of_the_future_is_refused() {
    let early = Question::new(Role::Server, at("2026-04-30T23:59:59Z"));
    assert_eq!(name(&ThreeTiers::new().ask(&early)), "verify-not-yet-valid");
}

#[test]
fn fractions_of_the_last_second_do_not_expire_a_certificate_earlier() {
    let chain = ThreeTiers::new();
    let ask = |time: &str| name(&chain.ask(&Question::new(Role::Server, at(time))));
    assert_eq!(ask("2026-07-31T23:59:58.9Z"), "ok");
    assert_eq!(ask("2026-08-01T00:00:00Z"), "verify-expired");
}

#[test]
fn missing_intermediate_is_named_with_the_place_to_fetch_it() {
    // AuthorityInfoAccessSyntax: caIssuers, URI http://ca.example/i.crt
    let address = b"\x30\x23\x30\x21\x06\x08\x2b\x06\x01\x05\x05\x07\x30\x02\x86\x15http://ca.example/i.c";
    let chain = ThreeTiers::with(
        Specimen::authority("R"),
        Specimen::authority("I"),
        Specimen::leaf("mail.example.com").extension("1.3.6.1.5.5.7.1.1", Criticality::NotCritical, address),
    );
    let verdict = ask(&chain.leaf, &[], &[&chain.root], &for_mail());
    assert_eq!(name(&verdict), "verify-issuer-missing");
    assert_eq!(
        verdict.refusal().unwrap().to_string(),
        "CN=mail.example.com,O=Example AB was issued by CN=I,O=Example AB, which is not among the certificates that were \
         given; add its certificate; the certificate says that it can be fetched from http://ca.example/i.c"
    );
    insta::assert_snapshot!(words(&verdict));
}

#[test]
fn issuer_of_the_same_name_with_another_key_is_told_apart() {
    let chain = ThreeTiers::new();
    let impostor = Specimen::authority("Example Issuing CA").signed_by(&chain.root);
    let verdict = ask(&chain.leaf, &[&impostor], &[&chain.root], &for_mail());
    assert_eq!(name(&verdict), "verify-issuer-missing");
    assert!(
        verdict
            .refusal()
            .unwrap()
            .to_string()
            .contains("has another key; add")
    );
}

#[test]
fn issuer_of_the_same_name_without_key_identifiers_fails_by_signature() {
    let bare = |name: &str| Specimen::authority(name).without(Nid::SUBJECT_KEY_IDENTIFIER);
    let root = bare("R").self_signed();
    let intermediate = bare("I").signed_by(&root);
    let impostor = bare("I").signed_by(&root);
    let leaf = Specimen::leaf("mail.example.com").signed_by(&intermediate);
    let verdict = ask(&leaf, &[&impostor], &[&root], &for_mail());
    assert_eq!(name(&verdict), "verify-signature");
    let verdict = ask(&leaf, &[&impostor, &intermediate], &[&root], &for_mail());
    assert_eq!(verdict.path(), certificates(&[&leaf, &intermediate, &root]));
    assert!(verdict.is_ok());
}

#[test]
fn changed_leaf_fails_by_signature() {
    let chain = ThreeTiers::new();
    let mut der = chain.leaf.certificate.der().to_vec();
    let place = memchr::memmem::rfind(&der, b"mail.example.com").unwrap();
    der[place] = b'f';
    let forged = Certificate::read_der(&der).unwrap();
    let verdict = verify(
        &forged,
        &certificates(&[&chain.intermediate]),
        &certificates(&[&chain.root]),
        &server(),
    )
    .unwrap();
    assert_eq!(name(&verdict), "verify-signature");
    insta::assert_snapshot!(words(&verdict));
}

#[test]
fn root_that_is_not_an_anchor_is_refused_even_when_it_is_served() {
    let chain = ThreeTiers::new();
    let other = Specimen::authority("Other Root").self_signed();
    let verdict = ask(
        &chain.leaf,
        &[&chain.intermediate, &chain.root],
        &[&other],
        &for_mail(),
    );
    assert_eq!(name(&verdict), "verify-untrusted-root");
    assert_eq!(verdict.path().len(), 3);
}

#[test]
fn self_signed_leaf_is_good_only_as_its_own_anchor() {
    let leaf = Specimen::leaf("mail.example.com").self_signed();
    let other = Specimen::authority("Other Root").self_signed();
    assert_eq!(
        name(&ask(&leaf, &[], &[&other], &for_mail())),
        "verify-self-signed"
    );
    let verdict = ask(&leaf, &[], &[&leaf], &for_mail());
    assert_eq!(name(&verdict), "ok");
    assert_eq!(verdict.verified().unwrap().served(), certificates(&[&leaf]));
}

#[test]
fn intermediate_as_an_anchor_needs_the_explicit_rule() {
    let chain = ThreeTiers::new();
    let refused = ask(&chain.leaf, &[], &[&chain.intermediate], &for_mail());
    assert_eq!(name(&refused), "verify-issuer-missing");
    assert!(
        refused
            .refusal()
            .unwrap()
            .to_string()
            .contains("an anchor that is not a root")
    );
    let any = for_mail().anchors(AnchorRule::AnyCertificate);
    let verdict = ask(&chain.leaf, &[], &[&chain.intermediate], &any);
    assert_eq!(verdict.path(), certificates(&[&chain.leaf, &chain.intermediate]));
    assert!(verdict.is_ok());
    assert!(ask(&chain.leaf, &[], &[&chain.leaf], &any).is_ok());
}

#[test]
fn purpose_is_checked_for_each_side() {
    let chain = ThreeTiers::with(
        Specimen::authority("R"),
        Specimen::authority("I"),
        Specimen::leaf("mail.example.com").purposes(&["serverAuth"]),
    );
    assert!(chain.ask(&server()).is_ok());
    let client = Question::new(Role::Client, at(NOW));
    let verdict = chain.ask(&client);
    assert_eq!(name(&verdict), "verify-purpose");
    assert_eq!(
        verdict.refusal().unwrap().to_string(),
        "CN=mail.example.com,O=Example AB is not for clientAuth: extended key usage serverAuth; key usage \
         digitalSignature; a certificate with that usage is needed (RFC 5280 section 4.2.1.12)"
    );
    assert!(ThreeTiers::new().ask(&client).is_ok());
}

#[test]
fn intermediate_for_another_purpose_is_refused() {
    let chain = ThreeTiers::with(
        Specimen::authority("R"),
        Specimen::authority("I").purposes(&["codeSigning"]),
        Specimen::leaf("mail.example.com"),
    );
    let verdict = chain.ask(&server());
    assert_eq!(name(&verdict), "verify-purpose");
    insta::assert_snapshot!(words(&verdict));
}

#[test]
fn issuer_without_the_ca_flag_is_refused() {
    let chain = ThreeTiers::with(
        Specimen::authority("R"),
        Specimen::leaf("I").key_usage(&[]),
        Specimen::leaf("mail.example.com"),
    );
    assert_eq!(name(&chain.ask(&server())), "verify-ca-flag");
}

#[test]
fn issuer_without_key_cert_sign_is_refused() {
    let chain = ThreeTiers::with(
        Specimen::authority("R"),
        Specimen::authority("I").key_usage(&["cRLSign"]),
        Specimen::leaf("mail.example.com"),
    );
    assert_eq!(name(&chain.ask(&server())), "verify-ca-flag");
}

#[test]
fn path_length_is_kept() {
    let root = Specimen::authority("R").path_length(0).self_signed();
    let intermediate = Specimen::authority("I").signed_by(&root);
    let leaf = Specimen::leaf("mail.example.com").signed_by(&intermediate);
    let verdict = ask(&leaf, &[&intermediate], &[&root], &server());
    assert_eq!(name(&verdict), "verify-path-length");
    assert!(
        verdict
            .refusal()
            .unwrap()
            .to_string()
            .contains("CN=R,O=Example AB allows 0 intermediates")
    );
    let direct = Specimen::leaf("mail.example.com").signed_by(&root);
    assert!(ask(&direct, &[], &[&root], &server()).is_ok());
}

#[test]
fn unknown_critical_extension_is_refused() {
    let leaf = |criticality| {
        let specimen = Specimen::leaf("mail.example.com").extension("1.2.3.4.5", criticality, &[5, 0]);
        ThreeTiers::with(Specimen::authority("R"), Specimen::authority("I"), specimen)
    };
    let verdict = leaf(Criticality::Critical).ask(&server());
    assert_eq!(name(&verdict), "verify-unknown-critical-extension");
    assert!(verdict.refusal().unwrap().to_string().contains("(1.2.3.4.5)"));
    assert!(leaf(Criticality::NotCritical).ask(&server()).is_ok());
}

#[test]
fn weak_keys_and_digests_are_refused() {
    let small = || PKey::from_rsa(Rsa::generate(1024).unwrap()).unwrap();
    let with = |intermediate: Specimen, leaf: Specimen| {
        let verdict = ThreeTiers::with(Specimen::authority("R"), intermediate, leaf).ask(&server());
        assert_eq!(name(&verdict), "verify-weak");
        verdict.refusal().unwrap().to_string()
    };
    let sound = || (Specimen::authority("I"), Specimen::leaf("mail.example.com"));
    let leaf = with(sound().0, sound().1.key(small()));
    assert!(leaf.contains("its key is rsa of 1024 bits"), "{leaf}");
    let issuer = with(sound().0.key(small()), sound().1);
    assert!(
        issuer.starts_with("CN=I,") && issuer.contains("1024 bits"),
        "{issuer}"
    );
    let digest = with(sound().0, sound().1.digest(MessageDigest::sha1()));
    assert!(digest.contains("ecdsa-with-SHA1"), "{digest}");
}

#[test]
fn root_signed_with_sha1_is_still_an_anchor() {
    let chain = ThreeTiers::with(
        Specimen::authority("R").digest(MessageDigest::sha1()),
        Specimen::authority("I"),
        Specimen::leaf("mail.example.com"),
    );
    assert!(chain.ask(&server()).is_ok());
}

#[test]
fn name_outside_of_an_issuers_constraints_is_refused() {
    // NameConstraints: permittedSubtrees { dNSName "example.org" }
    let constraints = b"\x30\x11\xa0\x0f\x30\x0d\x82\x0bexample.org";
    let chain = ThreeTiers::with(
        Specimen::authority("R"),
        Specimen::authority("I").extension("2.5.29.30", Criticality::Critical, constraints),
        Specimen::leaf("mail.example.com"),
    );
    assert_eq!(name(&chain.ask(&server())), "verify-name-constraints");
}

#[test]
fn cross_signed_intermediate_is_followed_to_the_anchor() {
    let (old, new) = (
        Specimen::authority("Old Root").self_signed(),
        Specimen::authority("New Root").self_signed(),
    );
    let key = crate::specimen::ec_key(Nid::X9_62_PRIME256V1);
    let intermediate = || Specimen::authority("I").key(key.clone());
    // The one that leads nowhere lives longer, so OpenSSL takes it first.
    let by_old = intermediate()
        .validity("2020-01-01T00:00:00Z", "2028-01-01T00:00:00Z")
        .signed_by(&old);
    let by_new = intermediate()
        .validity("2020-01-01T00:00:00Z", "2029-01-01T00:00:00Z")
        .signed_by(&new);
    let leaf = Specimen::leaf("mail.example.com").signed_by(&by_old);
    for (anchor, through) in [(&old, &by_old), (&new, &by_new)] {
        let verdict = ask(&leaf, &[&by_old, &by_new], &[anchor], &server());
        assert_eq!(verdict.path(), certificates(&[&leaf, through, anchor]));
        assert!(verdict.is_ok());
    }
}

#[test]
fn circle_of_cross_signed_authorities_ends() {
    let (key_a, key_b) = (
        crate::specimen::ec_key(Nid::X9_62_PRIME256V1),
        crate::specimen::ec_key(Nid::X9_62_PRIME256V1),
    );
    let a = || Specimen::authority("A").key(key_a.clone());
    let b = || Specimen::authority("B").key(key_b.clone());
    let a_by_b = a().signed_by(&b().self_signed());
    let b_by_a = b().signed_by(&a().self_signed());
    let leaf = Specimen::leaf("mail.example.com").signed_by(&a_by_b);
    let stranger = Specimen::authority("Stranger").self_signed();
    let verdict = ask(&leaf, &[&a_by_b, &b_by_a], &[&stranger], &server());
    assert_eq!(name(&verdict), "verify-issuer-missing");
}

#[test]
fn hundred_cross_signs_end() {
    let key = crate::specimen::ec_key(Nid::X9_62_PRIME256V1);
    let crosses: Vec<_> = (0..100)
        .map(|number| {
            let root = Specimen::authority(&format!("Root {number}")).self_signed();
            Specimen::authority("I").key(key.clone()).signed_by(&root)
        })
        .collect();
    let leaf = Specimen::leaf("mail.example.com").signed_by(&crosses[0]);
    let stranger = Specimen::authority("Stranger").self_signed();
    let all: Vec<_> = crosses.iter().collect();
    assert_eq!(
        name(&ask(&leaf, &all, &[&stranger], &server())),
        "verify-issuer-missing"
    );
}

#[test]
fn eleven_intermediates_are_too_many() {
    let root = Specimen::authority("R").self_signed();
    let mut tiers = vec![root.clone()];
    for number in 0..11 {
        let next = Specimen::authority(&format!("I{number}")).signed_by(tiers.last().unwrap());
        tiers.push(next);
    }
    let ten = Specimen::leaf("mail.example.com").signed_by(&tiers[10]);
    let eleven = Specimen::leaf("mail.example.com").signed_by(&tiers[11]);
    let all: Vec<_> = tiers[1..].iter().collect();
    assert_eq!(name(&ask(&ten, &all, &[&root], &server())), "ok");
    assert_eq!(
        name(&ask(&eleven, &all, &[&root], &server())),
        "verify-path-too-long"
    );
}

#[test]
fn nobody_trusted_is_an_error() {
    let leaf = Specimen::leaf("mail.example.com").self_signed();
    let error = verify(&leaf.certificate, &[], &[], &server()).unwrap_err();
    assert_eq!(error.name(), "verify-without-anchors");
}

#[test]
fn certificate_that_openssl_refuses_is_an_error() {
    let anchor = Specimen::authority("R").self_signed().certificate;
    let mut der = Specimen::leaf("mail.example.com")
        .self_signed()
        .certificate
        .der()
        .to_vec();
    // A serial number with a needless leading zero, which is no DER.
    let serial = memchr::memmem::find(&der, &[0x4d; 16]).unwrap();
    der[serial] = 0;
    let broken = Certificate::read_der(&der).unwrap();
    let error = verify(&broken, &[], &[anchor], &server()).unwrap_err();
    assert_eq!(error.name(), "certificate-not-loadable");
    assert!(error.to_string().contains(&broken.sha256().to_string()));
}

#[test]
fn issuer_with_another_key_identifier_is_told_apart() {
    let root = Specimen::authority("R").self_signed();
    let key = crate::specimen::ec_key(Nid::X9_62_PRIME256V1);
    let named = Specimen::authority("I").key(key.clone()).signed_by(&root);
    // SubjectKeyIdentifier of four octets that are nobody's.
    let renamed = Specimen::authority("I")
        .key(key)
        .without(Nid::SUBJECT_KEY_IDENTIFIER)
        .extension("2.5.29.14", Criticality::NotCritical, &[4, 4, 1, 2, 3, 4])
        .signed_by(&root);
    let leaf = Specimen::leaf("mail.example.com").signed_by(&named);
    let verdict = ask(&leaf, &[&renamed], &[&root], &server());
    assert_eq!(name(&verdict), "verify-issuer-missing");
    assert!(
        verdict
            .refusal()
            .unwrap()
            .to_string()
            .contains("another key identifier")
    );
}

#[test]
fn damaged_extension_is_named_wherever_it_is() {
    // An OCTET STRING where a SEQUENCE has to be.
    let damaged = |specimen: Specimen| {
        specimen
            .without_purposes()
            .extension("2.5.29.37", Criticality::NotCritical, &[4, 1, 0])
    };
    let (root, authority, leaf) = (
        || Specimen::authority("R"),
        || Specimen::authority("I"),
        || Specimen::leaf("mail.example.com"),
    );
    for (chain, who) in [
        (
            ThreeTiers::with(root(), authority(), damaged(leaf())),
            "CN=mail.example.com,",
        ),
        (ThreeTiers::with(root(), damaged(authority()), leaf()), "CN=I,"),
    ] {
        let verdict = chain.ask(&server());
        assert_eq!(name(&verdict), "verify-extension-malformed");
        let words = verdict.refusal().unwrap().to_string();
        assert!(words.starts_with(who) && words.contains("(2.5.29.37)"), "{words}");
    }
}

#[test]
fn no_octet_of_a_verified_leaf_can_be_changed() {
    let chain = ThreeTiers::new();
    let der = chain.leaf.certificate.der();
    let (intermediates, anchors) = (certificates(&[&chain.intermediate]), certificates(&[&chain.root]));
    assert!(chain.ask(&server()).is_ok());
    let mut asked = 0;
    for (place, mask) in (0..der.len()).flat_map(|place| [1, 0x80, 0xff].map(|mask| (place, mask))) {
        let mut changed = der.to_vec();
        changed[place] ^= mask;
        let Ok(leaf) = Certificate::read_der(&changed) else {
            continue;
        };
        if let Ok(verdict) = verify(&leaf, &intermediates, &anchors, &server()) {
            asked += 1;
            assert!(!verdict.is_ok(), "octet {place} with {mask:#x}");
            assert!(verdict.steps().iter().any(|step| step.outcome == Outcome::Failed));
        }
    }
    assert!(asked > 100, "only {asked} changes reached verification");
}

/// Name constraints that exclude a DNS name and all below it.
fn excluding(name: &str) -> Vec<u8> {
    let length = |rest: usize| u8::try_from(name.len() + rest).unwrap();
    let mut der = vec![0x30, length(6), 0xa1, length(4), 0x30, length(2), 0x82, length(0)];
    der.extend(name.bytes());
    der
}

#[test]
fn of_two_authorities_with_one_name_and_key_the_fit_one_is_taken() {
    let root = Specimen::authority("R").self_signed();
    let key = crate::specimen::ec_key(Nid::X9_62_PRIME256V1);
    let fit = || Specimen::authority("I").key(key.clone());
    let constrained = excluding("example.com");
    // Different serial numbers, so that each of the two comes first by its hash at times.
    for serial in 1..=8 {
        let number = |offset: u32| openssl::bn::BigNum::from_u32(serial + offset).unwrap();
        let unfit = [
            fit().extension("2.5.29.30", Criticality::Critical, &constrained),
            fit().purposes(&["clientAuth"]),
            fit().key_usage(&["digitalSignature"]),
            fit().validity("2020-01-01T00:00:00Z", "2026-05-31T00:00:00Z"),
        ];
        let good = fit().serial(number(100)).signed_by(&root);
        let leaf = Specimen::leaf("mail.example.com").signed_by(&good);
        for unfit in unfit {
            let bad = unfit.serial(number(0)).signed_by(&root);
            let verdict = ask(&leaf, &[&bad, &good], &[&root], &for_mail());
            assert_eq!(verdict.path(), certificates(&[&leaf, &good, &root]));
            assert!(verdict.is_ok());
        }
    }
}

#[test]
fn anchor_whose_constraints_exclude_the_name_gives_way_to_another() {
    let key = crate::specimen::ec_key(Nid::X9_62_PRIME256V1);
    let constraints = excluding("example.com");
    let root = || Specimen::authority("R").key(key.clone());
    let good = root().self_signed();
    let bad = root()
        .extension("2.5.29.30", Criticality::Critical, &constraints)
        .self_signed();
    let leaf = Specimen::leaf("mail.example.com").signed_by(&good);
    assert!(ask(&leaf, &[], &[&bad, &good], &for_mail()).is_ok());
    assert_eq!(
        name(&ask(&leaf, &[], &[&bad], &for_mail())),
        "verify-name-constraints"
    );
}

#[test]
fn maze_of_cross_certificates_ends_with_a_clear_answer() {
    const SIZE: usize = 7;
    let constraints = excluding("example.com");
    let root = Specimen::authority("R")
        .extension("2.5.29.30", Criticality::Critical, &constraints)
        .self_signed();
    let keys: Vec<_> = (0..SIZE)
        .map(|_| crate::specimen::ec_key(Nid::X9_62_PRIME256V1))
        .collect();
    let authority = |number: usize| Specimen::authority(&format!("I{number}")).key(keys[number].clone());
    let tops: Vec<_> = (0..SIZE)
        .map(|number| authority(number).signed_by(&root))
        .collect();
    let mut all = tops.clone();
    for (one, other) in (0..SIZE).flat_map(|one| (0..SIZE).map(move |other| (one, other))) {
        if one != other {
            all.push(authority(one).signed_by(&tops[other]));
        }
    }
    let leaf = Specimen::leaf("mail.example.com").signed_by(&tops[0]).certificate;
    let all: Vec<Certificate> = all.into_iter().map(|made| made.certificate).collect();
    let error = verify(&leaf, &all, &certificates(&[&root]), &for_mail()).unwrap_err();
    assert_eq!(error.name(), "chain-too-complex");
    // Without the constraint the shortest way is found.
    let open = Specimen::authority("R").key(root.key.clone()).self_signed();
    let verdict = verify(&leaf, &all, &certificates(&[&open]), &for_mail()).unwrap();
    assert_eq!(verdict.path().len(), 3);
}

#[test]
fn repeated_extension_is_named_and_not_the_issuer() {
    let chain = ThreeTiers::with(
        Specimen::authority("R"),
        Specimen::authority("I"),
        Specimen::leaf("mail.example.com").extension(
            "2.5.29.17",
            Criticality::NotCritical,
            b"\x30\x09\x82\x07a.b.c.d",
        ),
    );
    let verdict = chain.ask(&for_mail());
    assert_eq!(name(&verdict), "verify-extension-malformed");
    assert!(verdict.refusal().unwrap().to_string().contains("2.5.29.17"));
}

#[test]
fn self_issued_is_told_from_self_signed() {
    let root = Specimen::authority("mail.example.com").self_signed();
    let leaf = || Specimen::leaf("mail.example.com");
    let bare = leaf().without(Nid::AUTHORITY_KEY_IDENTIFIER).signed_by(&root);
    let verdict = ask(&bare, &[], &[&root], &for_mail());
    assert_eq!(name(&verdict), "verify-self-issued");
    let told = leaf().signed_by(&root);
    assert!(ask(&told, &[], &[&root], &for_mail()).is_ok());
}

#[test]
fn precertificate_is_named() {
    let root = Specimen::authority("R").self_signed();
    let poisoned = Specimen::leaf("mail.example.com")
        .extension("1.3.6.1.4.1.11129.2.4.3", Criticality::Critical, &[5, 0])
        .signed_by(&root);
    assert_eq!(
        name(&ask(&poisoned, &[], &[&root], &for_mail())),
        "verify-precertificate"
    );
}
