//! A store with a console on it.

use crate::{
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
            let line = format!("profile create {profile} --for inbound,outbound {STORE}");
            stage.run(&line).done();
        }
        commit(&stage);
        Self { stage }
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
