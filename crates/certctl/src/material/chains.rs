//! The chains in a pile, for a look at each: as they stand where a file is a chain, otherwise by issuance.

use std::collections::{HashMap, HashSet};

use certcore::{import::Pile, x509::Certificate};

/// A chain is followed no further than this; OpenSSL builds none that is longer.
const LONGEST_CHAIN: usize = 10;

/// The certificates of a pile and who issued whom.
struct Issuance<'a> {
    certificates: Vec<&'a Certificate>,
    by_subject: HashMap<&'a str, Vec<usize>>,
}

/// Chains as positions among the certificates of the pile. Every certificate is in one at least.
///
/// A file that begins with a leaf and goes on with CA certificates only is a chain as it stands, because that is what a
/// server would send. Every other leaf is followed by its issuers, and CA certificates that are left stand alone.
pub(crate) fn chains(pile: &Pile) -> Vec<Vec<usize>> {
    let issuance = Issuance::new(pile);
    let mut chains = Vec::new();
    let mut seen = HashSet::new();
    let mut rest = Vec::new();
    for file in files(pile) {
        if issuance.is_chain(&file) {
            chains.push(issuance.followed(file));
        } else {
            rest.extend(file);
        }
    }
    for chain in &chains {
        seen.extend(chain.iter().filter_map(|position| issuance.sha256(*position)));
    }
    // Leaves first, so that their issuers are found with them.
    rest.sort_by_key(|position| issuance.is_authority(*position));
    for position in rest {
        if issuance
            .sha256(position)
            .is_some_and(|sha256| !seen.contains(&sha256))
        {
            let chain = issuance.followed(vec![position]);
            seen.extend(chain.iter().filter_map(|position| issuance.sha256(*position)));
            chains.push(chain);
        }
    }
    chains
}

/// The positions of the certificates of each file.
fn files(pile: &Pile) -> Vec<Vec<usize>> {
    let mut files: Vec<(&str, Vec<usize>)> = Vec::new();
    for (position, (source, _)) in pile.certificates().enumerate() {
        match files.last_mut() {
            Some((input, positions)) if *input == source.input() => positions.push(position),
            _ => files.push((source.input(), vec![position])),
        }
    }
    files.into_iter().map(|(_, positions)| positions).collect()
}

impl<'a> Issuance<'a> {
    fn new(pile: &'a Pile) -> Self {
        let certificates: Vec<&Certificate> =
            pile.certificates().map(|(_, certificate)| certificate).collect();
        let mut by_subject: HashMap<&str, Vec<usize>> = HashMap::new();
        for (position, certificate) in certificates.iter().enumerate() {
            by_subject
                .entry(certificate.subject().canonical())
                .or_default()
                .push(position);
        }
        Self {
            certificates,
            by_subject,
        }
    }

    fn certificate(&self, position: usize) -> Option<&'a Certificate> {
        self.certificates.get(position).copied()
    }

    fn sha256(&self, position: usize) -> Option<certcore::fingerprint::Fingerprint> {
        self.certificate(position).map(Certificate::sha256)
    }

    fn is_authority(&self, position: usize) -> bool {
        self.certificate(position).is_some_and(Certificate::is_authority)
    }

    fn is_chain(&self, file: &[usize]) -> bool {
        match file {
            [leaf, above @ ..] => {
                !self.is_authority(*leaf) && above.iter().all(|position| self.is_authority(*position))
            }
            [] => false,
        }
    }

    /// The chain with the issuers that the pile has above its last certificate.
    fn followed(&self, mut chain: Vec<usize>) -> Vec<usize> {
        while let Some(last) = chain.last().and_then(|position| self.certificate(*position)) {
            if chain.len() > LONGEST_CHAIN || last.is_self_issued() {
                break;
            }
            match self.issuer_of(last, &chain) {
                Some(issuer) => chain.push(issuer),
                None => break,
            }
        }
        chain
    }

    fn issuer_of(&self, certificate: &Certificate, chain: &[usize]) -> Option<usize> {
        let named = self.by_subject.get(certificate.issuer().canonical());
        let in_chain = |issuer: &Certificate| {
            chain
                .iter()
                .any(|position| self.certificate(*position) == Some(issuer))
        };
        named.into_iter().flatten().copied().find(|position| {
            self.certificate(*position)
                .is_some_and(|issuer| !in_chain(issuer) && certificate.is_signed_by(issuer))
        })
    }
}
