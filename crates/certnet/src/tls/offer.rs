//! Which cipher suites an OpenSSL context really offers.
//!
//! OpenSSL is asked in the one way that cannot differ from a connection: the context writes its `ClientHello`
//! (RFC 5246 §7.4.1.2) to memory, and OpenSSL reads the suites from it. Nothing is sent anywhere.

use std::sync::{Arc, Mutex, PoisonError};

use openssl::error::ErrorStack;
use openssl::ssl::{Ssl, SslContext, SslContextBuilder, SslMethod, SslRef, SslVersion};

use super::suite::CipherSuite;
use super::wire::handshake;

/// The suites that `context` offers, in its order; none if it cannot begin a handshake.
///
/// Suites that need a secret shared beforehand (PSK, SRP) are not offered by a context without one.
pub(super) fn offered(context: SslContextBuilder) -> Result<Vec<CipherSuite>, ErrorStack> {
    let suites = Arc::new(Mutex::new(Vec::new()));
    let reader = reader(Arc::clone(&suites))?;
    // The reader gives up as soon as it has the suites.
    let _ = handshake(Ssl::new(&context.build())?, Ssl::new(&reader)?);
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
