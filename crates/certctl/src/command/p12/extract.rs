//! `certctl p12 extract`

use std::path::{Path, PathBuf};

use certcore::{
    chain::{Anchors, Cross, Leaf, Question, Root, repair},
    pkcs12::{Identity, KeyChoice, Pkcs12},
    secret::Password,
    x509::Certificate,
};
use serde::Serialize;

use super::left_out;
use crate::{
    cli::p12::Extract,
    failure::Failure,
    file::{Batch, Secrecy, Source, Written, make_folder},
    output::{PrivateKeyView, Protection},
    password::{self, Prompt},
    report::Report,
    session::Session,
    terminal::{Style, Text, counted},
};

#[derive(Serialize)]
struct Facts {
    key: PrivateKeyView,
    written: Vec<Written>,
}

/// Writes key, certificate and chain into files of their own.
pub(crate) fn run(arguments: &Extract, session: &mut Session) -> Result<Report, Failure> {
    let bytes = session.inputs.read(&arguments.file)?;
    Pkcs12::protection_of(&bytes).map_err(|error| Failure::new(&error).in_source(&arguments.file))?;
    let what = format!("the PKCS#12 file {}", arguments.file);
    let given = arguments.password.given();
    let password = password::obtain(&given, &what, Prompt::Existing, session)?;
    let in_file = |failure: Failure| failure.in_source(&arguments.file);
    let file = Pkcs12::read(&bytes, &password).map_err(|error| in_file(error.into()))?;
    let answer = left_out::warn(&file, &arguments.file, session);
    let choice = arguments
        .name
        .as_deref()
        .map_or(KeyChoice::Only, KeyChoice::Named);
    let identity = file.identity(choice).map_err(|error| in_file(error.into()))?;
    let key_password = new_key_password(arguments, session)?;

    let public = identity.key.key.public();
    let (pem, protection) = match &key_password {
        Some(password) => (
            identity.key.key.write_encrypted_pem(password)?.into(),
            Protection::Encrypted,
        ),
        None => (identity.key.key.write_pem()?, Protection::Plain),
    };
    let parts = Parts::new(&identity);
    let paths = Paths::new(&arguments.out_dir, &arguments.file);
    make_folder(&arguments.out_dir)?;
    let mut batch = Batch::new(arguments.force.existing());
    batch.add(&paths.of(".key"), "key", Secrecy::Private, &pem)?;
    for (ending, kind, certificates) in [
        (".crt", "certificate", &parts.leaf),
        ("-chain.crt", "chain", &parts.chain),
        ("-others.crt", "certificates", &parts.others),
    ] {
        if !certificates.is_empty() {
            let pem: String = certificates.iter().map(|one| one.write_pem()).collect();
            batch.add(&paths.of(ending), kind, Secrecy::Public, pem.as_bytes())?;
        }
    }
    let written = batch.commit()?;
    let key = PrivateKeyView::written(public, protection);
    let text = text(&arguments.file, &written);
    Ok(Report {
        answer,
        ..Report::new(text, &Facts { key, written })?
    })
}

fn new_key_password(arguments: &Extract, session: &mut Session) -> Result<Option<Password>, Failure> {
    let given = arguments.key_password.given();
    if given.source.is_none() && !arguments.encrypt_key {
        return Ok(None);
    }
    password::obtain(&given, "the private key that is written", Prompt::New, session).map(Some)
}

/// The certificates of a file, sorted into what they are for.
struct Parts<'a> {
    leaf: Vec<&'a Certificate>,
    chain: Vec<&'a Certificate>,
    others: Vec<&'a Certificate>,
}

impl<'a> Parts<'a> {
    fn new(identity: &Identity<'a>) -> Self {
        let others: Vec<&Certificate> = identity.others.iter().map(|entry| &entry.certificate).collect();
        let Some(leaf) = identity.leaf.map(|entry| &entry.certificate) else {
            return Self {
                leaf: Vec::new(),
                chain: Vec::new(),
                others,
            };
        };
        let chain = chain_of(leaf, &others);
        let others = others
            .into_iter()
            .filter(|other| !chain.contains(other))
            .collect();
        Self {
            leaf: vec![leaf],
            chain,
            others,
        }
    }
}

/// The leaf and its intermediates in order; only the leaf when no order can be found.
fn chain_of<'a>(leaf: &'a Certificate, others: &[&'a Certificate]) -> Vec<&'a Certificate> {
    let mut pile = vec![leaf.clone()];
    pile.extend(others.iter().map(|other| (*other).clone()));
    let question = Question {
        leaf: Leaf::WithKey(leaf.public_key()),
        anchors: Anchors::AnyRoot { known: &[] },
        root: Root::Drop,
        cross: Cross::Keep,
        // An expired backup is unpacked too, so the chain is that of the leaf's first day.
        time: leaf.validity().not_before(),
    };
    let Ok(repaired) = repair(&pile, &question) else {
        return vec![leaf];
    };
    let find = |certificate: &Certificate| {
        std::iter::once(leaf)
            .chain(others.iter().copied())
            .find(|other| *other == certificate)
    };
    repaired.chain().into_iter().filter_map(find).collect()
}

/// Paths that begin with the name of the PKCS#12 file.
struct Paths {
    folder: PathBuf,
    stem: String,
}

impl Paths {
    fn new(folder: &Path, source: &Source) -> Self {
        let stem = match source {
            Source::File(path) => path.file_stem().map(|stem| stem.to_string_lossy().into_owned()),
            Source::Stdin => None,
        };
        Self {
            folder: folder.to_owned(),
            stem: stem.unwrap_or_else(|| "extracted".to_owned()),
        }
    }

    fn of(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}{ending}", self.stem))
    }
}

fn text(source: &Source, written: &[Written]) -> Text {
    let mut text = Text::new();
    text.styled(
        Style::Heading,
        format!("{source}: {} written", counted(written.len(), "file", "files")),
    );
    text.columns(
        written
            .iter()
            .map(|file| vec![file.kind.to_owned(), file.path.clone()]),
    );
    text
}
