//! What a look-up says: mail hosts, none, no such name, and who vouches for it.

use certcore::diagnostic::Diagnostic as _;
use certnet::dns::{
    Authenticated, ExtendedError, FailureCause, FailureCode, LookupError, MailExchange, Sought,
};
use hickory_proto::op::{Edns, Message, ResponseCode};
use hickory_proto::rr::rdata::SOA;
use hickory_proto::rr::rdata::opt::{EdnsCode, EdnsOption};
use hickory_proto::rr::{Name, RData, Record, RecordType};

use crate::fake_server::{FakeServer, address, cname, domain, mx};

fn asks_for(response: &Message, kind: RecordType) -> bool {
    response.queries.iter().any(|query| query.query_type == kind)
}

#[test]
fn the_ad_bit_of_a_server_on_loopback_counts() {
    for (bit, expected) in [(true, Authenticated::Yes), (false, Authenticated::No)] {
        let server = FakeServer::answering(move |response| {
            response.metadata.authentic_data = bit;
            response.add_answer(mx("example.com.", 10, "mail.example.com."));
        });
        let answer = server.resolver().mx(&domain("example.com")).expect("an answer");
        assert_eq!(answer.authenticated, expected);
        assert_eq!(answer.server, server.address());
    }
}

#[test]
fn records_that_name_no_host_are_set_apart() {
    let server = FakeServer::answering(|response| {
        response.add_answer(mx("example.com.", 10, "MAIL.example.com."));
        response.add_answer(mx("example.com.", 5, "192.0.2.1."));
        response.add_answer(mx("example.com.", 20, "a_b.example.com."));
    });
    let answer = server.resolver().mx(&domain("example.com")).expect("an answer");
    let MailExchange::Published { records, unusable } = answer.value else {
        panic!("not published")
    };
    let hosts: Vec<_> = records.iter().map(|record| record.exchange.as_str()).collect();
    assert_eq!(hosts, ["mail.example.com"]);
    let others: Vec<_> = unusable
        .iter()
        .map(|record| (record.preference, record.exchange.as_str()))
        .collect();
    assert_eq!(others, [(5, "192.0.2.1"), (20, "a_b.example.com")]);
    assert!(unusable[0].fault.to_string().contains("IP address"));
}

#[test]
fn a_null_mx_is_told_from_no_mx() {
    let server = FakeServer::answering(|response| {
        response.add_answer(mx("example.com.", 0, "."));
    });
    let answer = server.resolver().mx(&domain("example.com")).expect("an answer");
    assert!(matches!(answer.value, MailExchange::Null));
    assert_eq!(server.times_asked(), 1);
}

#[test]
fn without_an_mx_record_the_domain_itself_is_the_host() {
    let server = FakeServer::answering(|response| {
        response.metadata.authentic_data = asks_for(response, RecordType::MX);
        if asks_for(response, RecordType::A) {
            response.add_answer(address("example.com.", "192.0.2.1"));
        }
        if asks_for(response, RecordType::AAAA) {
            response.add_answer(address("example.com.", "2001:db8::1"));
        }
    });
    let answer = server.resolver().mx(&domain("example.com")).expect("an answer");
    let MailExchange::Implicit { host, addresses } = answer.value else {
        panic!("not implicit")
    };
    assert_eq!(host.as_str(), "example.com");
    let shown: Vec<_> = addresses.found.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["192.0.2.1", "2001:db8::1"]);
    assert!(addresses.incomplete.is_none());
    assert_eq!(
        answer.authenticated,
        Authenticated::No,
        "the addresses were not vouched for"
    );
    assert_eq!(server.times_asked(), 3);
}

