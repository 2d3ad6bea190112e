//! The written schema is what the migrations make.

use std::path::Path;

use sqlx::Connection as _;

use crate::place::{raw, store, wait};

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
