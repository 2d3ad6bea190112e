//! Distinguished names (RFC 5280 §4.1.2.4).

mod attribute;
mod name;

pub(crate) use attribute::text_of;
pub use attribute::{Attribute, AttributeType};
pub use name::DistinguishedName;
