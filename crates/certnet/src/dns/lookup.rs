//! One question, put to the servers in turn.

use std::fmt;
use std::net::SocketAddr;

use certcore::error_names;
use thiserror::Error;

use super::config::Config;
use super::deadline::Deadline;
use super::failure::{FailureCause, Transport};
use super::message::Query;
use super::name::DomainName;
use super::question::Question;
use super::response::{Reply, Response, Verdict};
use super::sections::Served;
use super::server::{Server, ServerAddress};
use super::trust::{Authenticated, Place};
use super::{tcp, udp};

/// Why a look-up gave nothing.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum LookupError {
    /// The name does not exist.
    #[error("{name}{} does not exist, {server} says", AliasOf(aliases))]
    NameDoesNotExist {
        /// The name that was asked for.
        name: DomainName,
        /// The aliases that lead from it to the name that does not exist.
        aliases: Vec<String>,
        /// Who says so.
        server: ServerAddress,
    },
    /// The name exists and has no record that was looked for.
    #[error("{name}{} has {sought}, {server} says", AliasOf(aliases))]
    NoRecords {
        /// The name that was asked for.
        name: DomainName,
        /// The aliases that lead from it to the name without records.
        aliases: Vec<String>,
        /// What was looked for.
        sought: Sought,
        /// Who says so.
        server: ServerAddress,
    },
    /// No server gave an answer.
    #[error("the {question} cannot be looked up: {failure}")]
    NoAnswer {
        /// What was asked.
        question: Question,
        /// The failure that says most.
        failure: Box<ServerFailure>,
        /// The failures of the other servers, in the order in which they were asked.
        others: Vec<ServerFailure>,
    },
    /// The system gave no random numbers, without which an answer could be forged.
    #[error("the {question} cannot be looked up: the system gives no random numbers: {reason}")]
    NoRandomNumbers {
        /// What was to be asked.
        question: Question,
        /// The system's reason.
        reason: String,
    },
}

error_names!(LookupError {
    Self::NameDoesNotExist { .. } => "dns-name-does-not-exist", "A domain name does not exist.";
    Self::NoRecords { .. } => "dns-no-records", "A domain name has no record that was looked for.";
    Self::NoRandomNumbers { .. } => "dns-no-random-numbers", "The system gave no random numbers for a DNS question.";
    @via Self::NoAnswer { failure, .. } => &failure.cause;
});

impl LookupError {
    /// What to do about it, and what the other servers did.
    pub fn hints(&self) -> Vec<String> {
        match self {
            Self::NameDoesNotExist { .. } => {
                vec!["check the spelling; a new name can take hours until every resolver knows it".to_owned()]
            }
            Self::NoRecords {
                sought: Sought::MailHosts,
                ..
            } => {
                vec!["the domain receives no mail; publish an MX record for it".to_owned()]
            }
            Self::NoRecords {
                sought: Sought::Addresses,
                ..
            } => {
                vec!["publish an A or AAAA record for the host, or name another host".to_owned()]
            }
            Self::NoAnswer { failure, others, .. } => std::iter::once(failure.cause.hint().to_owned())
                .chain(others.iter().map(|other| format!("also asked: {other}")))
                .collect(),
            Self::NoRandomNumbers { .. } => vec!["check that /dev/urandom can be read".to_owned()],
        }
    }
}

/// What a look-up wanted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sought {
    /// The hosts that receive mail: MX, and without it A and AAAA.
    MailHosts,
    /// A and AAAA.
    Addresses,
}

impl fmt::Display for Sought {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::MailHosts => "no MX, A or AAAA record",
            Self::Addresses => "no A or AAAA record",
        })
    }
}

/// A server that gave no answer, and why.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{server} {cause}")]
pub struct ServerFailure {
    /// The server.
    pub server: ServerAddress,
    /// What happened last.
    #[source]
    pub cause: FailureCause,
}

/// An answer that settles the question.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) finding: Finding,
    pub(super) aliases: Vec<String>,
    pub(super) authenticated: Authenticated,
    pub(super) server: ServerAddress,
}

