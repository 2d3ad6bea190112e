//! A chain: what is served, what was removed and why, and where it ends.

use std::collections::HashMap;

use certcore::{
    chain::{ChainEnd, Missing, Repair},
    x509::Certificate,
};
use serde::Serialize;

use super::certificate::hex;
use crate::{
    clock::rfc3339,
    notice::Notice,
    terminal::{Style, Text, counted},
};

/// Tables for people have no more rows than this.
const MOST_ROWS: usize = 40;

/// The answer of a repair.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct ChainView {
    complete: bool,
    served: Vec<ServedView>,
    removed: Vec<RemovedView>,
    end: EndView,
    refusal: Option<Notice>,
    missing: Option<MissingView>,
    #[serde(skip)]
    remedy: &'static str,
    #[serde(skip)]
    choice: &'static str,
}

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct ServedView {
    sha256: String,
    subject: String,
    not_after: String,
    source: Option<String>,
    cross: bool,
    #[serde(skip)]
    position: Option<usize>,
}

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct RemovedView {
    sha256: String,
    reason: &'static str,
    source: String,
    subject: String,
    #[serde(skip)]
    position: usize,
}

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct EndView {
    kind: &'static str,
    sha256: Option<String>,
    subject: Option<String>,
}

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct MissingView {
    issuer: String,
    authority_key_identifier: Option<String>,
    urls: Vec<String>,
}

/// Where the certificates of a pile came from, by their position.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pieces<'a>(pub(crate) &'a [String]);

impl Pieces<'_> {
    fn source(self, position: usize) -> String {
        self.0.get(position).cloned().unwrap_or_default()
    }
}

impl ChainView {
    /// The facts of a repair.
    pub(crate) fn new(repair: &Repair<'_>, pieces: Pieces<'_>) -> Self {
        let chain = repair.chain();
        let served = chain.iter().enumerate().map(|(place, certificate)| {
            // A root that is kept and that only the anchors have stands in no file of the pile.
            let position = repair.served().get(place).map(|served| served.position);
            ServedView {
                sha256: certificate.sha256().to_string(),
                subject: certificate.display_name(),
                not_after: rfc3339(certificate.validity().not_after()),
                source: position.map(|position| pieces.source(position)),
                cross: repair
                    .cross()
                    .iter()
                    .any(|cross| cross.certificate == *certificate),
                position,
            }
        });
        let removed = repair.removed().iter().map(|removed| RemovedView {
            sha256: removed.certificate.sha256().to_string(),
            reason: removed.reason.as_str(),
            source: pieces.source(removed.position),
            subject: removed.certificate.display_name(),
            position: removed.position,
        });
        Self {
            complete: repair.is_complete(),
            served: served.collect(),
            removed: removed.collect(),
            end: EndView::new(repair.end()),
            refusal: repair.refusal().map(|refusal| Notice {
                hints: Vec::new(),
                ..Notice::new(refusal)
            }),
            missing: match repair.end() {
                ChainEnd::Missing(missing) => Some(MissingView::new(missing)),
                _ => None,
            },
            remedy: "add its certificate to the files; if it is a root, give it with --ca",
            choice: "; --drop-cross leaves them out",
        }
    }

    /// The same for a store, which knows roots by its lists.
    #[must_use]
    pub(crate) fn for_store(self) -> Self {
        let remedy = "add its certificate to the files; if it is a root, add it to the custom CA list";
        Self { remedy, ..self }
    }

    /// The same for the console, which has no options.
    #[must_use]
    pub(crate) fn for_console(self) -> Self {
        Self {
            choice: "",
            ..self.for_store()
        }
    }

    /// The verdict for people, in one line.
    pub(crate) fn verdict(&self) -> Text {
        let mut text = Text::new();
        let count = format!(
            "{} to serve, {} removed",
            counted(self.served.len(), "certificate", "certificates"),
            self.removed.len()
        );
        match (&self.refusal, self.complete) {
            (_, true) => text.styled(Style::Good, format!("complete: {count}")),
            (Some(refusal), _) if self.missing.is_none() => {
                text.styled(Style::Bad, format!("not valid: {count}; {}", refusal.message));
            }
            _ => text.styled(Style::Bad, format!("incomplete: {count}; {}", self.end.fault())),
        }
        text
    }

