//! `certctl init`

use certcore::host::HostName;
use clap::Args;

use super::{
    example::{Example, section},
    store::{MasterKeyArguments, StoreArguments, only_of_a_passphrase},
};

/// Make a store with the configuration that every gateway begins with.
///
/// The store begins with a demo profile that is bound to every service, one interface on loopback, one listener that
/// offers TLS, and TLS 1.2 and 1.3. The demo certificate encrypts, but nobody can verify it. Private keys are sealed
/// under a master key, which is kept outside the store: whoever has only the one or the other has no key.
#[derive(Args, Debug)]
#[command(
    after_help = section(INIT),
    mut_arg("passphrase_file", only_of_a_passphrase),
    mut_arg("passphrase_env", only_of_a_passphrase)
)]
pub(crate) struct Init {
    /// Host name of this machine; without it the one that the system gives.
    #[arg(long, value_name = "NAME")]
    pub(crate) host_name: Option<HostName>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,

    #[command(flatten)]
    pub(crate) master_key: MasterKeyArguments,
}

/// Examples of `init`.
pub(crate) const INIT: &[Example] = &[
    Example {
        purpose: "A store with its master key beside it, in new.db.key",
        command: "certctl init --store sqlite:new.db --host-name mx1.example.com",
    },
    Example {
        purpose: "A store that opens only with a passphrase",
        command: "certctl init --store sqlite:sealed.db --host-name mx1.example.com \\\n    --master-key-passphrase --passphrase-file password.txt",
    },
];
