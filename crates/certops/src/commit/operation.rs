//! The commit itself.

use std::collections::{BTreeMap, BTreeSet};

use certcore::{
    diagnostic::{Diagnostic, error_names},
    host::HostName,
    x509::Certificate,
};
use certstore::{
    entry::EntryId,
    repository::{BackendError, RevisionNumber, RevisionRecord},
    store::{Actor, Store, StoreError},
};
use thiserror::Error;

use super::{
    acceptable::{self, NotAcceptable},
    check,
    finding::{Finding, Findings, Notices},
    mail_hosts::MailHosts,
    name_rule::{self, NameComparison, NameService},
    proposal::Proposal,
    scope::Scope,
};

/// How often the candidate may change under a commit that looks names up.
const ATTEMPTS: usize = 5;

/// What is asked of a commit.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Commit {
    /// Why, in the author's words.
    pub comment: Option<String>,
    /// The names of findings that do not refuse it.
    pub accept: BTreeSet<String>,
    /// What notices do.
    pub strictness: Strictness,
    /// The edition of the candidate that the author has looked at, if only that one shall be put in force.
    pub edition: Option<i64>,
    /// The roots that the operating system trusts.
    pub system: Vec<Certificate>,
}

/// What notices do.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Strictness {
    /// They are shown.
    #[default]
    Lenient,
    /// Those that this commit brings about refuse it unless they are accepted, and so do names that differ or that nobody could
    /// compare.
    Strict,
}

/// What a commit did.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// Nothing was staged.
    NothingStaged,
    /// Changes are in force.
    Committed(Committed),
}

/// A commit that went through.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Committed {
    /// Its record.
    pub revision: RevisionRecord,
    /// The entries that it changed, in the order of kinds and names.
    pub entries: Vec<EntryId>,
    /// What the checks found: accepted findings and notices.
    pub findings: Vec<Finding>,
    /// The names that were compared.
    pub names: Vec<NameComparison>,
}

/// Puts the candidate in force as one revision, when every check allows it.
///
/// Where another commit touched one of the entries after the author of a change had looked, nothing is committed. Names are
/// looked up between two transactions, so that nobody waits for DNS to write.
///
/// # Errors
///
/// [`CommitError`]; nothing is in force then that was not before, and all stays staged. The one exception is
/// [`BackendError::OutcomeUnknown`], after which both are possible.
pub async fn commit(
    store: &Store,
    actor: &Actor,
    request: &Commit,
    names: &mut dyn NameService,
) -> Result<Outcome, CommitError> {
    acceptable::check(&request.accept)?;
    let mut answers: BTreeMap<HostName, MailHosts> = BTreeMap::new();
    for _ in 0..ATTEMPTS {
        let wanted = wanted(store).await?;
        for domain in wanted {
            answers
                .entry(domain)
                .or_insert_with_key(|domain| names.mail_hosts(domain));
        }
        if let Some(outcome) = attempt(store, actor, request, &answers).await? {
            return Ok(outcome);
        }
    }
    Err(CommitError::Moving)
}

/// The domains whose MX hosts the candidate makes interesting.
async fn wanted(store: &Store) -> Result<BTreeSet<HostName>, CommitError> {
    let mut reading = store.read().await?;
    let changes = reading.repository().staged().await?;
    let mut proposal = Proposal::new(&mut reading, &changes);
    let scope = Scope::of(&mut proposal).await?;
    Ok(name_rule::domains(&mut proposal, &scope).await?)
}

