//! `certctl p12`

use std::path::PathBuf;

use certcore::pkcs12::Profile;
use clap::{
    Args, Subcommand, ValueHint,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use super::{
    example::{Example, section},
    moment::At,
    output::{Force, PrivateOutput},
    password::{ExtractedKeyPassword, KeyPassword, Pkcs12Password},
};
use crate::file::Source;

/// Make, look into and unpack PKCS#12 files.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Create(Create),
    Inspect(Inspect),
    Extract(Extract),
}

/// Make a PKCS#12 file of a key, its certificate and the chain.
///
/// The certificates are put in order as `certctl chain repair` does it. What was written is read back and compared before
/// the file appears.
#[derive(Args, Debug)]
#[command(after_help = section(CREATE))]
pub(crate) struct Create {
    /// Private key.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) key: Source,

    /// File with the certificate, its intermediates or both, in any form. May be given several times.
    #[arg(short, long, value_name = "FILE", required = true, num_args = 1.., value_hint = ValueHint::FilePath)]
    pub(crate) cert: Vec<Source>,

    /// How the file is protected.
    #[arg(long, value_name = "PROFILE", default_value = Profile::Modern.as_str(), value_parser = profiles())]
    pub(crate) profile: Profile,

    /// Name under which other programs show the key; the common name if it is not given.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// Root of the CA, when this machine does not trust it and the files do not hold it.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) ca: Vec<Source>,

    /// Put the root into the file too.
    #[arg(long)]
    pub(crate) keep_root: bool,

    #[command(flatten)]
    pub(crate) at: At,

    #[command(flatten)]
    pub(crate) password: Pkcs12Password,

    #[command(flatten)]
    pub(crate) key_password: KeyPassword,

    #[command(flatten)]
    pub(crate) output: PrivateOutput,
}

/// Show what a PKCS#12 file holds and how it is protected.
#[derive(Args, Debug)]
#[command(after_help = section(INSPECT))]
pub(crate) struct Inspect {
    /// PKCS#12 file; `-` is standard input.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: Source,

    #[command(flatten)]
    pub(crate) password: Pkcs12Password,
}

/// Unpack a PKCS#12 file: the key, its certificate and the chain, each into a file of its own.
///
/// The files are called as the PKCS#12 file is: mail.p12 gives mail.key (private, readable by its owner only), mail.crt
/// (the certificate), mail-chain.crt (the certificate and its intermediates, as a server sends them) and mail-others.crt
/// (every other certificate, if there is one).
#[derive(Args, Debug)]
#[command(after_help = section(EXTRACT))]
pub(crate) struct Extract {
    /// PKCS#12 file.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: Source,

    /// Name of the key, when the file holds several.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// Encrypt the key with a password; without --key-password-file or --key-password-env it is asked for.
    #[arg(long, help_heading = "Password")]
    pub(crate) encrypt_key: bool,

    #[command(flatten)]
    pub(crate) password: Pkcs12Password,

    #[command(flatten)]
    pub(crate) key_password: ExtractedKeyPassword,

    /// Folder for the files; it is made if it does not exist.
    #[arg(long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath, help_heading = "Output")]
    pub(crate) out_dir: PathBuf,

    #[command(flatten)]
    pub(crate) force: Force,
}

/// Examples of `p12 create`.
pub(crate) const CREATE: &[Example] = &[
    Example {
        purpose: "A backup that every current program opens",
        command: "certctl p12 create --key mail.key --cert chain.crt --ca root.crt \\\n    --password-file password.txt --out backup.p12",
    },
    Example {
        purpose: "For an old appliance, from a key that has a password itself",
        command: "certctl p12 create --key encrypted.key --key-password-file key-password.txt \\\n    --cert self-signed.crt --password-file password.txt --profile legacy --out appliance.p12",
    },
];

/// Examples of `p12 inspect`.
pub(crate) const INSPECT: &[Example] = &[Example {
    purpose: "Is the chain in it?",
    command: "certctl p12 inspect mail.p12 --password-file password.txt",
}];

/// Examples of `p12 extract`.
pub(crate) const EXTRACT: &[Example] = &[Example {
    purpose: "Key and chain for a server that wants PEM",
    command: "certctl p12 extract mail.p12 --password-file password.txt --out-dir restored",
}];

/// The ways to protect a file.
pub(super) fn profiles() -> impl TypedValueParser<Value = Profile> {
    PossibleValuesParser::new(Profile::ALL.map(|profile| {
        PossibleValue::new(profile.as_str()).help(match profile {
            Profile::Modern => "AES-256 and HMAC-SHA-256; every current program",
            Profile::Pbmac1 => "AES-256 and PBMAC1 (RFC 9579); OpenSSL 3.4, Java 26 and newer",
            Profile::Legacy => "3DES and SHA-1, both weak; old appliances and Windows up to 2016",
        })
    }))
    .try_map(|name| name.parse::<Profile>())
}
