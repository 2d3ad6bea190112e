//! Which cipher suites an OpenSSL context really offers.
//!
//! OpenSSL is asked in the one way that cannot differ from a connection: the context writes its `ClientHello`
//! (RFC 5246 §7.4.1.2) to memory, and OpenSSL reads the suites from it. Nothing is sent anywhere.

use std::io::{self, Cursor, Read, Write};
use std::sync::{Arc, Mutex, PoisonError};

use openssl::error::ErrorStack;
use openssl::ssl::{HandshakeError, Ssl, SslContext, SslContextBuilder, SslMethod, SslRef, SslVersion};

use super::suite::CipherSuite;

/// The suites that `context` offers, in its order; none if it cannot begin a handshake.
///
/// Suites that need a secret shared beforehand (PSK, SRP) are not offered by a context without one.
pub(super) fn offered(context: SslContextBuilder) -> Result<Vec<CipherSuite>, ErrorStack> {
    let hello = match Ssl::new(&context.build())?.connect(Wire::default()) {
        Err(HandshakeError::WouldBlock(begun)) => begun.get_ref().written.clone(),
        _ => return Ok(Vec::new()),
    };
    let suites = Arc::new(Mutex::new(Vec::new()));
    let reader = reader(Arc::clone(&suites))?;
    // The reader stops when it has the suites, so that the handshake never comes to an end.
    drop(Ssl::new(&reader)?.accept(Wire::of(hello)));
    let mut suites = suites.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(std::mem::take(&mut suites))
}

/// A server that reads the suites of a `ClientHello` and then gives up.
fn reader(suites: Arc<Mutex<Vec<CipherSuite>>>) -> Result<SslContext, ErrorStack> {
    let mut context = SslContext::builder(SslMethod::tls_server())?;
    context.set_security_level(0);
    context.set_min_proto_version(Some(SslVersion::TLS1))?;
    context.set_client_hello_callback(move |hello, _alert| {
        *suites.lock().unwrap_or_else(PoisonError::into_inner) = suites_of(hello)?;
        Err(ErrorStack::get())
    });
    Ok(context.build())
}

fn suites_of(hello: &SslRef) -> Result<Vec<CipherSuite>, ErrorStack> {
    let codes = hello.client_hello_ciphers().unwrap_or_default();
    let lists = hello.bytes_to_cipher_list(codes, false)?;
    Ok(lists.suites.iter().map(CipherSuite::of_openssl).collect())
}

/// A connection in memory: what is there to read, and what was written.
#[derive(Debug, Default)]
struct Wire {
    incoming: Cursor<Vec<u8>>,
    written: Vec<u8>,
}

impl Wire {
    fn of(incoming: Vec<u8>) -> Self {
        Self {
            incoming: Cursor::new(incoming),
            written: Vec::new(),
        }
    }
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.incoming.read(buffer)? {
            0 => Err(io::ErrorKind::WouldBlock.into()),
            count => Ok(count),
        }
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.written.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
