//! `certctl store`

pub(crate) mod check;
pub(crate) mod rekey;
