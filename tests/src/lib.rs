//! What the end-to-end tests share: the programs that they run, and the folders that they run them in.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

pub mod answer;
pub mod certctl;
pub mod cfssl;
pub mod console;
pub mod der;
pub mod folder;
pub mod gateway;
pub mod gnutls;
pub mod keytool;
pub mod material;
pub mod nsd;
pub mod nss;
pub mod openssl;
pub mod post_quantum;
pub mod program;
pub mod round;
pub mod run;
pub mod secret;
pub mod words;
