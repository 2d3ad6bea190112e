//! What the tests have in common: a table of MX hosts, and the steps around a commit.

use std::collections::BTreeMap;

use certcore::host::HostName;
use certstore::entry::{EntryId, Kind, Switch};

use crate::{
    commit::{Commit, CommitError, Committed, Level, MailHosts, NameService, Outcome, commit},
    init,
    specimen::Specimen,
};

/// A table of MX hosts; a domain that is not in it gets no answer.
#[derive(Default)]
pub(super) struct Table(pub(super) BTreeMap<HostName, MailHosts>);

impl NameService for Table {
    fn mail_hosts(&mut self, domain: &HostName) -> MailHosts {
        match self.0.get(domain) {
            Some(hosts) => hosts.clone(),
            None => MailHosts::NoAnswer {
                reason: "no server answered".to_owned(),
            },
        }
    }
}

pub(super) async fn run(specimen: &Specimen, request: &Commit) -> Result<Outcome, CommitError> {
    commit(&specimen.store, &specimen.actor(), request, &mut Table::default()).await
}

pub(super) async fn go(specimen: &Specimen) -> Committed {
    match run(specimen, &Commit::default()).await.unwrap() {
        Outcome::Committed(done) => done,
        Outcome::NothingStaged => panic!("something is staged"),
    }
}

/// The names of what refuses the commit.
pub(super) async fn reasons(specimen: &Specimen, request: &Commit) -> Vec<&'static str> {
    match run(specimen, request).await.unwrap_err() {
        CommitError::Refused(refusal) => refusal.reasons().map(|reason| reason.name).collect(),
        other => panic!("{other}"),
    }
}

pub(super) async fn refused(specimen: &Specimen) -> Vec<&'static str> {
    reasons(specimen, &Commit::default()).await
}

pub(super) fn accepting(names: &[&str]) -> Commit {
    Commit {
        accept: names.iter().map(|name| (*name).to_owned()).collect(),
        ..Commit::default()
    }
}

pub(super) fn told(done: &Committed) -> Vec<(&'static str, Level)> {
    done.findings
        .iter()
        .map(|finding| (finding.name, finding.level))
        .collect()
}

pub(super) async fn bind_listener(specimen: &Specimen, profiles: &[&str]) -> EntryId {
    specimen
        .stage_listener(init::LISTENER, init::INTERFACE, 25, profiles)
        .await
}

pub(super) async fn bind_outbound(specimen: &Specimen, profile: &str) {
    let id = EntryId::single(Kind::DestinationSettings).unwrap();
    let settings = certstore::entry::DestinationSettings {
        profile: Some(profile.to_owned()),
        alert_on_required_failure: Switch::Off,
    };
    specimen.stage(&id, Some(settings.into())).await;
}
