//! The keys of encryption of revisions 2 to 4 (ISO 32000-2, 7.6.4), and what they undo.

use aes::Aes128;
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockDecryptMut as _, KeyIvInit as _};
use md5::{Digest as _, Md5};

use super::cipher::Cipher;
use super::objects::{Data, Found};
use super::strings;
use super::value::{Dict, Value};
use crate::pdf::file::text_strings;

/// What fills a password up (ISO 32000-2, 7.6.4.3.2, algorithm 2).
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
    0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];
/// Bytes of a block of AES.
const BLOCK: usize = 16;

/// How strings or streams are encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    None,
    Rc4,
    Aes,
}

impl Cipher {
    /// By the first password that fits, be it the user's or the owner's.
    pub(super) fn of(all: &[Found], trailers: &[Dict], passwords: &[String]) -> Option<Self> {
        let trailer = trailers
            .iter()
            .rev()
            .find(|dict| dict.get(b"Encrypt").is_some())?;
        let (dict, told_by) = match trailer.get(b"Encrypt")? {
            Value::Ref(number) => {
                let of_number = |found: &&Found| found.number == Some(*number);
                let found = all.iter().rev().find(of_number)?;
                (found.value.as_dict()?, Some(*number))
            }
            direct => (direct.as_dict()?, None),
        };
        let id = match trailer.get(b"ID") {
            Some(Value::Array(parts)) => parts.first().and_then(Value::string),
            _ => None,
        };
        let encryption = Encryption::read(dict, id.unwrap_or_default())?;
        let forms = passwords.iter().flat_map(|password| {
            let encoded = text_strings::encode(password);
            encoded.into_iter().chain([password.clone().into_bytes()])
        });
        let key = forms
            .into_iter()
            .find_map(|password| encryption.key(&password))?;
        Some(Self {
            key,
            strings: encryption.method(dict, b"StrF"),
            streams: encryption.method(dict, b"StmF"),
            told_by,
        })
    }

    /// Undoes the encryption of an object.
    pub(super) fn undo(&self, found: &mut Found, file: &[u8]) {
        let Some(number) = found.number.filter(|number| Some(*number) != self.told_by) else {
            return;
        };
        let generation = found.generation;
        found.value.each_string(&mut |raw| {
            let plain = self.plain(self.strings, number, generation, strings::decode(raw));
            *raw = strings::encode(&plain);
        });
        if let Some(data) = &mut found.data {
            let encrypted = data.bytes(file).to_vec();
            *data = Data::Own(self.plain(self.streams, number, generation, encrypted));
        }
    }

    /// Data of an object (algorithm 1).
    fn plain(&self, method: Method, number: u32, generation: u16, mut data: Vec<u8>) -> Vec<u8> {
        if method == Method::None {
            return data;
        }
        let mut key = self.key.clone();
        key.extend_from_slice(&number.to_le_bytes()[..3]);
        key.extend_from_slice(&generation.to_le_bytes());
        if method == Method::Aes {
            key.extend_from_slice(b"sAlT");
        }
        let length = (self.key.len() + 5).min(16);
        let hash = Md5::digest(&key);
        if method == Method::Rc4 {
            rc4(&hash[..length], &mut data);
            return data;
        }
        let Some((start, blocks)) = data.split_at_checked(BLOCK) else {
            return Vec::new();
        };
        let mut blocks = blocks[..blocks.len() / BLOCK * BLOCK].to_vec();
        let decryptor = cbc::Decryptor::<Aes128>::new_from_slices(&hash, start);
        let plain = decryptor
            .ok()
            .and_then(|decryptor| decryptor.decrypt_padded_mut::<NoPadding>(&mut blocks).ok());
        let length = plain.map_or(0, <[u8]>::len);
        // The last block is filled up with the number of bytes that fill it up.
        let filling = blocks.last().copied().map_or(0, usize::from);
        let filling = if (1..=BLOCK).contains(&filling) {
            filling
        } else {
            0
        };
        blocks.truncate(length.saturating_sub(filling));
        blocks
    }
}

