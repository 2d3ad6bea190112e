//! `certctl ca`

use certops::ca_list::{CUSTOM, FingerprintPrefix, SYSTEM};
use clap::{Args, Subcommand, ValueHint};

use super::{
    choice::choice,
    example::{Example, section},
    output::PublicOutput,
    password::PilePassword,
    store::StoreArguments,
    yes::Yes,
};
use crate::file::Source;

/// Trusted authorities: the system's list, and the custom one.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Add(Add),
    Set(Set),
    List(List),
    Export(Export),
    Remove(Remove),
    Enable(Enable),
    Disable(Disable),
}

/// Add authorities to the custom list.
///
/// All are checked: none may be expired, each must say CA:TRUE, and the root of an intermediate must be in the list or
/// come with it. Roots stand before what they issued. What is there already is left out.
#[derive(Args, Debug)]
#[command(after_help = section(ADD))]
pub(crate) struct Add {
    /// Files with certificates, in any form; `-` is standard input.
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<Source>,

    #[command(flatten)]
    pub(crate) password: PilePassword,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Replace the custom list by what the files hold, after a question.
///
/// The certificates are checked as with `ca add`.
#[derive(Args, Debug)]
#[command(after_help = section(SET))]
pub(crate) struct Set {
    /// Files with certificates, in any form; `-` is standard input.
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<Source>,

    #[command(flatten)]
    pub(crate) password: PilePassword,

    #[command(flatten)]
    pub(crate) yes: Yes,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// List the authorities.
#[derive(Args, Debug)]
#[command(after_help = section(LIST))]
pub(crate) struct List {
    /// One of the lists; without it both.
    #[arg(value_parser = choice(&[SYSTEM, CUSTOM], std::convert::identity))]
    pub(crate) list: Option<&'static str>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Write the authorities of a list in PEM, roots before what they issued.
///
/// What is written can be changed and put back with `ca set`. The system's list is what the operating system trusts.
#[derive(Args, Debug)]
#[command(after_help = section(EXPORT))]
pub(crate) struct Export {
    /// Which list.
    #[arg(value_parser = choice(&[SYSTEM, CUSTOM], std::convert::identity))]
    pub(crate) list: &'static str,

    #[command(flatten)]
    pub(crate) output: PublicOutput,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Remove authorities from the custom list.
#[derive(Args, Debug)]
#[command(after_help = section(REMOVE))]
pub(crate) struct Remove {
    /// SHA-256 fingerprints, or their first 8 digits or more.
    #[arg(value_name = "FINGERPRINT", required = true)]
    pub(crate) fingerprints: Vec<FingerprintPrefix>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Trust a list.
#[derive(Args, Debug)]
#[command(after_help = section(ENABLE))]
pub(crate) struct Enable {
    /// Which list.
    #[arg(value_parser = choice(&[SYSTEM, CUSTOM], std::convert::identity))]
    pub(crate) list: &'static str,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Trust a list no longer; what is in it stays.
#[derive(Args, Debug)]
#[command(after_help = section(DISABLE))]
pub(crate) struct Disable {
    /// Which list.
    #[arg(value_parser = choice(&[SYSTEM, CUSTOM], std::convert::identity))]
    pub(crate) list: &'static str,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `ca add`.
pub(crate) const ADD: &[Example] = &[Example {
    purpose: "A private CA with its intermediate",
    command: "certctl ca add root.crt intermediate.crt",
}];

/// Examples of `ca set`.
pub(crate) const SET: &[Example] = &[Example {
    purpose: "This root and no other",
    command: "certctl ca set root.crt --yes",
}];

/// Examples of `ca list`.
pub(crate) const LIST: &[Example] = &[Example {
    purpose: "What was imported",
    command: "certctl ca list custom",
}];

/// Examples of `ca export`.
pub(crate) const EXPORT: &[Example] = &[Example {
    purpose: "The custom list in a file, to be changed",
    command: "certctl ca add root.crt\n  certctl ca export custom --out authorities.pem",
}];

/// Examples of `ca remove`.
pub(crate) const REMOVE: &[Example] = &[Example {
    purpose: "The first authority of the list, by its fingerprint",
    command: "certctl ca add root.crt\n  \
              certctl ca remove \"$(certctl ca list custom --json | grep -om1 '[0-9a-f]\\{64\\}')\"",
}];

/// Examples of `ca enable`.
pub(crate) const ENABLE: &[Example] = &[Example {
    purpose: "Trust what was imported",
    command: "certctl ca enable custom",
}];

/// Examples of `ca disable`.
pub(crate) const DISABLE: &[Example] = &[Example {
    purpose: "Trust only what was imported",
    command: "certctl ca disable system",
}];
