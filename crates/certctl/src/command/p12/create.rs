//! `certctl p12 create`

use certcore::{
    chain::{Anchors, Cross, Leaf, LeafError, Question, RepairError, Root, repair},
    error_names,
    pkcs12::{Export, Pkcs12, Profile},
    x509::Certificate,
};
use serde::Serialize;
use thiserror::Error;

use crate::{
    cli::p12::Create,
    deliver::private,
    failure::Failure,
    file::{Destination, Written},
    material::{self, AtLeast},
    notice::Notice,
    output::{ChainView, Pieces, Pkcs12View},
    password::{self, Prompt},
    report::Report,
    session::Session,
    terminal::Text,
};

#[derive(Serialize)]
struct Facts {
    name: Option<String>,
    profile: &'static str,
    chain: ChainView,
    pkcs12: Pkcs12View,
    written: Vec<Written>,
}

/// Writes key and chain into one file.
pub(crate) fn run(arguments: &Create, session: &mut Session) -> Result<Report, Failure> {
    private::check(&arguments.output, session)?;
    let key_password = arguments.key_password.given();
    let key = material::private_key(&arguments.key, &key_password, session)?;
    let pile = material::read(&arguments.cert, None, session)?;
    let read = material::warn_unreadable(&pile, AtLeast::Certificate, session);
    session.warnings.iter_mut().for_each(unpack_first);
    read.map_err(|mut failure| {
        unpack_first(&mut failure.notice);
        failure
    })?;
    let (certificates, sources) = material::certificates(&pile);
    let mut known = material::system(session).certificates;
    known.extend(material::anchors(&arguments.ca, session)?.certificates);
    let question = Question {
        leaf: Leaf::WithKey(key.public()),
        anchors: Anchors::AnyRoot { known: &known },
        root: if arguments.keep_root {
            Root::Keep
        } else {
            Root::Drop
        },
        cross: Cross::Keep,
        time: arguments.at.time(),
    };
    let repaired = repair(&certificates, &question).map_err(|error| match &error {
        RepairError::Leaf(LeafError::KeyDoesNotMatch { others, .. })
            if !others.is_empty() || pile.unreadable.is_empty() =>
        {
            Failure::new(&error).in_source(&arguments.key)
        }
        RepairError::Leaf(leaf) => material::located(leaf, &certificates, &sources, &pile.unreadable),
        RepairError::Verify(_) => Failure::new(&error),
    })?;
    material::warn_of_chain(&repaired, &sources, session);
    let chain: Vec<Certificate> = repaired.chain().into_iter().cloned().collect();
    let Some((leaf, above)) = chain.split_first() else {
        return Err(LeafError::NoLeaf.into());
    };
    if !repaired.end().is_complete() {
        session.warnings.push(Notice::new(&Doubt::Incomplete));
    }
    if leaf.is_authority() {
        session.warnings.push(Notice::new(&Doubt::Authority));
    }
    if arguments.profile == Profile::Legacy {
        session.warnings.push(Notice::new(&Doubt::Legacy));
    }
    let name = arguments.name.clone().or_else(|| name_of(leaf));

    let what = format!("the new PKCS#12 file {}", private::shown(&arguments.output));
    let given = arguments.password.given();
    let password = password::obtain(&given, &what, Prompt::New, session)?;
    let export = Export {
        key: &key,
        leaf,
        chain: above,
        friendly_name: name.as_deref(),
    };
    let der = export.write(arguments.profile, &password)?;
    let file = Pkcs12::read(&der, &password)?;
    let written = private::write(&arguments.output, "pkcs12", &der, session)?;

    let chain = ChainView::new(&repaired, Pieces(&sources));
    let pkcs12 = Pkcs12View::new(&file);
    let mut text = Text::new();
    if let Destination::File(path) = &arguments.output.out {
        text.append(pkcs12.summary(&format!("PKCS#12 written to {}", path.display())));
    }
    let facts = Facts {
        name,
        profile: arguments.profile.as_str(),
        chain,
        pkcs12,
        written,
    };
    Ok(Report {
        answer: material::completeness(&pile),
        ..Report::new(text, &facts)?
    })
}

/// The password of this command is that of the new file, so a closed one among the certificates gets another hint.
fn unpack_first(notice: &mut Notice) {
    if notice.name == "pkcs12-password-missing" {
        notice.hints = vec!["unpack this file first: `certctl p12 extract FILE`".to_owned()];
    }
}

/// The name of the leaf, for programs that show their keys by a name.
fn name_of(leaf: &Certificate) -> Option<String> {
    let usable = |name: &&str| !name.is_empty() && !name.contains(char::is_control);
    let dns = leaf.alternative_names().and_then(|names| names.dns.first());
    leaf.subject()
        .common_name()
        .or(dns.map(String::as_str))
        .filter(usable)
        .map(str::to_owned)
}

/// What deserves a look although the file is written.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub(crate) enum Doubt {
    /// An issuer is missing.
    #[error(
        "the chain in the file is incomplete: no root among the files or on this machine issued its last certificate"
    )]
    Incomplete,
    /// The certificate is that of an authority.
    #[error(
        "the certificate says that it is a certification authority (CA:TRUE), as plain `openssl req -x509` makes it; many peers \
         do not take it from a server"
    )]
    Authority,
    /// Weak protection was asked for.
    #[error(
        "the profile legacy protects the key with 3DES and SHA-1; who gets the file can guess the password fast, so choose a long one and delete the file after use"
    )]
    Legacy,
}

error_names!(Doubt {
    Self::Incomplete => "chain-incomplete", "A chain does not reach a root.";
    Self::Authority => "authority-as-leaf", "The certificate that a service uses is that of a certification authority.";
    Self::Legacy => "pkcs12-legacy-profile", "A PKCS#12 file is written with weak protection, as was asked for.";
});
