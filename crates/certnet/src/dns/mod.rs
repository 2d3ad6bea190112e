//! A stub resolver for mail: MX records, addresses and the AD bit (RFC 1035, RFC 5321 §5, RFC 6840 §5.7).
//!
//! ```no_run
//! use certnet::dns::{DomainName, MailExchange, Resolver};
//!
//! let domain = DomainName::parse("example.com")?;
//! let answer = Resolver::system()?.mx(&domain)?;
//! if let MailExchange::Published { records, .. } = &answer.value {
//!     for record in records {
//!         println!("{} {}", record.preference, record.exchange);
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Query`] holds no socket and no clock: it makes its bytes and reads the bytes of its answer. `udp` and
//! `tcp` carry them, [`Resolver`] chooses servers and repeats.

mod addresses;
mod config;
mod deadline;
mod extended_error;
mod failure;
mod lookup;
mod mail_exchange;
mod message;
mod name;
mod question;
mod rejection;
mod resolv_conf;
mod resolver;
mod response;
mod sections;
mod server;
mod tcp;
mod trust;
mod udp;

pub use addresses::Addresses;
pub use config::Config;
pub use extended_error::ExtendedError;
pub use failure::{FailureCause, Transport};
pub use lookup::{LookupError, ServerFailure, Sought};
pub use mail_exchange::{MailExchange, MxRecord, UnusableMx};
pub use message::Query;
pub use name::{DomainName, NameError, NameFault, ServedName};
pub use question::{Question, RecordKind};
pub use rejection::{Malformation, Mismatch, Rejection};
pub use resolv_conf::{RejectedLine, SystemError};
pub use resolver::{Answer, Resolver};
pub use response::{FailureCode, Reply, Response, Verdict};
pub use sections::Served;
pub use server::{Server, ServerAddress, ServerAddressError};
pub use trust::{AdBit, Authenticated, Trust};
