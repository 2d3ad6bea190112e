//! Reading files of other programs, and piles that were mixed, cut and damaged on purpose.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::{fmt::Write as _, fs, path::PathBuf};

use certcore::{
    diagnostic::Diagnostic as _,
    import::{self, FurtherUnreadable, Input, Object, Pile},
    secret::Password,
};
use proptest::prelude::*;

fn fixture(path: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    fs::read(folder.join(path)).unwrap()
}

fn read(bytes: &[u8]) -> Pile {
    let name = "in";
    import::read(&[Input { name, bytes }], |_| None)
}

/// Source and kind of every object.
fn objects(pile: &Pile) -> Vec<String> {
    let line = |found: &import::Found| format!("{} {}", found.source, found.object.kind());
    pile.objects.iter().map(line).collect()
}

/// Source and name of every error.
fn errors(pile: &Pile) -> Vec<String> {
    let line = |entry: &import::Unreadable| format!("{} {}", entry.source, entry.error.name());
    pile.unreadable.iter().map(line).collect()
}

fn listing(name: &str, password: Option<&str>) -> String {
    let password = password.map(|password| Password::new(password).unwrap());
    let bytes = fixture(&format!("import/{name}"));
    let pile = import::read(&[Input { name, bytes: &bytes }], |_| password.clone());
    let mut text = String::new();
    for found in &pile.objects {
        write!(text, "{} {}", found.source, found.object.kind()).unwrap();
        if let Some(name) = &found.friendly_name {
            write!(text, " {name:?}").unwrap();
        }
        text.push('\n');
    }
    for unreadable in &pile.unreadable {
        let error = &unreadable.error;
        writeln!(text, "{} ! {}: {error}", unreadable.source, error.name()).unwrap();
    }
    text
}

#[test]
fn files_of_other_programs_are_listed_in_full() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/import");
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "MANIFEST.toml")
        .collect();
    names.sort_unstable();
    let listings: Vec<_> = names
        .iter()
        .map(|name| listing(name, Some("correct horse")))
        .collect();
    insta::assert_snapshot!(listings.join("\n"));
}

/// A PEM block with another label.
fn relabelled(bytes: &[u8], label: &str) -> String {
    let mut block = pem::Pem::new(label, pem::parse(bytes).unwrap().into_contents());
    block.headers_mut().add("Comment", "relabelled").unwrap();
    pem::encode(&block)
}

fn der(path: &str) -> Vec<u8> {
    pem::parse(fixture(path)).unwrap().into_contents()
}

#[test]
fn windows_writes_pkcs7_under_the_label_of_certificates() {
    let text = relabelled(&fixture("import/openssl-pkcs7.pem"), "CERTIFICATE");
    assert_eq!(
        objects(&read(text.as_bytes())),
        ["in:1/1 certificate", "in:1/2 certificate"]
    );
}

#[test]
fn the_content_counts_and_not_the_label() {
    let request = relabelled(&fixture("pki/mail.csr"), "CERTIFICATE");
    let certificate = relabelled(&fixture("pki/mail.pem"), "MY OWN LABEL");
    let pile = read((request + &certificate).as_bytes());
    assert_eq!(objects(&pile), ["in:1 request", "in:13 certificate"]);
}

#[test]
fn a_block_of_an_unknown_kind_is_named() {
    let pile = read(b"-----BEGIN SPAM-----\nAAAA\n-----END SPAM-----\n");
    assert_eq!(errors(&pile), ["in:1 pem-label-unknown"]);
    assert!(pile.unreadable[0].error.to_string().contains("SPAM"));
}

#[test]
fn binary_objects_are_read_one_after_the_other() {
    let certificate = fixture("pki/mail.der");
    let trusted = pem::parse(fixture("import/openssl-trusted.pem"))
        .unwrap()
        .into_contents();
    let bytes = [&certificate[..], &trusted, &der("pki/mail.csr"), b"\n\0"].concat();
    let pile = read(&bytes);
    let second = certificate.len();
    let third = second + trusted.len();
    let expected = [
        "in@0 certificate".to_owned(),
        format!("in@{second} certificate"),
        format!("in@{third} request"),
    ];
    assert_eq!((objects(&pile), errors(&pile)), (expected.to_vec(), Vec::new()));
}

