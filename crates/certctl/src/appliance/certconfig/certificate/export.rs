//! EXPORT: a profile as a PKCS#12 file.

use certcore::pkcs12::Profile as Protection;
use certops::profile::export::{Pkcs12, pkcs12};

use super::choose::choose;
use crate::{
    appliance::{file, findings::warn, workbench::Workbench},
    console::{Dialogue, Stop},
    file::Secrecy,
};

/// Writes the key, the certificate and the intermediates of a profile under a passphrase.
pub(super) fn run(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<(), Stop> {
    let name = choose(dialogue, bench, "export")?;
    let place = file::place(dialogue, bench, "export", &format!("{name}.p12"))?;
    let options = Protection::ALL.map(reader);
    let chosen = dialogue.choose("Who will read the file?", &options, Some(0))?;
    let protection = Protection::ALL.get(chosen).copied().unwrap_or(Protection::Modern);
    let password = dialogue.new_passphrase("Enter a pass phrase for the PKCS#12 file:")?;
    let request = Pkcs12 {
        name: &name,
        protection,
        password: &password,
    };
    let file = bench.wait(pkcs12(bench.store(), &bench.actor(), &request))?;
    warn(dialogue, &file.findings)?;
    place.write(dialogue, "pkcs12", Secrecy::Private, &file.der)
}

/// Who opens a file that is protected so.
const fn reader(protection: Protection) -> &'static str {
    match protection {
        Protection::Modern => "Programs of today (modern)",
        Protection::Pbmac1 => "OpenSSL 3.4 and newer (pbmac1)",
        Protection::Legacy => "Old appliances and Windows up to 2016, weakly protected (legacy)",
    }
}
