//! Any sequence of staging, committing and taking back reads back as a plain list of maps says.

use std::collections::BTreeMap;

use certstore::{
    entry::{Entry, EntryId},
    repository::RevisionNumber,
};
use proptest::{collection::vec, prelude::*};

use crate::{
    place::{Place, wait},
    specimen::{destination, record, staged, tls},
};

#[derive(Clone, Debug)]
enum Act {
    Stage { name: usize, tls: Option<usize> },
    Unstage { name: usize },
    Publish,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..5_usize, prop::option::weighted(0.7, 0..5_usize)).prop_map(|(name, tls)| Act::Stage { name, tls }),
        1 => (0..5_usize).prop_map(|name| Act::Unstage { name }),
        2 => Just(Act::Publish),
    ]
}

fn id(name: usize) -> EntryId {
    destination(&format!("d{name}.example"))
}

pub(crate) fn any_sequence_of_commits_reads_back<P: Place>() {
    let cases = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(24)
    };
    proptest!(cases, |(acts in vec(act(), 0..40))| {
        wait(run::<P>(acts))?;
    });
}

async fn run<P: Place>(acts: Vec<Act>) -> Result<(), TestCaseError> {
    let place = P::make().await;
    let mut states: Vec<BTreeMap<EntryId, Entry>> = vec![BTreeMap::new()];
    let mut candidate: BTreeMap<EntryId, Option<Entry>> = BTreeMap::new();
    for act in acts {
        let mut writing = place.write().await;
        match act {
            Act::Stage { name, tls: number } => {
                let entry = number.map(tls);
                writing.stage(&[staged(&id(name), entry.clone())]).await.unwrap();
                candidate.insert(id(name), entry);
            }
            Act::Unstage { name } => {
                writing.unstage(&[id(name)]).await.unwrap();
                candidate.remove(&id(name));
            }
            Act::Publish => {
                let number = writing.head().await.unwrap().next();
                writing.add_revision(&record(number.0)).await.unwrap();
                let mut state = states[states.len() - 1].clone();
                for change in writing.staged().await.unwrap() {
                    writing
                        .replace(&change.id, change.entry.as_ref(), number)
                        .await
                        .unwrap();
                    writing.unstage(std::slice::from_ref(&change.id)).await.unwrap();
                }
                for (id, entry) in std::mem::take(&mut candidate) {
                    match entry {
                        Some(entry) => state.insert(id, entry),
                        None => state.remove(&id),
                    };
                }
                states.push(state);
            }
        }
        writing.commit().await.unwrap();
    }
    let mut reading = place.read().await;
    let left: BTreeMap<_, _> = reading
        .staged()
        .await
        .unwrap()
        .into_iter()
        .map(|change| (change.id, change.entry))
        .collect();
    prop_assert_eq!(left, candidate);
    for (number, state) in (0_i64..).zip(&states) {
        let found = reading.entries_at(RevisionNumber(number), None).await.unwrap();
        let found: BTreeMap<_, _> = found
            .into_iter()
            .map(|version| (version.id, version.entry))
            .collect();
        prop_assert_eq!(&found, state, "revision {}", number);
    }
    for (number, pair) in (1_i64..).zip(states.windows(2)) {
        let [before, after] = pair else { continue };
        let mut walked = before.clone();
        for change in reading.changes(RevisionNumber(number)).await.unwrap() {
            prop_assert_eq!(change.before.as_ref(), before.get(&change.id));
            match change.after {
                Some(entry) => walked.insert(change.id, entry),
                None => walked.remove(&change.id),
            };
        }
        prop_assert_eq!(&walked, after, "changes of revision {}", number);
    }
    prop_assert!(reading.overlaps().await.unwrap().is_empty());
    Ok(())
}
