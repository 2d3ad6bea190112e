//! Values that stand in an entry as the text that people write.

use std::fmt::Display;

use certcore::{fingerprint::Fingerprint, host::HostName, identity::Reference};

use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

/// A value that is read from its text by its form only, not by what a library of today says of it.
pub(super) trait Stored: Sized {
    /// Reads it.
    fn stored(text: &str) -> Result<Self, impl Display>;
}

impl Stored for HostName {
    fn stored(text: &str) -> Result<Self, impl Display> {
        Self::stored(text)
    }
}

impl Stored for Reference {
    fn stored(text: &str) -> Result<Self, impl Display> {
        Self::stored(text)
    }
}

impl Stored for Fingerprint {
    fn stored(text: &str) -> Result<Self, impl Display> {
        text.parse::<Self>()
    }
}

/// Writes a value as its text.
pub(super) fn serialize<T: Display, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// Reads a value from its text.
pub(super) fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Stored,
    D: Deserializer<'de>,
{
    T::stored(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// Lists of such values.
pub(super) mod list {
    use super::{Deserializer, Display, Serializer, Stored};
    use serde::{Deserialize as _, de::Error as _};

    /// Writes each value as its text.
    pub(in super::super) fn serialize<T: Display, S: Serializer>(
        values: &[T],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(values.iter().map(ToString::to_string))
    }

    /// Reads each value from its text.
    pub(in super::super) fn deserialize<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
    where
        T: Stored,
        D: Deserializer<'de>,
    {
        let texts = Vec::<String>::deserialize(deserializer)?;
        texts
            .iter()
            .map(|text| T::stored(text).map_err(D::Error::custom))
            .collect()
    }
}
