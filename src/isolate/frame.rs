//! Messages on a pipe: `length of head` `length of body` (8 bytes each, little endian), head (JSON), body (bytes).

use std::io::{self, ErrorKind, IoSlice, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A head is never longer than this: diagnostics of a whole document fit in.
const MAX_HEAD: u64 = 256 << 20;

/// Whether the other end is believed when it says how long a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// Room is made for the whole part before it comes.
    Trusted,
    /// Room is made for so much, and for more when it comes: the length is only a claim.
    Claims,
}

/// So much room is made for a part because its sender claims a length.
const MAX_ROOM: u64 = 16 << 20;

/// Sends a message.
pub fn write(to: &mut impl Write, head: &impl Serialize, body: &[u8]) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    let mut start = Vec::with_capacity(16 + head.len());
    start.extend_from_slice(&(head.len() as u64).to_le_bytes());
    start.extend_from_slice(&(body.len() as u64).to_le_bytes());
    start.extend_from_slice(&head);
    // All at once, so that the other end wakes up once.
    let sent = match to.write_vectored(&[IoSlice::new(&start), IoSlice::new(body)]) {
        Err(error) if error.kind() == ErrorKind::Interrupted => 0,
        sent => sent?,
    };
    let of_body = sent.saturating_sub(start.len());
    to.write_all(start.get(sent..).unwrap_or_default())?;
    to.write_all(body.get(of_body..).unwrap_or_default())?;
    to.flush()
}

/// Receives a message with a body of at most `max_body` bytes; `None` if the other end closed the pipe between two.
pub fn read<T: DeserializeOwned>(
    from: &mut impl Read,
    sender: Sender,
    max_body: u64,
) -> io::Result<Option<(T, Vec<u8>)>> {
    let mut length = [0; 8];
    if from.read(&mut length[..1])? == 0 {
        return Ok(None);
    }
    from.read_exact(&mut length[1..])?;
    let head_length = u64::from_le_bytes(length);
    from.read_exact(&mut length)?;
    let body_length = u64::from_le_bytes(length);
    if head_length > MAX_HEAD || body_length > max_body {
        return Err(io::Error::new(
            ErrorKind::InvalidData,
            "a message is longer than any may be",
        ));
    }
    let head = read_bytes(from, sender, head_length)?;
    let body = read_bytes(from, sender, body_length)?;
    Ok(Some((serde_json::from_slice(&head)?, body)))
}

fn read_bytes(from: &mut impl Read, sender: Sender, length: u64) -> io::Result<Vec<u8>> {
    let room = match sender {
        Sender::Trusted => length,
        Sender::Claims => length.min(MAX_ROOM),
    };
    let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or(usize::MAX));
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length {
        Ok(bytes)
    } else {
        Err(ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_back_as_sent() {
        let mut pipe = Vec::new();
        write(&mut pipe, &"head", b"body").unwrap();
        write(&mut pipe, &"next", b"").unwrap();
        let mut from = pipe.as_slice();
        assert_eq!(
            read::<String>(&mut from, Sender::Claims, 4).unwrap(),
            Some(("head".to_owned(), b"body".to_vec()))
        );
        assert_eq!(
            read::<String>(&mut from, Sender::Claims, 4).unwrap(),
            Some(("next".to_owned(), Vec::new()))
        );
        assert_eq!(read::<String>(&mut from, Sender::Claims, 4).unwrap(), None);
    }

    /// A pipe that takes three bytes at a time.
    struct Narrow(Vec<u8>);

    impl Write for Narrow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let some = &bytes[..bytes.len().min(3)];
            self.0.extend_from_slice(some);
            Ok(some.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_narrow_pipe_gets_all_of_a_message() {
        let (mut narrow, mut wide) = (Narrow(Vec::new()), Vec::new());
        write(&mut narrow, &"head", b"body").unwrap();
        write(&mut wide, &"head", b"body").unwrap();
        assert_eq!(narrow.0, wide);
    }

    #[test]
    fn torn_and_foreign_messages_are_errors() {
        let mut pipe = Vec::new();
        write(&mut pipe, &"head", b"body").unwrap();
        for end in 1..pipe.len() {
            assert!(
                read::<String>(&mut &pipe[..end], Sender::Claims, 4).is_err(),
                "{end}"
            );
        }
        assert!(read::<String>(&mut pipe.as_slice(), Sender::Claims, 3).is_err());
        assert!(
            read::<String>(
                &mut &b"thread 'main' panicked at somewhere"[..],
                Sender::Claims,
                100
            )
            .is_err()
        );
    }
}