#[test]
fn binary_and_pem_may_follow_each_other() {
    let certificate = fixture("pki/mail.der");
    let block = fixture("pki/issuing.pem");
    let bytes = [
        &certificate[..],
        b"\n",
        &block,
        &certificate,
        b"\n",
        &block,
        &certificate,
    ]
    .concat();
    let kinds: Vec<_> = read(&bytes)
        .objects
        .iter()
        .map(|found| found.object.kind())
        .collect();
    assert_eq!(kinds, ["certificate"; 5]);
    assert_eq!(errors(&read(&bytes)), [""; 0]);
}

#[test]
fn a_cut_binary_object_says_how_much_is_missing() {
    let mut bytes = fixture("pki/mail.der");
    let whole = bytes.len();
    bytes.truncate(100);
    let pile = read(&bytes);
    assert_eq!(errors(&pile), ["in@0 der-truncated"]);
    let message = pile.unreadable[0].error.to_string();
    assert!(
        message.contains(&format!("100 octets are there of {whole}")),
        "{message}"
    );
}

#[test]
fn a_good_object_is_kept_when_garbage_follows() {
    let bytes = [&fixture("pki/mail.der")[..], &[0xff; 20]].concat();
    let pile = read(&bytes);
    assert_eq!(objects(&pile), ["in@0 certificate"]);
    assert_eq!(pile.unreadable.len(), 1);
}

#[test]
fn a_word_behind_a_binary_object_is_not_an_object_that_is_cut_off() {
    let certificate = fixture("pki/mail.der");
    let end = certificate.len();
    let pile = read(&[&certificate[..], b"trailing"].concat());
    assert_eq!(objects(&pile), ["in@0 certificate"]);
    assert_eq!(errors(&pile), [format!("in@{end} der-malformed")]);
    let pile = read(&[&certificate[..], &certificate[..100]].concat());
    assert_eq!(errors(&pile), [format!("in@{end} der-truncated")]);
}

#[test]
fn octets_behind_the_object_in_a_block_are_listed() {
    let certificate = fixture("pki/mail.der");
    let block = |label, parts: &[&[u8]]| read(pem::encode(&pem::Pem::new(label, parts.concat())).as_bytes());
    for (object, label) in [
        (fixture("import/openssl-pkcs7-crl.p7b"), "PKCS7"),
        (fixture("import/openssl.p12"), "PKCS12"),
        (der("pki/mail.key"), "PRIVATE KEY"),
    ] {
        let alone = block(label, &[&object]);
        let padded = block(label, &[&object, b"\n\0"]);
        let more = block(label, &[&object, &certificate]);
        assert!(!alone.objects.is_empty());
        assert_eq!(
            (objects(&padded), errors(&padded)),
            (objects(&alone), errors(&alone))
        );
        assert_eq!(objects(&more), objects(&alone));
        assert_eq!(more.unreadable.len(), alone.unreadable.len() + 1, "{label}");
        let last = more.unreadable.last().unwrap();
        assert_eq!(last.error.name(), "der-octets-follow");
        assert!(
            last.error
                .to_string()
                .contains(&format!("{} octets", certificate.len()))
        );
    }
}

#[test]
fn base64_behind_a_name_and_in_folded_lines_is_read_beside_pem() {
    let certificate = openssl::base64::encode_block(&fixture("pki/mail.der"));
    let key = openssl::base64::encode_block(&der("pki/mail.key"));
    let root = String::from_utf8(fixture("pki/root.pem")).unwrap();
    let fold = |text: &str, width: usize, mark: &str| {
        let lines: Vec<_> = text
            .as_bytes()
            .chunks(width)
            .map(|line| str::from_utf8(line).unwrap())
            .collect();
        lines.join(&format!("\n{mark}"))
    };
    let url = certificate.replace('+', "-").replace('/', "_");
    let ldif = fold(&format!("userCertificate;binary:: {certificate}"), 76, " ");
    for (text, kind) in [
        (format!("cert={certificate}\n{root}"), "certificate"),
        (format!("TLS_CERT={certificate}\n{root}"), "certificate"),
        (format!("CRT={certificate}\n{root}"), "certificate"),
        (format!("{root}certificate={certificate}\n"), "certificate"),
        (format!("{root}TLS_KEY={key}\n"), "key"),
        (format!("key={key}\n{root}"), "key"),
        (format!("dn: cn=x\n{ldif}\n\n{root}"), "certificate"),
        (format!("{}\n\n{root}", fold(&certificate, 12, "")), "certificate"),
        (format!("{root}{}\n", fold(&key, 4, "")), "key"),
        (format!("{url}\n{root}"), "certificate"),
        (
            format!("TLS_CERT={}\n{root}", url.trim_end_matches('=')),
            "certificate",
        ),
    ] {
        let pile = read(text.as_bytes());
        let mut kinds: Vec<_> = pile.objects.iter().map(|found| found.object.kind()).collect();
        kinds.sort_unstable();
        let mut expected = vec!["certificate", kind];
        expected.sort_unstable();
        assert_eq!((kinds, errors(&pile)), (expected, Vec::new()), "{text}");
    }
    let pile = read(format!("TLS_CERT={certificate}\n").as_bytes());
    assert_eq!(
        (objects(&pile), errors(&pile)),
        (vec!["in:1 certificate".to_owned()], Vec::new())
    );
}

