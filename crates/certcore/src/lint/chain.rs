//! Rules for what is sent together: the layout of the file, and whether each issuer fits.

use chrono::{DateTime, SecondsFormat, Utc};
use x509_parser::asn1_rs::oid;

use super::{
    encoded::Encoded,
    examined::{Examined, Place},
    finding::Findings,
    group::rules,
    layout::Layout,
    rule::Rule,
};
use crate::{
    ber::{Element, Reader},
    x509::{Certificate, KeyUsage, Purpose},
};

rules! {
    LEAF_NOT_FIRST: Error, "leaf-not-first", "RFC 8446 section 4.4.2",
        "The certificate of the service is not the first of the file, so the service takes another one for its own.";
    OUT_OF_ORDER: Warning, "chain-out-of-order", "RFC 8446 section 4.4.2",
        "A certificate of the chain did not sign one before it.";
    DUPLICATE: Warning, "chain-duplicate", "RFC 8446 section 4.4.2",
        "A certificate appears in the chain more than once.";
    UNRELATED: Warning, "chain-unrelated", "RFC 8446 section 4.4.2",
        "A certificate of the chain signed none of the others.";
    INCOMPLETE: Warning, "chain-incomplete", "RFC 8446 section 4.4.2",
        "The issuer of the first certificate is missing, although the file has others.";
    ISSUER_ABSENT: Notice, "issuer-not-included", "RFC 8446 section 4.4.2",
        "The file has only this certificate; peers need the certificate of its issuer too, unless they trust that one itself.";
    INCLUDES_ROOT: Notice, "chain-includes-root", "RFC 8446 section 4.4.2",
        "The chain includes its root, which peers have or do not trust anyway.";
    ENDS_BEFORE_LEAF: Warning, "issuer-ends-before-leaf", "RFC 5280 section 6.1.3",
        "An issuer's certificate ends before the leaf's, and the chain with it.";
    SIGNATURE_INVALID: Error, "signature-invalid", "RFC 5280 section 6.1.3",
        "A certificate names an issuer in the chain by its key, and that key did not sign it, so it was changed or damaged.";
    MAY_NOT_SIGN: Error, "issuer-may-not-sign", "RFC 5280 section 6.1.4",
        "An issuer is no certification authority, or its key usage does not allow to sign certificates.";
    OTHER_PURPOSE: Error, "issuer-usage-unfit", "CA/B Forum TLS BR section 7.1.2.10.6",
        "The extended key usage of an issuer does not allow what a service needs, so peers refuse the chain.";
    OTHER_IDENTIFIER: Error, "authority-key-identifier-differs", "RFC 5280 section 4.2.1.1",
        "A certificate names another key, or another certificate of its issuer, than the issuer's in the chain has; peers that use OpenSSL do not put the chain together.";
    BY_SERIAL: Notice, "authority-key-identifier-by-serial", "RFC 5280 section 4.2.1.1, CA/B Forum TLS BR section 7.1.2.11.1",
        "A certificate names the certificate of its issuer by name and serial number, so it does not work with a renewed one.";
}

/// Certificates that are sent together, as they are laid out.
pub(super) struct Sent<'a> {
    pub(super) layout: &'a Layout,
    pub(super) chain: &'a [Certificate],
    pub(super) examined: &'a [Examined<'a>],
}

pub(super) fn check(sent: &Sent<'_>, findings: &mut Findings) {
    if !sent.layout.is_known {
        return;
    }
    sent.order(findings);
    sent.gaps(findings);
    for position in &sent.layout.unsigned {
        let predicate = "was not signed by the key of the issuer that it names; it was changed or damaged, so get it again";
        sent.add(*position, &SIGNATURE_INVALID, predicate, findings);
    }
    for position in sent
        .layout
        .distinct()
        .filter(|position| sent.layout.is_related(*position))
    {
        sent.issuer(position, findings);
        sent.link(position, findings);
    }
}

