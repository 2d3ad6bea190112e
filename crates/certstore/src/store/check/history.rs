//! Revisions without a gap, and the chain of the audit log.

use super::report::{CheckFault, Findings};
use crate::{
    audit::Head,
    repository::{BackendError, Questions},
};

/// Rows that are held at one time.
const PAGE: u32 = 1000;

/// Looks at every revision; gives how many there are.
pub(super) async fn revisions(
    repository: &mut dyn Questions,
    findings: &mut Findings,
) -> Result<u64, BackendError> {
    let (mut last, mut count) = (0, 0);
    loop {
        let page = repository.inspect_revisions(last, PAGE).await?;
        if page.is_empty() {
            return Ok(count);
        }
        for (number, record) in page {
            count += 1;
            if number != last + 1 {
                let what = format!("after revision {last} comes revision {number}");
                findings.add(CheckFault::RevisionGap, format!("revision {number}"), what);
            }
            if let Err(what) = record {
                findings.add(CheckFault::Row, format!("revision {number}"), what);
            }
            last = number;
        }
    }
}

/// Follows the audit log from its first record to the one where it is known to end; gives the last sound one.
pub(super) async fn audit(
    repository: &mut dyn Questions,
    findings: &mut Findings,
) -> Result<Head, BackendError> {
    let mut head = Head::START;
    let found = follow(repository, &mut head).await;
    match found {
        Ok(None) => {}
        Ok(Some(what)) | Err(BackendError::Row { reason: what, .. }) => {
            findings.add(CheckFault::Audit, "the audit log", what);
        }
        Err(error) => return Err(error),
    }
    Ok(head)
}

async fn follow(repository: &mut dyn Questions, head: &mut Head) -> Result<Option<String>, BackendError> {
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
        }
    }
}
