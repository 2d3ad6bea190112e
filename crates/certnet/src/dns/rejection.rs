//! Why bytes are not taken as the answer to a query (RFC 5452 §9.1).

use thiserror::Error;

/// Bytes that are not taken as the answer.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum Rejection {
    /// They answer something else, or are no answer.
    #[error(transparent)]
    Mismatch(Mismatch),
    /// They answer the question and cannot be read.
    #[error(transparent)]
    Malformed(Malformation),
}

/// In what a message differs from an answer to the query.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum Mismatch {
    /// Fewer than the 12 octets of a header.
    #[error("it is too short to be a DNS message")]
    Header,
    /// The identifier is another one.
    #[error("its identifier is not that of the query")]
    Identifier,
    /// The QR bit says that it is a query.
    #[error("it is not a response")]
    Direction,
    /// The operation is not a standard query.
    #[error("its operation is not a query")]
    Operation,
    /// The question section is not the query's one question.
    #[error("its question is not that of the query")]
    Question,
}

/// What is broken in an answer.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum Malformation {
    /// A record cannot be read.
    #[error("record {number} after the question cannot be read: {reason}")]
    Record {
        /// Which record, counted from 1 over all sections.
        number: u32,
        /// What is wrong with it.
        reason: String,
    },
    /// The answer section announces more records than are taken.
    #[error("it announces {count} answer records; {limit} is the most that is taken")]
    TooManyRecords {
        /// The announced number.
        count: u16,
        /// The most that is taken.
        limit: u16,
    },
    /// The aliases form a loop, or do not come to an end.
    #[error("its aliases (CNAME) form a loop or are more than {limit}")]
    Aliases {
        /// The most aliases that are followed.
        limit: usize,
    },
    /// A message over TCP says that it was cut.
    #[error("it says that it was cut, although it came over TCP")]
    TruncatedStream,
    /// The connection ended before the announced length.
    #[error("the connection ended after {received} of {announced} octets")]
    ShortStream {
        /// How many octets came.
        received: usize,
        /// How many the length before the message promised, the length itself included.
        announced: usize,
    },
    /// A message over TCP does not answer the query.
    #[error("{0}, although it came over TCP")]
    Stray(Mismatch),
}
