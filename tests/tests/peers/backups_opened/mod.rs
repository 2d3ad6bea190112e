//! PKCS#12 files of certctl, opened by every other program: each must find the key and the whole chain.

mod backup;
mod by_gnutls;
mod by_java;
mod by_nss;
mod by_openssl;
