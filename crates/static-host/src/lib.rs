//! A static file host that behaves like GitHub Pages, on 127.0.0.1.
//!
//! `cargo xtask serve` and the end-to-end tests use it, and the tests decide the requirements:
//!
//! - **It can really be gone.** [`Host::stop`] closes the listener *and every open connection*, so
//!   that a browser that kept a connection alive notices, and frees the port for the next host.
//! - **It can change under the browser.** [`Host::set_root`] swaps the folder while it runs, which is
//!   how a new release is put online between two requests.
//! - **It can misbehave.** [`Host::set_fault`] answers one file with an error, late, or with other
//!   bytes.
//! - **It remembers.** [`Host::requests`] tells which paths were asked for.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use axum::Router;
use axum::body::{self, Body};
use axum::extract::{Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tokio::sync::oneshot;
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;
use tower_http::services::{ServeDir, ServeFile};

/// What to serve, and where.
#[derive(Clone, Debug)]
pub struct HostOptions {
    /// The folder with the site, usually `dist`.
    pub root: PathBuf,
    /// The folder of the address under which it appears: `/`, or `/repo/` as on a project page.
    pub base: String,
    /// The port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
}

/// One answered request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRecord {
    /// The path as it was asked for, base included, without the query.
    pub path: String,
    /// The status of the answer.
    pub status: u16,
    /// The bytes of the answer's body as sent, so compressed where it was compressed.
    pub bytes: usize,
}

