//! Certificate profiles: what their verbs say of certificates and requests.

use certcore::x509::CertificateRequest;
use certops::profile::{
    list::Listed,
    show::Shown,
    state::{Standing, remaining_days},
    versions::Version,
};
use certstore::{entry::ProfileOrigin, repository::CertificateFacts};
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{
    certificate::{CertificateView, or_none, purposes},
    dates::{day, left},
    key::KeyView,
    names::NamesView,
    request::{RequestView, purposes_line},
    standing::Staged,
    users::UsersView,
};
use crate::{
    clock::rfc3339,
    terminal::{Cell, Style, Text},
};

/// A certificate in a list.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct HeldView {
    common_name: String,
    issuer: String,
    not_before: String,
    not_after: String,
    sha256: String,
}

impl HeldView {
    /// What a list shows of a certificate.
    pub(crate) fn new(facts: &CertificateFacts) -> Self {
        Self {
            common_name: facts.common_name.clone(),
            issuer: facts.issuer.clone(),
            not_before: rfc3339(facts.not_before),
            not_after: rfc3339(facts.not_after),
            sha256: facts.fingerprint.to_string(),
        }
    }

    /// Name, issuer and end, in one line.
    pub(crate) fn line(&self) -> String {
        format!(
            "{}, by {}, until {}",
            self.common_name, self.issuer, self.not_after
        )
    }
}

/// A request for the CA, in short.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct AskedView {
    subject: String,
    names: NamesView,
    purposes: Option<Vec<String>>,
    key: KeyView,
    sha256: String,
    #[serde(skip)]
    key_line: String,
}

impl AskedView {
    /// What a request asks for.
    pub(crate) fn new(request: &CertificateRequest) -> Self {
        Self {
            subject: request.subject().to_string(),
            names: NamesView::new(request.alternative_names()),
            purposes: purposes(request.extensions().extended_key_usage.as_deref()),
            key: KeyView::new(request.public_key()),
            sha256: request.sha256().to_string(),
            key_line: KeyView::line(request.public_key()),
        }
    }

    /// The facts for people.
    pub(crate) fn facts(&self) -> Vec<(&'static str, Vec<String>)> {
        let mut facts = vec![("subject", vec![or_none(&self.subject)])];
        facts.extend(self.names.facts());
        facts.push(("purposes", vec![purposes_line(self.purposes.as_deref())]));
        facts.push(("key", vec![self.key_line.clone()]));
        facts
    }
}

/// A profile in a list.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct ListedView {
    name: String,
    state: &'static str,
    standing: &'static str,
    remaining_days: i64,
    certificate: HeldView,
    ends_first: Option<EndsFirstView>,
    used_by: UsersView,
}

/// An intermediate that ends before the certificate below it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct EndsFirstView {
    remaining_days: i64,
    #[serde(flatten)]
    intermediate: HeldView,
}

impl ListedView {
    /// The facts of a row.
    pub(crate) fn new(listed: &Listed, now: DateTime<Utc>) -> Self {
        let ends_first = listed.intermediate.as_ref().map(|facts| EndsFirstView {
            remaining_days: remaining_days(facts.not_after, now),
            intermediate: HeldView::new(facts),
        });
        Self {
            ends_first,
            name: listed.name.clone(),
            state: listed.state.as_str(),
            standing: listed.standing.as_str(),
            remaining_days: listed.remaining_days,
            certificate: HeldView::new(&listed.certificate),
            used_by: UsersView::new(&listed.users),
        }
    }

    /// The columns for people: name, state, days, users, whether it is staged.
    pub(crate) fn row(&self) -> Vec<Cell> {
        let staged = Staged::from(self.standing != Standing::InForce.as_str());
        vec![
            self.name.clone().into(),
            self.state.into(),
            self.left().into(),
            self.used_by.services().into(),
            staged.mark().into(),
        ]
    }
}

impl ListedView {
    fn left(&self) -> String {
        let own = left(self.remaining_days);
        match &self.ends_first {
            Some(first) => format!("{own}; intermediate {}", left(first.remaining_days)),
            None => own,
        }
    }
}

/// A version of a profile.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct VersionView {
    since: i64,
    until: Option<i64>,
    author: String,
    at: String,
    comment: Option<String>,
    origin: &'static str,
    certificate: HeldView,
    key_sha256: String,
    request: Option<WaitedView>,
    #[serde(skip)]
    date: String,
    #[serde(skip)]
    end: String,
}

