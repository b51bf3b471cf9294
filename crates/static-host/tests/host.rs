//! The host, asked over real sockets.

#![allow(
    clippy::unwrap_used,
    reason = "the helpers of tests may panic as tests do"
)]

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use static_host::{Fault, Host, HostOptions};
use tempfile::TempDir;

const KEEP_ALIVE: &str = "Connection: keep-alive\r\n";

fn site() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    write(&site, "index.html", "<h1>start</h1>");
    write(&site, "404.html", "<h1>not here</h1>");
    write(&site, "guide/one/index.html", "<h1>one</h1>");
    write(&site, "app.wasm", &"wasm ".repeat(500));
    write(&site, "icon.png", &"a picture ".repeat(50));
    write(&site, "site.webmanifest", "{}");
    write(&site, "a b/ä.txt", "spaced out");
    site
}

fn write(site: &TempDir, path: &str, content: &str) {
    let file = site.path().join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, content).unwrap();
}

fn start(site: &TempDir, base: &str) -> Host {
    start_on(site.path(), base, 0).unwrap()
}

fn start_on(root: &Path, base: &str, port: u16) -> std::io::Result<Host> {
    Host::start(HostOptions {
        root: root.to_path_buf(),
        base: base.to_owned(),
        port,
    })
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

fn connect(host: &Host) -> TcpStream {
    let connection = TcpStream::connect(("127.0.0.1", host.port())).unwrap();
    connection
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    connection
}

/// Sends a request and reads its answer by the length that the answer tells, as a browser does.
fn ask(connection: &mut TcpStream, method: &str, path: &str, headers: &str) -> Answer {
    write!(
        connection,
        "{method} {path} HTTP/1.1\r\nHost: test\r\n{headers}\r\n"
    )
    .unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        connection.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let mut answer = Answer {
        status,
        head,
        body: Vec::new(),
    };
    let length = answer.header("Content-Length").unwrap_or("0");
    if method != "HEAD" {
        answer.body = vec![0; length.parse().unwrap()];
        connection.read_exact(&mut answer.body).unwrap();
    }
    answer
}

fn get(host: &Host, path: &str) -> Answer {
    ask(&mut connect(host), "GET", path, "")
}

#[test]
fn pages_and_files_are_found_with_their_media_types() {
    let site = site();
    let host = start(&site, "/");
    assert_eq!(get(&host, "/").text(), "<h1>start</h1>");
    assert_eq!(get(&host, "/guide/one/").text(), "<h1>one</h1>");
    assert_eq!(get(&host, "/a%20b/%C3%A4.txt?x=1").text(), "spaced out");
    for (path, media_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/app.wasm", "application/wasm"),
        ("/site.webmanifest", "application/manifest+json"),
        ("/icon.png", "image/png"),
    ] {
        let answer = get(&host, path);
        assert_eq!(answer.header("Content-Type"), Some(media_type), "{path}");
        assert_eq!(answer.header("Cache-Control"), Some("max-age=600"));
    }
}

#[test]
fn the_base_is_part_of_every_path() {
    let site = site();
    for base in ["/repo/", "repo", "/repo"] {
        let host = start(&site, base);
        let expected = format!("http://127.0.0.1:{}/repo/", host.port());
        assert_eq!(host.address(), expected);
        assert_eq!(get(&host, "/repo/guide/one/").status, 200);
        assert_eq!(get(&host, "/repo/nothing").text(), "<h1>not here</h1>");
        let outside = get(&host, "/guide/one/");
        assert_eq!(outside.status, 404);
        assert!(outside.text().contains("outside"));
        assert_eq!(get(&host, "/repository/").status, 404);
    }
    let deep = start(&site, "/a/b/c/");
    assert_eq!(get(&deep, "/a/b/c/guide/one/").status, 200);
}

#[test]
fn a_page_without_its_slash_is_redirected_with_its_query() {
    let site = site();
    let host = start(&site, "/repo/");
    for (path, target) in [
        ("/repo/guide/one", "/repo/guide/one/"),
        ("/repo/guide/one?a=b&c", "/repo/guide/one/?a=b&c"),
        ("/repo", "/repo/"),
    ] {
        let answer = get(&host, path);
        assert_eq!(answer.status, 301, "{path}");
        assert_eq!(answer.header("Location"), Some(target));
    }
}

#[test]
fn what_does_not_exist_gets_the_sites_own_page_with_status_404() {
    let site = site();
    let host = start(&site, "/");
    for path in ["/nothing", "/guide/", "/x/y/"] {
        let answer = get(&host, path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.text(), "<h1>not here</h1>");
    }
    fs::remove_file(site.path().join("404.html")).unwrap();
    assert_eq!(get(&host, "/nothing").status, 404);
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let outside = site();
    write(&outside, "secret.txt", "secret");
    let site = site();
    let name = outside.path().file_name().unwrap().to_str().unwrap();
    let host = start(&site, "/");
    for attempt in [
        format!("/../{name}/secret.txt"),
        format!("/%2e%2e/{name}/secret.txt"),
        format!("/..%2f{name}%2fsecret.txt"),
        format!("/guide/../../{name}/secret.txt"),
        format!("/..%5c{name}%5csecret.txt"),
        format!("/{}/secret.txt", outside.path().display()),
        "/index.html%00.png".to_owned(),
    ] {
        let answer = get(&host, &attempt);
        assert!(matches!(answer.status, 400 | 404), "{attempt}");
        assert!(!answer.text().contains("secret"), "{attempt}");
    }
}

#[test]
fn text_and_wasm_are_compressed_where_the_client_accepts_it() {
    let site = site();
    let host = start(&site, "/");
    let plain = get(&host, "/app.wasm");
    assert_eq!(plain.header("Content-Encoding"), None);
    let gzip = "Accept-Encoding: gzip, br\r\n";
    let small = ask(&mut connect(&host), "GET", "/app.wasm", gzip);
    assert_eq!(small.header("Content-Encoding"), Some("gzip"));
    assert!(small.body.len() < plain.body.len() / 10);
    let picture = ask(&mut connect(&host), "GET", "/icon.png", gzip);
    assert_eq!(picture.header("Content-Encoding"), None);
}

#[test]
fn a_file_of_another_release_is_sent_whatever_its_time() {
    let site = site();
    let host = start(&site, "/");
    let known = "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\r\n";
    assert_eq!(ask(&mut connect(&host), "GET", "/", known).status, 200);
}

#[test]
fn head_gets_the_length_and_no_body_and_other_methods_are_refused() {
    let site = site();
    let host = start(&site, "/");
    let mut connection = connect(&host);
    let head = ask(&mut connection, "HEAD", "/", KEEP_ALIVE);
    assert_eq!(head.header("Content-Length"), Some("14"));
    // The next answer on the same connection begins where the head ended.
    assert_eq!(ask(&mut connection, "GET", "/", KEEP_ALIVE).status, 200);
    assert_eq!(ask(&mut connection, "POST", "/", "").status, 405);
}

#[test]
fn requests_are_noted_with_path_status_and_bytes() {
    let site = site();
    let host = start(&site, "/repo/");
    get(&host, "/repo/?q=1");
    get(&host, "/elsewhere");
    ask(&mut connect(&host), "HEAD", "/repo/", "");
    let noted = host.requests();
    assert_eq!((noted[0].path.as_str(), noted[0].bytes), ("/repo/", 14));
    assert_eq!(
        (noted[1].path.as_str(), noted[1].status),
        ("/elsewhere", 404)
    );
    assert_eq!((noted[2].path.as_str(), noted[2].bytes), ("/repo/", 0));
    host.clear_requests();
    assert!(host.requests().is_empty());
}

#[test]
fn one_file_can_be_answered_wrongly_and_then_rightly_again() {
    let site = site();
    let host = start(&site, "/repo/");
    host.set_fault("app.wasm", Some(Fault::Status(503)));
    assert_eq!(get(&host, "/repo/app.wasm").status, 503);
    assert_eq!(get(&host, "/repo/").status, 200);

    host.set_fault("app.wasm", Some(Fault::Body(b"other".to_vec())));
    let other = get(&host, "/repo/app.wasm");
    assert_eq!((other.status, other.text()), (200, "other"));
    assert_eq!(other.header("Content-Type"), Some("application/wasm"));

    let delay = Duration::from_millis(300);
    host.set_fault("app.wasm", Some(Fault::Delay(delay)));
    let begun = Instant::now();
    assert_eq!(get(&host, "/repo/app.wasm").body.len(), 2500);
    assert!(begun.elapsed() >= delay);

    host.set_fault("app.wasm", None);
    let begun = Instant::now();
    assert_eq!(get(&host, "/repo/app.wasm").status, 200);
    assert!(begun.elapsed() < delay);
}

#[test]
fn the_folder_can_be_swapped_while_running() {
    let (old, new) = (site(), site());
    write(&new, "index.html", "<h1>new release</h1>");
    let host = start(&old, "/");
    let mut connection = connect(&host);
    let before = ask(&mut connection, "GET", "/", KEEP_ALIVE);
    assert_eq!(before.text(), "<h1>start</h1>");
    host.set_root(new.path().to_path_buf());
    let after = ask(&mut connection, "GET", "/", KEEP_ALIVE);
    assert_eq!(after.text(), "<h1>new release</h1>");
}

#[test]
fn stopping_closes_open_connections_and_frees_the_port() {
    let site = site();
    let host = start(&site, "/");
    host.set_fault("app.wasm", Some(Fault::Delay(Duration::from_secs(60))));
    let port = host.port();
    let mut idle = connect(&host);
    assert_eq!(ask(&mut idle, "GET", "/", KEEP_ALIVE).status, 200);
    let mut waiting = connect(&host);
    write!(waiting, "GET /app.wasm HTTP/1.1\r\nHost: test\r\n\r\n").unwrap();
    // Answered after the other one has arrived.
    assert_eq!(ask(&mut idle, "GET", "/", KEEP_ALIVE).status, 200);

    host.stop();
    for mut connection in [idle, waiting] {
        match connection.read_to_end(&mut Vec::new()) {
            Ok(read) => assert_eq!(read, 0),
            Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
        }
    }
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
    // The same port at once, as in a test that goes offline and comes back.
    let again = start_on(site.path(), "/", port).unwrap();
    assert_eq!(get(&again, "/").status, 200);
}

#[test]
fn dropping_stops_too_and_a_port_in_use_is_an_error() {
    let site = site();
    let port = start(&site, "/").port();
    assert!(TcpListener::bind(("127.0.0.1", port)).is_ok());
    let host = start(&site, "/");
    let error = start_on(site.path(), "/", host.port()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AddrInUse);
}
