//! `certctl config`

use certops::config_file::KeyForm;
use clap::{
    Args, Subcommand, ValueHint,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use super::{
    example::{Example, section},
    output::Force,
    store::StoreArguments,
    yes::Yes,
};
use crate::{
    file::{Destination, Source},
    password::PasswordSource,
};

/// Save the configuration as one file, and load it.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Save(Save),
    Load(Load),
}

/// Save the configuration in force as one TOML file, which only its owner can read.
///
/// What is only staged is left out. With masked keys the file can be read and compared, but not loaded.
#[derive(Args, Debug)]
#[command(after_help = section(SAVE))]
pub(crate) struct Save {
    /// File to write; `-` is standard output, if that is no terminal.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: Destination,

    /// How the private keys stand in the file.
    #[arg(long, value_name = "FORM", default_value = KeyForm::Masked.as_str(), value_parser = forms())]
    pub(crate) keys: KeyForm,

    #[command(flatten)]
    pub(crate) passphrase: KeysPassphrase,

    #[command(flatten)]
    pub(crate) yes: Yes,

    #[command(flatten)]
    pub(crate) force: Force,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Stage the configuration of a file in place of everything.
///
/// What is not in the file is staged as deleted. Nothing is in force before a commit. While other changes are staged it is
/// refused, unless `--clear` takes them back.
/// A file with masked keys is refused.
#[derive(Args, Debug)]
#[command(after_help = section(LOAD))]
pub(crate) struct Load {
    /// File that `certctl config save` wrote; `-` is standard input.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: Source,

    /// Take back what is staged first.
    #[arg(long)]
    pub(crate) clear: bool,

    #[command(flatten)]
    pub(crate) passphrase: KeysPassphrase,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Where the passphrase of the keys in the file comes from.
#[derive(Args, Debug)]
#[group(multiple = false)]
pub(crate) struct KeysPassphrase {
    /// Read the passphrase of the keys in the file from the only line of FILE; `-` is standard input.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Keys")]
    keys_passphrase_file: Option<Source>,

    /// Read the passphrase of the keys in the file from the environment variable VAR.
    #[arg(long, value_name = "VAR", help_heading = "Keys")]
    keys_passphrase_env: Option<String>,
}

impl KeysPassphrase {
    /// The source that was given.
    pub(crate) fn source(&self) -> Option<PasswordSource> {
        let file = self.keys_passphrase_file.clone().map(PasswordSource::File);
        file.or_else(|| self.keys_passphrase_env.clone().map(PasswordSource::Environment))
    }
}

fn forms() -> impl TypedValueParser<Value = KeyForm> {
    let values = [
        (KeyForm::Masked, "Left out; the file cannot be loaded"),
        (KeyForm::Encrypted, "PKCS#8 under a passphrase"),
        (KeyForm::Plain, "PKCS#8 that everyone can read who has the file"),
    ];
    PossibleValuesParser::new(values.map(|(form, help)| PossibleValue::new(form.as_str()).help(help))).map(
        |text| match text.as_str() {
            "plain" => KeyForm::Plain,
            "encrypted" => KeyForm::Encrypted,
            _ => KeyForm::Masked,
        },
    )
}

/// Examples of `config save`.
pub(crate) const SAVE: &[Example] = &[
    Example {
        purpose: "Save the configuration without its private keys",
        command: "certctl config save shown.toml --store sqlite:store.db",
    },
    Example {
        purpose: "Save it with private keys under a passphrase",
        command: "certctl config save saved.toml --store sqlite:store.db \\\n    --keys encrypted --keys-passphrase-file password.txt",
    },
];

/// Examples of `config load`.
pub(crate) const LOAD: &[Example] = &[Example {
    purpose: "Save a configuration, and stage it again",
    command: "certctl config save saved.toml --keys plain --yes --store sqlite:store.db\n  certctl config load saved.toml --store sqlite:store.db",
}];
