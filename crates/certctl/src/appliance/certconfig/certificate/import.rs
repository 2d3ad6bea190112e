//! IMPORT: a profile from a PKCS#12 file, or from a file with a key and certificates in another form.

use certcore::{chain::Cross, key::PrivateKey};
use certops::profile::import::{Existing, Import, held_above, import};
use certstore::{entry::EntryId, store::StoreError};

use super::{
    fqdn::{self, Names},
    staged::{ask_cross, say_staged, show_chain},
};
use crate::{
    appliance::{
        certconfig::material::{self, Certificates},
        findings::warn,
        workbench::Workbench,
    },
    console::{Decision, Dialogue, Stop},
    material::system,
};

/// Where an import goes.
pub(super) struct Target {
    name: String,
    existing: Existing,
}

/// Asks for a name, a file and its passphrase, and stages what is in it.
pub(super) fn run(dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<(), Stop> {
    let Some(target) = target(dialogue, bench)? else {
        return Ok(());
    };
    let pile = material::from_file(dialogue, bench)?;
    let keys: Vec<PrivateKey> = pile.private_keys().map(|(_, key)| key.clone()).collect();
    let names = fqdn::ask(dialogue)?;
    stage(dialogue, bench, &target, &keys, &Certificates::of(&pile), names)
}

/// Asks for a profile's name; `None` when there is one of that name that shall stay.
pub(super) fn target(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<Option<Target>, Stop> {
    let id = dialogue.text("Enter a name for this certificate profile:", "", EntryId::profile)?;
    let name = id.name().to_owned();
    if !exists(bench, &id)? {
        return Ok(Some(Target {
            name,
            existing: Existing::Keep,
        }));
    }
    let question =
        format!("Certificate profile \"{name}\" already exists. Do you want to overwrite with this new one?");
    Ok(match dialogue.confirm(&question, Decision::No)? {
        Decision::Yes => Some(Target {
            name,
            existing: Existing::Overwrite,
        }),
        Decision::No => None,
    })
}

/// Whether there is a profile, with the candidate over what is in force.
pub(super) fn exists(bench: &Workbench, id: &EntryId) -> Result<bool, StoreError> {
    bench.wait(async { Ok(bench.store().read().await?.entry(id).await?.is_some()) })
}

/// Stages a key with its certificates, and shows what became of them.
pub(super) fn stage(
    dialogue: &mut Dialogue<'_>,
    bench: &mut Workbench,
    target: &Target,
    keys: &[PrivateKey],
    given: &Certificates,
    names: Names,
) -> Result<(), Stop> {
    names.check(keys, &given.certificates)?;
    let system = system(&mut bench.session).certificates;
    let request = Import {
        name: Some(&target.name),
        keys,
        certificates: &given.certificates,
        system: &system,
        cross: Cross::Keep,
        existing: target.existing,
    };
    let held = bench.wait(held_above(bench.store(), &request, bench.actor().at))?;
    let given = given.with_held(&held);
    let mut request = Import {
        certificates: &given.certificates,
        ..request
    };
    let mut imported = bench.wait(import(bench.store(), &bench.actor(), &request))?;
    show_chain(dialogue, &imported.repair, &given.sources)?;
    if ask_cross(dialogue, &imported.repair)? == Cross::Drop {
        request.cross = Cross::Drop;
        request.existing = Existing::Overwrite;
        imported = bench.wait(import(bench.store(), &bench.actor(), &request))?;
        show_chain(dialogue, &imported.repair, &given.sources)?;
    }
    warn(dialogue, &imported.findings)?;
    if imported.staged {
        say_staged(dialogue, &imported.name, &imported.users)?;
    } else {
        dialogue.say("")?;
        dialogue.say(format!(
            "Certificate profile \"{}\" has this certificate already, so nothing is pending.",
            imported.name
        ))?;
    }
    Ok(())
}
