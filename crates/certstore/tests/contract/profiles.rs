//! Profiles by the end of their certificates.

use certstore::repository::CertificateFacts;
use chrono::TimeDelta;

use crate::{
    place::{Place, wait},
    specimen::{Holder, now, profile, publish},
};

async fn four_profiles(place: &impl Place) -> [Holder; 4] {
    let holders = [10, 40, 20, 30].map(Holder::ending_in);
    let mut changes = Vec::new();
    let mut writing = place.write().await;
    for (name, holder) in ["a", "b", "c", "d"].into_iter().zip(&holders) {
        writing.add_certificate(&holder.certificate).await.unwrap();
        changes.push((profile(name), Some(holder.profile().into())));
    }
    writing.commit().await.unwrap();
    publish(place.write().await, &changes).await;
    holders
}

pub(crate) fn profiles_are_found_by_the_end_of_their_certificate<P: Place>() {
    wait(async {
        let place = P::make().await;
        let holders = four_profiles(&place).await;
        let mut reading = place.read().await;
        let mut names = Vec::new();
        for days in [0, 10, 25, 35, 100] {
            let until = now() + TimeDelta::days(days);
            let rows = reading.profiles(Some(until)).await.unwrap();
            names.push(rows.iter().map(|row| row.name.as_str()).collect::<String>());
        }
        // A certificate of ten days ends in the last second before the tenth day is over.
        assert_eq!(names, ["", "a", "ac", "acd", "abcd"]);
        let all = reading.profiles(None).await.unwrap();
        for (row, holder) in all.iter().zip(&holders) {
            assert_eq!(row.profile, holder.profile());
            assert_eq!(row.certificate, CertificateFacts::of(&holder.certificate));
            assert_eq!(row.since.0, 1);
        }
        assert_eq!(all.len(), 4);
    });
}

pub(crate) fn only_profiles_in_force_are_listed<P: Place>() {
    wait(async {
        let place = P::make().await;
        let holders = four_profiles(&place).await;
        let renewed = (profile("a"), Some(holders[1].profile().into()));
        publish(place.write().await, &[renewed, (profile("c"), None)]).await;
        let mut reading = place.read().await;
        let until = now() + TimeDelta::days(25);
        assert!(reading.profiles(Some(until)).await.unwrap().is_empty());
        let all = reading.profiles(None).await.unwrap();
        let names: String = all.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, "abd");
    });
}
