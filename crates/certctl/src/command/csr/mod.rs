//! The verbs of `certctl csr`.

pub(super) mod create;
