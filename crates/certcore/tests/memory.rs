//! RSA and EC keys do not stay in memory after they were read, written and dropped. Of Ed25519 and ML-DSA keys OpenSSL
//! leaves a copy behind whenever it encodes them. A program of its own, because other
//! tests in the same process keep keys.
#![cfg(target_os = "linux")]
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use std::{fs, os::unix::fs::FileExt as _};

use certcore::key::{KeyAlgorithm, PrivateKey};
use zeroize::Zeroizing;

/// What hides the octets that are looked for from the search itself.
const VEIL: u8 = 0x5a;

/// How many octets make a find.
const WINDOW: usize = 16;

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

#[test]
fn a_key_that_was_read_and_dropped_is_not_in_memory() {
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
