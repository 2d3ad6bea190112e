//! How long the certificates in force last.

use certops::status::{CertificateStatus, Status};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{revision::RevisionView, users::UsersView};
use crate::{
    clock::rfc3339,
    terminal::{Style, Text, counted},
};

/// The state of a store.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StatusView {
    revision: Option<RevisionView>,
    pending: usize,
    entries: Map<String, Value>,
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
            certificates: status
                .certificates
                .iter()
                .map(CertificateStatusView::new)
                .collect(),
            demo_bound: UsersView::new(&status.demo_bound),
        }
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
            let users = self.demo_bound.line();
            text.styled(
                Style::Warning,
                format!("The demo certificate, which nobody can verify, is served by {users}"),
            );
        }
        text.gap();
        let header = ["certificate", "for", "state", "end", "", "used by"];
        text.table(&header, self.certificates.iter().map(CertificateStatusView::row));
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
        }
    }

    fn row(&self) -> Vec<String> {
        let days = match self.remaining_days {
            ..0 => format!("{} days ago", self.remaining_days.unsigned_abs()),
            days => format!("{days} days left"),
        };
        vec![
            self.name.clone(),
            self.role.to_owned(),
            self.state.to_owned(),
            self.not_after.clone(),
            days,
            self.used_by.line(),
        ]
    }
}
