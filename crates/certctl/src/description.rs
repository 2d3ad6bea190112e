//! The description of a subject, from the options.

use certcore::issue::{Description, DescriptionBuilder, DescriptionError};

use crate::cli::subject::SubjectArguments;

/// Puts one attribute of the subject into the description.
type Setter = fn(DescriptionBuilder, &str) -> DescriptionBuilder;

/// Checks everything that was given. The subject begins with the country and ends with the common name, as CAs have it.
///
/// # Errors
///
/// [`DescriptionError`] with the value that breaks a rule.
pub(crate) fn from_arguments(arguments: &SubjectArguments) -> Result<Description, DescriptionError> {
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
    builder.build()
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
