//! `certconfig`, one file per operation.

mod authority;
mod delete;
mod edit;
mod export;
mod import;
mod new;
mod paste;
mod print;

/// Leads to the operations on profiles.
pub(super) const CERTIFICATE: &str = "certconfig\ncertificate\n";

/// Leads to the custom list.
const CUSTOM: &str = "certconfig\ncertauthority\ncustom\n";
