//! `status`

use super::workbench::Workbench;
use crate::{
    console::{Command, Dialogue, Flow, Stop},
    output::StatusView,
};

/// Shows how long certificates last and what uses them.
pub(super) struct Status;

impl Command<Workbench> for Status {
    fn name(&self) -> &'static str {
        "status"
    }

    fn help(&self) -> &'static str {
        "Show how long certificates last, and what uses them"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        let status = bench.wait(certops::status::status(bench.store(), bench.actor().at))?;
        dialogue.show(&StatusView::new(&status).text("showchanges"))?;
        Ok(Flow::Prompt)
    }
}
