//! One record of the audit log, and its canonical form.

use chrono::{DateTime, SubsecRound as _, Utc};
use openssl::sha::Sha256;
use serde::{Deserialize, Serialize};

use super::{hash::ChainHash, origin::Origin};

/// What the canonical form begins with. Another form gets another word.
const FORM: &str = "certstore audit record 1";

/// One act on the store.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its number; the first is 1, and none is left out.
    pub sequence: u64,
    /// When. Only whole microseconds count; [`Self::new`] cuts the rest off.
    pub at: DateTime<Utc>,
    /// Who.
    pub author: String,
    /// From where.
    pub origin: Origin,
    /// What was done: the name of the operation.
    pub action: String,
    /// To what.
    pub subject: String,
    /// What else belongs to it; may be empty. Never a secret.
    pub detail: String,
}

impl Record {
    /// An act at a time, which is cut to whole microseconds, because no store keeps more.
    pub fn new(
        sequence: u64,
        at: DateTime<Utc>,
        author: impl Into<String>,
        origin: Origin,
        action: impl Into<String>,
        subject: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            sequence,
            at: at.trunc_subsecs(6),
            author: author.into(),
            origin,
            action: action.into(),
            subject: subject.into(),
            detail: detail.into(),
        }
    }

    /// The hash of this record after all those that `previous` stands for:
    /// SHA-256(`previous` ‖ [`Self::canonical`]).
    pub fn hash(&self, previous: &ChainHash) -> ChainHash {
        let mut hash = Sha256::new();
        hash.update(previous.octets());
        hash.update(&self.canonical());
        ChainHash::from_octets(hash.finish())
    }

    /// The form that is hashed; two different records never have the same.
    ///
    /// Eight fields, each after its length in octets as a 64-bit number with the highest octet first: the word
    /// `certstore audit record 1`; the sequence as such a number; the time as the signed 64-bit number of microseconds
    /// since 1970-01-01T00:00:00Z, two's complement, highest octet first; author, the word of the origin, action,
    /// subject, and detail in UTF-8.
    pub fn canonical(&self) -> Vec<u8> {
        let fields: [&[u8]; 8] = [
            FORM.as_bytes(),
            &self.sequence.to_be_bytes(),
            &self.at.timestamp_micros().to_be_bytes(),
            self.author.as_bytes(),
            self.origin.word().as_bytes(),
            self.action.as_bytes(),
            self.subject.as_bytes(),
            self.detail.as_bytes(),
        ];
        let mut canonical = Vec::new();
        for field in fields {
            canonical.extend_from_slice(&(field.len() as u64).to_be_bytes());
            canonical.extend_from_slice(field);
        }
        canonical
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let at = "2026-03-01T12:34:56.789012345Z".parse().unwrap();
        Record::new(
            7,
            at,
            "müller",
            Origin::Console,
            "profile-create",
            "profile mail",
            "",
        )
    }

    #[test]
    fn the_hash_of_a_record_does_not_change() {
        // Computed with Python's hashlib and struct from the description of the canonical form.
        let hash = record().hash(&ChainHash::from_octets([0x11; 32]));
        assert_eq!(
            hash.to_string(),
            "0764f4c9e8d75dd400956ea12c977ff8d56f6f134e4d05e6b3dd538c21eee828"
        );
    }

    #[test]
    fn a_time_is_cut_to_what_the_store_keeps() {
        assert_eq!(record().at.timestamp_subsec_nanos(), 789_012_000);
    }

    #[test]
    fn text_that_moves_into_the_next_field_is_another_record() {
        let mut moved = record();
        moved.action = "profile-createprofile".to_owned();
        moved.subject = " mail".to_owned();
        assert_ne!(moved.hash(&ChainHash::START), record().hash(&ChainHash::START));
    }

    #[test]
    fn a_record_goes_through_json() {
        let json = serde_json::to_value(record()).unwrap();
        assert_eq!(json["at"], "2026-03-01T12:34:56.789012Z");
        assert_eq!(json["origin"], "console");
        assert_eq!(serde_json::from_value::<Record>(json).unwrap(), record());
    }
}
