//! The bytes of a response: whether they answer the question, and with what (RFC 1035 §4.1, RFC 5452 §9.1).

use std::fmt;

use hickory_proto::op::{Header, MessageType, OpCode, Query as Asked};
use hickory_proto::rr::DNSClass;
use hickory_proto::serialize::binary::{BinDecodable, BinDecoder};

use super::extended_error::ExtendedError;
use super::name::zone_file_form;
use super::question::Question;
use super::rejection::{Malformation, Mismatch, Rejection};
use super::sections::{Sections, Served};
use super::trust::AdBit;

/// A message that answers the question.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Reply {
    /// The answer did not fit into a datagram: ask over TCP (RFC 2181 §9).
    Truncated,
    /// The whole answer.
    Complete(Response),
}

/// A whole answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Response {
    /// What it says.
    pub verdict: Verdict,
    /// The names that the question's name is an alias of, in the order in which they lead on (CNAME).
    pub aliases: Vec<String>,
    /// Whether the server holds the answer to be authentic.
    pub ad: AdBit,
}

/// What an answer says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// There are such records, in the order of the message.
    Records(Vec<Served>),
    /// The name exists and has no such records (RFC 2308 §2.2).
    NoRecords,
    /// The name does not exist (RFC 2308 §2.1).
    NameDoesNotExist,
    /// The server points to others and does not ask them itself.
    NotRecursive,
    /// The server will not answer this client, or not this question.
    Refused,
    /// The server could not answer.
    Failure {
        /// The response code.
        code: FailureCode,
        /// The server's reason, if it gave one.
        explanation: Option<ExtendedError>,
    },
}

/// A response code other than no error, name error and refused (RFC 6895 §2.3).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct FailureCode(pub u16);

impl fmt::Display for FailureCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1 => formatter.write_str("FORMERR"),
            2 => formatter.write_str("SERVFAIL"),
            4 => formatter.write_str("NOTIMP"),
            9 => formatter.write_str("NOTAUTH"),
            16 => formatter.write_str("BADVERS"),
            code => write!(formatter, "response code {code}"),
        }
    }
}

pub(super) fn read(question: &Question, identifier: u16, bytes: &[u8]) -> Result<Reply, Rejection> {
    let mut decoder = BinDecoder::new(bytes);
    let header = Header::read(&mut decoder).map_err(|_| Rejection::Mismatch(Mismatch::Header))?;
    check_match(question, identifier, &header, &mut decoder).map_err(Rejection::Mismatch)?;
    if header.truncation {
        return Ok(Reply::Truncated);
    }
    read_sections(question, &header, &mut decoder)
        .map(Reply::Complete)
        .map_err(Rejection::Malformed)
}

fn check_match(
    question: &Question,
    identifier: u16,
    header: &Header,
    decoder: &mut BinDecoder<'_>,
) -> Result<(), Mismatch> {
    if header.id != identifier {
        return Err(Mismatch::Identifier);
    }
    if header.message_type != MessageType::Response {
        return Err(Mismatch::Direction);
    }
    if header.op_code != OpCode::Query {
        return Err(Mismatch::Operation);
    }
    if header.counts.queries != 1 {
        return Err(Mismatch::Question);
    }
    let asked = Asked::read(decoder).map_err(|_| Mismatch::Question)?;
    let same = asked.query_class == DNSClass::IN
        && u16::from(asked.query_type) == question.kind.number()
        && zone_file_form(&asked.name) == question.name.as_str();
    if same { Ok(()) } else { Err(Mismatch::Question) }
}

