//! PKCS#12 through the public face of the library.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot be set up has failed"
)]

mod captured;
mod forge;
mod hostile;
mod producers;
mod round_trip;
