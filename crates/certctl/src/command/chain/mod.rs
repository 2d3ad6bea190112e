//! The verbs of `certctl chain`.

pub(super) mod repair;
