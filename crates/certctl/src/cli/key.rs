//! `certctl key`

use certcore::key::KeyAlgorithm;
use clap::{
    Args, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};

use super::{
    example::{Example, section},
    output::PrivateOutput,
    password::NewKeyPassword,
};

/// Make private keys.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Generate(Generate),
}

/// Make a private key.
///
/// The key is written as PKCS#8 in PEM, in a file that only its owner can read. With a password it is encrypted with
/// AES-256.
#[derive(Args, Debug)]
#[command(after_help = section(GENERATE))]
pub(crate) struct Generate {
    /// Kind of key.
    #[arg(short, long, value_name = "ALGORITHM", default_value = KeyAlgorithm::Rsa2048.as_str(), value_parser = algorithms())]
    pub(crate) algorithm: KeyAlgorithm,

    /// Encrypt the key; without --password-file or --password-env the password is asked for.
    #[arg(long, help_heading = "Password")]
    pub(crate) encrypt: bool,

    #[command(flatten)]
    pub(crate) password: NewKeyPassword,

    #[command(flatten)]
    pub(crate) output: PrivateOutput,
}

/// Examples of `key generate`.
pub(crate) const GENERATE: &[Example] = &[
    Example {
        purpose: "A key that every CA and every mail server accepts",
        command: "certctl key generate --out mail.key",
    },
    Example {
        purpose: "A smaller and faster key, encrypted with a password from a file",
        command: "certctl key generate --algorithm ec-p256 --password-file password.txt \\\n    --out backup.key",
    },
];

/// The kinds of key that can be made.
pub(super) fn algorithms() -> impl TypedValueParser<Value = KeyAlgorithm> {
    PossibleValuesParser::new(KeyAlgorithm::ALL.map(KeyAlgorithm::as_str))
        .try_map(|name| name.parse::<KeyAlgorithm>())
}
