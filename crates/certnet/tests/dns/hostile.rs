//! Servers and forgers that lie, flood, dawdle and break off.

use certcore::diagnostic::Diagnostic as _;
use std::io::Write;
use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::thread;
use std::time::{Duration, Instant};

use certnet::dns::{
    Answer, FailureCause, LookupError, MailExchange, Malformation, Mismatch, Resolver, Transport,
};
use hickory_proto::op::{MessageType, Query};
use hickory_proto::rr::{Name, RecordType};

use crate::fake_server::{FakeServer, cname, domain, mx, respond, send, write_bytes_framed, write_framed};

/// The time in which every look-up of an impatient resolver has ended: its half second, and what a busy
/// machine adds.
const SOON: Duration = Duration::from_secs(3);

fn mx_of(resolver: &Resolver) -> Result<Answer<MailExchange>, LookupError> {
    resolver.mx(&domain("example.com"))
}

/// The failure of an MX look-up, which has to come soon.
fn cause(resolver: &Resolver) -> FailureCause {
    let start = Instant::now();
    let error = mx_of(resolver).expect_err("no good answer");
    assert!(start.elapsed() < SOON, "{error} after {:?}", start.elapsed());
    assert!(error.to_string().contains("MX records of example.com"), "{error}");
    assert!(error.to_string().contains("127.0.0.1:"), "{error}");
    assert!(!error.hints().is_empty());
    match error {
        LookupError::NoAnswer { failure, others, .. } => {
            assert_eq!(others, []);
            failure.cause
        }
        other => panic!("another error: {other}"),
    }
}

fn assert_has_one_host(resolver: &Resolver) {
    match mx_of(resolver).expect("the true answer").value {
        MailExchange::Published { records, .. } => {
            let hosts: Vec<_> = records.iter().map(|record| record.exchange.as_str()).collect();
            assert_eq!(hosts, ["mail.example.com"]);
        }
        other => panic!("not published: {other:?}"),
    }
}

fn send_true_answer(socket: &UdpSocket, query: &[u8], to: SocketAddr) {
    let mut response = respond(query);
    response.add_answer(mx("example.com.", 10, "mail.example.com."));
    send(socket, &response, to);
}

fn send_forgery(socket: &UdpSocket, query: &[u8], to: SocketAddr, id_offset: u16) {
    let mut response = respond(query);
    response.metadata.id = response.metadata.id.wrapping_add(id_offset);
    response.add_answer(mx("example.com.", 0, "forger.example."));
    send(socket, &response, to);
}

#[test]
fn a_silent_server_is_a_timeout() {
    let server = FakeServer::udp(|_, _, _| {});
    let cause = cause(&server.impatient_resolver());
    assert_eq!(cause.name(), "dns-timeout");
    assert!(matches!(
        cause,
        FailureCause::Timeout {
            transport: Transport::Udp,
            strays: 0,
            ..
        }
    ));
}

#[test]
fn a_forged_identifier_is_passed_over_and_the_true_answer_counts() {
    let server = FakeServer::udp(|socket, query, from| {
        send_forgery(socket, query, from, 1);
        send_true_answer(socket, query, from);
    });
    assert_has_one_host(&server.resolver());
}

#[test]
fn a_forged_question_direction_or_body_is_passed_over() {
    let server = FakeServer::udp(|socket, query, from| {
        let mut other_name = respond(query);
        other_name.queries = vec![Query::query(
            Name::from_ascii("example.org.").expect("a name"),
            RecordType::MX,
        )];
        send(socket, &other_name, from);
        let mut other_kind = respond(query);
        other_kind.queries = vec![Query::query(
            Name::from_ascii("example.com.").expect("a name"),
            RecordType::A,
        )];
        send(socket, &other_kind, from);
        let mut no_question = respond(query);
        no_question.queries.clear();
        send(socket, &no_question, from);
        let mut a_query = respond(query);
        a_query.metadata.message_type = MessageType::Query;
        send(socket, &a_query, from);
        for noise in [&[][..], &[0xff; 11], &[0; 1200]] {
            let _ = socket.send_to(noise, from);
        }
        send_true_answer(socket, query, from);
    });
    assert_has_one_host(&server.resolver());
}

