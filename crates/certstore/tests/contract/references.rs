//! Which entry names which.

use crate::{
    place::{Place, wait},
    specimen::{interface, profile, publish},
};

pub(crate) fn referrers_are_those_in_force<P: Place>() {
    wait(async {
        let place = P::make().await;
        let (one, one_entry) = interface("one", &["mx1", "mx2"]);
        let (two, two_entry) = interface("two", &["mx1"]);
        let changes = [(two.clone(), Some(two_entry)), (one.clone(), Some(one_entry))];
        publish(place.write().await, &changes).await;
        let mut reading = place.read().await;
        let (mx1, mx2) = (profile("mx1"), profile("mx2"));
        assert_eq!(reading.referrers(&mx1).await.unwrap(), [one.clone(), two.clone()]);
        assert_eq!(reading.referrers(&mx2).await.unwrap(), std::slice::from_ref(&one));
        assert!(reading.referrers(&profile("mx3")).await.unwrap().is_empty());
        let all = reading.references().await.unwrap();
        assert_eq!(all, [(one.clone(), mx1.clone()), (one, mx2), (two, mx1)]);
    });
}

pub(crate) fn a_deleted_entry_names_nobody<P: Place>() {
    wait(async {
        let place = P::make().await;
        let (one, entry) = interface("one", &["mx1"]);
        publish(place.write().await, &[(one.clone(), Some(entry))]).await;
        let (_, other) = interface("one", &["mx2"]);
        publish(place.write().await, &[(one.clone(), Some(other))]).await;
        let found = place.read().await.references().await.unwrap();
        assert_eq!(found, [(one.clone(), profile("mx2"))]);
        publish(place.write().await, &[(one, None)]).await;
        assert!(place.read().await.references().await.unwrap().is_empty());
    });
}
