//! What a store says about its seal.
#![no_main]

use certstore::seal::{MasterKey, SealHeader};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = MasterKey::read_line(bytes);
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Ok(header) = SealHeader::read(text) {
        let again = SealHeader::read(&header.json().expect("it is JSON")).expect("it was read before");
        assert_eq!(header, again);
        let _ = header.open(&MasterKey::generate(&[0; 32]));
    }
});