#[test]
fn an_answer_from_another_address_is_not_heard() {
    let server = FakeServer::udp(|socket, query, from| {
        let forger = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        send_forgery(&forger, query, from, 0);
        thread::sleep(Duration::from_millis(50));
        send_true_answer(socket, query, from);
    });
    assert_has_one_host(&server.resolver());
}

#[test]
fn a_flood_of_forged_identifiers_ends_at_the_deadline() {
    let server = FakeServer::udp(|socket, query, from| {
        let end = Instant::now() + Duration::from_millis(800);
        while Instant::now() < end {
            for offset in 1..100 {
                send_forgery(socket, query, from, offset);
            }
        }
    });
    let cause = cause(&server.impatient_resolver());
    assert_eq!(cause.name(), "dns-timeout");
    assert!(
        matches!(cause, FailureCause::Timeout { strays: 1.., .. }),
        "{cause}"
    );
}

#[test]
fn a_true_answer_in_a_flood_of_forged_ones_is_found() {
    let server = FakeServer::udp(|socket, query, from| {
        for offset in 1..100 {
            send_forgery(socket, query, from, offset);
        }
        send_true_answer(socket, query, from);
    });
    assert_has_one_host(&server.resolver());
}

#[test]
fn a_compression_loop_is_malformed() {
    for pointer in [[0xc0, 29], [0xc0, 31], [0xff, 0xff]] {
        let server = FakeServer::udp(move |socket, query, from| {
            let mut bytes = respond(query).to_vec().expect("an encodable message");
            assert_eq!(bytes.len(), 29, "the header and the question");
            bytes[7] = 1;
            bytes.extend_from_slice(&pointer);
            bytes.extend_from_slice(&[0, 15, 0, 1, 0, 0, 0, 60, 0, 4, 0, 10]);
            bytes.extend_from_slice(&pointer);
            let _ = socket.send_to(&bytes, from);
        });
        let cause = cause(&server.impatient_resolver());
        assert_eq!(cause.name(), "dns-malformed-answer");
        assert!(
            matches!(
                cause,
                FailureCause::Malformed(Malformation::Record { number: 1, .. })
            ),
            "{cause}"
        );
    }
}

#[test]
fn an_alias_loop_is_malformed() {
    let server = FakeServer::answering(|response| {
        response.add_answer(cname("example.com.", "a.example."));
        response.add_answer(cname("a.example.", "example.com."));
    });
    let cause = cause(&server.impatient_resolver());
    assert!(
        matches!(cause, FailureCause::Malformed(Malformation::Aliases { .. })),
        "{cause}"
    );
}

#[test]
fn a_datagram_of_the_greatest_size_is_read() {
    let server = FakeServer::udp(|socket, query, from| {
        let mut response = respond(query);
        for at in 0..700 {
            let label = "x".repeat(40);
            response.add_answer(mx("example.com.", at, &format!("{label}{at}.example.com.")));
        }
        let bytes = response.to_vec().expect("an encodable message");
        assert!((50_000..65_507).contains(&bytes.len()), "{}", bytes.len());
        let _ = socket.send_to(&bytes, from);
    });
    match mx_of(&server.resolver()).expect("an answer").value {
        MailExchange::Published { records, .. } => assert_eq!(records.len(), 700),
        other => panic!("not published: {other:?}"),
    }
}

#[test]
fn an_answer_with_thousands_of_records_is_refused() {
    let server = FakeServer::tcp(|stream, query| {
        let mut bytes = respond(query).to_vec().expect("an encodable message");
        bytes[6..8].copy_from_slice(&3000_u16.to_be_bytes());
        for _ in 0..3000 {
            bytes.extend_from_slice(&[0xc0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 4, 0, 10, 0xc0, 12]);
        }
        write_bytes_framed(stream, &bytes);
    });
    let cause = cause(&server.impatient_resolver());
    assert_eq!(cause.name(), "dns-malformed-answer");
    let expected = Malformation::TooManyRecords {
        count: 3000,
        limit: 1024,
    };
    assert_eq!(cause, FailureCause::Malformed(expected));
}

