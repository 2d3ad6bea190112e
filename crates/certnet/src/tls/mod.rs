//! TLS policy: which versions and suites a service speaks, and what it checks in its peer.
//!
//! ```
//! use certnet::tls::{Preset, TlsService, findings};
//! use openssl::ssl::{SslContext, SslMethod};
//!
//! let settings = Preset::Modern.settings(TlsService::Inbound)?;
//! assert_eq!(settings.protocols().to_string(), "1.2-1.3");
//! assert!(findings(&settings).is_empty());
//!
//! let mut context = SslContext::builder(SslMethod::tls_server())?;
//! settings.apply(&mut context)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`ProtocolRange`] has no holes, [`CipherString`] was accepted by OpenSSL and selects something, and [`TlsSettings`]
//! fit their service. What was stored is read by its form only ([`UncheckedCiphers`]), since OpenSSL changes:
//! [`TlsSettings::usable`] asks whether this one has a suite. TLS 1.0 and 1.1 need OpenSSL's security level 0: [`TlsSettings::apply`] sets it in the contexts
//! of services whose range has them, and in no other; [`findings`] warns of it.

mod apply;
mod cipher_string;
mod finding;
mod offer;
mod preset;
mod protocol;
mod range;
mod range_text;
mod service;
mod settings;
mod suite;
mod switch;
mod trial;
mod version_limit;
mod wire;

pub use apply::ApplyError;
pub use cipher_string::{CipherString, CipherStringError, UncheckedCiphers};
pub use finding::{TlsFinding, findings};
pub use preset::{Preset, PresetError, UnknownPreset};
pub use protocol::Protocol;
pub use range::{ProtocolRange, RangeError};
pub use range_text::RangeTextError;
pub use service::{Side, TlsService, UnknownTlsService};
pub use settings::{NoUsableSuite, SettingsError, TlsSettings};
pub use suite::{CipherSuite, TLS13_SUITES};
pub use switch::{NeitherOnNorOff, PeerCheck, PeerChecks, Renegotiation};
pub use trial::Trial;
pub use wire::HandshakeFault;
