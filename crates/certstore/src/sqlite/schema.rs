//! Whether a store has the tables, indices and triggers that the migrations make, and nothing else.

use sqlx::SqlitePool;

use super::error::translate;
use crate::repository::BackendError;

/// What the migrations make; a test says so.
const WRITTEN: &str = include_str!("../../schema/sqlite.sql");
/// The table of the migrations, which sqlx makes.
const MIGRATIONS: &str = "_sqlx_migrations";
/// A file with more objects is no store, and is not read any further.
const MOST: i64 = 200;

/// The objects of a file.
pub(super) struct Objects(Vec<Object>);

#[derive(sqlx::FromRow)]
struct Object {
    kind: String,
    name: String,
    sql: String,
}

impl Objects {
    /// The objects of a file, before any of them is used. A view may stand where a table is looked for, so none is let in.
    pub(super) async fn read(pool: &SqlitePool, place: &str) -> Result<Self, BackendError> {
        let objects: Vec<Object> = sqlx::query_as(
            "SELECT type AS kind, name, coalesce(sql, '') AS sql FROM sqlite_schema \
             WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' LIMIT ?",
        )
        .bind(MOST)
        .fetch_all(pool)
        .await
        .map_err(|error| translate(place, &error))?;
        match objects.iter().find(|object| object.kind == "view") {
            Some(view) => Err(strange(place, view)),
            None => Ok(Self(objects)),
        }
    }

    /// Refuses a file that is not as the migrations made it.
    pub(super) fn compare(&self, place: &str) -> Result<(), BackendError> {
        let own = |object: &&Object| object.name != MIGRATIONS;
        if let Some(object) = self.0.iter().filter(own).find(|object| !is_written(object)) {
            return Err(strange(place, object));
        }
        match written().find(|(_, name)| self.0.iter().all(|object| object.name != *name)) {
            Some((kind, name)) => Err(BackendError::Schema {
                place: place.to_owned(),
                reason: format!("the {} {name} is missing", kind.to_lowercase()),
            }),
            None => Ok(()),
        }
    }
}

fn strange(place: &str, object: &Object) -> BackendError {
    let Object { kind, name, .. } = object;
    BackendError::Schema {
        place: place.to_owned(),
        reason: format!(
            "it has the {kind} '{}', which no release makes so",
            name.escape_debug()
        ),
    }
}

/// Whether the schema has this object, and says the same of it.
fn is_written(object: &Object) -> bool {
    written().any(|(_, name)| name == object.name) && WRITTEN.contains(&format!("{};", object.sql))
}

/// Kind and name of all that the schema makes.
fn written() -> impl Iterator<Item = (&'static str, &'static str)> {
    WRITTEN.lines().filter_map(|line| {
        let mut words = line.strip_prefix("CREATE ")?.split_whitespace();
        let kind = words.find(|word| *word != "UNIQUE")?;
        Some((kind, words.next()?))
    })
}
