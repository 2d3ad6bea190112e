//! Entries as they are and as they were.

use std::collections::BTreeMap;

use certnet::tls::{Preset, TlsService};
use certstore::{
    entry::{
        Alerts, CaList, DestinationSettings, Entry, EntryId, Kind, LdapEncryption, LdapServer, LdapSettings,
        Listener, ListenerKind, Machine, PendingRequest, Sender, SenderGroup, Switch, UrlFiltering,
    },
    repository::{Change, EntryVersion, RevisionNumber},
};

use crate::{
    place::{Place, wait},
    specimen::{Holder, destination, interface, policy, profile, publish, tls},
};

fn version(name: &str, number: usize, since: i64, until: Option<i64>) -> EntryVersion {
    EntryVersion {
        id: destination(name),
        entry: tls(number),
        since: RevisionNumber(since),
        until: until.map(RevisionNumber),
    }
}

/// Revision 1 adds a and b, 2 changes a, 3 deletes b, 4 adds b again and c.
async fn four_revisions(place: &impl Place) {
    let change = |name: &str, number: usize| (destination(name), Some(tls(number)));
    publish(
        place.write().await,
        &[change("a.example", 0), change("b.example", 1)],
    )
    .await;
    publish(place.write().await, &[change("a.example", 2)]).await;
    publish(place.write().await, &[(destination("b.example"), None)]).await;
    publish(
        place.write().await,
        &[change("b.example", 3), change("c.example", 4)],
    )
    .await;
}

pub(crate) fn entries_at_every_revision_are_as_they_were<P: Place>() {
    wait(async {
        let place = P::make().await;
        four_revisions(&place).await;
        let expected: [Vec<EntryVersion>; 5] = [
            vec![],
            vec![
                version("a.example", 0, 1, Some(2)),
                version("b.example", 1, 1, Some(3)),
            ],
            vec![
                version("a.example", 2, 2, None),
                version("b.example", 1, 1, Some(3)),
            ],
            vec![version("a.example", 2, 2, None)],
            vec![
                version("a.example", 2, 2, None),
                version("b.example", 3, 4, None),
                version("c.example", 4, 4, None),
            ],
        ];
        let mut reading = place.read().await;
        for (number, expected) in expected.iter().enumerate() {
            let revision = RevisionNumber(i64::try_from(number).unwrap());
            let all = reading.entries_at(revision, None).await.unwrap();
            assert_eq!(&all, expected, "{number}");
            let kind = reading
                .entries_at(revision, Some(Kind::Destination))
                .await
                .unwrap();
            assert_eq!(kind, all);
            let other = reading.entries_at(revision, Some(Kind::Profile)).await.unwrap();
            assert!(other.is_empty());
        }
        assert_eq!(reading.entries(None).await.unwrap(), expected[4]);
        let one = reading.entry(&destination("b.example")).await.unwrap();
        assert_eq!(one, Some(version("b.example", 3, 4, None)));
        assert_eq!(reading.entry(&destination("d.example")).await.unwrap(), None);
    });
}

pub(crate) fn a_revision_tells_what_it_changed<P: Place>() {
    wait(async {
        let place = P::make().await;
        four_revisions(&place).await;
        let change = |name: &str, before: Option<usize>, after: Option<usize>| Change {
            id: destination(name),
            before: before.map(tls),
            after: after.map(tls),
        };
        let expected = [
            vec![
                change("a.example", None, Some(0)),
                change("b.example", None, Some(1)),
            ],
            vec![change("a.example", Some(0), Some(2))],
            vec![change("b.example", Some(1), None)],
            vec![
                change("b.example", None, Some(3)),
                change("c.example", None, Some(4)),
            ],
            vec![],
        ];
        let mut reading = place.read().await;
        for (number, expected) in (1..).zip(expected) {
            let found = reading.changes(RevisionNumber(number)).await.unwrap();
            assert_eq!(found, expected, "{number}");
        }
    });
}

pub(crate) fn versions_come_newest_first<P: Place>() {
    wait(async {
        let place = P::make().await;
        four_revisions(&place).await;
        let found = place
            .read()
            .await
            .versions(&destination("b.example"))
            .await
            .unwrap();
        let expected = [
            version("b.example", 3, 4, None),
            version("b.example", 1, 1, Some(3)),
        ];
        assert_eq!(found, expected);
    });
}

pub(crate) fn entries_that_were_touched_are_named_as_they_were<P: Place>() {
    wait(async {
        let place = P::make().await;
        four_revisions(&place).await;
        let mut reading = place.read().await;
        let expected: BTreeMap<i64, Vec<&str>> = [
            (0, vec!["a.example", "b.example", "c.example"]),
            (1, vec!["a.example", "b.example", "c.example"]),
            (2, vec!["b.example", "c.example"]),
            (3, vec!["b.example", "c.example"]),
            (4, vec![]),
        ]
        .into();
        for (revision, names) in expected {
            let revision = RevisionNumber(revision);
            let found = reading.touched_after(revision).await.unwrap();
            let then = reading.entries_at(revision, None).await.unwrap();
            let then = |id: &EntryId| then.iter().find(|version| version.id == *id);
            let expected: Vec<_> = names
                .into_iter()
                .map(destination)
                .map(|id| (id.clone(), then(&id).map(|version| version.entry.clone())))
                .collect();
            assert_eq!(found, expected, "{revision}");
        }
    });
}

