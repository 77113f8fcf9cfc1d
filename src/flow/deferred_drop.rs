//! Letting go of what a document no longer needs.

/// Things that are let go together: fewer are not worth a thread's while.
const AT_ONCE: usize = 16;

/// What reading a document leaves behind. Giving back the memory of a page's words takes about as long as a tenth of
/// reading them, so with several threads it waits for a time when one of them has nothing else to do; a single thread
/// gives it back at once.
#[derive(Default)]
pub(crate) struct DeferredDrop(Vec<Box<dyn Send + Sync>>);

impl DeferredDrop {
    /// Keeps things that are no longer needed.
    pub(crate) fn add<T: Send + Sync + 'static>(&mut self, mut things: Vec<T>) {
        if rayon::current_num_threads() == 1 {
            return;
        }
        while !things.is_empty() {
            let some = things.split_off(things.len().saturating_sub(AT_ONCE));
            self.0.push(Box::new(some));
        }
    }

    /// Lets go of them while the caller goes on.
    pub(crate) fn let_go(self) {
        for some in self.0 {
            rayon::spawn(move || drop(some));
        }
    }
}

/// Lets go of many things while the document goes on.
pub(crate) fn let_go<T: Send + Sync + 'static>(things: Vec<T>) {
    let mut deferred = DeferredDrop::default();
    deferred.add(things);
    deferred.let_go();
}

/// A copy has nothing that could be let go of.
impl Clone for DeferredDrop {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl std::fmt::Debug for DeferredDrop {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "DeferredDrop({})", self.0.len())
    }
}
