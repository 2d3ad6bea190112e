//! The verbs of `certctl cert`.

pub(super) mod self_sign;
