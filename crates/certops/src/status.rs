//! How long every certificate in force lasts, and what uses it.

use std::collections::{BTreeMap, BTreeSet};

use certcore::fingerprint::Fingerprint;
use certstore::{
    entry::{Entry, EntryId, Kind},
    repository::{BackendError, CertificateFacts, RevisionRecord},
    store::{Reading, Store, StoreError},
};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    expiry::ExpiryRule,
    profile::state::{ProfileState, remaining_days},
};

/// The state of a store.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Status {
    /// The commit in force.
    pub head: Option<RevisionRecord>,
    /// How many changes are staged.
    pub pending: usize,
    /// How many entries of each kind are in force, in the order of kinds.
    pub entries: Vec<(Kind, u64)>,
    /// The certificates in force: of profiles, intermediates, and custom CAs; what ends first stands first.
    pub certificates: Vec<CertificateStatus>,
    /// The services that the demo certificate is bound to, where nobody can verify it.
    pub demo_bound: Vec<EntryId>,
}

/// A certificate in force.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CertificateStatus {
    /// What it is there for.
    pub role: Role,
    /// The name of the profile; of an intermediate or a CA the common name.
    pub name: String,
    /// What a list shows of it.
    pub facts: CertificateFacts,
    /// How it stands.
    pub state: CertificateState,
    /// The whole days that are left; negative once it ended.
    pub remaining_days: i64,
    /// What uses it: services use a profile, profiles use an intermediate, a list holds a CA.
    pub used_by: Vec<EntryId>,
    /// Whether a service sends it to its peers, or trusts it.
    pub in_use: bool,
}

impl Status {
    /// The certificates that services send or trust, and that expire in less than so many days or expired already.
    pub fn expiring_within(&self, days: u32, now: DateTime<Utc>) -> Vec<&CertificateStatus> {
        let expires = |one: &&CertificateStatus| {
            one.in_use && one.facts.not_after - now < TimeDelta::days(i64::from(days))
        };
        self.certificates.iter().filter(expires).collect()
    }
}

/// How a certificate in force stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CertificateState {
    /// It is a profile's own, and stands as the profile does.
    Profile(ProfileState),
    /// An intermediate or a CA that ended.
    Expired,
    /// An intermediate or a CA that ends soon.
    Expiring,
    /// An intermediate or a CA that lasts.
    Valid,
}

impl CertificateState {
    /// How an intermediate or a CA stands.
    pub fn of(facts: &CertificateFacts, now: DateTime<Utc>, rule: ExpiryRule) -> Self {
        if now > facts.not_after {
            Self::Expired
        } else if rule.is_expiring(facts, now) {
            Self::Expiring
        } else {
            Self::Valid
        }
    }

    /// The stable name: that of the profile's state, or `expired`, `expiring`, `valid`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Profile(state) => state.as_str(),
            Self::Expired => ProfileState::Expired.as_str(),
            Self::Expiring => ProfileState::Expiring.as_str(),
            Self::Valid => "valid",
        }
    }
}

/// What a certificate is there for.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Role {
    /// It is a profile's own.
    Profile,
    /// A profile serves it after its own.
    Intermediate,
    /// It was imported as a trusted authority.
    CustomCa,
}

impl Role {
    /// The stable name: `profile`, `intermediate`, `custom-ca`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Intermediate => "intermediate",
            Self::CustomCa => "custom-ca",
        }
    }
}

/// The state of the store at a time. No key is opened, and no certificate is read.
///
/// # Errors
///
/// [`StoreError`].
pub async fn status(store: &Store, now: DateTime<Utc>) -> Result<Status, StoreError> {
    let mut reading = store.read().await?;
    let head = reading.repository().revisions(1).await?.pop();
    let pending = reading.repository().staged().await?.len();
    let counts = reading.repository().counts().await?;
    let count = |kind: Kind| (kind, counts.get(&kind).copied().unwrap_or_default());
    let entries = Kind::ALL.map(count).to_vec();
    let rule = ExpiryRule::active(&mut reading).await?;
    let certificates = certificates(&mut reading, now, rule).await?;
    let demo = certificates
        .iter()
        .find(|one| one.role == Role::Profile && one.name == crate::init::DEMO);
    let demo = demo.filter(|one| one.state == CertificateState::Profile(ProfileState::Demo));
    Ok(Status {
        head,
        pending,
        entries,
        demo_bound: demo.map(|one| one.used_by.clone()).unwrap_or_default(),
        certificates,
    })
}

