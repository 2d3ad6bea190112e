//! Commits one round after the other, and says at once what the store acknowledged: `committer STORE AUTHOR ROUNDS`.

use std::{
    env,
    error::Error,
    io::{self, Write as _},
    path::PathBuf,
};

use certcore::host::HostName;
use certops::commit::{Commit, MailHosts, NameService, Outcome, commit};
use certstore::{
    audit::Origin,
    entry::{Destination, DestinationTls, Kind},
    repository::BackendError,
    seal::{Access, UnlockError},
    store::{Actor, Store, StoreError, StoreUrl},
};
use chrono::Utc;
use tests::round::Round;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let mut argument = || arguments.next().ok_or("committer STORE AUTHOR ROUNDS");
    let url = StoreUrl::Sqlite(PathBuf::from(argument()?));
    let author = argument()?;
    let rounds: u32 = argument()?.parse()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    runtime.block_on(async {
        let store = Store::open(&url, |header| {
            let (_, data_key) = header.unlock(&Access::default())?;
            Ok::<_, OpenFailed>(data_key)
        })
        .await?;
        let mut last = last(&store, author).await?;
        for _ in 0..rounds {
            last = play(&store, last).await?;
        }
        store.close().await;
        Ok(())
    })
}

/// The author's round that is in force; number 0 before the first one.
async fn last(store: &Store, author: String) -> Result<Round, Box<dyn Error>> {
    let mut reading = store.read().await?;
    let in_force = reading.repository().entries(Some(Kind::Destination)).await?;
    let rounds = in_force.iter().filter_map(|version| Round::of(&version.id));
    let last = rounds.filter(|round| round.author == author).max();
    Ok(last.unwrap_or(Round { author, number: 0 }))
}

/// Puts the next round in the place of the last one: staged in one transaction, committed in another.
async fn play(store: &Store, last: Round) -> Result<Round, Box<dyn Error>> {
    let round = last.next();
    let actor = Actor {
        author: round.author.clone(),
        origin: Origin::Cli,
        at: Utc::now(),
    };
    let tls = DestinationTls::Required;
    let mut writing = store.write(&actor).await?;
    for id in round.pair()? {
        writing.stage(&id, Some(Destination { tls }.into())).await?;
    }
    if last.number > 0 {
        for id in last.pair()? {
            writing.stage(&id, None).await?;
        }
    }
    writing.commit().await?;
    say(&format!("staged {}", round.number))?;
    let request = Commit {
        comment: Some(format!("{} {}", round.author, round.number)),
        ..Commit::default()
    };
    match commit(store, &actor, &request, &mut NoNames).await? {
        Outcome::Committed(done) => say(&format!("committed {} {}", round.number, done.revision.number))?,
        // The candidate is one for all: another writer's commit took the round along.
        Outcome::NothingStaged => say(&format!("taken-along {}", round.number))?,
    }
    Ok(round)
}

fn say(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// Nobody is asked: no round has to do with MX hosts.
struct NoNames;

impl NameService for NoNames {
    fn mail_hosts(&mut self, _: &HostName) -> MailHosts {
        MailHosts::Known {
            hosts: Vec::new(),
            unusable: Vec::new(),
        }
    }
}

/// The store does not open.
#[derive(Debug)]
enum OpenFailed {
    Store(StoreError),
    Unlock(UnlockError),
}

impl From<StoreError> for OpenFailed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<UnlockError> for OpenFailed {
    fn from(error: UnlockError) -> Self {
        Self::Unlock(error)
    }
}

impl From<BackendError> for OpenFailed {
    fn from(error: BackendError) -> Self {
        Self::Store(error.into())
    }
}

impl std::fmt::Display for OpenFailed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Store(error) => error.fmt(formatter),
            Self::Unlock(error) => error.fmt(formatter),
        }
    }
}

impl Error for OpenFailed {}
