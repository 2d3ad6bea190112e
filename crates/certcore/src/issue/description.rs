//! One description of a subject, from which both a request and a self-signed certificate are made.

use core::net::IpAddr;

use thiserror::Error;

use super::field::{Field, FieldError};
use crate::{
    diagnostic::error_names,
    host::{HostName, HostNameError, HostPattern},
    x509::{Purpose, Service},
};

/// Who a certificate is for, and what it may be used for. Every value in it has been checked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Description {
    pub(super) subject: Vec<(Field, String)>,
    pub(super) dns: Vec<HostPattern>,
    pub(super) ip: Vec<IpAddr>,
    pub(super) email: Vec<String>,
    pub(super) purposes: Vec<Purpose>,
}

impl Description {
    /// An empty description.
    pub fn builder() -> DescriptionBuilder {
        DescriptionBuilder::default()
    }

    /// The DNS names, the common name first when it is a host name.
    pub fn dns(&self) -> &[HostPattern] {
        &self.dns
    }

    /// The addresses.
    pub fn ip(&self) -> &[IpAddr] {
        &self.ip
    }

    /// The extended key usages.
    pub fn purposes(&self) -> &[Purpose] {
        &self.purposes
    }
}

/// Collects the parts of a [`Description`], each as a person typed it.
#[derive(Clone, Debug, Default)]
pub struct DescriptionBuilder {
    subject: Vec<(Field, String)>,
    dns: Vec<String>,
    ip: Vec<IpAddr>,
    email: Vec<String>,
    purposes: Vec<Purpose>,
}

impl DescriptionBuilder {
    /// CN. A host name or an address also becomes a subject alternative name.
    #[must_use]
    pub fn common_name(self, value: &str) -> Self {
        self.field(Field::CommonName, value)
    }

    /// O
    #[must_use]
    pub fn organization(self, value: &str) -> Self {
        self.field(Field::Organization, value)
    }

    /// OU
    #[must_use]
    pub fn organizational_unit(self, value: &str) -> Self {
        self.field(Field::OrganizationalUnit, value)
    }

    /// L
    #[must_use]
    pub fn locality(self, value: &str) -> Self {
        self.field(Field::Locality, value)
    }

    /// ST
    #[must_use]
    pub fn state_or_province(self, value: &str) -> Self {
        self.field(Field::StateOrProvince, value)
    }

    /// C, two letters.
    #[must_use]
    pub fn country(self, value: &str) -> Self {
        self.field(Field::Country, value)
    }

    /// emailAddress in the subject.
    #[must_use]
    pub fn email(self, value: &str) -> Self {
        self.field(Field::Email, value)
    }

    /// A DNS name, as a subject alternative name; U-labels and a wildcard are understood.
    #[must_use]
    pub fn dns(mut self, name: &str) -> Self {
        self.dns.push(without_blanks(name).to_owned());
        self
    }

    /// An address, as a subject alternative name.
    #[must_use]
    pub fn ip(mut self, address: IpAddr) -> Self {
        self.ip.push(address);
        self
    }

    /// An e-mail address, as a subject alternative name.
    #[must_use]
    pub fn email_name(mut self, address: &str) -> Self {
        self.email.push(without_blanks(address).to_owned());
        self
    }

    /// An extended key usage.
    #[must_use]
    pub fn purpose(mut self, purpose: Purpose) -> Self {
        if !self.purposes.contains(&purpose) {
            self.purposes.push(purpose);
        }
        self
    }

    /// The extended key usage that `service` needs.
    #[must_use]
    pub fn service(self, service: Service) -> Self {
        self.purpose(service.purpose())
    }

    fn field(mut self, field: Field, value: &str) -> Self {
        self.subject.retain(|(known, _)| *known != field);
        self.subject.push((field, without_blanks(value).to_owned()));
        self
    }

    /// Checks everything that was collected. Blanks around a value, such as a paste brings along, do not count.
    ///
    /// # Errors
    ///
    /// [`DescriptionError`] with the first value that breaks a rule.
    pub fn build(self) -> Result<Description, DescriptionError> {
        let mut dns = Vec::new();
        let mut ip = Vec::new();
        let mut subject = Vec::new();
        for (field, value) in self.subject {
            field.check(&value)?;
            match field {
                Field::CommonName => match name_in(&value)? {
                    CommonName::Host(host) => {
                        // A single word may be a name in words, so its case is kept.
                        subject.push((field, if value.is_ascii() { value } else { host.to_string() }));
                        dns.push(host);
                    }
                    CommonName::Address(address) => {
                        subject.push((field, value));
                        ip.push(address);
                    }
                    CommonName::Words => subject.push((field, value)),
                },
                Field::Country => subject.push((field, value.to_ascii_uppercase())),
                Field::Email => subject.push((field, email(&value)?)),
                _ => subject.push((field, value)),
            }
        }
        for name in &self.dns {
            push_new(&mut dns, HostPattern::parse(name)?);
        }
        for address in self.ip {
            push_new(&mut ip, address);
        }
        let mut addresses = Vec::new();
        for address in &self.email {
            Field::Email.check(address)?;
            push_new(&mut addresses, email(address)?);
        }
        if dns.is_empty() && ip.is_empty() && addresses.is_empty() {
            match subject.iter().find(|(field, _)| *field == Field::CommonName) {
                None => return Err(DescriptionError::NoName),
                Some((_, words)) => {
                    if let Some(host) = host_within(words) {
                        return Err(DescriptionError::HostInWords {
                            common_name: words.clone(),
                            host,
                        });
                    }
                }
            }
        }
        Ok(Description {
            subject,
            dns,
            ip,
            email: addresses,
            purposes: self.purposes,
        })
    }
}

