//! A real mail server of the distribution (Exim) on loopback, unprivileged, with a certificate of its own authority.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const EXIM: &str = "/usr/sbin/exim4";

/// The server; it stops when dropped. It queues what it takes and delivers nothing.
pub struct Server {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Server {
    pub fn start() -> Self {
        assert!(
            Path::new(EXIM).exists(),
            "{EXIM} is missing: install the Debian package exim4-daemon-light (script/bootstrap test)"
        );
        let folder = tempfile::tempdir().expect("folder");
        let port = tests::live::process::free_port().expect("a port");
        certificates(folder.path());
        std::fs::write(folder.path().join("exim.conf"), config(folder.path(), port)).expect("config");
        let child = exim(folder.path());
        let server = Self { child, port, folder };
        server.wait();
        server
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn ca(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// Envelope, headers and body of every message it took.
    pub fn spool(&self) -> Vec<String> {
        let input = self.folder.path().join("spool/input");
        let Ok(files) = std::fs::read_dir(input) else {
            return Vec::new();
        };
        let names: Vec<PathBuf> = files.map(|file| file.expect("file").path()).collect();
        let bodies = names.iter().filter(|path| path.to_string_lossy().ends_with("-D"));
        bodies
            .map(|body| {
                let head = PathBuf::from(body.to_string_lossy().replace("-D", "-H"));
                let read =
                    |path: &Path| String::from_utf8_lossy(&std::fs::read(path).expect("spool")).into_owned();
                read(&head) + &read(body)
            })
            .collect()
    }

    fn wait(&self) {
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = std::fs::read_to_string(self.folder.path().join("log/main.log"));
        panic!("exim4 does not listen: {log:?}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn certificates(folder: &Path) {
    let ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    let ca = [
        "-subj",
        "/CN=test authority",
        "-days",
        "2",
        "-keyout",
        "ca.key",
        "-out",
        "ca.pem",
    ];
    openssl(folder, [["req", "-x509"].as_slice(), &ec, &ca].concat());
    let key = ["-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "req.pem"];
    openssl(folder, [["req"].as_slice(), &ec, &key].concat());
    let extensions = "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n";
    std::fs::write(folder.join("ext"), extensions).expect("extensions");
    let sign =
        "x509 -req -in req.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out cert.pem";
    openssl(folder, sign.split(' ').collect());
}

fn openssl(folder: &Path, args: Vec<&str>) {
    let run = Command::new("openssl").args(args).current_dir(folder).output();
    let run = run.expect("openssl is missing: install the Debian package openssl (script/bootstrap test)");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

fn config(folder: &Path, port: u16) -> String {
    let here = folder.display();
    format!(
        "primary_hostname = localhost\nspool_directory = {here}/spool\nlog_file_path = {here}/log/%s.log\n\
         pid_file_path = {here}/pid\nlocal_interfaces = 127.0.0.1\ndaemon_smtp_ports = {port}\n\
         tls_certificate = {here}/cert.pem\ntls_privatekey = {here}/key.pem\ntls_advertise_hosts = *\n\
         keep_environment =\nqueue_only = true\nacl_smtp_mail = mail\nacl_smtp_rcpt = rcpt\nacl_smtp_data = data\n\
         begin acl\n\
         mail:\n  deny message = encryption is needed\n       !encrypted = *\n  accept\n\
         rcpt:\n  deny local_parts = gone\n       message = no such mailbox here\n  \
         defer local_parts = busy\n        message = mailbox is busy\n  accept\n\
         data:\n  accept\n"
    )
}

/// Exim gives root away but keeps what it is started with, so root starts it as its own user.
fn exim(folder: &Path) -> Child {
    let conf = folder.join("exim.conf").display().to_string();
    let exim = [EXIM, "-C", &conf, "-bdf"];
    let user = "Debian-exim";
    for part in ["spool", "log"] {
        std::fs::create_dir_all(folder.join(part)).expect("folder");
    }
    let mut command = if is_root() {
        let owned = Command::new("chown").args(["-R", user]).arg(folder).status();
        assert!(owned.expect("chown").success());
        let mut command = Command::new("setpriv");
        command
            .args(["--reuid", user, "--regid", user, "--clear-groups"])
            .args(exim);
        command
    } else {
        let mut command = Command::new(EXIM);
        command.args(exim.iter().skip(1));
        command
    };
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().expect("exim4")
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id");
    id.stdout.starts_with(b"0\n")
}
