//! Whether a list of authorities is used.

use certstore::entry::{CaList, Switch};

use crate::edit::Amendment;

/// Turns a list on or off; what is in it stays.
#[derive(Clone, Copy, Debug)]
pub struct SetCaList {
    /// Whether it shall be used.
    pub enabled: Switch,
}

impl Amendment for SetCaList {
    type Entry = CaList;

    fn amend(self, list: &mut CaList) {
        list.enabled = self.enabled;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ca_list::{self, SYSTEM},
        edit,
        specimen::Specimen,
    };

    #[tokio::test]
    async fn the_system_list_can_be_turned_off() {
        let specimen = Specimen::new().await;
        let off = SetCaList { enabled: Switch::Off };
        edit::set(&specimen.store, &specimen.actor(), SYSTEM, off)
            .await
            .unwrap();
        let lists = ca_list::list(&specimen.store).await.unwrap();
        let enabled: Vec<_> = lists.iter().map(|list| (list.name, list.enabled)).collect();
        assert_eq!(enabled, [("system", Switch::Off), ("custom", Switch::On)]);
    }
}
