//! The three-way check: certificate, MX hosts and interface carry the same name.

use super::{
    advice::advise,
    check::Check,
    hint::Hint,
    identifier::{Identifier, MatchRule, MatchedBy},
    pair::{Bearing, Pair, Party},
    presented::CommonName,
    subject::Subject,
};
use crate::host::HostName;

/// Whether other mail servers can verify a gateway, row by row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PairVerdict {
    /// The rows: the certificate and each MX host, the certificate and the interface, each MX host and the interface.
    pub pairs: Vec<Pair>,
    /// What would make the names agree, and what else to know.
    pub hints: Vec<Hint>,
}

impl PairVerdict {
    /// Whether every row that decides is good.
    pub fn is_ok(&self) -> bool {
        self.pairs
            .iter()
            .all(|pair| pair.ok || pair.bearing == Bearing::Informs)
    }
}

/// Checks the names of a certificate or a request against the MX hosts of a domain and the host name of the interface
/// that receives its mail.
///
/// A server that sends mail looks up the MX host, connects to it, and matches the MX host against the certificate. So the
/// three must carry one name, and each pair of them has a row:
///
/// - **certificate and MX host**, one row for each MX host: a dNSName matches it (RFC 9525 §6.3: exact, or a wildcard for
///   the leftmost label). A common name that is not among the dNSNames matches only with [`CommonName::Legacy`].
/// - **certificate and interface**: the same, for the interface's host name.
/// - **MX host and interface**, one row for each MX host: the same host name. No wildcard here; both are real hosts.
///
/// **Several MX hosts.** A gateway answers for its own MX host, not for the others: with two gateways and a certificate
/// for each, the second MX host is not in the first certificate, and that is right. So:
///
/// - When one MX host is the interface, its rows and the row of the interface decide ([`Bearing::Decides`]). The rows of
///   the other MX hosts say truly whether they match and do not count ([`Bearing::Informs`]); for each that the certificate
///   does not cover there is a hint, because the other MX host may be another name of this gateway.
/// - When no MX host is the interface, every row decides, and the check fails.
///
/// **No MX host**: a row between [`Party::NoMx`] and the interface fails. Whoever wants the implicit MX of RFC 5321 §5.1
/// gives the domain itself as the MX host.
///
/// The host name of the operating system plays no part: nobody who connects ever sees it in a record or a certificate.
pub fn check_pairs<'a>(
    subject: impl Into<Subject<'a>>,
    interface: &HostName,
    mx: &[HostName],
    common_name: CommonName,
) -> PairVerdict {
    let check = Check::new(subject.into(), interface, mx, common_name);
    let certificate = check.mx.iter().map(|mx| certificate_pair(&check, mx, Party::Mx));
    let pairs = certificate
        .chain([certificate_pair(&check, interface, Party::Interface)])
        .chain(mx_pairs(&check))
        .collect();
    PairVerdict {
        pairs,
        hints: advise(&check),
    }
}

fn certificate_pair(check: &Check<'_>, host: &HostName, party: fn(HostName) -> Party) -> Pair {
    let matched_by = check.names.find_host(host, check.common_name);
    Pair {
        left: check.party.clone(),
        right: party(host.clone()),
        ok: matched_by.is_some(),
        bearing: check.bearing(host),
        matched_by,
    }
}