    /// The verdict and the facts for people.
    pub(crate) fn text(&self) -> Text {
        let mut text = self.verdict();
        text.gap();
        text.styled(Style::Heading, "served, in this order");
        let rows = self.served.iter().enumerate().map(|(place, served)| {
            vec![
                (place + 1).to_string(),
                served.subject.clone(),
                format!("until {}", date(&served.not_after)),
                served
                    .source
                    .clone()
                    .unwrap_or_else(|| "trust anchors".to_owned()),
                if served.cross { "cross-certificate" } else { "" }.to_owned(),
            ]
        });
        text.columns(rows);
        if !self.removed.is_empty() {
            text.gap();
            text.styled(Style::Heading, "removed");
            let alike = self
                .removed
                .chunk_by(|left, right| (left.reason, &left.sha256) == (right.reason, &right.sha256));
            let rows = alike.filter_map(|alike| {
                let first = alike.first()?;
                let places = match alike.len() {
                    1 => first.source.clone(),
                    count => format!("{} and {} more times", first.source, count - 1),
                };
                Some(vec![first.reason.to_owned(), first.subject.clone(), places])
            });
            add_rows(&mut text, rows.collect());
        }
        text.gap();
        text.append(self.end_text());
        text
    }

    fn end_text(&self) -> Text {
        let mut text = Text::new();
        match (&self.missing, &self.end.subject) {
            (Some(missing), _) => {
                text.styled(Style::Heading, "missing");
                text.facts([
                    ("issuer", vec![missing.issuer.clone()]),
                    (
                        "key identifier",
                        missing.authority_key_identifier.iter().cloned().collect(),
                    ),
                    ("fetch it from", missing.urls.clone()),
                ]);
                text.line(format!("  {}", self.remedy));
            }
            (None, Some(subject)) => text.line(format!("ends at {}: {subject}", self.end.words())),
            (None, None) => text.line(format!("ends at {}", self.end.words())),
        }
        if self.served.iter().any(|served| served.cross) {
            text.line(format!(
                "the cross-certificates are for peers that know only an older root of the CA{}",
                self.choice
            ));
        }
        text
    }

    /// Where each certificate of the pile goes, in the order of the pile.
    pub(crate) fn difference(&self, pile: &[Certificate], pieces: Pieces<'_>) -> Text {
        let mut text = Text::new();
        text.styled(Style::Heading, "what happens to the input");
        let mut fates: HashMap<usize, (&str, String)> = HashMap::new();
        for (place, served) in self.served.iter().enumerate() {
            if let Some(position) = served.position {
                let kind = if served.cross { ", a cross-certificate" } else { "" };
                fates.insert(position, ("+", format!("becomes {}{kind}", place + 1)));
            }
        }
        for removed in &self.removed {
            fates.insert(removed.position, ("-", removed.reason.to_owned()));
        }
        let rows = pile.iter().enumerate().filter_map(|(position, certificate)| {
            let (mark, fate) = fates.remove(&position)?;
            Some(vec![
                mark.to_owned(),
                pieces.source(position),
                certificate.display_name(),
                fate,
            ])
        });
        add_rows(&mut text, rows.collect());
        text.gap();
        text.append(self.end_text());
        text
    }
}

impl EndView {
    fn new(end: &ChainEnd) -> Self {
        let (kind, certificate) = match end {
            ChainEnd::Anchor(root) => ("anchor", Some(root)),
            ChainEnd::Root(root) => ("root", Some(root)),
            ChainEnd::SelfSigned => ("self-signed", None),
            ChainEnd::UntrustedRoot(root) => ("untrusted-root", Some(root)),
            ChainEnd::UntrustedLeaf(leaf) => ("untrusted-leaf", Some(leaf)),
            ChainEnd::MayNotSign(issuer) => ("may-not-sign", Some(issuer)),
            ChainEnd::Missing(_) => ("missing", None),
        };
        Self {
            kind,
            sha256: certificate.map(|certificate| certificate.sha256().to_string()),
            subject: certificate.map(Certificate::display_name),
        }
    }

    fn words(&self) -> &'static str {
        match self.kind {
            "anchor" => "a trusted root",
            "root" => "a root among the files",
            "self-signed" => "the leaf, which signed itself",
            "untrusted-root" => "a root that is not among those of --ca",
            "untrusted-leaf" => "the leaf, which signed itself and is not among those of --ca",
            "may-not-sign" => "an issuer that may not sign",
            _ => "nothing",
        }
    }

    fn fault(&self) -> &'static str {
        match self.kind {
            "untrusted-root" => "the root is not trusted",
            "untrusted-leaf" => "the leaf signed itself and is not trusted",
            _ => "the next issuer is missing",
        }
    }
}

impl MissingView {
    fn new(missing: &Missing) -> Self {
        Self {
            issuer: missing.issuer.to_string(),
            authority_key_identifier: missing.key_identifier.as_deref().map(hex),
            urls: missing.urls.clone(),
        }
    }
}

/// Adds as many rows as a person reads.
fn add_rows(text: &mut Text, mut rows: Vec<Vec<String>>) {
    let more = rows.len().saturating_sub(MOST_ROWS);
    rows.truncate(MOST_ROWS);
    text.columns(rows);
    if more > 0 {
        text.line(format!("  and {more} more; --json has them all"));
    }
}

fn date(time: &str) -> &str {
    time.split_once('T').map_or(time, |(date, _)| date)
}
