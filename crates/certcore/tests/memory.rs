//! RSA and EC keys do not stay in memory after they were read, written and dropped. Of Ed25519 and ML-DSA keys OpenSSL
//! leaves a copy behind whenever it encodes them. A program of its own, because other
//! tests in the same process keep keys.
#![cfg(target_os = "linux")]
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use std::{fs, os::unix::fs::FileExt as _, sync::Mutex};

use certcore::{
    import::{self, Input},
    key::{KeyAlgorithm, PrivateKey},
};
use zeroize::Zeroizing;

/// What hides the octets that are looked for from the search itself.
const VEIL: u8 = 0x5a;

/// How many octets make a find.
const WINDOW: usize = 16;

/// Held by each test: a search copies the memory, and with it what another test keeps at that moment.
static ALONE: Mutex<()> = Mutex::new(());

/// Octets of a key that only its holder knows, veiled: from the end of its encoding, where the point of an EC key stands,
/// `public` windows are left out, and the next `secret` taken.
fn veiled(der: &[u8], public: usize, secret: usize) -> Vec<Vec<u8>> {
    let windows = der.rchunks_exact(WINDOW).skip(public).take(secret);
    windows
        .map(|window| window.iter().map(|octet| octet ^ VEIL).collect())
        .collect()
}

/// How often one of the veiled windows stands in the memory of this process.
fn found(windows: &[Vec<u8>]) -> usize {
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let memory = fs::File::open("/proc/self/mem").unwrap();
    let mut region = Zeroizing::new(Vec::<u8>::new());
    let mut count = 0;
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (begin, end) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
        let [begin, end] = [begin, end].map(|number| u64::from_str_radix(number, 16).unwrap());
        // The copy that is searched is not to be found itself.
        region.fill(0);
        region.resize(usize::try_from(end - begin).unwrap(), 0);
        if memory.read_exact_at(&mut region, begin).is_err() {
            continue;
        }
        for window in windows {
            let first = window[0] ^ VEIL;
            let places = memchr::memchr_iter(first, region.as_slice());
            count += places
                .filter(|place| {
                    region.get(*place..*place + WINDOW).is_some_and(|octets| {
                        octets
                            .iter()
                            .zip(window)
                            .all(|(octet, veiled)| octet ^ VEIL == *veiled)
                    })
                })
                .count();
        }
    }
    count
}

/// Characters of the base64 in PEM that stand for the private half only, veiled.
fn veiled_text(pem: &[u8], lines: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> Vec<Vec<u8>> {
    let text: Vec<_> = pem.split(|octet| *octet == b'\n').skip(1).collect();
    let windows = text[lines]
        .iter()
        .flat_map(|line| line[columns.clone()].chunks_exact(WINDOW));
    windows
        .map(|window| window.iter().map(|octet| octet ^ VEIL).collect())
        .collect()
}

#[test]
fn the_text_of_a_key_is_not_in_memory_after_it_was_read() {
    let _alone = ALONE.lock();
    for (algorithm, lines, columns) in [
        (KeyAlgorithm::Rsa2048, 6..24, 0..64),
        (KeyAlgorithm::EcP256, 0..1, 48..64),
        (KeyAlgorithm::EcP384, 1..2, 0..32),
        (KeyAlgorithm::Ed25519, 0..1, 24..56),
    ] {
        let pem = PrivateKey::generate(algorithm).unwrap().write_pem().unwrap();
        let windows = veiled_text(&pem, lines, columns);
        // As it stands in mail: quoted, which is cleaned before it is decoded.
        let mut quoted = Zeroizing::new(Vec::with_capacity(2 * pem.len()));
        for line in pem.split_inclusive(|octet| *octet == b'\n') {
            quoted.extend_from_slice(b"> ");
            quoted.extend_from_slice(line);
        }
        assert!(found(&windows) > 0, "the search finds what is there");
        drop(PrivateKey::read(&pem, None).unwrap());
        for bytes in [pem, quoted] {
            let name = "in";
            let pile = import::read(&[Input { name, bytes: &bytes }], |_| None);
            assert_eq!(pile.private_keys().count(), 1);
        }
        assert_eq!(found(&windows), 0, "{algorithm}");
    }
}

#[test]
fn a_key_that_was_read_and_dropped_is_not_in_memory() {
    let _alone = ALONE.lock();
    for (algorithm, public, secret) in [
        (KeyAlgorithm::Rsa2048, 0, 40),
        (KeyAlgorithm::EcP256, 5, 1),
        (KeyAlgorithm::EcP384, 7, 2),
    ] {
        let mut windows = Vec::new();
        for _ in 0..3 {
            let der = PrivateKey::generate(algorithm).unwrap().write_der().unwrap();
            windows.extend(veiled(&der, public, secret));
            assert!(found(&windows) > 0, "the search finds what is there");
            let key = PrivateKey::read_der(&der, None).unwrap();
            drop(key.write_der().unwrap());
        }
        assert_eq!(found(&windows), 0, "{algorithm}");
    }
}
