//! Which hosts receive mail for a domain (RFC 5321 §5.1, RFC 7505).

use super::addresses::Addresses;
use super::name::{DomainName, NameFault, ServedName};

/// Where mail for a domain goes.
#[derive(Clone, Debug)]
pub enum MailExchange {
    /// The domain has MX records.
    Published {
        /// Those that name a host, by preference, then by name, each once.
        records: Vec<MxRecord>,
        /// Those that name none, in the same order. A domain may have only such ones.
        unusable: Vec<UnusableMx>,
    },
    /// The domain says that it takes no mail (RFC 7505 §3).
    Null,
    /// The domain has no MX record: the host of its own name receives its mail.
    Implicit {
        /// The domain itself.
        host: DomainName,
        /// The host's addresses.
        addresses: Addresses,
    },
}

/// An MX record.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct MxRecord {
    /// Lower is tried first.
    pub preference: u16,
    /// The host that receives mail.
    pub exchange: DomainName,
}

/// An MX record that names no host.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnusableMx {
    /// Lower is tried first.
    pub preference: u16,
    /// What it names instead, as in a zone file; `.` beside other records is one of these.
    pub exchange: String,
    /// What is wrong with the name.
    pub fault: NameFault,
}

impl MailExchange {
    /// Sorts the records of an answer, each a preference and what the server named.
    pub(super) fn published(served: Vec<(u16, ServedName)>) -> Self {
        if let [(_, ServedName::Root)] = served.as_slice() {
            return Self::Null;
        }
        let mut records = Vec::new();
        let mut unusable = Vec::new();
        for (preference, name) in served {
            match name {
                ServedName::Host(exchange) => records.push(MxRecord { preference, exchange }),
                ServedName::Unusable {
                    text: exchange,
                    fault,
                } => {
                    unusable.push(UnusableMx {
                        preference,
                        exchange,
                        fault,
                    });
                }
                ServedName::Root => {
                    let fault = NameFault::Empty;
                    unusable.push(UnusableMx {
                        preference,
                        exchange: ".".to_owned(),
                        fault,
                    });
                }
            }
        }
        records.sort();
        records.dedup();
        unusable.sort_by(|a, b| (a.preference, &a.exchange).cmp(&(b.preference, &b.exchange)));
        unusable.dedup();
        Self::Published { records, unusable }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(name: &str) -> ServedName {
        ServedName::Host(DomainName::parse(name).expect(name))
    }

    #[test]
    fn records_are_sorted_by_preference_then_name_and_given_once() {
        let served = vec![
            (20, host("a.example")),
            (10, host("c.example")),
            (10, host("b.example")),
            (10, host("c.example")),
            (5, host("z.example")),
        ];
        let MailExchange::Published { records, unusable } = MailExchange::published(served) else {
            panic!("not published")
        };
        let order: Vec<_> = records
            .iter()
            .map(|r| (r.preference, r.exchange.as_str()))
            .collect();
        assert_eq!(
            order,
            [
                (5, "z.example"),
                (10, "b.example"),
                (10, "c.example"),
                (20, "a.example")
            ]
        );
        assert_eq!(unusable, []);
    }

    #[test]
    fn the_root_alone_is_a_null_mx() {
        assert!(matches!(
            MailExchange::published(vec![(0, ServedName::Root)]),
            MailExchange::Null
        ));
    }

    #[test]
    fn the_root_beside_a_host_is_unusable_and_does_not_hide_the_host() {
        let served = vec![(0, ServedName::Root), (10, host("a.example"))];
        let MailExchange::Published { records, unusable } = MailExchange::published(served) else {
            panic!("not published")
        };
        assert_eq!(records.len(), 1);
        assert_eq!(
            unusable,
            [UnusableMx {
                preference: 0,
                exchange: ".".into(),
                fault: NameFault::Empty
            }]
        );
    }
}
