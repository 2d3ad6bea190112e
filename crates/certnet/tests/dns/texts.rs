//! Texts that people and systems give: no text is too strange.

use certnet::dns::{Config, DomainName, ServerAddress};
use proptest::prelude::*;

proptest! {
    #[test]
    fn an_accepted_name_is_a_host_name_and_reads_as_itself(text in "\\PC{0,80}") {
        if let Ok(name) = DomainName::parse(&text) {
            prop_assert!(name.as_str().len() <= 253 && name.wire().len() == name.as_str().len() + 2);
            let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
            prop_assert!(name.as_str().chars().all(good), "{name}");
            prop_assert_eq!(DomainName::parse(name.as_str()), Ok(name.clone()));
        }
    }

    #[test]
    fn a_name_of_letters_in_any_script_is_accepted_or_refused_with_the_reason(
        labels in proptest::collection::vec("[\\p{L}\\p{M}\\p{N}-]{1,20}", 1..6),
    ) {
        let text = labels.join(".");
        match DomainName::parse(&text) {
            Ok(name) => prop_assert!(name.as_str().is_ascii()),
            Err(error) => prop_assert!(error.to_string().contains("is not a domain name"), "{error}"),
        }
    }

    #[test]
    fn an_accepted_server_address_reads_as_itself(text in "[\\[\\]0-9a-f:.%]{0,40}|\\PC{0,40}") {
        if let Ok(address) = ServerAddress::parse(&text) {
            prop_assert_eq!(ServerAddress::parse(&address.to_string()), Ok(address));
        }
    }

    #[test]
    fn every_socket_address_is_a_server_address(ip in any::<std::net::IpAddr>(), port in 1_u16..) {
        prop_assume!(!ip.is_unspecified());
        let socket = std::net::SocketAddr::new(ip, port);
        prop_assert_eq!(ServerAddress::parse(&socket.to_string()), Ok(ServerAddress::from(socket)));
    }

    #[test]
    fn any_resolv_conf_is_read_without_a_panic(
        text in "((nameserver|options|search|#|;)[ \t]{0,2}[0-9.:a-z%-]{0,20}[\r\n]{0,2}){0,20}|\\PC{0,200}",
    ) {
        if let Ok(config) = Config::from_resolv_conf(&text) {
            prop_assert!((1..=3).contains(&config.servers().count()));
        }
    }
}
