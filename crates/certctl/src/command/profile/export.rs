//! `certctl profile export`

use certcore::{pkcs12::Profile, x509::Certificate};
use certops::profile::export::{self, ExportError, Pkcs12};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::{
    cli::{output::PrivateOutput, profile::Export},
    command::p12::create::Doubt,
    deliver::{
        private,
        public::{self, Published},
    },
    failure::Failure,
    file::Destination,
    notice::Notice,
    password::{self, Prompt},
    report::Report,
    session::Session,
    stored::{self, Opened},
    terminal::Text,
};

#[derive(Serialize)]
struct Facts {
    name: String,
    form: &'static str,
    #[serde(flatten)]
    published: Published,
}

/// Writes what a profile serves.
pub(super) fn run(arguments: &Export, session: &mut Session) -> Result<Report, Failure> {
    match (arguments.pkcs12, arguments.key) {
        (Some(protection), _) => pkcs12(arguments, protection, session),
        (None, true) => key(arguments, session),
        (None, false) => chain(arguments, session),
    }
}

fn chain(arguments: &Export, session: &mut Session) -> Result<Report, Failure> {
    public::check(&arguments.output)?;
    let opened = stored::open(&arguments.store, session)?;
    let found = opened
        .wait(export::chain(&opened.store, &arguments.name))
        .map_err(|error| failure(&error))?;
    session.warnings.extend(found.findings.iter().map(Notice::new));
    let pem: String = found.certificates.iter().map(Certificate::write_pem).collect();
    let published = public::write(&arguments.output, "chain", &pem, session.format)?;
    let material = published.material(&pem);
    let facts = Facts {
        name: found.name,
        form: "pem",
        published,
    };
    Ok(Report {
        material,
        ..Report::new(facts.published.text(), &facts)?
    })
}

fn key(arguments: &Export, session: &mut Session) -> Result<Report, Failure> {
    let output = private_output(arguments);
    private::check(&output, session)?;
    let source = arguments.password.source();
    let password = match &source {
        Some(source) => Some(password::read(source, session)?),
        None => None,
    };
    let opened = stored::open(&arguments.store, session)?;
    let identity = opened
        .wait(export::key(&opened.store, &opened.actor, &arguments.name))
        .map_err(|error| failure(&error))?;
    session.warnings.extend(identity.findings.iter().map(Notice::new));
    let key = match &password {
        Some(password) => Zeroizing::new(identity.key.write_encrypted_pem(password)?),
        None => identity.key.write_pem()?,
    };
    let chain: String = identity.certificates.iter().map(Certificate::write_pem).collect();
    // Made at once, because what grows leaves a copy behind.
    let pem = Zeroizing::new([key.as_slice(), chain.as_bytes()].concat());
    delivered(identity.name, "key-and-chain", &output, &pem, session)
}

fn pkcs12(arguments: &Export, protection: Profile, session: &mut Session) -> Result<Report, Failure> {
    let output = private_output(arguments);
    private::check(&output, session)?;
    let opened: Opened = stored::open(&arguments.store, session)?;
    let what = format!("the new PKCS#12 file {}", private::shown(&output));
    let source = arguments.password.source();
    let password = password::obtain(source.as_ref(), &what, Prompt::New, session)?;
    if protection == Profile::Legacy {
        session.warnings.push(Notice::new(&Doubt::Legacy));
    }
    let request = Pkcs12 {
        name: &arguments.name,
        protection,
        password: &password,
    };
    let file = opened
        .wait(export::pkcs12(&opened.store, &opened.actor, &request))
        .map_err(|error| failure(&error))?;
    session.warnings.extend(file.findings.iter().map(Notice::new));
    delivered(arguments.name.clone(), "pkcs12", &output, &file.der, session)
}

fn failure(error: &ExportError) -> Failure {
    let failure = Failure::new(error);
    match error {
        ExportError::NotCommitted { .. } => {
            failure.with_hints(vec!["put what is staged in force: `certctl commit`".to_owned()])
        }
        _ => failure,
    }
}

fn delivered(
    name: String,
    form: &'static str,
    output: &PrivateOutput,
    secret: &[u8],
    session: &Session,
) -> Result<Report, Failure> {
    let written = private::write(output, form, secret, session)?;
    let facts = Facts {
        name,
        form,
        published: Published::files(written),
    };
    let text = match &output.out {
        Destination::File(_) => facts.published.text(),
        Destination::Stdout => Text::new(),
    };
    Report::new(text, &facts)
}

/// A secret that no file was named for goes to standard output, if that is no terminal.
fn private_output(arguments: &Export) -> PrivateOutput {
    PrivateOutput {
        out: arguments.output.out.clone().unwrap_or(Destination::Stdout),
        force: arguments.output.force,
    }
}
