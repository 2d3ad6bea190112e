//! The written schema is what the migrations make, and what else a file may have.

use std::path::Path;

use certcore::diagnostic::Diagnostic as _;
use certstore::{repository::Backend as _, sqlite::SqliteBackend};
use sqlx::Connection as _;

use crate::place::{change, raw, refusal, store, wait};

const SCHEMA: &str = include_str!("../../schema/sqlite.sql");

/// Tables, indices and triggers, each in one line.
async fn objects(path: &Path) -> Vec<String> {
    let mut raw = raw(path).await;
    let objects: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> '_sqlx_migrations' \
         ORDER BY type, name",
    )
    .fetch_all(&mut raw)
    .await
    .unwrap();
    raw.close().await.unwrap();
    let one_line = |sql: &str| sql.split_whitespace().collect::<Vec<_>>().join(" ");
    objects
        .iter()
        .map(|(kind, name, sql)| format!("{kind} {name}: {}", one_line(sql)))
        .collect()
}

#[test]
fn the_written_schema_is_what_the_migrations_make() {
    wait(async {
        let (folder, migrated) = store().await;
        let written = folder.path().join("written.db");
        let mut connection = raw(&written).await;
        sqlx::raw_sql(SCHEMA).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let objects_of_schema = objects(&written).await;
        assert!(objects_of_schema.len() > 20, "{objects_of_schema:?}");
        assert_eq!(objects(&migrated).await, objects_of_schema);
    });
}

/// An object that a row of the schema makes, whatever its name.
fn row(kind: &str, name: &str, table: &str, sql: &str) -> String {
    let sql = sql.replace('\'', "''");
    format!(
        "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) \
         VALUES ('{kind}', '{name}', '{table}', 0, '{sql}'); PRAGMA writable_schema = RESET"
    )
}

#[test]
fn nothing_that_acts_by_itself_is_let_in_under_any_name() {
    let trigger = "AFTER INSERT ON entry BEGIN UPDATE entry SET body = '{}'; END";
    let view = "AS SELECT * FROM entry";
    for (statement, says) in [
        (
            row(
                "trigger",
                "sqlite_help",
                "entry",
                &format!("CREATE TRIGGER sqlite_help {trigger}"),
            ),
            "trigger 'sqlite_help'",
        ),
        (
            "DROP TRIGGER audit_is_not_deleted; ".to_owned()
                + &row(
                    "trigger",
                    "audit_is_not_deleted",
                    "entry",
                    &format!("CREATE TRIGGER audit_is_not_deleted {trigger}"),
                ),
            "trigger 'audit_is_not_deleted'",
        ),
        (
            row(
                "table",
                "notes",
                "notes",
                &format!("CREATE TRIGGER notes {trigger}"),
            ),
            "table 'notes'",
        ),
        (
            row(
                "index",
                "sqlite_autoindex_entry_9",
                "entry",
                &format!("CREATE TRIGGER x {trigger}"),
            ),
            "index 'sqlite_autoindex_entry_9'",
        ),
        (
            row(
                "view",
                "sqlite_view",
                "sqlite_view",
                &format!("CREATE VIEW sqlite_view {view}"),
            ),
            "view 'sqlite_view'",
        ),
        (format!("CREATE VIEW notes {view}"), "view 'notes'"),
        (
            "CREATE VIRTUAL TABLE notes USING fts5 (text)".to_owned(),
            "table 'notes'",
        ),
        (
            "CREATE TABLE notes (entry INTEGER REFERENCES entry (id) ON DELETE CASCADE)".to_owned(),
            "table 'notes'",
        ),
        (
            "CREATE UNIQUE INDEX notes ON entry (kind)".to_owned(),
            "index 'notes'",
        ),
        (
            "CREATE INDEX notes ON entry (upper (kind))".to_owned(),
            "index 'notes'",
        ),
        (
            "CREATE INDEX notes ON entry (kind) WHERE id > 1".to_owned(),
            "index 'notes'",
        ),
    ] {
        wait(async {
            let (_folder, path) = store().await;
            let mut raw = raw(&path).await;
            sqlx::raw_sql(sqlx::AssertSqlSafe(statement.clone()))
                .execute(&mut raw)
                .await
                .unwrap();
            raw.close().await.unwrap();
            let refusal = refusal(&path).await;
            // Some rows the database itself finds damaged.
            let found = refusal.name() == "store-corrupt" || refusal.to_string().contains(says);
            assert!(found, "{statement}: {refusal}");
            let name = refusal.name();
            assert!(
                matches!(name, "store-schema-differs" | "store-corrupt"),
                "{statement}: {refusal}"
            );
        });
    }
}

#[test]
fn plain_tables_and_indices_of_other_programs_may_stay() {
    wait(async {
        let (_folder, path) = store().await;
        change(
            &path,
            "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER); \
             CREATE TABLE _litestream_lock (id INTEGER); \
             CREATE TABLE \"notes\" (text TEXT PRIMARY KEY); CREATE INDEX by_name ON entry (name); \
             INSERT INTO revision VALUES (1, 'anna', 'cli', 0, NULL); ANALYZE",
        )
        .await;
        let backend = SqliteBackend::open(&path).await.unwrap();
        assert!(backend.check().await.unwrap().is_empty());
    });
}

#[test]
fn thousands_of_objects_are_not_read() {
    wait(async {
        let (_folder, path) = store().await;
        let mut raw = raw(&path).await;
        for number in 0..200 {
            let statement = format!("CREATE TABLE t{number} (a INTEGER)");
            sqlx::raw_sql(sqlx::AssertSqlSafe(statement))
                .execute(&mut raw)
                .await
                .unwrap();
        }
        raw.close().await.unwrap();
        let refusal = refusal(&path).await;
        assert!(refusal.to_string().contains("more than 200 objects"), "{refusal}");
    });
}
