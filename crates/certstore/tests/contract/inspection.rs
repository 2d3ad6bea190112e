//! Rows as they stand.

use crate::{
    place::{Place, wait},
    specimen::{Holder, destination, interface, profile, publish, record, staged, tls},
};

pub(crate) fn rows_come_in_pages<P: Place>() {
    wait(async {
        let place = P::make().await;
        let holders = [30, 60, 90].map(Holder::ending_in);
        let mut writing = place.write().await;
        for holder in &holders {
            writing.add_certificate(&holder.certificate).await.unwrap();
            writing.add_request(&holder.request).await.unwrap();
        }
        writing
            .stage(&[staged(&destination("a.example"), Some(tls(0)))])
            .await
            .unwrap();
        writing.commit().await.unwrap();
        let (interface, entry) = interface("Management", &["mx1"]);
        let changes = [
            (profile("mx1"), Some(holders[0].profile().into())),
            (interface, Some(entry)),
            (destination("a.example"), Some(tls(1))),
        ];
        publish(place.write().await, &changes).await;
        publish(place.write().await, &[(destination("a.example"), None)]).await;

        let mut reading = place.read().await;
        let first = reading.inspect_entries(i64::MIN, 2).await.unwrap();
        let rest = reading.inspect_entries(first[1].number, 2).await.unwrap();
        assert_eq!((first.len(), rest.len()), (2, 1));
        let names: Vec<_> = first
            .iter()
            .chain(&rest)
            .map(|entry| entry.row.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "profile mx1, revision 1",
                "interface Management, revision 1",
                "destination a.example, revision 1"
            ]
        );
        assert_eq!(first[0].leaf, Some(holders[0].certificate.sha256().to_string()));
        assert_eq!(first[0].holdings.len(), 2);
        assert_eq!(
            first[1].references,
            [("profile".to_owned(), "mx1".to_owned())].into()
        );
        assert_eq!(rest[0].version.as_ref().unwrap().until.unwrap().0, 2);
        assert!(
            reading
                .inspect_entries(rest[0].number, 2)
                .await
                .unwrap()
                .is_empty()
        );

        let first = reading.inspect_certificates(i64::MIN, 2).await.unwrap();
        let rest = reading.inspect_certificates(first[1].number, 2).await.unwrap();
        assert_eq!((first.len(), rest.len()), (2, 1));
        let requests = reading.inspect_requests(i64::MIN, 9).await.unwrap();
        assert!(requests.is_sorted_by_key(|request| request.number) && requests.len() == 3);
        assert!(reading.inspect_keys(i64::MIN, 9).await.unwrap().is_empty());
        assert_eq!(reading.inspect_candidate().await.unwrap().len(), 1);
        assert_eq!(
            reading.inspect_revisions(1, 9).await.unwrap(),
            [(2, Ok(record(2)))]
        );
        assert!(reading.overlaps().await.unwrap().is_empty());
    });
}
