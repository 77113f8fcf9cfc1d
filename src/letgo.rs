//! Letting go of what a document no longer needs.

/// Things that are let go together: fewer are not worth a thread's while.
const AT_ONCE: usize = 16;

/// Lets go of many things while the document goes on: giving back the memory of a page's words takes about as long as a
/// tenth of reading them. Where there is one thread only, they are let go at once.
pub(crate) fn let_go<T: Send + 'static>(mut things: Vec<T>) {
    if rayon::current_num_threads() == 1 {
        return;
    }
    while !things.is_empty() {
        let some = things.split_off(things.len().saturating_sub(AT_ONCE));
        rayon::spawn(move || drop(some));
    }
}
