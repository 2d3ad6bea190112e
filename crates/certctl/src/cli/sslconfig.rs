//! `certctl sslconfig`

use certnet::tls::{PeerCheck, Preset, Renegotiation, TlsService};
use clap::{Args, Subcommand};

use super::{
    choice::choice,
    example::{Example, section},
    store::StoreArguments,
};

/// TLS versions and ciphers of the services.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Show(Show),
    Set(Set),
    Preset(TakePreset),
    Verify(Verify),
}

/// Show the TLS settings of the services.
#[derive(Args, Debug)]
#[command(after_help = section(SHOW))]
pub(crate) struct Show {
    /// One of the services; without it all.
    #[arg(value_parser = choice(&TlsService::ALL, TlsService::as_str))]
    pub(crate) service: Option<TlsService>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Change the TLS settings of a service; what is not named stays.
///
/// Versions come in an unbroken sequence. The cipher string is for TLS 1.2 and older, and OpenSSL checks it at once; the
/// suites of TLS 1.3 are fixed.
#[derive(Args, Debug)]
#[command(after_help = section(SET))]
pub(crate) struct Set {
    /// Which service: gui, inbound, outbound, or other for LDAP, updater, call-ahead and syslog.
    #[arg(value_parser = choice(&TlsService::ALL, TlsService::as_str))]
    pub(crate) service: TlsService,

    /// Versions: 1.2-1.3, 1.2, or the appliance's `tlsv1_2tlsv1_3`.
    #[arg(long, value_name = "VERSIONS")]
    pub(crate) methods: Option<String>,

    /// Cipher string in OpenSSL's language.
    #[arg(long, value_name = "STRING", allow_hyphen_values = true)]
    pub(crate) ciphers: Option<String>,

    /// Whether clients may renegotiate; for gui and inbound.
    #[arg(long, value_name = "ON|OFF")]
    pub(crate) renegotiation: Option<Renegotiation>,

    /// Whether the peer's name is checked; for outbound and other.
    #[arg(long, value_name = "ON|OFF")]
    pub(crate) peer_fqdn: Option<PeerCheck>,

    /// Whether the peer's certificate is checked; for outbound and other.
    #[arg(long, value_name = "ON|OFF")]
    pub(crate) peer_x509: Option<PeerCheck>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Give all services the TLS settings of a preset.
#[derive(Args, Debug)]
#[command(after_help = section(PRESET))]
pub(crate) struct TakePreset {
    /// modern: TLS 1.2 and 1.3; asyncos-15.5: what the appliance has after its upgrade.
    #[arg(value_parser = choice(&Preset::ALL, Preset::as_str))]
    pub(crate) name: Preset,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Show which suites a cipher string selects; no store is needed.
#[derive(Args, Debug)]
#[command(after_help = section(VERIFY))]
pub(crate) struct Verify {
    /// Cipher string in OpenSSL's language.
    #[arg(allow_hyphen_values = true)]
    pub(crate) string: String,
}

/// Examples of `sslconfig show`.
pub(crate) const SHOW: &[Example] = &[
    Example {
        purpose: "Versions, ciphers and checks of all services",
        command: "certctl sslconfig show",
    },
    Example {
        purpose: "Those of one",
        command: "certctl sslconfig show inbound",
    },
];

/// Examples of `sslconfig set`.
pub(crate) const SET: &[Example] = &[
    Example {
        purpose: "TLS 1.3 only for the administration",
        command: "certctl sslconfig set gui --methods 1.3",
    },
    Example {
        purpose: "Check the names of other servers",
        command: "certctl sslconfig set outbound --peer-fqdn on --ciphers ECDHE+AESGCM",
    },
];

/// Examples of `sslconfig preset`.
pub(crate) const PRESET: &[Example] = &[Example {
    purpose: "The values of the appliance",
    command: "certctl sslconfig preset asyncos-15.5",
}];

/// Examples of `sslconfig verify`.
pub(crate) const VERIFY: &[Example] = &[Example {
    purpose: "The suites that a string stands for",
    command: "certctl sslconfig verify ECDHE+AESGCM:!aNULL",
}];
