//! The answer to the question whether a chain is good.

use certcore::{
    identity::Identifier,
    verify::{Outcome, Step, Verdict},
};
use serde::Serialize;

use crate::{
    notice::Notice,
    terminal::{Style, Text},
};

/// The answer of a verification.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct VerdictView {
    ok: bool,
    error: Option<Notice>,
    matched_name: Option<String>,
    matched_by: Option<&'static str>,
    path: Vec<PathView>,
    steps: Vec<StepView>,
}

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct PathView {
    sha256: String,
    subject: String,
}

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct StepView {
    check: &'static str,
    position: Option<usize>,
    outcome: &'static str,
    message: String,
}

impl VerdictView {
    /// The facts of a verdict.
    pub(crate) fn new(verdict: &Verdict) -> Self {
        let matched = verdict.matched_by();
        Self {
            ok: verdict.is_ok(),
            error: verdict.refusal().map(Notice::new),
            matched_name: matched.map(|matched| name(&matched.identifier)),
            matched_by: matched.map(|matched| matched.rule.as_str()),
            path: verdict
                .path()
                .iter()
                .map(|certificate| PathView {
                    sha256: certificate.sha256().to_string(),
                    subject: certificate.display_name(),
                })
                .collect(),
            steps: verdict.steps().iter().map(StepView::new).collect(),
        }
    }

    /// The verdict and the steps for people; `question` says what was asked.
    pub(crate) fn text(&self, question: &str) -> Text {
        let mut text = Text::new();
        match &self.error {
            None => text.styled(Style::Good, format!("good: {question}")),
            Some(error) => {
                text.styled(Style::Bad, format!("not good: {question}"));
                text.append(error.text("because", Style::Bad));
            }
        }
        text.gap();
        text.styled(Style::Heading, "path");
        let rows = self
            .path
            .iter()
            .enumerate()
            .map(|(position, certificate)| vec![position.to_string(), certificate.subject.clone()]);
        text.columns(rows);
        text.gap();
        text.styled(Style::Heading, "steps");
        let rows = self.steps.iter().map(|step| {
            vec![
                step.mark().to_owned(),
                step.check.to_owned(),
                step.position
                    .map_or_else(|| "all".to_owned(), |position| position.to_string()),
                step.message.clone(),
            ]
        });
        text.columns(rows);
        text
    }
}

impl StepView {
    fn new(step: &Step) -> Self {
        Self {
            check: step.check.as_str(),
            position: step.position,
            outcome: step.outcome.as_str(),
            message: step.words.clone(),
        }
    }

    fn mark(&self) -> &'static str {
        match self.outcome {
            outcome if outcome == Outcome::Passed.as_str() => "ok",
            outcome if outcome == Outcome::Failed.as_str() => "NO",
            _ => "-",
        }
    }
}

/// The name without its kind.
fn name(identifier: &Identifier) -> String {
    match identifier {
        Identifier::Dns(pattern) | Identifier::CommonName(pattern) => pattern.to_string(),
        Identifier::Address(address) => address.to_string(),
        Identifier::Mx(host) => host.to_string(),
    }
}
