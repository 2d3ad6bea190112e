//! A query and its answer as datagrams (RFC 1035 §4.2.1, RFC 5452 §9).

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::time::Duration;

use super::deadline::Deadline;
use super::failure::{FailureCause, Transport};
use super::message::Query;
use super::rejection::Rejection;
use super::response::Reply;

/// The longest datagram there is.
const LONGEST: usize = 65_535;

/// Sends the query and waits for its answer. Messages that answer something else are passed over, so
/// that a forged one cannot end the wait.
///
/// Every call has a new socket, hence a new random port, and the socket is connected, so that the
/// system drops what comes from any other address.
pub(super) fn exchange(server: SocketAddr, query: &Query, deadline: Deadline) -> Result<Reply, FailureCause> {
    let waited = deadline.remaining().unwrap_or_default();
    let socket = send(server, query).map_err(unreachable)?;
    let mut buffer = vec![0; LONGEST];
    let mut strays = 0;
    while let Some(left) = deadline.remaining() {
        let Some(length) = receive(&socket, &mut buffer, left).map_err(unreachable)? else {
            continue;
        };
        match query.read_reply(buffer.get(..length).unwrap_or_default()) {
            Ok(reply) => return Ok(reply),
            Err(Rejection::Mismatch(_)) => strays += 1,
            Err(Rejection::Malformed(malformation)) => return Err(FailureCause::Malformed(malformation)),
        }
    }
    Err(FailureCause::Timeout {
        transport: Transport::Udp,
        waited,
        strays,
    })
}

fn send(server: SocketAddr, query: &Query) -> io::Result<UdpSocket> {
    let any_port = match server {
        SocketAddr::V4(_) => SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)),
        SocketAddr::V6(_) => SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0)),
    };
    let socket = UdpSocket::bind(any_port)?;
    socket.connect(server)?;
    socket.send(query.bytes())?;
    Ok(socket)
}

/// The length of the next datagram; `None` if there was none in time.
fn receive(socket: &UdpSocket, buffer: &mut [u8], wait: Duration) -> io::Result<Option<usize>> {
    socket.set_read_timeout(Some(wait))?;
    match socket.recv(buffer) {
        Ok(length) => Ok(Some(length)),
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn unreachable(error: io::Error) -> FailureCause {
    FailureCause::of_io(Transport::Udp, &error)
}
