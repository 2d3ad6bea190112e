//! Which servers are asked, in which order, and for how long.

use std::num::NonZeroU8;
use std::time::Duration;

use super::server::Server;

/// The servers of a resolver and its times. There is always at least one server.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Config {
    first: Server,
    rest: Vec<Server>,
    /// How long one server has for one question, over UDP and then TCP together. 5 s unless set.
    pub timeout: Duration,
    /// How often the list of servers is gone through for one question. Twice unless set.
    pub attempts: NonZeroU8,
    /// How long a look-up may take in all, with every question that it needs. 30 s unless set.
    pub total: Duration,
}

impl Config {
    /// Asks one server.
    pub fn new(server: Server) -> Self {
        Self {
            first: server,
            rest: Vec::new(),
            timeout: Duration::from_secs(5),
            attempts: NonZeroU8::MIN.saturating_add(1),
            total: Duration::from_secs(30),
        }
    }

    /// Asks `server` too, after those before it.
    #[must_use]
    pub fn and_then(mut self, server: Server) -> Self {
        self.rest.push(server);
        self
    }

    /// The servers, in the order in which they are asked.
    pub fn servers(&self) -> impl Iterator<Item = &Server> {
        std::iter::once(&self.first).chain(&self.rest)
    }

    /// The first server to ask, and those after it through all attempts.
    pub(super) fn turns(&self) -> (&Server, impl Iterator<Item = &Server>) {
        let all = (0..self.attempts.get()).flat_map(|_| self.servers());
        (&self.first, all.skip(1))
    }
}
