//! What the end-to-end tests share: the programs that they run.

pub mod nsd;
