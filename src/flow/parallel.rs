//! Pages understood side by side, though each goes on where the one before ended.
//!
//! A page needs from the one before no more than the table that ended it, and most pages end otherwise. So runs of pages
//! are understood at the same time as if nothing came before them; then the runs' first pages are looked at again with the
//! table that the run before ended with, and the pages after them as long as that changes what they go on from. The
//! outcome is that of one page after the other, for any number of threads.

use rayon::prelude::*;

use crate::flow::deferred_drop::let_go;

/// Pages that a run has at least: shorter ones are looked at again too often.
const LEAST: usize = 8;
/// Runs for each thread, so that a hard one keeps nobody waiting.
const RUNS: usize = 4;

/// Understands pages: `step` gets a page's index and what the page before left for it, and gives what it makes of the page
/// and what that leaves for the next one.
pub fn in_runs<P: Send, C: Send + Sync + PartialEq + 'static>(
    pages: usize,
    step: impl Fn(usize, Option<&C>) -> (P, Option<C>) + Sync,
) -> Vec<P> {
    let runs = match rayon::current_num_threads() {
        1 => 1,
        threads => (pages / LEAST).clamp(1, threads * RUNS),
    };
    let starts: Vec<usize> = (0..runs).map(|run| run * pages / runs).collect();
    let end = |run: usize| starts.get(run + 1).copied().unwrap_or(pages);
    let mut done: Vec<Vec<(P, Option<C>)>> = starts
        .par_iter()
        .enumerate()
        .map(|(run, start)| {
            let mut made: Vec<(P, Option<C>)> = Vec::with_capacity(end(run) - start);
            let mut last: Option<C> = None;
            for index in *start..end(run) {
                let left = match made.last() {
                    Some((_, left)) if runs > 1 => left.as_ref(),
                    _ => last.as_ref(),
                };
                let (page, left) = step(index, left);
                if runs > 1 {
                    made.push((page, left));
                } else {
                    // Nobody looks at it again.
                    made.push((page, None));
                    last = left;
                }
            }
            made
        })
        .collect();
    for (run, start) in starts.iter().enumerate().skip(1) {
        let (before, rest) = done.split_at_mut(run);
        let mut left: Option<&C> = before
            .last()
            .and_then(|pages| pages.last())
            .and_then(|(_, left)| left.as_ref());
        let mut supposed: Option<C> = None;
        for (offset, page) in rest[0].iter_mut().enumerate() {
            if left == supposed.as_ref() {
                break;
            }
            let again = step(start + offset, left);
            supposed = std::mem::replace(page, again).1;
            left = page.1.as_ref();
        }
    }
    let (understood, left): (Vec<P>, Vec<Option<C>>) = done.into_iter().flatten().unzip();
    let_go(left);
    understood
}

#[cfg(test)]
mod tests {
    use super::in_runs;

    /// Each page leaves a number that depends on the one it got, but for some pages that leave nothing or always the same.
    fn step(index: usize, left: Option<&usize>) -> (usize, Option<usize>) {
        let got = left.copied().unwrap_or(7);
        let leaves = match index % 13 {
            4 => None,
            9 => Some(1),
            _ => Some(got * 31 % 1009 + index),
        };
        (got, leaves)
    }

    #[test]
    fn any_number_of_threads_gives_what_one_gives() {
        let with = |threads: usize, pages: usize| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| in_runs(pages, step))
        };
        for pages in [0, 1, 7, 16, 100, 333] {
            let one = with(1, pages);
            assert_eq!(one.len(), pages);
            for threads in [2, 3, 8] {
                assert_eq!(
                    with(threads, pages),
                    one,
                    "{pages} pages, {threads} threads"
                );
            }
        }
    }
}
