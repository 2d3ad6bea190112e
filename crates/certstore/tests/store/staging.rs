//! What is staged, over what, and what becomes of it at a commit.

use certcore::diagnostic::Diagnostic as _;
use certstore::entry::{CaList, DestinationSettings, Entry, EntryId, Kind, Switch};

use crate::place::{Place, actor, wait};

fn settings(profile: Option<&str>) -> Entry {
    let profile = profile.map(str::to_owned);
    let settings = DestinationSettings {
        profile,
        ..DestinationSettings::default()
    };
    settings.into()
}

#[test]
fn what_could_not_be_read_again_is_not_staged() {
    wait(async {
        let place = Place::make().await;
        let mut writing = place.store.write(&actor()).await.unwrap();
        let id = EntryId::single(Kind::DestinationSettings).unwrap();
        let refused = writing.stage(&id, Some(settings(Some("no such profile")))).await;
        assert_eq!(refused.unwrap_err().name(), "entry-malformed");
        let list = CaList {
            enabled: Switch::On,
            certificates: vec!["00".repeat(32).parse().unwrap()],
        };
        let id = EntryId::new(Kind::CaList, "system").unwrap();
        let refused = writing.stage(&id, Some(list.into())).await;
        assert_eq!(refused.unwrap_err().name(), "entry-malformed");
        assert_eq!(writing.repository().staged().await.unwrap(), []);
    });
}
