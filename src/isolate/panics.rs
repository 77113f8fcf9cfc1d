//! A panic is a document's failure, not the program's: its message and place are kept.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

/// Places of recent panics by message. The place is known to the hook only, the message to whom catches it.
static PLACES: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

/// So many places are remembered.
const REMEMBERED: usize = 64;

/// From now on panics of the whole process print nothing, and an [`Error::Panic`](super::Error::Panic) tells where it was.
/// For programs that only convert: it replaces the process's hook for panics.
pub fn silence() {
    panic::set_hook(Box::new(|info| {
        let message = payload_text(info.payload());
        let place = info.location().map_or_else(String::new, |location| {
            format!("{}:{}", location.file(), location.line())
        });
        if let Ok(mut places) = PLACES.lock() {
            if places.len() >= REMEMBERED {
                places.remove(0);
            }
            places.push((message, place));
        }
    }));
}

/// Calls the function; a panic comes back as its message and place.
pub(super) fn catch<T>(function: impl FnOnce() -> T) -> Result<T, String> {
    // Nothing that a panic may have left half done is looked at afterwards.
    panic::catch_unwind(AssertUnwindSafe(function)).map_err(|payload| {
        let message = payload_text(payload.as_ref());
        let place = PLACES.lock().ok().and_then(|places| {
            places
                .iter()
                .rev()
                .find(|(known, _)| *known == message)
                .map(|(_, place)| place.clone())
        });
        // An assertion's message has several lines.
        let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        match place {
            Some(place) => format!("{message} ({place})"),
            None => message,
        }
    })
}

fn payload_text(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "unknown panic".to_owned())
}
