//! The host, asked over real sockets.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use flate2::read::GzDecoder;

use super::*;

/// A folder with a small site, removed at the end.
struct Site(PathBuf);

impl Site {
    fn new() -> Self {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = format!("xtask-host-{}-{number}", std::process::id());
        let site = Self(std::env::temp_dir().join(name));
        site.write("index.html", "<h1>start</h1>");
        site.write("404.html", "<h1>not here</h1>");
        site.write("guide/one/index.html", "<h1>one</h1>");
        site.write("empty/readme.txt", "no index here");
        site.write("app.wasm", &"wasm ".repeat(500));
        site.write("icon.png", "a picture");
        site.write("a b/ä.txt", "spaced out");
        site
    }

    fn write(&self, path: &str, content: &str) {
        let file = self.0.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }

    fn host(&self, base: &str) -> Host {
        start(&self.0, base, 0)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

fn start(root: &Path, base: &str, port: u16) -> Host {
    Host::start(HostOptions {
        root: root.to_path_buf(),
        base: base.to_owned(),
        port,
    })
    .unwrap()
}

/// One answer, read by its `Content-Length`, as a browser does on a connection that stays open.
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

fn ask(connection: &mut TcpStream, method: &str, path: &str, headers: &str) -> Answer {
    let request = format!("{method} {path} HTTP/1.1\r\nHost: test\r\n{headers}\r\n");
    connection.write_all(request.as_bytes()).unwrap();

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
fn pages_and_files_are_found() {
    let site = Site::new();
    let host = site.host("/");
    assert_eq!(get(&host, "/").text(), "<h1>start</h1>");
    assert_eq!(get(&host, "/guide/one/").text(), "<h1>one</h1>");
    assert_eq!(get(&host, "/guide/one/index.html").text(), "<h1>one</h1>");
    assert_eq!(get(&host, "/a%20b/%C3%A4.txt?x=1").text(), "spaced out");
}

#[test]
fn the_base_is_part_of_every_path() {
    let site = Site::new();
    for base in ["/repo/", "repo", "/repo"] {
        let host = site.host(base);
        let expected = format!("http://127.0.0.1:{}/repo/", host.port());
        assert_eq!(host.address(), expected);
        assert_eq!(get(&host, "/repo/guide/one/").status, 200);
        assert_eq!(get(&host, "/repo/nothing").text(), "<h1>not here</h1>");

        let outside = get(&host, "/guide/one/");
        assert_eq!(outside.status, 404);
        assert_eq!(
            outside.header("Content-Type"),
            Some("text/plain; charset=utf-8")
        );
        assert_eq!(get(&host, "/repository/").status, 404);
    }
    let deep = site.host("/a/b/c/");
    assert_eq!(get(&deep, "/a/b/c/guide/one/").status, 200);
}

#[test]
fn a_page_without_its_slash_is_redirected_with_its_query() {
    let site = Site::new();
    let host = site.host("/repo/");
    let cases = [
        ("/repo/guide/one", "/repo/guide/one/"),
        ("/repo/guide/one?a=b&c", "/repo/guide/one/?a=b&c"),
        ("/repo", "/repo/"),
    ];
    for (path, target) in cases {
        let answer = get(&host, path);
        assert_eq!(answer.status, 301, "{path}");
        assert_eq!(answer.header("Location"), Some(target));
    }
}

#[test]
fn what_does_not_exist_gets_the_sites_own_page_with_status_404() {
    let site = Site::new();
    let host = site.host("/");
    for path in [
        "/nothing", "/guide/", "/guide", "/empty", "/empty/", "/x/y/",
    ] {
        let answer = get(&host, path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.text(), "<h1>not here</h1>");
        assert_eq!(
            answer.header("Content-Type"),
            Some("text/html; charset=utf-8")
        );
    }
}

#[test]
fn a_site_without_a_404_page_still_gets_a_404() {
    let site = Site::new();
    fs::remove_file(site.0.join("404.html")).unwrap();
    let answer = get(&site.host("/"), "/nothing");
    assert_eq!((answer.status, answer.text()), (404, "not found\n"));
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let outside = Site::new();
    outside.write("secret.txt", "secret");
    let site = Site::new();
    let name = outside.0.file_name().unwrap().to_str().unwrap();
    let host = site.host("/");
    let attempts = [
        format!("/../{name}/secret.txt"),
        format!("/%2e%2e/{name}/secret.txt"),
        format!("/..%2f{name}%2fsecret.txt"),
        format!("/guide/../../{name}/secret.txt"),
        format!("/guide/.%2e/.%2e/{name}/secret.txt"),
        format!("/..\\{name}\\secret.txt"),
        format!("/..%5c{name}%5csecret.txt"),
        format!("/./../{name}/secret.txt"),
        format!("/{}/secret.txt", outside.0.display()),
        "/index.html%00.png".to_owned(),
        "//index.html".to_owned(),
        "/%ff".to_owned(),
        "/%".to_owned(),
    ];
    for attempt in attempts {
        let answer = get(&host, &attempt);
        assert!(matches!(answer.status, 400 | 404), "{attempt}");
        assert!(!answer.text().contains("secret"), "{attempt}");
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_does_not_lead_out_of_the_folder_either() {
    let outside = Site::new();
    outside.write("secret.txt", "secret");
    let site = Site::new();
    std::os::unix::fs::symlink(outside.0.join("secret.txt"), site.0.join("link.txt")).unwrap();
    assert_eq!(get(&site.host("/"), "/link.txt").status, 404);
}

#[test]
fn text_and_wasm_are_compressed_where_the_client_accepts_it() {
    let site = Site::new();
    let host = site.host("/");
    let plain = get(&host, "/app.wasm");
    assert_eq!(plain.header("Content-Type"), Some("application/wasm"));
    assert_eq!(plain.header("Content-Encoding"), None);

    for _ in 0..2 {
        let small = ask(
            &mut connect(&host),
            "GET",
            "/app.wasm",
            "Accept-Encoding: gzip, br\r\n",
        );
        assert_eq!(small.header("Content-Encoding"), Some("gzip"));
        assert_eq!(small.header("Vary"), Some("Accept-Encoding"));
        assert!(small.body.len() < plain.body.len() / 10);
        let mut unpacked = Vec::new();
        GzDecoder::new(&small.body[..])
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, plain.body);
    }

    let picture = ask(
        &mut connect(&host),
        "GET",
        "/icon.png",
        "Accept-Encoding: gzip\r\n",
    );
    assert_eq!(picture.header("Content-Encoding"), None);
}

#[test]
fn answers_may_be_kept_for_ten_minutes_and_are_recognised_afterwards() {
    let site = Site::new();
    let host = site.host("/");
    let first = get(&host, "/");
    assert_eq!(first.header("Cache-Control"), Some("max-age=600"));
    assert_eq!(first.header("X-Content-Type-Options"), Some("nosniff"));

    let known = format!("If-None-Match: {}\r\n", first.header("ETag").unwrap());
    let mut connection = connect(&host);
    assert_eq!(ask(&mut connection, "GET", "/", &known).status, 304);
    site.write("index.html", "<h1>changed</h1>");
    let changed = ask(&mut connection, "GET", "/", &known);
    assert_eq!((changed.status, changed.text()), (200, "<h1>changed</h1>"));
}

#[test]
fn head_gets_the_length_and_no_body_and_other_methods_are_refused() {
    let site = Site::new();
    let host = site.host("/");
    let mut connection = connect(&host);
    let head = ask(&mut connection, "HEAD", "/", "");
    assert_eq!(head.header("Content-Length"), Some("14"));
    // The next answer on the same connection begins where the head ended.
    assert_eq!(ask(&mut connection, "GET", "/", "").status, 200);
    let refused = ask(&mut connection, "POST", "/", "");
    assert_eq!(refused.status, 405);
    assert_eq!(refused.header("Connection"), Some("close"));
}

#[test]
fn many_clients_are_served_at_once_while_idle_ones_stay_connected() {
    let site = Site::new();
    let host = site.host("/");
    let idle: Vec<TcpStream> = (0..20).map(|_| connect(&host)).collect();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let mut connection = connect(&host);
                for _ in 0..25 {
                    let answer = ask(&mut connection, "GET", "/guide/one/", "");
                    assert_eq!(answer.status, 200);
                }
            });
        }
    });
    assert_eq!(host.requests().len(), 200);
    drop(idle);
}

