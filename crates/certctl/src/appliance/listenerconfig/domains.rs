//! The domains that a listener receives mail for.

use certcore::host::HostName;

use crate::console::{Dialogue, Left};

/// What is typed for no domain.
const NONE: &str = "NONE";

/// Domains as they are shown.
pub(super) fn listed(domains: &[HostName]) -> String {
    if domains.is_empty() {
        return NONE.to_owned();
    }
    let domains: Vec<&str> = domains.iter().map(HostName::as_str).collect();
    domains.join(", ")
}

/// Asks for domains; ENTER keeps the current ones.
///
/// # Errors
///
/// [`Left`].
pub(super) fn ask(dialogue: &mut Dialogue<'_>, current: &[HostName]) -> Result<Vec<HostName>, Left> {
    let question = "Enter the domains you want to accept mail for. Separate them with commas, or enter NONE.";
    dialogue.text(question, &listed(current), |typed| {
        if typed.eq_ignore_ascii_case(NONE) {
            return Ok(Vec::new());
        }
        let mut domains: Vec<HostName> = Vec::new();
        for part in typed.split(',') {
            let domain = HostName::parse(part.trim())?;
            if !domains.contains(&domain) {
                domains.push(domain);
            }
        }
        Ok::<_, certcore::host::HostNameError>(domains)
    })
}
