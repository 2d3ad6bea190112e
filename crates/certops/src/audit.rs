//! The acts on the store, as its audit log tells them.

use certstore::{
    audit::Record,
    store::{Store, StoreError},
};

/// The last acts, the newest first.
///
/// # Errors
///
/// [`StoreError`].
pub async fn audit(store: &Store, limit: u32) -> Result<Vec<Record>, StoreError> {
    let mut reading = store.read().await?;
    let last = reading.repository().audit_head().await?.sequence;
    let first = last.saturating_sub(u64::from(limit)).saturating_add(1);
    let links = reading.repository().audit_links(first, limit).await?;
    Ok(links.into_iter().rev().map(|link| link.record).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::Specimen;

    #[tokio::test]
    async fn the_last_acts_stand_with_the_newest_first() {
        let specimen = Specimen::new().await;
        specimen.stage_profile("mx", 90).await;
        specimen.publish().await;
        let all = audit(&specimen.store, 100).await.unwrap();
        let sequences: Vec<u64> = all.iter().map(|record| record.sequence).collect();
        let expected: Vec<u64> = (1..=all.len() as u64).rev().collect();
        assert_eq!(sequences, expected);
        let last = audit(&specimen.store, 1).await.unwrap();
        assert_eq!(last, all[..1]);
        assert!(audit(&specimen.store, 0).await.unwrap().is_empty());
    }
}
