//! A writer that is killed at any instant loses nothing that it had said was committed.

use std::{collections::BTreeSet, env, fs, thread, time::Instant};

use tests::{folder::Folder, round::Round};

use crate::{
    chance::instant_within,
    committer::{Committer, STORE, Said},
    state::{State, Turn, check, make},
};

/// How often a writer is killed, unless `CERTCTL_KILLS` says otherwise.
const KILLS: u32 = 40;
/// After so many kills the store begins anew, so that its check does not take longer and longer.
const LIFE: u32 = 20;
/// A writer that is not killed in time.
const FOREVER: u32 = 1_000_000;
const AUTHOR: &str = "anna";

/// What the kills met.
#[derive(Debug, Default)]
struct Tally {
    acknowledged: i64,
    while_opening: u32,
    with_a_staged_round: u32,
    before_the_acknowledgement: u32,
    with_a_log: u32,
}

#[test]
fn a_writer_killed_at_any_instant_loses_no_acknowledged_commit() {
    let kills = env::var("CERTCTL_KILLS").map_or(KILLS, |kills| kills.parse().expect("a number"));
    let folder = Folder::new();
    make(&folder);
    let made = folder.bytes(STORE);
    // As long as a writer needs for its start and a few rounds.
    let begin = Instant::now();
    Committer::start(&folder, AUTHOR, 4).finish();
    let span = begin.elapsed();

    let mut tally = Tally::default();
    let mut head = 0;
    for kill in 0..kills {
        if kill % LIFE == 0 {
            begin_anew(&folder, &made);
            head = 1;
        }
        let writer = Committer::start(&folder, AUTHOR, FOREVER);
        thread::sleep(instant_within(span));
        let said = writer.kill();
        if fs::metadata(folder.path("store.db-wal")).is_ok_and(|log| log.len() > 0) {
            tally.with_a_log += 1;
        }
        check(&folder);
        head = compare(&State::look(&folder, head), head, &said, &mut tally);
    }
    println!("{kills} kills: {tally:?}");
    assert!(tally.acknowledged > 0, "no writer came so far as to commit");
    assert!(
        tally.with_a_log > 0,
        "no writer was killed while it had the store open"
    );
}

/// Checks what is there after a kill against what was said, and gives the last revision.
#[track_caller]
fn compare(state: &State, before: i64, said: &[Said], tally: &mut Tally) -> i64 {
    let context = format!("{state:?} after {said:?}");
    let acknowledged = said.iter().filter_map(|said| match said {
        Said::Committed(_, revision) => Some(*revision),
        _ => None,
    });
    let acknowledged: Vec<i64> = acknowledged.collect();
    let last = acknowledged.last().copied().unwrap_or(before);
    assert_eq!(acknowledged, (before + 1..=last).collect::<Vec<_>>(), "{context}");
    // The old state or the new one: that of the last acknowledged commit, or of the one after it.
    assert!((last..=last + 1).contains(&state.head), "{context}");
    // Revision 1 made the store; the others are one round each, complete.
    let round = |revision: i64| -> BTreeSet<Round> {
        let number = u32::try_from(revision - 1).expect("a revision");
        let author = AUTHOR.to_owned();
        (number > 0)
            .then_some(Round { author, number })
            .into_iter()
            .collect()
    };
    assert_eq!(state.in_force, round(state.head), "{context}");
    for (turn, revision) in state.turns.iter().zip(before + 1..) {
        let expected = Turn {
            came: round(revision),
            went: round(revision - 1),
        };
        assert_eq!(*turn, expected, "revision {revision}: {context}");
    }
    // What was said to be staged is staged, unless it is in force.
    if let Some(Said::Staged(number)) = said.last() {
        let there = if state.head == last {
            &state.staged
        } else {
            &state.in_force
        };
        assert!(there.iter().any(|round| round.number == *number), "{context}");
    }
    tally.acknowledged += last - before;
    tally.while_opening += u32::from(said.is_empty());
    tally.with_a_staged_round += u32::from(!state.staged.is_empty());
    tally.before_the_acknowledgement += u32::from(state.head > last);
    state.head
}

fn begin_anew(folder: &Folder, made: &[u8]) {
    for name in ["store.db-wal", "store.db-shm"] {
        if folder.holds(name) {
            fs::remove_file(folder.path(name)).expect(name);
        }
    }
    folder.write(STORE, made);
}
