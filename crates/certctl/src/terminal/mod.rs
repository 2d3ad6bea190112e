//! What people see: text that no input can forge, colours where they are wanted, the two streams.

mod cell;
mod escape;
pub(crate) mod stream;
mod text;

pub(crate) use cell::Cell;
pub(crate) use escape::{escape, escape_json};
pub(crate) use stream::StdoutError;
pub(crate) use text::{Colour, Style, Text, counted};
