//! Taking out of a transcript what the console shows in its own way: times, days that are left, short fingerprints.

/// How many digits of a fingerprint people are shown.
const DIGITS: usize = 16;

/// `text` with times as on the appliance as `[moment]`, short fingerprints as `[digits]` and days at the end of a line as
/// `[days]`.
pub(super) fn steady(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| days(&digits(&moment(line))))
        .collect()
}

/// `Tue Sep 22 09:05:00 2026 UTC`
fn moment(line: &str) -> String {
    let Some((before, _)) = line.split_once(" UTC\n") else {
        return line.to_owned();
    };
    let weekdays = ["Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun "];
    let start = weekdays.iter().find_map(|day| before.rfind(day));
    start.map_or_else(
        || line.to_owned(),
        |start| format!("{}[moment]\n", &line[..start]),
    )
}

fn digits(line: &str) -> String {
    let mut result = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('…') {
        match before
            .len()
            .checked_sub(DIGITS)
            .map(|start| before.split_at(start))
        {
            Some((kept, digits)) if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) => {
                result.push_str(kept);
                result.push_str("[digits]");
            }
            _ => {
                result.push_str(before);
                result.push('…');
            }
        }
        rest = after;
    }
    result + rest
}

fn days(line: &str) -> String {
    match line.strip_suffix(" days\n") {
        Some(before) => format!(
            "{}[days]\n",
            before.trim_end_matches(|one: char| one.is_ascii_digit())
        ),
        None => line.to_owned(),
    }
}

#[test]
fn what_differs_from_run_to_run_is_taken_out() {
    assert_eq!(
        steady(
            "Changes committed: Tue Sep 22 09:05:00 2026 UTC\n key: + 0123456789abcdef…\n mx1  824 days\n…\n"
        ),
        "Changes committed: [moment]\n key: + [digits]\n mx1  [days]\n…\n"
    );
}
