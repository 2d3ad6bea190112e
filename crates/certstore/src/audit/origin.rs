//! Where an act came from.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

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
}

impl FromStr for Origin {
    type Err = UnknownOrigin;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|origin| origin.word() == word);
        found.ok_or(UnknownOrigin)
    }
}

/// A word names no origin.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("its origin is none of cli, console, web and gateway")]
pub struct UnknownOrigin;

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, UnknownOrigin};

    #[test]
    fn text_json_and_store_use_one_word() {
        for origin in Origin::ALL {
            assert_eq!(serde_json::to_value(origin).unwrap(), origin.to_string());
            assert_eq!(origin.to_string().parse(), Ok(origin));
        }
        assert_eq!("Cli".parse::<Origin>(), Err(UnknownOrigin));
    }
}
