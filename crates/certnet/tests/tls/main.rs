//! TLS settings in real handshakes: two contexts of one process, over a pair of sockets.

#![expect(clippy::expect_used, reason = "tests fail by panicking")]

use std::os::unix::net::UnixStream;
use std::thread;

use certnet::tls::{CipherString, Preset, Protocol, ProtocolRange, TLS13_SUITES, TlsService, TlsSettings};
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::ssl::{Ssl, SslContext, SslContextBuilder, SslMethod, SslVersion};
use openssl::x509::{X509, X509Name};

/// The suite strings of the tests have suites for every version.
const ANY_VERSION: &str = "HIGH:!aNULL";

/// What both ends agree on: the version and the suite.
type Agreed = (SslVersion, String);

struct Identity {
    key: PKey<Private>,
    certificate: X509,
}

impl Identity {
    fn new() -> Self {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).expect("a curve");
        Self::of(PKey::from_ec_key(EcKey::generate(&group).expect("a key")).expect("a key"))
    }

    /// With a key that every preset can use: that of the appliance has `!ECDSA`.
    fn rsa() -> Self {
        Self::of(PKey::from_rsa(Rsa::generate(2048).expect("a key")).expect("a key"))
    }

    fn of(key: PKey<Private>) -> Self {
        let mut name = X509Name::builder().expect("a name");
        name.append_entry_by_text("CN", "mx.example.com").expect("a name");
        let name = name.build();
        let mut builder = X509::builder().expect("a certificate");
        builder.set_version(2).expect("a version");
        let serial = BigNum::from_u32(1).and_then(|serial| serial.to_asn1_integer());
        builder
            .set_serial_number(&serial.expect("a serial"))
            .expect("a serial");
        builder.set_subject_name(&name).expect("a subject");
        builder.set_issuer_name(&name).expect("an issuer");
        builder.set_pubkey(&key).expect("a key");
        let (start, end) = (Asn1Time::from_unix(0), Asn1Time::days_from_now(1));
        builder.set_not_before(&start.expect("a time")).expect("a time");
        builder.set_not_after(&end.expect("a time")).expect("a time");
        builder.sign(&key, MessageDigest::sha256()).expect("a signature");
        Self {
            key,
            certificate: builder.build(),
        }
    }

    fn server(&self, settings: &TlsSettings) -> SslContext {
        let mut context = SslContext::builder(SslMethod::tls_server()).expect("a context");
        settings.apply(&mut context).expect("applies");
        self.install(context)
    }

    fn install(&self, mut context: SslContextBuilder) -> SslContext {
        context.set_certificate(&self.certificate).expect("a certificate");
        context.set_private_key(&self.key).expect("a key");
        context.build()
    }
}

fn settings(service: TlsService, protocols: ProtocolRange, ciphers: &str) -> TlsSettings {
    TlsSettings::new(service, protocols, CipherString::new(ciphers).expect("valid")).expect("valid")
}

fn client(settings: &TlsSettings) -> SslContext {
    let mut context = SslContext::builder(SslMethod::tls_client()).expect("a context");
    settings.apply(&mut context).expect("applies");
    context.build()
}

/// A client that knows no settings of ours and speaks exactly these versions.
fn foreign_client(lowest: Protocol, highest: Protocol) -> SslContext {
    let mut context = SslContext::builder(SslMethod::tls_client()).expect("a context");
    context.set_security_level(0);
    context
        .set_min_proto_version(Some(lowest.to_openssl()))
        .expect("a version");
    context
        .set_max_proto_version(Some(highest.to_openssl()))
        .expect("a version");
    context.build()
}

fn foreign_server(identity: &Identity, version: Protocol) -> SslContext {
    let mut context = SslContext::builder(SslMethod::tls_server()).expect("a context");
    context.set_security_level(0);
    context
        .set_min_proto_version(Some(version.to_openssl()))
        .expect("a version");
    context
        .set_max_proto_version(Some(version.to_openssl()))
        .expect("a version");
    identity.install(context)
}

/// What the two agree on; none if either end refuses.
fn handshake(server: &SslContext, client: &SslContext) -> Option<Agreed> {
    let (near, far) = UnixStream::pair().expect("a pair");
    let server = Ssl::new(server).expect("a server");
    let client = Ssl::new(client).expect("a client");
    let accepting = thread::spawn(move || server.accept(far).ok().map(|stream| agreed(stream.ssl())));
    let connected = client.connect(near).ok().map(|stream| agreed(stream.ssl()));
    let accepted = accepting.join().expect("the server's thread");
    match (accepted, connected) {
        (Some(accepted), Some(connected)) => {
            assert_eq!(accepted, connected);
            Some(connected)
        }
        _ => None,
    }
}

fn agreed(ssl: &openssl::ssl::SslRef) -> Agreed {
    let suite = ssl.current_cipher().expect("a suite").name().to_owned();
    (ssl.version2().expect("a version"), suite)
}

