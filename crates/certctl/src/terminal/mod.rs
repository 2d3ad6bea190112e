//! What people see: text that no input can forge, colours where they are wanted, the two streams.

pub(crate) mod console;
mod escape;
mod text;

pub(crate) use console::StdoutError;
pub(crate) use escape::{escape, escape_json};
pub(crate) use text::{Colour, Style, Text, counted};