#[derive(Debug)]
pub(super) enum Finding {
    Records(Vec<Served>),
    NoRecords,
    NameDoesNotExist,
}

/// Asks every server in order, as often as the configuration says, until one settles the question.
pub(super) fn ask(config: &Config, question: &Question, total: Deadline) -> Result<Settled, LookupError> {
    let (first, later) = config.turns();
    let attempt = |server: &Server| -> Result<Result<Settled, ServerFailure>, LookupError> {
        let query = Query::new(question.clone(), random_identifier(question)?);
        let settled = ask_one(server, &query, total.within(config.timeout));
        Ok(settled.map_err(|cause| ServerFailure {
            server: server.address.clone(),
            cause,
        }))
    };
    let mut failures = match attempt(first)? {
        Ok(settled) => return Ok(settled),
        Err(failure) => Failures {
            first: failure,
            rest: Vec::new(),
        },
    };
    for server in later {
        if total.remaining().is_none() {
            break;
        }
        match attempt(server)? {
            Ok(settled) => return Ok(settled),
            Err(failure) => failures.note(failure),
        }
    }
    Err(failures.into_error(question))
}

fn ask_one(server: &Server, query: &Query, deadline: Deadline) -> Result<Settled, FailureCause> {
    let address: SocketAddr = server
        .address
        .socket_address()
        .map_err(|error| FailureCause::of_io(Transport::Udp, &error))?;
    let response: Response = match udp::exchange(address, query, deadline)? {
        Reply::Complete(response) => response,
        Reply::Truncated => tcp::exchange(address, query, deadline)?,
    };
    let finding = match response.verdict {
        Verdict::Records(records) => Finding::Records(records),
        Verdict::NoRecords => Finding::NoRecords,
        Verdict::NameDoesNotExist => Finding::NameDoesNotExist,
        Verdict::NotRecursive => return Err(FailureCause::NotRecursive),
        Verdict::Refused => return Err(FailureCause::Refused),
        Verdict::Failure { code, explanation } => {
            return Err(FailureCause::ServerFailure { code, explanation });
        }
    };
    let place = if server.address.is_loopback() {
        Place::ThisMachine
    } else {
        Place::Elsewhere
    };
    Ok(Settled {
        finding,
        aliases: response.aliases,
        authenticated: Authenticated::of(response.ad, place, server.trust),
        server: server.address.clone(),
    })
}

fn random_identifier(question: &Question) -> Result<u16, LookupError> {
    let mut bytes = [0; 2];
    getrandom::fill(&mut bytes).map_err(|error| LookupError::NoRandomNumbers {
        question: question.clone(),
        reason: error.to_string(),
    })?;
    Ok(u16::from_be_bytes(bytes))
}

/// One failure for each server that was asked.
struct Failures {
    first: ServerFailure,
    rest: Vec<ServerFailure>,
}

impl Failures {
    /// Keeps the failure of a server that says most, the last of several alike.
    fn note(&mut self, failure: ServerFailure) {
        let mut known = std::iter::once(&mut self.first).chain(&mut self.rest);
        match known.find(|known| known.server == failure.server) {
            Some(known) if known.cause.weight() <= failure.cause.weight() => *known = failure,
            Some(_) => {}
            None => self.rest.push(failure),
        }
    }

    fn into_error(self, question: &Question) -> LookupError {
        let mut most = self.first;
        let mut others = Vec::with_capacity(self.rest.len());
        for failure in self.rest {
            if failure.cause.weight() > most.cause.weight() {
                others.push(std::mem::replace(&mut most, failure));
            } else {
                others.push(failure);
            }
        }
        LookupError::NoAnswer {
            question: question.clone(),
            failure: Box::new(most),
            others,
        }
    }
}

/// The aliases between a name and what is said about it.
struct AliasOf<'a>(&'a [String]);

impl fmt::Display for AliasOf<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .last()
            .map_or(Ok(()), |target| write!(formatter, ", an alias of {target},"))
    }
}
