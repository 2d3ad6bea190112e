//! Chain repair on piles of certificates that were really issued.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::sync::LazyLock;

use certcore::{
    chain::{Anchors, ChainEnd, Cross, Leaf, LeafError, Question, Reason, Repair, RepairError, Root, repair},
    diagnostic::Diagnostic as _,
    issue::{Authority, Description, Terms},
    key::{KeyAlgorithm, PrivateKey},
    x509::{Certificate, Purpose, Serial, Validity},
};
use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn key() -> PrivateKey {
    PrivateKey::generate(KeyAlgorithm::EcP256).unwrap()
}

fn subject(name: &str) -> Description {
    Description::builder().common_name(name).build().unwrap()
}

/// Valid from `start` to `end`, in days from now.
fn terms(start: i64, end: i64) -> Terms {
    let mut serial = [0; 16];
    openssl::rand::rand_bytes(&mut serial).unwrap();
    Terms {
        validity: Validity::new(now() + Duration::days(start), now() + Duration::days(end)).unwrap(),
        serial: Serial::from_random(serial),
        purposes: vec![Purpose::ServerAuth],
        ca_issuers: Some("http://ca.example/above.der".to_owned()),
    }
}

/// An authority with a name and a key, and as many certificates as others give it.
struct Ca {
    name: String,
    key: PrivateKey,
}

impl Ca {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            key: key(),
        }
    }

    fn root(&self, start: i64, end: i64) -> Certificate {
        Authority::root(&subject(&self.name), self.key.clone(), &terms(start, end))
            .unwrap()
            .certificate()
            .clone()
    }

    fn signed_by(&self, other: &Ca, start: i64, end: i64) -> Certificate {
        other
            .authority()
            .sign_authority(&subject(&self.name), self.key.public(), &terms(start, end))
            .unwrap()
    }

    fn leaf(&self, key: &PrivateKey, start: i64, end: i64) -> Certificate {
        let request = subject("mail.example.com").request(key).unwrap();
        self.authority().sign(&request, &terms(start, end)).unwrap()
    }

    fn authority(&self) -> Authority<PrivateKey> {
        Authority::new(self.root(-36_500, 36_500), self.key.clone()).unwrap()
    }
}

fn question<'a>() -> Question<'a> {
    Question {
        leaf: Leaf::OnlyOne,
        anchors: Anchors::AnyRoot { known: &[] },
        root: Root::Drop,
        cross: Cross::Keep,
        time: now(),
    }
}

fn served(repair: &Repair<'_>) -> Vec<Certificate> {
    repair
        .served()
        .iter()
        .map(|served| served.certificate.clone())
        .collect()
}

fn reason(repair: &Repair<'_>, certificate: &Certificate) -> Vec<Reason> {
    repair
        .removed()
        .iter()
        .filter(|item| item.certificate == certificate)
        .map(|item| item.reason)
        .collect()
}

/// Leaf, issuing and root, with an authority that has nothing to do with them.
struct Simple {
    key: PrivateKey,
    leaf: Certificate,
    issuing: Certificate,
    root: Certificate,
    stranger: Certificate,
}

static SIMPLE: LazyLock<Simple> = LazyLock::new(|| {
    let (root, issuing, key) = (Ca::new("Root"), Ca::new("Issuing"), key());
    Simple {
        leaf: issuing.leaf(&key, -1, 90),
        issuing: issuing.signed_by(&root, -1, 1000),
        root: root.root(-1, 4000),
        stranger: Ca::new("Stranger").root(-1, 4000),
        key,
    }
});

#[test]
fn a_messy_answer_becomes_leaf_and_intermediate() {
    let s = &*SIMPLE;
    let pile = [&s.root, &s.issuing, &s.stranger, &s.leaf, &s.issuing].map(Clone::clone);
    let repaired = repair(&pile, &question()).unwrap();
    assert_eq!(served(&repaired), [s.leaf.clone(), s.issuing.clone()]);
    assert_eq!(repaired.end(), &ChainEnd::Root(s.root.clone()));
    assert!(repaired.is_complete());
    assert_eq!(reason(&repaired, &s.root), [Reason::Root]);
    assert_eq!(reason(&repaired, &s.issuing), [Reason::Duplicate]);
    assert_eq!(reason(&repaired, &s.stranger), [Reason::Unrelated]);
    assert_eq!(repaired.served()[1].position, 1);
}

