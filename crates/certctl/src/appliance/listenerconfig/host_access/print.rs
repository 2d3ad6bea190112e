//! A host access table for people.

use certops::{edit::Listed, sender_group::SenderGroupRow};
use certstore::entry::{MailFlowPolicy, Switch};

use super::{policy::words, sender_group::listed};
use crate::terminal::Text;

/// The sender groups in the order in which they are tried, and all policies.
pub(super) fn print(groups: &[SenderGroupRow], policies: &[Listed<MailFlowPolicy>]) -> Text {
    let mut text = Text::new();
    let rows = groups.iter().map(|group| {
        vec![
            group.position.to_string(),
            group.group.clone(),
            group.entry.policy.clone(),
            listed(&group.entry.senders),
        ]
    });
    text.table(&["Order", "Sender Group", "Policy", "Senders"], rows);
    text.gap();
    let rows = policies.iter().map(|policy| {
        let verified = match policy.entry.verify_client {
            Switch::On => "Yes",
            Switch::Off => "No",
        };
        vec![
            policy.name.clone(),
            words(policy.entry.tls).to_owned(),
            verified.to_owned(),
        ]
    });
    text.table(&["Policy", "TLS", "Verify Client Certificate"], rows);
    text
}
