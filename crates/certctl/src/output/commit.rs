//! What a commit did, what its checks found, and the names that it compared.

use certops::commit::{CommitConflict, Finding, Level, NameComparison};
use serde::Serialize;

use super::place::PlaceView;
use crate::terminal::{Style, Text};

/// What a check found.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FindingView {
    name: &'static str,
    level: &'static str,
    entry: String,
    message: String,
}

impl FindingView {
    /// What a check found.
    pub(crate) fn new(finding: &Finding) -> Self {
        Self {
            name: finding.name,
            level: finding.level.as_str(),
            entry: finding.entry.to_string(),
            message: finding.message.clone(),
        }
    }

    /// The line for people.
    pub(crate) fn add_to(&self, text: &mut Text) {
        let style = if self.level == Level::Notice.as_str() {
            Style::Plain
        } else {
            Style::Warning
        };
        text.styled(style, format!("{}: {} [{}]", self.level, self.message, self.name));
    }
}

/// A change that stays staged.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ConflictView {
    entry: String,
    author: String,
    base: i64,
}

impl ConflictView {
    /// A change that stays staged.
    pub(crate) fn new(conflict: &CommitConflict) -> Self {
        Self {
            entry: conflict.id.to_string(),
            author: conflict.author.clone(),
            base: conflict.base.0,
        }
    }
}

/// The three values of the name rule.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ComparisonView {
    #[serde(flatten)]
    service: PlaceView,
    profile: String,
    certificate: Vec<String>,
    domain: Option<String>,
    mx: Option<Vec<String>>,
    mx_unknown: Option<String>,
    interface: String,
    agree: bool,
    hints: Vec<String>,
}

impl ComparisonView {
    /// The three values of the name rule.
    pub(crate) fn new(comparison: &NameComparison) -> Self {
        let hosts = comparison.mail_hosts.as_ref();
        let known = hosts.and_then(|hosts| hosts.as_ref().ok());
        Self {
            service: PlaceView::of(&comparison.service),
            profile: comparison.profile.clone(),
            certificate: comparison.certificate.clone(),
            domain: comparison.domain.as_ref().map(ToString::to_string),
            mx: known.map(|hosts| hosts.iter().map(ToString::to_string).collect()),
            mx_unknown: hosts
                .and_then(|hosts| hosts.as_ref().err())
                .map(|none| none.reason.clone()),
            interface: comparison.interface.to_string(),
            agree: comparison.agree,
            hints: comparison.hints.clone(),
        }
    }

    /// A table of the values side by side.
    pub(crate) fn table(comparisons: &[Self], text: &mut Text) {
        let row = |one: &Self| {
            let mx = match (&one.mx, &one.mx_unknown) {
                (Some(hosts), _) if hosts.is_empty() => "none".to_owned(),
                (Some(hosts), _) => hosts.join(", "),
                (None, Some(_)) => "no answer".to_owned(),
                (None, None) => String::new(),
            };
            vec![
                one.service.line(),
                one.profile.clone(),
                one.certificate.join(", "),
                one.domain.clone().unwrap_or_default(),
                mx,
                one.interface.clone(),
                if one.agree { "agree" } else { "differ" }.to_owned(),
            ]
        };
        let header = [
            "service",
            "profile",
            "certificate",
            "domain",
            "mx",
            "interface",
            "names",
        ];
        text.table(&header, comparisons.iter().map(row));
    }
}
