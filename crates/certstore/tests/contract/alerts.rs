//! The alert queue.

use certstore::repository::Alert;

use crate::{
    place::{Place, wait},
    specimen::now,
};

pub(crate) fn a_notice_is_written_once<P: Place>() {
    wait(async {
        let place = P::make().await;
        let mut writing = place.write().await;
        let notice = |key: &str| Alert {
            key: key.to_owned(),
            subject: "mx1 ends in 30 days".to_owned(),
            text: "The certificate of the profile mx1 ends.\n".to_owned(),
            at: now(),
            sent: None,
        };
        let mut again = notice("mx1 30");
        "another text".clone_into(&mut again.text);
        assert!(writing.add_alert(&notice("mx1 30")).await.unwrap());
        assert!(!writing.add_alert(&again).await.unwrap());
        assert!(writing.add_alert(&notice("mx1 15")).await.unwrap());
        writing.commit().await.unwrap();
        let mut reading = place.read().await;
        let first = reading.alerts(i64::MIN, 1).await.unwrap();
        assert_eq!(first, [(first[0].0, notice("mx1 30"))]);
        let rest = reading.alerts(first[0].0, 10).await.unwrap();
        assert_eq!(rest, [(rest[0].0, notice("mx1 15"))]);
        assert_eq!(reading.alerts(rest[0].0, 10).await.unwrap(), []);
    });
}
