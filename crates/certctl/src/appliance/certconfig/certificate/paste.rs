//! PASTE: a profile from pasted text.

use super::{
    fqdn,
    import::{stage, target},
};
use crate::{
    appliance::{certconfig::material, workbench::Workbench},
    console::{Dialogue, Stop},
};

/// Asks for a name, the certificate, its key and intermediates, and stages them.
pub(super) fn run(dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<(), Stop> {
    let Some(target) = target(dialogue, bench)? else {
        return Ok(());
    };
    let mut given = material::pasted(dialogue, "public certificate")?;
    let key = material::pasted_key(dialogue)?;
    given.extend(material::pasted_intermediates(dialogue)?);
    let names = fqdn::ask(dialogue)?;
    stage(dialogue, bench, &target, &[key], &given, names)
}
