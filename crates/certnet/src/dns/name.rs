//! Domain names as mail uses them: labels of letters, digits and hyphens (RFC 5321 §2.3.5, RFC 5890 §2.3).

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use certcore::error_names;
use hickory_proto::rr::Name;
use thiserror::Error;

/// The longest name without its final dot, in octets (RFC 1035 §3.1 counts 255 on the wire).
const LONGEST_NAME: usize = 253;
/// The longest label, in octets (RFC 1035 §3.1).
const LONGEST_LABEL: usize = 63;
/// What a person may type before it is looked at: a name of U-labels needs at most four octets a character.
const LONGEST_INPUT: usize = 4 * LONGEST_NAME;

/// A domain name in lower-case A-labels, without the final dot.
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct DomainName {
    text: Box<str>,
    wire: Box<[u8]>,
}

impl DomainName {
    /// Reads a name as a person types it: U-labels or A-labels, any case, with or without the final dot.
    ///
    /// U-labels are mapped and encoded by UTS 46. An underscore is not accepted, as no mail domain has one.
    ///
    /// # Errors
    ///
    /// [`NameError`] with what was typed and what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        encode(text).map_err(|fault| NameError {
            given: shortened(text),
            fault,
        })
    }

    /// The name in lower-case A-labels, without the final dot.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The name as labels with their lengths, closed by the empty label (RFC 1035 §3.1).
    pub fn wire(&self) -> &[u8] {
        &self.wire
    }
}

impl FromStr for DomainName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        Self::parse(text)
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for DomainName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DomainName({})", self.text)
    }
}

/// A name as a server gave it. The wire allows any octet in a label; a host name does not.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ServedName {
    /// The root, written `.`: in an MX record it means "no host" (RFC 7505).
    Root,
    /// A name that a host can have.
    Host(DomainName),
    /// A name that no mail host can have.
    Unusable {
        /// The name in the form of a zone file, every other octet as `\DDD` (RFC 1035 §5.1).
        text: String,
        /// What is wrong with it.
        fault: NameFault,
    },
}

impl ServedName {
    pub(super) fn read(name: &Name) -> Self {
        if name.is_root() {
            return Self::Root;
        }
        let text = zone_file_form(name);
        match encode_ascii(&text) {
            Ok(host) => Self::Host(host),
            Err(fault) => Self::Unusable { text, fault },
        }
    }
}

/// A text that names no mail domain and no mail host.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{given:?} is not a domain name: {fault}")]
pub struct NameError {
    /// What was given, cut if it was long.
    pub given: String,
    /// What is wrong with it.
    pub fault: NameFault,
}

error_names!(NameError {
    _ => "dns-name-invalid", "A text is no domain name.";
});

impl NameError {
    /// What to do about it.
    pub fn hints(&self) -> Vec<String> {
        let hint = match self.fault {
            NameFault::Address => "give the domain's name, such as example.com, instead of an address",
            NameFault::Underscore { .. } => {
                "names with an underscore carry service records; give the mail domain itself"
            }
            _ => "give a name such as mail.example.com: letters, digits and hyphens between dots",
        };
        vec![hint.to_owned()]
    }
}

/// What is wrong with a name.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum NameFault {
    /// There is no label at all.
    #[error("it is empty")]
    Empty,
    /// Two dots with nothing between them, or a dot in front.
    #[error("it has an empty label (two dots in a row, or a dot in front)")]
    EmptyLabel,
    /// A label of more than 63 octets.
    #[error("its label {label:?} is {length} octets long; 63 is the most (RFC 1035 section 3.1)")]
    LabelTooLong {
        /// The label, cut.
        label: String,
        /// Its length in octets.
        length: usize,
    },
    /// More than 253 octets in all.
    #[error("it is {length} octets long; 253 is the most (RFC 1035 section 3.1)")]
    TooLong {
        /// Its length in octets.
        length: usize,
    },
    /// A character that no host name has.
    #[error("its label {label:?} has the character {character:?}")]
    Character {
        /// The label, cut.
        label: String,
        /// The first such character.
        character: char,
    },
    /// An underscore, which is for service labels and not for hosts.
    #[error("its label {label:?} has an underscore, which host names do not have (RFC 1123 section 2.1)")]
    Underscore {
        /// The label, cut.
        label: String,
    },
    /// A hyphen at the start or the end of a label.
    #[error("its label {label:?} starts or ends with a hyphen")]
    Hyphen {
        /// The label, cut.
        label: String,
    },
    /// The last label has digits only, so the whole could be read as an address.
    #[error("its last label {label:?} has digits only (RFC 3696 section 2)")]
    NumericTopLabel {
        /// The label.
        label: String,
    },
    /// An IP address.
    #[error("it is an IP address")]
    Address,
    /// A U-label or A-label that UTS 46 does not allow.
    #[error("it cannot be written as an internationalized domain name (UTS 46)")]
    NotInternationalized,
}

