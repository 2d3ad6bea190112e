//! The three-way check of names, and the MX records that it rests on.

use certcore::identity::{Bearing, Pair, PairVerdict};
use serde::Serialize;

use crate::terminal::{Style, Text};

/// The answer of a check of names.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct PairsView {
    ok: bool,
    pairs: Vec<PairView>,
    hints: Vec<String>,
    mx: Option<MxView>,
}

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct PairView {
    left: String,
    right: String,
    ok: bool,
    matched_by: Option<String>,
    bearing: &'static str,
}

/// The MX records of a domain, as a DNS server gave them.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct MxView {
    /// The domain that was asked for.
    pub(crate) domain: String,
    /// The hosts in the order in which they are tried.
    pub(crate) hosts: Vec<String>,
    /// `published`, `implicit` (the domain itself, RFC 5321 §5.1), `null` (RFC 7505) or `none`.
    pub(crate) kind: &'static str,
    /// Whether DNSSEC vouches for the answer.
    pub(crate) authenticated: bool,
    /// The server that answered.
    pub(crate) server: String,
}

impl PairsView {
    /// The facts of a verdict.
    pub(crate) fn new(verdict: &PairVerdict, mx: Option<MxView>) -> Self {
        Self {
            ok: verdict.is_ok(),
            pairs: verdict.pairs.iter().map(PairView::new).collect(),
            hints: verdict.hints.iter().map(ToString::to_string).collect(),
            mx,
        }
    }

    /// Whether the names agree.
    pub(crate) fn is_ok(&self) -> bool {
        self.ok
    }

    /// The verdict and the rows for people.
    pub(crate) fn text(&self) -> Text {
        let mut text = Text::new();
        if self.ok {
            text.styled(
                Style::Good,
                "yes: other mail servers can verify the gateway by its name",
            );
        } else {
            text.styled(
                Style::Bad,
                "no: other mail servers cannot verify the gateway by its name",
            );
        }
        text.gap();
        let rows = self.pairs.iter().map(|pair| {
            vec![
                pair.mark().to_owned(),
                pair.left.clone(),
                pair.right.clone(),
                pair.matched_by
                    .as_ref()
                    .map_or_else(|| "no match".to_owned(), |name| format!("by {name}")),
            ]
        });
        text.columns(rows);
        if let Some(mx) = &self.mx {
            text.gap();
            text.line(mx.line());
        }
        if !self.hints.is_empty() {
            text.gap();
        }
        for hint in &self.hints {
            text.line(format!("hint: {hint}"));
        }
        text
    }
}

impl PairView {
    fn new(pair: &Pair) -> Self {
        Self {
            left: pair.left.to_string(),
            right: pair.right.to_string(),
            ok: pair.ok,
            matched_by: pair.matched_by.as_ref().map(ToString::to_string),
            bearing: pair.bearing.as_str(),
        }
    }

    fn mark(&self) -> &'static str {
        match (self.ok, self.bearing == Bearing::Decides.as_str()) {
            (true, _) => "ok",
            (false, true) => "NO",
            (false, false) => "-",
        }
    }
}

impl MxView {
    fn line(&self) -> String {
        let trust = if self.authenticated {
            "DNSSEC vouches for it"
        } else {
            "without DNSSEC"
        };
        let records = match (self.kind, self.hosts.as_slice()) {
            ("implicit", _) => "has no MX record, so its own name receives its mail".to_owned(),
            ("null", _) => "says that it receives no mail (RFC 7505)".to_owned(),
            (_, []) => "has no MX record that names a host".to_owned(),
            (_, hosts) => format!("has the MX hosts {}", hosts.join(", ")),
        };
        format!("{} {records} ({} says, {trust})", self.domain, self.server)
    }
}
