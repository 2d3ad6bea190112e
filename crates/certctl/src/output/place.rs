//! The service that an entry stands for, as `bindings` names it.

use certops::place::Place;
use certstore::entry::EntryId;
use serde::Serialize;

/// A service, and the listener or the interface on which it is offered.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct PlaceView {
    service: &'static str,
    #[serde(rename = "where")]
    name: Option<String>,
}

impl PlaceView {
    /// Where a profile can be bound.
    pub(crate) fn new(place: &Place) -> Self {
        Self {
            service: place.service(),
            name: place.name().map(str::to_owned),
        }
    }

    /// The service whose binding stands in an entry; an entry without one stands for itself.
    pub(crate) fn of(entry: &EntryId) -> Self {
        Place::of(entry).map_or_else(
            || Self {
                service: entry.kind().as_str(),
                name: Some(entry.name().to_owned()),
            },
            |place| Self::new(&place),
        )
    }

    /// Both in one text: `inbound IncomingMail`, `outbound`.
    pub(crate) fn line(&self) -> String {
        match &self.name {
            Some(name) => format!("{} {name}", self.service),
            None => self.service.to_owned(),
        }
    }
}