impl Sent<'_> {
    fn add(&self, position: usize, rule: &'static Rule, predicate: impl AsRef<str>, findings: &mut Findings) {
        if let Some(examined) = self.examined.get(position) {
            findings.add(rule, examined, predicate);
        }
    }

    /// What stands in the wrong place, twice, or for nothing.
    fn order(&self, findings: &mut Findings) {
        let layout = self.layout;
        let place = |position: usize| position.saturating_add(1);
        if layout.leaf != 0 {
            let predicate = format!(
                "is number {} of the file, and a service takes the first for its own; put it first, and its issuers behind it",
                place(layout.leaf)
            );
            self.add(layout.leaf, &LEAF_NOT_FIRST, predicate, findings);
        }
        let mut before = vec![layout.leaf];
        for (position, first) in layout.first.iter().copied().enumerate() {
            if first != position {
                let predicate = format!(
                    "is in the file already, as number {}; leave this one out",
                    place(first)
                );
                self.add(position, &DUPLICATE, predicate, findings);
            } else if !layout.is_related(position) {
                self.add(
                    position,
                    &UNRELATED,
                    "signed none of the others; leave it out",
                    findings,
                );
            } else if position != layout.leaf {
                if !before
                    .iter()
                    .any(|signed| layout.issuers(*signed).contains(&position))
                {
                    let predicate =
                        "signed none of the certificates before it; put each issuer behind what it signed";
                    self.add(position, &OUT_OF_ORDER, predicate, findings);
                }
                if layout.is_self_signed(position) {
                    self.add(
                        position,
                        &INCLUDES_ROOT,
                        "need not be sent; leave it out",
                        findings,
                    );
                }
                before.push(position);
            }
        }
    }

    /// Where the way up ends although it should go on.
    fn gaps(&self, findings: &mut Findings) {
        let layout = self.layout;
        let Some(leaf) = self.chain.get(layout.leaf).filter(|leaf| !leaf.is_authority()) else {
            return;
        };
        let related = || layout.distinct().filter(|position| layout.is_related(*position));
        if related().any(|position| layout.is_self_signed(position)) {
            return;
        }
        let is_alone = layout.distinct().count() == 1;
        if is_alone {
            let predicate = format!(
                "is the only certificate in the file; peers need the certificate of its issuer, {}, too, so append it",
                leaf.issuer()
            );
            self.add(layout.leaf, &ISSUER_ABSENT, predicate, findings);
        } else if layout.issuers(layout.leaf).is_empty() {
            let predicate = format!(
                "was issued by {}, which is missing here; add its certificate, or repair the chain",
                leaf.issuer()
            );
            self.add(layout.leaf, &INCOMPLETE, predicate, findings);
        }
    }

    /// Whether the certificate at `position`, when it is an issuer, may be one.
    fn issuer(&self, position: usize, findings: &mut Findings) {
        let Some(examined) = self
            .examined
            .get(position)
            .filter(|one| one.place == Place::Intermediate)
        else {
            return;
        };
        let extensions = examined.extensions();
        let may_sign = extensions
            .key_usage
            .is_none_or(KeyUsage::allows_certificate_signing);
        if !examined.is_authority() || !may_sign {
            let predicate = "issued a certificate and may not: it lacks CA:TRUE or keyCertSign; have the chain issued by a CA";
            findings.add(&MAY_NOT_SIGN, examined, predicate);
        }
        let Some(purposes) = &extensions.extended_key_usage else {
            return;
        };
        for needed in [Purpose::ServerAuth, Purpose::ClientAuth] {
            let services = examined.services_that_need(&needed);
            if !services.is_empty() && !purposes.contains(&needed) && !purposes.contains(&Purpose::Any) {
                let predicate = format!(
                    "does not issue for {needed}, which is needed for {services}; use a certificate of another CA there"
                );
                findings.add(&OTHER_PURPOSE, examined, predicate);
            }
        }
    }

    /// Whether the certificate at `position` and its issuers fit each other.
    fn link(&self, position: usize, findings: &mut Findings) {
        let (Some(examined), Some(leaf)) = (self.examined.get(position), self.chain.get(self.layout.leaf))
        else {
            return;
        };
        let issuers = self.layout.issuers(position);
        let identifier = AuthorityKeyIdentifier::of(examined);
        let certificates: Vec<(usize, &Certificate)> = issuers
            .iter()
            .filter_map(|issuer| Some((*issuer, self.chain.get(*issuer)?)))
            .collect();
        let Some((last, end)) = certificates
            .iter()
            .map(|(issuer, certificate)| (*issuer, certificate.validity().not_after()))
            .max_by_key(|(_, end)| *end)
        else {
            if identifier.names_certificate() && !self.layout.is_self_signed(position) {
                let predicate = "names its issuer's certificate by name and serial number; when the CA renews that one, peers cannot put the chain together";
                findings.add(&BY_SERIAL, examined, predicate);
            }
            return;
        };
        let leaf_end = leaf.validity().not_after();
        if end < leaf_end {
            let predicate = format!(
                "ends at {}, before the certificate does ({}); get a newer one from the CA",
                text(end),
                text(leaf_end)
            );
            self.add(last, &ENDS_BEFORE_LEAF, predicate, findings);
        }
        if !certificates.iter().any(|(_, issuer)| identifier.fits(issuer)) {
            let predicate = "names another key or serial number in its authority key identifier than its issuer has; get the issuer's certificate that it names, or have it issued again";
            findings.add(&OTHER_IDENTIFIER, examined, predicate);
        }
    }
}

/// An authority key identifier, as it is encoded.
#[derive(Default)]
struct AuthorityKeyIdentifier<'a> {
    key: Option<&'a [u8]>,
    /// The first directory name of the issuer's issuer.
    issuer: Option<&'a [u8]>,
    /// The content octets of the issuer's serial number.
    serial: Option<&'a [u8]>,
}

impl<'a> AuthorityKeyIdentifier<'a> {
    fn of(examined: &Examined<'a>) -> Self {
        let parts = examined.encoded.elements(&oid!(2.5.29.35));
        let part = |number: u32| parts.iter().find(|part| part.is_context(number));
        let directory_name = |names: &Element<'a>| {
            let name = Reader::inside(names).next_if(|name| name.is_context(4)).ok()??;
            Some(name.content)
        };
        Self {
            key: part(0).map(|part| part.content),
            issuer: part(1).and_then(directory_name),
            serial: part(2).map(|part| part.content),
        }
    }

    fn names_certificate(&self) -> bool {
        self.serial.is_some()
    }

    /// Whether everything that it names is the issuer's. What the issuer does not have cannot contradict.
    fn fits(&self, issuer: &Certificate) -> bool {
        let key = issuer.extensions().subject_key_identifier.as_deref();
        let has_key = self.key.is_none_or(|named| key.is_none_or(|key| key == named));
        let encoded = Encoded::certificate(issuer.der());
        let has_serial = self.serial.is_none_or(|serial| serial == encoded.serial);
        let has_issuer = self.issuer.is_none_or(|name| name == issuer.issuer().der());
        has_key && has_serial && has_issuer
    }
}

fn text(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}
