//! What a PKCS#12 file holds and what stands beside it that gave no key and no certificate.

use certcore::{error_names, import::Pkcs12Error, pkcs12::Pkcs12};
use thiserror::Error;

use crate::{file::Source, notice::Notice, report::Answer, session::Session};

/// Warns of everything that was not read, and says whether there was anything.
pub(super) fn warn(file: &Pkcs12, source: &Source, session: &mut Session) -> Answer {
    let skipped = file.skipped().iter().cloned().map(Pkcs12Error::Skipped);
    let mut warnings: Vec<Notice> = skipped.map(|error| Notice::new(&error)).collect();
    if file.unread() > 0 {
        let octets = file.unread();
        warnings.push(Notice::new(&Beside { octets }));
    }
    if warnings.is_empty() {
        return Answer::Yes;
    }
    let warnings = warnings.into_iter().map(|notice| notice.in_source(source));
    session.warnings.extend(warnings);
    Answer::Partly
}

/// Something stands behind a PKCS#12 file, or beside it in PEM.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error(
    "{octets} octets beside the PKCS#12 file were not read; to see what they are: `certctl inspect FILE`"
)]
pub(crate) struct Beside {
    octets: usize,
}

error_names!(Beside {
    _ => "pkcs12-octets-follow", "Something stands behind a PKCS#12 file.";
});
