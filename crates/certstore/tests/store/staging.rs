//! What is staged, over what, and what becomes of it at a commit.

use certcore::{
    diagnostic::Diagnostic as _,
    key::{KeyAlgorithm, PrivateKey},
};
use certstore::{
    entry::{
        CaList, Destination, DestinationSettings, DestinationTls, Entry, EntryId, Kind, Profile, Switch,
    },
    repository::{RevisionNumber, StagedChange},
};

use crate::place::{Place, actor, wait};

fn settings(profile: Option<&str>) -> Entry {
    let profile = profile.map(str::to_owned);
    let settings = DestinationSettings {
        profile,
        ..DestinationSettings::default()
    };
    settings.into()
}

#[test]
fn what_could_not_be_read_again_is_not_staged() {
    wait(async {
        let place = Place::make().await;
        let mut writing = place.store.write(&actor()).await.unwrap();
        let id = EntryId::single(Kind::DestinationSettings).unwrap();
        let refused = writing.stage(&id, Some(settings(Some("no such profile")))).await;
        assert_eq!(refused.unwrap_err().name(), "entry-name-invalid");
        let list = CaList {
            enabled: Switch::On,
            certificates: vec!["00".repeat(32).parse().unwrap()],
        };
        let id = EntryId::new(Kind::CaList, "system").unwrap();
        let refused = writing.stage(&id, Some(list.into())).await;
        assert_eq!(refused.unwrap_err().name(), "entry-malformed");
        assert_eq!(writing.repository().staged().await.unwrap(), []);
    });
}

async fn staged(place: &Place) -> Vec<StagedChange> {
    place
        .store
        .read()
        .await
        .unwrap()
        .repository()
        .staged()
        .await
        .unwrap()
}

async fn conflicts(place: &Place) -> Vec<EntryId> {
    let conflicts = place.store.read().await.unwrap().conflicts().await.unwrap();
    conflicts.into_iter().map(|change| change.id).collect()
}

/// Puts an entry in force, past the candidate.
async fn publish(place: &Place, id: &EntryId, entry: Entry) {
    let mut writing = place.store.write(&actor()).await.unwrap();
    let change = StagedChange {
        id: id.clone(),
        entry: Some(entry),
        base: RevisionNumber(2),
        author: "gateway".to_owned(),
        origin: actor().origin,
        at: actor().at,
    };
    writing.publish(&[change], None).await.unwrap();
    writing.commit().await.unwrap();
}

#[test]
fn what_another_published_meanwhile_is_a_conflict_with_what_is_staged() {
    wait(async {
        let place = Place::make().await;
        let id = EntryId::single(Kind::DestinationSettings).unwrap();
        let mut writing = place.store.write(&actor()).await.unwrap();
        writing.stage(&id, Some(settings(Some("mx1")))).await.unwrap();
        writing.commit().await.unwrap();
        let before = staged(&place).await;
        assert_eq!(conflicts(&place).await, []);
        publish(&place, &id, settings(None)).await;
        assert_eq!(staged(&place).await, before);
        assert_eq!(conflicts(&place).await, std::slice::from_ref(&id));

        // An edit of what is in conflict was made out of it, and does not settle it.
        let mut writing = place.store.write(&actor()).await.unwrap();
        writing.stage(&id, None).await.unwrap();
        writing.commit().await.unwrap();
        assert_eq!(conflicts(&place).await, std::slice::from_ref(&id));

        let mut writing = place.store.write(&actor()).await.unwrap();
        writing.unstage(&id).await.unwrap();
        writing.stage(&id, Some(settings(Some("mx1")))).await.unwrap();
        writing.commit().await.unwrap();
        assert_eq!(conflicts(&place).await, []);
        assert_eq!(staged(&place).await.len(), 1);
    });
}

#[test]
fn many_entries_are_staged_and_taken_back_in_one_step() {
    wait(async {
        let place = Place::make().await;
        let edition = async || {
            let mut reading = place.store.read().await.unwrap();
            reading.repository().edition().await.unwrap()
        };
        let ids: Vec<EntryId> = (0..2_500)
            .map(|number| EntryId::new(Kind::Destination, &format!("d{number}.example")).unwrap())
            .collect();
        let entry = Entry::from(Destination {
            tls: DestinationTls::Required,
        });
        let before = edition().await;
        let all = ids.iter().map(|id| (id.clone(), Some(entry.clone())));
        let mut writing = place.store.write(&actor()).await.unwrap();
        writing.stage_all(all.collect()).await.unwrap();
        writing.commit().await.unwrap();
        assert_eq!(staged(&place).await.len(), 2_500);
        // One step of the edition: it was one change of the candidate.
        assert_eq!(edition().await, before + 1);
        // The check reads the chain of the audit log, which has a record of each.
        let report = place.store.check().await.unwrap();
        assert_eq!(report.findings, []);
        assert!(report.audit.unwrap().sequence > 2_500);

        let mut writing = place.store.write(&actor()).await.unwrap();
        let none = ids.iter().map(|id| (id.clone(), None));
        writing.stage_all(none.collect()).await.unwrap();
        writing.commit().await.unwrap();
        assert_eq!(staged(&place).await, []);
        assert_eq!(edition().await, before + 2);
        assert_eq!(place.store.check().await.unwrap().findings, []);
    });
}

#[test]
fn keys_go_at_the_commit_when_nothing_holds_them_any_more() {
    wait(async {
        let place = Place::make().await;
        let id = EntryId::profile("other").unwrap();
        let keys = [(); 2].map(|()| PrivateKey::generate(KeyAlgorithm::EcP256).unwrap());
        let mut reading = place.store.read().await.unwrap();
        let mx1 = reading.profile(&EntryId::profile("mx1").unwrap()).await;
        let mx1 = mx1.unwrap().unwrap();
        drop(reading);
        let mut writing = place.store.write(&actor()).await.unwrap();
        for key in &keys {
            let key = key.public().sha256();
            let profile = Profile { key, ..mx1.clone() };
            writing.stage(&id, Some(profile.into())).await.unwrap();
        }
        for key in &keys {
            writing.add_key(key).await.unwrap();
        }
        writing.commit().await.unwrap();
        let mut reading = place.store.read().await.unwrap();
        let [gone, kept] = keys.each_ref().map(|key| key.public().sha256());
        let gone = reading.private_key(gone).await.unwrap_err();
        assert_eq!(gone.name(), "store-material-missing");
        assert!(reading.private_key(kept).await.is_ok());
    });
}

#[test]
fn a_damaged_key_is_replaced_when_it_comes_again() {
    wait(async {
        let place = Place::make().await;
        let id = EntryId::profile("mx1").unwrap();
        let mut reading = place.store.read().await.unwrap();
        let fingerprint = reading.profile(&id).await.unwrap().unwrap().key;
        let key = reading.private_key(fingerprint).await.unwrap();
        drop(reading);
        place
            .change("UPDATE private_key SET sealed = zeroblob(100)")
            .await;
        let mut writing = place.store.write(&actor()).await.unwrap();
        assert!(writing.private_key(fingerprint).await.is_err());
        writing.add_key(&key).await.unwrap();
        writing.commit().await.unwrap();
        let mut reading = place.store.read().await.unwrap();
        assert!(reading.private_key(fingerprint).await.is_ok());
    });
}