pub(crate) fn several_entries_are_found_at_once<P: Place>() {
    wait(async {
        let place = P::make().await;
        four_revisions(&place).await;
        let mut reading = place.read().await;
        let all = reading.entries(None).await.unwrap();
        let mut ids: Vec<EntryId> = all.iter().map(|version| version.id.clone()).collect();
        ids.push(destination("no.example"));
        ids.reverse();
        assert_eq!(reading.entries_of(&ids).await.unwrap(), all);
        assert_eq!(reading.entries_of(&[]).await.unwrap(), []);
    });
}

pub(crate) fn an_entry_has_one_version_a_revision<P: Place>() {
    wait(async {
        let place = P::make().await;
        let id = destination("a.example");
        let revision = publish(place.write().await, &[(id.clone(), Some(tls(0)))]).await;
        let mut writing = place.write().await;
        assert!(writing.replace(&id, Some(&tls(1)), revision).await.is_err());
        drop(writing);
        let found = place.read().await.versions(&id).await.unwrap();
        assert_eq!(found, [version("a.example", 0, 1, None)]);
    });
}

pub(crate) fn entries_are_counted_by_kind<P: Place>() {
    wait(async {
        let place = P::make().await;
        four_revisions(&place).await;
        let mut reading = place.read().await;
        let counts = reading.counts().await.unwrap();
        assert_eq!(counts.get(&Kind::Destination), Some(&3));
        assert_eq!(counts.get(&Kind::Profile), None);
    });
}

pub(crate) fn every_kind_goes_through_the_store<P: Place>() {
    wait(async {
        let place = P::make().await;
        let holder = Holder::ending_in(90);
        let mut writing = place.write().await;
        writing.add_certificate(&holder.certificate).await.unwrap();
        writing.commit().await.unwrap();
        let mut full = holder.profile();
        full.intermediates = vec![holder.certificate.sha256()];
        full.request = Some(PendingRequest {
            request: holder.request.sha256(),
            key: holder.fingerprint(),
        });
        let host_name = "mx1.example.com".parse().unwrap();
        let list = CaList {
            enabled: Switch::On,
            certificates: vec![holder.certificate.sha256()],
        };
        let group = SenderGroup {
            senders: vec![Sender::All, "192.0.2.0/24".parse().unwrap()],
            policy: "ACCEPTED".to_owned(),
        };
        let listener = Listener {
            interface: "Management".to_owned(),
            port: 25,
            kind: ListenerKind::Public,
            domains: vec!["example.com".parse().unwrap()],
            profiles: vec!["mx1".to_owned()],
            sender_groups: vec!["ALL".to_owned()],
        };
        let server = LdapServer {
            host: "ldap.example.com".parse().unwrap(),
            port: 636,
            encryption: LdapEncryption::Ldaps,
            base: "dc=example".to_owned(),
        };
        let single = |entry: Entry| (EntryId::single(entry.kind()).unwrap(), entry);
        let named = |kind, name: &str, entry: Entry| (EntryId::new(kind, name).unwrap(), entry);
        let settings = Preset::Modern.settings(TlsService::Inbound).unwrap();
        let profile_name = || Some("mx1".to_owned());
        let entries = [
            single(Machine { host_name }.into()),
            (profile("mx1"), full.into()),
            named(Kind::CaList, "custom", list.into()),
            (EntryId::tls(TlsService::Inbound), settings.into()),
            interface("Management", &["mx1"]),
            policy("ACCEPTED"),
            named(Kind::Listener, "IncomingMail", listener.into()),
            named(Kind::SenderGroup, "IncomingMail/ALL", group.into()),
            single(
                DestinationSettings {
                    profile: profile_name(),
                    alert_on_required_failure: Switch::On,
                }
                .into(),
            ),
            (destination(".example.com"), tls(4)),
            single(
                LdapSettings {
                    profile: profile_name(),
                }
                .into(),
            ),
            named(Kind::Ldap, "directory", server.into()),
            single(
                UrlFiltering {
                    profile: profile_name(),
                }
                .into(),
            ),
            single(
                Alerts {
                    recipients: vec!["postmaster@example.com".parse().unwrap()],
                    expiry: Switch::Off,
                    expiring_days: 14,
                }
                .into(),
            ),
        ];
        assert_eq!(entries.len(), Kind::ALL.len());
        let changes: Vec<_> = entries
            .iter()
            .cloned()
            .map(|(id, entry)| (id, Some(entry)))
            .collect();
        publish(place.write().await, &changes).await;
        let found = place.read().await.entries(None).await.unwrap();
        let found: Vec<_> = found
            .into_iter()
            .map(|version| (version.id, version.entry))
            .collect();
        assert_eq!(found, entries);
    });
}
