//! The answers: files, redirects and refusals, as bytes on the wire.

use std::collections::HashMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::files::{Destination, is_worth_compressing, media_type, resolve};
use super::lock;
use super::request::{Method, Request};

/// What was compressed before, by the hash of the content. A browser test asks for the same few files
/// hundreds of times.
pub(super) type Compressed = Mutex<HashMap<u64, Arc<[u8]>>>;

/// An answer, ready to be sent.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) body: Arc<[u8]>,
    headers: Vec<(&'static str, String)>,
}

/// Answers a request from the folder `root`, which appears under `base`.
pub(super) fn respond(
    request: &Request,
    root: &Path,
    base: &str,
    compressed: &Compressed,
) -> Response {
    if request.method == Method::Other {
        return Response::plain(405, "only GET and HEAD are served here")
            .with("Allow", "GET, HEAD".to_owned());
    }
    match resolve(root, base, &request.path) {
        Destination::File(file) => send_file(200, &file, request, compressed),
        Destination::WithSlash(path) => redirect(path, request.query.as_deref()),
        Destination::Nothing => send_file(404, &root.join("404.html"), request, compressed),
        Destination::OutsideBase => Response::plain(404, "not found: outside the served folder"),
        Destination::Refused => Response::plain(400, "bad path"),
    }
}

fn redirect(path: String, query: Option<&str>) -> Response {
    let target = match query {
        Some(query) => format!("{path}?{query}"),
        None => path,
    };
    Response::plain(301, "moved permanently").with("Location", target)
}

fn send_file(status: u16, file: &Path, request: &Request, compressed: &Compressed) -> Response {
    // Also where the file went away between looking and reading, and where a site has no 404.html.
    let Ok(content) = fs::read(file) else {
        return Response::plain(404, "not found");
    };
    let hash = hash_of(&content);
    let media_type = media_type(file);
    let tag = format!("W/\"{hash:016x}\"");
    if status == 200 && is_known(request, &tag) {
        return Response::empty(304).with("ETag", tag).with_caching();
    }

    let compresses = is_worth_compressing(media_type);
    let response = if compresses && request.accepts_gzip {
        Response::new(status, gzip(hash, &content, compressed))
            .with("Content-Encoding", "gzip".to_owned())
    } else {
        Response::new(status, content.into())
    };
    let response = if compresses {
        response.with("Vary", "Accept-Encoding".to_owned())
    } else {
        response
    };
    response
        .with("Content-Type", media_type.to_owned())
        .with("ETag", tag)
        .with_caching()
}

fn is_known(request: &Request, tag: &str) -> bool {
    request
        .known_tags
        .as_deref()
        .is_some_and(|tags| tags.split(',').any(|known| known.trim() == tag))
}

fn hash_of(content: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}

fn gzip(hash: u64, content: &[u8], compressed: &Compressed) -> Arc<[u8]> {
    if let Some(known) = lock(compressed).get(&hash) {
        return Arc::clone(known);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing into memory does not fail.
    let written = encoder.write_all(content).and_then(|()| encoder.finish());
    let body: Arc<[u8]> = written.unwrap_or_default().into();
    lock(compressed).insert(hash, Arc::clone(&body));
    body
}

impl Response {
    fn new(status: u16, body: Arc<[u8]>) -> Self {
        Self {
            status,
            body,
            headers: Vec::new(),
        }
    }

    fn empty(status: u16) -> Self {
        Self::new(status, Arc::default())
    }

    fn plain(status: u16, text: &str) -> Self {
        Self::new(status, format!("{text}\n").into_bytes().into())
            .with("Content-Type", "text/plain; charset=utf-8".to_owned())
    }

    /// The answer to something that is not HTTP.
    pub(super) fn malformed() -> Self {
        Self::plain(400, "bad request")
    }

    fn with(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// GitHub Pages lets everything be kept for ten minutes, and nothing else can be asked of it.
    fn with_caching(self) -> Self {
        self.with("Cache-Control", "max-age=600".to_owned())
    }

    /// Head and body as they are sent. A `HEAD` request gets the length of the body it does not get.
    pub(super) fn to_bytes(&self, with_body: bool, keep_alive: bool) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if self.status != 304 {
            head.push_str(&format!("Content-Length: {}\r\n", self.body.len()));
        }
        head.push_str("X-Content-Type-Options: nosniff\r\n");
        let connection = if keep_alive { "keep-alive" } else { "close" };
        head.push_str(&format!("Connection: {connection}\r\n\r\n"));

        let mut bytes = head.into_bytes();
        if with_body {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        304 => "Not Modified",
        400 => "Bad Request",
        405 => "Method Not Allowed",
        _ => "Not Found",
    }
}
