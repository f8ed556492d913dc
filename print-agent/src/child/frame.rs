//! Frames on the pipe between agent and render child: a 32-bit big-endian length, then that many bytes.

use std::io::{self, Read, Write};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use zeroize::Zeroizing;

/// The longest frame: a PDF label is far below it.
pub const MAX: usize = 8 * 1024 * 1024;

fn length(bytes: [u8; 4]) -> io::Result<usize> {
    match usize::try_from(u32::from_be_bytes(bytes)) {
        Ok(length) if length <= MAX => Ok(length),
        _ => Err(io::Error::other("frame too long")),
    }
}

fn prefix(frame: &[u8]) -> io::Result<[u8; 4]> {
    match u32::try_from(frame.len()) {
        Ok(length) if frame.len() <= MAX => Ok(length.to_be_bytes()),
        _ => Err(io::Error::other("frame too long")),
    }
}

/// The child's side: reads one frame; `None` at the end of input.
pub fn read(from: &mut impl Read) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let mut head = [0; 4];
    match from.read_exact(&mut head) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        outcome => outcome?,
    }
    let mut frame = Zeroizing::new(vec![0; length(head)?]);
    from.read_exact(&mut frame)?;
    Ok(Some(frame))
}

/// The child's side: writes one frame.
pub fn write(to: &mut impl Write, frame: &[u8]) -> io::Result<()> {
    to.write_all(&prefix(frame)?)?;
    to.write_all(frame)?;
    to.flush()
}

/// The agent's side: reads one frame; an ended child is an error.
pub async fn receive(from: &mut (impl tokio::io::AsyncRead + Unpin)) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut head = [0; 4];
    from.read_exact(&mut head).await?;
    let mut frame = Zeroizing::new(vec![0; length(head)?]);
    from.read_exact(&mut frame).await?;
    Ok(frame)
}

/// The agent's side: writes one frame.
pub async fn send(to: &mut (impl tokio::io::AsyncWrite + Unpin), frame: &[u8]) -> io::Result<()> {
    to.write_all(&prefix(frame)?).await?;
    to.write_all(frame).await?;
    to.flush().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_out_as_they_went_in_and_are_bounded() {
        let mut pipe = Vec::new();
        write(&mut pipe, b"abc").unwrap();
        write(&mut pipe, b"").unwrap();
        let mut from = pipe.as_slice();
        assert_eq!(read(&mut from).unwrap().unwrap().as_slice(), b"abc");
        assert_eq!(read(&mut from).unwrap().unwrap().as_slice(), b"");
        assert!(read(&mut from).unwrap().is_none());
        assert!(read(&mut [0xff, 0xff, 0xff, 0xff].as_slice()).is_err());
        assert!(read(&mut [0, 0, 0, 9, 1].as_slice()).is_err());
    }
}
