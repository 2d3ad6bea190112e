//! Object identifiers, from the parser's form to the writer's.

use x509_parser::asn1_rs::Oid;
use yasna::{DERWriter, models::ObjectIdentifier};

/// Writes an OBJECT IDENTIFIER.
pub(crate) fn write_oid(writer: DERWriter<'_>, oid: &Oid<'_>) {
    let arcs = oid.iter().into_iter().flatten().collect();
    writer.write_oid(&ObjectIdentifier::new(arcs));
}
