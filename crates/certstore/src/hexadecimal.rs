//! Octets as lower-case hexadecimal digits in JSON, for serde's `with`.

use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

/// Writes the digits.
pub(crate) fn serialize<S: Serializer>(octets: &impl AsRef<[u8]>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&hex::encode(octets))
}

/// Reads the digits into octets of the right number.
pub(crate) fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: TryFrom<Vec<u8>>,
    D: Deserializer<'de>,
{
    let digits = String::deserialize(deserializer)?;
    let octets = hex::decode(&digits).map_err(D::Error::custom)?;
    let count = octets.len();
    T::try_from(octets)
        .map_err(|_| D::Error::custom(format_args!("{count} octets are not what belongs here")))
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Deserialize, PartialEq, Serialize)]
    struct Four(#[serde(with = "super")] [u8; 4]);

    #[test]
    fn octets_go_through_json() {
        let json = serde_json::to_string(&Four([0, 1, 0xab, 0xff])).unwrap();
        assert_eq!(json, "\"0001abff\"");
        assert_eq!(
            serde_json::from_str::<Four>(&json).unwrap(),
            Four([0, 1, 0xab, 0xff])
        );
    }

    #[test]
    fn a_wrong_number_of_octets_is_refused() {
        let error = serde_json::from_str::<Four>("\"0001ab\"").unwrap_err();
        assert!(error.to_string().starts_with("3 octets"), "{error}");
        assert!(serde_json::from_str::<Four>("\"0001abfg\"").is_err());
    }
}
