//! `certctl changes`, `certctl commit`, `certctl clear`: what is staged, and what becomes of it.

use certnet::dns::ServerAddress;
use certstore::entry::{EntryId, EntryIdError, Kind, UnknownKind};
use clap::Args;
use thiserror::Error;

use super::{
    example::{Example, section},
    store::StoreArguments,
};

/// Show what is staged: who changed which entry, and every field as it is and as it will be.
///
/// Certificates and keys are shown by name and fingerprint.
#[derive(Args, Debug)]
#[command(after_help = section(CHANGES))]
pub(crate) struct Changes {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Put what is staged in force, as one revision, when every check allows it.
///
/// The commit is refused, with the reasons and the exit code 3, when a key does not belong to its certificate, a certificate is not valid now
/// or not for its service, something that is named does not exist, a service offers TLS without a certificate, or two
/// services listen in one place. Weak findings refuse it until their names are accepted. The names of certificates,
/// interfaces and the MX records of the listeners' domains are compared; a difference is shown.
///
/// A change to an entry that another commit touched meanwhile stays staged, the rest goes through, and the exit code
/// is 1.
#[derive(Args, Debug)]
#[command(after_help = section(COMMIT))]
pub(crate) struct Commit {
    /// Comment for the history.
    #[arg(short, long, value_name = "TEXT")]
    pub(crate) message: Option<String>,

    /// Refuse the commit if something was staged or taken back since 'certctl changes' showed this edition.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) edition: Option<i64>,

    /// Finding that does not refuse the commit, by its name. May be given several times.
    #[arg(long, value_name = "NAME")]
    pub(crate) accept: Vec<String>,

    /// Refuse the commit for names that differ and for notices about what it touches, too.
    #[arg(long)]
    pub(crate) strict: bool,

    /// DNS server to ask instead of those of this machine: an IP address, with a port if it is not 53.
    #[arg(long, value_name = "ADDR:PORT")]
    pub(crate) dns: Option<ServerAddress>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Take back what is staged, all of it or for some entries.
///
/// What is in force stays as it is. Keys and requests that were only staged are gone.
#[derive(Args, Debug)]
#[command(after_help = section(CLEAR))]
pub(crate) struct Clear {
    /// Entries as KIND/NAME, such as profile/mail; without any, all of them.
    #[arg(value_name = "ENTRY", value_parser = entry)]
    pub(crate) entries: Vec<EntryId>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// `profile/mail`, `profile mail`, `alerts`.
fn entry(text: &str) -> Result<EntryId, EntryError> {
    let (kind, name) = match text.split_once(['/', ' ']) {
        Some((kind, name)) => (kind, Some(name)),
        None => (text, None),
    };
    let kind: Kind = kind.parse()?;
    match name {
        Some(name) => Ok(EntryId::new(kind, name)?),
        None => EntryId::single(kind).ok_or(EntryError::Nameless { kind }),
    }
}

/// Why a text names no entry.
#[derive(Debug, Error)]
enum EntryError {
    /// What stands before the name is no kind.
    #[error(transparent)]
    Kind(#[from] UnknownKind),
    /// Only a kind, of which there can be several.
    #[error("there can be several of this kind; write {kind}/NAME")]
    Nameless {
        /// The kind.
        kind: Kind,
    },
    /// What stands behind the kind is no name.
    #[error(transparent)]
    Name(#[from] EntryIdError),
}

/// Examples of `changes`.
pub(crate) const CHANGES: &[Example] = &[Example {
    purpose: "What would a commit put in force?",
    command: "certctl changes --store sqlite:store.db",
}];

/// Examples of `commit`.
pub(crate) const COMMIT: &[Example] = &[
    Example {
        purpose: "With a comment for the history",
        command: "certctl commit -m \"certificate for mx1\" --store sqlite:store.db",
    },
    Example {
        purpose: "Although TLS 1.1 is offered",
        command: "certctl commit --accept tls-version-deprecated --store sqlite:store.db",
    },
];

/// Examples of `clear`.
pub(crate) const CLEAR: &[Example] = &[Example {
    purpose: "Begin again with what is in force",
    command: "certctl clear --store sqlite:store.db",
}];

#[cfg(test)]
mod tests {
    use super::entry;

    #[test]
    fn an_entry_is_named_with_a_slash_or_a_blank() {
        for (given, meant) in [
            ("profile/mail", "profile mail"),
            ("profile mail", "profile mail"),
            ("sender-group/IncomingMail/ALL", "sender-group IncomingMail/ALL"),
            ("alerts", "alerts"),
        ] {
            assert_eq!(entry(given).unwrap().to_string(), meant);
        }
    }

    #[test]
    fn what_is_wrong_about_an_entry_is_said() {
        for (given, said) in [
            ("foo/bar", "no kind of entry named 'foo'"),
            ("mail", "no kind of entry named 'mail'"),
            ("profile", "write profile/NAME"),
            ("profile/a b", "'a b' cannot be the name of a profile"),
        ] {
            let error = entry(given).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
