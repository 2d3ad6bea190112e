//! Which names somebody may have meant.

/// How many names are proposed at most.
const PROPOSED: usize = 3;

/// Longer names are not compared: nobody mistypes them, and the work grows with the square.
const LONGEST: usize = 253;

/// Those of `names` that differ from `name` in few letters, the closest first. Case does not count.
pub fn closest(name: &str, names: impl IntoIterator<Item = String>) -> Vec<String> {
    let wanted = name.to_lowercase();
    let allowed = 1 + wanted.chars().count() / 4;
    let mut near: Vec<(usize, String)> = names
        .into_iter()
        .filter(|other| wanted.len() <= LONGEST && other.len() <= LONGEST)
        .map(|other| (distance(&wanted, &other.to_lowercase()), other))
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    near.sort();
    near.truncate(PROPOSED);
    near.into_iter().map(|(_, name)| name).collect()
}

/// How many letters are put in, left out or changed between two texts.
fn distance(one: &str, other: &str) -> usize {
    let mut before: Vec<usize> = (0..=other.chars().count()).collect();
    for (row, left) in one.chars().enumerate() {
        let mut diagonal = row;
        let mut last = row + 1;
        let mut current = Vec::with_capacity(before.len());
        current.push(last);
        for (right, above) in other.chars().zip(before.iter().skip(1)) {
            let changed = diagonal + usize::from(left != right);
            last = changed.min(above + 1).min(last + 1);
            diagonal = *above;
            current.push(last);
        }
        before = current;
    }
    before.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_letters() {
        for (one, other, letters) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("mail", "mial", 2),
            ("mail", "mail", 0),
        ] {
            assert_eq!(distance(one, other), letters, "{one} {other}");
        }
    }

    #[test]
    fn mistyped_name_finds_the_one_that_was_meant() {
        let names = || ["IncomingMail", "OutgoingMail", "IncomingMail2", "x"].map(str::to_owned);
        assert_eq!(
            closest("incomingmial", names()),
            ["IncomingMail", "IncomingMail2"]
        );
        assert_eq!(closest("Submission", names()), Vec::<String>::new());
    }
}
