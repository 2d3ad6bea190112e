//! `certctl csr create`

use certcore::x509::{CertificateRequest, Service};
use serde::Serialize;

use crate::{
    cli::csr::Create,
    deliver::public::{self, Published},
    description,
    failure::Failure,
    material,
    output::RequestView,
    report::Report,
    session::Session,
    shell_word::{self, word},
};

#[derive(Serialize)]
struct Facts {
    request: RequestView,
    #[serde(flatten)]
    published: Published,
    hints: Vec<String>,
}

/// Makes a request and writes it.
pub(crate) fn run(arguments: &Create, session: &mut Session) -> Result<Report, Failure> {
    public::check(&arguments.output)?;
    let description = description::from_arguments(&arguments.subject)?;
    let given = arguments.password.given();
    let key = material::private_key(&arguments.key, &given, session)?;
    let request = description.request(&key)?;
    // What is handed to a CA is read back first, as the CA will read it.
    let request = CertificateRequest::read_der(request.der())?;
    request.check()?;
    let view = RequestView::new(&request, None);
    let hints: Vec<String> = next_check(arguments, &request).into_iter().collect();

    let pem = request.write_pem();
    let published = public::write(&arguments.output, "request", &pem, session.format)?;
    let mut text = view.text(&published.heading("request"));
    for hint in &hints {
        text.gap();
        text.line("next: check the names against the MX records before you send it to a CA");
        text.line(format!("  {hint}"));
    }
    let material = published.material(&pem);
    let facts = Facts {
        request: view,
        published,
        hints,
    };
    Ok(Report {
        material,
        ..Report::new(text, &facts)?
    })
}

/// The name check that a request for inbound mail should pass before it leaves.
fn next_check(arguments: &Create, request: &CertificateRequest) -> Option<String> {
    let services = &arguments.subject.services;
    if !services.is_empty() && !services.contains(&Service::Inbound) {
        return None;
    }
    let host = request
        .alternative_names()?
        .dns
        .iter()
        .find(|name| !name.starts_with('*'))?;
    let domain = match host.split_once('.') {
        Some((_, parent)) if parent.contains('.') => parent,
        _ => host,
    };
    let file = public::shown(&arguments.output).map_or("FILE".to_owned(), |path| shell_word::file(&path));
    Some(format!(
        "certctl names check {file} --interface {} --domain {}",
        word(host),
        word(domain)
    ))
}
