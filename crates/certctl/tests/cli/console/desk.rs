//! A store with a console on it.

use crate::stage::{Outcome, Stage};

/// A folder with a store, and profiles to choose from.
pub(super) struct Desk {
    stage: Stage,
}

impl Desk {
    /// A new store with the profiles `mx1`, which has the machine's name, and `web`, which has another.
    pub(super) fn new() -> Self {
        let stage = Stage::new();
        let desk = Self { stage };
        desk.run("init --host-name mail.example.com");
        desk.run("profile create mx1 --cn mail.example.com --for inbound,outbound");
        desk.run("profile create web --cn www.example.com --for inbound,outbound");
        desk
    }

    /// A console that gets these lines, and the end of its input.
    pub(super) fn console(&self, lines: &str) -> Outcome {
        let line = "console --store sqlite:store.db --author admin";
        self.stage.run_with_input(line, lines.as_bytes())
    }

    /// What a person sees of a console that gets these lines and does all of it.
    #[track_caller]
    pub(super) fn transcript(&self, lines: &str) -> String {
        self.console(lines).done().seen()
    }

    #[track_caller]
    fn run(&self, line: &str) {
        let line = format!("{line} --store sqlite:store.db --author admin");
        self.stage.run(&line).done();
    }
}
