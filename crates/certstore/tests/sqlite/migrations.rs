//! Migrations that are not those of this release are refused by name.

use certcore::diagnostic::Diagnostic as _;

use crate::place::{change, refusal, store, wait};

fn refused_after(statement: &'static str, says: &str) {
    wait(async {
        let (_folder, path) = store().await;
        change(&path, statement).await;
        let refusal = refusal(&path).await;
        assert_eq!(refusal.name(), "store-migration", "{refusal}");
        assert!(refusal.to_string().contains(says), "{refusal}");
    });
}

#[test]
fn an_edited_migration_is_refused_by_name() {
    refused_after(
        "UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 1",
        "its migration 0001 configuration is not the one of this release",
    );
}

#[test]
fn a_migration_of_a_newer_release_is_refused_by_name() {
    refused_after(
        "INSERT INTO _sqlx_migrations SELECT 9999, 'clouds', installed_on, success, checksum, execution_time \
         FROM _sqlx_migrations",
        "it has the migration 9999 clouds, which is from a newer release",
    );
}

#[test]
fn a_migration_that_was_left_out_is_refused_by_name() {
    refused_after(
        "UPDATE _sqlx_migrations SET version = 2",
        "the migration 0001 configuration was never applied, but 0002 configuration was",
    );
}

#[test]
fn a_store_without_its_list_of_migrations_is_refused() {
    refused_after("DELETE FROM _sqlx_migrations", "its list of migrations is empty");
    refused_after("DROP TABLE _sqlx_migrations", "its list of migrations is missing");
}

#[test]
fn a_schema_that_something_else_changed_is_refused_by_its_object() {
    let refused_after = |statement: &'static str, says: &str| {
        wait(async {
            let (_folder, path) = store().await;
            change(&path, statement).await;
            let refusal = refusal(&path).await;
            assert_eq!(refusal.name(), "store-schema-differs", "{refusal}");
            assert!(refusal.to_string().contains(says), "{refusal}");
        });
    };
    refused_after(
        "CREATE TRIGGER steal AFTER INSERT ON entry BEGIN UPDATE entry SET body = '{}'; END",
        "it has the trigger 'steal'",
    );
    refused_after(
        "DROP TRIGGER audit_is_not_deleted",
        "the trigger audit_is_not_deleted is missing",
    );
    refused_after(
        "DROP TABLE _sqlx_migrations; CREATE VIEW _sqlx_migrations AS \
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS version FROM n",
        "it has the view '_sqlx_migrations'",
    );
    refused_after(
        "ALTER TABLE alert ADD COLUMN more TEXT",
        "it has the table 'alert'",
    );
}
