//! The bytes of a query (RFC 1035 §4.1, RFC 6891 §6.1, RFC 6840 §5.7).

use super::question::Question;
use super::rejection::Rejection;
use super::response::{self, Reply};

/// The largest UDP answer asked for: the 1280 octets that every IPv6 path carries in one piece
/// (RFC 8200 §5), less the IPv6 and UDP headers.
const UDP_PAYLOAD: u16 = 1232;

/// A query that can be sent, and that knows its own answer.
///
/// It asks for recursion (RD), for the verdict on DNSSEC (AD, and DO in the OPT record) and for UDP
/// answers of at most 1232 octets.
#[derive(Clone, Debug)]
pub struct Query {
    question: Question,
    identifier: u16,
    bytes: Vec<u8>,
}

impl Query {
    /// Makes the query for `question`. The identifier has to be hard to guess (RFC 5452 §4.3).
    pub fn new(question: Question, identifier: u16) -> Self {
        let mut bytes = Vec::with_capacity(32 + question.name.wire().len());
        bytes.extend_from_slice(&identifier.to_be_bytes());
        bytes.extend_from_slice(&[0x01, 0x20]); // RD; AD
        bytes.extend_from_slice(&[0, 1, 0, 0, 0, 0, 0, 1]); // one question, one additional record
        bytes.extend_from_slice(question.name.wire());
        bytes.extend_from_slice(&question.kind.number().to_be_bytes());
        bytes.extend_from_slice(&[0, 1]); // IN
        bytes.extend_from_slice(&[0, 0, 41]); // the root's OPT record
        bytes.extend_from_slice(&UDP_PAYLOAD.to_be_bytes());
        bytes.extend_from_slice(&[0, 0, 0x80, 0]); // extended code 0, version 0, DO
        bytes.extend_from_slice(&[0, 0]); // no options
        Self {
            question,
            identifier,
            bytes,
        }
    }

    /// What it asks.
    pub fn question(&self) -> &Question {
        &self.question
    }

    /// The bytes of the message, without the length that TCP puts before it.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Reads `bytes` as the answer to this query.
    ///
    /// It takes any bytes; time and memory are bounded by their number.
    ///
    /// # Errors
    ///
    /// [`Rejection::Mismatch`] if they answer something else, so that a forged or late message can be
    /// passed over; [`Rejection::Malformed`] if they answer this query and cannot be read.
    pub fn read_reply(&self, bytes: &[u8]) -> Result<Reply, Rejection> {
        response::read(&self.question, self.identifier, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::name::DomainName;
    use super::super::question::RecordKind;
    use super::*;
    use hickory_proto::op::{Message, MessageType, OpCode};
    use hickory_proto::rr::{DNSClass, RecordType};

    #[test]
    fn another_implementation_reads_the_query_as_it_was_meant() {
        for (kind, number) in [
            (RecordKind::Mx, RecordType::MX),
            (RecordKind::A, RecordType::A),
            (RecordKind::Aaaa, RecordType::AAAA),
        ] {
            let name = DomainName::parse("bücher.example").expect("a good name");
            let query = Query::new(Question { name, kind }, 0xbeef);
            let message = Message::from_vec(query.bytes()).expect("a readable query");
            assert_eq!(message.id, 0xbeef);
            assert_eq!(message.message_type, MessageType::Query);
            assert_eq!(message.op_code, OpCode::Query);
            assert!(message.recursion_desired && message.authentic_data);
            assert!(!message.checking_disabled && !message.truncation && !message.authoritative);
            let [question] = message.queries.as_slice() else {
                panic!("not one question")
            };
            assert_eq!(question.name.to_ascii(), "xn--bcher-kva.example.");
            assert_eq!(
                (question.query_type, question.query_class),
                (number, DNSClass::IN)
            );
            let edns = message.edns.expect("an OPT record");
            assert_eq!(
                (edns.max_payload(), edns.version(), edns.flags().dnssec_ok),
                (1232, 0, true)
            );
            assert_eq!(edns.rcode_high(), 0);
        }
    }
}
