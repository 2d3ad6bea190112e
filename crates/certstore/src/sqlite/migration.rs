//! The migrations, and whether a store has exactly those that this release knows.

use sqlx::{Row as _, SqlitePool};

use super::{
    error::{from_migration, translate},
    schema::{MIGRATOR, Objects},
};
use crate::repository::BackendError;

/// Applies all migrations; the schema is that of this release then.
pub(super) async fn apply(pool: &SqlitePool, place: &str) -> Result<(), BackendError> {
    MIGRATOR
        .run(pool)
        .await
        .map_err(|error| from_migration(place, &error))?;
    let mut connection = pool.acquire().await.map_err(|error| translate(place, &error))?;
    Objects::read(&mut connection, place).await?.compare(place)
}

/// How far a store's schema is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Schema {
    /// It is that of this release.
    Current,
    /// Migrations are still to come.
    Behind,
}

/// Refuses edited, missing and newer migrations by name; changes nothing.
pub(super) async fn compare(pool: &SqlitePool, place: &str) -> Result<Schema, BackendError> {
    let refuse = |reason: String| BackendError::Migration {
        place: place.to_owned(),
        reason,
    };
    // One connection for both questions: the second one would not wait for the first to come back.
    let mut connection = pool.acquire().await.map_err(|error| translate(place, &error))?;
    let objects = Objects::read(&mut connection, place).await?;
    let rows = sqlx::query("SELECT version, description, checksum FROM _sqlx_migrations ORDER BY version")
        .fetch_all(&mut *connection)
        .await
        .map_err(|error| match error.as_database_error() {
            Some(database) if database.message().contains("no such table") => {
                refuse("its list of migrations is missing".to_owned())
            }
            _ => translate(place, &error),
        })?;
    if rows.is_empty() {
        return Err(refuse("its list of migrations is empty".to_owned()));
    }
    let mut known = MIGRATOR.iter();
    for row in &rows {
        let column = |error: sqlx::Error| translate(place, &error);
        let version: i64 = row.try_get(0).map_err(column)?;
        let description: String = row.try_get(1).map_err(column)?;
        let checksum: Vec<u8> = row.try_get(2).map_err(column)?;
        let name = format!("{version:04} {description}");
        match known.next() {
            None => {
                return Err(refuse(format!(
                    "it has the migration {name}, which is from a newer release; use that release"
                )));
            }
            Some(migration) if migration.version != version => {
                return Err(refuse(format!(
                    "the migration {:04} {} was never applied, but {name} was",
                    migration.version, migration.description
                )));
            }
            Some(migration) if *migration.checksum != *checksum => {
                return Err(refuse(format!(
                    "its migration {name} is not the one of this release"
                )));
            }
            Some(_) => {}
        }
    }
    if known.next().is_some() {
        return Ok(Schema::Behind);
    }
    objects.compare(place)?;
    Ok(Schema::Current)
}
