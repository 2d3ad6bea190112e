//! Serial numbers (RFC 5280 §4.1.2.2).

use std::fmt;

use thiserror::Error;

use crate::diagnostic::error_names;

/// The serial number of a certificate: a positive integer of at most 20 octets when it is made here.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Serial {
    octets: Vec<u8>,
    sign: Sign,
}

#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Sign {
    Positive,
    Negative,
}

impl Serial {
    /// A new serial number of 16 octets from 16 random octets.
    ///
    /// The first bit is cleared and the second set, so that the number is positive and always 16 octets long; 126 random
    /// bits remain, and the CA/Browser Forum's Baseline Requirements §7.1 ask for 64.
    pub fn from_random(mut random: [u8; 16]) -> Self {
        random[0] = random[0] & 0x7f | 0x40;
        Self::positive(&random)
    }

    /// A serial number of at most 20 octets, most significant first.
    ///
    /// # Errors
    ///
    /// [`SerialError`] for zero and for more than 20 octets.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SerialError> {
        let start = bytes
            .iter()
            .position(|byte| *byte != 0)
            .ok_or(SerialError::Zero)?;
        let significant = bytes.get(start..).unwrap_or_default();
        let encoded = significant.len() + usize::from(significant.first().is_some_and(|byte| *byte >= 0x80));
        if encoded > 20 {
            return Err(SerialError::Long { octets: encoded });
        }
        Ok(Self::positive(significant))
    }

    /// The content octets of the encoded integer, as a certificate of any maker carries them.
    pub(crate) fn from_content(content: &[u8]) -> Self {
        let start = content
            .iter()
            .position(|byte| *byte != 0)
            .unwrap_or(content.len().saturating_sub(1));
        Self {
            octets: content.get(start..).unwrap_or_default().to_vec(),
            sign: match content.first() {
                Some(first) if *first >= 0x80 => Sign::Negative,
                _ => Sign::Positive,
            },
        }
    }

    fn positive(octets: &[u8]) -> Self {
        Self {
            octets: octets.to_vec(),
            sign: Sign::Positive,
        }
    }

    /// The octets, most significant first, without leading zeros; of a negative number, its two's complement.
    pub fn as_bytes(&self) -> &[u8] {
        &self.octets
    }

    /// Whether it is greater than zero, as RFC 5280 asks for and not every maker does.
    pub fn is_positive(&self) -> bool {
        self.sign == Sign::Positive && self.octets.iter().any(|octet| *octet != 0)
    }

    /// How many octets a certificate needs for it; RFC 5280 allows 20.
    pub fn encoded_length(&self) -> usize {
        let needs_zero =
            self.sign == Sign::Positive && self.octets.first().is_some_and(|octet| *octet >= 0x80);
        self.octets.len() + usize::from(needs_zero)
    }
}

/// Lower-case hexadecimal digits, two for each octet, without separators; a negative number is `-` and its magnitude.
impl fmt::Display for Serial {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sign {
            Sign::Positive => formatter.write_str(&hex::encode(&self.octets)),
            Sign::Negative => write!(formatter, "-{}", hex::encode(magnitude(&self.octets))),
        }
    }
}

/// The magnitude of a negative number in two's complement, without leading zeros.
fn magnitude(octets: &[u8]) -> Vec<u8> {
    let mut carry = true;
    let mut magnitude: Vec<u8> = Vec::with_capacity(octets.len());
    for octet in octets.iter().rev() {
        let (sum, overflow) = (!octet).overflowing_add(u8::from(carry));
        carry = overflow;
        magnitude.push(sum);
    }
    while magnitude.last() == Some(&0) && magnitude.len() > 1 {
        magnitude.pop();
    }
    magnitude.reverse();
    magnitude
}

/// Why a number is no serial number.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum SerialError {
    /// RFC 5280 asks for a positive number.
    #[error("a serial number is positive, and this one is zero (RFC 5280 section 4.1.2.2)")]
    Zero,
    /// RFC 5280 allows at most 20 octets.
    #[error(
        "a serial number has at most 20 octets once encoded, and this one has {octets} (RFC 5280 section 4.1.2.2)"
    )]
    Long {
        /// The length of the encoding.
        octets: usize,
    },
}

error_names!(SerialError {
    Self::Zero => "serial-zero", "A serial number is zero.";
    Self::Long { .. } => "serial-long", "A serial number has more than 20 octets.";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_serials_are_positive_and_sixteen_octets_long() {
        for random in [[0; 16], [0xff; 16]] {
            let serial = Serial::from_random(random);
            assert_eq!(serial.as_bytes().len(), 16);
            assert!(serial.as_bytes()[0] < 0x80 && serial.as_bytes()[0] != 0);
        }
    }

    #[test]
    fn sign_and_length_of_an_encoded_number_are_kept() {
        let serial = Serial::from_content;
        assert!(serial(&[0, 0x80]).is_positive() && serial(&[0, 0x80]).encoded_length() == 2);
        assert!(!serial(&[0x80]).is_positive() && serial(&[0x80]).encoded_length() == 1);
        assert_ne!(serial(&[0, 0x80]), serial(&[0x80]));
        assert!(!serial(&[0]).is_positive());
        assert_eq!(serial(&[1; 21]).encoded_length(), 21);
    }

    #[test]
    fn negative_number_is_shown_with_its_sign() {
        for (content, shown) in [
            (&[0xee, 0x2b][..], "-11d5"),
            (&[0x80], "-80"),
            (&[0xff], "-01"),
            (&[0xff, 0x00], "-0100"),
            (&[0xff, 0xff, 0x7f], "-81"),
            (&[0x00, 0xee, 0x2b], "ee2b"),
        ] {
            assert_eq!(Serial::from_content(content).to_string(), shown);
        }
    }

    #[test]
    fn zero_and_twenty_one_octets_are_refused() {
        assert_eq!(Serial::from_bytes(&[0, 0]), Err(SerialError::Zero));
        assert_eq!(
            Serial::from_bytes(&[0x80; 20]),
            Err(SerialError::Long { octets: 21 })
        );
        assert_eq!(Serial::from_bytes(&[0, 1]).unwrap().to_string(), "01");
    }
}
