//! The documented configuration file loads, and has exactly the fields that are described.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use certcore::secret::Password;
use certstore::entry::Kind;
use toml::{Table, Value};

use super::{Keys, Load, load, save};
use crate::{clear::Pending, specimen::Specimen};

const PAGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../docs/reference/configuration-file.md"
);
const PASSPHRASE: &str = "correct horse battery staple";

fn page() -> String {
    fs::read_to_string(PAGE).unwrap()
}

fn example(page: &str) -> &str {
    let (_, rest) = page.split_once("```toml\n").unwrap();
    rest.split_once("```").unwrap().0
}

/// What a file says, whenever it was saved and however its keys stand in it.
fn content(text: &str) -> Table {
    let mut table: Table = text.parse().unwrap();
    for field in ["saved_at", "keys", "key"] {
        assert!(table.remove(field).is_some(), "{field}");
    }
    table
}

#[tokio::test]
async fn the_documented_example_loads_and_is_saved_as_it_stands_there() {
    let page = page();
    let example = example(&page);
    assert!(page.contains(&format!("`{PASSPHRASE}`")));
    let passphrase = Password::new(PASSPHRASE).unwrap();
    let specimen = Specimen::new().await;
    let request = Load {
        text: example,
        passphrase: Some(&passphrase),
        pending: Pending::Refuse,
    };
    load(&specimen.store, &specimen.actor(), request).await.unwrap();
    specimen.publish().await;
    let saved = save(&specimen.store, &specimen.actor(), Keys::Masked)
        .await
        .unwrap();
    assert_eq!(content(&saved.text), content(example));
    assert_eq!(specimen.store.check().await.unwrap().findings, []);
}

/// The fields of each kind that the page describes: those in the first column below its heading.
fn described(page: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut described = BTreeMap::new();
    for section in page.split("\n### `[").skip(1) {
        let kind = section.split(['.', ']']).next().unwrap();
        let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
        let fields = rows.map(|row| row.split('`').next().unwrap().to_owned());
        described.insert(kind.to_owned(), fields.collect());
    }
    described
}

#[test]
fn every_field_of_every_kind_is_described_and_stands_in_the_example() {
    let page = page();
    let described = described(&page);
    let example: Table = example(&page).parse().unwrap();
    for kind in Kind::ALL {
        let table = example[kind.as_str()].as_table().unwrap();
        let entries: Vec<&Table> = if kind.is_single() {
            vec![table]
        } else {
            table.values().filter_map(Value::as_table).collect()
        };
        let fields: BTreeSet<String> = entries.into_iter().flat_map(Table::keys).cloned().collect();
        assert_eq!(described.get(kind.as_str()), Some(&fields), "{kind}");
    }
}
