//! Whether a store has the tables, indices and triggers that the migrations make, and nothing that acts by itself.
//!
//! Every row of `sqlite_schema` is looked at, whatever its name: `PRAGMA writable_schema` lets a row have any. A view, a
//! trigger or a virtual table that no migration makes is refused. Plain tables of other programs, such as the statistics of
//! `ANALYZE` and the tables of Litestream, change nothing here and may stay, with plain indices.

use std::collections::BTreeSet;

use sqlx::{SqliteConnection, migrate::Migrator};

use super::error::translate;
use crate::repository::BackendError;

/// The migrations of this release, in their order.
pub(super) static MIGRATOR: Migrator = sqlx::migrate!("migrations/sqlite");

/// What the migrations make; a test says so.
const WRITTEN: &str = include_str!("../../schema/sqlite.sql");

/// The most objects that a store may have. A file with thousands of them is not read to its end.
const MOST: usize = 200;

/// More letters than the text of an object that is allowed has.
const TOO_LONG: usize = 8192;

/// Asked before anything in the file is used. One object more than may be, and no text beyond the one that is too long.
const QUESTION: &str =
    "SELECT type, name, tbl_name, substr(sql, 1, 8192) AS sql FROM sqlite_schema LIMIT 201";

/// An object of a file, as its schema lists it.
#[derive(Debug, sqlx::FromRow)]
struct Object {
    r#type: Option<String>,
    name: Option<String>,
    tbl_name: Option<String>,
    /// Missing where the database made the object for itself.
    sql: Option<String>,
}

/// The objects of a file, none of which acts by itself unless a migration makes it.
#[derive(Debug)]
pub(super) struct Objects(Vec<Object>);

impl Objects {
    /// The objects of a file. What acts by itself, or stands where a table is looked for and is none, is refused at once.
    pub(super) async fn read(connection: &mut SqliteConnection, place: &str) -> Result<Self, BackendError> {
        let objects: Vec<Object> = sqlx::query_as(QUESTION)
            .fetch_all(connection)
            .await
            .map_err(|error| translate(place, &error))?;
        if objects.len() > MOST {
            return Err(differs(place, format!("it has more than {MOST} objects")));
        }
        let made: BTreeSet<Statement<'_>> = MIGRATOR
            .iter()
            .flat_map(|migration| statements(migration.sql.as_str()))
            .chain(statements(WRITTEN))
            .collect();
        match objects
            .iter()
            .find(|object| !object.is_of(&made) && !object.is_harmless())
        {
            Some(object) => Err(object.strange(place)),
            None => Ok(Self(objects)),
        }
    }

    /// Refuses a file that is not as the migrations of this release made it.
    pub(super) fn compare(&self, place: &str) -> Result<(), BackendError> {
        let written: BTreeSet<Statement<'_>> = statements(WRITTEN).collect();
        let own = |name: &str| {
            written
                .iter()
                .any(|statement| name.eq_ignore_ascii_case(statement.name))
        };
        let changed = self.0.iter().find(|object| {
            !object.is_of(&written) && object.sql.is_some() && object.name.as_deref().is_none_or(own)
        });
        if let Some(object) = changed {
            return Err(object.strange(place));
        }
        let missing = written
            .iter()
            .find(|statement| !self.0.iter().any(|object| object.is(statement)));
        match missing {
            Some(Statement { kind, name, .. }) => {
                Err(differs(place, format!("the {kind} {name} is missing")))
            }
            None => Ok(()),
        }
    }
}

impl Object {
    fn is(&self, statement: &Statement<'_>) -> bool {
        self.r#type.as_deref() == Some(statement.kind)
            && self.name.as_deref() == Some(statement.name)
            && self.tbl_name.as_deref() == Some(statement.table)
            && self.sql.as_deref() == Some(statement.sql)
    }

    fn is_of(&self, statements: &BTreeSet<Statement<'_>>) -> bool {
        statements.iter().any(|statement| self.is(statement))
    }

    /// Whether it is a plain table or a plain index, which does nothing to what the migrations make.
    fn is_harmless(&self) -> bool {
        let (Some(kind), Some(name), Some(table)) = (&self.r#type, &self.name, &self.tbl_name) else {
            return false;
        };
        match (kind.as_str(), &self.sql) {
            // The index that the database makes for a key of a table.
            ("index", None) => name
                .strip_prefix("sqlite_autoindex_")
                .is_some_and(|rest| rest.rsplit_once('_').is_some_and(|(of, _)| of == table)),
            ("index", Some(sql)) => is_plain_index(sql, name),
            ("table", Some(sql)) => name == table && is_plain_table(sql, name),
            _ => false,
        }
    }

    fn strange(&self, place: &str) -> BackendError {
        let kind = self.r#type.as_deref().unwrap_or("object");
        let name = self.name.as_deref().unwrap_or_default();
        let reason = format!(
            "it has the {} '{}', which differs from every release of certctl",
            kind.escape_debug(),
            name.escape_debug()
        );
        differs(place, reason)
    }
}

fn differs(place: &str, reason: String) -> BackendError {
    BackendError::Schema {
        place: place.to_owned(),
        reason,
    }
}

/// A table that refers to no other one and computes nothing; the database keeps it as `CREATE TABLE NAME…`.
fn is_plain_table(sql: &str, name: &str) -> bool {
    let computes = ["references", "generated", " as ", " as("];
    let lower = sql.to_ascii_lowercase();
    let begins = sql
        .strip_prefix("CREATE TABLE ")
        .is_some_and(|rest| rest.trim_start_matches(['"', '\'', '`', '[']).starts_with(name));
    begins && sql.chars().count() < TOO_LONG && !computes.iter().any(|word| lower.contains(word))
}

/// An index of columns: no expression, no condition, and nothing that must be unique.
fn is_plain_index(sql: &str, name: &str) -> bool {
    let columns = sql
        .strip_prefix("CREATE INDEX ")
        .and_then(|rest| rest.trim_end().strip_suffix(')')?.split_once('('));
    columns.is_some_and(|(before, columns)| {
        before.contains(name)
            && columns.chars().all(|one| {
                one.is_ascii_alphanumeric() || matches!(one, '_' | ',' | ' ' | '"' | '`' | '[' | ']')
            })
    })
}

/// A statement that makes an object.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Statement<'s> {
    /// `table`, `index` or `trigger`, as the schema lists it.
    kind: &'static str,
    name: &'s str,
    /// The table that it belongs to.
    table: &'s str,
    /// The text that the database keeps.
    sql: &'s str,
}

/// The statements of a script that make something; each begins at the start of a line.
fn statements(script: &str) -> impl Iterator<Item = Statement<'_>> {
    let begins = script
        .match_indices("CREATE ")
        .map(|(at, _)| at)
        .filter(|&at| at == 0 || script.as_bytes().get(at - 1) == Some(&b'\n'));
    begins.filter_map(|at| {
        let rest = script.get(at..)?;
        let mut words = rest.split_whitespace().skip(1).filter(|word| *word != "UNIQUE");
        let (kind, end) = match words.next()? {
            "TABLE" => ("table", ";"),
            "INDEX" => ("index", ";"),
            "TRIGGER" => ("trigger", "\nEND;"),
            _ => return None,
        };
        let name = words.next()?;
        let table = match kind {
            "table" => name,
            _ => words.skip_while(|word| *word != "ON").nth(1)?,
        };
        let length = rest.find(end)? + end.len() - 1;
        Some(Statement {
            kind,
            name,
            table,
            sql: rest.get(..length)?,
        })
    })
}
