//! Measures two pieces of work in turns and prints how they compare.
//!
//! Machines are noisy, and what one run takes says little. Both pieces run alternately in the same process, so that noise
//! hits both, and the median of each counts.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// Prints the medians and their ratio, with the bound that the project wants to keep.
pub(crate) fn compare<A, B>(
    name: &str,
    rounds: usize,
    (ours, our_work): (&str, impl FnMut() -> A),
    (raw, raw_work): (&str, impl FnMut() -> B),
    bound: f64,
) {
    compare_prepared(
        name,
        rounds,
        (ours, (|| {}, our_work)),
        (raw, (|| {}, raw_work)),
        bound,
    );
}

/// As [`compare`], where each piece of work needs something before it that does not count.
#[expect(clippy::print_stdout, reason = "the figures are the result of a benchmark")]
pub(crate) fn compare_prepared<A, B>(
    name: &str,
    rounds: usize,
    (ours, (mut our_preparation, mut our_work)): (&str, (impl FnMut(), impl FnMut() -> A)),
    (raw, (mut raw_preparation, mut raw_work)): (&str, (impl FnMut(), impl FnMut() -> B)),
    bound: f64,
) {
    let mut our_times = Vec::with_capacity(rounds);
    let mut raw_times = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        raw_preparation();
        raw_times.push(time(&mut raw_work));
        our_preparation();
        our_times.push(time(&mut our_work));
    }
    let (our_time, raw_time) = (median(our_times), median(raw_times));
    let ratio = our_time.as_secs_f64() / raw_time.as_secs_f64();
    println!("{name}: ratio {ratio:.2}, bound {bound:.2} ({ours} {our_time:?}, {raw} {raw_time:?})");
}

fn time<T>(work: &mut impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    let result = black_box(work());
    let elapsed = start.elapsed();
    drop(result);
    elapsed
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
