//! Where a store lives, as people write it.

use std::{fmt, path::PathBuf, str::FromStr};

use crate::{file::Place, repository::BackendError, sqlite::SqliteBackend};

/// Where a store lives: `sqlite:PATH`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum StoreUrl {
    /// A `SQLite` file.
    Sqlite(PathBuf),
}

impl StoreUrl {
    /// The place of a new store.
    ///
    /// # Errors
    ///
    /// [`BackendError`] where there is something already, or there can be no store.
    pub fn vacant(&self) -> Result<Place, BackendError> {
        match self {
            Self::Sqlite(path) => SqliteBackend::vacant(path),
        }
    }
}

impl FromStr for StoreUrl {
    type Err = BackendError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let path = text
            .strip_prefix("sqlite:")
            .map(|path| path.strip_prefix("//").unwrap_or(path));
        match path {
            Some(path) if !path.is_empty() && !path.contains(['?', '\0']) => {
                Ok(Self::Sqlite(PathBuf::from(path)))
            }
            _ => Err(BackendError::Url {
                text: text.chars().take(200).collect(),
            }),
        }
    }
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "sqlite:{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_follows_the_scheme_with_or_without_slashes() {
        for text in [
            "sqlite:/var/lib/certctl/store.db",
            "sqlite:///var/lib/certctl/store.db",
        ] {
            let url: StoreUrl = text.parse().unwrap();
            assert_eq!(url.to_string(), "sqlite:/var/lib/certctl/store.db");
        }
        assert_eq!(
            "sqlite:store.db".parse::<StoreUrl>().unwrap().to_string(),
            "sqlite:store.db"
        );
    }

    #[test]
    fn anything_else_names_no_store() {
        for text in [
            "",
            "sqlite:",
            "/var/lib/store.db",
            "postgres://host/db",
            "sqlite:a?mode=ro",
        ] {
            assert!(text.parse::<StoreUrl>().is_err(), "{text}");
        }
    }
}
