//! Adding authorities to the custom list.

use std::collections::BTreeSet;

use certcore::{diagnostic::Diagnostic, error_names, fingerprint::Fingerprint, x509::Certificate};
use certstore::{
    entry::{CaList, EntryId},
    repository::Change,
    store::{Actor, Store, StoreError, Writing},
};
use chrono::{DateTime, Utc};
use thiserror::Error;

use super::{
    check::{CaProblem, CaProblems, MOST, check},
    names::CUSTOM,
};
use crate::edit::{EditError, changed, present, stage};

/// What became of authorities for the custom list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AddedAuthorities {
    /// The list.
    pub change: Change,
    /// Those that came into it, roots before what they issued.
    pub added: Vec<Certificate>,
    /// Those that stood twice and were left out.
    pub duplicates: Vec<Duplicate>,
}

/// An authority that was given twice, or is in the list already.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{subject} ({fingerprint}) is there already and was left out")]
pub struct Duplicate {
    /// Its subject.
    pub subject: String,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
}

error_names!(Duplicate {
    _ => "ca-duplicate", "An authority is in the list already, or was given twice.";
});

/// Stages authorities at the end of the custom list. All are checked, and one that cannot be listed keeps all out.
///
/// # Errors
///
/// [`CaListError`].
pub async fn add(
    store: &Store,
    actor: &Actor,
    certificates: Vec<Certificate>,
) -> Result<AddedAuthorities, CaListError> {
    let mut writing = store.write(actor).await?;
    let (id, before) = present::<CaList>(&mut writing, CUSTOM).await?;
    let listed = writing.certificates(before.certificates.iter().copied()).await?;
    let proposal = Proposal { id, before, listed };
    let added = proposal.stage(&mut writing, certificates, actor.at).await?;
    writing.commit().await?;
    Ok(added)
}

/// A list that shall become longer.
pub(super) struct Proposal {
    /// Which list.
    pub(super) id: EntryId,
    /// What it says.
    pub(super) before: CaList,
    /// What stays in it.
    pub(super) listed: Vec<Certificate>,
}

impl Proposal {
    /// Checks the new authorities and stages the list with them.
    pub(super) async fn stage(
        self,
        writing: &mut Writing<'_>,
        certificates: Vec<Certificate>,
        now: DateTime<Utc>,
    ) -> Result<AddedAuthorities, CaListError> {
        if certificates.is_empty() {
            return Err(CaListError::Nothing);
        }
        let mut known: BTreeSet<Fingerprint> = self.listed.iter().map(Certificate::sha256).collect();
        let (news, repeated): (Vec<_>, Vec<_>) = certificates
            .into_iter()
            .partition(|certificate| known.insert(certificate.sha256()));
        if known.len() > MOST {
            return Err(CaListError::TooMany { count: known.len() });
        }
        let new: BTreeSet<Fingerprint> = news.iter().map(Certificate::sha256).collect();
        let list = check(self.listed, news, now)?;
        let added: Vec<Certificate> = list
            .iter()
            .filter(|authority| new.contains(&authority.sha256()))
            .cloned()
            .collect();
        for certificate in &list {
            writing.add_certificate(certificate).await?;
        }
        let after = CaList {
            enabled: self.before.enabled,
            certificates: list.iter().map(Certificate::sha256).collect(),
        };
        let change = changed(self.id, Some(self.before), Some(after));
        stage(writing, std::slice::from_ref(&change)).await?;
        let duplicates = repeated
            .iter()
            .map(|certificate| Duplicate {
                subject: certificate.display_name(),
                fingerprint: certificate.sha256(),
            })
            .collect();
        Ok(AddedAuthorities {
            change,
            added,
            duplicates,
        })
    }
}

/// Why the custom list stays as it is.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum CaListError {
    /// There was no certificate.
    #[error("there is no certificate to put into the list")]
    Nothing,
    /// The list would be too long.
    #[error("the list would have {count} certificates; it holds {MOST} at most")]
    TooMany {
        /// How many there would be.
        count: usize,
    },
    /// Certificates cannot be in the list.
    #[error("the list stays as it is: {first}{}", also(.others))]
    Refused {
        /// Why the first one cannot.
        first: CaProblem,
        /// Why others cannot.
        others: Vec<CaProblem>,
    },
    /// See there.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl From<CaProblems> for CaListError {
    fn from(problems: CaProblems) -> Self {
        Self::Refused {
            first: problems.first,
            others: problems.others,
        }
    }
}

fn also(others: &[CaProblem]) -> String {
    let mut text = String::new();
    for problem in others {
        text.push_str("; ");
        text.push_str(&problem.to_string());
        text.push_str(" (");
        text.push_str(problem.name());
        text.push(')');
    }
    text
}

impl From<StoreError> for CaListError {
    fn from(error: StoreError) -> Self {
        Self::Edit(error.into())
    }
}

error_names!(CaListError {
    Self::Nothing => "ca-nothing-given", "No certificate was given for a list of authorities.";
    Self::TooMany { .. } => "ca-list-too-long", "A list of authorities would hold too many certificates.";
    @via Self::Refused { first, .. } => first;
    @via Self::Edit(error) => error;
});