#[test]
fn the_root_is_served_when_asked_for() {
    let s = &*SIMPLE;
    let pile = [s.root.clone(), s.leaf.clone(), s.issuing.clone()];
    let repaired = repair(
        &pile,
        &Question {
            root: Root::Keep,
            ..question()
        },
    )
    .unwrap();
    assert_eq!(repaired.chain(), [&s.leaf, &s.issuing, &s.root]);
    assert!(repaired.removed().is_empty());
    // The root of the anchors is served too when the pile lacks it.
    let anchors = [s.root.clone()];
    let asked = Question {
        root: Root::Keep,
        anchors: Anchors::Only(&anchors),
        ..question()
    };
    let repaired = repair(&pile[1..], &asked).unwrap();
    assert_eq!(repaired.chain(), [&s.leaf, &s.issuing, &s.root]);
}

#[test]
fn a_missing_intermediate_is_named_with_its_place() {
    let s = &*SIMPLE;
    let pile = [s.leaf.clone(), s.root.clone()];
    let repaired = repair(&pile, &question()).unwrap();
    assert!(!repaired.is_complete());
    let ChainEnd::Missing(missing) = repaired.end() else {
        panic!("{:?}", repaired.end())
    };
    assert_eq!(missing.issuer.to_string(), "CN=Issuing");
    assert_eq!(
        missing.key_identifier,
        s.issuing.extensions().subject_key_identifier
    );
    assert_eq!(missing.urls, ["http://ca.example/above.der"]);
    assert_eq!(reason(&repaired, &s.root), [Reason::Unrelated]);
}

#[test]
fn a_known_anchor_completes_a_chain_without_its_root() {
    let s = &*SIMPLE;
    let pile = [s.leaf.clone(), s.issuing.clone()];
    assert!(!repair(&pile, &question()).unwrap().is_complete());
    let known = [s.stranger.clone(), s.root.clone()];
    let asked = Question {
        anchors: Anchors::AnyRoot { known: &known },
        ..question()
    };
    assert_eq!(
        repair(&pile, &asked).unwrap().end(),
        &ChainEnd::Anchor(s.root.clone())
    );
}

#[test]
fn a_root_outside_the_anchors_is_not_trusted() {
    let s = &*SIMPLE;
    let pile = [s.leaf.clone(), s.issuing.clone(), s.root.clone()];
    let anchors = [s.stranger.clone()];
    let repaired = repair(
        &pile,
        &Question {
            anchors: Anchors::Only(&anchors),
            ..question()
        },
    )
    .unwrap();
    assert_eq!(repaired.end(), &ChainEnd::UntrustedRoot(s.root.clone()));
    assert!(!repaired.is_complete());
    assert_eq!(served(&repaired), [s.leaf.clone(), s.issuing.clone()]);
}

#[test]
fn an_intermediate_among_the_anchors_is_still_served() {
    let s = &*SIMPLE;
    let pile = [s.leaf.clone(), s.issuing.clone()];
    let anchors = [s.issuing.clone(), s.root.clone()];
    let repaired = repair(
        &pile,
        &Question {
            anchors: Anchors::Only(&anchors),
            ..question()
        },
    )
    .unwrap();
    assert_eq!(served(&repaired), pile);
    assert!(repaired.is_complete());
}

#[test]
fn the_anchor_chooses_between_cross_signed_paths() {
    let (old, new, issuing, key) = (
        Ca::new("Old Root"),
        Ca::new("New Root"),
        Ca::new("Issuing"),
        key(),
    );
    let (old_root, new_root) = (old.root(-1000, 500), new.root(-1, 4000));
    let cross = new.signed_by(&old, -1, 500);
    let pile = [
        cross.clone(),
        issuing.signed_by(&new, -1, 900),
        issuing.leaf(&key, -1, 90),
        new_root.clone(),
    ];
    let by_old = [old_root.clone()];
    let repaired = repair(
        &pile,
        &Question {
            anchors: Anchors::Only(&by_old),
            ..question()
        },
    )
    .unwrap();
    assert_eq!(
        served(&repaired),
        [pile[2].clone(), pile[1].clone(), cross.clone()]
    );
    assert_eq!(reason(&repaired, &new_root), [Reason::OtherPath]);
    let by_new = [new_root.clone()];
    let repaired = repair(
        &pile,
        &Question {
            anchors: Anchors::Only(&by_new),
            ..question()
        },
    )
    .unwrap();
    assert_eq!(served(&repaired), [pile[2].clone(), pile[1].clone()]);
    assert_eq!(reason(&repaired, &cross), [Reason::OtherPath]);
    assert_eq!(reason(&repaired, &new_root), [Reason::Root]);
}

