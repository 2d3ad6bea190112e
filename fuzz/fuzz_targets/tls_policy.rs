//! Versions and cipher strings, as people and stores write them: what was read is written and read again.
#![no_main]

use certnet::tls::{CipherString, ProtocolRange, TlsSettings};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(range) = text.parse::<ProtocolRange>() {
        assert_eq!(range.to_string().parse::<ProtocolRange>().as_ref(), Ok(&range));
        assert_eq!(
            range.method_string().parse::<ProtocolRange>().as_ref(),
            Ok(&range)
        );
    }
    if let Ok(ciphers) = CipherString::new(text) {
        assert!(!ciphers.expand().is_empty());
        let _ = ciphers.unknown_words();
    }
    let _ = serde_json::from_str::<TlsSettings>(text);
});
