//! `certctl cert self-sign`

use certcore::x509::Validity;
use serde::Serialize;

use crate::{
    chance,
    cli::cert::SelfSign,
    clock::{self, Moment},
    deliver::public::{self, Published},
    description,
    failure::Failure,
    material,
    output::CertificateView,
    report::Report,
    session::Session,
};

#[derive(Serialize)]
struct Facts {
    certificate: CertificateView,
    #[serde(flatten)]
    published: Published,
}

/// Makes a self-signed certificate and writes it.
pub(crate) fn run(arguments: &SelfSign, session: &mut Session) -> Result<Report, Failure> {
    public::check(&arguments.output)?;
    let description = description::from_arguments(&arguments.subject)?;
    let validity = Validity::for_days(Moment::or_now(arguments.not_before), arguments.days)?;
    let given = arguments.password.given();
    let key = material::private_key(&arguments.key, &given, session)?;
    let certificate = description.self_signed(&key, validity, &chance::serial()?)?;
    let view = CertificateView::new(&certificate, None);

    let pem = certificate.write_pem();
    let published = public::write(&arguments.output, "certificate", &pem, session.format)?;
    let text = view.text(&published.heading("certificate"), clock::now());
    let material = published.material(&pem);
    let facts = Facts {
        certificate: view,
        published,
    };
    Ok(Report {
        material,
        ..Report::new(text, &facts)?
    })
}