#[test]
fn an_intermediate_that_outlives_the_leaf_is_preferred() {
    let (root, issuing, key) = (Ca::new("Root"), Ca::new("Issuing"), key());
    let short = issuing.signed_by(&root, -1, 30);
    let long = issuing.signed_by(&root, -1, 400);
    let pile = [
        short.clone(),
        root.root(-1, 4000),
        issuing.leaf(&key, -1, 90),
        long.clone(),
    ];
    let repaired = repair(&pile, &question()).unwrap();
    assert_eq!(served(&repaired), [pile[2].clone(), long]);
    assert_eq!(reason(&repaired, &short), [Reason::OtherPath]);
}

#[test]
fn a_longer_path_is_taken_when_only_it_outlives_the_leaf() {
    let (top, root, issuing, key) = (Ca::new("Top"), Ca::new("Root"), Ca::new("Issuing"), key());
    // The short way ends at a root that ends before the leaf; the long way goes through its cross-certificate.
    let pile = [
        issuing.leaf(&key, -1, 90),
        issuing.signed_by(&root, -1, 400),
        root.root(-1000, 30),
        root.signed_by(&top, -1, 400),
        top.root(-1, 4000),
    ];
    let repaired = repair(&pile, &question()).unwrap();
    assert_eq!(
        served(&repaired),
        [pile[0].clone(), pile[1].clone(), pile[3].clone()]
    );
}

#[test]
fn an_intermediate_that_ends_before_the_leaf_is_served_also_below_an_unknown_root() {
    let (root, issuing, key) = (Ca::new("Root"), Ca::new("Issuing"), key());
    let pile = [issuing.leaf(&key, -1, 90), issuing.signed_by(&root, -1, 60)];
    let repaired = repair(&pile, &question()).unwrap();
    assert_eq!(served(&repaired), pile);
    let ChainEnd::Missing(missing) = repaired.end() else {
        panic!("{:?}", repaired.end());
    };
    assert_eq!(missing.issuer, *root.root(-1, 1).subject());
}

#[test]
fn an_expired_alternative_is_left_out_and_says_so() {
    let (root, issuing, key) = (Ca::new("Root"), Ca::new("Issuing"), key());
    let expired = issuing.signed_by(&root, -400, -1);
    let pile = [
        expired.clone(),
        issuing.signed_by(&root, -1, 400),
        issuing.leaf(&key, -1, 90),
        root.root(-1, 4000),
    ];
    let repaired = repair(&pile, &question()).unwrap();
    assert_eq!(served(&repaired), [pile[2].clone(), pile[1].clone()]);
    assert_eq!(reason(&repaired, &expired), [Reason::ExpiredAlternative]);
    // Where it is the only one it is served, and verification says that it has expired.
    let repaired = repair(&pile[2..], &question()).unwrap();
    assert!(!repaired.is_complete());
    let only = [expired.clone(), pile[2].clone(), pile[3].clone()];
    assert_eq!(
        served(&repair(&only, &question()).unwrap()),
        [pile[2].clone(), expired]
    );
}

#[test]
fn an_expired_issuer_is_named_whoever_is_trusted() {
    let (root, issuing, key) = (Ca::new("Root"), Ca::new("Issuing"), key());
    let pile = [issuing.leaf(&key, -1, 90), issuing.signed_by(&root, -400, -1)];
    let roots = [root.root(-1000, 4000)];
    for anchors in [
        Anchors::AnyRoot { known: &[] },
        Anchors::AnyRoot { known: &roots },
        Anchors::Only(&roots),
    ] {
        let asked = Question {
            anchors,
            ..question()
        };
        let repaired = repair(&pile, &asked).unwrap();
        assert_eq!(served(&repaired), pile);
        assert!(!repaired.is_complete());
        let refusal = repaired.refusal().unwrap();
        assert_eq!(refusal.name(), "verify-expired");
        assert!(refusal.to_string().contains("CN=Issuing"), "{refusal}");
    }
}

