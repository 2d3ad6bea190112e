//! What changes: the candidate, and what a revision did, entry by entry and field by field.

mod entry_change;
mod field_change;
mod labels;
mod pending;

pub use entry_change::{Act, ChangesError, EntryChange, describe};
pub use field_change::{FieldChange, FieldValue};
pub use pending::{PendingChange, PendingChanges, changes};