/// How the host misbehaves for one file.
#[derive(Clone, Debug)]
pub enum Fault {
    /// An empty answer with this status.
    Status(u16),
    /// The right answer, after this time.
    Delay(Duration),
    /// These bytes in place of the file's, with status and media type of the right answer.
    Body(Vec<u8>),
    /// The right bytes under this media type.
    MediaType(&'static str),
}

/// A running host. It stops when it is dropped.
#[derive(Debug)]
pub struct Host {
    address: SocketAddr,
    shared: Arc<Shared>,
    /// Nothing once it was stopped.
    running: Mutex<Option<Running>>,
}

/// The thread that serves.
#[derive(Debug)]
struct Running {
    /// Ends the thread when it is dropped.
    until_dropped: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

/// What the host and its requests share.
#[derive(Debug)]
struct Shared {
    /// With one slash in front and one at the end.
    base: String,
    root: Mutex<PathBuf>,
    faults: Mutex<HashMap<String, Fault>>,
    requests: Mutex<Vec<RequestRecord>>,
}

impl Host {
    /// Starts serving. When this returns, connections are already accepted.
    ///
    /// # Errors
    /// The port cannot be taken, or the machine gives no thread.
    pub fn start(options: HostOptions) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            base: with_slashes(&options.base),
            root: Mutex::new(options.root),
            faults: Mutex::default(),
            requests: Mutex::default(),
        });
        let app = Router::new()
            .fallback(answer)
            .layer(CompressionLayer::new())
            .layer(middleware::from_fn_with_state(Arc::clone(&shared), record))
            .with_state(Arc::clone(&shared));

        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let (until_dropped, stopped) = oneshot::channel();
        // A thread and a runtime of its own: at the end the runtime is dropped with everything that
        // runs on it, which closes the connections that are idle or in the middle of an answer.
        let thread = thread::Builder::new()
            .name("static-host".to_owned())
            .spawn(move || {
                runtime.spawn(async { axum::serve(listener, app).await });
                // An error is what the dropped sender gives.
                _ = runtime.block_on(stopped);
            })?;
        Ok(Self {
            address,
            shared,
            running: Mutex::new(Some(Running {
                until_dropped,
                thread,
            })),
        })
    }

    /// The address of the site's start page, for example `http://127.0.0.1:8080/repo/`.
    pub fn address(&self) -> String {
        format!("http://{}{}", self.address, self.shared.base)
    }

    /// The port, which is of interest where 0 was asked for.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// All requests answered so far, in order. An answer is noted before it is sent, so whoever has
    /// seen it finds it here.
    pub fn requests(&self) -> Vec<RequestRecord> {
        lock(&self.shared.requests).clone()
    }

    /// Forgets the requests noted so far.
    pub fn clear_requests(&self) {
        lock(&self.shared.requests).clear();
    }

    /// Serves another folder from the next request on.
    pub fn set_root(&self, root: PathBuf) {
        *lock(&self.shared.root) = root;
    }

    /// Answers requests for `path`, which is given as the address below the base without its query
    /// (`roadmap/`, `app.wasm`), with a fault from now on; `None` takes the fault away.
    pub fn set_fault(&self, path: &str, fault: Option<Fault>) {
        let mut faults = lock(&self.shared.faults);
        match fault {
            Some(fault) => faults.insert(path.to_owned(), fault),
            None => faults.remove(path),
        };
    }

    /// Stops the host: when this returns, the port is free and every connection is closed.
    pub fn stop(&self) {
        let running = lock(&self.running).take();
        if let Some(running) = running {
            drop(running.until_dropped);
            _ = running.thread.join();
        }
    }

    /// Whether it still answers.
    pub fn is_running(&self) -> bool {
        lock(&self.running).is_some()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Notes the answer with the bytes that are really sent.
async fn record(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let (head, body) = next.run(request).await.into_parts();
    // It fails where a file cannot be read to its end; then the answer is as cut as the file.
    let body = body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    lock(&shared.requests).push(RequestRecord {
        path,
        status: head.status.as_u16(),
        bytes: body.len(),
    });
    Response::from_parts(head, Body::from(body))
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = request.uri().path();
    if format!("{path}/") == shared.base {
        return redirect(&shared.base, request.uri().query());
    }
    let Some(path) = path.strip_prefix(&shared.base).map(str::to_owned) else {
        return (
            StatusCode::NOT_FOUND,
            "not found: outside the served folder\n",
        )
            .into_response();
    };
    let fault = lock(&shared.faults).get(&path).cloned();
    match fault {
        None => serve(&shared, &path, request).await,
        Some(Fault::Status(status)) => StatusCode::from_u16(status)
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response(),
        Some(Fault::Delay(time)) => {
            tokio::time::sleep(time).await;
            serve(&shared, &path, request).await
        }
        Some(Fault::Body(bytes)) => {
            let (mut head, _) = serve(&shared, &path, request).await.into_parts();
            head.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(head, Body::from(bytes))
        }
        Some(Fault::MediaType(name)) => {
            let mut response = serve(&shared, &path, request).await;
            let name = HeaderValue::from_static(name);
            response.headers_mut().insert(header::CONTENT_TYPE, name);
            response
        }
    }
}

/// Answers with the file that the address below the base means.
async fn serve(shared: &Shared, path: &str, mut request: Request) -> Response {
    let query = request.uri().query().map(str::to_owned);
    let address = match &query {
        Some(query) => format!("/{path}?{query}"),
        None => format!("/{path}"),
    };
    let Ok(address) = address.parse::<PathAndQuery>() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    *request.uri_mut() = Uri::from(address);
    // The time of a file says nothing about which release it belongs to, so it decides nothing.
    request.headers_mut().remove(header::IF_MODIFIED_SINCE);

    let root = lock(&shared.root).clone();
    let not_found = ServeFile::new(root.join("404.html"));
    let files = ServeDir::new(root).not_found_service(not_found);
    let Ok(response) = files.oneshot(request).await;
    if response.status() == StatusCode::TEMPORARY_REDIRECT {
        // A folder without its slash. The library does not know that there is a base.
        return redirect(&format!("{}{path}/", shared.base), query.as_deref());
    }
    with_pages_headers(response.map(Body::new))
}

fn redirect(path: &str, query: Option<&str>) -> Response {
    let target = match query {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, target)]).into_response()
}

/// Adds what GitHub Pages adds: everything may be kept for ten minutes, and text is UTF-8.
fn with_pages_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("max-age=600"),
    );
    let media_type = headers.get(header::CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.to_str().ok());
    if let Some(text) = media_type.filter(|name| name.starts_with("text/"))
        && let Ok(with_charset) = HeaderValue::try_from(format!("{text}; charset=utf-8"))
    {
        headers.insert(header::CONTENT_TYPE, with_charset);
    }
    response
}

/// A base with exactly the slashes that the rest relies on: one in front, one at the end.
fn with_slashes(base: &str) -> String {
    match base.trim_matches('/') {
        "" => "/".to_owned(),
        name => format!("/{name}/"),
    }
}

/// Locks even where another thread panicked: what is kept here is never half-changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
