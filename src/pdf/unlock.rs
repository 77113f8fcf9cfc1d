//! Passwords that `hayro-syntax` cannot try (feature `repair`, for lopdf reads the file's encryption dictionary).

#[cfg(feature = "repair")]
mod owner;

#[cfg(feature = "repair")]
pub(super) use owner::Owner;

/// Without the feature `repair` the owner's passwords of old encryption are not tried.
#[cfg(not(feature = "repair"))]
pub(super) struct Owner;

#[cfg(not(feature = "repair"))]
impl Owner {
    /// None.
    pub(super) fn of(_: &[u8]) -> Option<Self> {
        None
    }

    /// None.
    pub(super) fn user_password(&self, _: &str) -> Option<String> {
        None
    }
}
