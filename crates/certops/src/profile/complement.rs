//! What the store holds of a chain, where the files that were given end too early.

use certcore::{
    chain::{Question, RepairError, repair},
    x509::Certificate,
};
use certstore::store::{Reading, StoreError};

/// The most certificates that are looked for above each other.
const MOST: usize = 8;

/// The certificates of the store that are served above those of `pile`, where a chain of them would lack its issuer or have
/// one that peers refuse, as one that has expired.
///
/// Roots are not taken out of the store: which ones a chain may end at, the lists of authorities say.
pub(super) async fn complement<E>(
    reading: &mut Reading<'_>,
    pile: &[Certificate],
    question: &Question<'_>,
) -> Result<Vec<Certificate>, E>
where
    E: From<RepairError> + From<StoreError>,
{
    let mut known = pile.to_vec();
    for _ in 0..MOST {
        let repaired = repair(&known, question)?;
        if repaired.is_complete() {
            break;
        }
        let mut held = Vec::new();
        for issuer in repaired.served().iter().map(|served| served.certificate.issuer()) {
            let Some(name) = issuer.common_name() else {
                continue;
            };
            let named = reading.repository().certificates_named(name).await;
            let named = named.map_err(StoreError::from)?;
            held.extend(named.into_iter().filter(|one| {
                one.is_authority()
                    && !one.is_self_signed()
                    && one.validity().contains(question.time)
                    && one.subject() == issuer
                    && !known.contains(one)
            }));
        }
        if held.is_empty() {
            break;
        }
        known.extend(held);
    }
    let served = repair(&known, question)?;
    let added = served
        .served()
        .iter()
        .filter(|served| served.position >= pile.len());
    Ok(added.map(|served| served.certificate.clone()).collect())
}
