//! The summary list of the destinations.

use certops::edit::Listed;
use certstore::entry::Destination;

use super::tls::words;
use crate::terminal::Text;

/// Every destination with its TLS.
pub(super) fn list(destinations: &[Listed<Destination>]) -> Text {
    let mut text = Text::new();
    let rows = destinations
        .iter()
        .map(|one| vec![one.name.clone(), words(one.entry.tls).to_owned()]);
    text.table(&["Domain", "TLS"], rows);
    text
}