#[test]
fn a_cut_answer_is_asked_for_again_over_tcp() {
    let server = FakeServer::tcp(|stream, query| {
        let mut response = respond(query);
        response.add_answer(mx("example.com.", 10, "mail.example.com."));
        write_framed(stream, &response);
    });
    assert_has_one_host(&server.resolver());
}

#[test]
fn a_cut_answer_without_a_server_on_tcp_is_unreachable_over_tcp() {
    let server = FakeServer::udp(|socket, query, from| {
        let mut response = respond(query);
        response.metadata.truncation = true;
        send(socket, &response, from);
    });
    let cause = cause(&server.impatient_resolver());
    assert_eq!(cause.name(), "dns-unreachable");
    assert!(
        matches!(
            cause,
            FailureCause::Unreachable {
                transport: Transport::Tcp,
                ..
            }
        ),
        "{cause}"
    );
}

#[test]
fn an_answer_cut_over_tcp_too_is_malformed() {
    let server = FakeServer::tcp(|stream, query| {
        let mut response = respond(query);
        response.metadata.truncation = true;
        write_framed(stream, &response);
    });
    assert_eq!(
        cause(&server.impatient_resolver()),
        FailureCause::Malformed(Malformation::TruncatedStream)
    );
}

#[test]
fn a_wrong_identifier_over_tcp_is_malformed() {
    let server = FakeServer::tcp(|stream, query| {
        let mut response = respond(query);
        response.metadata.id ^= 1;
        write_framed(stream, &response);
    });
    let expected = Malformation::Stray(Mismatch::Identifier);
    assert_eq!(
        cause(&server.impatient_resolver()),
        FailureCause::Malformed(expected)
    );
}

#[test]
fn half_a_frame_and_then_the_end_is_malformed() {
    let server = FakeServer::tcp(|stream, _| {
        let _ = stream.write_all(&[0x10, 0x00, 1, 2, 3]);
    });
    let expected = Malformation::ShortStream {
        received: 5,
        announced: 4098,
    };
    assert_eq!(
        cause(&server.impatient_resolver()),
        FailureCause::Malformed(expected)
    );
}

#[test]
fn a_connection_closed_without_a_word_is_malformed() {
    let server = FakeServer::tcp(|_, _| {});
    let cause = cause(&server.impatient_resolver());
    assert!(
        matches!(
            cause,
            FailureCause::Malformed(Malformation::ShortStream { received: 0, .. })
        ),
        "{cause}"
    );
}

#[test]
fn half_a_frame_and_then_silence_is_a_timeout_over_tcp() {
    let server = FakeServer::tcp(|stream, _| {
        let _ = stream.write_all(&[0xff, 0xff, 1, 2, 3]);
        thread::sleep(Duration::from_secs(1));
    });
    let cause = cause(&server.impatient_resolver());
    assert!(
        matches!(
            cause,
            FailureCause::Timeout {
                transport: Transport::Tcp,
                ..
            }
        ),
        "{cause}"
    );
}

#[test]
fn trickling_octets_do_not_move_the_deadline() {
    let server = FakeServer::tcp(|stream, query| {
        let mut response = respond(query);
        response.add_answer(mx("example.com.", 10, "mail.example.com."));
        let bytes = response.to_vec().expect("an encodable message");
        let length = u16::try_from(bytes.len()).expect("a short message").to_be_bytes();
        trickle(stream, &[&length, &bytes[..]].concat());
    });
    let cause = cause(&server.impatient_resolver());
    assert!(
        matches!(
            cause,
            FailureCause::Timeout {
                transport: Transport::Tcp,
                ..
            }
        ),
        "{cause}"
    );
}

/// An octet each 50 ms, until the client is gone.
fn trickle(stream: &mut TcpStream, bytes: &[u8]) {
    for octet in bytes {
        if stream.write_all(&[*octet]).is_err() {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
}
