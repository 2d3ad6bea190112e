//! Who does something, from where, and when.

use chrono::{DateTime, Utc};

use crate::audit::Origin;

/// Who does something, from where, and when.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Actor {
    /// Who.
    pub author: String,
    /// From where.
    pub origin: Origin,
    /// When.
    pub at: DateTime<Utc>,
}
