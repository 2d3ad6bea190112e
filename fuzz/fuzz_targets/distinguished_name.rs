//! The name of a subject, as it comes in a certificate: sets of attributes with any type, tag and value.
#![no_main]

use certcore::x509::Certificate;

libfuzzer_sys::fuzz_target!(|name: Vec<Vec<(u8, u8, Vec<u8>)>>| {
    let attribute = |(kind, tag, value): &(u8, u8, Vec<u8>)| {
        element(
            0x30,
            &[&[6, 3, 0x55, 4, kind & 0x7f], &element(tag & 0x1f, value)[..]].concat(),
        )
    };
    let set = |attributes: &Vec<_>| element(0x31, &attributes.iter().flat_map(attribute).collect::<Vec<_>>());
    let name: Vec<u8> = name.iter().flat_map(set).collect();

    let algorithm = element(0x30, &[6, 3, 0x2b, 0x65, 0x70]);
    let validity = element(0x30, b"\x17\x0d250101000000Z\x17\x0d260101000000Z");
    let key = element(0x30, &[&algorithm[..], &element(3, &[0; 33])].concat());
    let signed = [
        &[2, 1, 1],
        &algorithm[..],
        &[0x30, 0],
        &validity,
        &element(0x30, &name),
        &key,
    ]
    .concat();
    let certificate = [&element(0x30, &signed)[..], &algorithm, &element(3, &[0; 65])].concat();
    if let Ok(certificate) = Certificate::read_der(&element(0x30, &certificate)) {
        let name = certificate.subject();
        assert!(!name.to_string().contains(char::is_control));
        let _ = (name.canonical(), name.common_name());
    }
});

/// An element of DER with a length of four octets, which its reader takes too.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len())
        .expect("inputs are small")
        .to_be_bytes();
    [&[tag, 0x84][..], &length, content].concat()
}
