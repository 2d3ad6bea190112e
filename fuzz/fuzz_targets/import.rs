//! Any bytes at all, with a password for what asks for one.
#![no_main]

use certcore::{
    import::{self, Input},
    secret::Password,
};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let inputs = [Input { name: "input", bytes }];
    let pile = import::read(&inputs, |_| Password::new("correct horse").ok());
    assert!(!pile.objects.is_empty() || !pile.unreadable.is_empty());
});
