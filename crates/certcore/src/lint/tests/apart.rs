//! A sound certificate or request taken apart, so that a test can change one thing and put it together again.

use openssl::{
    hash::MessageDigest,
    pkey::{PKey, Private},
    rsa::Padding,
    sign::Signer,
};

use crate::{
    ber::Reader,
    x509::{Certificate, CertificateError, CertificateRequest},
};

/// The parts of a certificate, each encoded.
pub(super) struct Parts {
    /// `[0]`, or nothing.
    pub(super) version: Vec<u8>,
    pub(super) serial: Vec<u8>,
    /// The algorithm in the signed part.
    pub(super) algorithm: Vec<u8>,
    pub(super) issuer: Vec<u8>,
    pub(super) times: [Vec<u8>; 2],
    pub(super) subject: Vec<u8>,
    pub(super) key: Vec<u8>,
    /// The unique identifiers.
    pub(super) identifiers: Vec<u8>,
    pub(super) extensions: Vec<Extension>,
    /// The algorithm beside the signature.
    pub(super) outer_algorithm: Vec<u8>,
}

pub(super) struct Extension {
    pub(super) oid: Vec<u8>,
    pub(super) critical: bool,
    pub(super) value: Vec<u8>,
}

/// An element in DER.
pub(super) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut encoded = vec![tag];
    match length {
        0..=0x7f => encoded.push(u8::try_from(length).unwrap()),
        0x80..=0xff => encoded.extend([0x81, u8::try_from(length).unwrap()]),
        _ => {
            encoded.push(0x82);
            encoded.extend(u16::try_from(length).unwrap().to_be_bytes());
        }
    }
    encoded.extend(content);
    encoded
}

/// A SEQUENCE of elements.
pub(super) fn sequence(elements: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, &elements.concat())
}

/// A name of attributes: the content octets of the type, the tag of the string, its octets.
pub(super) fn name(attributes: &[(&[u8], u8, &[u8])]) -> Vec<u8> {
    let rdn =
        |(kind, tag, value): &(&[u8], u8, &[u8])| tlv(0x31, &sequence(&[&tlv(6, kind), &tlv(*tag, value)]));
    tlv(0x30, &attributes.iter().flat_map(rdn).collect::<Vec<_>>())
}

impl Parts {
    pub(super) fn of(certificate: &Certificate) -> Self {
        let mut whole = Reader::new(certificate.der(), "").sequence("").unwrap();
        let mut tbs = whole.sequence("").unwrap();
        let mut next = || tbs.element("").unwrap();
        let (version, serial, algorithm, issuer) = (next(), next(), next(), next());
        let (validity, subject, key, extensions) = (next(), next(), next(), next());
        let mut times = Reader::inside(&validity);
        let mut time = || times.element("").unwrap().encoded.to_vec();
        let mut list = Reader::inside(&extensions).sequence("").unwrap();
        let mut parts = Self {
            version: version.encoded.to_vec(),
            serial: serial.encoded.to_vec(),
            algorithm: algorithm.encoded.to_vec(),
            issuer: issuer.encoded.to_vec(),
            times: [time(), time()],
            subject: subject.encoded.to_vec(),
            key: key.encoded.to_vec(),
            identifiers: Vec::new(),
            extensions: Vec::new(),
            outer_algorithm: whole.element("").unwrap().encoded.to_vec(),
        };
        while let Some(extension) = list.next().unwrap() {
            let mut inside = Reader::inside(&extension);
            let oid = inside.element("").unwrap().content.to_vec();
            let critical = inside.next_if(|element| element.tag.0 == 1).unwrap().is_some();
            let value = inside.element("").unwrap().content.to_vec();
            parts.extensions.push(Extension { oid, critical, value });
        }
        parts
    }

    /// The extension with these content octets of an object identifier.
    pub(super) fn extension(&mut self, oid: &[u8]) -> &mut Extension {
        self.extensions
            .iter_mut()
            .find(|extension| extension.oid == oid)
            .unwrap()
    }

    pub(super) fn remove(&mut self, oid: &[u8]) {
        self.extensions.retain(|extension| extension.oid != oid);
    }

