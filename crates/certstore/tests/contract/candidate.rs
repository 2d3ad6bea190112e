//! The candidate.

use certstore::entry::Kind;

use crate::{
    place::{Place, wait},
    specimen::{destination, policy, staged, tls},
};

pub(crate) fn what_is_staged_comes_back_in_order<P: Place>() {
    wait(async {
        let place = P::make().await;
        let (policy_id, policy) = policy("ACCEPTED");
        let changes = [
            staged(&policy_id, Some(policy)),
            staged(&destination(".a.example"), Some(tls(1))),
            staged(&destination("a.example"), None),
        ];
        let mut writing = place.write().await;
        for change in changes.iter().rev() {
            writing.stage(std::slice::from_ref(change)).await.unwrap();
        }
        writing.commit().await.unwrap();
        let mut reading = place.read().await;
        assert_eq!(reading.staged().await.unwrap(), changes);
        for change in &changes {
            let found = reading.staged_change(&change.id).await.unwrap();
            assert_eq!(found.as_ref(), Some(change));
        }
        assert_eq!(
            reading.staged_change(&destination("b.example")).await.unwrap(),
            None
        );
        assert!(reading.entries(Some(Kind::Destination)).await.unwrap().is_empty());
    });
}

pub(crate) fn a_later_change_takes_the_place_of_an_earlier_one<P: Place>() {
    wait(async {
        let place = P::make().await;
        let id = destination("a.example");
        let mut writing = place.write().await;
        writing.stage(&[staged(&id, Some(tls(1)))]).await.unwrap();
        let later = staged(&id, None);
        writing.stage(std::slice::from_ref(&later)).await.unwrap();
        assert_eq!(writing.staged().await.unwrap(), [later]);
        writing.unstage(std::slice::from_ref(&id)).await.unwrap();
        assert!(writing.staged().await.unwrap().is_empty());
    });
}

pub(crate) fn every_change_counts_the_edition<P: Place>() {
    wait(async {
        let place = P::make().await;
        let id = destination("a.example");
        let mut writing = place.write().await;
        let mut editions = vec![writing.edition().await.unwrap()];
        writing.stage(&[staged(&id, Some(tls(1)))]).await.unwrap();
        editions.push(writing.edition().await.unwrap());
        writing.stage(&[staged(&id, Some(tls(2)))]).await.unwrap();
        editions.push(writing.edition().await.unwrap());
        writing.unstage(std::slice::from_ref(&id)).await.unwrap();
        editions.push(writing.edition().await.unwrap());
        assert!(editions.is_sorted_by(|one, next| one < next), "{editions:?}");
    });
}
