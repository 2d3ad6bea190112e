//! The verbs of `certctl p12`.

pub(super) mod create;
pub(super) mod extract;
pub(super) mod inspect;
pub(super) mod left_out;
