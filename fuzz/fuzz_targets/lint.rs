//! Lint of every certificate and request in any bytes: it looks at octets that the readers pass over.
#![no_main]

use certcore::{
    import::{self, Input},
    lint::{Context, lint_authorities, lint_chain, lint_request},
};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let context = Context::at(Default::default());
    let pile = import::read(&[Input { name: "input", bytes }], |_| None);
    let certificates: Vec<_> = pile.certificates().map(|(_, found)| found.clone()).collect();
    let _ = lint_chain(&certificates, &context);
    let _ = lint_authorities(&certificates, &context);
    for (_, request) in pile.requests() {
        let _ = lint_request(request, &context);
    }
});
