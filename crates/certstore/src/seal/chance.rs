//! The only place where certstore draws random octets.

use certcore::error_names;
use thiserror::Error;
use zeroize::Zeroizing;

/// `N` random octets from the operating system, for a key, a nonce or a salt.
///
/// # Errors
///
/// [`ChanceError`] when the operating system has none to give.
pub fn draw<const N: usize>() -> Result<Zeroizing<[u8; N]>, ChanceError> {
    let mut random = Zeroizing::new([0; N]);
    getrandom::fill(random.as_mut_slice()).map_err(|_| ChanceError)?;
    Ok(random)
}

/// The operating system gave no random octets.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("the operating system gave no random octets to seal a key with; nothing was stored")]
pub struct ChanceError;

error_names!(ChanceError {
    _ => "store-random-unavailable", "The operating system gave no random octets to seal a key with.";
});

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn two_draws_differ() {
        assert_ne!(*draw::<32>().unwrap(), *draw::<32>().unwrap());
    }
}
