//! What people read after a request was staged.

use serde::Serialize;

use crate::{
    output::{AskedView, HeldView},
    shell_word::{self, word},
    terminal::{Style, Text},
};

/// A profile whose request was staged.
#[derive(Serialize)]
pub(super) struct Staged {
    /// The profile's name.
    pub(super) name: String,
    /// The certificate that serves until the CA answers, where it was made with the request.
    pub(super) certificate: Option<HeldView>,
    /// The request.
    pub(super) request: AskedView,
}

impl Staged {
    /// The facts for people, and what comes next. `done` says what was done.
    pub(super) fn text(&self, done: &str) -> Text {
        let mut text = Text::new();
        text.styled(Style::Heading, format!("profile {} {done}", self.name));
        let mut facts = self.request.facts();
        if let Some(certificate) = &self.certificate {
            facts.push(("serves", vec![certificate.line()]));
        }
        text.facts(facts);
        text.gap();
        text.line("next: commit it, then fetch the request for the CA");
        text.line("  certctl commit");
        text.line(format!(
            "  certctl profile csr {} --out {}",
            word(&self.name),
            shell_word::file(&format!("{}.csr", self.name))
        ));
        text
    }
}

/// What comes after a change that was staged.
pub(super) fn commit_next(text: &mut Text) {
    text.gap();
    text.line("next: put it in force");
    text.line("  certctl commit");
}
