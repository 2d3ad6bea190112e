//! What a configuration consists of: one type for each kind of entry.

mod alerts;
mod body;
mod ca_list;
mod destination;
mod destination_name;
mod host_access;
mod id;
mod interface;
mod kind;
mod ldap;
mod listener;
mod machine;
mod name;
mod port;
mod profile;
mod sender;
mod switch;
mod text;
mod url_filtering;

pub use alerts::{Alerts, Recipient, RecipientError};
pub use body::{BodyError, Entry, Material, Unfit};
pub use ca_list::CaList;
pub use destination::{Destination, DestinationSettings, DestinationTls};
pub use destination_name::{DestinationName, DestinationNameError};
pub use host_access::{MailFlowPolicy, PolicyTls, SenderGroup};
pub use id::{EntryId, EntryIdError, EntryIdTextError};
pub use interface::{Https, Interface};
pub use kind::{Kind, UnknownKind};
pub use ldap::{LdapEncryption, LdapServer, LdapSettings};
pub use listener::{Listener, ListenerKind};
pub use machine::Machine;
pub use profile::{PendingRequest, Profile, ProfileOrigin};
pub use sender::{Network, Sender, SenderError};
pub use switch::Switch;
pub use url_filtering::UrlFiltering;
