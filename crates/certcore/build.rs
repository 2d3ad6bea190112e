//! Tells the code which OpenSSL it is compiled against.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(openssl_3_5)");
    println!("cargo::rerun-if-env-changed=DEP_OPENSSL_VERSION_NUMBER");
    let version = std::env::var("DEP_OPENSSL_VERSION_NUMBER")
        .ok()
        .and_then(|hex| u64::from_str_radix(&hex, 16).ok())
        .unwrap_or(0);
    // MNNFFPPS: 3.5.0 is the first with ML-DSA (FIPS 204).
    if version >= 0x3050_0000 {
        println!("cargo::rustc-cfg=openssl_3_5");
    }
}
