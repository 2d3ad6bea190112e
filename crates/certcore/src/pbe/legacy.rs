//! The ciphers of old files: OpenSSL's `legacy` provider, in a library context of its own.

use std::sync::LazyLock;

use openssl::{
    lib_ctx::{LibCtx, LibCtxRef},
    provider::Provider,
};

struct Legacy {
    context: LibCtx,
    // Unloads the provider when it is dropped.
    _provider: Provider,
}

static LEGACY: LazyLock<Option<Legacy>> = LazyLock::new(|| {
    let context = LibCtx::new().ok()?;
    let provider = Provider::load(Some(&context), "legacy").ok()?;
    Some(Legacy {
        context,
        _provider: provider,
    })
});

/// A library context with RC2, RC4 and DES, loaded on first use and kept until the process ends.
///
/// The default context of the process stays as it is: what it did not offer before it does not offer after.
/// `None` when this OpenSSL was built or installed without the provider.
pub(super) fn context() -> Option<&'static LibCtxRef> {
    LEGACY.as_ref().map(|legacy| &*legacy.context)
}