/// The request of a version, by its fingerprints.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct WaitedView {
    sha256: String,
    key_sha256: String,
}

impl VersionView {
    /// The facts of a version.
    pub(crate) fn new(version: &Version) -> Self {
        Self {
            since: version.since.0,
            until: version.until.map(|until| until.0),
            author: version.author.clone(),
            at: rfc3339(version.at),
            comment: version.comment.clone(),
            origin: origin(version.profile.origin),
            certificate: HeldView::new(&version.certificate),
            key_sha256: version.profile.key.to_string(),
            request: version.profile.request.map(|pending| WaitedView {
                sha256: pending.request.to_string(),
                key_sha256: pending.key.to_string(),
            }),
            date: day(version.at),
            end: day(version.certificate.not_after),
        }
    }

    /// The certificate in one line.
    pub(crate) fn certificate_line(&self) -> String {
        self.certificate.line()
    }

    /// The columns for people: revision, day, author, origin, the certificate's end, the key of the request.
    pub(crate) fn row(&self) -> Vec<String> {
        let standing = self
            .until
            .map_or_else(|| "in force".to_owned(), |until| format!("until {until}"));
        vec![
            format!("{}, {standing}", self.since),
            self.date.clone(),
            self.author.clone(),
            self.origin.to_owned(),
            self.end.clone(),
            self.request
                .as_ref()
                .map_or_else(String::new, WaitedView::short_key),
        ]
    }
}

impl WaitedView {
    /// As much of the key's fingerprint as tells it from others.
    fn short_key(&self) -> String {
        self.key_sha256.chars().take(16).chain(['…']).collect()
    }
}

/// Everything about a profile.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct ShownView {
    name: String,
    state: &'static str,
    standing: &'static str,
    revision: Option<i64>,
    origin: &'static str,
    remaining_days: i64,
    used_by: UsersView,
    chain: Vec<CertificateView>,
    request: Option<WaitingView>,
}

/// A request that waits for its answer.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct WaitingView {
    committed: bool,
    #[serde(flatten)]
    request: RequestView,
}

impl ShownView {
    /// The facts of a profile.
    pub(crate) fn new(shown: &Shown) -> Self {
        let chain = std::iter::once(&shown.certificate).chain(&shown.intermediates);
        Self {
            name: shown.name.clone(),
            state: shown.state.as_str(),
            standing: shown.standing.as_str(),
            revision: shown.since.map(|since| since.0),
            origin: origin(shown.profile.origin),
            remaining_days: shown.remaining_days,
            used_by: UsersView::new(&shown.users),
            chain: chain
                .map(|certificate| CertificateView::new(certificate, None))
                .collect(),
            request: shown.request.as_ref().map(|waiting| WaitingView {
                committed: waiting.standing == Standing::InForce,
                request: RequestView::new(&waiting.request, None),
            }),
        }
    }

    /// The facts for people.
    pub(crate) fn text(&self, now: DateTime<Utc>) -> Text {
        let mut text = Text::new();
        text.styled(Style::Heading, format!("profile {}", self.name));
        let standing = match self.revision {
            Some(revision) => format!("in force since revision {revision}"),
            None => format!("{}, not committed", self.standing),
        };
        let users = if self.used_by.is_empty() {
            vec!["nothing".to_owned()]
        } else {
            self.used_by.services()
        };
        text.facts([
            ("state", vec![self.state.to_owned()]),
            ("standing", vec![standing]),
            ("used by", users),
        ]);
        for (place, certificate) in self.chain.iter().enumerate() {
            let heading = match place {
                0 => "certificate".to_owned(),
                place => format!("intermediate {place}"),
            };
            text.gap();
            text.append(certificate.text(&heading, now));
        }
        if let Some(waiting) = &self.request {
            let heading = if waiting.committed {
                "request that waits for its answer"
            } else {
                "request, not committed"
            };
            text.gap();
            text.append(waiting.request.text(heading));
        }
        text
    }
}

const fn origin(origin: ProfileOrigin) -> &'static str {
    match origin {
        ProfileOrigin::Demo => "demo",
        ProfileOrigin::SelfSigned => "self-signed",
        ProfileOrigin::Signed => "signed",
        ProfileOrigin::Imported => "imported",
    }
}
