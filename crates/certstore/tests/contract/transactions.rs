//! Readers, writers, and copies.

use std::{sync::Arc, time::Duration};

use certstore::repository::{Access, Backend, BackendError};
use tokio::time::{sleep, timeout};

use crate::{
    place::{Place, wait},
    specimen::{destination, publish, record, tls},
};

pub(crate) fn a_reader_does_not_see_what_is_written_meanwhile<P: Place>() {
    wait(async {
        let place = P::make().await;
        let id = destination("a.example");
        publish(place.write().await, &[(id.clone(), Some(tls(0)))]).await;
        let mut reading = place.read().await;
        assert_eq!(reading.head().await.unwrap().0, 1);
        publish(place.write().await, &[(id.clone(), Some(tls(1)))]).await;
        assert_eq!(reading.head().await.unwrap().0, 1);
        assert_eq!(reading.entry(&id).await.unwrap().unwrap().entry, tls(0));
        drop(reading);
        let other = place.open_again().await;
        let mut reading = other.begin(Access::Read).await.unwrap();
        assert_eq!(reading.entry(&id).await.unwrap().unwrap().entry, tls(1));
    });
}

pub(crate) fn what_is_dropped_did_not_happen<P: Place>() {
    wait(async {
        let place = P::make().await;
        let mut writing = place.write().await;
        writing.add_revision(&record(1)).await.unwrap();
        writing
            .replace(&destination("a.example"), Some(&tls(0)), record(1).number)
            .await
            .unwrap();
        drop(writing);
        let mut writing = place.write().await;
        assert_eq!(writing.head().await.unwrap().0, 0);
        assert!(writing.entries(None).await.unwrap().is_empty());
    });
}

pub(crate) fn a_writer_waits_for_another<P: Place>() {
    wait(async {
        let place = P::make().await;
        let other = place.open_again().await;
        let mut first = place.write().await;
        first.add_revision(&record(1)).await.unwrap();
        {
            let early = timeout(Duration::from_millis(100), other.begin(Access::Write)).await;
            assert!(early.is_err(), "two writers at once");
        }
        let hold = tokio::spawn(async move {
            sleep(Duration::from_millis(50)).await;
            first.commit().await
        });
        let mut second = other.begin(Access::Write).await.unwrap();
        assert_eq!(second.head().await.unwrap().0, 1);
        hold.await.unwrap().unwrap();
    });
}

pub(crate) fn writers_that_wait_keep_no_reader_out<P: Place>() {
    wait(async {
        let place = P::make().await;
        let backend: Arc<dyn Backend> = Arc::from(place.open_again().await);
        let first = backend.begin(Access::Write).await.unwrap();
        let write = |backend: Arc<dyn Backend>| async move {
            let mut writing = backend.begin(Access::Write).await.unwrap();
            let number = writing.head().await.unwrap().next();
            writing.add_revision(&record(number.0)).await.unwrap();
            writing.commit().await.unwrap();
        };
        let waiting = [(); 5].map(|()| tokio::spawn(write(Arc::clone(&backend))));
        sleep(Duration::from_millis(50)).await;
        let reading = timeout(Duration::from_secs(5), backend.begin(Access::Read)).await;
        let mut reading = reading.unwrap().unwrap();
        assert_eq!(reading.head().await.unwrap().0, 0);
        drop((reading, first));
        for writer in waiting {
            writer.await.unwrap();
        }
        let mut reading = backend.begin(Access::Read).await.unwrap();
        assert_eq!(reading.head().await.unwrap().0, 5);
    });
}

pub(crate) fn a_copy_is_a_store_of_its_own<P: Place>() {
    wait(async {
        let place = P::make().await;
        let id = destination("a.example");
        publish(place.write().await, &[(id.clone(), Some(tls(0)))]).await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("it's a copy; drop.db");
        place.backend().copy_to(&path).await.unwrap();
        publish(place.write().await, &[(id.clone(), Some(tls(1)))]).await;
        let copy = P::open_copy(&path).await;
        let mut reading = copy.begin(Access::Read).await.unwrap();
        assert_eq!(reading.entry(&id).await.unwrap().unwrap().entry, tls(0));
        assert!(copy.check().await.unwrap().is_empty());
        let again = place.backend().copy_to(&path).await.unwrap_err();
        assert!(matches!(again, BackendError::Exists { .. }), "{again:?}");
    });
}

pub(crate) fn a_copy_is_made_while_others_write<P: Place>() {
    wait(async {
        let place = P::make().await;
        publish(place.write().await, &[(destination("a.example"), Some(tls(0)))]).await;
        let mut writing = place.write().await;
        writing.add_revision(&record(2)).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.db");
        place.backend().copy_to(&path).await.unwrap();
        writing.commit().await.unwrap();
        let copy = P::open_copy(&path).await;
        let mut reading = copy.begin(Access::Read).await.unwrap();
        assert_eq!(reading.head().await.unwrap().0, 1);
    });
}

pub(crate) fn a_closed_store_opens_again<P: Place>() {
    wait(async {
        let place = P::make().await;
        publish(place.write().await, &[(destination("a.example"), Some(tls(0)))]).await;
        place.backend().compact().await.unwrap();
        place.backend().close().await;
        let again = place.open_again().await;
        assert!(again.check().await.unwrap().is_empty());
        assert_eq!(
            again.begin(Access::Read).await.unwrap().head().await.unwrap().0,
            1
        );
        assert_eq!(again.place(), place.backend().place());
        assert_eq!(again.exposure(), None);
    });
}
