//! Command lines that free an entry from those that use it.

use certops::{in_use::InUse, place::Place};
use certstore::entry::{EntryId, Kind};

use crate::shell_word::word;

/// Of how many users the command lines are shown.
const SHOWN: usize = 5;

/// A hint for each of the first users; none for one that no verb changes.
pub(super) fn hints(refused: &InUse) -> Vec<String> {
    match refused {
        InUse::Used { id, users } => users
            .iter()
            .take(SHOWN)
            .filter_map(|user| way_out(id, user))
            .collect(),
        InUse::Store(_) => Vec::new(),
    }
}

fn way_out(needed: &EntryId, user: &EntryId) -> Option<String> {
    match needed.kind() {
        Kind::Profile => {
            let place = Place::of(user)?;
            Some(format!(
                "give {place} another profile: `certctl bind {} OTHER`",
                words([Some(place.service()), place.name()])
            ))
        }
        Kind::MailFlowPolicy => {
            let (listener, group) = user.name().split_once('/')?;
            Some(format!(
                "give it another policy: `certctl sender-group set {} --policy OTHER`",
                words([Some(listener), Some(group)])
            ))
        }
        Kind::Interface => Some(format!(
            "put it on another interface: `certctl listener set {} --interface OTHER`",
            word(user.name())
        )),
        _ => None,
    }
}

/// Values as words of one command line.
fn words(values: [Option<&str>; 2]) -> String {
    let words: Vec<_> = values.into_iter().flatten().map(word).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(kind: Kind, name: &str) -> EntryId {
        EntryId::new(kind, name).unwrap()
    }

    #[test]
    fn every_way_out_is_a_command_line() {
        let group = EntryId::sender_group("IncomingMail", "ALL").unwrap();
        let listener = entry(Kind::Listener, "IncomingMail");
        let uses = [
            (entry(Kind::MailFlowPolicy, "ACCEPTED"), vec![group]),
            (entry(Kind::Interface, "Management"), vec![listener.clone()]),
            (
                EntryId::profile("mail").unwrap(),
                vec![
                    listener,
                    entry(Kind::Interface, "Management"),
                    entry(Kind::DestinationSettings, "destination-settings"),
                    entry(Kind::LdapSettings, "ldap-settings"),
                    entry(Kind::UrlFiltering, "url-filtering"),
                ],
            ),
        ];
        for (id, users) in uses {
            let count = users.len();
            let hints = hints(&InUse::Used { id, users });
            assert_eq!(hints.len(), count, "{hints:?}");
            for hint in hints {
                let line = hint.split('`').nth(1).unwrap().split(' ');
                crate::cli::command()
                    .try_get_matches_from(line)
                    .unwrap_or_else(|error| panic!("{hint}: {error}"));
            }
        }
    }
}
