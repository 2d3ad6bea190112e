//! PKCS#12 files that other programs wrote: certctl finds in them what went in.

mod backup;
mod gnutls;
mod java;
mod nss;
mod openssl;
mod unicode;
