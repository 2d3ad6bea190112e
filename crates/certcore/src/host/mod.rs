//! Host names as certificates carry them (RFC 5280 §4.2.1.6, RFC 9525).

mod name;
mod pattern;

pub use name::{HostName, HostNameError, HostNameProblem};
pub use pattern::HostPattern;
