//! Passwords that `hayro-syntax` cannot try (feature `repair`, for lopdf reads the file's encryption dictionary).

#[cfg(feature = "repair")]
mod owner;

#[cfg(feature = "repair")]
pub(crate) use owner::Owner;

/// Without the feature `repair` the owner's passwords of old encryption are not tried.
#[cfg(not(feature = "repair"))]
pub(crate) struct Owner;

#[cfg(not(feature = "repair"))]
impl Owner {
    /// None.
    pub(crate) fn of(_: &[u8]) -> Option<Self> {
        None
    }

    /// None.
    pub(crate) fn user_password(&self, _: &str) -> Option<String> {
        None
    }
}
