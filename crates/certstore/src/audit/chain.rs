//! The chain of the audit log: appending to it, and finding where it is broken.

use certcore::error_names;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{hash::ChainHash, record::Record};

/// A record as the store keeps it, with the hash that its writer computed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Link {
    /// The record.
    #[serde(flatten)]
    pub record: Record,
    /// Its hash after the records before it.
    pub hash: ChainHash,
}

/// The last record of a chain. Its hash stands for all of them.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Head {
    /// Its number; 0 where there is no record yet.
    pub sequence: u64,
    /// Its hash; [`ChainHash::START`] where there is no record yet.
    pub hash: ChainHash,
}

impl Head {
    /// Before the first record.
    pub const START: Self = Self {
        sequence: 0,
        hash: ChainHash::START,
    };

    /// The number that the next record has.
    pub const fn next_sequence(&self) -> u64 {
        self.sequence.saturating_add(1)
    }

    /// Takes one record from the store; gives the head after it.
    ///
    /// # Errors
    ///
    /// [`BrokenAt`] if the record is not the next one, or its hash is not that of its content after this head.
    pub fn follow(&self, link: &Link) -> Result<Self, BrokenAt> {
        let expected = self.next_sequence();
        let found = link.record.sequence;
        if found != expected || self.sequence == u64::MAX {
            return Err(BrokenAt {
                sequence: expected,
                fault: Fault::OutOfOrder { found },
            });
        }
        let hash = link.record.hash(&self.hash);
        if hash != link.hash {
            return Err(BrokenAt {
                sequence: expected,
                fault: Fault::Changed,
            });
        }
        Ok(Self {
            sequence: expected,
            hash,
        })
    }

    /// Whether a chain that was verified up to here ends where it is known to end: at the head that the store keeps,
    /// or that somebody wrote down. Only this finds records that were cut off at the end.
    ///
    /// # Errors
    ///
    /// [`BrokenAt`] if it ends elsewhere.
    pub fn ends_at(&self, known: &Self) -> Result<(), BrokenAt> {
        if self == known {
            return Ok(());
        }
        let fault = if self.sequence < known.sequence {
            Fault::CutOff {
                known: known.sequence,
            }
        } else {
            Fault::OtherEnd {
                known: known.sequence,
            }
        };
        Err(BrokenAt {
            sequence: self.sequence.min(known.sequence),
            fault,
        })
    }
}

/// Follows a chain from a head, [`Head::START`] for all of it, through records in the order of their numbers; gives
/// the head after the last one. Takes the memory of one record.
///
/// The hash has no key: who can write to the store can write a whole new chain. That is found by comparing its head
/// with one that was written down elsewhere, by [`Head::ends_at`].
///
/// # Errors
///
/// [`BrokenAt`] with the first record that was changed, removed, inserted or moved.
pub fn verify(from: Head, links: impl IntoIterator<Item = Link>) -> Result<Head, BrokenAt> {
    links.into_iter().try_fold(from, |head, link| head.follow(&link))
}

/// Where the chain of the audit log is broken.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "the audit log is broken at record {sequence}: {fault}; what stands before it is as it was written, so keep this \
     store as evidence and compare it with a backup"
)]
pub struct BrokenAt {
    /// The number of the record at which it is found.
    pub sequence: u64,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong with a chain.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum Fault {
    /// Another record stands in its place.
    #[error("record {found} stands in its place, so records were removed, inserted or moved")]
    OutOfOrder {
        /// The number of that record.
        found: u64,
    },
    /// It is not as it was written, or it was written after other records.
    #[error(
        "it or its hash was changed, or it was written after other records than those that stand before it"
    )]
    Changed,
    /// The records after it are missing.
    #[error("it is the last, and the log is known to go on to record {known}, so records were removed")]
    CutOff {
        /// The number of the last record.
        known: u64,
    },
    /// The chain is sound and not the one that is known.
    #[error(
        "its hash, or what comes after it, is not what is known of the log, which ends at record {known}"
    )]
    OtherEnd {
        /// The number of the last record.
        known: u64,
    },
}

