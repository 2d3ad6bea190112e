//! `certctl chain repair`

use std::fs;

use certcore::{
    chain::{Anchors, Leaf, LeafError, Question, RepairError, Root, repair},
    import::Pile,
    key::PublicKey,
    x509::Certificate,
};
use serde::Serialize;

use crate::{
    cli::chain::Repair,
    deliver::public::{self, Published},
    failure::Failure,
    file::Destination,
    material::{self, AtLeast},
    output::{ChainView, Pieces},
    report::{Answer, Report},
    session::Session,
    terminal::Text,
};

#[derive(Serialize)]
struct Facts {
    #[serde(flatten)]
    chain: ChainView,
    #[serde(flatten)]
    published: Published,
    dry_run: bool,
}

/// Finds the chain to serve, and writes it.
pub(crate) fn run(arguments: &Repair, session: &mut Session) -> Result<Report, Failure> {
    if !arguments.dry_run {
        public::check(&arguments.output)?;
    }
    let password = arguments.password.given();
    let pile = material::read(&arguments.files, password.source.as_ref(), session)?;
    material::warn_unreadable(&pile, AtLeast::Certificate, session)?;
    let key = leaf_key(arguments, &pile, session)?;
    let (certificates, sources) = material::certificates(&pile);
    let known = known_anchors(arguments, session)?;
    let question = Question {
        leaf: key.as_ref().map_or(Leaf::OnlyOne, Leaf::WithKey),
        anchors: if arguments.ca.is_empty() {
            Anchors::AnyRoot { known: &known }
        } else {
            Anchors::Only(&known)
        },
        root: if arguments.keep_root {
            Root::Keep
        } else {
            Root::Drop
        },
        cross: arguments.cross.given(),
        time: arguments.at.time(),
    };
    let repaired = repair(&certificates, &question).map_err(|error| match &error {
        RepairError::Leaf(LeafError::KeyDoesNotMatch { others, .. })
            if !others.is_empty() || pile.unreadable.is_empty() =>
        {
            let failure = Failure::new(&error);
            match arguments.key.as_ref().or(arguments.csr.as_ref()) {
                Some(source) => failure.in_source(source),
                None => failure,
            }
        }
        RepairError::Leaf(leaf) => material::located(leaf, &certificates, &sources, &pile.unreadable),
        RepairError::Verify(_) => Failure::new(&error),
    })?;
    material::warn_of_chain(&repaired, &sources, session);
    // What is missing may well be in the part that could not be read, so its reason is the answer.
    if let (false, Some(damaged)) = (repaired.end().is_complete(), pile.unreadable.first()) {
        return Err(Failure::new(&damaged.error).in_source(&damaged.source));
    }
    let view = ChainView::new(&repaired, Pieces(&sources));
    let answer = if repaired.is_complete() {
        material::completeness(&pile)
    } else {
        Answer::No
    };
    let pem = repaired.write_pem();
    if arguments.dry_run {
        let mut text = view.verdict();
        text.gap();
        text.append(view.difference(&certificates, Pieces(&sources)));
        text.gap();
        text.append(unwritten(arguments, &pem));
        let facts = Facts {
            chain: view,
            published: Published::nothing(),
            dry_run: true,
        };
        return Ok(Report {
            answer,
            ..Report::new(text, &facts)?
        });
    }
    let published = public::write(&arguments.output, "chain", &pem, session.format)?;
    let mut text = view.text();
    text.append(published.text());
    let material = published.material(&pem);
    let facts = Facts {
        chain: view,
        published,
        dry_run: false,
    };
    Ok(Report {
        answer,
        material,
        ..Report::new(text, &facts)?
    })
}

/// The public key of the leaf: of the key or request that was given, or of the only one among the files.
fn leaf_key(arguments: &Repair, pile: &Pile, session: &mut Session) -> Result<Option<PublicKey>, Failure> {
    if let Some(key) = &arguments.key {
        let password = arguments.key_password.given();
        let key = material::private_key(key, &password, session)?;
        return Ok(Some(key.public().clone()));
    }
    if let Some(csr) = &arguments.csr {
        return Ok(Some(material::request(csr, session)?.public_key().clone()));
    }
    let keys = pile.private_keys().map(|(_, key)| key.public());
    let requests = pile.requests().map(|(_, request)| request.public_key());
    let mut all: Vec<&PublicKey> = keys.chain(requests).collect();
    all.dedup();
    Ok(match all.as_slice() {
        [only] => Some((*only).clone()),
        _ => None,
    })
}

fn known_anchors(arguments: &Repair, session: &mut Session) -> Result<Vec<Certificate>, Failure> {
    if arguments.ca.is_empty() {
        Ok(material::system(session).certificates)
    } else {
        Ok(material::anchors(&arguments.ca, session)?.certificates)
    }
}

/// What a run without `--dry-run` would do to the output file.
fn unwritten(arguments: &Repair, pem: &str) -> Text {
    let mut text = Text::new();
    let Some(Destination::File(path)) = &arguments.output.out else {
        text.line("nothing was written");
        return text;
    };
    let shown = path.display();
    text.line(match fs::read(path) {
        Ok(current) if current == pem.as_bytes() => format!("{shown} holds exactly this chain already"),
        Ok(_) => {
            format!("{shown} holds something else; it would be replaced with --force, and was not touched")
        }
        Err(_) => format!("{shown} would be written, and was not"),
    });
    text
}
