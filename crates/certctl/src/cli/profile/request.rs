//! `certctl profile create`, `edit`, `csr`, `renew`, `rekey`: what leads to a request

use certcore::key::KeyAlgorithm;
use certops::profile::create::{ALGORITHM, SELF_SIGNED_DAYS};
use clap::Args;

use crate::cli::{
    example::{Example, section},
    key::algorithms,
    output::PublicOutput,
    store::StoreArguments,
    subject::SubjectArguments,
    yes::Yes,
};

/// Make a profile: a key, a certificate that it signs itself, and a request for the CA.
///
/// The self-signed certificate serves until the CA has answered. The request can be fetched with `certctl profile csr` once
/// it is committed.
#[derive(Args, Debug)]
#[command(after_help = section(CREATE))]
pub(crate) struct Create {
    /// Name of the profile; without it the common name.
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// Kind of key.
    #[arg(short, long, value_name = "ALGORITHM", default_value = ALGORITHM.as_str(), value_parser = algorithms())]
    pub(crate) algorithm: KeyAlgorithm,

    /// For how many days the self-signed certificate is valid.
    #[arg(long, value_name = "DAYS", default_value_t = SELF_SIGNED_DAYS)]
    pub(crate) days: u32,

    #[command(flatten)]
    pub(crate) subject: SubjectArguments,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Change the request before the CA has answered it: another subject, other names, the same key.
///
/// What is not given stays as the request has it; a name that is given takes the place of all names of its kind, and an
/// empty text takes out what stands there. A self-signed certificate is made again with it. The new request must be committed before it is fetched.
#[derive(Args, Debug)]
#[command(after_help = section(EDIT))]
pub(crate) struct Edit {
    /// Name of the profile.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    /// For how many days a self-signed certificate is valid; without it as many as the present one.
    #[arg(long, value_name = "DAYS")]
    pub(crate) days: Option<u32>,

    #[command(flatten)]
    pub(crate) subject: SubjectArguments,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Fetch the request for the CA, once it is committed.
///
/// A request that is not committed may still change, and the CA's answer to it would fit nothing, so it is not given out.
#[derive(Args, Debug)]
#[command(after_help = section(CSR))]
pub(crate) struct Csr {
    /// Name of the profile.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) output: PublicOutput,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Ask for a new certificate for the same key.
///
/// Without a subject the request asks for what the current certificate says. That one serves until the answer comes.
#[derive(Args, Debug)]
#[command(after_help = section(RENEW))]
pub(crate) struct Renew {
    /// Name of the profile.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) yes: Yes,

    #[command(flatten)]
    pub(crate) subject: SubjectArguments,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Ask for a new certificate for a new key.
///
/// Without a subject the request asks for what the current certificate says. Key and certificate serve on until the answer
/// comes; then both change at once.
#[derive(Args, Debug)]
#[command(after_help = section(REKEY))]
pub(crate) struct Rekey {
    /// Name of the profile.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    /// Kind of the new key; without it that of the current one.
    #[arg(short, long, value_name = "ALGORITHM", value_parser = algorithms())]
    pub(crate) algorithm: Option<KeyAlgorithm>,

    #[command(flatten)]
    pub(crate) yes: Yes,

    #[command(flatten)]
    pub(crate) subject: SubjectArguments,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `profile create`.
pub(crate) const CREATE: &[Example] = &[
    Example {
        purpose: "A profile named mx.example.com, for inbound and outbound mail",
        command: "certctl profile create --cn mx.example.com --for inbound,outbound --store sqlite:store.db",
    },
    Example {
        purpose: "A profile with a name of its own, an RSA key and a second host name",
        command: "certctl profile create gateway --algorithm rsa-2048 --cn gw.example.com \\\n    --dns gw2.example.com --org \"Example AB\" --country SE --store sqlite:store.db",
    },
];

/// Examples of `profile edit`.
pub(crate) const EDIT: &[Example] = &[Example {
    purpose: "One host name more",
    command: "certctl profile edit mail --dns mail2.example.com --store sqlite:store.db",
}];

/// Examples of `profile csr`.
pub(crate) const CSR: &[Example] = &[Example {
    purpose: "The request for the CA, in a file",
    command: "certctl profile csr mail --out request.csr --store sqlite:store.db",
}];

/// Examples of `profile renew`.
pub(crate) const RENEW: &[Example] = &[Example {
    purpose: "A request with the names of the current certificate, in place of one that waits",
    command: "certctl profile renew mail --yes --store sqlite:store.db",
}];

/// Examples of `profile rekey`.
pub(crate) const REKEY: &[Example] = &[Example {
    purpose: "A new key of another kind",
    command: "certctl profile rekey signed --algorithm rsa-3072 --store sqlite:store.db",
}];
