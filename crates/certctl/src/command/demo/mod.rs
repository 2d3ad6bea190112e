//! `certctl demo`: the main job once, with a CA that is made for it.

mod answer;
mod authority;
mod guide;
mod walk;

pub(crate) use walk::{DemoError, run};
