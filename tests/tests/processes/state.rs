//! What a store holds, as a process sees it that did not write it.

use std::{collections::BTreeSet, path::Path};

use certstore::{
    entry::Kind,
    repository::RevisionNumber,
    seal::{Access, UnlockError},
    store::{Store, StoreError, StoreUrl},
};
use tests::{
    certctl::{certctl, json},
    folder::Folder,
    round::Round,
};

use crate::committer::STORE;

/// What a revision did to the rounds.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Turn {
    /// The rounds whose two destinations came.
    pub(crate) came: BTreeSet<Round>,
    /// The rounds whose two destinations went.
    pub(crate) went: BTreeSet<Round>,
}

/// What a store holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct State {
    /// The last revision.
    pub(crate) head: i64,
    /// The rounds in force.
    pub(crate) in_force: BTreeSet<Round>,
    /// The rounds that are staged to come.
    pub(crate) staged: BTreeSet<Round>,
    /// What the revisions after the one that was asked for did.
    pub(crate) turns: Vec<Turn>,
}

/// Makes a store in `folder`.
pub(crate) fn make(folder: &Folder) {
    certctl(
        folder,
        "init --store sqlite:store.db --host-name mail.example.com",
    )
    .ok();
}

/// Checks that `certctl store check` finds nothing.
#[track_caller]
pub(crate) fn check(folder: &Folder) {
    let document = json(folder, "store check --store sqlite:store.db").exits(0);
    assert_eq!(document["sound"], true, "{document:#}");
}

impl State {
    /// Looks at the store of `folder`, and at its revisions after `since`.
    pub(crate) fn look(folder: &Folder, since: i64) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let store = open(&folder.path(STORE)).await;
            let state = read(&store, since).await.expect("a store that can be read");
            store.close().await;
            state
        })
    }
}

async fn read(store: &Store, since: i64) -> Result<State, StoreError> {
    let mut reading = store.read().await?;
    let repository = reading.repository();
    let head = repository.head().await?.0;
    let in_force = repository.entries(Some(Kind::Destination)).await?;
    let staged = repository.staged().await?;
    let mut turns = Vec::new();
    for number in since + 1..=head {
        let record = repository.revision(RevisionNumber(number)).await?;
        assert!(record.is_some(), "revision {number} is missing");
        let changes = repository.changes(RevisionNumber(number)).await?;
        let of = |coming: bool| {
            let touched = changes.iter().filter(|change| change.after.is_some() == coming);
            rounds(touched.map(|change| Round::of(&change.id)))
        };
        turns.push(Turn {
            came: of(true),
            went: of(false),
        });
    }
    let coming = staged.iter().filter(|change| change.entry.is_some());
    Ok(State {
        head,
        in_force: rounds(in_force.iter().map(|version| Round::of(&version.id))),
        staged: rounds(coming.map(|change| Round::of(&change.id))),
        turns,
    })
}

/// The rounds of destinations; each has both.
fn rounds(found: impl Iterator<Item = Option<Round>>) -> BTreeSet<Round> {
    let mut halves: Vec<Round> = found.flatten().collect();
    halves.sort();
    for pair in halves.chunks(2) {
        assert_eq!(pair.first(), pair.last(), "a half of a round: {halves:?}");
    }
    assert_eq!(halves.len() % 2, 0, "a half of a round: {halves:?}");
    halves.into_iter().collect()
}

async fn open(path: &Path) -> Store {
    let url = StoreUrl::Sqlite(path.to_owned());
    let opened = Store::open(&url, |header| {
        let unlocked = header.unlock(&Access::default());
        Ok(unlocked.map_err(Refusal::Unlock)?.1)
    });
    match opened.await {
        Ok(store) => store,
        Err(Refusal::Store(error)) => panic!("{error}"),
        Err(Refusal::Unlock(error)) => panic!("{error}"),
    }
}

/// Why a store does not open.
enum Refusal {
    Store(StoreError),
    Unlock(UnlockError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
