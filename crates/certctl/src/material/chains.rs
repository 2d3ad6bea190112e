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
/// A file with one leaf and otherwise CA certificates is a chain as it stands, in whatever order, because that is what a
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
        let leaves = file.iter().filter(|position| !self.is_authority(**position));
        let distinct: HashSet<_> = leaves.map(|position| self.sha256(*position)).collect();
        distinct.len() == 1
    }

    /// The chain with the issuers of its leaf that the pile has elsewhere.
    fn followed(&self, mut chain: Vec<usize>) -> Vec<usize> {
        let leaf = chain.iter().find(|position| !self.is_authority(**position));
        let mut last = leaf.or(chain.first()).copied();
        let mut climbed = HashSet::new();
        while let Some((position, certificate)) = last.and_then(|last| Some((last, self.certificate(last)?)))
        {
            if climbed.len() > LONGEST_CHAIN
                || certificate.is_self_signed()
                || !climbed.insert(certificate.sha256())
            {
                break;
            }
            last = self.issuer_of(position, &chain);
            if let Some(issuer) = last.filter(|issuer| !chain.contains(issuer)) {
                chain.push(issuer);
            }
        }
        chain
    }

    /// An issuer of the certificate, one in the chain if there is one.
    fn issuer_of(&self, position: usize, chain: &[usize]) -> Option<usize> {
        let certificate = self.certificate(position)?;
        let named = self.by_subject.get(certificate.issuer().canonical())?;
        let (here, elsewhere): (Vec<usize>, Vec<usize>) = named
            .iter()
            .copied()
            .partition(|position| chain.contains(position));
        let mut known = HashSet::new();
        let mut candidates = [here, elsewhere].concat();
        candidates.retain(|candidate| known.insert(self.sha256(*candidate)));
        let all = || candidates.iter().copied();
        let signed = |issuer: &usize| {
            self.certificate(*issuer)
                .is_some_and(|one| certificate.is_signed_by(one))
        };
        // Of a certificate that was damaged, the issuer is the one that it names.
        let named = certificate.extensions().authority_key_identifier.as_ref();
        let is_named = |issuer: &usize| {
            let issuer = self.certificate(*issuer).map(Certificate::extensions);
            named.is_some() && issuer.is_some_and(|issuer| issuer.subject_key_identifier.as_ref() == named)
        };
        all().find(signed).or_else(|| all().find(is_named))
    }
}
