//! Examples in the help: data, so that tests execute them.

/// A command line that works, and what it is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Example {
    /// What it is for.
    pub purpose: &'static str,
    /// The command line, for a shell.
    pub command: &'static str,
}

/// The part of the help that shows them.
pub(crate) fn section(examples: &[Example]) -> String {
    let mut section = String::from("Examples:");
    for (index, example) in examples.iter().enumerate() {
        let gap = if index == 0 { "\n" } else { "\n\n" };
        section.push_str(gap);
        section.push_str("  # ");
        section.push_str(example.purpose);
        section.push_str("\n  ");
        section.push_str(example.command);
    }
    section
}
