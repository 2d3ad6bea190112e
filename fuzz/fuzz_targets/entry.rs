//! An entry of the configuration as a row holds it: what was read is written and read again.
#![no_main]

use certstore::entry::{Entry, EntryId, Kind};

libfuzzer_sys::fuzz_target!(|row: (u8, &str, &str)| {
    let (kind, name, body) = row;
    let kind = Kind::ALL[usize::from(kind) % Kind::ALL.len()];
    let Ok(id) = EntryId::new(kind, name) else { return };
    assert_eq!(id.to_string().parse::<EntryId>().as_ref(), Ok(&id));
    let Ok(value) = serde_json::from_str(body) else {
        return;
    };
    if let Ok(entry) = Entry::from_json(&id, value) {
        let again = Entry::from_json(&id, entry.to_json().expect("it is JSON")).expect("it was read before");
        assert_eq!(entry, again);
        let _ = (entry.references(&id), entry.material());
    }
});
