//! The CA of the demonstration: a root and an intermediate that live as long as the demonstration.

use certcore::{
    issue::{Authority, Description, Terms},
    key::{KeyAlgorithm, PrivateKey},
    x509::{Certificate, CertificateRequest, Purpose, Validity},
};
use chrono::{DateTime, Utc};

use crate::{chance, failure::Failure};

/// Where certificates say that their issuers can be fetched; nobody fetches them.
const ROOT_URL: &str = "http://ca.example.com/root.crt";
const INTERMEDIATE_URL: &str = "http://ca.example.com/issuing.crt";

/// A CA with two levels.
pub(super) struct DemoAuthority {
    root: Authority<PrivateKey>,
    intermediate: Authority<PrivateKey>,
}

impl DemoAuthority {
    /// Makes both levels.
    pub(super) fn new(now: DateTime<Utc>) -> Result<Self, Failure> {
        let subject = |name: &str| {
            Description::builder()
                .country("SE")
                .organization("Example Trust AB")
                .common_name(name)
                .build()
        };
        let generate = || PrivateKey::generate(KeyAlgorithm::EcP256);
        let root = Authority::root(
            &subject("Example Root CA")?,
            generate()?,
            &terms(now, 3650, None)?,
        )?;
        let key = generate()?;
        let certificate = root.sign_authority(
            &subject("Example Issuing CA")?,
            key.public(),
            &terms(now, 1825, Some(ROOT_URL))?,
        )?;
        Ok(Self {
            intermediate: Authority::new(certificate, key)?,
            root,
        })
    }

    /// The root.
    pub(super) fn root(&self) -> &Certificate {
        self.root.certificate()
    }

    /// The intermediate.
    pub(super) fn intermediate(&self) -> &Certificate {
        self.intermediate.certificate()
    }

    /// Signs what the request asks for, for 90 days.
    pub(super) fn sign(
        &self,
        request: &CertificateRequest,
        now: DateTime<Utc>,
    ) -> Result<Certificate, Failure> {
        let terms = Terms {
            purposes: vec![Purpose::ServerAuth],
            ..terms(now, 90, Some(INTERMEDIATE_URL))?
        };
        Ok(self.intermediate.sign(request, &terms)?)
    }
}

fn terms(now: DateTime<Utc>, days: u32, issuer: Option<&str>) -> Result<Terms, Failure> {
    Ok(Terms {
        validity: Validity::for_days(now, days)?,
        serial: chance::serial()?,
        purposes: Vec::new(),
        ca_issuers: issuer.map(str::to_owned),
    })
}
