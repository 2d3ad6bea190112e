//! Object identifiers of PKCS#12 (RFC 7292 appendix D, RFC 2985 appendix A).

use x509_parser::asn1_rs::{Oid, oid};

pub(super) const DATA: Oid<'static> = oid!(1.2.840.113549.1.7.1);
pub(super) const SIGNED_DATA: Oid<'static> = oid!(1.2.840.113549.1.7.2);
pub(super) const ENVELOPED_DATA: Oid<'static> = oid!(1.2.840.113549.1.7.3);
pub(super) const ENCRYPTED_DATA: Oid<'static> = oid!(1.2.840.113549.1.7.6);

pub(super) const KEY_BAG: Oid<'static> = oid!(1.2.840.113549.1.12.10.1.1);
pub(super) const SHROUDED_KEY_BAG: Oid<'static> = oid!(1.2.840.113549.1.12.10.1.2);
pub(super) const CERTIFICATE_BAG: Oid<'static> = oid!(1.2.840.113549.1.12.10.1.3);
pub(super) const CRL_BAG: Oid<'static> = oid!(1.2.840.113549.1.12.10.1.4);
pub(super) const SECRET_BAG: Oid<'static> = oid!(1.2.840.113549.1.12.10.1.5);
pub(super) const SAFE_CONTENTS_BAG: Oid<'static> = oid!(1.2.840.113549.1.12.10.1.6);

pub(super) const X509_CERTIFICATE: Oid<'static> = oid!(1.2.840.113549.1.9.22.1);
pub(super) const FRIENDLY_NAME: Oid<'static> = oid!(1.2.840.113549.1.9.20);
pub(super) const LOCAL_KEY_ID: Oid<'static> = oid!(1.2.840.113549.1.9.21);

pub(super) const PBMAC1: Oid<'static> = oid!(1.2.840.113549.1.5.14);
