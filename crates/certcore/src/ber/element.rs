//! One BER element, and where it stands.

use thiserror::Error;
use x509_parser::asn1_rs::{Class, Tag};

/// Where an element begins: in which part, and at which octet of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Place {
    /// What the offset counts in: `the file`, `the decrypted contents`.
    pub(crate) part: &'static str,
    /// Octets from the beginning of that part.
    pub(crate) offset: usize,
}

impl Place {
    /// The place `octets` further on.
    pub(crate) fn after(self, octets: usize) -> Self {
        Self {
            offset: self.offset.saturating_add(octets),
            ..self
        }
    }
}

/// One element: its tag, its content and its whole encoding.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'a> {
    pub(crate) class: Class,
    pub(crate) tag: Tag,
    pub(crate) constructed: bool,
    /// The content octets, without the end-of-contents octets of an indefinite length.
    pub(crate) content: &'a [u8],
    /// Header and content, and the end-of-contents octets if there are any.
    pub(crate) encoded: &'a [u8],
    pub(crate) place: Place,
    pub(crate) content_place: Place,
}

impl Element<'_> {
    /// Whether it has this universal tag.
    pub(crate) fn is(&self, tag: Tag) -> bool {
        self.class == Class::Universal && self.tag == tag
    }

    /// Whether it has the context-specific tag `number`.
    pub(crate) fn is_context(&self, number: u32) -> bool {
        self.class == Class::ContextSpecific && self.tag == Tag(number)
    }

    /// The error that this is not `expected`.
    pub(crate) fn is_not(&self, expected: &'static str) -> BerError {
        BerError::new(self.place, BerProblem::Expected(expected))
    }
}

/// Bytes that are not the structure they should be.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("at octet {offset} of {part}: {problem}")]
pub struct BerError {
    /// What the offset counts in.
    pub part: &'static str,
    /// Octets from the beginning of that part.
    pub offset: usize,
    /// What is wrong there.
    pub problem: BerProblem,
}

/// What is wrong at a place.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum BerProblem {
    /// Something else stands there, or nothing.
    #[error("{0} was expected")]
    Expected(&'static str),
    /// An element is longer than what is left.
    #[error("an element ends beyond the end, so the input is cut short")]
    CutShort,
    /// No element can be read.
    #[error("this is not an ASN.1 element")]
    NotAnElement,
}

impl BerError {
    pub(crate) fn new(place: Place, problem: BerProblem) -> Self {
        Self {
            part: place.part,
            offset: place.offset,
            problem,
        }
    }
}
