//! Entries of every revision and of the candidate: understood, listed as they are, and complete.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    material::Material,
    report::{CheckFault, Findings},
};
use crate::{
    entry::{Entry, EntryId},
    repository::{BackendError, EntryVersion, InspectedEntry, Questions, RevisionNumber},
};

/// Rows that are held at one time.
const PAGE: u32 = 500;

/// How many there are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counted {
    pub(super) versions: u64,
    pub(super) in_force: u64,
    pub(super) staged: u64,
}

/// Looks at all of them.
pub(super) async fn check(
    repository: &mut dyn Questions,
    material: &Material,
    findings: &mut Findings,
) -> Result<Counted, BackendError> {
    let mut counted = Counted::default();
    let mut in_force: BTreeSet<EntryId> = BTreeSet::new();
    let mut named: BTreeMap<EntryId, BTreeSet<EntryId>> = BTreeMap::new();
    let mut after = i64::MIN;
    loop {
        let page = repository.inspect_entries(after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.number;
        for row in page {
            counted.versions += 1;
            match &row.version {
                Ok(version) => {
                    beside(&row, version, findings);
                    complete(&row.row, &version.entry, material, findings);
                    if version.until.is_none() {
                        let references = version.entry.references(&version.id);
                        if !references.is_empty() {
                            named.insert(version.id.clone(), references);
                        }
                        in_force.insert(version.id.clone());
                    }
                }
                Err(what) => findings.add(CheckFault::Row, row.row, what),
            }
        }
    }
    counted.in_force = in_force.len() as u64;
    for (id, references) in named {
        for missing in references.difference(&in_force) {
            let what = format!("it names {missing}, which is not in force");
            findings.add(CheckFault::Reference, id.to_string(), what);
        }
    }
    for what in repository.overlaps().await? {
        findings.add(CheckFault::Overlap, "the history", what);
    }
    let head = repository.head().await?;
    for (row, change) in repository.inspect_candidate().await? {
        counted.staged += 1;
        match change {
            Ok(change) => {
                if change.base > head || change.base < RevisionNumber::NONE {
                    let what = format!("it was seen from revision {}, which does not exist", change.base);
                    findings.add(CheckFault::Row, &row, what);
                }
                if let Some(entry) = &change.entry {
                    complete(&row, entry, material, findings);
                }
            }
            Err(what) => findings.add(CheckFault::Row, row, what),
        }
    }
    Ok(counted)
}

/// What is listed beside a version is what the version says.
fn beside(row: &InspectedEntry, version: &EntryVersion, findings: &mut Findings) {
    let references = match version.until {
        None => version.entry.references(&version.id),
        Some(_) => BTreeSet::new(),
    };
    let references: BTreeSet<(String, String)> = references
        .iter()
        .map(|id| (id.kind().to_string(), id.name().to_owned()))
        .collect();
    if references != row.references {
        let what = differences(&references, &row.references);
        findings.add(CheckFault::ReferenceList, &row.row, what);
    }
    let held = version.entry.material();
    let holdings: BTreeSet<(String, String)> = held
        .listed()
        .map(|(what, fingerprint)| (what.to_owned(), fingerprint.to_string()))
        .collect();
    if holdings != row.holdings {
        let what = differences(&holdings, &row.holdings);
        findings.add(CheckFault::HoldingList, &row.row, what);
    }
    let leaf = match &version.entry {
        Entry::Profile(profile) => Some(profile.certificate.to_string()),
        _ => None,
    };
    if leaf != row.leaf {
        let what = "the certificate that it is found by is not the one that it serves";
        findings.add(CheckFault::HoldingList, &row.row, what);
    }
}

fn differences(said: &BTreeSet<(String, String)>, listed: &BTreeSet<(String, String)>) -> String {
    let missing = said
        .difference(listed)
        .map(|(kind, name)| format!("{kind} {name} is not listed"));
    let surplus = listed
        .difference(said)
        .map(|(kind, name)| format!("{kind} {name} is listed and not in it"));
    missing.chain(surplus).collect::<Vec<_>>().join(", ")
}

/// What an entry holds is in the store, and its keys belong to their certificates and requests.
fn complete(row: &str, entry: &Entry, material: &Material, findings: &mut Findings) {
    for (what, fingerprint) in entry.material().listed() {
        let there = match what {
            "certificate" => material.certificates.contains_key(&fingerprint),
            "request" => material.requests.contains_key(&fingerprint),
            _ => material.keys.contains(&fingerprint),
        };
        if !there {
            let what = format!("the {what} {fingerprint} is not in the store");
            findings.add(CheckFault::Material, row, what);
        }
    }
    let Entry::Profile(profile) = entry else {
        return;
    };
    let certificate = material.certificates.get(&profile.certificate);
    if let Some(Some(of_certificate)) = certificate
        && *of_certificate != profile.key
    {
        let what = format!(
            "the key {} is not that of the certificate {}",
            profile.key, profile.certificate
        );
        findings.add(CheckFault::KeyPair, row, what);
    }
    if let Some(pending) = profile.request
        && let Some(Some(of_request)) = material.requests.get(&pending.request)
        && *of_request != pending.key
    {
        let what = format!(
            "the key {} is not that of the request {}",
            pending.key, pending.request
        );
        findings.add(CheckFault::KeyPair, row, what);
    }
}
