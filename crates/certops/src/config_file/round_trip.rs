//! Whatever a configuration holds, it is the same after it was saved, loaded and put in force.

use std::{collections::BTreeMap, net::IpAddr};

use certnet::tls::{PeerCheck, PeerChecks, Renegotiation, Side, TlsService, TlsSettings};
use certstore::entry::{
    Alerts, Destination, DestinationTls, Entry, EntryId, Https, Interface, Kind, LdapEncryption, LdapServer,
    Listener, ListenerKind, MailFlowPolicy, PolicyTls, SenderGroup, Switch,
};
use proptest::{collection, option, prelude::*, sample::select};

use super::{Keys, Load, load, save};
use crate::{
    clear::Pending,
    init::{DEMO, INTERFACE, POLICY},
    specimen::Specimen,
};

type Entries = Vec<(EntryId, Entry)>;

fn name() -> impl Strategy<Value = String> {
    "[A-Za-z0-9_][A-Za-z0-9_.-]{0,12}"
}

fn host() -> impl Strategy<Value = String> {
    "[a-z]{1,8}\\.example\\.(com|net)"
}

/// Text with whatever TOML must escape.
fn text() -> impl Strategy<Value = String> {
    "[\\PC\"'\\\\\n\r\t\0#=\\[\\]]{0,24}"
}

fn switch() -> impl Strategy<Value = Switch> {
    select(vec![Switch::On, Switch::Off])
}

fn profiles() -> impl Strategy<Value = Vec<String>> {
    collection::vec(Just(DEMO.to_owned()), 0..2)
}

/// Up to three entries of a kind.
fn several<T: Into<Entry> + std::fmt::Debug>(
    kind: Kind,
    names: impl Strategy<Value = String>,
    body: impl Strategy<Value = T>,
) -> impl Strategy<Value = Entries> {
    collection::btree_map(names, body, 0..4).prop_map(move |entries: BTreeMap<String, T>| {
        entries
            .into_iter()
            .map(|(name, body)| (EntryId::new(kind, &name).unwrap(), body.into()))
            .collect()
    })
}

fn interface() -> impl Strategy<Value = Interface> {
    let https = (1..=u16::MAX, profiles()).prop_map(|(port, profiles)| Https { port, profiles });
    (any::<IpAddr>(), host(), option::of(https)).prop_map(|(address, host_name, https)| Interface {
        address,
        host_name: host_name.parse().unwrap(),
        https,
    })
}

fn policy() -> impl Strategy<Value = MailFlowPolicy> {
    let tls = select(vec![PolicyTls::Off, PolicyTls::Preferred, PolicyTls::Required]);
    (tls, switch()).prop_map(|(tls, asked)| MailFlowPolicy {
        tls,
        // Without TLS there is no certificate to verify.
        verify_client: if tls == PolicyTls::Off { Switch::Off } else { asked },
    })
}

fn destination() -> impl Strategy<Value = Destination> {
    select(DestinationTls::ALL.to_vec()).prop_map(|tls| Destination { tls })
}

fn ldap() -> impl Strategy<Value = LdapServer> {
    let encryption = select(vec![
        LdapEncryption::None,
        LdapEncryption::Starttls,
        LdapEncryption::Ldaps,
    ]);
    (host(), 1..=u16::MAX, encryption, text()).prop_map(|(host, port, encryption, base)| LdapServer {
        host: host.parse().unwrap(),
        port,
        encryption,
        base,
    })
}

