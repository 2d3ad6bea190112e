//! Compiles again when a migration is added: the macro that takes them in sees only those it knows.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
}
