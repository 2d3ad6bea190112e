//! The check of a store from one end to the other.

use super::{
    entries, history, material,
    report::{CheckFault, CheckReport, Findings},
};
use crate::{
    repository::{Access, BackendError},
    store::{error::StoreError, handle::Store},
};

impl Store {
    /// Checks the store: the database itself; every row of every revision against its type; that what entries name and
    /// hold is there, and listed; every fingerprint; that every sealed key opens and belongs to its certificate; and the
    /// chain of the audit log.
    ///
    /// It reads one consistent state while others write, and takes memory for the fingerprints, not for what they stand
    /// for.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store could not be read. What is wrong with it is a finding.
    pub async fn check(&self) -> Result<CheckReport, StoreError> {
        let mut findings = Findings::default();
        let mut report = CheckReport {
            versions: 0,
            entries: 0,
            staged: 0,
            revisions: 0,
            certificates: 0,
            requests: 0,
            keys: 0,
            audit: None,
            findings: Vec::new(),
        };
        if let Some(exposure) = self.backend.exposure() {
            findings.add(CheckFault::OpenToOthers, self.place(), exposure);
        }
        let looked = self.look(&mut report, &mut findings).await;
        match looked {
            // What a damaged database still gives has been looked at.
            Err(StoreError::Backend(BackendError::Corrupt { place, reason })) => {
                findings.add(CheckFault::Database, place, reason);
            }
            looked => looked?,
        }
        report.findings = findings.into_list();
        Ok(report)
    }

    async fn look(&self, report: &mut CheckReport, findings: &mut Findings) -> Result<(), StoreError> {
        for said in self.backend.check().await? {
            findings.add(CheckFault::Database, self.place(), said);
        }
        let mut repository = self.backend.begin(Access::Read).await?;
        let repository = &mut *repository;
        let material = material::check(repository, &self.data_key, findings).await?;
        report.certificates = material.certificates.len() as u64;
        report.requests = material.requests.len() as u64;
        report.keys = material.keys.len() as u64;
        let counted = entries::check(repository, &material, findings).await?;
        report.versions = counted.versions;
        report.entries = counted.in_force;
        report.staged = counted.staged;
        let revisions = history::revisions(repository, findings).await?;
        report.revisions = revisions.len() as u64;
        report.audit = Some(history::audit(repository, &revisions, findings).await?);
        readable(repository.edition().await, "the pending changes", findings)?;
        let mut after = i64::MIN;
        while let Some(page) = readable(repository.alerts(after, PAGE).await, "the alerts", findings)? {
            let Some((last, _)) = page.last() else { break };
            after = *last;
        }
        Ok(())
    }
}

/// Alerts that are held at one time.
const PAGE: u32 = 500;

/// What is not looked at row by row: a row that is not understood is a finding, and gives `None`.
fn readable<T>(
    read: Result<T, BackendError>,
    row: &str,
    findings: &mut Findings,
) -> Result<Option<T>, BackendError> {
    match read {
        Err(BackendError::Row { reason, .. }) => {
            findings.add(CheckFault::Row, row, reason);
            Ok(None)
        }
        read => read.map(Some),
    }
}