error_names!(BrokenAt {
    _ => "audit-chain-broken", "A record of the audit log was changed, removed, inserted or moved.";
});

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};
    use proptest::prelude::*;

    use super::super::origin::Origin;
    use super::*;

    fn chain(texts: &[String]) -> Vec<Link> {
        let mut head = Head::START;
        let mut links = Vec::new();
        for text in texts {
            let sequence = head.next_sequence();
            let record = Record::new(sequence, DateTime::UNIX_EPOCH, "a", Origin::Cli, text, "b", "c");
            let hash = record.hash(&head.hash);
            let link = Link { record, hash };
            head = head.follow(&link).unwrap();
            links.push(link);
        }
        links
    }

    fn texts() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec(".{0,8}", 2..12)
    }

    /// Changes one field.
    fn change(record: &mut Record, field: usize) {
        match field {
            0 => record.sequence ^= 1,
            1 => record.at += TimeDelta::microseconds(1),
            2 => record.author.push('x'),
            3 => record.origin = Origin::Web,
            4 => record.action.push('\0'),
            5 => record.subject.clear(),
            _ => record.detail = record.detail.to_uppercase(),
        }
    }

    #[test]
    fn an_empty_log_is_sound() {
        assert_eq!(verify(Head::START, []), Ok(Head::START));
    }

    #[test]
    fn the_message_says_where_and_what() {
        let mut links = chain(&["a", "b", "c"].map(str::to_owned));
        links.remove(1);
        let error = verify(Head::START, links).unwrap_err();
        let said = error.to_string();
        assert!(
            said.starts_with("the audit log is broken at record 2: record 3 stands"),
            "{said}"
        );
    }

    #[test]
    fn the_last_number_has_no_next() {
        let head = Head {
            sequence: u64::MAX,
            hash: ChainHash::START,
        };
        let record = Record::new(u64::MAX, DateTime::UNIX_EPOCH, "a", Origin::Cli, "b", "c", "d");
        let hash = record.hash(&head.hash);
        assert!(head.follow(&Link { record, hash }).is_err());
    }

    #[test]
    fn a_link_is_one_object_in_json() {
        let link = chain(&["a".to_owned()]).remove(0);
        let json = serde_json::to_value(&link).unwrap();
        assert_eq!(json["sequence"], 1);
        assert_eq!(json["hash"], link.hash.to_string());
        assert_eq!(serde_json::from_value::<Link>(json).unwrap(), link);
    }

    proptest! {
        #[test]
        fn a_sound_chain_is_followed_in_one_go_or_in_pages(texts in texts(), page: prop::sample::Index) {
            let links = chain(&texts);
            let (first, second) = links.split_at(page.index(links.len()));
            let whole = verify(Head::START, links.clone()).unwrap();
            let middle = verify(Head::START, first.to_vec()).unwrap();
            prop_assert_eq!(verify(middle, second.to_vec()).unwrap(), whole);
            prop_assert_eq!(whole.sequence, texts.len() as u64);
        }

        #[test]
        fn a_changed_field_is_found_at_its_record(texts in texts(), place: prop::sample::Index, field in 0_usize..7) {
            let mut links = chain(&texts);
            let place = place.index(links.len());
            change(&mut links[place].record, field);
            prop_assert_eq!(verify(Head::START, links).unwrap_err().sequence, place as u64 + 1);
        }

        #[test]
        fn a_changed_record_with_a_new_hash_is_found_at_the_next(texts in texts(), place: prop::sample::Index, field in 1_usize..7) {
            let mut links = chain(&texts);
            let known = verify(Head::START, links.clone()).unwrap();
            let place = place.index(links.len());
            let before = verify(Head::START, links[..place].to_vec()).unwrap();
            change(&mut links[place].record, field);
            links[place].hash = links[place].record.hash(&before.hash);
            let last = place + 1 == links.len();
            let found = verify(Head::START, links).and_then(|head| head.ends_at(&known)).unwrap_err();
            prop_assert_eq!(found.sequence, place as u64 + if last { 1 } else { 2 });
        }

        #[test]
        fn a_removed_record_is_found(texts in texts(), place: prop::sample::Index) {
            let mut links = chain(&texts);
            let known = verify(Head::START, links.clone()).unwrap();
            links.remove(place.index(links.len()));
            prop_assert!(verify(Head::START, links).and_then(|head| head.ends_at(&known)).is_err());
        }

        #[test]
        fn a_removed_record_is_found_when_the_rest_is_numbered_again(texts in texts(), place: prop::sample::Index) {
            let mut links = chain(&texts);
            let place = place.index(links.len() - 1);
            links.remove(place);
            for (number, link) in links.iter_mut().enumerate() {
                link.record.sequence = number as u64 + 1;
            }
            prop_assert_eq!(verify(Head::START, links).unwrap_err().sequence, place as u64 + 1);
        }

        #[test]
        fn swapped_records_are_found(texts in texts(), one: prop::sample::Index, other: prop::sample::Index) {
            let mut links = chain(&texts);
            let (one, other) = (one.index(links.len()), other.index(links.len()));
            prop_assume!(one != other);
            links.swap(one, other);
            prop_assert_eq!(verify(Head::START, links).unwrap_err().sequence, one.min(other) as u64 + 1);
        }

        #[test]
        fn an_inserted_record_is_found(texts in texts(), from: prop::sample::Index, to: prop::sample::Index) {
            let mut links = chain(&texts);
            let known = verify(Head::START, links.clone()).unwrap();
            let copy = links[from.index(links.len())].clone();
            links.insert(to.index(links.len() + 1), copy);
            prop_assert!(verify(Head::START, links).and_then(|head| head.ends_at(&known)).is_err());
        }
    }
}
