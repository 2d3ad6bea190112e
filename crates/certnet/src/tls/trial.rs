//! Which versions a service can speak with a certificate. OpenSSL decides: it makes the handshake, in memory.

use std::sync::LazyLock;

use certcore::{key::PrivateKey, x509::Certificate};
use openssl::{
    asn1::Asn1Time,
    bn::BigNum,
    dh::Dh,
    ec::{EcGroup, EcKey},
    error::ErrorStack,
    hash::MessageDigest,
    nid::Nid,
    pkey::{PKey, Private},
    rsa::Rsa,
    ssl::{Ssl, SslContext, SslContextBuilder, SslMethod, SslVerifyMode},
    x509::X509,
};

use super::{
    protocol::Protocol,
    range::ProtocolRange,
    service::Side,
    settings::TlsSettings,
    wire::{HandshakeFault, handshake},
};

/// All suites that authenticate the server.
const EVERY_SUITE: &str = "ALL:COMPLEMENTOFALL:!aNULL:@SECLEVEL=0";

/// All curves on which OpenSSL can make a key for TLS.
const EVERY_CURVE: &str = "X25519:X448:P-256:P-384:P-521:secp256k1:brainpoolP256r1:brainpoolP384r1:brainpoolP512r1:\
     brainpoolP256r1tls13:brainpoolP384r1tls13:brainpoolP512r1tls13";

/// A version, and whether a service can speak it with a certificate.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Trial {
    /// The version.
    pub version: Protocol,
    /// Why not.
    pub outcome: Result<(), HandshakeFault>,
}

impl TlsSettings {
    /// Makes a handshake for each version of the range, with this certificate, those that follow it, and its key.
    ///
    /// The peer takes everything that OpenSSL has, and asks a client for its certificate. So what fails here fails with every
    /// peer; what succeeds needs a peer that can do the same.
    pub fn try_with(&self, chain: &[Certificate], key: &PrivateKey) -> Vec<Trial> {
        let attempt = |version| Trial {
            version,
            outcome: self.attempt(version, chain, key),
        };
        self.protocols().versions().map(attempt).collect()
    }

    fn attempt(
        &self,
        version: Protocol,
        chain: &[Certificate],
        key: &PrivateKey,
    ) -> Result<(), HandshakeFault> {
        let failed = |error: ErrorStack| HandshakeFault::from(&error);
        let own = self.context(chain, key).map_err(failed)?;
        let peer = match self.service().side() {
            Side::Server => client(version),
            Side::Client => server(version, self.takes_ecdsa(version)),
        };
        let own = Ssl::new(&own).map_err(failed)?;
        let peer = peer.and_then(|peer| Ssl::new(&peer)).map_err(failed)?;
        match self.service().side() {
            Side::Server => handshake(peer, own),
            Side::Client => handshake(own, peer),
        }
    }

    fn context(&self, chain: &[Certificate], key: &PrivateKey) -> Result<SslContext, ErrorStack> {
        let method = match self.service().side() {
            Side::Server => SslMethod::tls_server(),
            Side::Client => SslMethod::tls_client(),
        };
        let mut context = SslContext::builder(method)?;
        self.set(&mut context)?;
        for (place, certificate) in chain.iter().enumerate() {
            let certificate = X509::from_der(certificate.der())?;
            match place {
                0 => context.set_certificate(&certificate)?,
                _ => context.add_extra_chain_cert(certificate)?,
            }
        }
        context.set_private_key(key.openssl())?;
        Ok(context.build())
    }

    /// Whether a server with an ECDSA certificate can answer this client.
    fn takes_ecdsa(&self, version: Protocol) -> bool {
        version == Protocol::Tls13
            || self
                .ciphers()
                .expand_within(ProtocolRange::only(version))
                .iter()
                .any(|suite| suite.authentication == "ECDSA")
    }
}

/// A client that takes everything.
fn client(version: Protocol) -> Result<SslContext, ErrorStack> {
    Ok(peer(SslMethod::tls_client(), version)?.build())
}

/// A server that wants a certificate and takes every one.
fn server(version: Protocol, takes_ecdsa: bool) -> Result<SslContext, ErrorStack> {
    let mut context = peer(SslMethod::tls_server(), version)?;
    let wanted = SslVerifyMode::PEER | SslVerifyMode::FAIL_IF_NO_PEER_CERT;
    context.set_verify_callback(wanted, |_, _| true);
    context.set_tmp_dh(&*Dh::from_pqg(
        BigNum::get_rfc3526_prime_2048()?,
        None,
        BigNum::from_u32(2)?,
    )?)?;
    let key = if takes_ecdsa {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
        PKey::from_ec_key(EcKey::generate(&group)?)?
    } else {
        RSA_KEY.clone()?
    };
    context.set_certificate(&*certificate(&key)?)?;
    context.set_private_key(&key)?;
    Ok(context.build())
}

/// The key of a server in memory, made when the first client needs one: that takes a tenth of a second.
static RSA_KEY: LazyLock<Result<PKey<Private>, ErrorStack>> =
    LazyLock::new(|| PKey::from_rsa(Rsa::generate(2048)?));

fn peer(method: SslMethod, version: Protocol) -> Result<SslContextBuilder, ErrorStack> {
    let mut context = SslContext::builder(method)?;
    context.set_security_level(0);
    context.set_min_proto_version(Some(version.to_openssl()))?;
    context.set_max_proto_version(Some(version.to_openssl()))?;
    context.set_cipher_list(EVERY_SUITE)?;
    context.set_groups_list(EVERY_CURVE)?;
    Ok(context)
}

