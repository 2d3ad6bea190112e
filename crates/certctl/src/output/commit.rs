//! What a commit did, what its checks found, and the names that it compared.

use certops::commit::{Agreement, CommitConflict, Finding, Level, MailHosts, NameComparison};
use serde::Serialize;

use super::place::PlaceView;
use crate::terminal::{Style, Text, counted};

/// How many entries of a finding that several have are named.
const SHOWN: usize = 4;

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

    /// The lines for people. Where a finding says the same of several entries, one line names them.
    pub(crate) fn add_all(findings: &[Self], text: &mut Text) {
        let mut groups: Vec<(&Self, Vec<&str>)> = Vec::new();
        for finding in findings {
            let same = groups.iter_mut().find(|(first, _)| first.says_the_same(finding));
            match same {
                Some((_, entries)) => entries.push(&finding.entry),
                None => groups.push((finding, vec![&finding.entry])),
            }
        }
        for (first, entries) in groups {
            let message = first.message.replacen(&first.entry, &listed(&entries), 1);
            let finding = Self {
                message: if entries.len() > 1 {
                    message
                } else {
                    first.message.clone()
                },
                ..first.clone()
            };
            finding.add_to(text);
        }
    }

    /// Whether the messages differ only in the entry with which they begin.
    fn says_the_same(&self, other: &Self) -> bool {
        let (one, another) = (
            self.message.strip_prefix(&self.entry),
            other.message.strip_prefix(&other.entry),
        );
        (self.name, self.level) == (other.name, other.level) && one.is_some() && one == another
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

/// The first entries, and how many others there are.
fn listed(entries: &[&str]) -> String {
    let shown: Vec<&str> = entries.iter().take(SHOWN).copied().collect();
    let more = match entries.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {}", counted(more, "other", "others")),
    };
    format!("{}{more}", shown.join(", "))
}

/// A change in conflict.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ConflictView {
    entry: String,
    author: String,
    base: i64,
}

impl ConflictView {
    /// A change in conflict.
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
    mx_null: bool,
    interface: String,
    agree: bool,
    agreement: &'static str,
    hints: Vec<String>,
}

impl ComparisonView {
    /// The three values of the name rule.
    pub(crate) fn new(comparison: &NameComparison) -> Self {
        let (mx, mx_unknown) = match &comparison.mail_hosts {
            None => (None, None),
            Some(MailHosts::Known { hosts, .. }) => {
                (Some(hosts.iter().map(ToString::to_string).collect()), None)
            }
            Some(MailHosts::Null) => (Some(Vec::new()), None),
            Some(MailHosts::NoAnswer { reason }) => (None, Some(reason.clone())),
        };
        Self {
            service: PlaceView::of(&comparison.service),
            profile: comparison.profile.clone(),
            certificate: comparison.certificate.clone(),
            domain: comparison.domain.as_ref().map(ToString::to_string),
            mx,
            mx_unknown,
            mx_null: comparison.mail_hosts == Some(MailHosts::Null),
            interface: comparison.interface.to_string(),
            agree: comparison.agreement == Agreement::Agree,
            agreement: comparison.agreement.as_str(),
            hints: comparison.hints.clone(),
        }
    }

    /// A table of the values side by side.
    pub(crate) fn table(comparisons: &[Self], text: &mut Text) {
        let row = |one: &Self| {
            let mx = match (&one.mx, &one.mx_unknown) {
                _ if one.mx_null => "null".to_owned(),
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
                one.agreement.to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Colour;

    fn finding(name: &'static str, entry: &str, message: &str) -> FindingView {
        FindingView {
            name,
            level: Level::Notice.as_str(),
            entry: entry.to_owned(),
            message: message.to_owned(),
        }
    }

    #[test]
    fn what_is_said_of_many_profiles_is_one_line() {
        let mut findings: Vec<FindingView> = (1..=60)
            .map(|number| format!("profile p{number}"))
            .map(|entry| finding("self-signed", &entry, &format!("{entry}: it signed itself")))
            .collect();
        findings.push(finding(
            "demo-bound",
            "profile Demo",
            "the demo certificate is served",
        ));
        findings.push(finding("ending", "profile p1", "profile p1 ends in 3 days"));
        findings.push(finding("ending", "profile p2", "profile p2 ends in 4 days"));
        let mut text = Text::new();
        FindingView::add_all(&findings, &mut text);
        assert_eq!(
            text.render(Colour::None),
            "notice: profile p1, profile p2, profile p3, profile p4 and 56 others: it signed itself [self-signed]\n\
             notice: the demo certificate is served [demo-bound]\n\
             notice: profile p1 ends in 3 days [ending]\n\
             notice: profile p2 ends in 4 days [ending]\n"
        );
    }
}