#[test]
fn an_expired_root_is_named() {
    let (root, issuing, key) = (Ca::new("Root"), Ca::new("Issuing"), key());
    let pile = [issuing.leaf(&key, -1, 90), issuing.signed_by(&root, -100, 400)];
    let roots = [root.root(-1000, -1)];
    let asked = Question {
        anchors: Anchors::Only(&roots),
        ..question()
    };
    let repaired = repair(&pile, &asked).unwrap();
    assert!(!repaired.is_complete());
    assert!(repaired.refusal().unwrap().to_string().contains("CN=Root"));
}

#[test]
fn the_cross_certificate_for_older_peers_is_kept_unless_it_is_not_wanted() {
    let (old, new, issuing, key) = (
        Ca::new("Old Root"),
        Ca::new("New Root"),
        Ca::new("Issuing"),
        key(),
    );
    let pile = [
        issuing.leaf(&key, -1, 90),
        issuing.signed_by(&new, -1, 900),
        new.signed_by(&old, -1, 500),
    ];
    let (old_root, new_root) = (old.root(-1000, 500), new.root(-1, 4000));
    let both = [old_root.clone(), new_root.clone()];
    let newer = [new_root.clone()];
    for anchors in [
        Anchors::AnyRoot { known: &both },
        // This machine may no longer know the older root.
        Anchors::AnyRoot { known: &newer },
        Anchors::Only(&both),
    ] {
        let asked = Question {
            anchors,
            ..question()
        };
        let repaired = repair(&pile, &asked).unwrap();
        assert!(repaired.is_complete());
        assert_eq!(served(&repaired), pile);
        assert_eq!(repaired.cross().len(), 1);
        assert_eq!(repaired.end(), &ChainEnd::Anchor(new_root.clone()));
        let without = Question {
            cross: Cross::Drop,
            ..asked
        };
        let repaired = repair(&pile, &without).unwrap();
        assert_eq!(served(&repaired), pile[..2]);
        assert_eq!(reason(&repaired, &pile[2]), [Reason::OtherPath]);
    }
    // Nothing leads on that is not valid.
    let late = [pile[0].clone(), pile[1].clone(), new.signed_by(&old, -500, -1)];
    let asked = Question {
        anchors: Anchors::AnyRoot { known: &both },
        ..question()
    };
    assert_eq!(served(&repair(&late, &asked).unwrap()), pile[..2]);
    // With the root it is the older one that is served last.
    let asked = Question {
        root: Root::Keep,
        ..asked
    };
    let repaired = repair(&pile, &asked).unwrap();
    let chain: Vec<Certificate> = repaired.chain().into_iter().cloned().collect();
    assert_eq!(chain, [&pile[..], &[old_root]].concat());
}

#[test]
fn a_name_without_the_key_issues_nothing() {
    let (root, issuing, impostor, key) = (Ca::new("Root"), Ca::new("Issuing"), Ca::new("Issuing"), key());
    let pile = [
        impostor.signed_by(&root, -1, 4000),
        issuing.leaf(&key, -1, 90),
        root.root(-1, 4000),
    ];
    let repaired = repair(&pile, &question()).unwrap();
    assert!(matches!(repaired.end(), ChainEnd::Missing(_)));
    assert_eq!(reason(&repaired, &pile[0]), [Reason::Unrelated]);
}

#[test]
fn loops_end() {
    let (one, two, key) = (Ca::new("One"), Ca::new("Two"), key());
    let pile = [
        one.signed_by(&two, -1, 400),
        two.signed_by(&one, -1, 400),
        one.leaf(&key, -1, 90),
    ];
    let repaired = repair(&pile, &question()).unwrap();
    assert!(!repaired.is_complete());
    assert_eq!(
        served(&repaired),
        [pile[2].clone(), pile[0].clone(), pile[1].clone()]
    );
    // With a way out of the loop it is taken.
    let root = Ca::new("Root");
    let mut pile = pile.to_vec();
    pile.extend([two.signed_by(&root, -1, 400), root.root(-1, 4000)]);
    let repaired = repair(&pile, &question()).unwrap();
    assert_eq!(
        served(&repaired),
        [pile[2].clone(), pile[0].clone(), pile[3].clone()]
    );
    assert!(repaired.is_complete());
}

