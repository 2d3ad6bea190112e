//! Limits an OpenSSL context to a range of TLS versions.

use openssl::error::ErrorStack;
use openssl::ssl::SslContextBuilder;

use super::range::ProtocolRange;

/// OpenSSL's security level for TLS 1.2 and newer: 112 bits, RSA and DH keys of 2048 bits, no SHA-1 signatures. It is what
/// OpenSSL 3.2 and newer take by themselves; a distribution's configuration does not change it.
const LEVEL: u32 = 2;

/// The level at which OpenSSL 3 speaks TLS 1.0 and 1.1, which sign with MD5 and SHA-1.
const LEVEL_FOR_DEPRECATED_VERSIONS: u32 = 0;

/// Lets `context` speak the versions of `range` and no other, and sets the security level that they need.
///
/// The level is that of this context alone. A cipher string with `@SECLEVEL=n` that is set afterwards changes it.
pub(super) fn limit(context: &mut SslContextBuilder, range: ProtocolRange) -> Result<(), ErrorStack> {
    context.set_security_level(if range.lowest().is_deprecated() {
        LEVEL_FOR_DEPRECATED_VERSIONS
    } else {
        LEVEL
    });
    context.set_min_proto_version(Some(range.lowest().to_openssl()))?;
    context.set_max_proto_version(Some(range.highest().to_openssl()))
}
