//! The verbs of `certctl names`.

pub(super) mod check;
