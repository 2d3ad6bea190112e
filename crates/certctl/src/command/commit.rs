//! `certctl commit`

use certops::commit::{
    Commit as Request, CommitConflicts, CommitError, Committed, Level, Outcome, Refusal, Strictness, commit,
};
use serde::Serialize;

use crate::{
    cli::candidate::Commit,
    exit::Exit,
    failure::Failure,
    material,
    name_service::DnsNames,
    output::{ComparisonView, ConflictView, FindingView, RevisionView},
    report::Report,
    session::Session,
    stored,
    terminal::{Style, Text, counted},
};

#[derive(Default, Serialize)]
struct Facts {
    revision: Option<RevisionView>,
    changed: Vec<String>,
    findings: Vec<FindingView>,
    names: Vec<ComparisonView>,
}

/// What a program reads beside the error of a commit that was refused.
#[derive(Serialize)]
struct RefusedFacts {
    findings: Vec<FindingView>,
    names: Vec<ComparisonView>,
}

/// What a program reads beside the error of a commit with changes in conflict.
#[derive(Serialize)]
struct ConflictFacts {
    conflicts: Vec<ConflictView>,
}

/// Puts what is staged in force.
pub(crate) fn run(arguments: &Commit, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let request = Request {
        comment: arguments.message.clone(),
        accept: arguments.accept.iter().cloned().collect(),
        strictness: if arguments.strict {
            Strictness::Strict
        } else {
            Strictness::Lenient
        },
        edition: arguments.edition,
        system: material::system(session).certificates,
    };
    let mut names = DnsNames::new(arguments.dns.as_ref());
    let outcome = opened.wait(commit(&opened.store, &opened.actor, &request, &mut names));
    match outcome {
        Ok(Outcome::NothingStaged) => {
            let mut text = Text::new();
            text.line("There is no data to commit.");
            Report::new(text, &Facts::default())
        }
        Ok(Outcome::Committed(done)) => committed(&done),
        Err(CommitError::Refused(refusal)) => Err(refused(&refusal)),
        Err(CommitError::Conflicts(conflicts)) => Err(in_conflict(&conflicts)),
        Err(error) => Err(error.into()),
    }
}

fn committed(done: &Committed) -> Result<Report, Failure> {
    let facts = Facts {
        revision: Some(RevisionView::new(&done.revision)),
        changed: done.entries.iter().map(ToString::to_string).collect(),
        findings: done.findings.iter().map(FindingView::new).collect(),
        names: done.names.iter().map(ComparisonView::new).collect(),
    };
    let mut text = Text::new();
    let count = counted(facts.changed.len(), "entry", "entries");
    text.styled(
        Style::Good,
        format!("Committed revision {}: {count} changed", done.revision.number),
    );
    for entry in &facts.changed {
        text.line(format!("  {entry}"));
    }
    if !facts.names.is_empty() {
        text.gap();
        ComparisonView::table(&facts.names, &mut text);
    }
    if !facts.findings.is_empty() {
        text.gap();
        FindingView::add_all(&facts.findings, &mut text);
    }
    Report::new(text, &facts)
}

fn in_conflict(conflicts: &CommitConflicts) -> Failure {
    let facts = ConflictFacts {
        conflicts: conflicts.0.iter().map(ConflictView::new).collect(),
    };
    let hint = "see them: `certctl changes`; take one back: `certctl clear ENTRY`".to_owned();
    Failure {
        exit: Exit::No,
        ..Failure::new(conflicts).with_hints(vec![hint]).with_facts(&facts)
    }
}

/// The first reason is the error; the others and what can be accepted are hints.
fn refused(refusal: &Refusal) -> Failure {
    let reasons: Vec<_> = refusal.reasons().collect();
    let mut hints: Vec<String> = reasons
        .iter()
        .skip(1)
        .map(|reason| format!("also: {} [{}]", reason.message, reason.name))
        .collect();
    let mut acceptable: Vec<&str> = Vec::new();
    for reason in reasons.iter().filter(|reason| reason.level == Level::Acceptable) {
        if !acceptable.contains(&reason.name) {
            acceptable.push(reason.name);
        }
    }
    if !acceptable.is_empty() {
        let accept: Vec<String> = acceptable.iter().map(|name| format!("--accept {name}")).collect();
        let accept = accept.join(" ");
        hints.push(if reasons.iter().any(|reason| reason.level == Level::Refused) {
            format!("correct what cannot be accepted first; if the rest is meant, add {accept} then")
        } else {
            format!("if that is meant, add {accept}")
        });
    }
    let mut failure = Failure::new(refusal);
    if let Some(first) = reasons.first() {
        failure.notice.message.clone_from(&first.message);
    }
    failure.with_hints(hints).with_facts(&RefusedFacts {
        findings: refusal.findings.iter().map(FindingView::new).collect(),
        names: refusal.names.iter().map(ComparisonView::new).collect(),
    })
}
