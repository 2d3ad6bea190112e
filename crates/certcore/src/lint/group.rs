//! A group of rules as data: name, severity, source, meaning, and the question that finds who breaks them.

/// Defines the rules of one group and the table `RULES` of all of them.
///
/// A rule that ends with `=> question` is asked by the function `check` that is defined then: `question` takes what is
/// looked at and gives the predicate of each finding, none when the rule is kept.
macro_rules! rules {
    ($($id:ident: $severity:ident, $name:literal, $source:literal, $meaning:literal;)+) => {
        $(static $id: $crate::lint::rule::Rule = $crate::lint::rule::Rule {
            name: $name,
            severity: $crate::lint::rule::Severity::$severity,
            source: $source,
            meaning: $meaning,
        };)+

        /// The rules of this group.
        pub(super) static RULES: &[&$crate::lint::rule::Rule] = &[$(&$id),+];
    };
    ($($id:ident: $severity:ident, $name:literal, $source:literal, $meaning:literal => $question:path;)+) => {
        rules! { $($id: $severity, $name, $source, $meaning;)+ }

        /// Asks each rule of this group.
        pub(super) fn check(
            examined: &$crate::lint::examined::Examined<'_>,
            findings: &mut $crate::lint::finding::Findings,
        ) {
            $(findings.add_all(&$id, examined, $question(examined));)+
        }
    };
}
pub(super) use rules;
