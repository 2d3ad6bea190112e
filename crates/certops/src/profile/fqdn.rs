//! Whether the names of a certificate are full host names.

use certcore::{error_names, host::HostPattern, x509::Certificate};
use thiserror::Error;

/// Looks at the common name and the DNS names of a certificate.
///
/// # Errors
///
/// [`NameNotQualified`] with the first one that is not a host name with a domain, or a wildcard below one. A certificate
/// without any of them names nothing.
pub fn check(certificate: &Certificate) -> Result<(), NameNotQualified> {
    let dns = certificate
        .alternative_names()
        .map(|names| names.dns.as_slice())
        .unwrap_or_default();
    let common_name = certificate.subject().common_name();
    let names: Vec<&str> = common_name
        .into_iter()
        .chain(dns.iter().map(String::as_str))
        .collect();
    if names.is_empty() {
        return Err(NameNotQualified::Nothing);
    }
    match names.into_iter().find(|name| !is_qualified(name)) {
        Some(name) => Err(NameNotQualified::Name {
            name: name.to_owned(),
        }),
        None => Ok(()),
    }
}

fn is_qualified(name: &str) -> bool {
    HostPattern::presented(name).is_ok_and(|pattern| pattern.base().as_str().contains('.'))
}

/// Why the names of a certificate will not do.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum NameNotQualified {
    /// A name is no full host name.
    #[error(
        "the certificate names '{}', which is not a fully qualified domain name",
        .name.escape_debug()
    )]
    Name {
        /// The name.
        name: String,
    },
    /// There is no name.
    #[error("the certificate has neither a common name nor a DNS name")]
    Nothing,
}

error_names!(NameNotQualified {
    Self::Name { .. } | Self::Nothing => "name-not-qualified", "A name of a certificate is not a fully qualified domain name.";
});

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic as _;

    use super::*;
    use crate::specimen::Leaf;

    fn checked(common_name: &str, dns: &[&str]) -> Result<(), NameNotQualified> {
        let now = "2026-01-01T00:00:00Z".parse().unwrap();
        check(&Leaf::for_names(common_name, dns, &[], now, 90).certificate)
    }

    #[test]
    fn host_names_with_a_domain_pass_also_with_a_wildcard() {
        assert_eq!(checked("mail.example.com", &["*.example.com"]), Ok(()));
    }

    #[test]
    fn short_name_or_words_are_told() {
        for (common_name, dns, told) in [
            ("Mail Gateway", "mail.example.com", "Mail Gateway"),
            ("mail.example.com", "mail", "mail"),
        ] {
            let refused = checked(common_name, &[dns]).unwrap_err();
            assert_eq!(refused.name(), "name-not-qualified");
            assert!(refused.to_string().contains(&format!("'{told}'")), "{refused}");
        }
    }
}
