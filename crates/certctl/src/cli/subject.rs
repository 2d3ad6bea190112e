//! The description of a subject, for requests and self-signed certificates.

use std::net::IpAddr;

use certcore::x509::Service;
use clap::Args;

use super::service;

/// Who and what the certificate is for.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct SubjectArguments {
    /// Common name: the host name that the certificate is for. A host name is put into the alternative names too.
    #[arg(long, value_name = "NAME", help_heading = "Subject")]
    pub(crate) cn: Option<String>,

    /// Organization.
    #[arg(long, value_name = "TEXT", help_heading = "Subject")]
    pub(crate) org: Option<String>,

    /// Organizational unit.
    #[arg(long, visible_alias = "ou", value_name = "TEXT", help_heading = "Subject")]
    pub(crate) org_unit: Option<String>,

    /// City.
    #[arg(long, visible_alias = "city", value_name = "TEXT", help_heading = "Subject")]
    pub(crate) locality: Option<String>,

    /// State or province, in full.
    #[arg(long, value_name = "TEXT", help_heading = "Subject")]
    pub(crate) state: Option<String>,

    /// Country, in two letters.
    #[arg(long, value_name = "CODE", help_heading = "Subject")]
    pub(crate) country: Option<String>,

    /// E-mail address in the subject. Public CAs leave it out; --email puts one into the alternative names.
    #[arg(long, value_name = "ADDRESS", help_heading = "Subject")]
    pub(crate) subject_email: Option<String>,

    /// Another host name, or a wildcard such as *.example.com. May be given several times.
    #[arg(long, value_name = "NAME", help_heading = "Alternative names")]
    pub(crate) dns: Vec<String>,

    /// IP address. May be given several times.
    #[arg(long, value_name = "ADDRESS", help_heading = "Alternative names")]
    pub(crate) ip: Vec<IpAddr>,

    /// E-mail address. May be given several times.
    #[arg(long, value_name = "ADDRESS", help_heading = "Alternative names")]
    pub(crate) email: Vec<String>,

    /// Services that will use the certificate, separated by commas; they decide on the extended key usage.
    #[arg(long = "for", value_name = "SERVICE", value_delimiter = ',', value_parser = service::parser(), help_heading = "Use")]
    pub(crate) services: Vec<Service>,
}
