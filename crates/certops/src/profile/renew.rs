//! Asking the CA for a new certificate for the same key.

use certcore::issue::Description;
use certstore::store::{Actor, Store};

use super::{
    asked::{AskError, Asked, ask},
    lookup,
    pending::{self, Pending},
};

/// What is renewed.
#[derive(Clone, Copy, Debug)]
pub struct Renew<'a> {
    /// The profile.
    pub name: &'a str,
    /// Who the certificate is for; `None` for the subject and the names of the current one.
    pub description: Option<&'a Description>,
    /// What happens to a request that waits already.
    pub pending: Pending,
}

/// Stages a new request under the profile's current key. The current certificate serves until the answer comes.
///
/// # Errors
///
/// [`AskError`]; nothing is staged then.
pub async fn renew(store: &Store, actor: &Actor, request: &Renew<'_>) -> Result<Asked, AskError> {
    let mut writing = store.write(actor).await?;
    let (_, profile) = lookup::existing(&mut writing, request.name).await?;
    pending::make_room(request.name, &profile, request.pending)?;
    let key = writing.private_key(profile.key).await?;
    let asked = ask(
        &mut writing,
        request.name,
        &key,
        request.description,
        request.pending,
    )
    .await?;
    writing.commit().await?;
    Ok(asked)
}
