//! Making requests and certificates.
