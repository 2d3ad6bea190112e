//! The description of a subject, from the options.

use certcore::{
    dn::AttributeType,
    issue::{Description, DescriptionBuilder, DescriptionError},
    x509::{CertificateRequest, Service},
};

use crate::cli::subject::SubjectArguments;

/// Puts one attribute of the subject into the description.
type Setter = fn(DescriptionBuilder, &str) -> DescriptionBuilder;

/// Checks everything that was given. The subject begins with the country and ends with the common name, as CAs have it.
///
/// # Errors
///
/// [`DescriptionError`] with the value that breaks a rule.
pub(crate) fn from_arguments(arguments: &SubjectArguments) -> Result<Description, DescriptionError> {
    builder(arguments).build()
}

/// What `request` asks for, with everything that was given in its place. An empty text takes out what stands there.
///
/// # Errors
///
/// As [`from_arguments`].
pub(crate) fn over(
    request: &CertificateRequest,
    arguments: &SubjectArguments,
) -> Result<Description, DescriptionError> {
    let asked = of_request(request);
    let SubjectArguments {
        cn,
        org,
        org_unit,
        locality,
        state,
        country,
        subject_email,
        dns,
        ip,
        email,
        services,
    } = arguments.clone();
    let merged = SubjectArguments {
        cn: text(cn, asked.cn),
        org: text(org, asked.org),
        org_unit: text(org_unit, asked.org_unit),
        locality: text(locality, asked.locality),
        state: text(state, asked.state),
        country: text(country, asked.country),
        subject_email: text(subject_email, asked.subject_email),
        dns: texts(dns, asked.dns),
        ip: if ip.is_empty() { asked.ip } else { ip },
        email: texts(email, asked.email),
        services,
    };
    let mut builder = builder(&merged);
    if merged.services.is_empty() {
        // Also those that no service of ours needs.
        let purposes = request.extensions().extended_key_usage.as_deref();
        builder = purposes
            .unwrap_or_default()
            .iter()
            .fold(builder, |builder, purpose| builder.purpose(purpose.clone()));
    }
    builder.build()
}

fn text(given: Option<String>, asked: Option<String>) -> Option<String> {
    given.or(asked).filter(|text| !text.is_empty())
}

fn texts(given: Vec<String>, asked: Vec<String>) -> Vec<String> {
    let mut texts = if given.is_empty() { asked } else { given };
    texts.retain(|text| !text.is_empty());
    texts
}

/// What a request asks for. The name that it has because it is the common name is left to the common name.
pub(crate) fn of_request(request: &CertificateRequest) -> SubjectArguments {
    let value = |kind| request.subject().values(&kind).next().map(str::to_owned);
    let cn = value(AttributeType::CommonName);
    let is_other = |name: &String| cn.as_ref().is_none_or(|cn| !cn.eq_ignore_ascii_case(name));
    let names = request.alternative_names();
    let purposes = request.extensions().extended_key_usage.as_deref();
    let purposes = purposes.unwrap_or_default();
    SubjectArguments {
        org: value(AttributeType::Organization),
        org_unit: value(AttributeType::OrganizationalUnit),
        locality: value(AttributeType::Locality),
        state: value(AttributeType::StateOrProvince),
        country: value(AttributeType::Country),
        subject_email: value(AttributeType::EmailAddress),
        dns: names.map_or_else(Vec::new, |names| {
            names.dns.iter().filter(|name| is_other(name)).cloned().collect()
        }),
        ip: names.map_or_else(Vec::new, |names| {
            let others = names.ip.iter().filter(|address| is_other(&address.to_string()));
            others.copied().collect()
        }),
        email: names.map_or_else(Vec::new, |names| names.email.clone()),
        services: Service::ALL
            .into_iter()
            .filter(|service| purposes.contains(&service.purpose()))
            .collect(),
        cn,
    }
}

fn builder(arguments: &SubjectArguments) -> DescriptionBuilder {
    let fields: [(&Option<String>, Setter); 7] = [
        (&arguments.country, DescriptionBuilder::country),
        (&arguments.state, DescriptionBuilder::state_or_province),
        (&arguments.locality, DescriptionBuilder::locality),
        (&arguments.org, DescriptionBuilder::organization),
        (&arguments.org_unit, DescriptionBuilder::organizational_unit),
        (&arguments.cn, DescriptionBuilder::common_name),
        (&arguments.subject_email, DescriptionBuilder::email),
    ];
    let mut builder = Description::builder();
    for (value, set) in fields {
        if let Some(value) = value {
            builder = set(builder, value);
        }
    }
    builder = arguments
        .dns
        .iter()
        .fold(builder, |builder, name| builder.dns(name));
    builder = arguments
        .ip
        .iter()
        .fold(builder, |builder, address| builder.ip(*address));
    builder = arguments
        .email
        .iter()
        .fold(builder, |builder, address| builder.email_name(address));
    builder = arguments
        .services
        .iter()
        .fold(builder, |builder, service| builder.service(*service));
    builder
}

/// Checks everything that was given; `None` when nothing was.
///
/// # Errors
///
/// As [`from_arguments`].
pub(crate) fn if_given(arguments: &SubjectArguments) -> Result<Option<Description>, DescriptionError> {
    let SubjectArguments {
        cn,
        org,
        org_unit,
        locality,
        state,
        country,
        subject_email,
        dns,
        ip,
        email,
        services,
    } = arguments;
    let fields = [cn, org, org_unit, locality, state, country, subject_email];
    let nothing = fields.iter().all(|field| field.is_none())
        && dns.is_empty()
        && ip.is_empty()
        && email.is_empty()
        && services.is_empty();
    if nothing {
        return Ok(None);
    }
    from_arguments(arguments).map(Some)
}
