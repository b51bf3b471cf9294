//! The files of `docs/hosting/` in the programs that they are for: what nginx and Caddy answer on
//! 127.0.0.1 with the built site.
//!
//! `cargo xtask check hosting` runs each where its program is installed, and names the program in `NGINX`
//! or `CADDY` and the site in `DIST_DIR`.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers of tests may panic as tests do"
)]

use guide_site::assets::files_below;
use guide_site::headers::{self, Header, is_named_by_hash};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

fn dist() -> PathBuf {
    let folder = env::var_os("DIST_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../dist"),
        PathBuf::from,
    );
    fs::canonicalize(folder).expect("there is a built site (cargo xtask build)")
}

fn hosting(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/hosting")
        .join(name)
}

/// A running program with a folder of its own, both gone in the end.
struct Server {
    program: Child,
    folder: PathBuf,
    port: u16,
}

impl Server {
    /// Starts `program`, told by `configure` what to read: it gets an empty folder and a free port.
    fn start(variable: &str, name: &str, configure: impl FnOnce(&mut Command, &Path, u16)) -> Self {
        let program = env::var_os(variable).unwrap_or_else(|| name.into());
        let folder = env::temp_dir().join(format!("tech-lead-guide-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        // Free again when the listener is dropped.
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .unwrap()
            .port();
        let mut command = Command::new(program);
        configure(&mut command, &folder, port);
        let log = fs::File::create(folder.join("log")).unwrap();
        let program = command
            .env("HOME", &folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap_or_else(|error| panic!("{name} does not start: {error}"));
        let mut server = Self {
            program,
            folder,
            port,
        };
        server.wait();
        server
    }

    fn wait(&mut self) {
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let ended = self.program.try_wait().unwrap();
            if ended.is_some() || start.elapsed() > Duration::from_secs(20) {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                panic!("it does not answer: {ended:?}\n{log}");
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn get(&self, path: &str) -> Answer {
        let mut connection = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            connection,
            "GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{}\r\n\r\n",
            self.port
        )
        .unwrap();
        let mut bytes = Vec::new();
        connection.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        let headers = lines.filter_map(|line| line.split_once(": "));
        Answer {
            path: path.to_owned(),
            status: status.parse().unwrap(),
            headers: headers
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect(),
            body: body.to_owned(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.program.kill();
        _ = self.program.wait();
        _ = fs::remove_dir_all(&self.folder);
    }
}

struct Answer {
    path: String,
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Answer {
    /// The values of a header, which may have come more than once.
    fn header(&self, name: &str) -> Vec<&str> {
        let named = |(header, _): &&(String, String)| header.eq_ignore_ascii_case(name);
        let values = self.headers.iter().filter(named);
        values.map(|(_, value)| value.as_str()).collect()
    }

    fn expect(&self, headers: impl Iterator<Item = Header>) {
        for Header { name, value, .. } in headers {
            assert_eq!(self.header(name), [value], "{}: {name}", self.path);
        }
    }

    fn expect_type(&self, media_types: &[&str]) {
        let found = self.header("Content-Type");
        let is_right = found.len() == 1 && media_types.contains(&found[0]);
        assert!(is_right, "{}: {found:?}", self.path);
    }
}

const HTML: &str = "text/html; charset=utf-8";

fn look_at(server: &Server) {
    let files = files_below(&dist()).expect("the folder can be read");
    let named: Vec<&String> = files.iter().filter(|name| is_named_by_hash(name)).collect();
    assert!(named.len() > 10, "{named:?}");
    for name in named {
        let answer = server.get(&format!("/{name}"));
        assert_eq!(answer.status, 200, "{name}");
        answer.expect(headers::of(name));
        assert!(!answer.body.is_empty(), "{name}");
        // Both names are right (RFC 9239).
        match name.rsplit_once('.').unwrap().1 {
            "js" => answer.expect_type(&[
                "text/javascript; charset=utf-8",
                "application/javascript; charset=utf-8",
                "application/javascript",
            ]),
            "css" => answer.expect_type(&["text/css; charset=utf-8"]),
            "wasm" => answer.expect_type(&["application/wasm"]),
            "json" => answer.expect_type(&["application/json"]),
            _ => {}
        }
    }

    for (path, name) in [
        ("/", "index.html"),
        ("/guide/", "guide/index.html"),
        ("/roadmap/?q=x", "roadmap/index.html"),
        (
            "/guide/%64elegating-work/",
            "guide/delegating-work/index.html",
        ),
        (
            "/guide/delegating-work/index.md",
            "guide/delegating-work/index.md",
        ),
        ("/sw.js", "sw.js"),
        ("/manifest.webmanifest", "manifest.webmanifest"),
        ("/data/skills.json", "data/skills.json"),
        ("/icon.svg", "icon.svg"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        answer.expect(headers::of(name));
        if name.ends_with(".html") {
            answer.expect_type(&[HTML]);
        }
    }

    for path in [
        "/nothing-here/",
        "/nothing-0123456789abcdef.wasm",
        "/nothing.webmanifest",
        "/guide/%23here",
        // A folder without a page.
        "/data/",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        answer.expect(headers::of("404.html"));
        answer.expect_type(&[HTML]);
        assert!(
            answer.body.contains("There is no page at this address"),
            "{path}"
        );
    }

    for (path, target) in [("/guide", "/guide/"), ("/roadmap?q=x", "/roadmap/?q=x")] {
        let answer = server.get(path);
        assert!(
            matches!(answer.status, 301 | 308),
            "{path}: {}",
            answer.status
        );
        assert_eq!(answer.header("Location"), [target]);
        answer.expect(headers::of_any_answer());
    }
}

#[test]
#[ignore = "needs nginx: cargo xtask check hosting"]
fn nginx_sends_what_the_table_says() {
    let server = Server::start("NGINX", "nginx", |command, folder, port| {
        let mut site = fs::read_to_string(hosting("nginx.conf")).unwrap();
        for (line, own) in [
            ("listen 80;", format!("listen 127.0.0.1:{port};")),
            (
                "root /var/www/guide;",
                format!("root {};", dist().display()),
            ),
        ] {
            assert_eq!(site.matches(line).count(), 1, "{line}");
            site = site.replace(line, &own);
        }
        fs::write(folder.join("site.conf"), site).unwrap();
        let paths: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {name};\n"))
            .concat();
        // One process, which is the one that is ended.
        let all = format!(
            "daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr;\nevents {{ }}\nhttp {{\n\
             include /etc/nginx/mime.types;\ndefault_type application/octet-stream;\naccess_log off;\n{paths}include site.conf;\n}}\n"
        );
        fs::write(folder.join("nginx.conf"), all).unwrap();
        command
            .arg("-p")
            .arg(folder)
            .arg("-c")
            .arg(folder.join("nginx.conf"));
        command.arg("-e").arg("stderr");
    });
    look_at(&server);
}

#[test]
#[ignore = "needs Caddy: cargo xtask check hosting"]
fn caddy_sends_what_the_table_says() {
    let server = Server::start("CADDY", "caddy", |command, folder, port| {
        let all = format!(
            "{{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}}\nimport {}\n",
            hosting("Caddyfile").display()
        );
        let file = folder.join("Caddyfile");
        fs::write(&file, all).unwrap();
        command
            .arg("run")
            .arg("--config")
            .arg(file)
            .args(["--adapter", "caddyfile"])
            .env("GUIDE_ADDRESS", format!("http://127.0.0.1:{port}"))
            .env("GUIDE_FOLDER", dist());
    });
    look_at(&server);
}
