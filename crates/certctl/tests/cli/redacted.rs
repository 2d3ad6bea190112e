//! Taking out of a text what differs from run to run: times, serial numbers, fingerprints, key material.

/// `text` with every time as `[time]`, every date as `[date]`, every long hexadecimal number as `[hex]`, the beginning of
/// one as `[digits]`, every number of days left as `[days]`, and the inside of every PEM block left out.
pub(crate) fn redacted(text: &str) -> String {
    let mut result = String::new();
    let mut in_block = false;
    for line in text.split_inclusive('\n') {
        if line.starts_with("-----END ") {
            in_block = false;
        }
        if !in_block {
            result.push_str(&redacted_line(line));
        }
        if line.starts_with("-----BEGIN ") {
            in_block = true;
            result.push_str("[base64]\n");
        }
    }
    result
}

fn redacted_line(line: &str) -> String {
    let mut result = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let (length, mark) = if matches(rest, "dddd-dd-ddTdd:dd:ddZ") {
            (20, "[time]")
        } else if matches(rest, "dddd-dd-dd") {
            (10, "[date]")
        } else if let Some(length) = hexadecimal(rest) {
            (length, "[hex]")
        } else if let Some(length) = shortened(rest) {
            (length, "[digits]")
        } else if let Some(length) = days(rest) {
            (length, "[days]")
        } else if let Some(length) = pem(rest) {
            (length, "[pem]")
        } else {
            result.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        result.push_str(mark);
        rest = &rest[length..];
    }
    result
}

/// Whether `text` begins like `pattern`, in which `d` stands for a digit.
fn matches(text: &str, pattern: &str) -> bool {
    let mut characters = text.chars();
    pattern.chars().all(|expected| {
        characters.next().is_some_and(|found| match expected {
            'd' => found.is_ascii_digit(),
            expected => found == expected,
        })
    })
}

fn hexadecimal(text: &str) -> Option<usize> {
    let length = text
        .bytes()
        .take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        .count();
    (length >= 32).then_some(length)
}

/// The sixteen digits by which people know a key or a certificate, with or without a sign that there are more.
fn shortened(text: &str) -> Option<usize> {
    let digits = text
        .bytes()
        .take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        .count();
    let more = if text.get(digits..)?.starts_with('…') {
        '…'.len_utf8()
    } else {
        0
    };
    (digits == 16).then_some(16 + more)
}

fn days(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    let unit = [" days left", " days ago"]
        .into_iter()
        .find(|unit| rest.starts_with(unit))?;
    (digits > 0).then_some(digits + unit.len())
}

/// A PEM text within a JSON string.
fn pem(text: &str) -> Option<usize> {
    text.strip_prefix("\"-----BEGIN ")?;
    text[1..].find('"').map(|end| end + 2)
}

#[test]
fn what_differs_from_run_to_run_is_taken_out() {
    let text = "until 2026-01-02 at 2026-01-02T03:04:05Z (12 days left)\n\
                serial 0123456789abcdef0123456789abcdef, key 0123456789abcdef… 0123456789abcdef, 10 files\n\
                -----BEGIN X-----\nabc\n-----END X-----\n  \"pem\": \"-----BEGIN X-----\\nabc\",\n";
    assert_eq!(
        redacted(text),
        "until [date] at [time] ([days])\nserial [hex], key [digits] [digits], 10 files\n\
         -----BEGIN X-----\n[base64]\n-----END X-----\n  \"pem\": [pem],\n"
    );
}
