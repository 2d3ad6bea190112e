//! Revisions without a gap, and the chain of the audit log.

use std::collections::BTreeSet;

use super::report::{CheckFault, Findings};
use crate::{
    audit::Head,
    repository::{BackendError, Questions, RevisionNumber},
    store::writing::COMMIT,
};

/// Rows that are held at one time.
const PAGE: u32 = 1000;

/// Looks at every revision; gives their numbers.
pub(super) async fn revisions(
    repository: &mut dyn Questions,
    findings: &mut Findings,
) -> Result<Vec<i64>, BackendError> {
    let (mut after, mut last) = (i64::MIN, 0);
    let mut numbers = Vec::new();
    loop {
        let page = repository.inspect_revisions(after, PAGE).await?;
        if page.is_empty() {
            return Ok(numbers);
        }
        for (number, record) in page {
            numbers.push(number);
            if number != RevisionNumber(last).next().0 {
                let what = format!("after revision {last} comes revision {number}");
                findings.add(CheckFault::RevisionGap, format!("revision {number}"), what);
            }
            if let Err(what) = record {
                findings.add(CheckFault::Row, format!("revision {number}"), what);
            }
            (after, last) = (number, number);
        }
    }
}

/// Follows the audit log from its first record to the one where it is known to end; gives the last sound one. Each of the
/// `revisions` has its record there.
pub(super) async fn audit(
    repository: &mut dyn Questions,
    revisions: &[i64],
    findings: &mut Findings,
) -> Result<Head, BackendError> {
    let mut head = Head::START;
    let mut committed = BTreeSet::new();
    let found = match follow(repository, &mut head, &mut committed).await {
        Ok(None) => without_record(revisions, &committed),
        Ok(Some(what)) | Err(BackendError::Row { reason: what, .. }) => Some(what),
        Err(error) => return Err(error),
    };
    if let Some(what) = found {
        findings.add(CheckFault::Audit, "the audit log", what);
    }
    Ok(head)
}

/// The revisions that a log does not tell of, which is whole otherwise.
fn without_record(revisions: &[i64], committed: &BTreeSet<String>) -> Option<String> {
    let mut silent = revisions
        .iter()
        .filter(|number| !committed.contains(&subject(**number)));
    let first = silent.next()?;
    Some(match silent.count() {
        0 => format!("it has no record of revision {first}"),
        more => format!("it has no record of revision {first} and of {more} others"),
    })
}

fn subject(number: i64) -> String {
    format!("revision {number}")
}

async fn follow(
    repository: &mut dyn Questions,
    head: &mut Head,
    committed: &mut BTreeSet<String>,
) -> Result<Option<String>, BackendError> {
    loop {
        // From the first number on and not from the next one, so that none with a lower number is passed over.
        let first = if head.sequence == 0 {
            0
        } else {
            head.next_sequence()
        };
        let page = repository.audit_links(first, PAGE).await?;
        if page.is_empty() {
            let known = repository.audit_head().await?;
            return Ok(head.ends_at(&known).err().map(|broken| broken.to_string()));
        }
        for link in page {
            match head.follow(&link) {
                Ok(next) => *head = next,
                Err(broken) => return Ok(Some(broken.to_string())),
            }
            if link.record.action == COMMIT {
                committed.insert(link.record.subject);
            }
        }
    }
}
