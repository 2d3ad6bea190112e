//! Bytes from strangers end in an error by name: soon, and without a crash.

use std::time::{Duration, Instant};

use certcore::{
    diagnostic::Diagnostic as _,
    pkcs12::{OBJECT_LIMIT, Pkcs12, ReadError, SIZE_LIMIT},
    secret::Password,
};

use super::{captured::one, forge};

fn password() -> Password {
    Password::new("swordfish").unwrap()
}

/// The error's name, which must come before any work is done.
fn refused(bytes: &[u8]) -> &'static str {
    let start = Instant::now();
    let name = Pkcs12::read(bytes, &password()).unwrap_err().name();
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    name
}

#[test]
fn a_file_cut_short_anywhere_is_malformed() {
    for name in [
        "openssl-iterations-1.p12",
        "openssl-pbmac1.p12",
        "nss-default.p12",
    ] {
        let file = one(name);
        for length in 0..file.bytes.len() {
            let error = Pkcs12::read(&file.bytes[..length], &file.password).unwrap_err();
            assert_eq!(error.name(), "pkcs12-malformed", "{name} cut at {length}");
        }
    }
}

#[test]
fn a_flipped_bit_never_gives_other_keys_or_certificates() {
    let file = one("openssl-iterations-1.p12");
    let right = Pkcs12::read(&file.bytes, &file.password).unwrap();
    let mut altered = 0;
    for octet in 0..file.bytes.len() {
        let mut bytes = file.bytes.clone();
        bytes[octet] ^= 1 << (octet % 8);
        match Pkcs12::read(&bytes, &file.password) {
            Ok(found) => {
                assert_eq!(found.certificates(), right.certificates());
                assert_eq!(found.keys()[0].key.public(), right.keys()[0].key.public());
            }
            Err(error) => altered += usize::from(error == ReadError::Altered),
        }
    }
    // Most octets are encrypted, and the part that was not changed still opens.
    assert!(
        altered > file.bytes.len() / 2,
        "{altered} of {}",
        file.bytes.len()
    );
}

#[test]
fn a_flipped_bit_in_indefinite_lengths_is_no_crash() {
    let file = one("nss-default.p12");
    // Before the first salt and after the content: nothing there changes an iteration count.
    let header = (0..60).chain(file.bytes.len() - 130..file.bytes.len() - 40);
    for octet in header {
        let mut bytes = file.bytes.clone();
        bytes[octet] ^= 0x80;
        if let Ok(found) = Pkcs12::protection_of(&bytes) {
            assert!(found.mac.is_none_or(|mac| mac.iterations == 600_000));
        }
    }
}

#[test]
fn two_to_the_thirty_first_iterations_are_refused_wherever_they_stand() {
    let many = forge::integer(1 << 31);
    let empty = forge::data(&forge::sequence(&[]));
    let files = [
        forge::pfx(std::slice::from_ref(&empty), Some(forge::mac(&many))),
        forge::pfx(std::slice::from_ref(&empty), Some(forge::pbmac1(&many, Some(32)))),
        forge::pfx(&[forge::encrypted_data(&forge::pbes2(&many), &[0; 32])], None),
        forge::pfx(
            &[forge::encrypted_data(&forge::triple_des(&many), &[0; 32])],
            None,
        ),
        forge::pfx(
            &[forge::data(&forge::sequence(&[forge::shrouded_key(
                &forge::pbes2(&many),
            )]))],
            None,
        ),
        forge::pfx(
            &[forge::encrypted_data(&forge::scrypt(1 << 31, 1, 1), &[0; 32])],
            None,
        ),
    ];
    for file in files {
        assert_eq!(refused(&file), "pkcs12-too-many-iterations");
    }
}

#[test]
fn the_message_tells_how_many_were_asked_for_and_how_many_are_done() {
    let file = forge::pfx(&[], Some(forge::mac(&forge::integer(1 << 31))));
    let message = Pkcs12::read(&file, &password()).unwrap_err().to_string();
    assert!(
        message.contains("2147483648") && message.contains("10000000"),
        "{message}"
    );
}

