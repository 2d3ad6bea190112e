//! From columns to types.

use std::{fmt::Display, str::FromStr};

use certcore::fingerprint::Fingerprint;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{
    entry::{Entry, EntryId, Kind},
    repository::BackendError,
};

/// How many rows are written by one statement at most.
pub(super) const ROWS: usize = 1_000;

/// Why a row is not understood, and where.
pub(super) fn malformed(place: &str, row: impl Display, reason: impl Display) -> BackendError {
    BackendError::Row {
        place: place.to_owned(),
        reason: format!("{row}: {reason}"),
    }
}

/// What was read by a fingerprint, if it is what the fingerprint says.
pub(super) fn identified<T>(
    place: &str,
    what: &'static str,
    fingerprint: Fingerprint,
    computed: Fingerprint,
    found: T,
) -> Result<T, BackendError> {
    if computed == fingerprint {
        return Ok(found);
    }
    Err(BackendError::Fingerprint {
        place: place.to_owned(),
        what,
        fingerprint,
        computed,
    })
}

/// A column that holds the text of a value.
pub(super) fn parse<T>(place: &str, row: impl Display, text: &str) -> Result<T, BackendError>
where
    T: FromStr<Err: Display>,
{
    text.parse().map_err(|error| malformed(place, row, error))
}

/// A column that holds seconds since 1970.
pub(super) fn time(place: &str, row: impl Display, seconds: i64) -> Result<DateTime<Utc>, BackendError> {
    DateTime::from_timestamp(seconds, 0).ok_or_else(|| malformed(place, row, format!("{seconds} is no time")))
}

/// The columns `kind` and `name`.
pub(super) fn id(place: &str, kind: &str, name: &str) -> Result<EntryId, BackendError> {
    let row = format!("entry {kind} {name}");
    let kind: Kind = parse(place, &row, kind)?;
    EntryId::new(kind, name).map_err(|error| malformed(place, &row, error))
}

/// These identities for one statement: a JSON array of pairs of kind and name.
pub(super) fn pairs<'i>(ids: impl IntoIterator<Item = &'i EntryId>) -> String {
    let pair = |id: &EntryId| json!([id.kind().as_str(), id.name()]);
    Value::Array(ids.into_iter().map(pair).collect()).to_string()
}

/// The column `body` of an entry.
pub(super) fn entry(place: &str, id: &EntryId, body: &str) -> Result<Entry, BackendError> {
    let value = serde_json::from_str(body).map_err(|error| malformed(place, id, error))?;
    Entry::from_json(id, value).map_err(|error| malformed(place, id, error))
}

/// What goes into the column `body`.
pub(super) fn body(place: &str, id: &EntryId, entry: &Entry) -> Result<String, BackendError> {
    let value = entry.to_json().map_err(|error| malformed(place, id, error))?;
    Ok(value.to_string())
}
