//! `certctl bindings`

use certops::bind::{self, BindingRow, BoundProfile};
use serde::Serialize;

use crate::{
    cli::bindings::Bindings,
    clock::{now, rfc3339},
    failure::Failure,
    output::{PlaceView, Staged, left},
    report::Report,
    session::Session,
    stored,
    terminal::Text,
};

#[derive(Debug, Serialize)]
struct View {
    bindings: Vec<RowView>,
}

#[derive(Debug, Serialize)]
struct RowView {
    #[serde(flatten)]
    service: PlaceView,
    host_name: Option<String>,
    staged: Staged,
    profiles: Vec<ProfileView>,
}

#[derive(Debug, Serialize)]
struct ProfileView {
    name: String,
    state: &'static str,
    common_name: String,
    not_after: String,
    remaining_days: i64,
    staged: Staged,
}

/// Shows which service uses which profile.
pub(super) fn run(arguments: &Bindings, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let rows = opened.wait(bind::bindings(&opened.store, now()))?;
    let mut text = Text::new();
    text.table(
        &["service", "where", "host name", "profile", "state", "left", ""],
        rows.iter().flat_map(cells),
    );
    let bindings = rows.iter().map(RowView::new).collect();
    Report::new(text, &View { bindings })
}

/// One line for each profile; the service stands in the first.
fn cells(row: &BindingRow) -> Vec<Vec<String>> {
    let host_name = row.host_name.as_ref().map(ToString::to_string);
    let service = [
        row.place.service().to_owned(),
        row.place.name().unwrap_or_default().to_owned(),
        host_name.unwrap_or_default(),
    ];
    if row.profiles.is_empty() {
        let none = [
            "none".to_owned(),
            String::new(),
            String::new(),
            Staged::from(row.staged).mark(),
        ];
        return vec![service.into_iter().chain(none).collect()];
    }
    let blank = || [String::new(), String::new(), String::new()];
    let first = std::iter::once(service).chain(std::iter::repeat_with(blank));
    first
        .zip(&row.profiles)
        .map(|(service, profile)| {
            let facts = [
                profile.name.clone(),
                profile.state.to_string(),
                left(profile.remaining_days),
                Staged::from(row.staged || profile.staged).mark(),
            ];
            service.into_iter().chain(facts).collect()
        })
        .collect()
}

impl RowView {
    fn new(row: &BindingRow) -> Self {
        Self {
            service: PlaceView::new(&row.place),
            host_name: row.host_name.as_ref().map(ToString::to_string),
            staged: row.staged.into(),
            profiles: row.profiles.iter().map(ProfileView::new).collect(),
        }
    }
}

impl ProfileView {
    fn new(profile: &BoundProfile) -> Self {
        Self {
            name: profile.name.clone(),
            state: profile.state.as_str(),
            common_name: profile.certificate.common_name.clone(),
            not_after: rfc3339(profile.certificate.not_after),
            remaining_days: profile.remaining_days,
            staged: profile.staged.into(),
        }
    }
}
