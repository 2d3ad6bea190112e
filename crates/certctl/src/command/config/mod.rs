//! `certctl config`

pub(crate) mod load;
pub(crate) mod save;
