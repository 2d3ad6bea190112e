//! A query and its answer over a connection (RFC 1035 §4.2.2, RFC 7766).

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use super::deadline::Deadline;
use super::failure::{FailureCause, Transport};
use super::message::Query;
use super::rejection::{Malformation, Rejection};
use super::response::{Reply, Response};

/// The octets of the length before each message.
const LENGTH: usize = 2;

/// Sends the query and reads one answer. The deadline covers the connection, the writing and every
/// read, so that a server that sends an octet at a time gains nothing.
pub(super) fn exchange(
    server: SocketAddr,
    query: &Query,
    deadline: Deadline,
) -> Result<Response, FailureCause> {
    let waited = deadline.remaining().unwrap_or_default();
    let fail = |stop| match stop {
        Stop::Late => FailureCause::Timeout {
            transport: Transport::Tcp,
            waited,
            strays: 0,
        },
        Stop::System(error) => FailureCause::of_io(Transport::Tcp, &error),
        Stop::Broken(malformation) => FailureCause::Malformed(malformation),
    };
    let bytes = transfer(server, query, deadline).map_err(fail)?;
    let broken = match query.read_reply(&bytes) {
        Ok(Reply::Complete(response)) => return Ok(response),
        Ok(Reply::Truncated) => Malformation::TruncatedStream,
        Err(Rejection::Malformed(malformation)) => malformation,
        Err(Rejection::Mismatch(mismatch)) => Malformation::Stray(mismatch),
    };
    Err(FailureCause::Malformed(broken))
}

/// The bytes of the answer, without their length.
fn transfer(server: SocketAddr, query: &Query, deadline: Deadline) -> Result<Vec<u8>, Stop> {
    let mut stream = TcpStream::connect_timeout(&server, left(deadline)?).map_err(Stop::from)?;
    stream.set_nodelay(true)?;
    let length = u16::try_from(query.bytes().len()).map_err(io::Error::other)?;
    let framed = [&length.to_be_bytes(), query.bytes()].concat();
    write(&mut stream, &framed, deadline)?;
    let mut length = [0; LENGTH];
    read(&mut stream, &mut length, deadline, 0)?;
    let mut bytes = vec![0; usize::from(u16::from_be_bytes(length))];
    read(&mut stream, &mut bytes, deadline, LENGTH)?;
    Ok(bytes)
}

fn write(stream: &mut TcpStream, mut bytes: &[u8], deadline: Deadline) -> Result<(), Stop> {
    while !bytes.is_empty() {
        stream.set_write_timeout(Some(left(deadline)?))?;
        match stream.write(bytes) {
            Ok(0) => return Err(Stop::System(ErrorKind::WriteZero.into())),
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            Err(error) => pass_over_pause(error)?,
        }
    }
    Ok(())
}

/// Fills `bytes`; `before` counts what came of the same frame already.
fn read(stream: &mut TcpStream, bytes: &mut [u8], deadline: Deadline, before: usize) -> Result<(), Stop> {
    let announced = bytes.len() + before;
    let mut filled = 0;
    while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        stream.set_read_timeout(Some(left(deadline)?))?;
        match stream.read(rest) {
            Ok(0) => {
                let received = before + filled;
                return Err(Stop::Broken(Malformation::ShortStream { received, announced }));
            }
            Ok(count) => filled += count,
            Err(error) => pass_over_pause(error)?,
        }
    }
    Ok(())
}

fn left(deadline: Deadline) -> Result<Duration, Stop> {
    deadline.remaining().ok_or(Stop::Late)
}

/// A read or write that ran into its time limit is tried again; the deadline ends that.
fn pass_over_pause(error: io::Error) -> Result<(), Stop> {
    match error.kind() {
        ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => Ok(()),
        _ => Err(Stop::System(error)),
    }
}

/// Why a transfer ended without its bytes.
enum Stop {
    Late,
    System(io::Error),
    Broken(Malformation),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == ErrorKind::TimedOut {
            Self::Late
        } else {
            Self::System(error)
        }
    }
}
