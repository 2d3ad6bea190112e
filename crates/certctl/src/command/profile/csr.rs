//! `certctl profile csr`

use certcore::lint::{Finding, Severity};
use certops::profile::csr::csr;
use serde::Serialize;

use crate::{
    cli::profile::Csr,
    clock,
    deliver::public::{self, Published},
    failure::Failure,
    notice::Notice,
    output::RequestView,
    report::Report,
    session::Session,
    shell_word::word,
    stored,
};

#[derive(Serialize)]
struct Facts {
    name: String,
    request: RequestView,
    #[serde(flatten)]
    published: Published,
}

/// Writes the committed request.
pub(super) fn run(arguments: &Csr, session: &mut Session) -> Result<Report, Failure> {
    public::check(&arguments.output)?;
    let opened = stored::open(&arguments.store, session)?;
    let found = opened.wait(csr(&opened.store, &arguments.name, clock::now()))?;
    let grave = |finding: &&Finding| finding.severity() != Severity::Notice;
    session
        .warnings
        .extend(found.findings.iter().filter(grave).map(notice));
    let pem = found.request.write_pem();
    let published = public::write(&arguments.output, "request", &pem, session.format)?;
    let view = RequestView::new(&found.request, None);
    let mut text = view.text(&published.heading("request"));
    text.gap();
    text.line("next: hand it to the CA, then upload what it sends back");
    text.line(format!("  certctl profile upload {} FILE", word(&found.name)));
    let material = published.material(&pem);
    let facts = Facts {
        name: found.name,
        request: view,
        published,
    };
    Ok(Report {
        material,
        ..Report::new(text, &facts)?
    })
}

fn notice(finding: &Finding) -> Notice {
    Notice {
        name: finding.name(),
        message: finding.message.clone(),
        hints: Vec::new(),
    }
}
