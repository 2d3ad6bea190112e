//! What the certificate is for, and when.

use chrono::{DateTime, Utc};

use crate::x509::Service;

/// The circumstances in which a certificate is looked at.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Context {
    /// The time at which it is to be valid.
    pub time: DateTime<Utc>,
    /// The services that use it; empty when that is not known.
    pub services: Vec<Service>,
}

impl Context {
    /// At `time`, for services that are not known.
    pub fn at(time: DateTime<Utc>) -> Self {
        Self {
            time,
            services: Vec::new(),
        }
    }

    /// Used by these services.
    #[must_use]
    pub fn for_services(mut self, services: &[Service]) -> Self {
        self.services = services.to_vec();
        self
    }
}
