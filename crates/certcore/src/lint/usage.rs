//! Rules for what a leaf may be used for.

use super::{examined::Examined, group::rules};
use crate::x509::{KeyUsage, Purpose};

rules! {
    AUTHORITY_AS_LEAF: Error, "authority-as-leaf", "CA/B Forum TLS BR section 7.1.2.7.8",
        "The certificate that a service uses is that of a certification authority." => authority_as_leaf;
    USAGE_EMPTY: Error, "key-usage-empty", "RFC 5280 section 4.2.1.3",
        "The key usage allows nothing at all." => usage_empty;
    NO_SIGNATURE: Error, "key-usage-without-digital-signature", "RFC 8446 section 4.4.2.2",
        "The key usage does not allow signatures, which TLS 1.3 and every forward-secret cipher suite need." => no_signature;
    CERT_SIGN: Warning, "key-usage-cert-sign-on-leaf", "RFC 5280 section 4.2.1.9",
        "The key usage allows to sign certificates, and the subject is no certification authority." => cert_sign;
    PURPOSE_MISSING: Warning, "extended-key-usage-missing", "CA/B Forum TLS BR section 7.1.2.7.10",
        "A certificate does not say what it is for." => purpose_missing;
    PURPOSE_UNFIT: Error, "extended-key-usage-unfit", "RFC 5280 section 4.2.1.12",
        "A service needs a usage that the certificate does not allow." => purpose_unfit;
    PURPOSE_ANY: Warning, "extended-key-usage-any", "CA/B Forum TLS BR section 7.1.2.7.10",
        "The extended key usage is anyExtendedKeyUsage, which some peers do not take for serverAuth and no public CA signs." => purpose_any;
    PURPOSE_FOREIGN: Warning, "extended-key-usage-foreign", "CA/B Forum TLS BR section 7.1.2.7.10",
        "The certificate of a server is for a task of other machines too, such as signing programs." => purpose_foreign;
    CLIENT_AUTH: Notice, "client-auth-not-from-public-ca", "Chrome Root Program Policy 1.8 section 1.3.2",
        "A request asks for clientAuth, which public CAs leave out." => client_auth;
}

fn authority_as_leaf(examined: &Examined<'_>) -> Option<&'static str> {
    (examined.is_leaf() && examined.is_authority()).then_some(
        "is that of a certification authority (CA:TRUE); a service needs one that a CA issued to a host",
    )
}

fn usage_empty(examined: &Examined<'_>) -> Option<&'static str> {
    let usage = examined.extensions().key_usage?;
    usage
        .names()
        .next()
        .is_none()
        .then_some("has a key usage that allows nothing; have it issued again")
}

fn no_signature(examined: &Examined<'_>) -> Option<String> {
    let usage = usage_of_leaf(examined)?;
    let names = names(usage);
    (!usage.allows_digital_signature() && !names.is_empty()).then(|| {
        format!("has the key usage {names}, without digitalSignature; TLS 1.3 does not work with it")
    })
}

fn cert_sign(examined: &Examined<'_>) -> Option<String> {
    let usage = usage_of_leaf(examined)?;
    (usage.allows_certificate_signing() && !examined.is_authority()).then(|| {
        format!(
            "has the key usage {}; keyCertSign is for certification authorities",
            names(usage)
        )
    })
}

fn purpose_missing(examined: &Examined<'_>) -> Option<&'static str> {
    let missing = purposes_of_leaf(examined).is_none() && examined.is_leaf();
    (missing && examined.as_certificate().is_some() && !examined.is_authority()).then_some(
        "has no extended key usage; some peers refuse it, so have it issued with the usages it needs",
    )
}

fn purpose_unfit(examined: &Examined<'_>) -> Vec<String> {
    let Some(purposes) = purposes_of_leaf(examined) else {
        return Vec::new();
    };
    if purposes.is_empty() {
        return vec!["has an extended key usage that allows nothing; have it issued again".to_owned()];
    }
    let mut unfit = Vec::new();
    for needed in [Purpose::ServerAuth, Purpose::ClientAuth] {
        let services = examined.services_that_need(&needed);
        if services.is_empty() || purposes.contains(&needed) || purposes.contains(&Purpose::Any) {
            continue;
        }
        let has: Vec<_> = purposes.iter().map(ToString::to_string).collect();
        unfit.push(format!(
            "is for {} and not for {needed}, which is needed for {services}{}",
            has.join(", "),
            remedy(&needed)
        ));
    }
    unfit
}

fn remedy(needed: &Purpose) -> &'static str {
    match needed {
        Purpose::ClientAuth => {
            "; public CAs have left clientAuth out since 2026 (Chrome forbids it in certificates issued from 2027-03-15 on), so use one from a private CA there"
        }
        _ => "; have it issued with this usage",
    }
}

fn purpose_any(examined: &Examined<'_>) -> Option<&'static str> {
    purposes_of_leaf(examined)?
        .contains(&Purpose::Any)
        .then_some("is for anyExtendedKeyUsage, which some peers do not take for serverAuth; have it issued with the usages it needs")
}

fn purpose_foreign(examined: &Examined<'_>) -> Option<String> {
    let purposes = purposes_of_leaf(examined)?;
    let foreign = [Purpose::CodeSigning, Purpose::TimeStamping, Purpose::OcspSigning];
    let found: Vec<_> = foreign
        .iter()
        .filter(|purpose| purposes.contains(purpose))
        .collect();
    (purposes.contains(&Purpose::ServerAuth) && !found.is_empty()).then(|| {
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        format!(
            "is for {} beside serverAuth; who takes the server's key can do that too, so use one certificate for each",
            found.join(", ")
        )
    })
}

fn client_auth(examined: &Examined<'_>) -> Option<String> {
    examined.as_request()?;
    let asked = purposes_of_leaf(examined);
    let services = examined.services_that_need(&Purpose::ClientAuth);
    let wanted = asked.is_none_or(|purposes| purposes.contains(&Purpose::ClientAuth)) && !services.is_empty();
    (wanted || asked.is_some_and(|purposes| purposes.contains(&Purpose::ClientAuth))).then(|| {
        let whose = if services.is_empty() {
            String::new()
        } else {
            format!(" for {services}")
        };
        format!(
            "wants clientAuth{whose}, which public CAs have left out since 2026; have a private CA sign it, or use one certificate for each side"
        )
    })
}

fn names(usage: KeyUsage) -> String {
    usage.names().collect::<Vec<_>>().join(", ")
}

fn usage_of_leaf(examined: &Examined<'_>) -> Option<KeyUsage> {
    examined.extensions().key_usage.filter(|_| examined.is_leaf())
}

fn purposes_of_leaf<'a>(examined: &Examined<'a>) -> Option<&'a [Purpose]> {
    let purposes = examined.extensions().extended_key_usage.as_deref();
    purposes.filter(|_| examined.is_leaf())
}
