//! The owner's password of files encrypted with RC4 or AES-128, which `hayro-syntax` cannot try: such a file holds the
//! user's password, encrypted with the owner's.

use std::panic::catch_unwind;

use md5::{Digest as _, Md5};

use crate::pdf::file::text_strings;

/// What fills a password up (ISO 32000-2, 7.6.4.3.2, algorithm 2).
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
    0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

/// What the encryption dictionary says of the owner.
pub(crate) struct Owner {
    /// `/O`: the user's password, encrypted with the owner's.
    entry: Vec<u8>,
    revision: i64,
    /// Bytes of a key.
    key_length: usize,
}

impl Owner {
    /// Of a file encrypted with RC4 or AES-128. Newer encryption does not hold the user's password, and takes either.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        // lopdf panics on some broken files.
        catch_unwind(|| Self::read(&lopdf::Document::load_mem(bytes).ok()?)).ok()?
    }

    fn read(document: &lopdf::Document) -> Option<Self> {
        let dict = document.get_encrypted().ok()?;
        let number = |key: &[u8]| dict.get(key).and_then(lopdf::Object::as_i64).ok();
        let revision = number(b"R")?;
        let bits = match revision {
            2 => 40,
            3 => number(b"Length").unwrap_or(40),
            4 => 128,
            _ => return None,
        };
        let key_length = usize::try_from(bits / 8).ok()?;
        let entry = dict.get(b"O").and_then(lopdf::Object::as_str).ok()?;
        Some(Self {
            entry: entry.to_vec(),
            revision,
            key_length: (1..=16).contains(&key_length).then_some(key_length)?,
        })
    }

    /// The user's password, if the given one may be the owner's.
    pub(crate) fn user_password(&self, owner: &str) -> Option<String> {
        let filled = self.filled_password(&text_strings::encode(owner)?)?;
        let length = (0..=filled.len()).find(|length| PADDING.starts_with(&filled[*length..]))?;
        String::from_utf8(filled[..length].to_vec()).ok()
    }

    /// The user's password, filled up, if this one is the owner's (ISO 32000-2, 7.6.4.4.6, algorithm 7).
    fn filled_password(&self, password: &[u8]) -> Option<Vec<u8>> {
        let padded: Vec<u8> = password.iter().chain(&PADDING).take(32).copied().collect();
        let mut hash = Md5::digest(&padded);
        if self.revision >= 3 {
            for _ in 0..50 {
                hash = Md5::digest(hash);
            }
        }
        let key = hash.get(..self.key_length)?;
        let rounds: u8 = if self.revision >= 3 { 20 } else { 1 };
        let mut user = self.entry.clone();
        for round in (0..rounds).rev() {
            let key: Vec<u8> = key.iter().map(|byte| byte ^ round).collect();
            rc4(&key, &mut user);
        }
        Some(user)
    }
}

/// RC4, which is its own inverse. The key is not empty.
fn rc4(key: &[u8], data: &mut [u8]) {
    let mut state: [u8; 256] = std::array::from_fn(|index| index as u8);
    let mut other = 0_u8;
    for (index, byte) in key.iter().cycle().take(256).enumerate() {
        other = other.wrapping_add(state[index]).wrapping_add(*byte);
        state.swap(index, other.into());
    }
    let (mut one, mut other) = (0_u8, 0_u8);
    for byte in data {
        one = one.wrapping_add(1);
        other = other.wrapping_add(state[usize::from(one)]);
        state.swap(one.into(), other.into());
        let sum = state[usize::from(one)].wrapping_add(state[usize::from(other)]);
        *byte ^= state[usize::from(sum)];
    }
}

#[cfg(test)]
mod tests {
    use super::rc4;

    #[test]
    fn rc4_encrypts_as_others_do() {
        // A known pair of text and cipher.
        let mut data = *b"Plaintext";
        rc4(b"Key", &mut data);
        assert_eq!(data, [0xBB, 0xF3, 0x16, 0xE8, 0xD9, 0x40, 0xAF, 0x0A, 0xD3]);
    }
}
