//! Moduli of RSA keys that anyone can factor.

use std::cmp::Ordering;

use openssl::{
    bn::{BigNum, BigNumContext, BigNumRef},
    error::ErrorStack,
};

/// No prime below this may divide a modulus (CA/B Forum TLS BR §6.1.6).
const SMALLEST_FACTOR: u32 = 752;
/// How many rounds of Fermat's method a modulus must withstand (CA/B Forum TLS BR §6.1.1.3).
const ROUNDS: u32 = 100;
/// Moduli beyond this many bits are not looked at; they are a finding of their own, and the work grows with them.
const LONGEST: i32 = 16_384;
/// Few numbers that are no squares are squares modulo all of these.
const SIEVE: [u64; 8] = [3, 5, 7, 11, 13, 17, 19, 23];
const SIEVE_PRODUCT: u32 = 111_546_435;

/// Why anyone can factor a modulus.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Weakness {
    /// It is zero or negative.
    NotPositive,
    /// This number divides it.
    SmallFactor(u32),
    /// Its two primes are so close that Fermat's method finds them.
    ClosePrimes,
}

/// The weakness of a modulus, given as the content octets of its INTEGER.
pub(super) fn weakness(content: &[u8]) -> Option<Weakness> {
    let modulus = BigNum::from_slice(content).ok()?;
    if content.first().is_none_or(|first| *first >= 0x80) || modulus.num_bits() == 0 {
        return Some(Weakness::NotPositive);
    }
    if modulus.num_bits() > LONGEST {
        return None;
    }
    let divides = |number: &u32| matches!(modulus.mod_word(*number), Ok(0));
    let factor = [2]
        .into_iter()
        .chain((3..SMALLEST_FACTOR).step_by(2))
        .find(|n| divides(n));
    match factor {
        Some(factor) => Some(Weakness::SmallFactor(factor)),
        None => has_close_primes(&modulus).ok()?.then_some(Weakness::ClosePrimes),
    }
}

/// Fermat's method: the modulus is a² - b², where a is little more than its root when its primes are close.
fn has_close_primes(modulus: &BigNumRef) -> Result<bool, ErrorStack> {
    let mut context = BigNumContext::new()?;
    let mut a = root(modulus, &mut context)?;
    let mut rest = BigNum::new()?;
    let mut square = BigNum::new()?;
    square.sqr(&a, &mut context)?;
    if square.ucmp(modulus) == Ordering::Equal {
        return Ok(true);
    }
    for _ in 0..ROUNDS {
        a.add_word(1)?;
        square.sqr(&a, &mut context)?;
        rest.checked_sub(&square, modulus)?;
        if is_square(&rest, &mut context)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_square(number: &BigNumRef, context: &mut BigNumContext) -> Result<bool, ErrorStack> {
    let remainder = number.mod_word(SIEVE_PRODUCT)?;
    let may_be = SIEVE.iter().all(|prime| {
        let remainder = remainder % prime;
        (0..*prime).any(|root| root * root % prime == remainder)
    });
    if !may_be {
        return Ok(false);
    }
    let root = root(number, context)?;
    let mut square = BigNum::new()?;
    square.sqr(&root, context)?;
    Ok(square.ucmp(number) == Ordering::Equal)
}

/// The integer part of the square root, by Newton's method from above.
fn root(number: &BigNumRef, context: &mut BigNumContext) -> Result<BigNum, ErrorStack> {
    let one = BigNum::from_u32(1)?;
    let mut root = BigNum::new()?;
    if number.num_bits() == 0 {
        return Ok(root);
    }
    root.lshift(&one, number.num_bits() / 2 + 1)?;
    loop {
        let mut next = BigNum::new()?;
        let mut sum = BigNum::new()?;
        next.checked_div(number, &root, context)?;
        sum.checked_add(&root, &next)?;
        next.rshift1(&sum)?;
        if next.ucmp(&root) != Ordering::Less {
            return Ok(root);
        }
        root = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prime(bits: i32) -> BigNum {
        let mut prime = BigNum::new().unwrap();
        prime.generate_prime(bits, false, None, None).unwrap();
        prime
    }

    fn encoded(number: &BigNum) -> Vec<u8> {
        [vec![0], number.to_vec()].concat()
    }

    /// The product of a prime and the next one that is `distance` or more away.
    fn product(distance: u32) -> BigNum {
        let p = prime(512);
        let mut q = &p + &BigNum::from_u32(distance).unwrap();
        let mut context = BigNumContext::new().unwrap();
        while !q.is_prime_fasttest(20, &mut context, true).unwrap() {
            q.add_word(2).unwrap();
        }
        &p * &q
    }

    #[test]
    fn close_primes_are_found_and_others_are_not() {
        assert_eq!(weakness(&encoded(&product(2))), Some(Weakness::ClosePrimes));
        let p = prime(512);
        assert_eq!(weakness(&encoded(&(&p * &p))), Some(Weakness::ClosePrimes));
        for _ in 0..4 {
            assert_eq!(weakness(&encoded(&(&prime(512) * &prime(512)))), None);
        }
    }

    #[test]
    fn small_factors_are_named() {
        let sound = &prime(512) * &prime(512);
        for factor in [2_u32, 3, 751] {
            let number = &sound * &BigNum::from_u32(factor).unwrap();
            assert_eq!(weakness(&encoded(&number)), Some(Weakness::SmallFactor(factor)));
        }
        let number = &sound * &BigNum::from_u32(757).unwrap();
        assert_eq!(weakness(&encoded(&number)), None);
    }

    #[test]
    fn zero_and_negative_numbers_are_no_moduli() {
        for content in [[].as_slice(), &[0], &[0x80, 1]] {
            assert_eq!(weakness(content), Some(Weakness::NotPositive));
        }
    }

    #[test]
    fn roots_of_small_numbers_are_exact() {
        let mut context = BigNumContext::new().unwrap();
        for number in 0_u32..200 {
            let found = root(&BigNum::from_u32(number).unwrap(), &mut context).unwrap();
            assert_eq!(found, BigNum::from_u32(number.isqrt()).unwrap(), "{number}");
        }
    }
}