#[cfg(test)]
mod tests {
    use certcore::{
        issue::{Authority, Description, Terms},
        key::{KeyAlgorithm, PrivateKey},
        x509::{Serial, Validity},
    };

    use super::*;
    use crate::{
        ca_list::{RemoveCaError, import, remove},
        edit,
        specimen::{Leaf, Specimen},
    };

    fn terms(now: DateTime<Utc>, days: u32) -> Terms {
        Terms {
            validity: Validity::for_days(now, days).unwrap(),
            serial: Serial::from_random([7; 16]),
            purposes: Vec::new(),
            ca_issuers: None,
        }
    }

    fn named(name: &str) -> Description {
        Description::builder().common_name(name).build().unwrap()
    }

    fn key() -> PrivateKey {
        PrivateKey::generate(KeyAlgorithm::EcP256).unwrap()
    }

    fn root(name: &str, now: DateTime<Utc>, days: u32) -> Authority<PrivateKey> {
        Authority::root(&named(name), key(), &terms(now, days)).unwrap()
    }

    fn intermediate(root: &Authority<PrivateKey>, now: DateTime<Utc>) -> Certificate {
        root.sign_authority(&named("Intermediate"), key().public(), &terms(now, 90))
            .unwrap()
    }

    async fn custom(specimen: &Specimen) -> Vec<Fingerprint> {
        let list: CaList = edit::show(&specimen.store, CUSTOM).await.unwrap();
        list.certificates
    }

    #[tokio::test]
    async fn roots_come_before_what_they_issued_and_repetitions_are_left_out() {
        let specimen = Specimen::new().await;
        let root = root("Root", specimen.now, 365);
        let below = intermediate(&root, specimen.now);
        let top = root.certificate().clone();
        let given = vec![below.clone(), top.clone(), below.clone()];
        let added = add(&specimen.store, &specimen.actor(), given).await.unwrap();
        assert_eq!(added.added, [top.clone(), below.clone()]);
        assert_eq!(added.duplicates.len(), 1);
        assert_eq!(custom(&specimen).await, [top.sha256(), below.sha256()]);
        let again = add(&specimen.store, &specimen.actor(), vec![top]).await.unwrap();
        assert_eq!((again.added.len(), again.duplicates.len()), (0, 1));
    }

    #[tokio::test]
    async fn each_check_refuses_by_its_name_and_nothing_is_staged() {
        let mut specimen = Specimen::new().await;
        let old = root("Old", specimen.now, 10).certificate().clone();
        let orphan = intermediate(&root("Absent", specimen.now, 365), specimen.now);
        let leaf = Leaf::new(specimen.now, 90).certificate;
        specimen.pass_days(11);
        for (certificate, name) in [
            (old, "ca-expired"),
            (orphan, "ca-root-missing"),
            (leaf, "ca-flag-missing"),
        ] {
            let refused = add(&specimen.store, &specimen.actor(), vec![certificate]).await;
            assert_eq!(refused.unwrap_err().name(), name);
        }
        assert_eq!(
            add(&specimen.store, &specimen.actor(), Vec::new()).await,
            Err(CaListError::Nothing)
        );
        assert_eq!(custom(&specimen).await, []);
    }

    #[tokio::test]
    async fn all_that_is_wrong_is_said_at_once() {
        let specimen = Specimen::new().await;
        let orphan = intermediate(&root("Absent", specimen.now, 365), specimen.now);
        let leaf = Leaf::new(specimen.now, 90).certificate;
        let refused = add(&specimen.store, &specimen.actor(), vec![orphan, leaf]).await;
        let text = refused.unwrap_err().to_string();
        assert!(
            text.contains("CA:TRUE") && text.contains("(ca-root-missing)"),
            "{text}"
        );
    }

    #[tokio::test]
    async fn an_import_replaces_the_list() {
        let specimen = Specimen::new().await;
        let (one, two) = (
            root("One", specimen.now, 90).certificate().clone(),
            root("Two", specimen.now, 90).certificate().clone(),
        );
        add(&specimen.store, &specimen.actor(), vec![one]).await.unwrap();
        import(&specimen.store, &specimen.actor(), vec![two.clone()])
            .await
            .unwrap();
        assert_eq!(custom(&specimen).await, [two.sha256()]);
    }

    #[tokio::test]
    async fn a_root_stays_while_its_intermediate_is_listed() {
        let specimen = Specimen::new().await;
        let root = root("Root", specimen.now, 365);
        let below = intermediate(&root, specimen.now);
        let top = root.certificate().clone();
        add(
            &specimen.store,
            &specimen.actor(),
            vec![top.clone(), below.clone()],
        )
        .await
        .unwrap();
        let prefix = |certificate: &Certificate| certificate.sha256().to_string()[..12].parse().unwrap();
        let (store, actor) = (&specimen.store, specimen.actor());
        let refused = remove(store, &actor, &[prefix(&top)]).await.unwrap_err();
        assert_eq!(refused.name(), "ca-root-missing");
        remove(store, &actor, &[prefix(&top), prefix(&below)])
            .await
            .unwrap();
        assert_eq!(custom(&specimen).await, []);
        let unknown = remove(store, &actor, &[prefix(&top)]).await;
        assert!(matches!(unknown, Err(RemoveCaError::Missing { .. })));
    }
}
