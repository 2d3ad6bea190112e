//! What is asked of a store costs what it answers, not what the store holds: `SQLite` finds it by an index.

use std::fmt::Write as _;

use sqlx::{Connection as _, SqliteConnection};

use super::{alert, candidate, certificate, entry, reference};

const SCHEMA: &str = include_str!("../../schema/sqlite.sql");

/// Every statement that looks for something in a table that grows.
const STATEMENTS: [(&str, &str); 18] = [
    ("alerts", alert::PAGE),
    ("conflicts", candidate::CONFLICTS),
    ("unstage", candidate::UNSTAGE),
    ("delete certificate", certificate::DELETE_CERTIFICATE),
    ("delete request", certificate::DELETE_REQUEST),
    ("delete key", certificate::DELETE_KEY),
    ("entry", entry::ENTRY),
    ("entries of", entry::ENTRIES_OF),
    ("entries", entry::ENTRIES),
    ("entries of kind", entry::ENTRIES_OF_KIND),
    ("entries at", entry::ENTRIES_AT),
    ("entries of kind at", entry::ENTRIES_OF_KIND_AT),
    ("versions", entry::VERSIONS),
    ("changes", entry::CHANGES),
    ("touched after", entry::TOUCHED_AFTER),
    ("earlier", entry::HOLDERS_OF_KEYS),
    ("end", entry::END),
    ("referrers", reference::REFERRERS),
];

/// What is never found by going through all of it.
const GROWING: [&str; 9] = [
    "entry",
    "before",
    "reference",
    "holding",
    "certificate",
    "request",
    "private_key",
    "alert",
    "revision",
];

/// A store with a long history: each of 200 interfaces names one profile and was changed 20 times.
async fn store() -> SqliteConnection {
    let mut raw = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let mut rows = SCHEMA.to_owned();
    for revision in 1..=20 {
        writeln!(
            rows,
            "INSERT INTO revision VALUES ({revision}, 'anna', 'cli', 0, NULL);"
        )
        .unwrap();
        writeln!(
            rows,
            "INSERT INTO certificate VALUES ('{revision}', '', '', 0, {revision}, x'');"
        )
        .unwrap();
    }
    rows.push_str(
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 200) \
         INSERT INTO entry (kind, name, since, until, body, leaf) \
         SELECT 'interface', 'i' || n, number, iif (number = 20, NULL, number + 1), '{}', number FROM numbers, revision; \
         INSERT INTO reference SELECT id, 'profile', 'mx' FROM entry WHERE until IS NULL; \
         INSERT INTO holding SELECT id, 'key', leaf FROM entry; \
         INSERT INTO candidate_change SELECT kind, name, body, 1, 'anna', 'cli', 0 FROM entry WHERE until IS NULL;",
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(rows))
        .execute(&mut raw)
        .await
        .unwrap();
    raw
}

/// The steps of a statement that go through a whole table.
async fn scans(raw: &mut SqliteConnection, statement: &str) -> Vec<String> {
    let explain = format!("EXPLAIN QUERY PLAN {statement}");
    let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(sqlx::AssertSqlSafe(explain))
        .fetch_all(raw)
        .await
        .unwrap();
    assert!(!steps.is_empty(), "{statement}");
    let scanned = |step: &String| {
        let table = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
        table.is_some_and(|table| GROWING.contains(&table))
    };
    steps.into_iter().map(|step| step.3).filter(scanned).collect()
}

fn wait(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    runtime.unwrap().block_on(test);
}

#[test]
fn every_question_is_answered_by_an_index() {
    wait(every_question());
}

async fn every_question() {
    let mut raw = store().await;
    for statistics in ["", "ANALYZE"] {
        sqlx::raw_sql(statistics).execute(&mut raw).await.unwrap();
        for (name, statement) in STATEMENTS {
            let scans = scans(&mut raw, statement).await;
            assert_eq!(scans, Vec::<String>::new(), "{name} {statistics}");
        }
    }
}

/// What is asked of the active configuration does not go through what was replaced.
#[test]
fn the_history_is_in_nobodys_way() {
    wait(active_questions());
}

async fn active_questions() {
    let mut raw = store().await;
    for (name, statement, index) in [
        ("entries", entry::ENTRIES, "entry_until (until=?)"),
        (
            "entries of kind",
            entry::ENTRIES_OF_KIND,
            "entry_until (until=? AND kind=?)",
        ),
        ("entries at", entry::ENTRIES_AT, "entry_until (until>?)"),
        ("profiles", entry::PROFILES, "entry_until (until=? AND kind=?)"),
    ] {
        let explain = format!("EXPLAIN QUERY PLAN {statement}");
        let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(sqlx::AssertSqlSafe(explain))
            .fetch_all(&mut raw)
            .await
            .unwrap();
        assert!(
            steps.iter().any(|step| step.3.contains(index)),
            "{name}: {steps:?}"
        );
    }
}
