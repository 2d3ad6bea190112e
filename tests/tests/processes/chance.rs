//! Instants by chance.

use std::{
    hash::{BuildHasher as _, Hasher as _, RandomState},
    time::Duration,
};

/// An instant within a span.
pub(crate) fn instant_within(span: Duration) -> Duration {
    let chance = RandomState::new().build_hasher().finish();
    span.mul_f64(f64::from(u16::try_from(chance % 10_000).unwrap_or(0)) / 10_000.0)
}
