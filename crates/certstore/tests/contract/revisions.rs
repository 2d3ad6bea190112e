//! Revisions, and the header of the seal.

use certstore::{
    repository::RevisionNumber,
    seal::{CredentialName, DataKey, MasterKey, MasterKeySource, Nonce, SealHeader},
};

use crate::{
    place::{Place, wait},
    specimen::record,
};

pub(crate) fn revisions_come_newest_first<P: Place>() {
    wait(async {
        let place = P::make().await;
        let mut writing = place.write().await;
        assert_eq!(writing.head().await.unwrap(), RevisionNumber::NONE);
        for number in 1..=5 {
            writing.add_revision(&record(number)).await.unwrap();
        }
        writing.commit().await.unwrap();
        let mut reading = place.read().await;
        assert_eq!(reading.head().await.unwrap(), RevisionNumber(5));
        let last = reading.revisions(2).await.unwrap();
        assert_eq!(last, [record(5), record(4)]);
        let one = reading.revision(RevisionNumber(3)).await.unwrap();
        assert_eq!(one, Some(record(3)));
        assert_eq!(reading.revision(RevisionNumber(6)).await.unwrap(), None);
    });
}

pub(crate) fn a_number_of_a_revision_is_given_once<P: Place>() {
    wait(async {
        let place = P::make().await;
        let mut writing = place.write().await;
        writing.add_revision(&record(1)).await.unwrap();
        assert!(writing.add_revision(&record(1)).await.is_err());
    });
}

pub(crate) fn the_seal_comes_back<P: Place>() {
    wait(async {
        let place = P::make().await;
        let mut writing = place.write().await;
        assert_eq!(writing.seal_header().await.unwrap(), None);
        let header = |octet: u8| {
            let name = CredentialName::new("certctl").unwrap();
            let master = MasterKey::generate(&[octet; 32]);
            let source = MasterKeySource::Credential { name };
            SealHeader::new(
                source,
                &master,
                &DataKey::generate(&[1; 32]),
                Nonce::from_random([octet; 12]),
            )
            .unwrap()
        };
        for octet in [2, 3] {
            writing.put_seal_header(&header(octet)).await.unwrap();
        }
        writing.commit().await.unwrap();
        let found = place.read().await.seal_header().await.unwrap();
        assert_eq!(found, Some(header(3)));
    });
}
