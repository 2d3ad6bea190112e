//! Names that are not names of the public DNS, so that no public CA can sign them.

use crate::host::HostName;

/// Top-level names that are not in the DNS root or are set aside, and who set them aside.
const RESERVED: [(&str, &str); 16] = [
    ("alt", "RFC 9476"),
    ("corp", "ICANN Board, 2018-02-04"),
    ("example", "RFC 6761 section 6.5"),
    ("home", "ICANN Board, 2018-02-04"),
    ("home.arpa", "RFC 8375"),
    ("internal", "ICANN Board, 2024-07-29"),
    ("intranet", "RFC 6762 appendix G"),
    ("invalid", "RFC 6761 section 6.4"),
    ("lan", "RFC 6762 appendix G"),
    ("local", "RFC 6762 section 3"),
    ("localdomain", "not in the DNS root"),
    ("localhost", "RFC 6761 section 6.3"),
    ("mail", "ICANN Board, 2018-02-04"),
    ("private", "RFC 6762 appendix G"),
    ("test", "RFC 6761 section 6.2"),
    ("workgroup", "not in the DNS root"),
];

/// Why `name` is internal, in words.
pub(super) fn why_internal(name: &HostName) -> Option<String> {
    let text = name.as_str();
    if !text.contains('.') {
        return Some("it has a single label".to_owned());
    }
    let below = |suffix: &str| {
        text.strip_suffix(suffix)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let (suffix, source) = RESERVED.iter().find(|(suffix, _)| below(suffix))?;
    Some(format!("'.{suffix}' is not public ({source})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_internal(name: &str) -> bool {
        why_internal(&name.parse().unwrap()).is_some()
    }

    #[test]
    fn names_outside_of_the_public_dns_are_internal() {
        for name in [
            "mail",
            "mail.corp",
            "gw.branch.local",
            "localhost",
            "nas.home.arpa",
            "home.arpa",
            "a.internal",
        ] {
            assert!(is_internal(name), "{name}");
        }
        for name in [
            "mail.example.com",
            "corp.example.com",
            "notlocal.se",
            "mycorp.com",
            "1.in-addr.arpa",
        ] {
            assert!(!is_internal(name), "{name}");
        }
    }
}