/// The form of a zone file, lower case, without the final dot.
pub(super) fn zone_file_form(name: &Name) -> String {
    let mut text = String::new();
    for label in name {
        if !text.is_empty() {
            text.push('.');
        }
        for octet in label {
            match octet {
                b'.' | b'\\' | b'"' | b';' | b'(' | b')' | b'@' | b'$' => {
                    text.push('\\');
                    text.push(char::from(*octet));
                }
                0x21..=0x7e => text.push(char::from(octet.to_ascii_lowercase())),
                _ => {
                    let digits = [octet / 100, octet / 10 % 10, octet % 10];
                    text.push('\\');
                    text.extend(digits.map(|digit| char::from(b'0' + digit)));
                }
            }
        }
    }
    if text.is_empty() {
        text.push('.');
    }
    text
}

fn encode(text: &str) -> Result<DomainName, NameFault> {
    if text.len() > LONGEST_INPUT {
        return Err(NameFault::TooLong { length: text.len() });
    }
    if is_address(text) {
        return Err(NameFault::Address);
    }
    if text.is_ascii() && !has_a_label(text) {
        return encode_ascii(text);
    }
    let ascii = idna::domain_to_ascii(text).map_err(|_| NameFault::NotInternationalized)?;
    encode_ascii(&ascii)
}

/// Whether a label claims to be an encoded U-label, so that UTS 46 has to check it.
fn has_a_label(text: &str) -> bool {
    text.split('.').any(|label| {
        label
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("xn--"))
    })
}

fn is_address(text: &str) -> bool {
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text);
    let bare = bare.strip_prefix("IPv6:").unwrap_or(bare);
    bare.strip_suffix('.').unwrap_or(bare).parse::<IpAddr>().is_ok()
}

fn encode_ascii(text: &str) -> Result<DomainName, NameFault> {
    let text = text.strip_suffix('.').unwrap_or(text);
    if text.is_empty() {
        return Err(NameFault::Empty);
    }
    if is_address(text) {
        return Err(NameFault::Address);
    }
    let text = text.to_ascii_lowercase();
    let mut wire = Vec::with_capacity(text.len() + 2);
    let mut last = "";
    for label in text.split('.') {
        wire.push(check_label(label)?);
        wire.extend_from_slice(label.as_bytes());
        last = label;
    }
    wire.push(0);
    if text.len() > LONGEST_NAME {
        return Err(NameFault::TooLong { length: text.len() });
    }
    if last.bytes().all(|octet| octet.is_ascii_digit()) {
        return Err(NameFault::NumericTopLabel {
            label: last.to_owned(),
        });
    }
    Ok(DomainName {
        text: text.into_boxed_str(),
        wire: wire.into_boxed_slice(),
    })
}

/// The length octet of a good label.
fn check_label(label: &str) -> Result<u8, NameFault> {
    if label.is_empty() {
        return Err(NameFault::EmptyLabel);
    }
    let stray = label
        .chars()
        .find(|character| !character.is_ascii_alphanumeric() && *character != '-');
    match stray {
        Some('_') => {
            return Err(NameFault::Underscore {
                label: shortened(label),
            });
        }
        Some(character) => {
            return Err(NameFault::Character {
                label: shortened(label),
                character,
            });
        }
        None => {}
    }
    if label.starts_with('-') || label.ends_with('-') {
        return Err(NameFault::Hyphen {
            label: shortened(label),
        });
    }
    match u8::try_from(label.len()) {
        Ok(length) if label.len() <= LONGEST_LABEL => Ok(length),
        _ => Err(NameFault::LabelTooLong {
            label: shortened(label),
            length: label.len(),
        }),
    }
}

