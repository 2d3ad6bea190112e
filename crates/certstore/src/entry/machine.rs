//! The machine itself.

use certcore::host::HostName;
use serde::{Deserialize, Serialize};

use super::text;

/// The machine itself.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// Its name, as the console's prompt shows it. It says nothing about which certificate can be verified.
    #[serde(with = "text")]
    pub host_name: HostName,
}
