//! The order of a list of authorities: roots before what they issued.

use certcore::x509::Certificate;

/// Authorities in order, and those whose issuer is not among them.
#[derive(Debug)]
pub(super) struct Ordered {
    /// Self-signed ones first, then each after one that signed it; what is equal in this keeps its order.
    pub(super) listed: Vec<Certificate>,
    /// Those that no listed one signed.
    pub(super) without_root: Vec<Certificate>,
}

/// Puts roots before what they issued.
pub(super) fn ordered(authorities: Vec<Certificate>) -> Ordered {
    let (mut listed, mut left): (Vec<_>, Vec<_>) =
        authorities.into_iter().partition(Certificate::is_self_signed);
    // Each pass looks at the issuers that the pass before found, so a pair is compared once.
    let mut tried = 0;
    while tried < listed.len() {
        let (signed, others): (Vec<_>, Vec<_>) = left.into_iter().partition(|authority| {
            let issuers = listed.iter().skip(tried);
            issuers.into_iter().any(|issuer| authority.is_signed_by(issuer))
        });
        tried = listed.len();
        listed.extend(signed);
        left = others;
    }
    Ordered {
        listed,
        without_root: left,
    }
}