fn every_range() -> Vec<ProtocolRange> {
    let mut ranges = Vec::new();
    for lowest in Protocol::ALL {
        for highest in Protocol::ALL.into_iter().filter(|highest| *highest >= lowest) {
            ranges.push(ProtocolRange::between(lowest, highest));
        }
    }
    ranges
}

#[test]
fn a_server_speaks_exactly_the_versions_of_its_range() {
    let identity = Identity::new();
    let ranges = every_range();
    assert_eq!(ranges.len(), 10);
    for range in ranges {
        let server = identity.server(&settings(TlsService::Inbound, range, ANY_VERSION));
        for version in Protocol::ALL {
            let spoken = handshake(&server, &foreign_client(version, version));
            let expected = range.contains(version).then(|| version.to_openssl());
            assert_eq!(
                spoken.map(|(version, _)| version),
                expected,
                "{range} asked for {version}"
            );
        }
        let newest = handshake(&server, &foreign_client(Protocol::Tls10, Protocol::Tls13));
        assert_eq!(
            newest.map(|(version, _)| version),
            Some(range.highest().to_openssl()),
            "{range} asked for the newest"
        );
    }
}

#[test]
fn a_client_speaks_exactly_the_versions_of_its_range() {
    let identity = Identity::new();
    for range in every_range() {
        let client = client(&settings(TlsService::Outbound, range, ANY_VERSION));
        for version in Protocol::ALL {
            let spoken = handshake(&foreign_server(&identity, version), &client);
            let expected = range.contains(version).then(|| version.to_openssl());
            assert_eq!(
                spoken.map(|(version, _)| version),
                expected,
                "{range} met {version}"
            );
        }
    }
}

#[test]
fn a_server_uses_the_first_suite_of_its_own_string() {
    let identity = Identity::new();
    let range = ProtocolRange::only(Protocol::Tls12);
    let [first, second] = ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384"];
    let there = format!("{first}:{second}");
    let back = format!("{second}:{first}");
    let server = identity.server(&settings(TlsService::Gui, range, &there));
    let client = client(&settings(TlsService::Other, range, &back));
    let (_, suite) = handshake(&server, &client).expect("they agree");
    assert_eq!(suite, first);
}

#[test]
fn ends_without_a_common_suite_do_not_connect() {
    let identity = Identity::new();
    let range = ProtocolRange::only(Protocol::Tls12);
    let server = identity.server(&settings(TlsService::Gui, range, "ECDHE-ECDSA-AES128-GCM-SHA256"));
    let client = client(&settings(
        TlsService::Other,
        range,
        "ECDHE-ECDSA-AES256-GCM-SHA384",
    ));
    assert_eq!(handshake(&server, &client), None);
}

#[test]
fn the_suites_of_tls_1_3_do_not_follow_the_string() {
    let identity = Identity::new();
    let range = ProtocolRange::between(Protocol::Tls12, Protocol::Tls13);
    let server = identity.server(&settings(TlsService::Gui, range, "ECDHE-ECDSA-AES128-GCM-SHA256"));
    for suite in TLS13_SUITES {
        let mut context = SslContext::builder(SslMethod::tls_client()).expect("a context");
        context.set_ciphersuites(suite).expect("a suite");
        let (version, agreed) = handshake(&server, &context.build()).expect("they agree");
        assert_eq!((version, agreed.as_str()), (SslVersion::TLS1_3, suite));
    }
}

#[test]
fn the_ends_of_every_preset_agree() {
    let identity = Identity::rsa();
    for server_preset in Preset::ALL {
        for client_preset in Preset::ALL {
            let server = identity.server(&server_preset.settings(TlsService::Inbound).expect("settings"));
            let client = client(&client_preset.settings(TlsService::Outbound).expect("settings"));
            let (version, _) = handshake(&server, &client).expect("they agree");
            let both_modern = (server_preset, client_preset) == (Preset::Modern, Preset::Modern);
            let expected = if both_modern {
                SslVersion::TLS1_3
            } else {
                SslVersion::TLS1_2
            };
            assert_eq!(version, expected, "{server_preset} and {client_preset}");
        }
    }
}

#[test]
fn every_suite_of_an_expansion_can_be_negotiated() {
    let identity = Identity::new();
    let string = CipherString::new("ECDHE+aECDSA").expect("valid");
    let range = ProtocolRange::only(Protocol::Tls12);
    let suites = string.expand_within(range);
    assert!(!suites.is_empty());
    for suite in suites {
        let server = identity.server(&settings(TlsService::Inbound, range, string.as_str()));
        let client = client(&settings(TlsService::Outbound, range, &suite.name));
        let (_, agreed) = handshake(&server, &client).expect("they agree");
        assert_eq!(agreed, suite.name);
    }
}
