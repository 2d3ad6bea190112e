//! The resolver of certnet against NSD, a name server that this project did not write.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "an answer that is not as it has to be fails the test"
)]

use std::fmt::Write as _;
use std::time::Duration;

use certcore::diagnostic::Diagnostic as _;
use certnet::dns::{
    Answer, Authenticated, Config, DomainName, LookupError, MailExchange, Resolver, Server, ServerAddress,
    Sought, Trust,
};
use tests::nsd::Nsd;

const EXAMPLE: &str = "\
@            MX    20 backup.example.net.
@            MX    10 mail
@            MX    10 Alpha.Example.COM.
mail         A     192.0.2.25
mail         AAAA  2001:db8::25
alpha        A     192.0.2.26
alias        CNAME @
far          CNAME alias
open         CNAME mail.elsewhere.example.
null         MX    0 .
host         A     192.0.2.80
text         TXT   \"neither mail nor address\"
nowhere      CNAME missing
child        NS    ns.child
ns.child     A     192.0.2.53
xn--bcher-kva MX   10 xn--post-7qa.example.com.
address      MX    10 192.0.2.1.
";

/// The zone of the tests, with a name whose MX records take more than a datagram.
fn server() -> (Nsd, Resolver) {
    let mut zone = EXAMPLE.to_owned();
    for at in 0..200 {
        let label = "x".repeat(50);
        writeln!(zone, "many MX {at} {label}{at:03}").expect("a text in memory");
    }
    let nsd = Nsd::start(&[("example.com", &zone)]);
    let resolver = Resolver::new(only(&nsd));
    (nsd, resolver)
}

fn only(nsd: &Nsd) -> Config {
    let mut config = Config::new(Server {
        address: ServerAddress::from(nsd.address()),
        trust: Trust::Loopback,
    });
    config.timeout = Duration::from_secs(10);
    config
}

fn mx(resolver: &Resolver, domain: &str) -> Result<Answer<MailExchange>, LookupError> {
    resolver.mx(&DomainName::parse(domain).expect(domain))
}

fn hosts(resolver: &Resolver, domain: &str) -> Vec<String> {
    match mx(resolver, domain).expect(domain).value {
        MailExchange::Published { records, .. } => records
            .iter()
            .map(|record| format!("{} {}", record.preference, record.exchange))
            .collect(),
        other => panic!("{domain} is not published: {other:?}"),
    }
}

fn error(resolver: &Resolver, domain: &str) -> LookupError {
    mx(resolver, domain).expect_err(domain)
}

#[test]
fn mail_hosts_come_by_preference_and_then_by_name() {
    let (nsd, resolver) = server();
    assert_eq!(
        hosts(&resolver, "example.com"),
        [
            "10 alpha.example.com",
            "10 mail.example.com",
            "20 backup.example.net"
        ]
    );
    let answer = mx(&resolver, "EXAMPLE.com.").expect("an answer");
    assert_eq!(
        answer.authenticated,
        Authenticated::No,
        "an authoritative server vouches for nothing"
    );
    assert_eq!(answer.server.to_string(), nsd.address().to_string());
}

#[test]
fn the_mail_hosts_of_an_alias_are_those_of_its_target() {
    let (_nsd, resolver) = server();
    assert_eq!(hosts(&resolver, "far.example.com").len(), 3);
    let answer = mx(&resolver, "far.example.com").expect("an answer");
    assert_eq!(answer.aliases, ["alias.example.com", "example.com"]);
}

#[test]
fn a_null_mx_is_an_answer() {
    let (_nsd, resolver) = server();
    assert!(matches!(
        mx(&resolver, "null.example.com").expect("an answer").value,
        MailExchange::Null
    ));
}

#[test]
fn a_host_without_mx_receives_its_own_mail() {
    let (_nsd, resolver) = server();
    let MailExchange::Implicit { host, addresses } =
        mx(&resolver, "mail.example.com").expect("an answer").value
    else {
        panic!("not implicit")
    };
    assert_eq!(host.as_str(), "mail.example.com");
    let shown: Vec<_> = addresses.found.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["192.0.2.25", "2001:db8::25"]);
}

#[test]
fn a_host_with_one_family_has_its_addresses() {
    let (_nsd, resolver) = server();
    let host = DomainName::parse("host.example.com").expect("a good name");
    let answer = resolver.addresses(&host).expect("an address");
    assert_eq!(answer.value.found.len(), 1);
    assert!(answer.value.incomplete.is_none());
}

#[test]
fn no_records_and_no_such_name_are_told_apart() {
    let (_nsd, resolver) = server();
    let nothing = error(&resolver, "text.example.com");
    assert!(
        matches!(
            nothing,
            LookupError::NoRecords {
                sought: Sought::MailHosts,
                ..
            }
        ),
        "{nothing}"
    );
    let missing = error(&resolver, "missing.example.com");
    assert!(
        matches!(missing, LookupError::NameDoesNotExist { .. }),
        "{missing}"
    );
    let missing = error(&resolver, "nowhere.example.com");
    assert_eq!(missing.name(), "dns-name-does-not-exist");
    assert!(
        missing.to_string().contains("an alias of missing.example.com,"),
        "{missing}"
    );
}

#[test]
fn a_domain_of_another_server_is_refused() {
    let (_nsd, resolver) = server();
    let refused = error(&resolver, "example.org");
    assert_eq!(refused.name(), "dns-refused", "{refused}");
}

#[test]
fn a_delegation_and_an_alias_that_lead_away_are_not_taken_for_no_records() {
    let (_nsd, resolver) = server();
    for domain in ["child.example.com", "open.example.com"] {
        let away = error(&resolver, domain);
        assert_eq!(away.name(), "dns-not-recursive", "{away}");
    }
}

#[test]
fn an_internationalized_domain_is_found_as_typed() {
    let (_nsd, resolver) = server();
    assert_eq!(
        hosts(&resolver, "Bücher.example.com"),
        ["10 xn--post-7qa.example.com"]
    );
}

#[test]
fn an_mx_record_with_an_address_names_no_host() {
    let (_nsd, resolver) = server();
    let MailExchange::Published { records, unusable } =
        mx(&resolver, "address.example.com").expect("an answer").value
    else {
        panic!("not published")
    };
    assert_eq!(records, []);
    assert_eq!(unusable.len(), 1);
    assert_eq!(unusable[0].exchange, "192.0.2.1");
}

#[test]
fn an_answer_too_long_for_a_datagram_comes_over_tcp() {
    let (_nsd, resolver) = server();
    let hosts = hosts(&resolver, "many.example.com");
    assert_eq!(hosts.len(), 200);
    assert!(hosts.iter().map(String::len).sum::<usize>() > 1232);
}

#[test]
fn a_server_that_has_ended_is_unreachable() {
    let (nsd, resolver) = server();
    assert_eq!(hosts(&resolver, "example.com").len(), 3);
    drop(nsd);
    let gone = error(&resolver, "example.com");
    assert_eq!(gone.name(), "dns-unreachable", "{gone}");
}
