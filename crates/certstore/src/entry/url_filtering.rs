//! The URL filtering service.

use serde::{Deserialize, Serialize};

use super::name;

/// The URL filtering service.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct UrlFiltering {
    /// The profile whose certificate authenticates this machine to the service.
    #[serde(
        default,
        deserialize_with = "name::profile",
        skip_serializing_if = "Option::is_none"
    )]
    pub profile: Option<String>,
}
