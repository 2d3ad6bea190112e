//! Whether everything in a store is as it should be.

mod entries;
mod history;
mod material;
mod report;
mod run;

pub use report::{CheckFault, CheckFinding, CheckReport};
