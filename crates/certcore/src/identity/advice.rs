//! Which hints follow from a three-way check.

use super::{check::Check, hint::Hint, identifier::Identifier};
use crate::host::HostName;

/// The hints, the most important first, each once.
pub(super) fn advise(check: &Check<'_>) -> Vec<Hint> {
    let mut hints = Vec::new();
    if check.mx.is_empty() {
        hints.push(Hint::NoMx {
            interface: check.interface.clone(),
        });
        cover(check, check.interface, &mut hints);
    } else if check.interface_is_mx() {
        cover(check, check.interface, &mut hints);
        hints.extend(other_mx(check));
    } else {
        join(check, &mut hints);
    }
    hints.extend(check.names.unusable.iter().cloned().map(Hint::UnusableName));
    hints
}

/// What the certificate lacks to stand for `host`, or what is weak about how it does.
fn cover(check: &Check<'_>, host: &HostName, hints: &mut Vec<Hint>) {
    if let Some(matched) = check.names.find_common_name(host)
        && let Identifier::CommonName(common_name) = matched.identifier
    {
        hints.push(Hint::OnlyCommonName { common_name });
        return;
    }
    if check.covers(host) {
        return;
    }
    let wildcards = check.names.dns.iter().filter(|pattern| pattern.is_wildcard());
    let near = wildcards.filter(|wildcard| is_at_or_below(host, wildcard.base()));
    hints.extend(near.map(|wildcard| Hint::WildcardDoesNotReach {
        wildcard: wildcard.clone(),
        host: host.clone(),
    }));
    hints.push(Hint::AddName {
        names: vec![host.clone()],
        to: check.party.clone(),
    });
}

/// MX hosts beside the interface that the certificate does not name.
fn other_mx(check: &Check<'_>) -> impl Iterator<Item = Hint> {
    let others = check
        .mx
        .iter()
        .filter(|mx| **mx != check.interface && !check.covers(mx));
    others.map(|mx| Hint::OtherMx {
        mx: (*mx).clone(),
        interface: check.interface.clone(),
    })
}

/// What makes the interface and an MX host one, given that they are not.
fn join(check: &Check<'_>, hints: &mut Vec<Hint>) {
    let interface = check.interface.clone();
    let owned = |hosts: &[&HostName]| hosts.iter().map(|host| (*host).clone()).collect::<Vec<_>>();
    let covered: Vec<&HostName> = check.mx.iter().copied().filter(|mx| check.covers(mx)).collect();
    if !covered.is_empty() {
        hints.push(Hint::RenameInterface {
            interface,
            to: owned(&covered),
        });
    } else if check.covers(check.interface) {
        hints.push(Hint::PointMx { interface });
    } else {
        hints.push(Hint::InterfaceIsNoMx {
            interface,
            mx: owned(&check.mx),
        });
    }
    match (covered.as_slice(), check.mx.as_slice()) {
        ([], _) if check.covers(check.interface) => cover(check, check.interface, hints),
        ([], [only]) => cover(check, only, hints),
        ([], several) => hints.push(Hint::AddName {
            names: owned(several),
            to: check.party.clone(),
        }),
        ([first, ..], _) => cover(check, first, hints),
    }
}

fn is_at_or_below(host: &HostName, base: &HostName) -> bool {
    host.as_str()
        .strip_suffix(base.as_str())
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}
