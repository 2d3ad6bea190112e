//! Several servers, several attempts, and the time they take together.

use certcore::diagnostic::Diagnostic as _;
use std::net::UdpSocket;
use std::num::NonZeroU8;
use std::time::{Duration, Instant};

use certnet::dns::{Config, LookupError, MailExchange, Resolver, Server, ServerAddress, Trust};
use hickory_proto::op::ResponseCode;

use crate::fake_server::{FakeServer, domain, mx};

fn good() -> FakeServer {
    FakeServer::answering(|response| {
        response.add_answer(mx("example.com.", 10, "mail.example.com."));
    })
}

fn refusing() -> FakeServer {
    FakeServer::answering(|response| response.metadata.response_code = ResponseCode::Refused)
}

fn silent() -> FakeServer {
    FakeServer::udp(|_, _, _| {})
}

/// A port of loopback on which nothing listens.
fn nobody() -> ServerAddress {
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    ServerAddress::from(socket.local_addr().expect("a bound socket"))
}

fn listed(config: Config, address: ServerAddress) -> Config {
    config.and_then(Server {
        address,
        trust: Trust::Loopback,
    })
}

#[test]
fn the_next_server_is_asked_when_one_fails() {
    let good = good();
    for bad in [refusing(), silent()] {
        let config = listed(bad.config(Duration::from_millis(300)), good.address());
        let answer = Resolver::new(config)
            .mx(&domain("example.com"))
            .expect("the second server's answer");
        assert!(matches!(answer.value, MailExchange::Published { .. }));
        assert_eq!(answer.server, good.address());
        assert_eq!(bad.times_asked(), 1);
    }
}

#[test]
fn a_port_without_a_server_is_unreachable_at_once() {
    let mut config = Config::new(Server {
        address: nobody(),
        trust: Trust::Loopback,
    });
    config.timeout = Duration::from_secs(20);
    let start = Instant::now();
    let error = Resolver::new(config)
        .mx(&domain("example.com"))
        .expect_err("nobody");
    assert_eq!(error.name(), "dns-unreachable", "{error}");
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn the_failure_that_says_most_is_told_first_and_the_others_as_hints() {
    let (silent, refusing) = (silent(), refusing());
    let config = silent.config(Duration::from_millis(200));
    let config = listed(listed(config, nobody()), refusing.address());
    let error = Resolver::new(config)
        .mx(&domain("example.com"))
        .expect_err("three failures");
    assert_eq!(error.name(), "dns-refused", "{error}");
    assert!(
        error.to_string().contains(&refusing.address().to_string()),
        "{error}"
    );
    let LookupError::NoAnswer { others, .. } = &error else {
        panic!("another error: {error}")
    };
    assert_eq!(others.len(), 2);
    let hints = error.hints().join("\n");
    assert!(hints.contains(&silent.address().to_string()), "{hints}");
}

#[test]
fn every_server_is_asked_as_often_as_the_configuration_says() {
    let (first, second) = (refusing(), refusing());
    let mut config = listed(first.config(Duration::from_secs(2)), second.address());
    config.attempts = NonZeroU8::new(3).expect("not zero");
    Resolver::new(config)
        .mx(&domain("example.com"))
        .expect_err("refused");
    assert_eq!((first.times_asked(), second.times_asked()), (3, 3));
}

#[test]
fn the_total_time_ends_a_look_up_before_its_attempts_do() {
    let server = silent();
    let mut config = server.config(Duration::from_millis(300));
    config.attempts = NonZeroU8::MAX;
    config.total = Duration::from_millis(700);
    let start = Instant::now();
    let error = Resolver::new(config)
        .mx(&domain("example.com"))
        .expect_err("silence");
    assert_eq!(error.name(), "dns-timeout");
    assert!(start.elapsed() >= Duration::from_millis(700));
    assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
}

#[test]
fn each_query_has_another_identifier_and_port() {
    use std::collections::HashSet;
    use std::sync::{Arc, Mutex};

    let seen = Arc::new(Mutex::new((HashSet::new(), HashSet::new())));
    let server = FakeServer::udp({
        let seen = Arc::clone(&seen);
        move |socket, query, from| {
            let mut seen = seen.lock().expect("no other panic");
            seen.0.insert([query[0], query[1]]);
            seen.1.insert(from.port());
            let mut response = crate::fake_server::respond(query);
            response.metadata.response_code = ResponseCode::Refused;
            crate::fake_server::send(socket, &response, from);
        }
    });
    let mut config = server.config(Duration::from_secs(2));
    config.attempts = NonZeroU8::new(40).expect("not zero");
    Resolver::new(config)
        .mx(&domain("example.com"))
        .expect_err("refused");
    let seen = seen.lock().expect("no other panic");
    assert!(seen.0.len() >= 38, "{} identifiers in 40 queries", seen.0.len());
    assert!(seen.1.len() >= 30, "{} ports in 40 queries", seen.1.len());
}
