//! The migrations of this release, compiled in.

use sqlx::migrate::Migrator;

/// All of them, in their order.
pub(super) static MIGRATOR: Migrator = sqlx::migrate!("migrations/sqlite");