#[test]
fn a_thousand_cross_signs_end_at_the_given_anchor() {
    let (issuing, hub, key) = (Ca::new("Issuing"), Ca::new("Hub"), key());
    let mut pile = vec![issuing.leaf(&key, -1, 90), issuing.signed_by(&hub, -1, 400)];
    let mut last = None;
    // One key for all roots keeps the test short; the names still make a thousand paths.
    let shared = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
    for number in 0..1000 {
        let root = Ca {
            name: format!("Root {number}"),
            key: shared.clone(),
        };
        pile.push(hub.signed_by(&root, -1, 400));
        last = Some(root);
    }
    let anchor = [last.unwrap().root(-1, 4000)];
    let repaired = repair(
        &pile,
        &Question {
            anchors: Anchors::Only(&anchor),
            ..question()
        },
    )
    .unwrap();
    assert_eq!(
        served(&repaired),
        [pile[0].clone(), pile[1].clone(), pile[1001].clone()]
    );
    assert_eq!(repaired.removed().len(), 999);
    assert!(
        repaired
            .removed()
            .iter()
            .all(|item| item.reason == Reason::OtherPath)
    );
}

#[test]
fn the_key_chooses_the_leaf() {
    let s = &*SIMPLE;
    let other = key();
    let issuing = Ca::new("Issuing");
    let pile = [
        issuing.leaf(&other, -1, 90),
        s.leaf.clone(),
        s.issuing.clone(),
        s.root.clone(),
    ];
    assert_eq!(repair(&pile, &question()).unwrap_err().name(), "leaf-ambiguous");
    let asked = Question {
        leaf: Leaf::WithKey(s.key.public()),
        ..question()
    };
    let repaired = repair(&pile, &asked).unwrap();
    assert_eq!(served(&repaired), [s.leaf.clone(), s.issuing.clone()]);
    let stranger = key();
    let error = repair(
        &pile,
        &Question {
            leaf: Leaf::WithKey(stranger.public()),
            ..question()
        },
    )
    .unwrap_err();
    assert_eq!(error.name(), "key-does-not-match");
    assert!(error.to_string().contains("CN=mail.example.com"), "{error}");
}

#[test]
fn the_answer_of_a_renewal_is_preferred_to_what_it_replaces() {
    let (root, issuing, key) = (Ca::new("Root"), Ca::new("Issuing"), key());
    let own = subject("mail.example.com")
        .self_signed(&key, terms(-1, 3650).validity, &terms(0, 1).serial)
        .unwrap();
    let pile = [
        issuing.leaf(&key, -60, 30),
        own,
        issuing.leaf(&key, -1, 90),
        issuing.signed_by(&root, -100, 400),
        root.root(-100, 4000),
    ];
    let repaired = repair(
        &pile,
        &Question {
            leaf: Leaf::WithKey(key.public()),
            ..question()
        },
    )
    .unwrap();
    assert_eq!(served(&repaired), [pile[2].clone(), pile[3].clone()]);
}

#[test]
fn a_self_signed_certificate_is_its_own_chain() {
    let own = subject("mail.example.com")
        .self_signed(&key(), terms(-1, 90).validity, &terms(0, 1).serial)
        .unwrap();
    let pile = [own.clone()];
    let repaired = repair(&pile, &question()).unwrap();
    assert_eq!(repaired.end(), &ChainEnd::SelfSigned);
    let anchors = [SIMPLE.root.clone()];
    let repaired = repair(
        &pile,
        &Question {
            anchors: Anchors::Only(&anchors),
            ..question()
        },
    )
    .unwrap();
    assert_eq!(repaired.end(), &ChainEnd::UntrustedLeaf(own));
}

