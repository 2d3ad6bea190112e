//! A configuration file, before anything of it is staged.
#![no_main]

use certops::config_file::form;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = form(text);
});