#[test]
fn a_million_elements_of_an_unknown_kind_are_one_error() {
    let pile = read(&[&[0x30, 0x82, 0, 2, 5, 0][..], &[0x30, 0x82, 0, 0].repeat(500_000)].concat());
    assert_eq!(errors(&pile), ["in@0 der-unknown"]);
    assert!(pile.unreadable[0].error.to_string().contains("500001"));
}

#[test]
fn elements_of_pkcs7_that_are_no_certificates_are_counted() {
    let member = [0x30, 0];
    let container = |members: &[u8]| {
        let wrap = |tag: u8, content: &[u8]| {
            let length = u16::try_from(content.len()).unwrap().to_be_bytes();
            [&[tag, 0x82][..], &length, content].concat()
        };
        let oid = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07";
        let fields = [
            &[2, 1, 1, 0x31, 0][..],
            b"\x30\x0b",
            oid,
            b"\x01",
            &wrap(0xa0, members),
            &[0x31, 0],
        ]
        .concat();
        let signed = wrap(0xa0, &wrap(0x30, &fields));
        wrap(0x30, &[&oid[..], b"\x02", &signed].concat())
    };
    let pile = read(&container(&member.repeat(1000)));
    assert_eq!(errors(&pile), ["in@0 pkcs7-other-elements"]);
    assert_eq!(
        errors(&read(&container(&[]))),
        ["in@0 pkcs7-without-certificates"]
    );
    assert_eq!(errors(&read(&container(&[0x30, 0x50]))), ["in@0 pkcs7-malformed"]);
    let one = read(&container(&[&fixture("pki/mail.der")[..], &member].concat()));
    assert_eq!(objects(&one), ["in@0/1 certificate"]);
    assert_eq!(errors(&one), ["in@0 pkcs7-other-elements"]);
}

#[test]
fn nested_indefinite_lengths_do_not_exhaust_the_stack() {
    let signed_data = fixture("import/openssl-stream.p7m");
    for beginning in [&signed_data[..40], &[0x30, 0x80], &[0x24, 0x80], &[]] {
        let bomb = [beginning, &[0x30, 0x80].repeat(1_000_000)].concat();
        assert!(read(&bomb).objects.is_empty());
    }
}

#[test]
fn sealed_objects_are_listed_with_the_reason_why_they_stay_sealed() {
    for name in [
        "openssl-pkcs8.key",
        "openssl-pkcs8.der",
        "openssl-traditional.key",
    ] {
        let bytes = fixture(&format!("import/{name}"));
        for (password, expected) in [
            (None, "key-password-missing"),
            (Some("wrong"), "key-wrong-password"),
        ] {
            let mut asked = 0;
            let pile = import::read(&[Input { name, bytes: &bytes }], |source| {
                assert_eq!(source.input(), name);
                asked += 1;
                password.map(|password| Password::new(password).unwrap())
            });
            assert_eq!(asked, 1);
            assert!(matches!(pile.objects[0].object, Object::EncryptedKey));
            assert_eq!(pile.unreadable[0].error.name(), expected, "{name}");
            assert_eq!(pile.unreadable[0].source, pile.objects[0].source);
        }
    }
}

