//! A handshake in memory. Nothing is sent anywhere.

use std::{
    cell::RefCell,
    collections::VecDeque,
    fmt,
    io::{self, Read, Write},
    rc::Rc,
};

use openssl::error::ErrorStack;
use openssl::ssl::{HandshakeError, MidHandshakeSslStream, Ssl, SslStream};

/// One end of a connection. A read with nothing there would block.
#[derive(Debug, Default)]
struct Wire {
    incoming: Rc<RefCell<VecDeque<u8>>>,
    outgoing: Rc<RefCell<VecDeque<u8>>>,
}

impl Wire {
    fn other_end(&self) -> Self {
        Self {
            incoming: Rc::clone(&self.outgoing),
            outgoing: Rc::clone(&self.incoming),
        }
    }
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.incoming.borrow_mut().read(buffer)? {
            0 => Err(io::ErrorKind::WouldBlock.into()),
            count => Ok(count),
        }
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.outgoing.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How often each end is asked to go on. The longest handshake needs three rounds.
const MOST_ROUNDS: usize = 10;

/// Why a handshake fails.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct HandshakeFault {
    /// What OpenSSL says of it.
    pub reason: String,
    /// Whether the security level refuses a key or a signature as too weak.
    pub is_too_weak: bool,
}

impl fmt::Display for HandshakeFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reason)
    }
}

impl HandshakeFault {
    fn new(reason: &str) -> Self {
        Self {
            reason: reason.to_owned(),
            is_too_weak: false,
        }
    }
}

/// The last error that OpenSSL reports.
impl From<&ErrorStack> for HandshakeFault {
    fn from(errors: &ErrorStack) -> Self {
        let last = errors
            .errors()
            .iter()
            .rev()
            .find(|error| error.reason().is_some());
        let reason = last.and_then(openssl::error::Error::reason);
        Self {
            reason: reason.unwrap_or("no reason given").to_owned(),
            is_too_weak: last.is_some_and(|error| {
                error.library_code() == SSL_LIBRARY && TOO_WEAK.contains(&error.reason_code())
            }),
        }
    }
}

/// `ERR_LIB_SSL`.
const SSL_LIBRARY: i32 = 20;
/// `SSL_R_CA_KEY_TOO_SMALL`, `SSL_R_CA_MD_TOO_WEAK` and `SSL_R_EE_KEY_TOO_SMALL`.
const TOO_WEAK: [i32; 3] = [397, 398, 399];

/// Lets two ends shake hands.
///
/// # Errors
///
/// [`HandshakeFault`] of the end that refuses.
pub(super) fn handshake(client: Ssl, server: Ssl) -> Result<(), HandshakeFault> {
    let wire = Wire::default();
    let mut server = End::of(server.accept(wire.other_end()))?;
    let mut client = End::of(client.connect(wire))?;
    for _ in 0..MOST_ROUNDS {
        server = server.further()?;
        client = client.further()?;
        if let (End::Open, End::Open) = (&server, &client) {
            return Ok(());
        }
    }
    Err(HandshakeFault::new("the handshake does not come to an end"))
}

/// One end of a handshake.
enum End {
    Begun(MidHandshakeSslStream<Wire>),
    Open,
}

impl End {
    fn of(result: Result<SslStream<Wire>, HandshakeError<Wire>>) -> Result<Self, HandshakeFault> {
        match result {
            Ok(_) => Ok(Self::Open),
            Err(HandshakeError::WouldBlock(begun)) => Ok(Self::Begun(begun)),
            Err(HandshakeError::SetupFailure(error)) => Err(HandshakeFault::from(&error)),
            Err(HandshakeError::Failure(failed)) => {
                let error = failed.error().ssl_error();
                Err(error.map_or_else(
                    || HandshakeFault::new("the other end refuses"),
                    HandshakeFault::from,
                ))
            }
        }
    }

    fn further(self) -> Result<Self, HandshakeFault> {
        match self {
            Self::Begun(begun) => Self::of(begun.handshake()),
            Self::Open => Ok(Self::Open),
        }
    }
}
