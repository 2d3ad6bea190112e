//! Making requests and certificates (RFC 2986, RFC 5280).
//!
//! rcgen writes names and extensions; the key, the algorithm and names that must be octet for octet those of another
//! certificate are put in afterwards, so that every kind of key takes the same way.

mod assemble;
mod authority;
mod description;
mod field;
mod parameters;
mod request;
mod self_signed;

pub use assemble::IssueError;
pub use authority::{Authority, AuthorityError, Terms};
pub use description::{Description, DescriptionBuilder, DescriptionError};
pub use field::{Field, FieldError};
