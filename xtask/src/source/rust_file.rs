//! One Rust file, read once for every rule.

use super::product::part;
use super::token::{Layers, Token, layers};

#[derive(Debug)]
pub(crate) struct RustFile {
    /// From the workspace's root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
    /// The text with everything but comments blank.
    pub(crate) comments: String,
    pub(crate) tokens: Vec<Token>,
    /// The tokens outside items under `#[cfg(test)]`.
    pub(crate) product: Vec<Token>,
    /// The lines outside items under `#[cfg(test)]`.
    pub(crate) product_lines: usize,
    /// The modules that it declares for tests only.
    pub(crate) test_modules: Vec<String>,
}

impl RustFile {
    pub(crate) fn new(path: String, text: String) -> Self {
        let Layers { tokens, comments } = layers(&text);
        let parted = part(&tokens);
        let product_lines = text.lines().count().saturating_sub(parted.test_lines);
        Self {
            path,
            text,
            comments,
            tokens,
            product: parted.product,
            product_lines,
            test_modules: parted.test_modules,
        }
    }

    /// Declares the whole file to be test code.
    pub(crate) fn without_product(mut self) -> Self {
        self.product.clear();
        self.product_lines = 0;
        self
    }
}
