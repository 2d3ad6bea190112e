//! One step of an explanation.

use std::fmt;

/// One thing that was looked at, and what came of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Step {
    /// What was looked at.
    pub check: Check,
    /// The certificate, by its position in the path; the leaf is 0. `None` when the step is about the whole path.
    pub position: Option<usize>,
    /// What came of it.
    pub outcome: Outcome,
    /// The facts, in a sentence.
    pub words: String,
}

/// What a step looks at.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Check {
    /// Who issued the certificate, and whether the path ends at an anchor.
    Path,
    /// Whether the issuer's key made the signature (RFC 5280 §6.1.3 (a)(1)).
    Signature,
    /// Whether the time lies in the validity period (§6.1.3 (a)(2)).
    Validity,
    /// Whether every critical extension is understood (§6.1.4 (o), §6.1.5 (f)).
    Extensions,
    /// Whether an issuer may sign certificates: CA flag and key usage (§6.1.4 (k), (n)).
    Authority,
    /// Whether an issuer may have so many intermediates below it (§6.1.4 (l), (m)).
    PathLength,
    /// Whether the certificate may be used on this side of TLS (§4.2.1.12).
    Purpose,
    /// Whether keys and signatures are strong enough.
    Strength,
    /// Whether the names are those that the issuers may sign (§4.2.1.10).
    NameConstraints,
    /// Whether the leaf names the peer (RFC 9525 §6).
    Name,
}

impl Check {
    /// The name that programs show.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Signature => "signature",
            Self::Validity => "validity",
            Self::Extensions => "extensions",
            Self::Authority => "authority",
            Self::PathLength => "path-length",
            Self::Purpose => "purpose",
            Self::Strength => "strength",
            Self::NameConstraints => "name-constraints",
            Self::Name => "name",
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// What came of a step.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Outcome {
    /// It is as it must be.
    Passed,
    /// It is not.
    Failed,
    /// An earlier step failed, so nothing can be said.
    NotReached,
}

impl Outcome {
    /// The name that programs show.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::NotReached => "not-reached",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
