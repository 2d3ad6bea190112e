//! A DNS server of a test: threads on loopback that answer as the test says.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use certnet::dns::{Config, DomainName, Resolver, Server, ServerAddress, Trust};
use hickory_proto::op::{Message, OpCode};
use hickory_proto::rr::rdata::{A, AAAA, CNAME, MX};
use hickory_proto::rr::{Name, RData, Record};

/// How often the threads look whether the test is over.
const TICK: Duration = Duration::from_millis(20);

/// What is done with each datagram: the socket, the query as it came, and where from.
type OverUdp = dyn Fn(&UdpSocket, &[u8], SocketAddr) + Send + Sync;
/// What is done with each connection, whose query was read with its length taken off.
type OverTcp = dyn Fn(&mut TcpStream, &[u8]) + Send + Sync;

/// A server on a port of its own. It ends when it is dropped.
pub(crate) struct FakeServer {
    address: SocketAddr,
    over: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
    threads: Vec<JoinHandle<()>>,
}

impl FakeServer {
    /// A server that treats datagrams by `udp` and takes no connections.
    pub(crate) fn udp(udp: impl Fn(&UdpSocket, &[u8], SocketAddr) + Send + Sync + 'static) -> Self {
        Self::start(Box::new(udp), None)
    }

    /// A server that says over UDP that its answer was cut, and treats connections by `tcp`.
    pub(crate) fn tcp(tcp: impl Fn(&mut TcpStream, &[u8]) + Send + Sync + 'static) -> Self {
        let cut = |socket: &UdpSocket, query: &[u8], from: SocketAddr| {
            let mut response = respond(query);
            response.metadata.truncation = true;
            send(socket, &response, from);
        };
        Self::start(Box::new(cut), Some(Box::new(tcp)))
    }

    /// A server that answers every question over UDP with what `answer` makes of the empty response.
    pub(crate) fn answering(answer: impl Fn(&mut Message) + Send + Sync + 'static) -> Self {
        Self::udp(move |socket, query, from| {
            let mut response = respond(query);
            answer(&mut response);
            send(socket, &response, from);
        })
    }

    fn start(udp: Box<OverUdp>, tcp: Option<Box<OverTcp>>) -> Self {
        let (socket, listener) = bind_both();
        let address = socket.local_addr().expect("a bound socket");
        let over = Arc::new(AtomicBool::new(false));
        let asked = Arc::new(AtomicUsize::new(0));
        let mut threads = vec![thread::spawn({
            let (over, asked) = (Arc::clone(&over), Arc::clone(&asked));
            move || serve_datagrams(&socket, &*udp, &over, &asked)
        })];
        if let Some(tcp) = tcp {
            let over = Arc::clone(&over);
            threads.push(thread::spawn(move || serve_connections(&listener, &*tcp, &over)));
        }
        Self {
            address,
            over,
            asked,
            threads,
        }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> ServerAddress {
        ServerAddress::from(self.address)
    }

    /// How many datagrams came.
    pub(crate) fn times_asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// A configuration that asks this server, once, for at most `wait`.
    pub(crate) fn config(&self, wait: Duration) -> Config {
        let mut config = Config::new(Server {
            address: self.address(),
            trust: Trust::Loopback,
        });
        config.attempts = std::num::NonZeroU8::MIN;
        config.timeout = wait;
        config
    }

    /// A resolver that asks this server, once, for at most 3 s.
    pub(crate) fn resolver(&self) -> Resolver {
        Resolver::new(self.config(Duration::from_secs(3)))
    }

    /// A resolver that asks this server, once, for at most half a second.
    pub(crate) fn impatient_resolver(&self) -> Resolver {
        Resolver::new(self.config(Duration::from_millis(500)))
    }
}

impl Drop for FakeServer {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// A UDP socket and a TCP listener on one port of loopback.
fn bind_both() -> (UdpSocket, TcpListener) {
    for _ in 0..50 {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("a bound socket");
        if let Ok(socket) = UdpSocket::bind(address) {
            return (socket, listener);
        }
    }
    panic!("no port of loopback is free for UDP and TCP");
}

fn serve_datagrams(socket: &UdpSocket, udp: &OverUdp, over: &AtomicBool, asked: &AtomicUsize) {
    socket.set_read_timeout(Some(TICK)).expect("a time limit");
    let mut buffer = [0; 1024];
    while !over.load(Ordering::SeqCst) {
        if let Ok((length, from)) = socket.recv_from(&mut buffer) {
            asked.fetch_add(1, Ordering::SeqCst);
            udp(socket, &buffer[..length], from);
        }
    }
}

fn serve_connections(listener: &TcpListener, tcp: &OverTcp, over: &AtomicBool) {
    listener
        .set_nonblocking(true)
        .expect("a listener that does not block");
    while !over.load(Ordering::SeqCst) {
        match listener.accept() {
            Ok((mut stream, _)) => {
                stream.set_nonblocking(false).expect("a stream that blocks");
                let mut length = [0; 2];
                stream.read_exact(&mut length).expect("the length of a query");
                let mut query = vec![0; usize::from(u16::from_be_bytes(length))];
                stream.read_exact(&mut query).expect("a query");
                tcp(&mut stream, &query);
            }
            Err(_) => thread::sleep(TICK),
        }
    }
}

/// The response without records to the query in these bytes.
pub(crate) fn respond(query: &[u8]) -> Message {
    let query = Message::from_vec(query).expect("a readable query");
    let mut response = Message::response(query.id, OpCode::Query);
    response.metadata.recursion_desired = true;
    response.metadata.recursion_available = true;
    response.add_queries(query.queries.iter().cloned());
    response
}

/// Sends a response. That the client is gone is no fault of the server.
pub(crate) fn send(socket: &UdpSocket, response: &Message, to: SocketAddr) {
    let _ = socket.send_to(&response.to_vec().expect("an encodable message"), to);
}

/// Writes a response with its length before it.
pub(crate) fn write_framed(stream: &mut TcpStream, response: &Message) {
    write_bytes_framed(stream, &response.to_vec().expect("an encodable message"));
}

/// Writes the bytes of a response with their length before them.
pub(crate) fn write_bytes_framed(stream: &mut TcpStream, bytes: &[u8]) {
    let length = u16::try_from(bytes.len())
        .expect("a message that fits")
        .to_be_bytes();
    let _ = stream.write_all(&[&length, bytes].concat());
}

/// A name of a test.
pub(crate) fn domain(text: &str) -> DomainName {
    DomainName::parse(text).expect(text)
}

/// An MX record.
pub(crate) fn mx(owner: &str, preference: u16, exchange: &str) -> Record {
    let exchange = Name::from_ascii(exchange).expect(exchange);
    Record::from_rdata(
        Name::from_ascii(owner).expect(owner),
        60,
        RData::MX(MX::new(preference, exchange)),
    )
}

/// A CNAME record.
pub(crate) fn cname(owner: &str, target: &str) -> Record {
    let target = Name::from_ascii(target).expect(target);
    Record::from_rdata(
        Name::from_ascii(owner).expect(owner),
        60,
        RData::CNAME(CNAME(target)),
    )
}

/// An A or AAAA record.
pub(crate) fn address(owner: &str, address: &str) -> Record {
    let data = match address.parse().expect(address) {
        std::net::IpAddr::V4(v4) => RData::A(A(v4)),
        std::net::IpAddr::V6(v6) => RData::AAAA(AAAA(v6)),
    };
    Record::from_rdata(Name::from_ascii(owner).expect(owner), 60, data)
}
