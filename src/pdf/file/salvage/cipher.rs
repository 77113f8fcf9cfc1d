//! Encryption of revisions 2 to 4 (ISO 32000-2, 7.6): RC4 and AES-128, with a key from a password in bytes.
//!
//! `hayro-syntax` takes passwords in UTF-8 and the user's only, so what it cannot try is tried here.

#[cfg(not(feature = "repair"))]
use super::objects::Found;
#[cfg(not(feature = "repair"))]
use super::value::Dict;

/// What undoes the encryption of strings and streams.
pub(super) struct Cipher {
    #[cfg(feature = "repair")]
    pub(super) key: Vec<u8>,
    #[cfg(feature = "repair")]
    pub(super) strings: super::keys::Method,
    #[cfg(feature = "repair")]
    pub(super) streams: super::keys::Method,
    /// The object that tells of it, which is not encrypted.
    #[cfg(feature = "repair")]
    pub(super) told_by: Option<u32>,
}

/// Without the feature `repair` there is none.
#[cfg(not(feature = "repair"))]
impl Cipher {
    pub(super) fn of(_: &[Found], _: &[Dict], _: &[String]) -> Option<Self> {
        None
    }

    pub(super) fn undo(&self, _: &mut Found, _: &[u8]) {}
}