/// The certificates in force, what ends first standing first.
///
/// # Errors
///
/// [`StoreError`].
pub(crate) async fn certificates(
    reading: &mut Reading<'_>,
    now: DateTime<Utc>,
    rule: ExpiryRule,
) -> Result<Vec<CertificateStatus>, StoreError> {
    let mut users = users(reading).await?;
    let mut certificates = Vec::new();
    let mut served = BTreeSet::new();
    let mut above: BTreeMap<Fingerprint, BTreeSet<EntryId>> = BTreeMap::new();
    for row in reading.repository().profiles(None).await? {
        let Ok(id) = EntryId::profile(&row.name) else {
            continue;
        };
        for intermediate in &row.profile.intermediates {
            above.entry(*intermediate).or_default().insert(id.clone());
        }
        let state = ProfileState::of(&row.profile, row.profile.request, &row.certificate, now, rule);
        let used_by: Vec<EntryId> = users.remove(&id).unwrap_or_default().into_iter().collect();
        if !used_by.is_empty() {
            served.insert(id);
        }
        certificates.push(CertificateStatus {
            role: Role::Profile,
            name: row.name,
            remaining_days: remaining_days(row.certificate.not_after, now),
            facts: row.certificate,
            state: CertificateState::Profile(state),
            in_use: !used_by.is_empty(),
            used_by,
        });
    }
    let status = |role, facts: CertificateFacts, used_by: BTreeSet<EntryId>, in_use| CertificateStatus {
        role,
        name: facts.common_name.clone(),
        state: CertificateState::of(&facts, now, rule),
        remaining_days: remaining_days(facts.not_after, now),
        facts,
        used_by: used_by.into_iter().collect(),
        in_use,
    };
    for (fingerprint, profiles) in above {
        let facts = reading.certificate_facts(fingerprint).await?;
        let in_use = !profiles.is_disjoint(&served);
        certificates.push(status(Role::Intermediate, facts, profiles, in_use));
    }
    let list = match EntryId::new(Kind::CaList, "custom") {
        Ok(id) => reading.repository().entry(&id).await?,
        Err(_) => None,
    };
    if let Some(version) = list
        && let Entry::CaList(list) = version.entry
    {
        for fingerprint in list.certificates {
            let facts = reading.certificate_facts(fingerprint).await?;
            let holder = BTreeSet::from([version.id.clone()]);
            certificates.push(status(Role::CustomCa, facts, holder, list.enabled.is_on()));
        }
    }
    certificates.sort_by(|one, other| {
        (one.facts.not_after, one.role, &one.name).cmp(&(other.facts.not_after, other.role, &other.name))
    });
    Ok(certificates)
}

/// Who binds which profile.
async fn users(reading: &mut Reading<'_>) -> Result<BTreeMap<EntryId, BTreeSet<EntryId>>, BackendError> {
    let mut users: BTreeMap<EntryId, BTreeSet<EntryId>> = BTreeMap::new();
    for (user, target) in reading.repository().references().await? {
        users.entry(target).or_default().insert(user);
    }
    Ok(users)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        init, place,
        specimen::{Specimen, signed},
    };

    fn lines(status: &Status) -> Vec<String> {
        let line = |one: &CertificateStatus| {
            let users = place::users(&one.used_by);
            let (role, state) = (one.role.as_str(), one.state.as_str());
            format!("{role} {} {state} {} [{}]", one.name, one.remaining_days, users)
        };
        status.certificates.iter().map(line).collect()
    }

    #[tokio::test]
    async fn certificate_that_ends_first_stands_first_with_what_uses_it() {
        let mut specimen = Specimen::new().await;
        specimen.stage_profile("mx", 90).await;
        specimen.stage_profile("old", 20).await;
        specimen
            .stage_listener(init::LISTENER, init::INTERFACE, 25, &["mx"])
            .await;
        specimen.publish().await;
        specimen.pass_days(21);
        let status = status(&specimen.store, specimen.now).await.unwrap();
        assert_eq!(
            lines(&status),
            [
                "profile old expired -2 []",
                "profile mx self-signed 68 [inbound IncomingMail]",
                "profile Demo demo 3628 [https Management, outbound, ldap, url-filtering]",
            ]
        );
        assert_eq!(status.demo_bound.len(), 4);
    }

    #[tokio::test]
    async fn intermediates_and_custom_cas_are_valid_then_expiring_then_expired() {
        let mut specimen = Specimen::new().await;
        let (authority, leaf) = signed(specimen.now, 60);
        specimen.stage_chain("mx", &leaf, &authority).await;
        specimen.publish().await;
        for (days, left, own, state) in [
            (1, 58, "signed", "valid"),
            (39, 19, "expiring", "expiring"),
            (20, -1, "expired", "expired"),
        ] {
            specimen.pass_days(days);
            let status = status(&specimen.store, specimen.now).await.unwrap();
            assert_eq!(
                lines(&status)[..3],
                [
                    format!("profile mx {own} {left} []"),
                    format!("intermediate Example Root {state} {left} [profile mx]"),
                    format!("custom-ca Example Root {state} {left} [ca-list custom]"),
                ]
            );
        }
    }

    #[tokio::test]
    async fn what_is_sent_or_trusted_counts_as_expiring_within_days() {
        let mut specimen = Specimen::new().await;
        let (authority, _) = signed(specimen.now, 50);
        let (_, leaf) = signed(specimen.now, 60);
        specimen.stage_chain("mx", &leaf, &authority).await;
        specimen.stage_profile("spare", 40).await;
        specimen.publish().await;
        let within = async |specimen: &Specimen, days| {
            let status = status(&specimen.store, specimen.now).await.unwrap();
            let roles = status.expiring_within(days, specimen.now);
            roles.iter().map(|one| one.role.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(within(&specimen, 49).await, [""; 0]);
        assert_eq!(within(&specimen, 55).await, ["custom-ca"]);
        specimen
            .stage_listener(init::LISTENER, init::INTERFACE, 25, &["mx"])
            .await;
        specimen.publish().await;
        assert_eq!(within(&specimen, 55).await, ["intermediate", "custom-ca"]);
        assert_eq!(
            within(&specimen, 61).await,
            ["intermediate", "custom-ca", "profile"]
        );
        specimen.pass_days(100);
        assert_eq!(within(&specimen, 0).await.len(), 3);
    }

    #[tokio::test]
    async fn staged_changes_are_counted_and_do_not_count_as_in_force() {
        let specimen = Specimen::new().await;
        specimen.stage_profile("mx", 90).await;
        let status = status(&specimen.store, specimen.now).await.unwrap();
        assert_eq!((status.pending, status.certificates.len()), (1, 1));
        assert_eq!(status.head.unwrap().number.0, 1);
    }
}
