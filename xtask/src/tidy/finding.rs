//! A place that breaks a house rule.

use std::fmt;

/// Ordered by place.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Finding {
    path: String,
    line: usize,
    rule: &'static str,
    advice: String,
}

impl Finding {
    /// `advice` says what to do.
    pub(crate) fn new(rule: &'static str, path: &str, line: usize, advice: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            rule,
            advice: advice.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}:{}: {}: {}",
            self.path, self.line, self.rule, self.advice
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Finding;

    #[test]
    fn finding_reads_as_a_compiler_message() {
        let finding = Finding::new("file-name", "a/b.rs", 3, "rename it");
        assert_eq!(finding.to_string(), "a/b.rs:3: file-name: rename it");
    }
}
