//! Where an act came from.

use std::fmt;

use serde::{Deserialize, Serialize};

/// By which way somebody acted on the store.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// A verb of the command line.
    Cli,
    /// The console.
    Console,
    /// The web pages or the REST API.
    Web,
    /// The gateway itself.
    Gateway,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Self; 4] = [Self::Cli, Self::Console, Self::Web, Self::Gateway];

    /// The word for it: `cli`, `console`, `web`, `gateway`. The same in the store, in JSON and in text.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cli => "cli",
            Self::Console => "console",
            Self::Web => "web",
            Self::Gateway => "gateway",
        }
    }

    /// The origin of this word; `None` for any other.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.word() == word)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn text_json_and_store_use_one_word() {
        for origin in Origin::ALL {
            assert_eq!(serde_json::to_value(origin).unwrap(), origin.to_string());
            assert_eq!(Origin::from_word(&origin.to_string()), Some(origin));
        }
        assert_eq!(Origin::from_word("Cli"), None);
    }
}
