//! The verbs of `certctl key`.

pub(super) mod generate;
