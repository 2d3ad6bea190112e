//! Puts TLS settings into force in an OpenSSL context.

use certcore::error_names;
use openssl::bn::BigNum;
use openssl::dh::Dh;
use openssl::error::ErrorStack;
use openssl::ssl::{SslContextBuilder, SslOptions};
use thiserror::Error;

use super::service::{Side, TlsService};
use super::settings::TlsSettings;
use super::suite::TLS13_SUITES;
use super::switch::Renegotiation;
use super::version_limit::limit;

/// OpenSSL's `SSL_OP_ALLOW_CLIENT_RENEGOTIATION`, which the crate does not name.
const ALLOW_CLIENT_RENEGOTIATION: SslOptions = SslOptions::from_bits_retain(1 << 8);

impl TlsSettings {
    /// Gives `context` these versions, suites and answers to renegotiation.
    ///
    /// TLS 1.0 and 1.1 need OpenSSL's security level 0. A range that has one of them sets it in this context, which
    /// then accepts signatures with SHA-1 and short keys of its peer with TLS 1.2 too; every other range sets level 2. A
    /// cipher string with `@SECLEVEL=n` has the last word. A server prefers its own order of suites, and agrees on keys of
    /// DHE suites in the 2048-bit group of RFC 3526 §3.
    ///
    /// With TLS 1.3 alone a cipher string that selects nothing is no error.
    ///
    /// The checks of the peer are not set: they need the peer's name and the trusted authorities, which only the one who
    /// connects has.
    ///
    /// # Errors
    ///
    /// [`ApplyError`] if OpenSSL refuses a setting, for example because it was built without an old version or has no suite
    /// of the cipher string any more.
    pub fn apply(&self, context: &mut SslContextBuilder) -> Result<(), ApplyError> {
        self.set(context).map_err(|error| ApplyError {
            service: self.service(),
            reason: error
                .errors()
                .first()
                .and_then(openssl::error::Error::reason)
                .unwrap_or("no reason given")
                .to_owned(),
        })
    }

    pub(super) fn set(&self, context: &mut SslContextBuilder) -> Result<(), ErrorStack> {
        limit(context, self.protocols())?;
        let selected = context.set_cipher_list(self.ciphers().as_str());
        if self.protocols().below_tls13().is_some() {
            selected?;
        }
        context.set_ciphersuites(&TLS13_SUITES.join(":"))?;
        context.set_options(SslOptions::NO_COMPRESSION);
        if self.service().side() == Side::Server {
            context.set_options(SslOptions::CIPHER_SERVER_PREFERENCE);
            let group = Dh::from_pqg(BigNum::get_rfc3526_prime_2048()?, None, BigNum::from_u32(2)?)?;
            context.set_tmp_dh(&group)?;
        }
        match self.renegotiation() {
            Some(Renegotiation::Allowed) => {
                context.clear_options(SslOptions::NO_RENEGOTIATION);
                context.set_options(ALLOW_CLIENT_RENEGOTIATION);
            }
            Some(Renegotiation::Refused) => {
                context.clear_options(ALLOW_CLIENT_RENEGOTIATION);
                context.set_options(SslOptions::NO_RENEGOTIATION);
            }
            None => {}
        }
        Ok(())
    }
}

/// OpenSSL refused a setting.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "OpenSSL refuses the TLS settings of {service}: {reason}; check which versions and suites this OpenSSL has"
)]
pub struct ApplyError {
    /// Whose settings.
    pub service: TlsService,
    /// OpenSSL's reason.
    pub reason: String,
}

error_names!(ApplyError {
    _ => "tls-settings-refused", "OpenSSL refuses the TLS settings of a service.";
});

#[cfg(test)]
mod tests {
    use openssl::ssl::{SslContext, SslMethod};

    use super::*;

    fn options(renegotiation: Renegotiation) -> SslOptions {
        let settings = TlsSettings::new(
            TlsService::Gui,
            "1.2-1.3".parse().expect("a range"),
            "HIGH".parse().expect("a cipher string"),
        )
        .expect("valid")
        .with_renegotiation(renegotiation)
        .expect("a server");
        let mut context = SslContext::builder(SslMethod::tls_server()).expect("a context");
        settings.apply(&mut context).expect("applies");
        context.options()
    }

    #[test]
    fn renegotiation_is_allowed_only_where_it_is_on() {
        let allowed = options(Renegotiation::Allowed);
        assert!(allowed.contains(ALLOW_CLIENT_RENEGOTIATION));
        assert!(!allowed.contains(SslOptions::NO_RENEGOTIATION));
        let refused = options(Renegotiation::Refused);
        assert!(!refused.contains(ALLOW_CLIENT_RENEGOTIATION));
        assert!(refused.contains(SslOptions::NO_RENEGOTIATION));
    }

    #[test]
    fn a_stored_string_that_selects_nothing_is_an_error_only_below_tls_1_3() {
        for (protocols, applies) in [("1.2-1.3", false), ("1.3", true)] {
            let json = format!(r#"{{"service":"gui","protocols":"{protocols}","ciphers":"NOSUCHWORD"}}"#);
            let settings: TlsSettings = serde_json::from_str(&json).expect("has the form");
            let mut context = SslContext::builder(SslMethod::tls_server()).expect("a context");
            assert_eq!(settings.apply(&mut context).is_ok(), applies, "{protocols}");
        }
    }
}
