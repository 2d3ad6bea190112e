//! `certctl names check`

use certcore::{
    host::HostName,
    identity::{CommonName, PairVerdict, check_pairs},
    import::Pile,
};
use certnet::dns::{Authenticated, Config, DomainName, LookupError, MailExchange, Resolver, Server, Trust};
use certops::commit::MailHosts;

use crate::{
    cli::names::Check,
    failure::Failure,
    material::{self, AtLeast, Choice},
    notice::Notice,
    output::{MxView, PairsView},
    report::{Answer, Report},
    session::Session,
};

/// Compares the names.
pub(crate) fn run(arguments: &Check, session: &mut Session) -> Result<Report, Failure> {
    let password = arguments.password.given();
    let pile = material::read(
        std::slice::from_ref(&arguments.file),
        password.source.as_ref(),
        session,
    )?;
    material::warn_unreadable(&pile, AtLeast::CertificateOrRequest, session)?;
    let (hosts, mx) = match &arguments.domain {
        Some(domain) => look_up(domain, arguments, session)?,
        None => (arguments.mx.clone(), None),
    };
    let verdict = check(&pile, arguments, &hosts)?;
    let view = PairsView::new(&verdict, mx);
    Ok(Report {
        answer: Answer::from(view.is_ok()),
        ..Report::new(view.text(), &view)?
    })
}

/// The check of the only leaf, or of the request when there is no certificate.
fn check(pile: &Pile, arguments: &Check, hosts: &[HostName]) -> Result<PairVerdict, Failure> {
    let common_name = if arguments.legacy_common_name {
        CommonName::Legacy
    } else {
        CommonName::Ignore
    };
    let (certificates, sources) = material::certificates(pile);
    if certificates.is_empty()
        && let Some((source, request)) = pile.requests().next()
    {
        request
            .check()
            .map_err(|error| Failure::new(&error).in_source(source))?;
        return Ok(check_pairs(request, &arguments.interface, hosts, common_name));
    }
    let reference = arguments.interface.clone().into();
    let position = material::leaf(&certificates, Choice::Names(&reference))
        .map_err(|error| material::located(&error, &certificates, &sources, &pile.unreadable))?;
    let leaf = certificates
        .get(position)
        .ok_or(certcore::chain::LeafError::NoLeaf)?;
    Ok(check_pairs(leaf, &arguments.interface, hosts, common_name))
}

/// The MX hosts of a domain, and where they come from.
fn look_up(
    domain: &DomainName,
    arguments: &Check,
    session: &mut Session,
) -> Result<(Vec<HostName>, Option<MxView>), Failure> {
    let resolver = match &arguments.dns {
        Some(address) => Resolver::new(Config::new(Server {
            address: address.clone(),
            trust: Trust::Loopback,
        })),
        None => Resolver::system().map_err(|error| Failure::new(&error).with_hints(error.hints()))?,
    };
    let answer = match resolver.mx(domain) {
        Ok(answer) => answer,
        Err(error @ LookupError::NoRecords { .. }) => {
            session
                .warnings
                .push(Notice::new(&error).with_hints(error.hints()));
            return Ok((Vec::new(), None));
        }
        Err(error) => return Err(Failure::new(&error).with_hints(error.hints())),
    };
    let kind = match &answer.value {
        MailExchange::Published { .. } => "published",
        MailExchange::Null => "null",
        MailExchange::Implicit { .. } => "implicit",
    };
    let hosts = match MailHosts::of(Ok(&answer.value)) {
        MailHosts::Known { hosts, unusable } => {
            session.warnings.extend(unusable.iter().map(Notice::new));
            hosts
        }
        MailHosts::Null | MailHosts::NoAnswer { .. } => Vec::new(),
    };
    let view = MxView {
        domain: domain.to_string(),
        hosts: hosts.iter().map(ToString::to_string).collect(),
        kind,
        authenticated: answer.authenticated == Authenticated::Yes,
        server: answer.server.to_string(),
    };
    Ok((hosts, Some(view)))
}