/// Checks and commits; `None` when the candidate changed so that other names have to be looked up first.
async fn attempt(
    store: &Store,
    actor: &Actor,
    request: &Commit,
    answers: &BTreeMap<HostName, MailHosts>,
) -> Result<Option<Outcome>, CommitError> {
    let mut writing = store.write(actor).await?;
    if let Some(seen) = request.edition
        && seen != writing.repository().edition().await?
    {
        return Err(CommitError::CandidateChanged);
    }
    let changes = writing.repository().staged().await?;
    if changes.is_empty() {
        return Ok(Some(Outcome::NothingStaged));
    }
    let conflicts = writing.conflicts().await?;
    if !conflicts.is_empty() {
        let conflicts = conflicts.into_iter().map(|change| CommitConflict {
            id: change.id,
            author: change.author,
            base: change.base,
        });
        return Err(CommitError::Conflicts(CommitConflicts(conflicts.collect())));
    }
    let mut findings = Findings::default();
    let mut proposal = Proposal::new(&mut writing, &changes);
    let scope = Scope::of(&mut proposal).await?;
    let wanted = name_rule::domains(&mut proposal, &scope).await?;
    if !wanted.iter().all(|domain| answers.contains_key(domain)) {
        return Ok(None);
    }
    check::all(&mut proposal, &scope, &request.system, actor.at, &mut findings).await?;
    let names = name_rule::check(&mut proposal, &scope, answers, &mut findings).await?;
    let notices = match request.strictness {
        Strictness::Lenient => Notices::Show,
        Strictness::Strict => Notices::Refuse,
    };
    let findings = findings.judged(&request.accept, notices);
    if findings.iter().any(Finding::refuses) {
        return Err(CommitError::Refused(Refusal { findings, names }));
    }
    let revision = writing.publish(&changes, request.comment.as_deref()).await?;
    writing.commit().await?;
    Ok(Some(Outcome::Committed(Committed {
        revision,
        entries: changes.into_iter().map(|change| change.id).collect(),
        findings,
        names,
    })))
}

/// A staged change whose entry another commit touched.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "{id} was changed by another commit after {author} had looked at revision {base}; look at the change, clear it and make it again"
)]
pub struct CommitConflict {
    /// The entry.
    pub id: EntryId,
    /// Who staged the change.
    pub author: String,
    /// The last revision that they saw.
    pub base: RevisionNumber,
}

/// Staged changes in conflict, at least one; nothing of the candidate is committed.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("nothing was committed, because of changes in conflict: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct CommitConflicts(pub Vec<CommitConflict>);

error_names!(CommitConflicts {
    _ => "commit-conflict", "Another commit touched an entry after the author of a staged change had looked.";
});

/// What refuses a commit.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{}", sentences(findings))]
pub struct Refusal {
    /// All that the checks found, what refuses first.
    pub findings: Vec<Finding>,
    /// The names that were compared.
    pub names: Vec<NameComparison>,
}

impl Refusal {
    /// The findings that refuse.
    pub fn reasons(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.refuses())
    }
}

impl Diagnostic for Refusal {
    /// The name of the first reason.
    fn name(&self) -> &'static str {
        self.reasons()
            .next()
            .map_or("commit-refused", |reason| reason.name)
    }
}

fn sentences(findings: &[Finding]) -> String {
    let reasons = findings.iter().filter(|finding| finding.refuses());
    let sentences: Vec<&str> = reasons.map(|reason| reason.message.as_str()).collect();
    sentences.join("\n")
}

/// Why nothing was committed.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum CommitError {
    /// A finding is to be accepted that cannot be.
    #[error(transparent)]
    NotAcceptable(#[from] NotAcceptable),
    /// Checks refuse it.
    #[error(transparent)]
    Refused(Refusal),
    /// Staged changes are in conflict.
    #[error(transparent)]
    Conflicts(CommitConflicts),
    /// The candidate is not the one that its author has looked at.
    #[error("the candidate was changed after it was looked at; look at it again before you commit")]
    CandidateChanged,
    /// Others keep staging.
    #[error(
        "others changed the candidate again and again while the names were looked up; commit again when they are done"
    )]
    Moving,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<BackendError> for CommitError {
    fn from(error: BackendError) -> Self {
        Self::Store(error.into())
    }
}

error_names!(CommitError {
    Self::CandidateChanged => "candidate-changed", "The candidate is not the one that the author of a commit has looked at.";
    Self::Moving => "candidate-moving", "Others kept changing the candidate while a commit looked names up.";
    @via Self::NotAcceptable(error) => error;
    @via Self::Refused(refusal) => refusal;
    @via Self::Conflicts(conflicts) => conflicts;
    @via Self::Store(error) => error;
});