#[test]
fn a_closed_pkcs12_file_is_listed_with_what_protects_it() {
    for name in ["openssl.p12", "keytool.p12", "pk12util.p12", "certtool-p12.pem"] {
        let bytes = fixture(&format!("import/{name}"));
        let input = Input { name, bytes: &bytes };
        let missing = import::read(&[input], |_| None);
        assert!(matches!(&missing.objects[0].object, Object::Pkcs12(protection) if protection.mac.is_some()));
        assert_eq!(missing.unreadable[0].error.name(), "pkcs12-password-missing");
        let wrong = import::read(&[input], |_| Some(Password::new("wrong").unwrap()));
        assert_eq!(wrong.objects[0].object.kind(), "pkcs12");
        assert_eq!(
            wrong.unreadable[0].error.name(),
            "pkcs12-wrong-password",
            "{name}"
        );
    }
}

#[test]
fn nobody_is_asked_for_the_password_of_a_broken_pkcs12_file() {
    let mut bytes = fixture("import/openssl.p12");
    // The version is 3 at octet 6; the type of the contents follows.
    bytes[20] = 0xff;
    let pile = import::read(
        &[Input {
            name: "in",
            bytes: &bytes,
        }],
        |_| panic!("asked"),
    );
    assert!(pile.objects.is_empty());
    assert_eq!(pile.unreadable.len(), 1, "{:?}", pile.unreadable);
}

#[test]
fn nobody_is_asked_for_the_password_of_an_open_key() {
    let bytes = fixture("pki/mail.key");
    let pile = import::read(
        &[Input {
            name: "in",
            bytes: &bytes,
        }],
        |_| panic!("asked"),
    );
    assert_eq!(pile.private_keys().count(), 1);
}

#[test]
fn quoted_old_style_encrypted_keys_are_opened() {
    let text = String::from_utf8(fixture("import/openssl-traditional.key")).unwrap();
    for damaged in [
        text.replace('\n', "\n> "),
        text.replace('\n', "\r"),
        text.replace('\n', "\r\n"),
    ] {
        let input = Input {
            name: "in",
            bytes: damaged.as_bytes(),
        };
        let pile = import::read(&[input], |_| Some(Password::new("correct horse").unwrap()));
        assert_eq!(objects(&pile), ["in:1 key"], "{:?}", errors(&pile));
    }
}

#[test]
fn duplicates_and_every_input_are_listed_in_order() {
    let bytes = fixture("pki/mail.pem");
    let inputs = ["b", "a", "b"].map(|name| Input { name, bytes: &bytes });
    let mut pile = import::read(&inputs, |_| None);
    assert_eq!(
        objects(&pile),
        ["b:1 certificate", "a:1 certificate", "b:1 certificate"]
    );
    let (certificates, sources) = pile.take_certificates();
    assert_eq!((certificates.len(), sources[1].input()), (3, "a"));
    assert!(pile.objects.is_empty());
}

#[test]
fn changed_dashes_are_reported_and_the_rest_is_read() {
    let good = String::from_utf8(fixture("pki/mail.pem")).unwrap();
    let pile = read((good.replace("-----", "—--") + &good).as_bytes());
    assert_eq!(errors(&pile), ["in:1 pem-dashes-damaged"]);
    assert_eq!(pile.certificates().count(), 1);
}

/// Blocks of every kind, each with the kinds it gives.
const BLOCKS: [(&str, &[&str]); 8] = [
    ("pki/mail.pem", &["certificate"]),
    ("pki/mail.csr", &["request"]),
    ("pki/mail.key", &["key"]),
    ("import/openssl-trusted.pem", &["certificate"]),
    ("import/openssl-pkcs7.pem", &["certificate", "certificate"]),
    ("import/certtool-crl.pem", &["crl"]),
    ("import/openssl-public.pem", &["public-key"]),
    ("import/openssl-dhparam.pem", &["parameters"]),
];

fn block() -> impl Strategy<Value = (String, &'static [&'static str])> {
    proptest::sample::select(&BLOCKS[..])
        .prop_map(|(path, kinds)| (String::from_utf8(fixture(path)).unwrap(), kinds))
}

