//! Choosing certificate profiles by number.

use certops::edit::{self, EditError, Listed};
use certstore::entry::{Profile, ProfileOrigin};

use super::workbench::Workbench;
use crate::console::{Dialogue, Left};

const QUESTION: &str = "Please choose the certificate to apply:";

/// The last line of the list, for no certificate.
const NONE: &str = "None";

/// The profiles that can be chosen, in the order of their names.
pub(super) struct ProfileChoice {
    profiles: Vec<Listed<Profile>>,
    names: Vec<String>,
}

impl ProfileChoice {
    /// The profiles as they stand with the candidate.
    ///
    /// # Errors
    ///
    /// [`EditError`] when the store cannot be read.
    pub(super) fn of(bench: &Workbench) -> Result<Self, EditError> {
        let profiles = bench.wait(edit::list::<Profile>(bench.store()))?;
        let names = profiles.iter().map(|profile| profile.name.clone()).collect();
        Ok(Self { profiles, names })
    }

    /// Asks for one profile or none; ENTER keeps what is.
    ///
    /// # Errors
    ///
    /// [`Left`].
    pub(super) fn one(
        &self,
        dialogue: &mut Dialogue<'_>,
        current: Option<&str>,
    ) -> Result<Option<String>, Left> {
        self.banner(dialogue, current.as_slice())?;
        let place = match current {
            Some(current) => self.place(current),
            None => Some(self.names.len()),
        };
        let chosen = dialogue.pick(&self.options(), QUESTION, place)?;
        Ok(self.names.get(chosen).cloned())
    }

    /// Asks for any number of profiles, also none; ENTER keeps the current ones in their order.
    ///
    /// Of several, the one for clients that name no server comes first.
    ///
    /// # Errors
    ///
    /// [`Left`].
    pub(super) fn several(
        &self,
        dialogue: &mut Dialogue<'_>,
        current: &[String],
    ) -> Result<Vec<String>, Left> {
        self.banner(dialogue, current)?;
        let mut places: Vec<usize> = current.iter().filter_map(|name| self.place(name)).collect();
        places.sort_unstable();
        if current.is_empty() {
            places.push(self.names.len());
        }
        let chosen = dialogue.pick_several(&self.options(), QUESTION, &places)?;
        if chosen == places {
            return Ok(current.to_vec());
        }
        // Beside a profile, the line for none says nothing: 1-3 of two profiles is both.
        let chosen: Vec<String> = chosen
            .into_iter()
            .filter_map(|place| self.names.get(place).cloned())
            .collect();
        if chosen.len() < 2 {
            return Ok(chosen);
        }
        let first = current
            .iter()
            .find_map(|name| chosen.iter().position(|one| one == name));
        let question = "Please choose the certificate for clients that name no server:";
        let first = dialogue.pick(&chosen, question, first.or(Some(0)))?;
        let mut ordered = chosen;
        ordered.get_mut(..=first).unwrap_or_default().rotate_right(1);
        Ok(ordered)
    }

    /// Says what is used now, and what a demo profile is worth.
    fn banner(&self, dialogue: &mut Dialogue<'_>, current: &[impl AsRef<str>]) -> Result<(), Left> {
        for name in current.iter().map(AsRef::as_ref) {
            let configured = format!("The \"{name}\" certificate is currently configured.");
            dialogue.say(match self.origin(name) {
                Some(ProfileOrigin::Demo) => {
                    format!("{configured} You may use \"{name}\", but this will not be secure.")
                }
                _ => configured,
            })?;
        }
        if current.is_empty() {
            dialogue.say("No certificate is currently configured.")?;
        }
        Ok(())
    }

    /// The lines of the list.
    fn options(&self) -> Vec<&str> {
        let names = self.names.iter().map(String::as_str);
        names.chain([NONE]).collect()
    }

    fn origin(&self, name: &str) -> Option<ProfileOrigin> {
        let mut profiles = self.profiles.iter();
        let profile = profiles.find(|profile| profile.name == name)?;
        Some(profile.entry.origin)
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|one| one == name)
    }
}
