//! `certctl profile export`

use certcore::pkcs12::Profile;
use clap::{ArgGroup, Args};

use crate::cli::{
    example::{Example, section},
    output::PublicOutput,
    p12::profiles,
    password::ExportPassword,
    store::StoreArguments,
};

/// Write what a profile serves into a file: the chain, the key with it, or both as PKCS#12.
///
/// What is staged and not committed is not in it. A file with the key can be read by its owner only, and the audit log says that the key was given out. The request has a
/// verb of its own, `certctl profile csr`.
#[derive(Args, Debug)]
#[command(
    after_help = section(EXPORT),
    group = ArgGroup::new("form").args(["pkcs12", "pem"]),
    group = ArgGroup::new("with_key").args(["pkcs12", "key"])
)]
pub(crate) struct Export {
    /// Name of the profile.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    /// Key and chain as PKCS#12, protected as PROFILE says; modern if it is not given.
    #[arg(long, value_name = "PROFILE", num_args = 0..=1, require_equals = true, default_missing_value = Profile::Modern.as_str(), value_parser = profiles())]
    pub(crate) pkcs12: Option<Profile>,

    /// The chain in PEM, as a server sends it; so it is without --pkcs12 too.
    #[arg(long)]
    pub(crate) pem: bool,

    /// The private key before the chain; with a password it is encrypted.
    #[arg(long, conflicts_with = "pkcs12")]
    pub(crate) key: bool,

    #[command(flatten)]
    pub(crate) password: ExportPassword,

    #[command(flatten)]
    pub(crate) output: PublicOutput,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `profile export`.
pub(crate) const EXPORT: &[Example] = &[
    Example {
        purpose: "The chain, to look at",
        command: "certctl profile export signed --store sqlite:store.db | certctl inspect -",
    },
    Example {
        purpose: "A backup that an old appliance can read",
        command: "certctl profile export signed --pkcs12=legacy --password-file password.txt \\\n    --out signed.p12 --store sqlite:store.db",
    },
];
