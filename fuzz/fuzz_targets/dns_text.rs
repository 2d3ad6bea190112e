//! Names, addresses of servers and the system's configuration, as people and files write them.
#![no_main]

use certnet::dns::{Config, DomainName, ServerAddress};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(name) = DomainName::parse(text) {
        assert_eq!(
            DomainName::parse(name.as_str()).expect("it was read before"),
            name
        );
    }
    let _ = ServerAddress::parse(text);
    let _ = Config::from_resolv_conf(text);
});
