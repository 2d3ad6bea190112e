//! The program that commits one round after the other, and what it said.

use std::{
    io::Read as _,
    process::{Child, Command, Stdio},
};

use tests::folder::Folder;

/// The store of a folder, and how certctl is told of it.
pub(crate) const STORE: &str = "store.db";

/// What the store acknowledged.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Said {
    /// A round is in the candidate.
    Staged(u32),
    /// A round is in force, by this revision.
    Committed(u32, i64),
    /// A round is in force, by a commit of another writer.
    TakenAlong(u32),
}

/// A running writer.
pub(crate) struct Committer(Child);

impl Committer {
    /// Starts to commit in the store of `folder`.
    pub(crate) fn start(folder: &Folder, author: &str, rounds: u32) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_committer"));
        command
            .current_dir(folder.root())
            .args([STORE, author, &rounds.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        Self(command.spawn().expect("a writer that starts"))
    }

    /// Ends it by SIGKILL, and gives what it had said.
    pub(crate) fn kill(mut self) -> Vec<Said> {
        self.0.kill().expect("a signal");
        self.0.wait().expect("an end");
        self.said()
    }

    /// Waits until it has done all its rounds.
    pub(crate) fn finish(mut self) -> Vec<Said> {
        let said = self.said();
        let status = self.0.wait().expect("an end");
        assert!(status.success(), "{status}: {said:?}");
        said
    }

    fn said(&mut self) -> Vec<Said> {
        let mut text = String::new();
        let out = self.0.stdout.as_mut().expect("its standard output");
        out.read_to_string(&mut text).expect("text");
        text.lines().map(said).collect()
    }
}

fn said(line: &str) -> Said {
    let words: Vec<&str> = line.split(' ').collect();
    let number = |word: &str| word.parse().expect(word);
    match words[..] {
        ["staged", round] => Said::Staged(number(round)),
        ["committed", round, revision] => Said::Committed(number(round), revision.parse().expect(revision)),
        ["taken-along", round] => Said::TakenAlong(number(round)),
        _ => panic!("the writer said '{line}'"),
    }
}
