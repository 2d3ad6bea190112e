//! How long the certificates in force last.

use certops::{
    place,
    status::{CertificateStatus, Status},
};
use serde::Serialize;
use serde_json::{Map, Value};

use super::revision::RevisionView;
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
    demo_bound: Vec<String>,
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
    used_by: Vec<String>,
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
            demo_bound: status.demo_bound.iter().map(place::user).collect(),
        }
    }

    /// The lines for people.
    pub(crate) fn text(&self) -> Text {
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
                    "{} pending; see certctl changes",
                    counted(pending, "change is", "changes are")
                ),
            ),
        }
        if !self.demo_bound.is_empty() {
            let users = self.demo_bound.join(", ");
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
            used_by: status.used_by.iter().map(place::user).collect(),
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
            self.used_by.join(", "),
        ]
    }
}
