//! A store with a console on it.

use super::steady::steady;
use crate::{
    authority::full_stage,
    committed::{STORE, commit, with_store},
    stage::{Outcome, Stage},
};

/// A folder with a store, and profiles to choose from.
pub(super) struct Desk {
    stage: Stage,
}

impl Desk {
    /// A store with the profiles `mx1`, which has the machine's name, and `web`, which has another; nothing is staged.
    pub(super) fn new() -> Self {
        let stage = with_store();
        for profile in ["mx1 --cn mail.example.com", "web --cn www.example.com"] {
            let line = format!("profile create {profile} --for inbound,outbound --author admin {STORE}");
            stage.run(&line).done();
        }
        commit(&stage);
        Self { stage }
    }

    /// The store and the files of the full stage: the profiles `mail` and `waiting`, whose answers are in files, and
    /// `signed`, which has its own.
    pub(super) fn full() -> Self {
        Self { stage: full_stage() }
    }

    /// The folder.
    pub(super) fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Runs a verb on the store.
    #[track_caller]
    pub(super) fn run(&self, line: &str) -> Outcome {
        self.stage.run(&format!("{line} {STORE} --author admin")).done()
    }

    /// What is staged, each as `act kind name`.
    pub(super) fn staged(&self) -> Vec<String> {
        let changes = self.stage.json(&format!("changes {STORE}"));
        let changes = changes["changes"].as_array().unwrap().iter();
        let word = |change: &serde_json::Value, field: &str| change[field].as_str().unwrap().to_owned();
        changes
            .map(|change| ["act", "kind", "name"].map(|field| word(change, field)).join(" "))
            .collect()
    }

    /// As [`transcript`](Self::transcript), without times and fingerprints that are particular to the console.
    #[track_caller]
    pub(super) fn steady(&self, lines: &str) -> String {
        steady(&self.transcript(lines))
    }

    /// A console that gets these lines, and the end of its input.
    pub(super) fn console(&self, lines: &str) -> Outcome {
        let line = format!("console {STORE} --author admin");
        self.stage.run_with_input(&line, lines.as_bytes())
    }

    /// What a person sees of a console that gets these lines and does all of it.
    #[track_caller]
    pub(super) fn transcript(&self, lines: &str) -> String {
        self.console(lines).done().seen()
    }
}
