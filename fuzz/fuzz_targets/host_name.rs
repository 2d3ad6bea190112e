//! A host name or a pattern: what was accepted is accepted again, and stays as it is.
#![no_main]

use certcore::host::{HostName, HostPattern};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(host) = HostName::parse(text) {
        assert_eq!(HostName::parse(host.as_str()).as_ref(), Ok(&host));
        let _ = host.to_unicode();
    }
    if let Ok(pattern) = HostPattern::parse(text) {
        assert_eq!(HostPattern::parse(&pattern.to_string()), Ok(pattern));
    }
});
