//! TLS versions and ciphers of the services.

mod followed;
mod preset;
mod set;
mod show;
mod verify;
mod weak_preset;

pub use followed::{followed, offered};
pub use preset::{SslconfigPresetError, preset};
pub use set::{SetTls, SslconfigSet, SslconfigSetError, set};
pub use show::{ServiceTls, show};
pub use verify::{VerifiedCiphers, verify};
pub use weak_preset::WeakPreset;
