//! Rule: a file holds at most 400 lines of product code.

use super::finding::Finding;
use crate::source::{RustFile, Tree};

const LONGEST: usize = 400;

pub(super) fn findings(tree: &Tree) -> Vec<Finding> {
    let long = tree
        .rust_files()
        .iter()
        .filter(|file| file.product_lines > LONGEST && is_product(file));
    long.map(|file| {
        let advice = format!(
            "{} lines without its tests, {LONGEST} are the most; give one of its duties a file of its own",
            file.product_lines
        );
        Finding::new("file-length", &file.path, 1, advice)
    })
    .collect()
}

fn is_product(file: &RustFile) -> bool {
    let mut folders = file.path.split('/');
    !file.path.starts_with("fuzz/") && !folders.any(|folder| folder == "tests" || folder == "benches")
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, findings};
    use crate::source::Tree;

    fn count(path: &str, text: &str) -> usize {
        findings(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn longest_file_is_right_and_one_line_more_is_not() {
        assert_eq!(count("a/src/key.rs", &"x\n".repeat(LONGEST)), 0);
        assert_eq!(count("a/src/key.rs", &"x\n".repeat(LONGEST + 1)), 1);
    }

    #[test]
    fn tests_in_the_file_do_not_count() {
        let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", "x\n".repeat(300));
        assert_eq!(
            count("a/src/key.rs", &format!("{}{tests}", "x\n".repeat(LONGEST))),
            0
        );
        assert_eq!(
            count("a/src/key.rs", &format!("{tests}{}", "x\n".repeat(LONGEST + 1))),
            1
        );
    }

    #[test]
    fn test_and_benchmark_files_may_be_long() {
        let long = "x\n".repeat(LONGEST + 1);
        for path in [
            "tests/src/lib.rs",
            "a/tests/key.rs",
            "a/benches/key.rs",
            "fuzz/fuzz_targets/key.rs",
        ] {
            assert_eq!(count(path, &long), 0, "{path}");
        }
        assert_eq!(count("fixtures/src/main.rs", &long), 1);
    }
}
