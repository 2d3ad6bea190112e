//! What is wrong with a file as it is sent, and at which place of it.

use super::super::{Context, Finding, Severity, lint_chain, lint_request};
use crate::{
    import::{self, Input},
    specimen::{Made, NOW, Specimen, ThreeTiers, at},
    x509::Certificate,
};

fn found(file: &[&Made]) -> Vec<(&'static str, usize)> {
    let file: Vec<Certificate> = file.iter().map(|made| made.certificate.clone()).collect();
    let findings = lint_chain(&file, &Context::at(at(NOW)));
    findings
        .iter()
        .map(|finding| (finding.name(), finding.position))
        .collect()
}

#[test]
fn each_trouble_of_a_file_has_its_name_and_its_place() {
    let ThreeTiers {
        root,
        intermediate,
        leaf,
    } = ThreeTiers::new();
    let stranger = Specimen::authority("Stranger").self_signed();
    let (root, issuer, leaf, stranger) = (&root, &intermediate, &leaf, &stranger);
    for (file, expected) in [
        ([leaf, issuer].as_slice(), [].as_slice()),
        (&[leaf, issuer, root], &[("chain-includes-root", 2)]),
        (&[issuer, leaf], &[("leaf-not-first", 1)]),
        (
            &[root, issuer, leaf],
            &[
                ("leaf-not-first", 2),
                ("chain-out-of-order", 0),
                ("chain-includes-root", 0),
            ],
        ),
        (
            &[leaf, root, issuer],
            &[("chain-out-of-order", 1), ("chain-includes-root", 1)],
        ),
        (&[leaf, issuer, issuer], &[("chain-duplicate", 2)]),
        (
            &[leaf, leaf, issuer, issuer],
            &[("chain-duplicate", 1), ("chain-duplicate", 3)],
        ),
        (&[leaf, issuer, stranger], &[("chain-unrelated", 2)]),
        (
            &[leaf, issuer, root, stranger],
            &[("chain-includes-root", 2), ("chain-unrelated", 3)],
        ),
        (
            &[leaf, stranger],
            &[("chain-unrelated", 1), ("chain-incomplete", 0)],
        ),
        (&[leaf, root], &[("chain-unrelated", 1), ("chain-incomplete", 0)]),
        (&[leaf], &[("issuer-not-included", 0)]),
    ] {
        assert_eq!(found(file), expected);
    }
}

#[test]
fn both_ways_up_of_a_cross_signed_issuer_belong_to_the_file() {
    let (root, old) = (Specimen::authority("R"), Specimen::authority("Old"));
    let (root, old) = (root.self_signed(), old.self_signed());
    let issuer = Specimen::authority("I").signed_by(&root);
    let cross = Specimen::authority("I").key(issuer.key.clone());
    let cross = cross
        .validity("2020-01-01T00:00:00Z", "2026-07-01T00:00:00Z")
        .signed_by(&old);
    let leaf = Specimen::leaf("mail.example.com").signed_by(&issuer);
    assert_eq!(found(&[&leaf, &issuer, &cross]), []);
    assert_eq!(found(&[&leaf, &cross, &issuer]), []);
    assert_eq!(found(&[&leaf, &cross]), [("issuer-ends-before-leaf", 1)]);
}

#[test]
fn issuer_that_may_not_sign_is_found() {
    let root = Specimen::authority("R").self_signed();
    let leaf = |issuer: &Made| Specimen::leaf("mail.example.com").signed_by(issuer);
    let no_authority = Specimen::leaf("I").signed_by(&root);
    assert!(found(&[&leaf(&no_authority), &no_authority]).contains(&("issuer-may-not-sign", 1)));
    let other_usage = Specimen::authority("I").key_usage(&["cRLSign"]).signed_by(&root);
    assert_eq!(
        found(&[&leaf(&other_usage), &other_usage]),
        [("issuer-may-not-sign", 1)]
    );
}

#[test]
fn issuer_of_the_same_name_is_told_apart_from_self_signed() {
    let issuer = Specimen::authority("mail.example.com").self_signed();
    let leaf = Specimen::leaf("mail.example.com");
    let without = Specimen::leaf("mail.example.com").without(openssl::nid::Nid::AUTHORITY_KEY_IDENTIFIER);
    assert_eq!(
        found(&[&leaf.signed_by(&issuer), &issuer]),
        [("chain-includes-root", 1)]
    );
    assert_eq!(
        found(&[&without.signed_by(&issuer), &issuer]),
        [
            ("authority-key-identifier-missing", 0),
            ("issuer-name-is-own-name", 0),
            ("chain-includes-root", 1)
        ]
    );
}

