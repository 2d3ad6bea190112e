//! A name server that knows one answer.

use std::{
    net::{SocketAddr, UdpSocket},
    thread,
    time::Duration,
};

/// What it knows about every name.
#[derive(Clone, Copy)]
pub(crate) enum Zone {
    /// MX records, each a preference and a host; the empty host is the root (RFC 7505).
    Mx(&'static [(u16, &'static str)]),
    /// The name exists and has no records.
    Nothing,
    /// The name does not exist.
    NoSuchName,
    /// It fails with this response code (RFC 1035 §4.1.1).
    Fails(u8),
    /// It hears the question and does not answer.
    Silent,
}

/// A server on a port of its own, for as long as the test runs.
pub(crate) struct NameServer {
    pub(crate) address: SocketAddr,
}

impl NameServer {
    pub(crate) fn start(zone: Zone) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let address = socket.local_addr().unwrap();
        thread::spawn(move || {
            let mut buffer = [0; 1500];
            while let Ok((length, peer)) = socket.recv_from(&mut buffer) {
                if !matches!(zone, Zone::Silent) {
                    socket.send_to(&answer(&buffer[..length], zone), peer).unwrap();
                }
            }
        });
        Self { address }
    }

    /// An address where no server listens.
    pub(crate) fn nobody() -> SocketAddr {
        UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
    }
}

/// The question again with the records behind it (RFC 1035 §4.1).
fn answer(query: &[u8], zone: Zone) -> Vec<u8> {
    let name_end = 12 + query[12..].iter().position(|octet| *octet == 0).unwrap() + 1;
    let question = &query[12..name_end + 4];
    let is_mx = query[name_end..name_end + 2] == [0, 15];
    let records = match zone {
        Zone::Mx(records) if is_mx => records,
        _ => &[],
    };
    let code = match zone {
        Zone::NoSuchName => 3,
        Zone::Fails(code) => code,
        _ => 0,
    };
    let mut message = query[..2].to_vec();
    message.extend([0x81, 0x80 | code, 0, 1]);
    message.extend(u16::try_from(records.len()).unwrap().to_be_bytes());
    message.extend([0, 0, 0, 0]);
    message.extend(question);
    for (preference, host) in records {
        let mut data = preference.to_be_bytes().to_vec();
        for label in host.split('.').filter(|label| !label.is_empty()) {
            data.push(u8::try_from(label.len()).unwrap());
            data.extend(label.as_bytes());
        }
        data.push(0);
        // The name of the question, MX, IN, one minute.
        message.extend([0xc0, 12, 0, 15, 0, 1, 0, 0, 0, 60]);
        message.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        message.extend(data);
    }
    message
}