fn mx_pairs(check: &Check<'_>) -> Vec<Pair> {
    let interface = || Party::Interface(check.interface.clone());
    if check.mx.is_empty() {
        return vec![Pair {
            left: Party::NoMx,
            right: interface(),
            ok: false,
            bearing: Bearing::Decides,
            matched_by: None,
        }];
    }
    let pair = |mx: &HostName| Pair {
        left: Party::Mx(mx.clone()),
        right: interface(),
        ok: mx == check.interface,
        bearing: check.bearing(mx),
        matched_by: (mx == check.interface).then(|| MatchedBy {
            identifier: Identifier::Mx(mx.clone()),
            rule: MatchRule::Exact,
        }),
    };
    check.mx.iter().map(|mx| pair(mx)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::Specimen;

    fn hosts(names: &[&str]) -> Vec<HostName> {
        names.iter().map(|name| name.parse().unwrap()).collect()
    }

    fn check(specimen: Specimen, interface: &str, mx: &[&str], common_name: CommonName) -> PairVerdict {
        let made = specimen.self_signed();
        check_pairs(
            &made.certificate,
            &interface.parse().unwrap(),
            &hosts(mx),
            common_name,
        )
    }

    fn names(dns: &[&str]) -> Specimen {
        Specimen::leaf(dns[0]).dns(dns)
    }

    /// Each row as `left right ok matched_by bearing`.
    fn rows(verdict: &PairVerdict) -> Vec<String> {
        let row = |pair: &Pair| {
            let matched = pair
                .matched_by
                .as_ref()
                .map_or("-".to_owned(), |matched| format!("{matched} {}", matched.rule));
            format!(
                "{} {} {} {matched} {}",
                pair.left,
                pair.right,
                pair.ok,
                pair.bearing.as_str()
            )
        };
        verdict.pairs.iter().map(row).collect()
    }

    fn hints(verdict: &PairVerdict) -> String {
        let hints: Vec<_> = verdict.hints.iter().map(ToString::to_string).collect();
        hints.join("\n")
    }

    #[test]
    fn one_name_for_all_three_is_good_and_needs_no_hint() {
        let verdict = check(
            names(&["mail.example.com"]),
            "Mail.Example.COM",
            &["mail.example.com"],
            CommonName::Ignore,
        );
        assert!(verdict.is_ok() && verdict.hints.is_empty(), "{verdict:?}");
        assert_eq!(
            rows(&verdict),
            [
                "certificate mx:mail.example.com true dns:mail.example.com exact decides",
                "certificate interface:mail.example.com true dns:mail.example.com exact decides",
                "mx:mail.example.com interface:mail.example.com true mx:mail.example.com exact decides",
            ]
        );
    }

    #[test]
    fn wildcard_stands_for_one_label_only() {
        let wildcard = || names(&["*.example.com"]);
        let one = check(
            wildcard(),
            "mx.example.com",
            &["mx.example.com"],
            CommonName::Ignore,
        );
        assert!(one.is_ok());
        assert!(
            rows(&one)[0].contains("dns:*.example.com wildcard"),
            "{:?}",
            rows(&one)
        );
        let two = check(
            wildcard(),
            "a.mx.example.com",
            &["a.mx.example.com"],
            CommonName::Ignore,
        );
        assert!(!two.is_ok());
        assert!(hints(&two).contains("exactly one label"), "{}", hints(&two));
        assert!(
            hints(&two).contains("does not name a.mx.example.com"),
            "{}",
            hints(&two)
        );
    }

    #[test]
    fn names_are_compared_as_a_labels() {
        let verdict = check(
            names(&["xn--mller-kva.example"]),
            "MÜLLER.example",
            &["müller.example"],
            CommonName::Ignore,
        );
        assert!(verdict.is_ok());
    }

    #[test]
    fn other_gateway_with_its_own_certificate_does_not_fail_this_one() {
        let verdict = check(
            names(&["mx1.example.com"]),
            "mx1.example.com",
            &["mx1.example.com", "mx2.example.com", "mx1.example.com"],
            CommonName::Ignore,
        );
        assert!(verdict.is_ok());
        assert_eq!(
            rows(&verdict),
            [
                "certificate mx:mx1.example.com true dns:mx1.example.com exact decides",
                "certificate mx:mx2.example.com false - informs",
                "certificate interface:mx1.example.com true dns:mx1.example.com exact decides",
                "mx:mx1.example.com interface:mx1.example.com true mx:mx1.example.com exact decides",
                "mx:mx2.example.com interface:mx1.example.com false - informs",
            ]
        );
        assert!(hints(&verdict).contains("mx2.example.com is another MX host"));
    }

    #[test]
    fn other_mx_host_in_the_certificate_is_a_good_row_without_a_hint() {
        let both = &["mx1.example.com", "mx2.example.com"];
        let verdict = check(names(both), "mx2.example.com", both, CommonName::Ignore);
        assert!(verdict.is_ok() && verdict.hints.is_empty());
        assert!(verdict.pairs[0].ok && verdict.pairs[0].bearing == Bearing::Informs);
    }

    #[test]
    fn interface_that_is_no_mx_host_gets_the_name_that_the_certificate_has() {
        let verdict = check(
            names(&["mail.example.com"]),
            "gw1.example.com",
            &["mail.example.com"],
            CommonName::Ignore,
        );
        assert!(!verdict.is_ok());
        assert_eq!(
            hints(&verdict),
            "no MX host is the interface gw1.example.com; the names asked about are for mail.example.com, so give the interface \
             that host name"
        );
    }

    #[test]
    fn interface_that_the_certificate_names_gets_an_mx_record() {
        let verdict = check(
            names(&["gw1.example.com"]),
            "gw1.example.com",
            &["old.example.com"],
            CommonName::Ignore,
        );
        assert!(!verdict.is_ok());
        assert!(
            hints(&verdict).contains("publish an MX record for it"),
            "{}",
            hints(&verdict)
        );
    }

    #[test]
    fn strangers_are_told_all_that_is_missing() {
        let verdict = check(
            names(&["www.example.com"]),
            "gw1.example.com",
            &["mx1.example.com", "mx2.example.com"],
            CommonName::Ignore,
        );
        assert!(!verdict.is_ok());
        assert!(
            hints(&verdict).contains("give the interface the host name mx1.example.com or mx2.example.com")
                && hints(&verdict).contains("does not name mx1.example.com or mx2.example.com"),
            "{}",
            hints(&verdict)
        );
    }

    #[test]
    fn domain_without_mx_has_a_row_that_fails() {
        let verdict = check(
            names(&["mail.example.com"]),
            "mail.example.com",
            &[],
            CommonName::Ignore,
        );
        assert!(!verdict.is_ok());
        assert_eq!(
            rows(&verdict)[1],
            "mx:none interface:mail.example.com false - decides"
        );
        assert!(hints(&verdict).contains("publish an MX record that names mail.example.com"));
    }

    #[test]
    fn common_name_alone_fails_unless_asked_for_and_always_gets_a_hint() {
        let alone = || Specimen::leaf("mail.example.com").dns(&[]);
        for (common_name, ok) in [(CommonName::Ignore, false), (CommonName::Legacy, true)] {
            let verdict = check(alone(), "mail.example.com", &["mail.example.com"], common_name);
            assert_eq!(verdict.is_ok(), ok);
            assert!(
                hints(&verdict).contains("only the common name"),
                "{}",
                hints(&verdict)
            );
            let by = verdict.pairs[0].matched_by.as_ref().map(ToString::to_string);
            assert_eq!(by, ok.then(|| "cn:mail.example.com".to_owned()));
        }
    }

    #[test]
    fn request_is_asked_for_the_names_it_will_carry() {
        let request = Specimen::leaf("www.example.com").request();
        let mail: HostName = "mail.example.com".parse().unwrap();
        let verdict = check_pairs(&request, &mail, &hosts(&["mail.example.com"]), CommonName::Ignore);
        assert!(!verdict.is_ok());
        assert_eq!(verdict.pairs[0].left, Party::Request);
        assert!(hints(&verdict).contains("the request does not ask for mail.example.com; make it again"));
    }

    #[test]
    fn name_that_matches_nothing_is_pointed_out() {
        let verdict = check(
            names(&["mail.example.com", "mail.example.com."]),
            "mail.example.com",
            &["mail.example.com"],
            CommonName::Ignore,
        );
        assert!(verdict.is_ok());
        assert!(hints(&verdict).contains("final dot"), "{}", hints(&verdict));
    }
}
