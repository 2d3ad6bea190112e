//! What a check found, and what it means for the commit.

use std::collections::BTreeSet;

use certcore::diagnostic::Diagnostic;
use certstore::entry::EntryId;

/// What a finding means for the commit.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Level {
    /// It refuses the commit.
    Refused,
    /// It refuses the commit unless its name is accepted.
    Acceptable,
    /// It would have refused, and its name was accepted.
    Accepted,
    /// It is good to know.
    Notice,
}

impl Level {
    /// The stable name: `refused`, `acceptable`, `accepted`, `notice`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Acceptable => "acceptable",
            Self::Accepted => "accepted",
            Self::Notice => "notice",
        }
    }
}

/// What a check found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
    /// The stable name.
    pub name: &'static str,
    /// What it means for the commit.
    pub level: Level,
    /// The entry that it is about.
    pub entry: EntryId,
    /// What is wrong, and what to do.
    pub message: String,
}

impl Finding {
    /// Whether it refuses the commit.
    pub const fn refuses(&self) -> bool {
        matches!(self.level, Level::Refused | Level::Acceptable)
    }
}

/// Whether this commit brought a problem about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Cause {
    /// It touches the entry or binds it anew.
    ThisCommit,
    /// It was so before.
    Earlier,
}

/// All that the checks found.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<(Finding, Cause)>);

impl Findings {
    /// A problem that refuses the commit that brings it about.
    pub(super) fn refuse(&mut self, entry: &EntryId, cause: Cause, problem: &impl Diagnostic) {
        self.add(entry, cause, Level::Refused, problem.name(), problem.to_string());
    }

    /// A problem that must be accepted by the commit that brings it about.
    pub(super) fn ask(&mut self, entry: &EntryId, cause: Cause, problem: &impl Diagnostic) {
        self.add(
            entry,
            cause,
            Level::Acceptable,
            problem.name(),
            problem.to_string(),
        );
    }

    /// Something to know.
    pub(super) fn tell(&mut self, entry: &EntryId, cause: Cause, problem: &impl Diagnostic) {
        self.add(entry, cause, Level::Notice, problem.name(), problem.to_string());
    }

    /// A finding whose name comes from elsewhere. What this commit did not bring about is only told.
    pub(super) fn add(
        &mut self,
        entry: &EntryId,
        cause: Cause,
        level: Level,
        name: &'static str,
        message: String,
    ) {
        let finding = Finding {
            name,
            level: match cause {
                Cause::ThisCommit => level,
                Cause::Earlier => Level::Notice,
            },
            entry: entry.clone(),
            message,
        };
        if !self.0.iter().any(|(other, _)| *other == finding) {
            self.0.push((finding, cause));
        }
    }

    /// The findings, those that refuse first, with the accepted ones marked.
    pub(super) fn judged(self, accept: &BTreeSet<String>, notices: Notices) -> Vec<Finding> {
        let judge = |(mut finding, cause): (Finding, Cause)| {
            finding.level = match (finding.level, notices, cause) {
                (Level::Acceptable, ..) if accept.contains(finding.name) => Level::Accepted,
                (Level::Notice, Notices::Refuse, Cause::ThisCommit) if accept.contains(finding.name) => {
                    Level::Accepted
                }
                (Level::Notice, Notices::Refuse, Cause::ThisCommit) => Level::Acceptable,
                (level, ..) => level,
            };
            finding
        };
        let mut findings: Vec<Finding> = self.0.into_iter().map(judge).collect();
        findings.sort_by(|one, other| (one.level, &one.entry).cmp(&(other.level, &other.entry)));
        findings
    }
}

/// What notices do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Notices {
    /// They are shown.
    Show,
    /// They refuse the commit that brings them about, unless they are accepted.
    Refuse,
}
