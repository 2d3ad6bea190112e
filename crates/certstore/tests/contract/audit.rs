//! The audit log.

use certstore::{
    audit::{Head, Link, Origin, Record, verify},
    repository::Repository,
};
use chrono::TimeDelta;

use crate::{
    place::{Place, wait},
    specimen::now,
};

async fn append(writing: &mut dyn Repository, action: &str) -> Link {
    let head = writing.audit_head().await.unwrap();
    let at = now() + TimeDelta::microseconds(1_234_567);
    let record = Record::new(head.next_sequence(), at, "änne", Origin::Web, action, "x", "");
    let hash = record.hash(&head.hash);
    let link = Link { record, hash };
    writing.append_links(std::slice::from_ref(&link)).await.unwrap();
    link
}

pub(crate) fn the_log_is_read_in_pages_and_ends_at_its_head<P: Place>() {
    wait(async {
        let place = P::make().await;
        let mut writing = place.write().await;
        assert_eq!(writing.audit_head().await.unwrap(), Head::START);
        let mut written = Vec::new();
        for action in ["init", "stage-add", "commit", "rekey", "backup"] {
            written.push(append(&mut *writing, action).await);
        }
        writing.commit().await.unwrap();
        let mut reading = place.read().await;
        let first = reading.audit_links(1, 2).await.unwrap();
        let rest = reading.audit_links(3, 10).await.unwrap();
        assert_eq!(first, written[..2]);
        assert_eq!(rest, written[2..]);
        assert!(reading.audit_links(6, 10).await.unwrap().is_empty());
        let head = verify(Head::START, written).unwrap();
        assert_eq!(reading.audit_head().await.unwrap(), head);
    });
}

pub(crate) fn a_number_is_given_once<P: Place>() {
    wait(async {
        let place = P::make().await;
        let mut writing = place.write().await;
        let link = append(&mut *writing, "init").await;
        assert!(writing.append_links(std::slice::from_ref(&link)).await.is_err());
    });
}
