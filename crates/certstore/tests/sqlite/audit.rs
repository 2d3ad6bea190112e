//! The database itself keeps the audit log from being changed.

use crate::place::{change, raw, store, wait};

#[test]
fn a_record_of_the_audit_log_is_neither_changed_nor_deleted() {
    wait(async {
        let (_folder, path) = store().await;
        change(
            &path,
            "INSERT INTO audit VALUES (1, 0, 'anna', 'cli', 'init', '', '', x'00')",
        )
        .await;
        let mut raw = raw(&path).await;
        for statement in ["UPDATE audit SET author = 'bert'", "DELETE FROM audit"] {
            let refused = sqlx::raw_sql(statement).execute(&mut raw).await.unwrap_err();
            assert!(
                refused.to_string().contains("the audit log only grows"),
                "{refused}"
            );
        }
    });
}