#[test]
fn a_name_with_neither_mx_nor_address_has_no_records() {
    let server = FakeServer::answering(|response| {
        let root = Name::root();
        let soa = SOA::new(root.clone(), root.clone(), 1, 1, 1, 1, 1);
        response.add_authority(Record::from_rdata(root, 60, RData::SOA(soa)));
    });
    let error = server.resolver().mx(&domain("example.com")).expect_err("nothing");
    assert_eq!(error.name(), "dns-no-records");
    assert!(
        matches!(
            error,
            LookupError::NoRecords {
                sought: Sought::MailHosts,
                ..
            }
        ),
        "{error}"
    );
    let error = server
        .resolver()
        .addresses(&domain("example.com"))
        .expect_err("nothing");
    assert!(
        matches!(
            error,
            LookupError::NoRecords {
                sought: Sought::Addresses,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn a_name_that_does_not_exist_is_asked_for_once() {
    let server = FakeServer::answering(|response| {
        response.metadata.response_code = ResponseCode::NXDomain;
    });
    let error = server
        .resolver()
        .mx(&domain("bücher.example"))
        .expect_err("nothing");
    assert_eq!(error.name(), "dns-name-does-not-exist");
    assert!(
        error
            .to_string()
            .starts_with("xn--bcher-kva.example does not exist"),
        "{error}"
    );
    assert_eq!(server.times_asked(), 1);
    let error = server
        .resolver()
        .addresses(&domain("example.com"))
        .expect_err("nothing");
    assert_eq!(error.name(), "dns-name-does-not-exist");
    assert_eq!(server.times_asked(), 2);
}

#[test]
fn an_alias_to_a_missing_name_is_named_in_the_error() {
    let server = FakeServer::answering(|response| {
        response.metadata.response_code = ResponseCode::NXDomain;
        response.add_answer(cname("example.com.", "gone.example.net."));
    });
    let error = server.resolver().mx(&domain("example.com")).expect_err("nothing");
    assert!(
        error.to_string().contains("an alias of gone.example.net,"),
        "{error}"
    );
}

#[test]
fn failing_response_codes_have_their_own_names() {
    for (code, name) in [
        (ResponseCode::Refused, "dns-refused"),
        (ResponseCode::ServFail, "dns-server-failure"),
        (ResponseCode::NotImp, "dns-server-failure"),
        (ResponseCode::FormErr, "dns-server-failure"),
    ] {
        let server = FakeServer::answering(move |response| response.metadata.response_code = code);
        let error = server
            .resolver()
            .mx(&domain("example.com"))
            .expect_err("a failing code");
        assert_eq!(error.name(), name, "{error}");
        assert_eq!(
            server.times_asked(),
            1,
            "a failure is not taken for a missing MX record"
        );
    }
}

#[test]
fn broken_dnssec_is_named_when_the_server_names_it() {
    let server = FakeServer::answering(|response| {
        response.metadata.response_code = ResponseCode::ServFail;
        let mut edns = Edns::new();
        edns.options_mut().insert(EdnsOption::Unknown(15, vec![0, 7]));
        assert!(edns.option(EdnsCode::from(15)).is_some());
        response.set_edns(edns);
    });
    let error = server
        .resolver()
        .mx(&domain("example.com"))
        .expect_err("a failing code");
    let LookupError::NoAnswer { failure, .. } = &error else {
        panic!("another error: {error}")
    };
    let expected = FailureCause::ServerFailure {
        code: FailureCode(2),
        explanation: Some(ExtendedError(7)),
    };
    assert_eq!(failure.cause, expected);
    assert!(error.hints()[0].contains("DNSSEC"), "{:?}", error.hints());
}

#[test]
fn addresses_of_one_family_are_given_when_the_other_look_up_fails() {
    for (failing, found) in [(RecordType::A, "2001:db8::1"), (RecordType::AAAA, "192.0.2.1")] {
        let server = FakeServer::answering(move |response| {
            response.metadata.authentic_data = true;
            if asks_for(response, failing) {
                response.metadata.response_code = ResponseCode::ServFail;
            } else {
                response.add_answer(address("mail.example.", found));
            }
        });
        let answer = server
            .resolver()
            .addresses(&domain("mail.example"))
            .expect("one family");
        assert_eq!(answer.value.found.len(), 1);
        assert_eq!(answer.value.found[0].to_string(), found);
        let failure = answer.value.incomplete.expect("the other failed");
        assert_eq!(failure.name(), "dns-server-failure");
        assert_eq!(answer.authenticated, Authenticated::No);
    }
}

#[test]
fn a_failed_look_up_is_not_taken_for_no_addresses() {
    for failing in [RecordType::A, RecordType::AAAA] {
        let server = FakeServer::answering(move |response| {
            if asks_for(response, failing) {
                response.metadata.response_code = ResponseCode::ServFail;
            }
        });
        let error = server
            .resolver()
            .mx(&domain("mail.example"))
            .expect_err("a failure");
        assert_eq!(error.name(), "dns-server-failure", "{error}");
    }
}

#[test]
fn a_server_that_denies_the_name_for_aaaa_alone_is_forgiven() {
    let server = FakeServer::answering(|response| {
        if asks_for(response, RecordType::AAAA) {
            response.metadata.response_code = ResponseCode::NXDomain;
        } else {
            response.add_answer(address("mail.example.", "192.0.2.1"));
        }
    });
    let answer = server
        .resolver()
        .addresses(&domain("mail.example"))
        .expect("an address");
    assert_eq!(answer.value.found.len(), 1);
    assert!(answer.value.incomplete.is_none());
}
