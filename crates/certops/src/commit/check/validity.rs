//! Certificates that are served are valid now, and for some time.

use certcore::{error_names, x509::Certificate};
use certstore::{
    entry::{EntryId, Kind},
    repository::CertificateFacts,
    store::StoreError,
};
use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::{
    commit::{finding::Findings, proposal::Proposal, scope::Scope},
    expiry::ExpiryRule,
    profile::state::remaining_days,
};

pub(super) async fn check(
    proposal: &mut Proposal<'_, '_>,
    scope: &Scope,
    now: DateTime<Utc>,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    let alerts = match EntryId::single(Kind::Alerts) {
        Some(id) => proposal.entry(&id).await?,
        None => None,
    };
    let rule = ExpiryRule::of(alerts.as_ref());
    for (id, known) in &scope.profiles {
        for certificate in &known.chain {
            if let Some(problem) = problem(id, certificate, now) {
                findings.refuse(id, known.cause, &problem);
            } else if rule.is_expiring(&CertificateFacts::of(certificate), now) {
                let ending = CertificateEnding {
                    profile: id.name().to_owned(),
                    subject: certificate.display_name(),
                    days: remaining_days(certificate.validity().not_after(), now),
                };
                findings.tell(id, known.cause, &ending);
            }
        }
    }
    Ok(())
}

fn problem(id: &EntryId, certificate: &Certificate, now: DateTime<Utc>) -> Option<ValidityProblem> {
    let profile = id.name().to_owned();
    let subject = certificate.display_name();
    let (not_before, not_after) = (
        certificate.validity().not_before(),
        certificate.validity().not_after(),
    );
    if now > not_after {
        return Some(ValidityProblem::Expired {
            profile,
            subject,
            not_after,
        });
    }
    if now < not_before {
        return Some(ValidityProblem::NotYet {
            profile,
            subject,
            not_before,
        });
    }
    None
}

/// A certificate that is not valid.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ValidityProblem {
    /// It is no longer valid.
    #[error("profile {profile} serves '{subject}', which ended on {}; renew it first", not_after.format("%Y-%m-%d %H:%M:%S UTC"))]
    Expired {
        /// The profile.
        profile: String,
        /// The certificate's subject.
        subject: String,
        /// When it ended.
        not_after: DateTime<Utc>,
    },
    /// It is not valid yet.
    #[error("profile {profile} serves '{subject}', which begins only on {}; commit it then, or correct this machine's clock", not_before.format("%Y-%m-%d %H:%M:%S UTC"))]
    NotYet {
        /// The profile.
        profile: String,
        /// The certificate's subject.
        subject: String,
        /// When it begins.
        not_before: DateTime<Utc>,
    },
}

/// A certificate that is not valid for long.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("profile {profile} serves '{subject}', which ends in {}; renew it", length(*days))]
pub struct CertificateEnding {
    /// The profile.
    pub profile: String,
    /// The certificate's subject.
    pub subject: String,
    /// In how many whole days.
    pub days: i64,
}

fn length(days: i64) -> String {
    match days {
        ..=0 => "less than a day".to_owned(),
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

error_names!(CertificateEnding {
    _ => "served-certificate-expiring", "A certificate that a commit puts in force ends soon.";
});

error_names!(ValidityProblem {
    Self::Expired { .. } => "served-certificate-expired", "A commit would serve a certificate that is no longer valid.";
    Self::NotYet { .. } => "served-certificate-not-yet-valid", "A commit would serve a certificate that is not valid yet.";
});