/// A listener with its sender groups.
fn listener() -> impl Strategy<Value = Entries> {
    let senders = [
        "ALL",
        "192.0.2.1",
        "198.51.100.0/24",
        "2001:db8::/32",
        ".example.com",
        "mx.example.com",
    ];
    let group = collection::vec(select(senders.to_vec()), 0..4);
    let groups = collection::btree_map(name(), group, 0..3);
    let kind = select(vec![ListenerKind::Public, ListenerKind::Private]);
    let domains = collection::vec(host(), 0..3);
    (name(), 1..=u16::MAX, kind, domains, profiles(), groups).prop_map(
        |(name, port, kind, domains, profiles, groups)| {
            let listener = Listener {
                interface: INTERFACE.to_owned(),
                port,
                kind,
                domains: domains.iter().map(|domain| domain.parse().unwrap()).collect(),
                profiles,
                sender_groups: groups.keys().rev().cloned().collect(),
            };
            let mut entries = vec![(EntryId::new(Kind::Listener, &name).unwrap(), listener.into())];
            for (group, senders) in groups {
                let entry = SenderGroup {
                    senders: senders.iter().map(|sender| sender.parse().unwrap()).collect(),
                    policy: POLICY.to_owned(),
                };
                entries.push((EntryId::sender_group(&name, &group).unwrap(), entry.into()));
            }
            entries
        },
    )
}

fn tls() -> impl Strategy<Value = Entries> {
    let service = select(TlsService::ALL.to_vec());
    let versions = select(vec!["1.2", "1.3", "1.2-1.3"]);
    let ciphers = select(vec!["HIGH:!aNULL", "ECDHE+AESGCM"]);
    (service, versions, ciphers, any::<[bool; 2]>()).prop_map(|(service, versions, ciphers, on)| {
        let settings =
            TlsSettings::new(service, versions.parse().unwrap(), ciphers.parse().unwrap()).unwrap();
        let check = |on| {
            if on {
                PeerCheck::Required
            } else {
                PeerCheck::Skipped
            }
        };
        let settings = match service.side() {
            Side::Server if on[0] => settings.with_renegotiation(Renegotiation::Allowed),
            Side::Server => settings.with_renegotiation(Renegotiation::Refused),
            Side::Client => settings.with_peer_checks(PeerChecks {
                fqdn: check(on[0]),
                x509: check(on[1]),
            }),
        };
        vec![(EntryId::tls(service), settings.unwrap().into())]
    })
}

fn alerts() -> impl Strategy<Value = Entries> {
    let recipient = "[a-z!#$%&'*+/=?^_`{|}~-]{1,12}@example\\.com".prop_map(|text| text.parse().unwrap());
    let parts = (collection::vec(recipient, 0..3), switch(), any::<u32>());
    parts.prop_map(|(recipients, expiry, expiring_days)| {
        let id = EntryId::single(Kind::Alerts).unwrap();
        let alerts = Alerts {
            recipients,
            expiry,
            expiring_days,
        };
        vec![(id, alerts.into())]
    })
}

/// A configuration beside what a store begins with.
fn configuration() -> impl Strategy<Value = Entries> {
    let parts = (
        several(Kind::Interface, name(), interface()),
        several(Kind::MailFlowPolicy, name(), policy()),
        several(Kind::Destination, host(), destination()),
        several(Kind::Ldap, name(), ldap()),
        listener(),
        tls(),
        alerts(),
    );
    parts.prop_map(|(a, b, c, d, e, f, g)| [a, b, c, d, e, f, g].concat())
}

async fn is_the_same_again(entries: Entries) {
    let first = Specimen::new().await;
    for (id, entry) in entries {
        first.stage(&id, Some(entry)).await;
    }
    first.publish().await;
    let saved = save(&first.store, &first.actor(), Keys::Plain).await.unwrap();
    let request = Load {
        text: &saved.text,
        passphrase: None,
        pending: Pending::Refuse,
    };
    let here = load(&first.store, &first.actor(), request).await.unwrap();
    assert_eq!(here.unchanged, saved.entries, "{here:?}");

    let second = Specimen::new().await;
    load(&second.store, &second.actor(), request).await.unwrap();
    second.publish().await;
    let again = save(&second.store, &second.actor(), Keys::Plain).await.unwrap();
    assert_eq!(*again.text, *saved.text);
    assert_eq!(second.store.check().await.unwrap().findings, []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_saved_loaded_and_published_is_saved_the_same(entries in configuration()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(is_the_same_again(entries));
    }
}