    pub(super) fn push(&mut self, oid: &[u8], critical: bool, value: Vec<u8>) {
        self.extensions.push(Extension {
            oid: oid.to_vec(),
            critical,
            value,
        });
    }

    /// The certificate with these parts, signed by `key`.
    pub(super) fn sign(&self, key: &PKey<Private>) -> Result<Certificate, CertificateError> {
        let tbs = self.signed_part();
        let mut signer = Signer::new(MessageDigest::sha256(), key).unwrap();
        let signature = signer.sign_oneshot_to_vec(&tbs).unwrap();
        self.with_signature(&tbs, &signature)
    }

    /// The same, with RSASSA-PSS, this digest, that of the mask, and a salt of `salt` octets.
    pub(super) fn sign_pss(
        mut self,
        key: &PKey<Private>,
        (digest, digest_oid): (MessageDigest, &[u8]),
        (mask, mask_oid): (MessageDigest, &[u8]),
        salt: u8,
    ) -> Certificate {
        let algorithm = |oid: &[u8]| sequence(&[&tlv(6, oid), &[5, 0]]);
        let mgf1 = sequence(&[
            &tlv(6, b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08"),
            &algorithm(mask_oid),
        ]);
        let parameters = sequence(&[
            &tlv(0xa0, &algorithm(digest_oid)),
            &tlv(0xa1, &mgf1),
            &tlv(0xa2, &tlv(2, &[salt])),
        ]);
        self.algorithm = sequence(&[&tlv(6, b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a"), &parameters]);
        self.outer_algorithm = self.algorithm.clone();
        let tbs = self.signed_part();
        let mut signer = Signer::new(digest, key).unwrap();
        signer.set_rsa_padding(Padding::PKCS1_PSS).unwrap();
        signer.set_rsa_mgf1_md(mask).unwrap();
        signer
            .set_rsa_pss_saltlen(openssl::sign::RsaPssSaltlen::custom(i32::from(salt)))
            .unwrap();
        let signature = signer.sign_oneshot_to_vec(&tbs).unwrap();
        self.with_signature(&tbs, &signature).unwrap()
    }

    fn with_signature(&self, tbs: &[u8], signature: &[u8]) -> Result<Certificate, CertificateError> {
        let bits = tlv(3, &[&[0], signature].concat());
        Certificate::read_der(&sequence(&[tbs, &self.outer_algorithm, &bits]))
    }

    fn signed_part(&self) -> Vec<u8> {
        let extensions: Vec<u8> = self.extensions.iter().flat_map(Extension::encoded).collect();
        let extensions = if extensions.is_empty() {
            Vec::new()
        } else {
            tlv(0xa3, &tlv(0x30, &extensions))
        };
        sequence(&[
            &self.version,
            &self.serial,
            &self.algorithm,
            &self.issuer,
            &sequence(&[&self.times[0], &self.times[1]]),
            &self.subject,
            &self.key,
            &self.identifiers,
            &extensions,
        ])
    }
}

impl Extension {
    fn encoded(&self) -> Vec<u8> {
        let critical: &[u8] = if self.critical { &[1, 1, 0xff] } else { &[] };
        sequence(&[&tlv(6, &self.oid), critical, &tlv(4, &self.value)])
    }
}

/// The request with another version, signed again by `key`.
pub(super) fn request_of_version(
    request: &CertificateRequest,
    version: u8,
    key: &PKey<Private>,
) -> CertificateRequest {
    let mut whole = Reader::new(request.der(), "").sequence("").unwrap();
    let mut info = whole.sequence("").unwrap();
    let algorithm = whole.element("").unwrap().encoded;
    info.element("").unwrap();
    let mut rest = Vec::new();
    while let Some(element) = info.next().unwrap() {
        rest.extend(element.encoded);
    }
    let info = sequence(&[&tlv(2, &[version]), &rest]);
    let mut signer = Signer::new(MessageDigest::sha256(), key).unwrap();
    let signature = signer.sign_oneshot_to_vec(&info).unwrap();
    let bits = tlv(3, &[&[0], signature.as_slice()].concat());
    CertificateRequest::read_der(&sequence(&[&info, algorithm, &bits])).unwrap()
}