/// The first characters of a text, for a message.
fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic as _;

    use super::*;

    fn fault(text: &str) -> NameFault {
        DomainName::parse(text).expect_err(text).fault
    }

    #[test]
    fn a_name_is_lower_cased_and_loses_its_final_dot() {
        let name = DomainName::parse("Mail.EXAMPLE.com.").expect("a good name");
        assert_eq!(name.as_str(), "mail.example.com");
        assert_eq!(name.wire(), b"\x04mail\x07example\x03com\x00");
    }

    #[test]
    fn u_labels_become_a_labels() {
        for (typed, encoded) in [
            ("bücher.example", "xn--bcher-kva.example"),
            ("BÜCHER.example", "xn--bcher-kva.example"),
            ("пошта.example", "xn--80a1acn3a.example"),
            ("mail。example", "mail.example"),
            ("xn--BCHER-kva.example", "xn--bcher-kva.example"),
        ] {
            assert_eq!(
                DomainName::parse(typed).expect(typed).as_str(),
                encoded,
                "{typed}"
            );
        }
    }

    #[test]
    fn names_that_no_mail_domain_has_are_refused_with_the_reason() {
        assert_eq!(fault(""), NameFault::Empty);
        assert_eq!(fault("."), NameFault::Empty);
        assert_eq!(fault("a..b"), NameFault::EmptyLabel);
        assert_eq!(fault(".example.com"), NameFault::EmptyLabel);
        assert_eq!(fault("example.com.."), NameFault::EmptyLabel);
        assert_eq!(
            fault("_dmarc.example.com"),
            NameFault::Underscore {
                label: "_dmarc".into()
            }
        );
        assert_eq!(
            fault("a b.example"),
            NameFault::Character {
                label: "a b".into(),
                character: ' '
            }
        );
        assert_eq!(
            fault("*.example"),
            NameFault::Character {
                label: "*".into(),
                character: '*'
            }
        );
        assert_eq!(fault("-a.example"), NameFault::Hyphen { label: "-a".into() });
        assert_eq!(fault("a-.example"), NameFault::Hyphen { label: "a-".into() });
        assert_eq!(fault("192.0.2.1"), NameFault::Address);
        assert_eq!(fault("[192.0.2.1]"), NameFault::Address);
        assert_eq!(fault("[IPv6:2001:db8::1]"), NameFault::Address);
        assert_eq!(fault("192.0.2.1."), NameFault::Address);
        assert_eq!(
            fault("example.25"),
            NameFault::NumericTopLabel { label: "25".into() }
        );
        assert_eq!(fault("xn--99999999.example"), NameFault::NotInternationalized);
        assert!(matches!(fault("bü_cher.example"), NameFault::Underscore { .. }));
    }

    #[test]
    fn lengths_are_counted_in_octets() {
        let label = "a".repeat(63);
        assert!(DomainName::parse(&format!("{label}.example")).is_ok());
        assert!(matches!(
            fault(&format!("{label}a.example")),
            NameFault::LabelTooLong { length: 64, .. }
        ));
        let longest = format!("{label}.{label}.{label}.{}", "b".repeat(61));
        assert_eq!(longest.len(), 253);
        assert_eq!(DomainName::parse(&longest).expect("253 octets").wire().len(), 255);
        assert_eq!(fault(&format!("{longest}b")), NameFault::TooLong { length: 254 });
        assert_eq!(
            fault(&"ü".repeat(1_000_000)),
            NameFault::TooLong { length: 2_000_000 }
        );
    }

    #[test]
    fn a_message_shows_control_characters_escaped_and_cuts_long_text() {
        let error = DomainName::parse("a\u{1b}[31m.example").expect_err("an escape sequence");
        assert!(!error.to_string().contains('\u{1b}'), "{error}");
        let error = DomainName::parse(&"ü.".repeat(400)).expect_err("too many labels");
        assert!(error.to_string().chars().count() < 250, "{error}");
        assert_eq!(error.name(), "dns-name-invalid");
    }

    #[test]
    fn a_served_name_is_a_host_the_root_or_unusable() {
        let read = |labels: &[&[u8]]| {
            ServedName::read(&Name::from_labels(labels.iter().copied()).expect("labels of a test"))
        };
        assert_eq!(read(&[]), ServedName::Root);
        let host = DomainName::parse("mail.example").expect("a good name");
        assert_eq!(read(&[b"MAIL", b"example"]), ServedName::Host(host));
        for (labels, shown) in [
            (&[&b"a.b"[..], b"example"][..], "a\\.b.example"),
            (&[&b"a\n\xff"[..], b"example"][..], "a\\010\\255.example"),
            (&[&b"a_b"[..], b"example"][..], "a_b.example"),
            (&[&b"192"[..], b"0", b"2", b"1"][..], "192.0.2.1"),
        ] {
            let ServedName::Unusable { text, .. } = read(labels) else {
                panic!("{shown} is usable")
            };
            assert_eq!(text, shown);
        }
    }
}