#[test]
fn iteration_counts_beyond_every_integer_are_refused() {
    let huge = [[0x02, 40].as_slice(), &[0x7f; 40]].concat();
    assert_eq!(
        refused(&forge::pfx(&[], Some(forge::mac(&huge)))),
        "pkcs12-too-many-iterations"
    );
    let largest = [0x02, 9, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    assert_eq!(
        refused(&forge::pfx(&[], Some(forge::mac(&largest)))),
        "pkcs12-too-many-iterations"
    );
}

#[test]
fn no_iterations_and_negative_iterations_are_malformed() {
    for iterations in [[0x02, 1, 0], [0x02, 1, 0xff]] {
        for mac in [forge::mac(&iterations), forge::pbmac1(&iterations, Some(32))] {
            assert_eq!(refused(&forge::pfx(&[], Some(mac))), "pkcs12-malformed");
        }
        let contents = forge::encrypted_data(&forge::pbes2(&iterations), &[0; 32]);
        assert_eq!(refused(&forge::pfx(&[contents], None)), "pkcs12-malformed");
    }
}

#[test]
fn thousands_of_keys_with_a_million_iterations_each_are_refused() {
    let key = forge::shrouded_key(&forge::pbes2(&forge::integer(1_000_000)));
    let contents = forge::data(&forge::sequence(&vec![key; 5000]));
    assert_eq!(
        refused(&forge::pfx(&[contents], None)),
        "pkcs12-too-many-iterations"
    );
}

#[test]
fn iterations_that_only_decryption_shows_are_refused() {
    let key = forge::shrouded_key(&forge::pbes2(&forge::integer(1 << 31)));
    let inner = forge::encrypt("swordfish", &forge::sequence(&[key]));
    let contents = forge::encrypted_data(&forge::pbes2(&forge::integer(1)), &inner);
    assert_eq!(
        refused(&forge::pfx(&[contents], None)),
        "pkcs12-too-many-iterations"
    );
}

#[test]
fn scrypt_with_gigabytes_of_memory_is_refused() {
    for (cost, block_size, parallelization) in [(1 << 20, 8, 1), (2, 1 << 20, 1), (2, 8, 1 << 19)] {
        let scheme = forge::scrypt(cost, block_size, parallelization);
        let file = forge::pfx(&[forge::encrypted_data(&scheme, &[0; 32])], None);
        assert_eq!(refused(&file), "pkcs12-too-much-memory");
    }
}

#[test]
fn a_mac_key_that_is_missing_or_too_short_is_malformed() {
    for length in [None, Some(0), Some(1), Some(19), Some(65), Some(1 << 40)] {
        let mac = forge::pbmac1(&forge::integer(1), length);
        assert_eq!(
            refused(&forge::pfx(&[], Some(mac))),
            "pkcs12-malformed",
            "{length:?}"
        );
    }
}

#[test]
fn bags_in_bags_without_end_are_malformed() {
    let mut bag = forge::bag(forge::SECRET_BAG, &forge::integer(1));
    for _ in 0..2000 {
        bag = forge::bag(forge::SAFE_CONTENTS_BAG, &forge::sequence(&[bag]));
    }
    let contents = forge::data(&forge::sequence(&[bag]));
    assert_eq!(refused(&forge::pfx(&[contents], None)), "pkcs12-malformed");
}

#[test]
fn indefinite_lengths_in_one_another_without_end_are_malformed() {
    for start in [[0x30, 0x80], [0x24, 0x80], [0xa0, 0x80]] {
        assert_eq!(refused(&start.repeat(500_000)), "pkcs12-malformed");
    }
}

#[test]
fn strings_of_strings_without_end_are_malformed() {
    let mut string = forge::octets(&[1]);
    for _ in 0..200 {
        // A constructed OCTET STRING around the one before.
        string = forge::context(0, &string);
        string[0] = 0x24;
    }
    let safe = forge::sequence(&[forge::oid(forge::DATA), forge::context(0, &string)]);
    let file = forge::sequence(&[forge::integer(3), safe]);
    assert_eq!(refused(&file), "pkcs12-malformed");
}

#[test]
fn more_objects_than_are_read_are_refused() {
    let bag = forge::bag(&[1, 2], &[]);
    let contents = forge::data(&forge::sequence(&vec![bag; OBJECT_LIMIT + 1]));
    assert_eq!(refused(&forge::pfx(&[contents], None)), "pkcs12-too-many-objects");
    let empty = forge::data(&[]);
    assert_eq!(
        refused(&forge::pfx(&vec![empty; OBJECT_LIMIT + 1], None)),
        "pkcs12-too-many-objects"
    );
}

#[test]
fn a_file_beyond_the_largest_is_refused() {
    assert_eq!(refused(&vec![0x30; SIZE_LIMIT + 1]), "pkcs12-too-large");
}

#[test]
fn an_unknown_algorithm_is_named() {
    let unknown = forge::sequence(&[forge::oid(&[1, 2, 3, 4]), forge::sequence(&[])]);
    let file = forge::pfx(&[forge::encrypted_data(&unknown, &[0; 32])], None);
    assert_eq!(
        Pkcs12::read(&file, &password()).unwrap_err(),
        ReadError::UnknownAlgorithm {
            algorithm: "1.2.3.4".to_owned(),
        }
    );
}

#[test]
fn something_else_than_pkcs12_is_malformed_and_says_where() {
    let error = Pkcs12::read(b"hello", &password()).unwrap_err();
    assert_eq!(error.name(), "pkcs12-malformed");
    assert!(error.to_string().contains("octet 0 of the file"), "{error}");
}
