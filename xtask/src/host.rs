//! A static file host that behaves like GitHub Pages, on 127.0.0.1.
//!
//! `cargo xtask serve` and the end-to-end tests use it, and the tests decide the requirements:
//!
//! - **It can really be gone.** [`Host::stop`] closes the listener *and every open connection*, so
//!   that a browser that kept a connection alive notices, and frees the port for the next host.
//! - **It can change under the browser.** [`Host::set_root`] swaps the folder while it runs, which is
//!   how a new release is put online between two requests.
//! - **It remembers.** [`Host::requests`] tells which paths were asked for.
//!
//! It is written on plain sockets because the small server libraries keep idle connections alive
//! after they are dropped, and an offline test then waits for an answer that never comes.

use std::collections::HashMap;
use std::io::{self, BufReader, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use self::request::{Head, read_head};
use self::response::{Compressed, Response};

mod files;
mod request;
mod response;
#[cfg(test)]
mod tests;

/// A connection that says nothing for this long is closed.
const IDLE_TIME: Duration = Duration::from_secs(60);

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

/// A running host. It stops when it is dropped.
#[derive(Debug)]
pub struct Host {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

/// What the threads of one host share.
#[derive(Debug)]
struct Shared {
    base: String,
    root: RwLock<PathBuf>,
    requests: Mutex<Vec<RequestRecord>>,
    compressed: Compressed,
    connections: Mutex<Connections>,
    stopping: AtomicBool,
}

/// The open connections, kept so that they can be closed from outside.
#[derive(Debug, Default)]
struct Connections {
    next_id: u64,
    open: HashMap<u64, TcpStream>,
    threads: Vec<JoinHandle<()>>,
}

impl Host {
    /// Starts serving. When this returns, connections are already accepted.
    pub fn start(options: HostOptions) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            base: with_slashes(&options.base),
            root: RwLock::new(options.root),
            requests: Mutex::default(),
            compressed: Compressed::default(),
            connections: Mutex::default(),
            stopping: AtomicBool::new(false),
        });
        let listening = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept_connections(&listener, &shared)
        });
        Ok(Self {
            address,
            shared,
            listening: Some(listening),
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
        *self
            .shared
            .root
            .write()
            .unwrap_or_else(PoisonError::into_inner) = root;
    }

    /// Stops the host: when this returns, the port is free and every connection is closed.
    pub fn stop(self) {
        // `drop` does the work, so that a host that goes out of scope is gone in the same way.
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // The listening thread sits in `accept`; a connection of our own makes it look up.
        let woken = TcpStream::connect(self.address).is_ok();
        if let (true, Some(listening)) = (woken, self.listening.take()) {
            _ = listening.join();
        }
        // No connection can be added any more.
        let (open, threads) = {
            let mut connections = lock(&self.shared.connections);
            let open = std::mem::take(&mut connections.open);
            (open, std::mem::take(&mut connections.threads))
        };
        for connection in open.into_values() {
            _ = connection.shutdown(Shutdown::Both);
        }
        for thread in threads {
            _ = thread.join();
        }
    }
}

fn accept_connections(listener: &TcpListener, shared: &Arc<Shared>) {
    for connection in listener.incoming() {
        if shared.stopping.load(Ordering::SeqCst) {
            return;
        }
        // A connection that the client gave up meanwhile is no reason to stop.
        if let Ok(connection) = connection {
            _ = shared.start_connection(connection);
        }
    }
}

impl Shared {
    /// One thread for each connection: browsers keep up to six idle ones open per host, and a fixed
    /// number of workers would soon all wait for those.
    fn start_connection(self: &Arc<Self>, connection: TcpStream) -> io::Result<()> {
        connection.set_nodelay(true)?;
        connection.set_read_timeout(Some(IDLE_TIME))?;
        connection.set_write_timeout(Some(IDLE_TIME))?;

        let mut connections = lock(&self.connections);
        connections.threads.retain(|thread| !thread.is_finished());
        let id = connections.next_id;
        connections.next_id += 1;
        connections.open.insert(id, connection.try_clone()?);
        let shared = Arc::clone(self);
        connections.threads.push(thread::spawn(move || {
            _ = shared.serve_connection(&connection);
            _ = connection.shutdown(Shutdown::Both);
            lock(&shared.connections).open.remove(&id);
        }));
        Ok(())
    }

    fn serve_connection(&self, mut connection: &TcpStream) -> io::Result<()> {
        let mut reader = BufReader::new(connection);
        loop {
            let head = match read_head(&mut reader)? {
                Head::Request(request) => request,
                Head::Malformed => {
                    return connection.write_all(&Response::malformed().to_bytes(false, false));
                }
                Head::Closed => return Ok(()),
            };
            let root = self
                .root
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            let response = response::respond(&head, &root, &self.base, &self.compressed);
            lock(&self.requests).push(RequestRecord {
                path: head.path.clone(),
                status: response.status,
                bytes: if head.wants_body {
                    response.body.len()
                } else {
                    0
                },
            });
            connection.write_all(&response.to_bytes(head.wants_body, head.keep_alive))?;
            if !head.keep_alive {
                return Ok(());
            }
        }
    }
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
