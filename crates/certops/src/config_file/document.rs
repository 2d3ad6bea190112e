//! The form of the file: TOML 1.0, one table for each entry, and PEM for what entries hold.

use std::{collections::BTreeMap, fmt, ops::Range};

use certcore::error_names;
use certnet::tls::TlsSettings;
use certstore::entry::{
    Alerts, CaList, Destination, DestinationSettings, Entry, EntryId, EntryIdError, Interface, Kind,
    LdapServer, LdapSettings, Listener, Machine, MailFlowPolicy, Profile, SenderGroup, UrlFiltering,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use super::{
    depth::{MOST_PARTS, too_deep},
    quote::quoted,
};

/// The word for this form; another form gets another one.
pub(super) const FORMAT: &str = "certctl-configuration-1";

/// The largest file that is read, in octets.
const SIZE_LIMIT: usize = 32 << 20;

/// The most entries of a file: what is loaded is one set of pending changes.
const MOST_ENTRIES: usize = 20_000;

/// The characters before a value or a part of a name. Each costs the TOML reader up to 400 octets of memory.
const MARKS: [u8; 5] = *b"=[{,.";

/// The most of them, in a file of this size: what is read takes at most 64 MiB and six times the file.
const fn most_marks(octets: usize) -> usize {
    (128 << 10) + octets / 64
}

/// What stands in the place of a key that is masked.
pub(super) const MASKED: &str = "masked";

/// How private keys stand in a file.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyForm {
    /// They do not.
    Masked,
    /// As PKCS#8 under a passphrase.
    Encrypted,
    /// As PKCS#8 that everyone can read who has the file.
    Plain,
}

impl KeyForm {
    /// `masked`, `encrypted` or `plain`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Masked => "masked",
            Self::Encrypted => "encrypted",
            Self::Plain => "plain",
        }
    }
}

impl fmt::Display for KeyForm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// Refuses a file that would take too much memory to read.
pub(super) fn check_size(text: &str) -> Result<(), ConfigFileError> {
    if text.len() > SIZE_LIMIT {
        return Err(ConfigFileError::TooLarge { octets: text.len() });
    }
    let count = text.bytes().filter(|octet| MARKS.contains(octet)).count();
    let most = most_marks(text.len());
    if count > most {
        return Err(ConfigFileError::TooManyValues { count, most });
    }
    Ok(())
}

/// Refuses more entries than can be loaded at once.
pub(super) const fn check_count(count: usize) -> Result<(), ConfigFileError> {
    if count > MOST_ENTRIES {
        return Err(ConfigFileError::TooManyEntries { count });
    }
    Ok(())
}

/// How the private keys of a file stand in it; an encrypted one needs its passphrase to be loaded.
///
/// # Errors
///
/// [`ConfigFileError`]
pub fn form(text: &str) -> Result<KeyForm, ConfigFileError> {
    Document::read(text).map(|document| document.keys)
}

/// PEM that may be a private key.
#[derive(Deserialize)]
#[serde(from = "String")]
pub(super) struct Pem(pub(super) Zeroizing<String>);

impl From<String> for Pem {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Document {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "saved_at")]
    _saved_at: DateTime<Utc>,
    pub(super) keys: KeyForm,
    machine: Option<Machine>,
    #[serde(default)]
    profile: BTreeMap<String, Profile>,
    #[serde(default)]
    ca_list: BTreeMap<String, CaList>,
    #[serde(default)]
    tls: BTreeMap<String, TlsSettings>,
    #[serde(default)]
    interface: BTreeMap<String, Interface>,
    #[serde(default)]
    policy: BTreeMap<String, MailFlowPolicy>,
    #[serde(default)]
    listener: BTreeMap<String, Listener>,
    #[serde(default)]
    sender_group: BTreeMap<String, SenderGroup>,
    destination_settings: Option<DestinationSettings>,
    #[serde(default)]
    destination: BTreeMap<String, Destination>,
    ldap_settings: Option<LdapSettings>,
    #[serde(default)]
    ldap: BTreeMap<String, LdapServer>,
    url_filtering: Option<UrlFiltering>,
    alerts: Option<Alerts>,
    #[serde(default)]
    pub(super) certificate: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) request: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) key: BTreeMap<String, Pem>,
}

/// What every form of the file has.
#[derive(Deserialize)]
struct Formatted {
    format: Option<String>,
}

impl Document {
    /// Reads a file of this form.
    pub(super) fn read(text: &str) -> Result<Self, ConfigFileError> {
        check_size(text)?;
        let failed = |error: &toml::de::Error| ConfigFileError::Malformed {
            line: error.span().map(|span| line(text, &span)),
            reason: quoted(error.message()),
        };
        if let Some(line) = too_deep(text) {
            return Err(ConfigFileError::Malformed {
                line: Some(line),
                reason: format!("a name has more than {MOST_PARTS} parts"),
            });
        }
        let Formatted { format } = toml::from_str(text).map_err(|error| failed(&error))?;
        match format {
            None => return Err(ConfigFileError::NoFormat),
            Some(format) if format != FORMAT => {
                return Err(ConfigFileError::UnknownFormat {
                    format: format.chars().take(100).collect(),
                });
            }
            Some(_) => {}
        }
        toml::from_str(text).map_err(|error| failed(&error))
    }