#[test]
fn leaves_that_cannot_be_served_are_refused_by_name() {
    let s = &*SIMPLE;
    let issuing = Ca::new("Issuing");
    let name = |pile: &[Certificate]| repair(pile, &question()).unwrap_err().name();
    assert_eq!(name(&[]), "leaf-not-found");
    assert_eq!(name(&[s.issuing.clone(), s.root.clone()]), "leaf-is-ca");
    assert_eq!(name(&[issuing.leaf(&key(), -90, -1)]), "certificate-expired");
    assert_eq!(name(&[issuing.leaf(&key(), 1, 90)]), "certificate-not-yet-valid");
    let error = repair(std::slice::from_ref(&s.issuing), &question()).unwrap_err();
    assert!(matches!(
        error,
        RepairError::Leaf(LeafError::LeafIsAuthority { .. })
    ));
}

/// Certificates without key identifiers, all with one name, each signed by the next.
#[expect(clippy::indexing_slicing, reason = "there is one key more than certificates")]
fn maze(size: usize) -> Vec<Certificate> {
    use openssl::{asn1::Asn1Time, bn::BigNum, hash::MessageDigest, pkey::PKey, x509};
    let keys: Vec<_> = (0..=size).map(|_| PKey::ec_gen("prime256v1").unwrap()).collect();
    let name = |text: &str| {
        let mut name = x509::X509NameBuilder::new().unwrap();
        name.append_entry_by_text("CN", text).unwrap();
        name.build()
    };
    (0..size)
        .map(|number| {
            let mut builder = x509::X509Builder::new().unwrap();
            builder.set_version(2).unwrap();
            builder
                .set_serial_number(&BigNum::from_u32(1).unwrap().to_asn1_integer().unwrap())
                .unwrap();
            builder
                .set_not_before(&Asn1Time::from_unix(now().timestamp() - 1).unwrap())
                .unwrap();
            builder
                .set_not_after(&Asn1Time::from_unix(now().timestamp() + 1).unwrap())
                .unwrap();
            builder
                .set_subject_name(&name(if number == 0 { "leaf" } else { "Maze" }))
                .unwrap();
            builder.set_issuer_name(&name("Maze")).unwrap();
            builder.set_pubkey(&keys[number]).unwrap();
            if number > 0 {
                let constraints = x509::extension::BasicConstraints::new()
                    .critical()
                    .ca()
                    .build()
                    .unwrap();
                builder.append_extension(constraints).unwrap();
            }
            builder.sign(&keys[number + 1], MessageDigest::sha256()).unwrap();
            Certificate::read(&builder.build().to_der().unwrap()).unwrap()
        })
        .collect()
}

#[test]
fn a_maze_of_one_name_is_given_up_by_name() {
    let pile = maze(98);
    let leaf = pile[0].public_key();
    let asked = Question {
        leaf: Leaf::WithKey(leaf),
        ..question()
    };
    assert_eq!(repair(&pile, &asked).unwrap_err().name(), "chain-too-complex");
    // A smaller one is walked to its end.
    let repaired = repair(&pile[..40], &asked).unwrap();
    assert_eq!(repaired.served().len(), 40);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_and_repetition_change_nothing(order in proptest::collection::vec(0..5_usize, 0..12), seed in 0..120_usize) {
        let s = &*SIMPLE;
        let all = [&s.leaf, &s.issuing, &s.root, &s.stranger];
        let expected_pile = all.map(Clone::clone);
        let expected = repair(&expected_pile, &question()).unwrap();
        // One permutation of the four, with any repetition in between.
        let mut rest: Vec<&Certificate> = all.to_vec();
        let mut pile = Vec::new();
        let mut seed = seed;
        while !rest.is_empty() {
            let next = rest.remove(seed % rest.len());
            seed /= 4;
            pile.push(next.clone());
        }
        for (at, which) in order.iter().enumerate() {
            if let Some(extra) = all.get(*which) {
                pile.insert((at * 7) % (pile.len() + 1), (*extra).clone());
            }
        }
        let repaired = repair(&pile, &question()).unwrap();
        prop_assert_eq!(served(&repaired), served(&expected));
        prop_assert_eq!(repaired.end(), expected.end());
        prop_assert_eq!(repaired.write_pem(), expected.write_pem());
        let others = |r: &Repair<'_>| -> Vec<_> {
            r.removed().iter().filter(|i| i.reason != Reason::Duplicate).map(|i| (i.reason, i.certificate.sha256())).collect()
        };
        prop_assert_eq!(others(&repaired), others(&expected));
        prop_assert_eq!(repaired.removed().len() - others(&repaired).len(), pile.len() - 4);
    }
}
