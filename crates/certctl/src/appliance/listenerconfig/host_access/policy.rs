//! Mail flow policies: a new one, TLS of one, and one less.

use certops::{
    edit::{self, Listed},
    policy::{SetPolicy, TLS},
};
use certstore::entry::{MailFlowPolicy, PolicyTls, Switch};

use crate::{
    appliance::{entry_name::vacant, switch, tls_support, workbench::Workbench},
    console::{Dialogue, Left, Stop},
};

/// The choices in the order of the menu.
const CHOICES: [(PolicyTls, &str); 3] = [
    (PolicyTls::Off, words(PolicyTls::Off)),
    (PolicyTls::Preferred, words(PolicyTls::Preferred)),
    (PolicyTls::Required, words(PolicyTls::Required)),
];

/// What a choice is called.
pub(super) const fn words(tls: PolicyTls) -> &'static str {
    match tls {
        PolicyTls::Off => "No",
        PolicyTls::Preferred => "Preferred",
        PolicyTls::Required => "Required",
    }
}

/// Asks for a new policy and stages it.
///
/// # Errors
///
/// [`Stop`]; nothing is staged when the dialogue is left.
pub(super) fn new(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<(), Stop> {
    let name = dialogue.text("Enter a name for this policy.", "", |typed| {
        vacant::<MailFlowPolicy>(bench, typed)
    })?;
    let policy = ask(
        dialogue,
        MailFlowPolicy {
            tls: TLS,
            verify_client: Switch::Off,
        },
    )?;
    bench.wait(edit::add(bench.store(), &bench.actor(), &name, policy))?;
    Ok(())
}

/// Asks for what shall be different in a policy and stages it.
///
/// # Errors
///
/// [`Stop`]; nothing is staged when the dialogue is left.
pub(super) fn edit(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    current: &Listed<MailFlowPolicy>,
) -> Result<(), Stop> {
    let policy = ask(dialogue, current.entry)?;
    let amendment = SetPolicy {
        tls: Some(policy.tls),
        verify_client: Some(policy.verify_client),
    };
    bench.wait(edit::set(bench.store(), &bench.actor(), &current.name, amendment))?;
    Ok(())
}

/// Stages the removal of a policy.
///
/// # Errors
///
/// [`Stop::Failed`] when a sender group uses it.
pub(super) fn delete(bench: &Workbench, current: &Listed<MailFlowPolicy>) -> Result<(), Stop> {
    bench.wait(edit::remove::<MailFlowPolicy>(
        bench.store(),
        &bench.actor(),
        &current.name,
    ))?;
    Ok(())
}

fn ask(dialogue: &mut Dialogue<'_>, current: MailFlowPolicy) -> Result<MailFlowPolicy, Left> {
    let tls = tls_support::choose(dialogue, &CHOICES, current.tls)?;
    let verify_client = match tls {
        // Without TLS a client has no certificate to show.
        PolicyTls::Off => Switch::Off,
        PolicyTls::Preferred | PolicyTls::Required => switch::ask(
            dialogue,
            "Do you want to verify the client certificate?",
            current.verify_client,
        )?,
    };
    Ok(MailFlowPolicy { tls, verify_client })
}
