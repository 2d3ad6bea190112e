//! A handshake in memory. Nothing is sent anywhere.

use std::{
    cell::RefCell,
    collections::VecDeque,
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

/// Lets two ends shake hands; OpenSSL's reason where one of them refuses.
pub(super) fn handshake(client: Ssl, server: Ssl) -> Result<(), String> {
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
    Err("the handshake does not come to an end".to_owned())
}

/// One end of a handshake.
enum End {
    Begun(MidHandshakeSslStream<Wire>),
    Open,
}

impl End {
    fn of(result: Result<SslStream<Wire>, HandshakeError<Wire>>) -> Result<Self, String> {
        match result {
            Ok(_) => Ok(Self::Open),
            Err(HandshakeError::WouldBlock(begun)) => Ok(Self::Begun(begun)),
            Err(HandshakeError::SetupFailure(error)) => Err(reason(&error)),
            Err(HandshakeError::Failure(failed)) => {
                let error = failed.error().ssl_error();
                Err(error.map_or_else(|| "the other end refuses".to_owned(), reason))
            }
        }
    }

    fn further(self) -> Result<Self, String> {
        match self {
            Self::Begun(begun) => Self::of(begun.handshake()),
            Self::Open => Ok(Self::Open),
        }
    }
}

/// What OpenSSL says last, without the places in its code.
pub(super) fn reason(error: &ErrorStack) -> String {
    let mut reasons = error.errors().iter().filter_map(openssl::error::Error::reason);
    reasons.next_back().unwrap_or("no reason given").to_owned()
}
