//! The configuration as one file: saved, and loaded again as a candidate.

mod depth;
mod document;
#[cfg(test)]
mod documentation;
mod load;
mod material;
mod quote;
#[cfg(test)]
mod round_trip;
mod save;
#[cfg(test)]
mod tests;

pub use document::{ConfigFileError, KeyForm, form};
pub use load::{ConfigLoadError, Load, Loaded, load};
pub use material::MaterialError;
pub use save::{ConfigSaveError, Keys, Saved, save};
