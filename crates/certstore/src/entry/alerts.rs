//! Who is told of what.

use serde::{Deserialize, Serialize};

use super::switch::Switch;

/// Who is told of what.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Alerts {
    /// Mail addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// Whether notices of expiry are written.
    pub expiry: Switch,
}
