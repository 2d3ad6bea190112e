//! Why a DNS server gave no answer.

use std::fmt;
use std::io;
use std::time::Duration;

use certcore::error_names;
use thiserror::Error;

use super::extended_error::ExtendedError;
use super::rejection::Malformation;
use super::response::FailureCode;

/// Why one server gave no answer. The text goes on from the server's address.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum FailureCause {
    /// Nothing that answers the question came in time.
    #[error("gave no answer over {transport} within {}{}", Seconds(*waited), Strays(*strays))]
    Timeout {
        /// What the answer was awaited over.
        transport: Transport,
        /// How long.
        waited: Duration,
        /// How many messages came that answer something else.
        strays: u64,
    },
    /// The system cannot send to the address, or nothing listens there.
    #[error("cannot be reached over {transport}: {reason}")]
    Unreachable {
        /// What was tried.
        transport: Transport,
        /// The system's reason.
        reason: String,
    },
    /// REFUSED.
    #[error("refused the question (REFUSED)")]
    Refused,
    /// SERVFAIL or another failing response code.
    #[error("failed with {code}{}", Explanation(*explanation))]
    ServerFailure {
        /// The response code.
        code: FailureCode,
        /// The server's reason, if it gave one.
        explanation: Option<ExtendedError>,
    },
    /// The server points to others and does not ask them itself.
    #[error("points to other servers and does not ask them itself")]
    NotRecursive,
    /// The answer cannot be read.
    #[error("sent an answer that cannot be read: {0}")]
    Malformed(Malformation),
}

error_names!(FailureCause {
    Self::Timeout { .. } => "dns-timeout", "A DNS server gave no answer in time.";
    Self::Unreachable { .. } => "dns-unreachable", "A DNS server cannot be reached.";
    Self::Refused => "dns-refused", "A DNS server refused the question.";
    Self::ServerFailure { .. } => "dns-server-failure", "A DNS server failed to answer the question.";
    Self::NotRecursive => "dns-not-recursive", "A DNS server points to others and does not ask them itself.";
    Self::Malformed(_) => "dns-malformed-answer", "A DNS server sent an answer that cannot be read.";
});

impl FailureCause {
    pub(super) fn of_io(transport: Transport, error: &io::Error) -> Self {
        Self::Unreachable {
            transport,
            reason: error.to_string(),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Timeout { strays: 1.., .. } => {
                "messages came that answer another question: look for a forger or a faulty middlebox on the \
                 way, or name another DNS server"
            }
            Self::Timeout {
                transport: Transport::Udp,
                ..
            } => "check the server's address and that UDP to its port passes, or name another DNS server",
            Self::Timeout {
                transport: Transport::Tcp,
                ..
            } => {
                "the answer is too long for UDP: check that TCP to the server's port passes, or name another \
                 DNS server"
            }
            Self::Unreachable { .. } => {
                "check the server's address and port and that a DNS server runs there, or name another one"
            }
            Self::Refused => {
                "the server does not serve this client or this domain: name a resolver that does"
            }
            Self::ServerFailure {
                explanation: Some(error),
                ..
            } if error.is_dnssec() => {
                "the domain's DNSSEC data does not validate: its owner has to repair it"
            }
            Self::ServerFailure { .. } => {
                "try again later; if it stays, the domain's own servers do not answer or its DNSSEC data is \
                 broken"
            }
            Self::NotRecursive => "name a recursive resolver instead of a server that holds one zone",
            Self::Malformed(_) => "the server or something on the way is faulty: name another DNS server",
        }
    }

    /// How much it says about the question: what a server answered is more than that it did not.
    pub(super) fn weight(&self) -> u8 {
        match self {
            Self::ServerFailure { .. } => 5,
            Self::Refused | Self::NotRecursive => 4,
            Self::Malformed(_) => 3,
            Self::Unreachable { .. } => 2,
            Self::Timeout { .. } => 1,
        }
    }
}

/// What carries a message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Transport {
    /// One datagram each way.
    Udp,
    /// A connection, for answers that do not fit into a datagram.
    Tcp,
}

impl fmt::Display for Transport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Udp => "UDP",
            Self::Tcp => "TCP",
        })
    }
}

/// A time in seconds, rounded to tenths, which are shown if there are any.
struct Seconds(Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0.as_millis() + 50) / 100;
        match (tenths / 10, tenths % 10) {
            (seconds, 0) => write!(formatter, "{seconds} s"),
            (seconds, tenths) => write!(formatter, "{seconds}.{tenths} s"),
        }
    }
}

struct Strays(u64);

impl fmt::Display for Strays {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => Ok(()),
            1 => formatter.write_str(" (1 message came that answers something else)"),
            count => write!(formatter, " ({count} messages came that answer something else)"),
        }
    }
}

struct Explanation(Option<ExtendedError>);

impl fmt::Display for Explanation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |error| write!(formatter, " ({error})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_the_time_and_the_strays() {
        let timeout = |millis, strays| {
            let waited = Duration::from_millis(millis);
            FailureCause::Timeout {
                transport: Transport::Udp,
                waited,
                strays,
            }
            .to_string()
        };
        assert_eq!(timeout(4999, 0), "gave no answer over UDP within 5 s");
        assert_eq!(
            timeout(300, 1),
            "gave no answer over UDP within 0.3 s (1 message came that answers something else)"
        );
        assert!(timeout(300, 7).ends_with("(7 messages came that answer something else)"));
    }

    #[test]
    fn a_failing_code_is_told_with_the_servers_reason() {
        let code = FailureCode(2);
        let bare = FailureCause::ServerFailure {
            code,
            explanation: None,
        };
        assert_eq!(bare.to_string(), "failed with SERVFAIL");
        let told = FailureCause::ServerFailure {
            code,
            explanation: Some(ExtendedError(7)),
        };
        assert_eq!(
            told.to_string(),
            "failed with SERVFAIL (extended error 7, signature expired)"
        );
        assert_ne!(told.hint(), bare.hint());
    }
}