    /// The entries, each once.
    pub(super) fn entries(&self) -> Result<BTreeMap<EntryId, Entry>, ConfigFileError> {
        let tables = [
            self.profile.len(),
            self.ca_list.len(),
            self.tls.len(),
            self.interface.len(),
            self.policy.len(),
            self.listener.len(),
            self.sender_group.len(),
            self.destination.len(),
            self.ldap.len(),
        ];
        check_count(tables.iter().sum())?;
        let mut entries = BTreeMap::new();
        let singles: [Option<Entry>; 5] = [
            self.machine.clone().map(Into::into),
            self.destination_settings.clone().map(Into::into),
            self.ldap_settings.clone().map(Into::into),
            self.url_filtering.clone().map(Into::into),
            self.alerts.clone().map(Into::into),
        ];
        for entry in singles.into_iter().flatten() {
            entries.extend(EntryId::single(entry.kind()).map(|id| (id, entry)));
        }
        add(&mut entries, Kind::Profile, &self.profile)?;
        add(&mut entries, Kind::CaList, &self.ca_list)?;
        add(&mut entries, Kind::Tls, &self.tls)?;
        add(&mut entries, Kind::Interface, &self.interface)?;
        add(&mut entries, Kind::MailFlowPolicy, &self.policy)?;
        add(&mut entries, Kind::Listener, &self.listener)?;
        add(&mut entries, Kind::SenderGroup, &self.sender_group)?;
        add(&mut entries, Kind::Destination, &self.destination)?;
        add(&mut entries, Kind::Ldap, &self.ldap)?;
        for (id, entry) in &entries {
            if let Entry::Tls(settings) = entry
                && settings.service().to_string() != id.name()
            {
                return Err(ConfigFileError::OtherService {
                    name: id.name().to_owned(),
                    service: settings.service().to_string(),
                });
            }
        }
        Ok(entries)
    }
}

fn add<T: Clone + Into<Entry>>(
    entries: &mut BTreeMap<EntryId, Entry>,
    kind: Kind,
    table: &BTreeMap<String, T>,
) -> Result<(), ConfigFileError> {
    for (name, entry) in table {
        let id = EntryId::new(kind, name)?;
        if entries.insert(id.clone(), entry.clone().into()).is_some() {
            return Err(ConfigFileError::Twice { id });
        }
    }
    Ok(())
}

fn line(text: &str, span: &Range<usize>) -> usize {
    let before = text.get(..span.start).unwrap_or(text);
    before.matches('\n').count() + 1
}

/// Why a text is no configuration file.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ConfigFileError {
    /// It is larger than any that is read.
    #[error(
        "the configuration file has {octets} octets; at most {SIZE_LIMIT} (32 MiB) are read. To move a larger configuration, copy the \
         whole store with certctl backup"
    )]
    TooLarge {
        /// Its size.
        octets: usize,
    },
    /// It has more values than one of its size can have.
    #[error(
        "the configuration file has about {count} values and parts of names; a file of its size may have {most}. To move a \
         larger configuration, copy the whole store with certctl backup"
    )]
    TooManyValues {
        /// How many.
        count: usize,
        /// How many it may have.
        most: usize,
    },
    /// It has more entries than can be loaded at once.
    #[error(
        "the configuration file has {count} entries; at most {MOST_ENTRIES} can be loaded at once. To move a larger \
         configuration, copy the whole store with certctl backup"
    )]
    TooManyEntries {
        /// How many.
        count: usize,
    },
    /// It is not TOML, or it has a field that is unknown, missing, or holds what it may not.
    #[error("the configuration file is not understood{}: {reason}", shown(*.line))]
    Malformed {
        /// The line, counted from 1.
        line: Option<usize>,
        /// What is wrong there.
        reason: String,
    },
    /// It does not say what it is.
    #[error("this is no configuration file: it has no line format = \"{FORMAT}\"")]
    NoFormat,
    /// It is of another form.
    #[error(
        "the configuration file has the format '{}', and this release reads '{FORMAT}'; use the release that saved it",
        .format.escape_debug()
    )]
    UnknownFormat {
        /// The word.
        format: String,
    },
    /// A table's name cannot be that of an entry.
    #[error(transparent)]
    Name(#[from] EntryIdError),
    /// Two spellings of one name.
    #[error("the configuration file has the {id} twice")]
    Twice {
        /// The entry.
        id: EntryId,
    },
    /// The settings of another service.
    #[error("the table tls.{name} holds the settings of the service {service}; give both the same name")]
    OtherService {
        /// The table's name.
        name: String,
        /// The service in it.
        service: String,
    },
}

fn shown(line: Option<usize>) -> String {
    line.map(|line| format!(" at line {line}")).unwrap_or_default()
}

error_names!(ConfigFileError {
    Self::TooLarge { .. } => "config-file-too-large", "A configuration file has more than 32 MiB.";
    Self::TooManyValues { .. } => "config-file-too-many-values", "A configuration file has more values than one of its size may have.";
    Self::TooManyEntries { .. } => "config-file-too-many-entries", "A configuration file has more than 20,000 entries.";
    Self::Malformed { .. } => "config-file-malformed", "A configuration file is not TOML, or a field in it is unknown, missing or wrong.";
    Self::NoFormat => "config-file-foreign", "A file is no configuration file of certctl.";
    Self::UnknownFormat { .. } => "config-file-format-unknown", "A configuration file has the form of another release.";
    Self::Twice { .. } => "config-file-entry-twice", "A configuration file has an entry twice.";
    Self::OtherService { .. } => "config-file-service-differs", "A configuration file has the TLS settings of one service under the name of another.";
    @via Self::Name(error) => error;
});
