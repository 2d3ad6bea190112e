//! Certificates, requests and keys.

use certstore::{
    entry::Material,
    repository::{CertificateFacts, SealedKey},
};

use crate::{
    place::{Place, wait},
    specimen::{Holder, profile, publish, staged},
};

fn sealed(holder: &Holder) -> SealedKey {
    SealedKey {
        fingerprint: holder.fingerprint(),
        sealed: vec![1, 2, 3],
    }
}

async fn add(place: &impl Place, holder: &Holder) {
    let mut writing = place.write().await;
    writing.add_certificate(&holder.certificate).await.unwrap();
    writing.add_request(&holder.request).await.unwrap();
    writing.put_sealed_key(&sealed(holder)).await.unwrap();
    writing.commit().await.unwrap();
}

fn all(holder: &Holder) -> Material {
    Material {
        certificates: [holder.certificate.sha256()].into(),
        requests: [holder.request.sha256()].into(),
        keys: [holder.fingerprint()].into(),
    }
}

/// Which of certificate, request and key are there.
async fn there(place: &impl Place, holder: &Holder) -> [bool; 3] {
    let mut reading = place.read().await;
    [
        reading
            .certificate(holder.certificate.sha256())
            .await
            .unwrap()
            .is_some(),
        reading.request(holder.request.sha256()).await.unwrap().is_some(),
        reading.sealed_key(holder.fingerprint()).await.unwrap().is_some(),
    ]
}

pub(crate) fn certificates_requests_and_keys_come_back<P: Place>() {
    wait(async {
        let place = P::make().await;
        let holder = Holder::ending_in(90);
        assert_eq!(there(&place, &holder).await, [false; 3]);
        add(&place, &holder).await;
        let mut reading = place.read().await;
        let fingerprint = holder.certificate.sha256();
        let certificate = reading.certificate(fingerprint).await.unwrap();
        assert_eq!(certificate.as_ref(), Some(&holder.certificate));
        let facts = reading.certificate_facts(fingerprint).await.unwrap();
        let name = CertificateFacts::of(&holder.certificate).common_name;
        assert_eq!(
            reading.certificates_named(&name).await.unwrap(),
            std::slice::from_ref(&holder.certificate)
        );
        assert_eq!(reading.certificates_named("nobody").await.unwrap(), []);
        assert_eq!(facts, Some(CertificateFacts::of(&holder.certificate)));
        let request = reading.request(holder.request.sha256()).await.unwrap();
        assert_eq!(request.as_ref(), Some(&holder.request));
        let key = reading.sealed_key(holder.fingerprint()).await.unwrap();
        assert_eq!(key, Some(sealed(&holder)));
    });
}

pub(crate) fn adding_twice_is_adding_once<P: Place>() {
    wait(async {
        let place = P::make().await;
        let holder = Holder::ending_in(90);
        add(&place, &holder).await;
        let mut writing = place.write().await;
        writing.add_certificate(&holder.certificate).await.unwrap();
        writing.add_request(&holder.request).await.unwrap();
        let other = SealedKey {
            sealed: vec![4],
            ..sealed(&holder)
        };
        writing.put_sealed_key(&other).await.unwrap();
        assert_eq!(writing.inspect_certificates(i64::MIN, 10).await.unwrap().len(), 1);
        assert_eq!(writing.inspect_keys(i64::MIN, 10).await.unwrap().len(), 1);
        assert_eq!(writing.sealed_key(other.fingerprint).await.unwrap(), Some(other));
    });
}

pub(crate) fn what_nobody_holds_goes<P: Place>() {
    wait(async {
        let place = P::make().await;
        let holder = Holder::ending_in(90);
        add(&place, &holder).await;
        let mut writing = place.write().await;
        writing.delete_unheld(&all(&holder)).await.unwrap();
        writing.commit().await.unwrap();
        assert_eq!(there(&place, &holder).await, [false; 3]);
    });
}

pub(crate) fn what_an_earlier_version_holds_stays<P: Place>() {
    wait(async {
        let place = P::make().await;
        let holder = Holder::ending_in(90);
        add(&place, &holder).await;
        let id = profile("mx1");
        publish(
            place.write().await,
            &[(id.clone(), Some(holder.profile().into()))],
        )
        .await;
        publish(place.write().await, &[(id, None)]).await;
        let mut writing = place.write().await;
        writing.delete_unheld(&all(&holder)).await.unwrap();
        writing.commit().await.unwrap();
        // The profile had no request.
        assert_eq!(there(&place, &holder).await, [true, false, true]);
    });
}

pub(crate) fn what_is_staged_is_held<P: Place>() {
    wait(async {
        let place = P::make().await;
        let holder = Holder::ending_in(90);
        add(&place, &holder).await;
        let id = profile("mx1");
        let mut writing = place.write().await;
        writing
            .stage(&[staged(&id, Some(holder.profile().into()))])
            .await
            .unwrap();
        writing.delete_unheld(&all(&holder)).await.unwrap();
        writing.commit().await.unwrap();
        assert_eq!(there(&place, &holder).await, [true, false, true]);
    });
}
