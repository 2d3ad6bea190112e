//! What is read by its fingerprint is what the fingerprint says, and what is given takes the place of what is not.

use certcore::{
    diagnostic::Diagnostic as _,
    issue::Description,
    key::{KeyAlgorithm, PrivateKey},
    x509::{Certificate, Serial, Validity},
};
use certstore::store::KeptKey;

use crate::place::{Place, actor, wait};

/// Another certificate of the same name.
fn other() -> Certificate {
    let key = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
    let description = Description::builder()
        .common_name("mx1.example.com")
        .build()
        .unwrap();
    let validity = Validity::for_days(actor().at, 90).unwrap();
    let serial = Serial::from_random([8; 16]);
    description.self_signed(&key, validity, &serial).unwrap()
}

#[test]
fn a_certificate_under_the_fingerprint_of_another_is_not_used() {
    wait(async {
        let place = Place::make().await;
        let mut reading = place.store.read().await.unwrap();
        let id = certstore::entry::EntryId::profile("mx1").unwrap();
        let profile = reading.profile(&id).await.unwrap().unwrap();
        let right = reading.certificate(profile.certificate).await.unwrap();
        drop(reading);
        let der = hex::encode(other().der());
        place
            .change(&format!("UPDATE certificate SET der = x'{der}'"))
            .await;

        let mut reading = place.store.read().await.unwrap();
        let refused = reading.certificate(profile.certificate).await.unwrap_err();
        assert_eq!(refused.name(), "store-fingerprint-differs", "{refused}");
        let named = reading.repository().certificates_named("mx1.example.com").await;
        assert_eq!(named.unwrap_err().name(), "store-fingerprint-differs");
        drop(reading);

        // The right one is given once more.
        let mut writing = place.store.write(&actor()).await.unwrap();
        writing.add_certificate(&right).await.unwrap();
        writing.commit().await.unwrap();
        let mut reading = place.store.read().await.unwrap();
        assert_eq!(reading.certificate(profile.certificate).await.unwrap(), right);
        drop(reading);
        assert_eq!(place.store.check().await.unwrap().findings, []);
    });
}

#[test]
fn a_request_under_the_fingerprint_of_another_is_not_used() {
    wait(async {
        let place = Place::make().await;
        let id = certstore::entry::EntryId::profile("mx1").unwrap();
        let description = Description::builder()
            .common_name("mx1.example.com")
            .build()
            .unwrap();
        let strange = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
        let der = hex::encode(description.request(&strange).unwrap().der());
        place.change(&format!("UPDATE request SET der = x'{der}'")).await;
        let mut reading = place.store.read().await.unwrap();
        let profile = reading.profile(&id).await.unwrap().unwrap();
        let refused = reading
            .request(profile.request.unwrap().request)
            .await
            .unwrap_err();
        assert_eq!(refused.name(), "store-fingerprint-differs", "{refused}");
    });
}

#[test]
fn a_sound_key_takes_the_place_of_a_damaged_one() {
    wait(async {
        let place = Place::make().await;
        let fingerprint = place.key.public().identity();
        let other = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
        for damaged in [b"no key".to_vec(), other.write_der().unwrap().to_vec()] {
            place.put_key(&damaged).await;
            let mut writing = place.store.write(&actor()).await.unwrap();
            let refused = writing.private_key(fingerprint).await.unwrap_err();
            assert_eq!(refused.name(), "store-key-damaged", "{refused}");
            assert_eq!(writing.add_key(&place.key).await.unwrap(), KeptKey::Repaired);
            assert_eq!(writing.add_key(&place.key).await.unwrap(), KeptKey::Known);
            assert_eq!(writing.add_key(&other).await.unwrap(), KeptKey::New);
            writing.commit().await.unwrap();
            place
                .change("DELETE FROM private_key WHERE fingerprint NOT IN (SELECT fingerprint FROM holding)")
                .await;
            let mut reading = place.store.read().await.unwrap();
            let found = reading.private_key(fingerprint).await.unwrap();
            assert_eq!(*found.write_der().unwrap(), *place.key.write_der().unwrap());
            let last = reading.repository().audit_links(6, 10).await.unwrap();
            assert_eq!(last.last().unwrap().record.action, "repair-key");
            drop(reading);
            assert_eq!(place.store.check().await.unwrap().findings, []);
        }
    });
}
