//! The answer of a name server: as it comes, and behind a header and a question that fit.
#![no_main]

use certnet::dns::{DomainName, Query, Question, RecordKind};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let name = DomainName::parse("example.com").expect("a name");
    for kind in [RecordKind::Mx, RecordKind::A, RecordKind::Aaaa] {
        let question = Question {
            name: name.clone(),
            kind,
        };
        let query = Query::new(question, 0x1234);
        let _ = query.read_reply(bytes);
        if let Some((counts, rest)) = bytes.split_at_checked(6) {
            let asked = query
                .bytes()
                .get(12..12 + name.wire().len() + 4)
                .expect("a question");
            let reply = [&[0x12, 0x34, 0x81, 0x80, 0, 1][..], counts, asked, rest].concat();
            let _ = query.read_reply(&reply);
        }
    }
});
