//! A PKCS#12 file under a password: what opens has a protection that is known without the password, and a name for
//! every key.
#![no_main]

use certcore::{
    pkcs12::{KeyChoice, Pkcs12},
    secret::Password,
};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let password = Password::new("swordfish").expect("no NUL");
    if let Ok(file) = Pkcs12::read(bytes, &password) {
        let visible = Pkcs12::protection_of(bytes).expect("it was read before");
        assert_eq!(visible.mac, file.protection().mac);
        for name in file.key_names() {
            let identity = file.identity(KeyChoice::Named(&name)).expect("it is listed");
            assert!(identity.others.len() <= file.certificates().len());
        }
    }
});
