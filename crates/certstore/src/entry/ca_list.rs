//! Lists of trusted authorities.

use certcore::fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};

use super::{switch::Switch, text};

/// A list of trusted authorities.
///
/// The list `system` is what the operating system trusts and holds no certificates of its own; the list `custom` is what
/// was imported.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CaList {
    /// Whether the list is used.
    pub enabled: Switch,
    /// The certificates, roots before what they issued.
    #[serde(with = "text::list", default, skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<Fingerprint>,
}