/// Why a description does not hold.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum DescriptionError {
    /// An attribute of the subject breaks its bounds.
    #[error(transparent)]
    Field(#[from] FieldError),
    /// A host name breaks a rule.
    #[error(transparent)]
    Host(#[from] HostNameError),
    /// Not an e-mail address.
    #[error("'{}' is not an e-mail address that a certificate can carry: {reason}", .address.escape_debug())]
    Email {
        /// What was given.
        address: String,
        /// What is wrong.
        reason: String,
    },
    /// The common name is no host name, holds one, and there is no other name.
    #[error("the common name '{}' is not one host name, so there would be no DNS name that a client finds; give one host name such as '{host}' as the common name, and each further one as a DNS name", .common_name.escape_debug())]
    HostInWords {
        /// The common name.
        common_name: String,
        /// The host name in it.
        host: HostPattern,
    },
    /// Nothing names the subject.
    #[error("nothing names the subject; give a common name or a DNS name")]
    NoName,
}

error_names!(DescriptionError {
    Self::Email { .. } => "email-invalid", "An e-mail address is not one that a certificate can carry.";
    Self::HostInWords { .. } => "common-name-not-one-host", "A common name contains a host name and other text, and there is no other name.";
    Self::NoName => "subject-without-name", "Neither a common name nor an alternative name was given.";
    @via Self::Field(error) => error;
    @via Self::Host(error) => error;
});

enum CommonName {
    Host(HostPattern),
    Address(IpAddr),
    Words,
}

/// What a common name is: a host name, an address, or words such as the name of an organization.
fn name_in(value: &str) -> Result<CommonName, HostNameError> {
    if let Ok(address) = value.parse() {
        return Ok(CommonName::Address(address));
    }
    match HostPattern::parse(value) {
        Ok(host) => Ok(CommonName::Host(host)),
        // One word with a dot or a star was meant as a host name, so its fault is told now and not by the CA.
        Err(error) if !value.contains(char::is_whitespace) && value.contains(['.', '*']) => Err(error),
        Err(_) => Ok(CommonName::Words),
    }
}

/// A host name in a common name that is a list of names, or nothing but names, or a name with blanks beside its dots.
fn host_within(common_name: &str) -> Option<HostPattern> {
    let labels: Vec<&str> = common_name.split('.').map(without_blanks).collect();
    if labels.len() > 2 && !labels.iter().any(|label| label.contains(char::is_whitespace)) {
        return HostPattern::parse(&labels.join(".")).ok();
    }
    let host = |word: &str| {
        let word = without_blanks(word);
        HostPattern::parse(word).ok().filter(|_| word.contains('.'))
    };
    let list = |separator: fn(char) -> bool| common_name.split(separator).filter(|word| !word.is_empty());
    let is_comma = |character| matches!(character, ',' | ';' | '|');
    if common_name.contains(is_comma) {
        list(is_comma).find_map(host)
    } else {
        list(char::is_whitespace)
            .map(host)
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .next()
    }
}

/// `text` without blanks around it, also those that are not seen.
fn without_blanks(text: &str) -> &str {
    text.trim_matches(|character: char| {
        character.is_whitespace()
            || matches!(
                character,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
            )
    })
}

/// The address with its domain in A-labels (RFC 5280 §4.2.1.6: rfc822Name is ASCII).
fn email(address: &str) -> Result<String, DescriptionError> {
    let fault = |reason: String| DescriptionError::Email {
        address: address.to_owned(),
        reason,
    };
    let Some((local, domain)) = address.rsplit_once('@') else {
        return Err(fault("it has no @".to_owned()));
    };
    if local.is_empty() || local.len() > 64 {
        return Err(fault(
            "the part before the @ has 1 to 64 characters (RFC 5321 section 4.5.3.1.1)".to_owned(),
        ));
    }
    if !local
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !br#"()<>[]:;@\,""#.contains(&byte))
    {
        return Err(fault(
            "the part before the @ must be plain ASCII without spaces and quotes".to_owned(),
        ));
    }
    let domain = HostName::parse(domain).map_err(|error| fault(error.to_string()))?;
    Ok(format!("{local}@{domain}"))
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic as _;

    fn name_of(builder: DescriptionBuilder) -> &'static str {
        builder.build().unwrap_err().name()
    }

    #[test]
    fn common_name_that_is_a_host_name_comes_first_in_the_alternative_names() {
        let description = Description::builder()
            .dns("mx2.example.com")
            .dns("MAIL.example.com")
            .common_name("mail.example.com")
            .build()
            .unwrap();
        let names: Vec<_> = description.dns().iter().map(ToString::to_string).collect();
        assert_eq!(names, ["mail.example.com", "mx2.example.com"]);
    }

    #[test]
    fn common_name_in_words_is_no_alternative_name() {
        let description = Description::builder()
            .common_name("Example Mail Team")
            .build()
            .unwrap();
        assert!(description.dns().is_empty());
    }

    #[test]
    fn common_name_that_is_an_address_is_an_address() {
        let description = Description::builder()
            .common_name("2001:db8::25")
            .build()
            .unwrap();
        assert_eq!(description.ip(), ["2001:db8::25".parse::<IpAddr>().unwrap()]);
        assert!(description.dns().is_empty());
    }

    #[test]
    fn common_name_meant_as_a_host_name_is_refused_when_it_is_none() {
        for name in [
            "mail_1.example.com",
            "mail..example.com",
            "mail.example.com.",
            "mail.*.example.com",
        ] {
            assert_eq!(
                name_of(Description::builder().common_name(name)),
                "host-name-invalid",
                "{name}"
            );
        }
    }

    #[test]
    fn blanks_around_a_name_do_not_hide_it() {
        for name in [
            "mail.example.com ",
            " mail.example.com",
            "\tmail.example.com\t",
            "mail.example.com\u{a0}",
            "\u{feff}mail.example.com\u{200b}\n",
        ] {
            let description = Description::builder()
                .common_name(name)
                .dns(name)
                .build()
                .unwrap();
            let names: Vec<_> = description.dns().iter().map(ToString::to_string).collect();
            assert_eq!(names, ["mail.example.com"], "{name:?}");
            assert_eq!(
                description.subject,
                [(Field::CommonName, "mail.example.com".to_owned())]
            );
        }
    }

    #[test]
    fn several_names_in_the_common_name_are_refused_unless_there_is_another_name() {
        for name in [
            "mail.example.com, mx2.example.com",
            "mail.example.com,mx2.example.com",
            "mail.example.com mx2.example.com",
            "mail.example.com; mx2",
            "mail\u{a0}.example.com",
            "Mail (mail.example.com), mx2.example.com",
            "CN=mail.example.com",
        ] {
            let refused = name_of(Description::builder().common_name(name));
            assert!(
                ["common-name-not-one-host", "host-name-invalid"].contains(&refused),
                "{name}"
            );
        }
        let words = "Example Mail, mail.example.com";
        assert!(
            Description::builder()
                .common_name(words)
                .dns("mail.example.com")
                .build()
                .is_ok()
        );
        for words in ["Example Mail Ltd.", "Example.com Issuing CA", "Example, Ltd."] {
            assert!(
                Description::builder().common_name(words).build().is_ok(),
                "{words}"
            );
        }
    }

    #[test]
    fn wildcard_of_a_top_level_domain_is_refused() {
        assert_eq!(
            name_of(Description::builder().common_name("*.com")),
            "host-name-invalid"
        );
        assert_eq!(
            name_of(Description::builder().common_name("a.example").dns("*.com")),
            "host-name-invalid"
        );
    }

    #[test]
    fn bounds_of_rfc_5280_hold() {
        let with = |organization: &str| {
            Description::builder()
                .common_name("a.example")
                .organization(organization)
        };
        assert!(with(&"å".repeat(64)).build().is_ok());
        assert_eq!(name_of(with(&"å".repeat(65))), "subject-field-too-long");
        assert!(with("Bob's & Söhne, Ltd").build().is_ok());
        assert_eq!(name_of(with(" ")), "subject-field-empty");
        assert_eq!(name_of(with("a\u{7}")), "subject-field-control-character");
        for country in ["S", "SWE", "S1", "Å"] {
            assert_eq!(
                name_of(Description::builder().common_name("a.example").country(country)),
                "country-invalid"
            );
        }
    }

    #[test]
    fn email_domain_is_encoded() {
        let description = Description::builder()
            .email_name("postmaster@müller.example")
            .build()
            .unwrap();
        assert_eq!(description.email, ["postmaster@xn--mller-kva.example"]);
        for address in [
            "postmaster",
            "@example.com",
            "a b@example.com",
            "å@example.com",
            "a@b_c.example",
        ] {
            assert_eq!(
                name_of(Description::builder().email_name(address)),
                "email-invalid",
                "{address}"
            );
        }
    }

    #[test]
    fn a_description_without_a_name_is_refused() {
        assert_eq!(
            name_of(Description::builder().organization("Example")),
            "subject-without-name"
        );
    }
}
