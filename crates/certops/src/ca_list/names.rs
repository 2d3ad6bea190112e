//! The names of the lists.

/// The list that certificates are imported into.
pub const CUSTOM: &str = "custom";
/// The list of the operating system, which holds no certificates of its own.
pub const SYSTEM: &str = "system";