/// What a file says of its encryption.
struct Encryption {
    revision: usize,
    version: usize,
    /// Bytes of a key.
    length: usize,
    owner: Vec<u8>,
    user: Vec<u8>,
    permissions: u32,
    id: Vec<u8>,
    encrypts_metadata: bool,
}

impl Encryption {
    fn read(dict: &Dict, id: Vec<u8>) -> Option<Self> {
        let number = |key: &[u8]| dict.get(key).and_then(Value::whole);
        let (revision, version) = (number(b"R")?, number(b"V")?);
        let bits = match revision {
            2 => 40,
            3 => number(b"Length").unwrap_or(40),
            4 => 128,
            _ => return None,
        };
        let length = Some(bits / 8).filter(|length| (1..=16).contains(length))?;
        Some(Self {
            revision,
            version,
            length,
            owner: dict.get(b"O")?.string()?,
            user: dict.get(b"U")?.string()?,
            // It is written with a sign or without.
            permissions: dict.get(b"P")?.integer()? as u32,
            id,
            encrypts_metadata: !matches!(dict.get(b"EncryptMetadata"), Some(Value::Word(word)) if word == b"false"),
        })
    }

    fn method(&self, dict: &Dict, key: &[u8]) -> Method {
        if self.version < 4 {
            return Method::Rc4;
        }
        let filter = dict.get(key).and_then(Value::name).unwrap_or(b"Identity");
        let filters = dict.get(b"CF").and_then(Value::as_dict);
        let filter = filters.and_then(|filters| filters.get(filter)?.as_dict());
        match filter.and_then(|filter| filter.get(b"CFM")?.name()) {
            Some(b"V2") => Method::Rc4,
            Some(b"AESV2") => Method::Aes,
            _ => Method::None,
        }
    }

    /// The key, if the password is the user's or the owner's.
    fn key(&self, password: &[u8]) -> Option<Vec<u8>> {
        self.users_key(password)
            .or_else(|| self.users_key(&self.users_password(password)?))
    }

    /// Algorithms 2, 4 and 5.
    fn users_key(&self, password: &[u8]) -> Option<Vec<u8>> {
        let mut hash = Md5::new();
        hash.update(filled(password));
        hash.update(&self.owner);
        hash.update(self.permissions.to_le_bytes());
        hash.update(&self.id);
        if self.revision >= 4 && !self.encrypts_metadata {
            hash.update([0xFF; 4]);
        }
        let mut hash = hash.finalize();
        if self.revision >= 3 {
            for _ in 0..50 {
                hash = Md5::digest(&hash[..self.length]);
            }
        }
        let key = hash[..self.length].to_vec();
        let (mut check, rounds, length) = if self.revision >= 3 {
            let digest = Md5::new()
                .chain_update(PADDING)
                .chain_update(&self.id)
                .finalize();
            (digest.to_vec(), 20, 16)
        } else {
            (PADDING.to_vec(), 1, 32)
        };
        for round in 0..rounds {
            rc4(&turned(&key, round), &mut check);
        }
        (self.user.get(..length)? == check).then_some(key)
    }

    /// The user's password, filled up, if this one is the owner's (algorithm 7).
    fn users_password(&self, owner: &[u8]) -> Option<Vec<u8>> {
        let mut hash = Md5::digest(filled(owner));
        if self.revision >= 3 {
            for _ in 0..50 {
                hash = Md5::digest(hash);
            }
        }
        let key = hash.get(..self.length)?;
        let rounds: u8 = if self.revision >= 3 { 20 } else { 1 };
        let mut user = self.owner.get(..PADDING.len())?.to_vec();
        for round in (0..rounds).rev() {
            rc4(&turned(key, round), &mut user);
        }
        Some(user)
    }
}

fn filled(password: &[u8]) -> Vec<u8> {
    password
        .iter()
        .chain(&PADDING)
        .take(PADDING.len())
        .copied()
        .collect()
}

fn turned(key: &[u8], round: u8) -> Vec<u8> {
    key.iter().map(|byte| byte ^ round).collect()
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