fn read_sections(
    question: &Question,
    header: &Header,
    decoder: &mut BinDecoder<'_>,
) -> Result<Response, Malformation> {
    let mut sections = Sections::read(question.kind, header.counts, decoder)?;
    let (aliases, records) = sections.follow(question.name.as_str())?;
    let low = u16::from(header.response_code);
    let verdict = match (sections.high_code() << 4) | low {
        0 if !records.is_empty() => Verdict::Records(records),
        0 if sections.is_referral(header, &aliases) => Verdict::NotRecursive,
        0 => Verdict::NoRecords,
        3 => Verdict::NameDoesNotExist,
        5 => Verdict::Refused,
        code => Verdict::Failure {
            code: FailureCode(code),
            explanation: sections.explanation(),
        },
    };
    let ad = if header.authentic_data {
        AdBit::Set
    } else {
        AdBit::Clear
    };
    Ok(Response { verdict, aliases, ad })
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

    use hickory_proto::op::{Edns, Message, ResponseCode};
    use hickory_proto::rr::rdata::{A, AAAA, CNAME, MX, NS, SOA, TXT};
    use hickory_proto::rr::{Name, RData, Record, RecordType};
    use proptest::prelude::*;

    use super::super::name::{DomainName, ServedName};
    use super::super::question::RecordKind;
    use super::*;

    const IDENTIFIER: u16 = 0x1234;

    fn question(kind: RecordKind) -> Question {
        Question {
            name: DomainName::parse("example.com").expect("a good name"),
            kind,
        }
    }

    fn name(text: &str) -> Name {
        Name::from_ascii(text).expect(text)
    }

    fn record(owner: &str, data: RData) -> Record {
        Record::from_rdata(name(owner), 60, data)
    }

    fn mx(owner: &str, preference: u16, exchange: &str) -> Record {
        record(owner, RData::MX(MX::new(preference, name(exchange))))
    }

    fn alias(owner: &str, target: &str) -> Record {
        record(owner, RData::CNAME(CNAME(name(target))))
    }

    fn soa(owner: &str) -> Record {
        let soa = SOA::new(name("ns.example."), name("admin.example."), 1, 1, 1, 1, 1);
        record(owner, RData::SOA(soa))
    }

    /// A response to the MX question with the right identifier and question and nothing else.
    fn empty() -> Message {
        let mut message = Message::response(IDENTIFIER, OpCode::Query);
        message.metadata.recursion_available = true;
        message.add_query(Asked::query(name("EXAMPLE.com."), RecordType::MX));
        message
    }

    fn read_mx(message: &Message) -> Result<Reply, Rejection> {
        read(
            &question(RecordKind::Mx),
            IDENTIFIER,
            &message.to_vec().expect("an encodable message"),
        )
    }

    fn complete(message: &Message) -> Response {
        match read_mx(message) {
            Ok(Reply::Complete(response)) => response,
            other => panic!("not a complete response: {other:?}"),
        }
    }

    fn served(preference: u16, host: &str) -> Served {
        let host = ServedName::Host(DomainName::parse(host).expect(host));
        Served::Exchange { preference, host }
    }

    #[test]
    fn records_of_the_name_are_given_and_others_are_not() {
        let mut message = empty();
        message.add_answer(mx("example.com.", 10, "Mail.Example.Com."));
        message.add_answer(mx("other.example.", 5, "wrong.example."));
        message.add_answer(record(
            "example.com.",
            RData::TXT(TXT::new(vec!["v=spf1".into()])),
        ));
        message.add_answer(mx("EXAMPLE.COM.", 20, "."));
        let root = Served::Exchange {
            preference: 20,
            host: ServedName::Root,
        };
        let response = complete(&message);
        assert_eq!(
            response.verdict,
            Verdict::Records(vec![served(10, "mail.example.com"), root])
        );
        assert_eq!(response.ad, AdBit::Clear);
    }

    #[test]
    fn aliases_are_followed_in_any_order_of_the_answer() {
        let mut message = empty();
        message.metadata.authentic_data = true;
        message.add_answer(mx("c.example.", 1, "mail.example."));
        message.add_answer(alias("b.example.", "C.example."));
        message.add_answer(alias("Example.com.", "b.example."));
        let response = complete(&message);
        assert_eq!(
            response.verdict,
            Verdict::Records(vec![served(1, "mail.example")])
        );
        assert_eq!(response.aliases, ["b.example", "c.example"]);
        assert_eq!(response.ad, AdBit::Set);
    }

    #[test]
    fn a_loop_of_aliases_is_malformed() {
        let mut message = empty();
        message.add_answer(alias("example.com.", "b.example."));
        message.add_answer(alias("b.example.", "example.com."));
        assert_eq!(
            read_mx(&message),
            Err(Rejection::Malformed(Malformation::Aliases { limit: 16 }))
        );
    }

    #[test]
    fn sixteen_aliases_are_followed_and_seventeen_are_not() {
        for (count, taken) in [(16, true), (17, false)] {
            let mut message = empty();
            message.add_answer(alias("example.com.", "a1.example."));
            for at in 1..count {
                message.add_answer(alias(
                    &format!("a{at}.example."),
                    &format!("a{}.example.", at + 1),
                ));
            }
            message.add_answer(mx(&format!("a{count}.example."), 1, "mail.example."));
            assert_eq!(read_mx(&message).is_ok(), taken, "{count}");
        }
    }

    #[test]
    fn the_kinds_of_no_are_told_apart() {
        let mut no_records = empty();
        no_records.add_authority(soa("example.com."));
        assert_eq!(complete(&no_records).verdict, Verdict::NoRecords);
        assert_eq!(complete(&empty()).verdict, Verdict::NoRecords);

        let mut no_name = empty();
        no_name.metadata.response_code = ResponseCode::NXDomain;
        assert_eq!(complete(&no_name).verdict, Verdict::NameDoesNotExist);

        let mut refused = empty();
        refused.metadata.response_code = ResponseCode::Refused;
        assert_eq!(complete(&refused).verdict, Verdict::Refused);
    }

    #[test]
    fn a_delegation_and_an_alias_left_open_are_not_taken_for_no_records() {
        let mut delegation = empty();
        delegation.metadata.recursion_available = false;
        delegation.add_authority(record("com.", RData::NS(NS(name("a.gtld.example.")))));
        assert_eq!(complete(&delegation).verdict, Verdict::NotRecursive);

        let mut open = empty();
        open.metadata.recursion_available = false;
        open.add_answer(alias("example.com.", "mail.elsewhere.example."));
        assert_eq!(complete(&open).verdict, Verdict::NotRecursive);
        open.metadata.recursion_available = true;
        assert_eq!(complete(&open).verdict, Verdict::NoRecords);
    }

    #[test]
    fn a_failing_code_is_given_with_its_upper_bits_and_the_servers_reason() {
        let mut failed = empty();
        failed.metadata.response_code = ResponseCode::BADVERS;
        failed.set_edns(Edns::new());
        let code = FailureCode(16);
        assert_eq!(
            complete(&failed).verdict,
            Verdict::Failure {
                code,
                explanation: None
            }
        );

        let mut failed = empty();
        failed.metadata.response_code = ResponseCode::ServFail;
        let mut bytes = failed.to_vec().expect("an encodable message");
        bytes[11] = 1; // one additional record: OPT with a padding option and an extended error
        bytes.extend_from_slice(&[
            0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 13, 0, 12, 0, 1, 0, 0, 15, 0, 4, 0, 6, b'n', b'o',
        ]);
        let Ok(Reply::Complete(response)) = read(&question(RecordKind::Mx), IDENTIFIER, &bytes) else {
            panic!("not a complete response")
        };
        let explanation = Some(ExtendedError(6));
        assert_eq!(
            response.verdict,
            Verdict::Failure {
                code: FailureCode(2),
                explanation
            }
        );
    }

    #[test]
    fn addresses_of_both_families_are_read() {
        let v4 = Ipv4Addr::new(192, 0, 2, 1);
        let v6 = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1);
        for (kind, number, data, address) in [
            (RecordKind::A, RecordType::A, RData::A(A(v4)), IpAddr::V4(v4)),
            (
                RecordKind::Aaaa,
                RecordType::AAAA,
                RData::AAAA(AAAA(v6)),
                IpAddr::V6(v6),
            ),
        ] {
            let mut message = Message::response(IDENTIFIER, OpCode::Query);
            message.add_query(Asked::query(name("example.com."), number));
            message.add_answer(record("example.com.", data));
            let bytes = message.to_vec().expect("an encodable message");
            let Ok(Reply::Complete(response)) = read(&question(kind), IDENTIFIER, &bytes) else {
                panic!("not a complete response")
            };
            assert_eq!(response.verdict, Verdict::Records(vec![Served::Address(address)]));
        }
    }

    #[test]
    fn what_answers_something_else_is_a_mismatch() {
        let mismatch = |message: &Message| match read_mx(message) {
            Err(Rejection::Mismatch(mismatch)) => mismatch,
            other => panic!("taken: {other:?}"),
        };
        let mut message = empty();
        message.metadata.id = 1;
        assert_eq!(mismatch(&message), Mismatch::Identifier);

        let mut message = empty();
        message.metadata.message_type = MessageType::Query;
        assert_eq!(mismatch(&message), Mismatch::Direction);

        let mut message = empty();
        message.metadata.op_code = OpCode::Notify;
        assert_eq!(mismatch(&message), Mismatch::Operation);

        for asked in [
            Asked::query(name("example.org."), RecordType::MX),
            Asked::query(name("example.com."), RecordType::A),
            Asked::query(
                Name::from_labels(["example.com"].map(str::as_bytes)).expect("a label"),
                RecordType::MX,
            ),
        ] {
            let mut message = empty();
            message.queries = vec![asked];
            assert_eq!(mismatch(&message), Mismatch::Question);
        }
        let mut message = empty();
        message.queries.clear();
        assert_eq!(mismatch(&message), Mismatch::Question);
        message.add_queries([
            Asked::query(name("example.com."), RecordType::MX),
            Asked::default(),
        ]);
        assert_eq!(mismatch(&message), Mismatch::Question);

        let short = read(&question(RecordKind::Mx), IDENTIFIER, &[0x12, 0x34, 0x80]);
        assert_eq!(short, Err(Rejection::Mismatch(Mismatch::Header)));
    }

    #[test]
    fn a_cut_answer_is_truncated_whatever_follows_the_question() {
        let mut message = empty();
        message.metadata.truncation = true;
        let mut bytes = message.to_vec().expect("an encodable message");
        bytes[7] = 200; // answers that are not there
        bytes.extend_from_slice(&[0xff; 7]);
        assert_eq!(
            read(&question(RecordKind::Mx), IDENTIFIER, &bytes),
            Ok(Reply::Truncated)
        );
    }

    /// A response whose answer section is `count` and then these bytes.
    fn with_answers(count: u16, answers: &[u8]) -> Vec<u8> {
        let mut bytes = empty().to_vec().expect("an encodable message");
        bytes[6..8].copy_from_slice(&count.to_be_bytes());
        bytes.extend_from_slice(answers);
        bytes
    }

    fn malformation(bytes: &[u8]) -> Malformation {
        match read(&question(RecordKind::Mx), IDENTIFIER, bytes) {
            Err(Rejection::Malformed(malformation)) => malformation,
            other => panic!("taken: {other:?}"),
        }
    }

    #[test]
    fn broken_records_are_malformed_with_their_number() {
        let good = [0xc0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 4, 0, 10, 0xc0, 12];
        assert!(read(&question(RecordKind::Mx), IDENTIFIER, &with_answers(1, &good)).is_ok());
        for (case, broken) in [
            ("end of input", &[0xc0][..]),
            (
                "a name that points at itself",
                &[0xc0, 45, 0, 15, 0, 1, 0, 0, 0, 60, 0, 4, 0, 10, 0xc0, 12],
            ),
            (
                "a name that points ahead",
                &[0xc0, 200, 0, 15, 0, 1, 0, 0, 0, 60, 0, 4, 0, 10, 0xc0, 12],
            ),
            (
                "a reserved label type",
                &[0x80, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 4, 0, 10, 0xc0, 12],
            ),
            (
                "data shorter than it says",
                &[0xc0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 5, 0, 10, 0xc0, 12, 0],
            ),
            (
                "data longer than it says",
                &[0xc0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 3, 0, 10, 0xc0, 12],
            ),
            ("no data", &[0xc0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 0]),
            (
                "data beyond the message",
                &[0xc0, 12, 0, 99, 0, 1, 0, 0, 0, 60, 0xff, 0xff, 0, 10],
            ),
        ] {
            let bytes = with_answers(2, &[&good, broken].concat());
            let found = malformation(&bytes);
            assert!(
                matches!(found, Malformation::Record { number: 2, .. }),
                "{case}: {found:?}"
            );
        }
    }

    #[test]
    fn a_broken_additional_section_is_malformed_too() {
        let mut bytes = empty().to_vec().expect("an encodable message");
        bytes[11] = 3;
        bytes.extend_from_slice(&[0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0, 1]);
        assert!(matches!(
            malformation(&bytes),
            Malformation::Record { number: 2, .. }
        ));
    }

    #[test]
    fn more_answers_than_any_domain_has_are_refused_before_they_are_read() {
        let bytes = with_answers(1025, &[]);
        assert_eq!(
            malformation(&bytes),
            Malformation::TooManyRecords {
                count: 1025,
                limit: 1024
            }
        );
    }

    #[test]
    fn an_answer_that_is_all_pointers_is_read_in_bounded_time() {
        let bytes = with_answers(1024, &pointers());
        let start = std::time::Instant::now();
        assert!(read(&question(RecordKind::Mx), IDENTIFIER, &bytes).is_ok());
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }

    /// One record whose data is a chain of pointers, each to the one before, and 1023 records that start
    /// at the chain's end.
    fn pointers() -> Vec<u8> {
        let start = empty().to_vec().expect("an encodable message").len() + 11;
        let mut chain = vec![0, 0]; // the root, and an octet to keep the pace
        while start + chain.len() < 0x3ffe {
            let before = if chain.len() == 2 {
                start
            } else {
                start + chain.len() - 2
            };
            let before = u16::try_from(before).expect("below the reach of a pointer");
            chain.extend_from_slice(&(0xc000 | before).to_be_bytes());
        }
        let last = u16::try_from(start + chain.len() - 2).expect("below the reach of a pointer");
        let last = (0xc000 | last).to_be_bytes();
        let length = u16::try_from(chain.len())
            .expect("below the reach of a pointer")
            .to_be_bytes();
        // A record of the root, of a type that is passed over: 11 octets, then the chain.
        let mut bytes = [&[0, 0, 99, 0, 1, 0, 0, 0, 60][..], &length, &chain].concat();
        for _ in 1..1024 {
            bytes.extend_from_slice(&last);
            bytes.extend_from_slice(&[0, 15, 0, 1, 0, 0, 0, 60, 0, 4, 0, 10]);
            bytes.extend_from_slice(&last);
        }
        bytes
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            for kind in [RecordKind::Mx, RecordKind::A, RecordKind::Aaaa] {
                let _ = read(&question(kind), IDENTIFIER, &bytes);
            }
        }

        #[test]
        fn any_bytes_after_a_good_question_are_read_without_a_panic(
            counts in proptest::collection::vec(0u8..4, 3),
            flags in any::<u8>(),
            rest in proptest::collection::vec(any::<u8>(), 0..600),
        ) {
            let mut bytes = with_answers(u16::from(counts[0]), &rest);
            bytes[3] = flags;
            bytes[9] = counts[1];
            bytes[11] = counts[2];
            let _ = read(&question(RecordKind::Mx), IDENTIFIER, &bytes);
        }

        #[test]
        fn a_good_answer_with_any_octet_changed_is_read_without_a_panic(
            at in 0usize..160,
            octet in any::<u8>(),
        ) {
            let mut message = empty();
            message.add_answer(alias("example.com.", "b.example."));
            message.add_answer(mx("b.example.", 10, "mail.b.example."));
            message.add_authority(soa("example.com."));
            message.set_edns(Edns::new());
            let mut bytes = message.to_vec().expect("an encodable message");
            let at = at % bytes.len();
            bytes[at] = octet;
            let _ = read(&question(RecordKind::Mx), IDENTIFIER, &bytes);
        }

        #[test]
        fn what_another_implementation_writes_is_read_back(
            hosts in proptest::collection::vec((any::<u16>(), "[a-z0-9]{1,20}(\\.[a-z0-9]{1,20}){0,3}\\.example"), 0..30),
        ) {
            let mut message = empty();
            for (preference, host) in &hosts {
                message.add_answer(mx("example.com.", *preference, &format!("{host}.")));
            }
            let expected: Vec<_> = hosts.iter().map(|(preference, host)| served(*preference, host)).collect();
            let verdict = if hosts.is_empty() { Verdict::NoRecords } else { Verdict::Records(expected) };
            prop_assert_eq!(complete(&message).verdict, verdict);
        }
    }
}
