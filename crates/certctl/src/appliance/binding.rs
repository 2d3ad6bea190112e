//! Binding the profiles that were chosen.

use certops::bind::{Place, bind, unbind};

use super::{findings::warn, workbench::Workbench};
use crate::console::{Dialogue, Stop};

/// Stages that a place uses the profiles `chosen`, none for no certificate, and shows what is to be said about it; nothing
/// happens when it uses exactly these already.
///
/// # Errors
///
/// [`Stop::Failed`] when they cannot be bound there.
pub(super) fn use_profiles(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    place: &Place,
    current: &[String],
    chosen: &[String],
) -> Result<(), Stop> {
    if current == chosen {
        return Ok(());
    }
    let actor = bench.actor();
    let bound = if chosen.is_empty() {
        bench.wait(unbind(bench.store(), &actor, place, &[]))?
    } else {
        bench.wait(bind(bench.store(), &actor, place, chosen))?
    };
    Ok(warn(dialogue, &bound.findings)?)
}