#[test]
fn requests_are_noted_with_path_status_and_bytes() {
    let site = Site::new();
    let host = site.host("/repo/");
    get(&host, "/repo/?q=1");
    get(&host, "/elsewhere");
    ask(&mut connect(&host), "HEAD", "/repo/", "");
    let noted: Vec<_> = host
        .requests()
        .into_iter()
        .map(|record| (record.path, record.status, record.bytes))
        .collect();
    assert_eq!(noted[0], ("/repo/".to_owned(), 200, 14));
    assert_eq!((noted[1].0.as_str(), noted[1].1), ("/elsewhere", 404));
    assert_eq!(noted[2], ("/repo/".to_owned(), 200, 0));

    host.clear_requests();
    assert!(host.requests().is_empty());
}

#[test]
fn the_folder_can_be_swapped_while_running() {
    let old = Site::new();
    let new = Site::new();
    new.write("index.html", "<h1>new release</h1>");
    let host = old.host("/");
    let mut connection = connect(&host);
    assert_eq!(
        ask(&mut connection, "GET", "/", "").text(),
        "<h1>start</h1>"
    );
    host.set_root(new.0.clone());
    assert_eq!(
        ask(&mut connection, "GET", "/", "").text(),
        "<h1>new release</h1>"
    );
}

#[test]
fn stopping_closes_open_connections_and_frees_the_port() {
    let site = Site::new();
    let host = site.host("/");
    let port = host.port();
    let mut kept_alive = connect(&host);
    assert_eq!(ask(&mut kept_alive, "GET", "/", "").status, 200);

    host.stop();
    let mut rest = Vec::new();
    match kept_alive.read_to_end(&mut rest) {
        Ok(read) => assert_eq!(read, 0),
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
    }
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());

    // The same port at once, as in a test that goes offline and comes back.
    let again = start(&site.0, "/", port);
    assert_eq!(get(&again, "/").status, 200);
}

#[test]
fn dropping_stops_too() {
    let site = Site::new();
    let port = site.host("/").port();
    assert!(TcpListener::bind(("127.0.0.1", port)).is_ok());
}

#[test]
fn a_port_in_use_is_an_error() {
    let site = Site::new();
    let host = site.host("/");
    let error = Host::start(HostOptions {
        root: site.0.clone(),
        base: "/".to_owned(),
        port: host.port(),
    });
    assert_eq!(error.unwrap_err().kind(), ErrorKind::AddrInUse);
}

#[test]
fn what_is_not_http_is_refused_and_the_connection_closed() {
    let site = Site::new();
    let host = site.host("/");
    let mut connection = connect(&host);
    connection.write_all(b"hello there\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 400 "));
}
