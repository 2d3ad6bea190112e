//! How long the certificates in force last.

use certops::status::{CertificateStatus, Role, Status};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    dates::{day, left},
    revision::RevisionView,
    users::UsersView,
};
use crate::{
    clock::rfc3339,
    terminal::{Cell, Style, Text, counted},
};

/// The state of a store.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StatusView {
    revision: Option<RevisionView>,
    pending: usize,
    entries: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiring_within_days: Option<u32>,
    certificates: Vec<CertificateStatusView>,
    demo_bound: UsersView,
}

/// A certificate in force.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CertificateStatusView {
    role: &'static str,
    name: String,
    common_name: String,
    issuer: String,
    sha256: String,
    not_before: String,
    not_after: String,
    state: &'static str,
    remaining_days: i64,
    used_by: UsersView,
    in_use: bool,
    #[serde(skip)]
    end: String,
}

impl StatusView {
    /// The state of a store.
    pub(crate) fn new(status: &Status) -> Self {
        let entries = status.entries.iter();
        Self {
            revision: status.head.as_ref().map(RevisionView::new),
            pending: status.pending,
            entries: entries
                .map(|(kind, count)| (kind.as_str().to_owned(), (*count).into()))
                .collect(),
            expiring_within_days: None,
            certificates: status
                .certificates
                .iter()
                .map(CertificateStatusView::new)
                .collect(),
            demo_bound: UsersView::new(&status.demo_bound),
        }
    }

    /// The same with those certificates only that services send or trust, and that expire within so many days.
    pub(crate) fn expiring(status: &Status, days: u32, now: DateTime<Utc>) -> Self {
        let expiring = status.expiring_within(days, now);
        Self {
            expiring_within_days: Some(days),
            certificates: expiring.into_iter().map(CertificateStatusView::new).collect(),
            ..Self::new(status)
        }
    }

    /// No when it was asked for certificates that expire, and there are some.
    pub(crate) fn is_yes(&self) -> bool {
        self.expiring_within_days.is_none() || self.certificates.is_empty()
    }

    /// The lines for people; `changes` is the command that shows what is pending.
    pub(crate) fn text(&self, changes: &str) -> Text {
        let mut text = Text::new();
        text.line(
            self.revision
                .as_ref()
                .map_or_else(|| "Nothing was committed yet".to_owned(), RevisionView::line),
        );
        match self.pending {
            0 => text.line("No changes are pending"),
            pending => text.styled(
                Style::Warning,
                format!(
                    "{} pending; see {changes}",
                    counted(pending, "change is", "changes are")
                ),
            ),
        }
        if !self.demo_bound.is_empty() {
            text.styled(
                Style::Warning,
                "The demo certificate, which nobody can verify, is served by",
            );
            for user in self.demo_bound.services() {
                text.styled(Style::Warning, format!("  {user}"));
            }
        }
        if let Some(days) = self.expiring_within_days {
            let (style, count) = match self.certificates.len() {
                0 => (Style::Good, "No certificate".to_owned()),
                count => (Style::Bad, counted(count, "certificate", "certificates")),
            };
            text.styled(
                style,
                format!("{count} that services send or trust expires within {days} days"),
            );
        }
        for (role, title) in [
            (Role::Profile, "profile"),
            (Role::Intermediate, "intermediate"),
            (Role::CustomCa, "custom CA"),
        ] {
            let mut rows = self
                .certificates
                .iter()
                .filter(|certificate| certificate.role == role.as_str())
                .map(|certificate| certificate.row(role))
                .peekable();
            if rows.peek().is_some() {
                text.gap();
                text.table(&[title, "state", "end", "left", "used by"], rows);
            }
        }
        text
    }
}

impl CertificateStatusView {
    fn new(status: &CertificateStatus) -> Self {
        Self {
            role: status.role.as_str(),
            name: status.name.clone(),
            common_name: status.facts.common_name.clone(),
            issuer: status.facts.issuer.clone(),
            sha256: status.facts.fingerprint.to_string(),
            not_before: rfc3339(status.facts.not_before),
            not_after: rfc3339(status.facts.not_after),
            state: status.state.as_str(),
            remaining_days: status.remaining_days,
            used_by: UsersView::new(&status.used_by),
            in_use: status.in_use,
            end: day(status.facts.not_after),
        }
    }

    /// The columns for people; that a profile uses an intermediate, and a list a CA, goes without saying.
    fn row(&self, role: Role) -> Vec<Cell> {
        let users = match role {
            Role::Profile => self.used_by.services(),
            Role::Intermediate | Role::CustomCa => self.used_by.names(),
        };
        vec![
            self.name.clone().into(),
            self.state.into(),
            self.end.clone().into(),
            left(self.remaining_days).into(),
            users.into(),
        ]
    }
}
