//! Hash functions and HMACs by their object identifiers (RFC 8018 appendix B.1).

use openssl::{
    error::ErrorStack, hash::MessageDigest, md::Md, md_ctx::MdCtx, nid::Nid, pkey::PKey, sign::Signer,
};
use x509_parser::asn1_rs::{Oid, oid};
use zeroize::Zeroizing;

/// A hash function, and the HMAC over it.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Digest {
    /// Its name for people.
    pub(crate) name: &'static str,
    pub(crate) oid: Oid<'static>,
    pub(crate) hmac_oid: Oid<'static>,
    openssl: &'static str,
    /// Octets of output.
    pub(crate) size: usize,
}

impl Digest {
    pub(crate) const MD5: &'static Self = &Self::new(
        "MD5",
        oid!(1.2.840.113549.2.5),
        oid!(1.2.840.113549.2.6),
        "MD5",
        16,
    );
    pub(crate) const SHA1: &'static Self =
        &Self::new("SHA-1", oid!(1.3.14.3.2.26), oid!(1.2.840.113549.2.7), "SHA1", 20);
    pub(crate) const SHA256: &'static Self = &Self::new(
        "SHA-256",
        oid!(2.16.840.1.101.3.4.2.1),
        oid!(1.2.840.113549.2.9),
        "SHA256",
        32,
    );

    const ALL: [&'static Self; 12] = [
        Self::MD5,
        Self::SHA1,
        &Self::new(
            "SHA-224",
            oid!(2.16.840.1.101.3.4.2.4),
            oid!(1.2.840.113549.2.8),
            "SHA224",
            28,
        ),
        Self::SHA256,
        &Self::new(
            "SHA-384",
            oid!(2.16.840.1.101.3.4.2.2),
            oid!(1.2.840.113549.2.10),
            "SHA384",
            48,
        ),
        &Self::new(
            "SHA-512",
            oid!(2.16.840.1.101.3.4.2.3),
            oid!(1.2.840.113549.2.11),
            "SHA512",
            64,
        ),
        &Self::new(
            "SHA-512/224",
            oid!(2.16.840.1.101.3.4.2.5),
            oid!(1.2.840.113549.2.12),
            "SHA512-224",
            28,
        ),
        &Self::new(
            "SHA-512/256",
            oid!(2.16.840.1.101.3.4.2.6),
            oid!(1.2.840.113549.2.13),
            "SHA512-256",
            32,
        ),
        &Self::new(
            "SHA3-224",
            oid!(2.16.840.1.101.3.4.2.7),
            oid!(2.16.840.1.101.3.4.2.13),
            "SHA3-224",
            28,
        ),
        &Self::new(
            "SHA3-256",
            oid!(2.16.840.1.101.3.4.2.8),
            oid!(2.16.840.1.101.3.4.2.14),
            "SHA3-256",
            32,
        ),
        &Self::new(
            "SHA3-384",
            oid!(2.16.840.1.101.3.4.2.9),
            oid!(2.16.840.1.101.3.4.2.15),
            "SHA3-384",
            48,
        ),
        &Self::new(
            "SHA3-512",
            oid!(2.16.840.1.101.3.4.2.10),
            oid!(2.16.840.1.101.3.4.2.16),
            "SHA3-512",
            64,
        ),
    ];

    const fn new(
        name: &'static str,
        oid: Oid<'static>,
        hmac_oid: Oid<'static>,
        openssl: &'static str,
        size: usize,
    ) -> Self {
        Self {
            name,
            oid,
            hmac_oid,
            openssl,
            size,
        }
    }

    /// The hash function that `oid` names.
    pub(crate) fn from_oid(oid: &Oid<'_>) -> Option<&'static Self> {
        Self::ALL.into_iter().find(|digest| digest.oid == *oid)
    }

    /// The hash function whose HMAC `oid` names.
    pub(crate) fn from_hmac_oid(oid: &Oid<'_>) -> Option<&'static Self> {
        Self::ALL.into_iter().find(|digest| digest.hmac_oid == *oid)
    }

    /// How many rounds of SHA-256 take as long as one of it; measured, rounded up.
    pub(crate) fn work(&self) -> u64 {
        match self.openssl {
            name if name.starts_with("SHA3") => 4,
            name if name.starts_with("SHA512") || name == "SHA384" => 2,
            _ => 1,
        }
    }

    /// Whether nobody should choose it today.
    pub(crate) fn is_weak(&self) -> bool {
        self == Self::MD5 || self == Self::SHA1
    }

    pub(super) fn for_openssl(&self) -> Result<MessageDigest, ErrorStack> {
        MessageDigest::from_name(self.openssl).ok_or_else(ErrorStack::get)
    }
}

/// A hash function that is applied again and again.
pub(super) struct Hasher {
    digest: Md,
    context: MdCtx,
}

impl Hasher {
    pub(super) fn new(digest: &Digest) -> Result<Self, ErrorStack> {
        Ok(Self {
            digest: Md::fetch(None, digest.openssl, None)?,
            context: MdCtx::new()?,
        })
    }

    /// The size of the blocks that the function works on, in octets.
    pub(super) fn block_size(&self) -> usize {
        self.digest.block_size()
    }

    /// The hash of `inputs`, one after the other, hashed another `iterations` - 1 times.
    pub(super) fn iterate(
        &mut self,
        inputs: &[&[u8]],
        iterations: u64,
    ) -> Result<Zeroizing<Vec<u8>>, ErrorStack> {
        let mut output = Zeroizing::new(vec![0; self.digest.size()]);
        self.context.digest_init(&self.digest)?;
        for input in inputs {
            self.context.digest_update(input)?;
        }
        self.context.digest_final(&mut output)?;
        for _ in 1..iterations {
            self.context.digest_init(&self.digest)?;
            self.context.digest_update(&output)?;
            self.context.digest_final(&mut output)?;
        }
        Ok(output)
    }
}

/// The HMAC of `content` under `key` (RFC 2104).
pub(crate) fn hmac(digest: &Digest, key: &[u8], content: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let key = PKey::hmac(key)?;
    Signer::new(digest.for_openssl()?, &key)?.sign_oneshot_to_vec(content)
}

/// What `oid` means to OpenSSL and its dotted form, or the dotted form alone.
pub(crate) fn name_of(oid: &Oid<'_>) -> String {
    let dotted = oid.to_id_string();
    let known = openssl::asn1::Asn1Object::from_str(&dotted)
        .ok()
        .map(|object| object.nid())
        .filter(|nid| *nid != Nid::UNDEF)
        .and_then(|nid| nid.long_name().ok());
    match known {
        Some(name) => format!("{name} ({dotted})"),
        None => dotted,
    }
}
