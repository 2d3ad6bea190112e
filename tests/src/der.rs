//! Changing one element deep inside of DER, with all lengths around it.

/// The DER `der` with every element `old` replaced by `new`, also inside of octet strings that hold DER.
///
/// # Panics
///
/// If `der` is not DER of elements with short tags, or if `old` does not occur in it.
pub fn replaced(der: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut count = 0;
    let result = rewritten(der, old, new, &mut count).expect("DER");
    assert!(count > 0, "the element does not occur");
    result
}

/// An element: its tag, the length of what follows, and that.
pub fn element(tag: u8, contents: &[u8]) -> Vec<u8> {
    let length = contents.len().to_be_bytes();
    let digits: Vec<u8> = length.into_iter().skip_while(|digit| *digit == 0).collect();
    let mut der = vec![tag];
    if contents.len() < 0x80 {
        der.push(contents.len().to_le_bytes()[0]);
    } else {
        der.push(0x80 | digits.len().to_le_bytes()[0]);
        der.extend(digits);
    }
    der.extend_from_slice(contents);
    der
}

fn rewritten(mut der: &[u8], old: &[u8], new: &[u8], count: &mut usize) -> Option<Vec<u8>> {
    let mut result = Vec::with_capacity(der.len());
    while !der.is_empty() {
        let (header, contents, rest) = split(der)?;
        let whole = &der[..der.len() - rest.len()];
        let constructed = header & 0x20 != 0;
        let inside = (constructed || header == 0x04).then(|| rewritten(contents, old, new, count));
        if whole == old {
            *count += 1;
            result.extend_from_slice(new);
        } else if let Some(Some(inside)) = inside {
            result.extend(element(header, &inside));
        } else if constructed {
            return None;
        } else {
            result.extend_from_slice(whole);
        }
        der = rest;
    }
    Some(result)
}

/// The tag, the contents and what comes after the first element.
fn split(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    if tag & 0x1f == 0x1f || first == 0x80 {
        return None;
    }
    let digits = usize::from(if first < 0x80 { 0 } else { first & 0x7f });
    if digits > 4 {
        return None;
    }
    let (digits, rest) = rest.split_at_checked(digits)?;
    let length = if first < 0x80 {
        usize::from(first)
    } else {
        digits
            .iter()
            .fold(0, |length, digit| length << 8 | usize::from(*digit))
    };
    let (contents, rest) = rest.split_at_checked(length)?;
    Some((tag, contents, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_around_a_longer_element_grow() {
        let inner = element(0x04, &element(0x30, &element(0x02, &[5])));
        let padding = element(0x04, &[0; 122]);
        let der = element(0x30, &[inner, padding.clone()].concat());
        assert_eq!(der[..3], [0x30, 0x81, 0x83]);
        let longer = element(0x04, &element(0x30, &element(0x02, &[0, 0x80, 0, 0, 0])));
        let expected = element(0x30, &[longer, padding].concat());
        assert_eq!(replaced(&der, &[2, 1, 5], &[2, 5, 0, 0x80, 0, 0, 0]), expected);
    }
}
