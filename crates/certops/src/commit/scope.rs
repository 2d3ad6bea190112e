//! What a commit has to look at: what it touches, and what that binds or is bound by.

use std::collections::{BTreeMap, BTreeSet};

use certcore::x509::Certificate;
use certstore::{
    entry::{Entry, EntryId, Kind, Profile},
    store::StoreError,
};

use super::{finding::Cause, proposal::Proposal};

/// The profiles and bindings that a commit has to look at.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// The profiles that it touches, and those that a service it touches binds.
    pub(super) profiles: BTreeMap<EntryId, ProfileInScope>,
    /// The bindings of those profiles.
    pub(super) bindings: Vec<Binding>,
    /// The listeners and interfaces whose names or certificates may have changed.
    pub(super) servers: BTreeSet<EntryId>,
}

/// A profile with its certificates.
#[derive(Debug)]
pub(super) struct ProfileInScope {
    /// The profile.
    pub(super) profile: Profile,
    /// The served certificates, its own first.
    pub(super) chain: Vec<Certificate>,
    /// Whether this commit changes what is served, or binds it anew.
    pub(super) cause: Cause,
}

impl ProfileInScope {
    /// Its own certificate.
    pub(super) fn leaf(&self) -> Option<&Certificate> {
        self.chain.first()
    }
}

/// A service that uses a profile.
#[derive(Debug)]
pub(super) struct Binding {
    /// The entry that binds.
    pub(super) user: EntryId,
    /// The profile.
    pub(super) profile: EntryId,
    /// Whether this commit binds it or changes what it serves.
    pub(super) cause: Cause,
}

impl Scope {
    /// What the commit has to look at.
    pub(super) async fn of(proposal: &mut Proposal<'_, '_>) -> Result<Self, StoreError> {
        let mut scope = Self::default();
        let mut users = BTreeSet::new();
        for id in proposal.touched() {
            match id.kind() {
                Kind::Profile => {
                    scope.take_in(proposal, &id).await?;
                    users.extend(proposal.referrers(&id).await?);
                }
                Kind::Interface => {
                    let listeners = proposal.referrers(&id).await?;
                    scope.servers.extend(listeners);
                    users.insert(id);
                }
                Kind::SenderGroup | Kind::MailFlowPolicy => {
                    scope.servers.extend(listeners_of(proposal, &id).await?);
                }
                _ => {
                    users.insert(id);
                }
            }
        }
        for user in users {
            scope.bind(proposal, &user).await?;
        }
        Ok(scope)
    }

    /// Takes a profile in; answers whether it is there and what its cause is.
    async fn take_in(
        &mut self,
        proposal: &mut Proposal<'_, '_>,
        id: &EntryId,
    ) -> Result<Option<Cause>, StoreError> {
        if let Some(known) = self.profiles.get(id) {
            return Ok(Some(known.cause));
        }
        let Some(Entry::Profile(profile)) = proposal.entry(id).await? else {
            return Ok(None);
        };
        let cause = match proposal.in_force(id).await? {
            Some(Entry::Profile(before)) if serves_the_same(&before, &profile) => Cause::Earlier,
            _ => Cause::ThisCommit,
        };
        let chain = proposal.reading().certificates(profile.served()).await?;
        self.profiles.insert(
            id.clone(),
            ProfileInScope {
                profile,
                chain,
                cause,
            },
        );
        Ok(Some(cause))
    }

    async fn bind(&mut self, proposal: &mut Proposal<'_, '_>, user: &EntryId) -> Result<(), StoreError> {
        let Some(entry) = proposal.entry(user).await? else {
            return Ok(());
        };
        if matches!(user.kind(), Kind::Listener | Kind::Interface) {
            self.servers.insert(user.clone());
        }
        let before = proposal.in_force(user).await?;
        let before = before.map(|entry| entry.references(user)).unwrap_or_default();
        for id in entry.references(user) {
            if id.kind() != Kind::Profile {
                continue;
            }
            let Some(changed) = self.take_in(proposal, &id).await? else {
                continue;
            };
            let cause = if before.contains(&id) {
                changed
            } else {
                Cause::ThisCommit
            };
            if let (Cause::ThisCommit, Some(known)) = (cause, self.profiles.get_mut(&id)) {
                known.cause = cause;
            }
            self.bindings.push(Binding {
                user: user.clone(),
                profile: id,
                cause,
            });
        }
        Ok(())
    }
}

fn serves_the_same(one: &Profile, other: &Profile) -> bool {
    one.key == other.key && one.served().eq(other.served())
}

/// The listeners that a sender group or a policy counts for.
async fn listeners_of(
    proposal: &mut Proposal<'_, '_>,
    id: &EntryId,
) -> Result<BTreeSet<EntryId>, StoreError> {
    let groups = match id.kind() {
        Kind::SenderGroup => BTreeSet::from([id.clone()]),
        _ => proposal.referrers(id).await?,
    };
    let listeners = groups.iter().filter_map(|group| group.name().split_once('/'));
    Ok(listeners
        .filter_map(|(listener, _)| EntryId::new(Kind::Listener, listener).ok())
        .collect())
}
