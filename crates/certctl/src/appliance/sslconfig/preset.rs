//! Taking the settings of a preset.

use certnet::tls::{Preset, TlsSettings};
use certops::sslconfig::{followed, preset};

use crate::{
    appliance::{findings::warn, workbench::Workbench},
    console::{Dialogue, Stop},
};

/// Asks for a preset and stages its settings for all services.
///
/// # Errors
///
/// [`Stop`].
pub(super) fn choose(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    services: &[TlsSettings],
) -> Result<(), Stop> {
    let words = Preset::ALL.map(Preset::as_str);
    let current = followed(services);
    let place = Preset::ALL.iter().position(|preset| Some(*preset) == current);
    let place = dialogue.choose("Choose the preset whose settings you want to use.", &words, place)?;
    let chosen = Preset::ALL.get(place).copied();
    match chosen.filter(|_| chosen != current) {
        None => Ok(()),
        Some(chosen) => {
            let (_, weak) = bench.wait(preset(bench.store(), &bench.actor(), chosen))?;
            Ok(warn(dialogue, &weak)?)
        }
    }
}
