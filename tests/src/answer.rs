//! What a CA sends: the right certificates, and everything around them that makes trouble.

use crate::material::Material;

/// The leaf, the root, and the intermediate twice, in the wrong order, with text around them, a byte order mark and the
/// line ends of Windows.
pub fn messy(material: &Material) -> String {
    let Material {
        leaf,
        intermediate,
        root,
        ..
    } = material;
    let text = format!(
        "\u{feff}Dear customer,\n\n\
         here is the certificate you asked for -- install all of it.\n\n\
         subject=C = SE, O = Tests, CN = Test Issuer\n\
         {intermediate}\n\
         The root, which you may need:\n\
         {root}\
         Your certificate (PEM/Apache):\n\n\
         {leaf}\n\
         And once more, in case your server asks for a bundle:\n\
         {intermediate}\n\
         --\nYour CA\n"
    );
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}