#[test]
fn damaged_signature_is_told_as_such() {
    let tiers = ThreeTiers::new();
    let damaged = |made: &Made| {
        let mut der = made.certificate.der().to_vec();
        *der.last_mut().unwrap() ^= 1;
        Certificate::read_der(&der).unwrap()
    };
    let names = |chain: &[Certificate]| -> Vec<_> {
        let findings = lint_chain(chain, &Context::at(at(NOW)));
        let places = findings.iter().map(|finding| (finding.name(), finding.position));
        places.collect()
    };
    let (leaf, issuer) = (&tiers.leaf, &tiers.intermediate);
    assert_eq!(
        names(&[damaged(leaf), issuer.certificate.clone()]),
        [("signature-invalid", 0)]
    );
    assert_eq!(
        names(&[
            leaf.certificate.clone(),
            damaged(issuer),
            tiers.root.certificate.clone()
        ]),
        [("chain-includes-root", 2), ("signature-invalid", 1)]
    );
}

#[test]
fn issuer_of_another_usage_is_found() {
    let root = Specimen::authority("R").self_signed();
    let issuer = Specimen::authority("I")
        .purposes(&["codeSigning"])
        .signed_by(&root);
    let leaf = Specimen::leaf("mail.example.com").signed_by(&issuer);
    let context = Context::at(at(NOW)).for_services(&[crate::x509::Service::Inbound]);
    let findings = lint_chain(&[leaf.certificate, issuer.certificate], &context);
    let names: Vec<_> = findings.iter().map(Finding::name).collect();
    assert_eq!(names, ["issuer-usage-unfit"]);
}

#[test]
fn many_certificates_of_one_name_take_a_bounded_time() {
    let mut file = vec![Specimen::authority("X").self_signed()];
    for _ in 0..40 {
        let next = Specimen::authority("X").signed_by(&file[0]);
        file.insert(0, next);
    }
    let all: Vec<&Made> = file.iter().collect();
    // Nothing is said of the layout when too many signatures would have to be checked.
    let names = found(&all);
    assert!(
        names.iter().all(|(name, _)| !name.starts_with("chain-")),
        "{names:?}"
    );
}

#[test]
fn sound_files_of_the_fixtures_have_no_error_and_no_warning() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let context = Context::at(at("2026-11-30T00:00:00Z"));
    for name in [
        "pki/mail-chain.pem",
        "pki/mail.der",
        "pki/self-signed.pem",
        "pki/mail.csr",
        "import/base64.txt",
        "import/certtool-info.pem",
        "import/certtool-p7.pem",
        "import/certutil-list.pem",
        "import/certutil-request.txt",
        "import/openssl-pkcs7.pem",
        "import/openssl-request-text.csr",
        "import/openssl-s-client.txt",
        "import/openssl-text.pem",
    ] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let pile = import::read(&[Input { name, bytes: &bytes }], |_| None);
        let chain: Vec<Certificate> = pile.certificates().map(|(_, one)| one.clone()).collect();
        let requests = pile
            .requests()
            .flat_map(|(_, request)| lint_request(request, &context));
        let grave: Vec<_> = lint_chain(&chain, &context)
            .into_iter()
            .chain(requests)
            .filter(|finding| finding.severity() > Severity::Notice)
            .collect();
        assert!(!chain.is_empty() || pile.requests().count() > 0, "{name}");
        assert_eq!(grave, [], "{name}");
    }
}

/// Every rule that this file breaks.
pub(super) const BROKEN: [&str; 8] = [
    "signature-invalid",
    "leaf-not-first",
    "chain-duplicate",
    "chain-incomplete",
    "issuer-not-included",
    "issuer-may-not-sign",
    "issuer-name-is-own-name",
    "issuer-usage-unfit",
];

#[test]
fn a_rule_has_a_hundred_findings_about_one_certificate_at_most() {
    let names: Vec<String> = (0..1000)
        .map(|number| format!("a_{number}.example.com"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let leaf = Specimen::leaf("mail.example.com")
        .dns(&names)
        .signed_by(&Specimen::authority("R").self_signed())
        .certificate;
    let findings = lint_chain(&[leaf], &Context::at(at(NOW)));
    let alike: Vec<_> = findings
        .iter()
        .filter(|finding| finding.name() == "name-underscore")
        .collect();
    assert_eq!(alike.len(), 101);
    assert!(
        alike[100]
            .message
            .ends_with("has more findings of this kind than are shown")
    );
}
