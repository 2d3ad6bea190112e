//! Whom a certificate names, and whether that is the one who was asked for (RFC 9525).

mod advice;
mod check;
mod hint;
mod identifier;
mod pair;
mod presented;
mod reference;
mod subject;
mod verdict;

pub use hint::Hint;
pub use identifier::{Identifier, MatchRule, MatchedBy};
pub use pair::{Bearing, Pair, Party};
pub use presented::{CommonName, PresentedIdentifiers};
pub use reference::Reference;
pub use subject::Subject;
pub use verdict::{PairVerdict, check_pairs};
