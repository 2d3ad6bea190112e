//! Two processes that write at once.

use std::collections::BTreeMap;

use tests::{folder::Folder, round::Round};

use crate::{
    committer::{Committer, Said},
    state::{State, check, make},
};

/// What each of the two commits.
const ROUNDS: u32 = 50;

#[test]
fn two_writers_at_once_lose_nothing_and_do_nothing_twice() {
    let folder = Folder::new();
    make(&folder);
    let authors = ["anna", "bert"];
    let writers = authors.map(|author| Committer::start(&folder, author, ROUNDS));
    let said = writers.map(Committer::finish);

    check(&folder);
    let state = State::look(&folder, 1);
    assert!(state.staged.is_empty(), "{state:?}");
    let round = |author: &str, number| Round {
        author: author.to_owned(),
        number,
    };
    let last = authors.map(|author| round(author, ROUNDS));
    assert_eq!(state.in_force, last.into(), "what is in force");

    let mut came: BTreeMap<Round, i64> = BTreeMap::new();
    let mut went: BTreeMap<Round, i64> = BTreeMap::new();
    for (turn, revision) in state.turns.iter().zip(2..) {
        for (rounds, times) in [(&turn.came, &mut came), (&turn.went, &mut went)] {
            for round in rounds {
                let twice = times.insert(round.clone(), revision);
                assert_eq!(twice, None, "{round:?} in the revisions {twice:?} and {revision}");
            }
        }
    }
    let mut commits = Vec::new();
    for (author, said) in authors.into_iter().zip(&said) {
        for number in 1..=ROUNDS {
            let revision = came.get(&round(author, number));
            let revision = revision.unwrap_or_else(|| panic!("round {number} of {author} is lost"));
            let told = said.iter().find_map(|said| match said {
                Said::Committed(round, revision) if *round == number => Some(Some(*revision)),
                Said::TakenAlong(round) if *round == number => Some(None),
                _ => None,
            });
            let told = told.unwrap_or_else(|| panic!("round {number} of {author} was not acknowledged"));
            if let Some(told) = told {
                // When another's commit took the round along, this one took what the other had staged since.
                assert!(
                    *revision <= told,
                    "round {number} of {author}: {revision}, said {told}"
                );
                commits.push(told);
            }
        }
    }
    // Each revision is somebody's commit, and each commit is one revision.
    commits.sort_unstable();
    assert_eq!(commits, (2..=state.head).collect::<Vec<_>>());
    assert_eq!(came.len(), 2 * ROUNDS as usize);
    assert_eq!(went.len(), 2 * (ROUNDS as usize - 1));
}
