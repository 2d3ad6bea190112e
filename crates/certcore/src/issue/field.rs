//! The attributes of a subject that can be asked for, and their bounds (RFC 5280 appendix A.1).

use std::fmt;

use thiserror::Error;

use crate::diagnostic::error_names;

/// An attribute of the subject.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Field {
    /// CN
    CommonName,
    /// O
    Organization,
    /// OU
    OrganizationalUnit,
    /// L
    Locality,
    /// ST
    StateOrProvince,
    /// C
    Country,
    /// emailAddress
    Email,
}

impl Field {
    /// The upper bound in characters.
    pub const fn limit(self) -> usize {
        match self {
            Self::CommonName | Self::Organization | Self::OrganizationalUnit => 64,
            Self::Locality | Self::StateOrProvince => 128,
            Self::Country => 2,
            Self::Email => 255,
        }
    }

    /// Checks a value as it was typed.
    pub(super) fn check(self, value: &str) -> Result<(), FieldError> {
        if value.trim().is_empty() {
            return Err(FieldError::Empty { field: self });
        }
        if let Some(character) = value.chars().find(|c| c.is_control()) {
            return Err(FieldError::ControlCharacter {
                field: self,
                code: u32::from(character),
            });
        }
        if self == Self::Country && !(value.len() == 2 && value.bytes().all(|b| b.is_ascii_alphabetic())) {
            return Err(FieldError::Country {
                value: value.to_owned(),
            });
        }
        let length = value.chars().count();
        if length > self.limit() {
            return Err(FieldError::Long {
                field: self,
                length,
                limit: self.limit(),
            });
        }
        Ok(())
    }
}

impl fmt::Display for Field {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::CommonName => "common name",
            Self::Organization => "organization",
            Self::OrganizationalUnit => "organizational unit",
            Self::Locality => "locality",
            Self::StateOrProvince => "state or province",
            Self::Country => "country",
            Self::Email => "e-mail address",
        })
    }
}

/// Why a value does not fit its attribute.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum FieldError {
    /// Nothing, or only spaces.
    #[error("the {field} is empty; give a value or leave it out")]
    Empty {
        /// The attribute.
        field: Field,
    },
    /// More characters than RFC 5280 allows.
    #[error("the {field} has {length} characters, and at most {limit} are allowed (RFC 5280 appendix A.1){}", long_hint(*.field))]
    Long {
        /// The attribute.
        field: Field,
        /// How many it has.
        length: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A control character.
    #[error("the {field} contains the control character U+{code:04X}; remove it")]
    ControlCharacter {
        /// The attribute.
        field: Field,
        /// The code point.
        code: u32,
    },
    /// Not two letters.
    #[error("'{}' is not a country; give the two letters of ISO 3166, such as SE", .value.escape_debug())]
    Country {
        /// What was given.
        value: String,
    },
}

error_names!(FieldError {
    Self::Empty { .. } => "subject-field-empty", "An attribute of the subject is empty.";
    Self::Long { .. } => "subject-field-too-long", "An attribute of the subject is longer than RFC 5280 allows.";
    Self::ControlCharacter { .. } => "subject-field-control-character", "An attribute of the subject contains a control character.";
    Self::Country { .. } => "country-invalid", "The country is not two letters.";
});

fn long_hint(field: Field) -> &'static str {
    match field {
        Field::CommonName => "; leave the common name out and give the name as a DNS name",
        _ => "; shorten it",
    }
}
