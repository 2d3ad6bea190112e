//! The master key, and the line it is written as.

use std::fmt;

use zeroize::Zeroizing;

/// What the line of a master key begins with.
const PREFIX: &str = "certctl-master-key-v1 ";

/// The key of 256 bits that wraps the store's data key. It is never in the store.
///
/// Its memory is overwritten when it is dropped, and `Debug` does not show it.
#[derive(Clone)]
pub struct MasterKey(Box<Zeroizing<[u8; 32]>>);

impl MasterKey {
    /// How a key file or a credential must look, for messages.
    pub const FORM: &'static str =
        "one line: the word certctl-master-key-v1, one space, and the key as 64 hexadecimal digits";

    /// A key of random octets.
    pub fn generate(random: &[u8; 32]) -> Self {
        let mut key = Self(Box::default());
        key.0.copy_from_slice(random);
        key
    }

    /// The key that `fill` writes into place, without a copy elsewhere.
    pub(super) fn filled<E>(fill: impl FnOnce(&mut [u8; 32]) -> Result<(), E>) -> Result<Self, E> {
        let mut key = Self(Box::default());
        fill(&mut key.0)?;
        Ok(key)
    }

    /// The key that a file or a credential holds; `None` unless it has exactly the form [`Self::FORM`]. The end of
    /// the line may be missing.
    pub fn read_line(octets: &[u8]) -> Option<Self> {
        let line = octets.strip_suffix(b"\n").unwrap_or(octets);
        let digits = line.strip_prefix(PREFIX.as_bytes())?;
        Self::filled(|key| hex::decode_to_slice(digits, key)).ok()
    }

    /// The key in the form [`Self::FORM`], with the end of the line.
    pub fn line(&self) -> Zeroizing<Vec<u8>> {
        let mut digits = Zeroizing::new([0; 64]);
        let mut line = Zeroizing::new(Vec::with_capacity(PREFIX.len() + digits.len() + 1));
        line.extend_from_slice(PREFIX.as_bytes());
        if hex::encode_to_slice(self.octets(), digits.as_mut_slice()).is_ok() {
            line.extend_from_slice(digits.as_slice());
        }
        line.push(b'\n');
        line
    }

    pub(super) fn octets(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MasterKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn debug_does_not_show_the_key() {
        assert_eq!(format!("{:?}", MasterKey::generate(&[0x41; 32])), "MasterKey(…)");
    }

    #[test]
    fn the_line_is_as_documented() {
        let line = MasterKey::generate(&[0xab; 32]).line();
        let expected = format!("certctl-master-key-v1 {}\n", "ab".repeat(32));
        assert_eq!(std::str::from_utf8(&line).unwrap(), expected);
    }

    #[test]
    fn a_line_that_is_not_of_the_form_is_refused() {
        let digits = "ab".repeat(32);
        for line in [
            String::new(),
            digits.clone(),
            format!("certctl-master-key-v2 {digits}\n"),
            format!("certctl-master-key-v1  {digits}\n"),
            format!("certctl-master-key-v1 {digits}ab\n"),
            format!("certctl-master-key-v1 {digits}\n\n"),
            format!("certctl-master-key-v1 {}zz\n", "ab".repeat(31)),
            format!("certctl-master-key-v1 {}\n", "ab".repeat(31)),
        ] {
            assert!(MasterKey::read_line(line.as_bytes()).is_none(), "{line:?}");
        }
    }

    proptest! {
        #[test]
        fn a_written_line_is_read_with_and_without_its_end(random: [u8; 32]) {
            let line = MasterKey::generate(&random).line();
            for written in [&line[..], &line[..line.len() - 1]] {
                let key = MasterKey::read_line(written).unwrap();
                prop_assert_eq!(key.octets(), &random);
            }
        }

        #[test]
        fn any_octets_are_read_or_refused(octets in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(MasterKey::read_line(&octets).is_none());
        }
    }
}
