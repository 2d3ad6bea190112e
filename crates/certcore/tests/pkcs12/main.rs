//! PKCS#12 through the public face of the library.

mod captured;
mod forge;
mod hostile;
mod producers;
mod round_trip;
