use super::*;
use crate::vault::provider::RingFile;

fn spool(dir: &Path, bytes: &[u8], step: usize) -> Spool {
    let mut writer = SpoolWriter::create(dir, 1 << 30).unwrap();
    for part in bytes.chunks(step.max(1)) {
        writer.push(part).unwrap();
    }
    writer.finish().unwrap()
}

fn bytes(len: usize) -> Vec<u8> {
    (0..len)
        .map(|at| u8::try_from((at * 7 + at / 251) % 256).unwrap())
        .collect()
}

#[test]
fn what_went_in_comes_out() {
    let dir = tempfile::tempdir().unwrap();
    let keys = tempfile::tempdir().unwrap();
    let ring = RingFile::open(&keys.path().join("kek")).unwrap();
    for len in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17] {
        let want = bytes(len);
        let spool = spool(dir.path(), &want, 10_007);
        let mut read = Vec::new();
        spool.open().unwrap().read_to_end(&mut read).unwrap();
        assert!(read == want, "{len}");
        let (owner, stranger) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let pass = spool.pass(&ring, owner).unwrap();
        assert!(Spool::from_pass(dir.path(), &ring, stranger, &pass).is_err());
        assert!(Spool::from_pass(dir.path(), &ring, owner, &pass[1..]).is_err());
        let again = Spool::from_pass(dir.path(), &ring, owner, &pass).unwrap();
        assert_eq!((again.len(), again.digest()), (spool.len(), spool.digest()));
        spool.delete().unwrap();
        assert!(again.open().is_err());
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn reading_starts_anywhere() {
    let dir = tempfile::tempdir().unwrap();
    let want = bytes(200_000);
    let spool = spool(dir.path(), &want, 4096);
    let mut reader = spool.open().unwrap();
    for at in [0, 199_990, 65_530, 65_536, 131_071, 5, 200_000, 300_000] {
        reader.seek(SeekFrom::Start(at)).unwrap();
        let mut some = Vec::new();
        (&mut reader).take(20).read_to_end(&mut some).unwrap();
        let from = usize::try_from(at).unwrap().min(want.len());
        assert_eq!(some, want[from..want.len().min(from + 20)]);
    }
    assert_eq!(reader.seek(SeekFrom::End(-1)).unwrap(), 199_999);
    assert!(reader.seek(SeekFrom::End(-200_001)).is_err());
}

#[test]
fn the_disk_holds_no_plaintext_and_no_change_goes_unseen() {
    let dir = tempfile::tempdir().unwrap();
    let text = "张三,13800138000,浙江省杭州市\n".repeat(10_000);
    let spool = spool(dir.path(), text.as_bytes(), 1000);
    let sealed = fs::read(spool.path()).unwrap();
    assert!(!sealed.windows(11).any(|window| window == b"13800138000"));
    let fails = |sealed: &[u8]| {
        fs::write(spool.path(), sealed).unwrap();
        spool.open().unwrap().read_to_end(&mut Vec::new()).is_err()
    };
    let mut flipped = sealed.clone();
    flipped[100] ^= 1;
    assert!(fails(&flipped));
    let step = CHUNK + 16;
    let swapped = [&sealed[step..2 * step], &sealed[..step], &sealed[2 * step..]].concat();
    assert!(fails(&swapped));
    assert!(fails(&sealed[..2 * step]));
    assert!(fails(&sealed[..sealed.len() - 1]));
    assert!(!fails(&sealed));
}

#[test]
fn limits_and_leftovers() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = SpoolWriter::create(dir.path(), 10).unwrap();
    writer.push(b"0123456789").unwrap();
    let error = writer.push(b"x").err().unwrap();
    assert!(matches!(error, ReadError::Refused(faults) if faults[0].code == FaultCode::FileTooLarge));
    drop(writer);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    let old = spool(dir.path(), b"old", 3);
    let written: DateTime<Utc> = fs::metadata(old.path()).unwrap().modified().unwrap().into();
    assert_eq!(sweep(dir.path(), written).unwrap(), 0);
    assert_eq!(
        sweep(dir.path(), written + chrono::TimeDelta::seconds(1)).unwrap(),
        1
    );
    assert_eq!(sweep(&dir.path().join("none"), written).unwrap(), 0);
}
