//! The changes that the tests of processes commit: in each round two destinations take the place of the two before.

use certstore::entry::{EntryId, EntryIdError, Kind};

/// One round of an author.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Round {
    /// Who commits.
    pub author: String,
    /// Its number; the first one is 1.
    pub number: u32,
}

impl Round {
    /// The two destinations of the round.
    ///
    /// # Errors
    ///
    /// [`EntryIdError`] when the author cannot be a part of a domain.
    pub fn pair(&self) -> Result<[EntryId; 2], EntryIdError> {
        let Self { author, number } = self;
        let name = |half: &str| format!("{half}.{number}.{author}.example.com");
        Ok([
            EntryId::new(Kind::Destination, &name("one"))?,
            EntryId::new(Kind::Destination, &name("other"))?,
        ])
    }

    /// The round that a destination is of; `None` for those that a store begins with.
    pub fn of(id: &EntryId) -> Option<Self> {
        let mut labels = id.name().strip_suffix(".example.com")?.split('.').skip(1);
        let number = labels.next()?.parse().ok()?;
        let author = labels.next()?.to_owned();
        Some(Self { author, number })
    }

    /// The one after this.
    #[must_use]
    pub fn next(&self) -> Self {
        Self {
            author: self.author.clone(),
            number: self.number + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_known_by_its_destinations() {
        let round = Round {
            author: "anna".to_owned(),
            number: 7,
        };
        let pair = round.next().pair().unwrap();
        assert_eq!(pair[0].name(), "one.8.anna.example.com");
        assert!(pair.iter().all(|id| Round::of(id) == Some(round.next())));
        let default = EntryId::new(Kind::Destination, "default").unwrap();
        assert_eq!(Round::of(&default), None);
    }
}
