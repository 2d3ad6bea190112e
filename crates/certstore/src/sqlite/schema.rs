//! Whether a store has the tables, indices and triggers that the migrations make, and nothing else.

use sqlx::SqliteConnection;

use super::error::translate;
use crate::repository::BackendError;

/// What the migrations make; a test says so.
const WRITTEN: &str = include_str!("../../schema/sqlite.sql");

/// Asked before anything in the file is used, in one row. A file with thousands of objects is not read to its end.
const QUESTION: &str = "\
WITH object AS (SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' LIMIT 200) \
SELECT \
  (SELECT min(type || ' ' || name) FROM object \
   WHERE type = 'view' OR (name = '_sqlx_migrations' AND type <> 'table')) AS standing_in, \
  (SELECT min(type || ' ' || name) FROM object \
   WHERE name <> '_sqlx_migrations' AND instr(?, coalesce(sql, name) || ';') = 0) AS strange, \
  (SELECT group_concat(name, ' ') FROM object) AS names";

/// What is to be said of a file's objects.
#[derive(sqlx::FromRow)]
pub(super) struct Objects {
    /// What is found where a table is looked for, and is none.
    standing_in: Option<String>,
    /// What the migrations do not make, or not so.
    strange: Option<String>,
    /// The names of all.
    names: Option<String>,
}

impl Objects {
    /// The objects of a file. What stands in for a table is refused at once.
    pub(super) async fn read(connection: &mut SqliteConnection, place: &str) -> Result<Self, BackendError> {
        let objects: Self = sqlx::query_as(QUESTION)
            .bind(WRITTEN)
            .fetch_one(connection)
            .await
            .map_err(|error| translate(place, &error))?;
        match &objects.standing_in {
            Some(object) => Err(strange(place, object)),
            None => Ok(objects),
        }
    }

    /// Refuses a file that is not as the migrations made it.
    pub(super) fn compare(&self, place: &str) -> Result<(), BackendError> {
        if let Some(object) = &self.strange {
            return Err(strange(place, object));
        }
        let names = self.names.as_deref().unwrap_or_default();
        let missing = written().find(|(_, name)| names.split(' ').all(|found| found != *name));
        match missing {
            Some((kind, name)) => Err(BackendError::Schema {
                place: place.to_owned(),
                reason: format!("the {} {name} is missing", kind.to_lowercase()),
            }),
            None => Ok(()),
        }
    }
}

fn strange(place: &str, object: &str) -> BackendError {
    let (kind, name) = object.split_once(' ').unwrap_or_default();
    BackendError::Schema {
        place: place.to_owned(),
        reason: format!(
            "it has the {kind} '{}', which no release makes so",
            name.escape_debug()
        ),
    }
}

/// Kind and name of all that the schema makes.
fn written() -> impl Iterator<Item = (&'static str, &'static str)> {
    WRITTEN.lines().filter_map(|line| {
        let mut words = line.strip_prefix("CREATE ")?.split_whitespace();
        let kind = words.find(|word| *word != "UNIQUE")?;
        Some((kind, words.next()?))
    })
}