/// Text as it stands around blocks: nothing that looks like one.
fn prose() -> impl Strategy<Value = String> {
    "(\n|[ -,.-~\u{e4}\u{4e2d}-]{0,60}\n){0,4}".prop_filter("no PEM, no DER", |text| {
        !text.contains("BEGIN") && !text.contains("END")
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let pile = read(&bytes);
        prop_assert!(!pile.objects.is_empty() || !pile.unreadable.is_empty());
    }

    #[test]
    fn damaged_files_are_read_without_a_panic(
        file in proptest::sample::select(vec![
            "openssl-stream.p7m", "openssl-pkcs7-crl.p7b", "certtool.p7s", "openssl-trusted.pem", "openssl-cms.pem",
            "openssl-traditional.key", "openssl-pkcs8.der", "cfssl-selfsign.json", "iconv-utf16.pem", "base64.txt",
        ]),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = fixture(&format!("import/{file}"));
        for (index, octet) in changes {
            let at = index.index(bytes.len());
            bytes[at] = octet;
        }
        let pile = read(&bytes);
        prop_assert!(!pile.objects.is_empty() || !pile.unreadable.is_empty());
    }

    #[test]
    fn blocks_survive_text_order_and_line_endings(
        parts in proptest::collection::vec((prose(), block()), 1..6),
        end in proptest::sample::select(vec!["\n", "\r\n", "\r"]),
        wide in any::<bool>(),
    ) {
        let mut text = String::new();
        let mut expected = Vec::new();
        for (prose, (block, kinds)) in &parts {
            text += prose;
            // Some blocks have text of their own before them.
            let before = block.split("-----BEGIN").next().unwrap_or_default();
            let line = text.matches('\n').count() + before.matches('\n').count() + 1;
            text += block;
            if let [kind] = kinds {
                expected.push(format!("in:{line} {kind}"));
            } else {
                expected.extend((1..).zip(*kinds).map(|(number, kind)| format!("in:{line}/{number} {kind}")));
            }
        }
        let text = text.replace('\n', end);
        let bytes = if wide {
            "\u{feff}".chars().chain(text.chars()).collect::<String>().encode_utf16().flat_map(u16::to_le_bytes).collect()
        } else {
            text.into_bytes()
        };
        let pile = read(&bytes);
        prop_assert_eq!(objects(&pile), expected);
        prop_assert_eq!(errors(&pile), Vec::<String>::new());
    }

    #[test]
    fn cutting_one_block_loses_only_that_block(
        cut in any::<proptest::sample::Index>(),
        end in proptest::sample::select(vec!["", "\n", "\r\n"]),
    ) {
        let (first, second, third) = (fixture("pki/mail.pem"), fixture("pki/issuing.pem"), fixture("pki/root.pem"));
        let cut = &second[..cut.index(second.len())];
        let pile = read(&[&first, cut, end.as_bytes(), &third].concat());
        let found: Vec<_> = pile.certificates().map(|(_, certificate)| certificate.write_pem().into_bytes()).collect();
        prop_assert_eq!(found.first(), Some(&first));
        prop_assert_eq!(found.last(), Some(&third));
    }

    #[test]
    fn changing_one_octet_loses_only_one_block(at in any::<proptest::sample::Index>(), octet in any::<u8>()) {
        let (first, mut second, third) = (fixture("pki/mail.pem"), fixture("pki/issuing.pem"), fixture("pki/root.pem"));
        let at = at.index(second.len() - 1);
        second[at] = octet;
        let pile = read(&[&first[..], &second, &third].concat());
        let found: Vec<_> = pile.certificates().map(|(_, certificate)| certificate.write_pem().into_bytes()).collect();
        prop_assert_eq!(found.first(), Some(&first));
        prop_assert_eq!(found.last(), Some(&third));
        prop_assert_eq!(pile.certificates().count() + pile.unreadable.len(), 3);
    }
}

#[test]
fn garbage_is_told_a_thousand_times_and_then_counted() {
    let mut text = "-----BEGIN NOTHING-----\n-----END NOTHING-----\n".repeat(5_000);
    text.push_str(&String::from_utf8(fixture("pki/root.pem")).unwrap());
    let pile = read(text.as_bytes());
    assert_eq!(pile.unreadable.len(), 1001);
    let last = pile.unreadable.last().unwrap();
    assert_eq!(last.error, FurtherUnreadable { count: 4000 }.into());
    assert_eq!(
        pile.certificates().count(),
        1,
        "what comes after it is still read"
    );
}
