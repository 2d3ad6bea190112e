//! The questions for the subject and the names of a certificate.

use certcore::{
    issue::{Description, DescriptionError},
    x509::Validity,
};
use chrono::{DateTime, Utc};

use crate::{
    appliance::days::days,
    cli::subject::SubjectArguments,
    console::{Dialogue, Left},
    description,
    failure::Failure,
};

/// What is known of a subject before the questions.
pub(super) type Subject = SubjectArguments;

/// One attribute of the subject.
type Field = fn(&mut Subject) -> &mut Option<String>;

/// What takes an attribute out.
const NOTHING: &str = ".";

/// The attributes in the order of the appliance's questions.
const FIELDS: [(&str, Field); 6] = [
    ("Enter Common Name:", |subject| &mut subject.cn),
    ("Enter Organization:", |subject| &mut subject.org),
    ("Enter Organizational Unit:", |subject| &mut subject.org_unit),
    ("Enter Locality or City:", |subject| &mut subject.locality),
    ("Enter State or Province:", |subject| &mut subject.state),
    ("Enter Country (2 letter code):", |subject| &mut subject.country),
];

/// Asks for each attribute and for the alternative names; ENTER keeps what `subject` says, a full stop takes it out.
pub(super) fn ask(dialogue: &mut Dialogue<'_>, mut subject: Subject) -> Result<Description, Left> {
    for (question, field) in FIELDS {
        let current = field(&mut subject).clone().unwrap_or_default();
        subject = dialogue.text(question, &current, |answer| {
            let mut changed = subject.clone();
            *field(&mut changed) =
                Some(answer.to_owned()).filter(|answer| !answer.is_empty() && answer != NOTHING);
            // A name may still follow.
            match description::from_arguments(&changed) {
                Ok(_) | Err(DescriptionError::NoName) => Ok(changed),
                Err(reason) => Err(reason),
            }
        })?;
    }
    let current = names(&subject).join(", ");
    let described = dialogue.text(
        "Enter the other names of the server, separated by commas (DNS names, addresses, e-mail addresses):",
        &current,
        |answer| {
            let mut changed = subject.clone();
            set_names(&mut changed, answer);
            match description::from_arguments(&changed) {
                Ok(description) => Ok(Some(description)),
                Err(DescriptionError::NoName) => Ok(None),
                Err(reason) => Err(reason),
            }
        },
    )?;
    if let Some(description) = described {
        return Ok(description);
    }
    // Every question could have given a name, so they begin again with what was answered.
    dialogue.refuse(DescriptionError::NoName)?;
    ask(dialogue, subject)
}

/// Takes the common name out of the other names, so that another one takes its place there too.
pub(super) fn with_common_name_apart(mut subject: Subject) -> Subject {
    let name = subject.cn.as_ref();
    subject.dns.retain(|other| Some(other) != name);
    subject
}

/// Asks for how many days a self-signed certificate is valid.
pub(super) fn ask_days(dialogue: &mut Dialogue<'_>, current: u32, now: DateTime<Utc>) -> Result<u32, Left> {
    dialogue.text(
        "Duration before expiration (in days):",
        &current.to_string(),
        |answer| {
            let days = days(answer)?;
            Validity::for_days(now, days)?;
            Ok::<_, Failure>(days)
        },
    )
}

/// The names besides the common name.
fn names(subject: &Subject) -> Vec<String> {
    let dns = subject
        .dns
        .iter()
        .filter(|name| Some(*name) != subject.cn.as_ref());
    let ip = subject.ip.iter().map(ToString::to_string);
    dns.cloned()
        .chain(ip)
        .chain(subject.email.iter().cloned())
        .collect()
}

fn set_names(subject: &mut Subject, answer: &str) {
    subject.dns.clear();
    subject.ip.clear();
    subject.email.clear();
    let names = answer.split(',').map(str::trim);
    for name in names.filter(|name| !name.is_empty() && *name != NOTHING) {
        if let Ok(address) = name.parse() {
            subject.ip.push(address);
        } else if name.contains('@') {
            subject.email.push(name.to_owned());
        } else {
            subject.dns.push(name.to_owned());
        }
    }
}
