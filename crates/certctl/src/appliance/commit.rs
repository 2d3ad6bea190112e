//! `commit`

use std::collections::BTreeSet;

use certops::commit::{Commit as Request, CommitError, Committed, Finding, Level, Outcome, Refusal, commit};

use super::{moment::shown, workbench::Workbench};
use crate::{
    console::{Command, Decision, Dialogue, Flow, Left, Stop},
    failure::Failure,
    material,
    name_service::DnsNames,
    output::{ComparisonView, FindingView},
    terminal::Text,
};

/// Puts what is staged in force.
pub(super) struct Commit;

impl Command<Workbench> for Commit {
    fn name(&self) -> &'static str {
        "commit"
    }

    fn help(&self) -> &'static str {
        "Put the staged changes in force"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        if bench.pending()? == 0 {
            dialogue.say("There is no data to commit.")?;
            return Ok(Flow::Prompt);
        }
        let question = "Please enter some comments describing your changes:";
        let comment = dialogue.text(question, "", |comment| Ok::<_, Failure>(comment.to_owned()))?;
        let mut request = Request {
            comment: Some(comment).filter(|comment| !comment.is_empty()),
            system: material::system(&mut bench.session).certificates,
            ..Request::default()
        };
        let mut told = Vec::new();
        loop {
            // Each round has the whole time for its look-ups.
            let mut names = DnsNames::new(None);
            let outcome = bench.wait(commit(bench.store(), &bench.actor(), &request, &mut names));
            match outcome {
                Ok(Outcome::NothingStaged) => {
                    dialogue.say("There is no data to commit.")?;
                    return Ok(Flow::Prompt);
                }
                Ok(Outcome::Committed(done)) => {
                    tell(dialogue, &done, &told)?;
                    return Ok(Flow::Prompt);
                }
                Err(CommitError::Refused(refusal)) => {
                    show(dialogue, fresh(&refusal.findings, &told))?;
                    request.accept.extend(accepted(dialogue, &refusal)?);
                    told.extend(refusal.findings);
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Asks about each finding that can be accepted; one that cannot, or is not, ends the commit.
fn accepted(dialogue: &mut Dialogue<'_>, refusal: &Refusal) -> Result<BTreeSet<String>, Stop> {
    let names: BTreeSet<&str> = refusal.reasons().map(|reason| reason.name).collect();
    if refusal.reasons().any(|reason| reason.level == Level::Refused) {
        return Err(not_committed(
            refusal,
            "what is refused above has to be put right first",
        ));
    }
    for name in &names {
        if dialogue.confirm(&format!("Accept {name}?"), Decision::No)? == Decision::No {
            return Err(not_committed(refusal, &format!("{name} was not accepted")));
        }
    }
    Ok(names.into_iter().map(str::to_owned).collect())
}

fn tell(dialogue: &mut Dialogue<'_>, done: &Committed, told: &[Finding]) -> Result<(), Left> {
    show(dialogue, fresh(&done.findings, told))?;
    let names: Vec<ComparisonView> = done.names.iter().map(ComparisonView::new).collect();
    if !names.is_empty() {
        let mut text = Text::new();
        ComparisonView::table(&names, &mut text);
        dialogue.show(&text)?;
    }
    dialogue.say(format!("Changes committed: {}", shown(done.revision.at)))?;
    dialogue.say(format!(
        "This is revision {}; every revision is kept for rollbackconfig.",
        done.revision.number
    ))
}

/// The findings that were not shown with a question of this commit.
fn fresh<'f>(findings: &'f [Finding], told: &'f [Finding]) -> impl Iterator<Item = &'f Finding> {
    let is_told = |finding: &Finding| {
        told.iter()
            .any(|told| told.name == finding.name && told.message == finding.message)
    };
    findings.iter().filter(move |finding| !is_told(finding))
}

fn show<'f>(dialogue: &mut Dialogue<'_>, findings: impl Iterator<Item = &'f Finding>) -> Result<(), Left> {
    let mut text = Text::new();
    for finding in findings {
        FindingView::new(finding).add_to(&mut text);
    }
    dialogue.show(&text)
}

/// A failure under the name of the first reason, which the findings above it tell.
fn not_committed(refusal: &Refusal, why: &str) -> Stop {
    let mut failure = Failure::new(refusal);
    failure.notice.message = format!("nothing was committed: {why}; all changes stay staged");
    failure.into()
}
