//! Reading the head of an HTTP/1.1 request: just what a static host has to know.

use std::io::{self, BufRead, Read};

/// Longer heads are refused. Browsers send far less.
const LONGEST_HEAD: u64 = 32 * 1024;

/// What came in on a connection.
#[derive(Debug)]
pub(super) enum Head {
    /// A request, to be answered.
    Request(Request),
    /// Something that is not HTTP, to be refused.
    Malformed,
    /// Nothing more: the client has closed the connection.
    Closed,
}

/// The parts of a request that decide the answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// `GET` and `HEAD` are answered, everything else is refused.
    pub(super) method: Method,
    /// The path as sent, still percent-encoded, without the query.
    pub(super) path: String,
    /// What follows the `?`, if there is one.
    pub(super) query: Option<String>,
    /// `Accept-Encoding` allows gzip.
    pub(super) accepts_gzip: bool,
    /// `If-None-Match`, as sent.
    pub(super) known_tags: Option<String>,
    /// The answer carries its body: false for `HEAD`.
    pub(super) wants_body: bool,
    /// The connection stays open after the answer.
    pub(super) keep_alive: bool,
}

/// What a static host distinguishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// `GET` or `HEAD`.
    Read,
    /// Any other.
    Other,
}

/// Reads up to the empty line that ends the head.
pub(super) fn read_head(reader: &mut impl BufRead) -> io::Result<Head> {
    let mut head = String::new();
    let mut limited = reader.take(LONGEST_HEAD);
    loop {
        let length_before = head.len();
        match limited.read_line(&mut head) {
            Ok(0) if head.is_empty() => return Ok(Head::Closed),
            Ok(0) => return Ok(Head::Malformed),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(Head::Malformed),
            Err(error) => return Err(error),
        }
        let line = head[length_before..].trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            // An empty line before the request line is allowed, and ignored.
            if length_before == 0 {
                head.clear();
                continue;
            }
            break;
        }
    }
    Ok(parse(&head).map_or(Head::Malformed, Head::Request))
}

fn parse(head: &str) -> Option<Request> {
    let mut lines = head.lines();
    let mut request_line = lines.next()?.split(' ');
    let method = request_line.next()?;
    let target = request_line.next()?;
    let version = request_line.next()?;
    let is_complete = request_line.next().is_none();
    if !is_complete || !target.starts_with('/') || !version.starts_with("HTTP/1.") {
        return None;
    }

    let mut request = request_without_headers(method, target, version);
    for line in lines.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':')?;
        read_header(&mut request, name, value.trim());
    }
    Some(request)
}

fn request_without_headers(method: &str, target: &str, version: &str) -> Request {
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query.to_owned())),
        None => (target, None),
    };
    let is_read = matches!(method, "GET" | "HEAD");
    Request {
        method: if is_read { Method::Read } else { Method::Other },
        path: path.to_owned(),
        query,
        accepts_gzip: false,
        known_tags: None,
        wants_body: method != "HEAD",
        // After a refused method the body that may follow is not read, so the connection ends.
        keep_alive: is_read && version != "HTTP/1.0",
    }
}

fn read_header(request: &mut Request, name: &str, value: &str) {
    match name.to_ascii_lowercase().as_str() {
        "accept-encoding" => request.accepts_gzip = accepts_gzip(value),
        "if-none-match" => request.known_tags = Some(value.to_owned()),
        "connection" if value.eq_ignore_ascii_case("close") => request.keep_alive = false,
        // A body to a GET is not read either.
        "content-length" if value != "0" => request.keep_alive = false,
        "transfer-encoding" => request.keep_alive = false,
        _ => {}
    }
}

fn accepts_gzip(accept_encoding: &str) -> bool {
    accept_encoding.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let is_gzip = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case("gzip") || name == "*");
        let is_refused = parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        is_gzip && !is_refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Head {
        read_head(&mut text.as_bytes()).unwrap()
    }

    fn request(text: &str) -> Request {
        match read(text) {
            Head::Request(request) => request,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_head_of_a_browser_is_understood() {
        let head = request(
            "GET /guide/?q=a HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br, gzip;q=0.8\r\n\
             If-None-Match: W/\"12\"\r\n\r\n",
        );
        let expected = Request {
            method: Method::Read,
            path: "/guide/".to_owned(),
            query: Some("q=a".to_owned()),
            accepts_gzip: true,
            known_tags: Some("W/\"12\"".to_owned()),
            wants_body: true,
            keep_alive: true,
        };
        assert_eq!(head, expected);
    }

    #[test]
    fn connections_end_when_the_client_says_so_or_speaks_http_1_0() {
        assert!(!request("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").keep_alive);
        assert!(!request("GET / HTTP/1.0\r\n\r\n").keep_alive);
        assert!(!request("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n").keep_alive);
    }

    #[test]
    fn what_is_not_http_is_malformed() {
        for text in [
            "hello\r\n\r\n",
            "GET x HTTP/1.1\r\n\r\n",
            "GET / / HTTP/1.1\r\n\r\n",
            "GET / HTTP/2\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n",
            "GET / HTTP/1.1\r\n",
        ] {
            assert!(matches!(read(text), Head::Malformed), "{text:?}");
        }
        assert!(matches!(read(""), Head::Closed));
        let endless = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(40_000));
        assert!(matches!(read(&endless), Head::Malformed));
    }

    #[test]
    fn gzip_is_used_only_where_it_is_accepted() {
        for accepting in ["gzip", "br, gzip", "GZIP;q=0.5", "*"] {
            assert!(accepts_gzip(accepting), "{accepting}");
        }
        for refusing in ["", "br", "identity", "gzip;q=0"] {
            assert!(!accepts_gzip(refusing), "{refusing}");
        }
    }
}