/// A certificate that signed itself; nobody verifies it.
fn certificate(key: &PKey<Private>) -> Result<X509, ErrorStack> {
    let mut certificate = X509::builder()?;
    certificate.set_version(2)?;
    certificate.set_pubkey(key)?;
    certificate.set_not_before(&*Asn1Time::from_unix(0)?)?;
    certificate.set_not_after(&*Asn1Time::from_unix(0)?)?;
    certificate.sign(key, MessageDigest::sha256())?;
    Ok(certificate.build())
}

#[cfg(test)]
mod tests {
    use certcore::{
        issue::Description,
        key::KeyAlgorithm,
        x509::{Serial, Validity},
    };

    use super::super::{preset::Preset, service::TlsService};
    use super::*;

    fn settings(service: TlsService, protocols: &str, ciphers: &str) -> TlsSettings {
        let (protocols, ciphers) = (protocols.parse().unwrap(), ciphers.parse().unwrap());
        TlsSettings::new(service, protocols, ciphers).unwrap()
    }

    fn certificate(key: &PrivateKey) -> Certificate {
        let name = Description::builder().common_name("mail.example.com");
        let validity = Validity::for_days("2026-01-01T00:00:00Z".parse().unwrap(), 90).unwrap();
        let serial = Serial::from_random([1; 16]);
        name.build().unwrap().self_signed(key, validity, &serial).unwrap()
    }

    /// The versions in which a handshake succeeds with a new key and its certificate.
    fn spoken(settings: &TlsSettings, algorithm: KeyAlgorithm) -> String {
        let key = PrivateKey::generate(algorithm).unwrap();
        let trials = settings.try_with(&[certificate(&key)], &key);
        let spoken = trials.iter().filter(|trial| trial.outcome.is_ok());
        spoken
            .map(|trial| trial.version.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn every_kind_of_key_speaks_what_openssl_lets_it_speak() {
        for service in TlsService::ALL {
            let modern = Preset::Modern.settings(service).unwrap();
            for (algorithm, versions) in [
                (KeyAlgorithm::Rsa2048, "1.2 1.3"),
                (KeyAlgorithm::EcP256, "1.2 1.3"),
                (KeyAlgorithm::Ed25519, "1.2 1.3"),
            ] {
                assert_eq!(spoken(&modern, algorithm), versions, "{service} {algorithm}");
            }
            if PrivateKey::generate(KeyAlgorithm::MlDsa44).is_ok() {
                assert_eq!(spoken(&modern, KeyAlgorithm::MlDsa44), "1.3", "{service}");
            }
        }
    }

    #[test]
    fn the_appliances_servers_speak_with_rsa_keys_only() {
        for service in [TlsService::Gui, TlsService::Inbound] {
            let asyncos = Preset::Asyncos15_5.settings(service).unwrap();
            assert_eq!(spoken(&asyncos, KeyAlgorithm::Rsa2048), "1.2");
            assert_eq!(spoken(&asyncos, KeyAlgorithm::EcP256), "");
        }
        for service in [TlsService::Outbound, TlsService::Other] {
            let asyncos = Preset::Asyncos15_5.settings(service).unwrap();
            assert_eq!(spoken(&asyncos, KeyAlgorithm::Rsa2048), "1.1 1.2");
            assert_eq!(spoken(&asyncos, KeyAlgorithm::EcP256), "1.1 1.2");
        }
    }

    #[test]
    fn cipher_string_decides_between_rsa_and_ecdsa_below_tls_1_3() {
        let rsa_only = settings(TlsService::Inbound, "1.2-1.3", "HIGH:!ECDSA");
        assert_eq!(spoken(&rsa_only, KeyAlgorithm::EcP256), "1.3");
        assert_eq!(spoken(&rsa_only, KeyAlgorithm::Rsa2048), "1.2 1.3");
        let ecdsa_only = settings(TlsService::Inbound, "1.2", "ECDHE+ECDSA");
        assert_eq!(spoken(&ecdsa_only, KeyAlgorithm::Rsa2048), "");
        assert_eq!(spoken(&ecdsa_only, KeyAlgorithm::EcP256), "1.2");
        assert_eq!(spoken(&ecdsa_only, KeyAlgorithm::Ed25519), "1.2");
        let ephemeral_dh = settings(TlsService::Inbound, "1.2", "DHE+aRSA");
        assert_eq!(spoken(&ephemeral_dh, KeyAlgorithm::Rsa2048), "1.2");
    }

    #[test]
    fn a_client_shows_its_certificate_to_a_server_of_the_other_kind() {
        let rsa_servers = settings(TlsService::Outbound, "1.2", "ECDHE+aRSA");
        assert_eq!(spoken(&rsa_servers, KeyAlgorithm::EcP256), "1.2");
        let ecdsa_servers = settings(TlsService::Outbound, "1.2", "ECDHE+ECDSA");
        assert_eq!(spoken(&ecdsa_servers, KeyAlgorithm::Rsa2048), "1.2");
    }

    #[test]
    fn what_fails_has_a_reason_and_a_weak_key_is_named_as_such() {
        let settings = settings(TlsService::Inbound, "1.2", "HIGH:!ECDSA");
        let key = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
        let trials = settings.try_with(&[], &key);
        assert_eq!(trials.len(), 1);
        let fault = trials[0].outcome.as_ref().unwrap_err();
        assert!(!fault.reason.is_empty() && !fault.is_too_weak, "{fault:?}");

        let key = openssl::rsa::Rsa::generate(1024)
            .unwrap()
            .private_key_to_der()
            .unwrap();
        let key = PrivateKey::read_der(&key, None).unwrap();
        let chain = [certificate(&key)];
        let modern = Preset::Modern.settings(TlsService::Inbound).unwrap();
        for trial in modern.try_with(&chain, &key) {
            let fault = trial.outcome.unwrap_err();
            assert!(fault.is_too_weak, "{fault:?}");
        }
    }
}
