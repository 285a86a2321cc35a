//! A static host for the built app, inside the test process, on a free port.
//!
//! It sends exactly the headers of `Trunk.toml` (the policy of the published app), with `report-uri` added so that
//! every violation arrives here as data. It keeps a log of every request, can be told to misbehave ([`Fault`]), and
//! can hold a file back until the test lets it go. One server per story, so nothing is shared between tests.
//!
//! Paths that begin with `/__` belong to the harness and are never part of the app:
//! `/__blank` (an empty page of the same origin), `/__watch.js` (reports script errors), `/__watch` (takes them),
//! `/__csp` (takes violations).
//!
//! [`Trap`] is the other half: browsers are told to use it as proxy for every host but this one, so an attempt to
//! reach anybody else arrives there, is written down, and goes nowhere.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener as StdListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderName, HeaderValue,
    IF_NONE_MATCH, VARY,
};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::sync::{oneshot, watch};

/// How the host behaves. Everything but [`Fault::None`] is something real hosts do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    #[default]
    None,
    /// Every `.wasm` is missing.
    NoWasm,
    /// The parts of the program that are fetched when they are wanted are missing.
    NoParts,
    /// Every script but `boot.js` is missing (a half-uploaded release).
    NoLoader,
    /// `.wasm` is sent as `text/plain`.
    WasmAsText,
    /// The module script is sent as `text/plain`, which `nosniff` refuses.
    LoaderAsText,
    /// The host adds a policy of its own, without `'wasm-unsafe-eval'`.
    StricterPolicy,
    /// The first part of the program is held back until [`Server::let_go`]; what a very slow line looks like. Not the
    /// others: a browser asks for six files at once, and the page is to be whole.
    SlowWasm,
    /// Nothing is answered any more: the host is gone.
    Gone,
}

/// One request as it arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    pub path: String,
    pub status: u16,
}

/// A script error, an unhandled rejection or a `console.error` of the page.
#[derive(Clone, Debug)]
pub struct Complaint(pub String);

/// What one host serves.
#[derive(Clone, Debug)]
pub struct Site {
    /// The folder that holds `index.html`.
    pub root: PathBuf,
    /// A folder that mirrors `root` with every file as `<name>.br`, if compressed answers are wanted.
    pub brotli: Option<PathBuf>,
    /// Where the site is mounted: `/`, or `/some/folder/` to show that the app does not care.
    pub mount: String,
    /// Whether pages get the error watcher and the clock (see the module comment). `false` serves them untouched.
    pub watched: bool,
    /// Whether pages may keep the app's own files in the browser (`public/worker.js`).
    pub worker: bool,
    /// Headers sent with every answer.
    pub headers: Vec<(String, String)>,
}

impl Site {
    /// The site in `root` with the headers of `Trunk.toml`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            brotli: None,
            mount: "/".to_owned(),
            watched: true,
            worker: false,
            headers: published_headers(),
        }
    }
}

/// The headers every host is asked to send, from the one place they stand in.
pub fn published_headers() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Trunk.toml");
    let text = fs::read_to_string(&path).expect("Trunk.toml is part of the checkout");
    let table: toml::Table = toml::from_str(&text).expect("Trunk.toml is TOML");
    let headers = table["serve"]["headers"].as_table().expect("Trunk.toml has [serve.headers]");
    headers
        .iter()
        .map(|(name, value)| {
            let value = value.as_str().expect("a header is a string");
            (name.clone(), value.to_owned())
        })
        .collect()
}

/// A running host. It stops when dropped.
pub struct Server {
    shared: Arc<Shared>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
}

struct Shared {
    site: Site,
    state: Mutex<State>,
    gate: watch::Sender<bool>,
}

#[derive(Default)]
struct State {
    fault: Fault,
    /// Minutes by which pages believe it is later than it is.
    clock: i64,
    overlay: BTreeMap<String, Vec<u8>>,
    seen: Vec<Seen>,
    violations: Vec<serde_json::Value>,
    complaints: Vec<Complaint>,
}

/// A mutex whose holder panicked still holds a log worth reading.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Server {
    pub fn start(site: Site) -> Self {
        let listener = StdListener::bind("127.0.0.1:0").expect("a free port");
        listener.set_nonblocking(true).expect("a socket option");
        let address = listener.local_addr().expect("a bound socket has an address");
        let shared =
            Arc::new(Shared { site, state: Mutex::default(), gate: watch::Sender::new(false) });
        let (stop, stopped) = oneshot::channel();
        let for_thread = Arc::clone(&shared);
        thread::Builder::new()
            .name("server".to_owned())
            .spawn(move || {
                tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .expect("a runtime")
                    .block_on(async move {
                        tokio::select! {
                            () = accept(listener, for_thread) => {}
                            _ = stopped => {}
                        }
                    });
            })
            .expect("a thread");
        Self { shared, address, stop: Some(stop) }
    }

    /// The address of the app, with the slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.shared.site.mount)
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn site(&self) -> &Site {
        &self.shared.site
    }

    pub fn set_fault(&self, fault: Fault) {
        lock(&self.shared.state).fault = fault;
    }

    /// Lets go of what [`Fault::SlowWasm`] holds back.
    pub fn let_go(&self) {
        self.shared.gate.send_replace(true);
    }

    /// From the next page load on, pages believe it is this many minutes later.
    pub fn advance_clock(&self, minutes: i64) {
        lock(&self.shared.state).clock += minutes;
    }

    /// Serves `bytes` at `path` (relative to the app) instead of what is in the folder: a new release, for example.
    pub fn overlay(&self, path: &str, bytes: impl Into<Vec<u8>>) {
        lock(&self.shared.state).overlay.insert(path.to_owned(), bytes.into());
    }

    /// Every request so far, those of the harness itself left out.
    pub fn seen(&self) -> Vec<Seen> {
        let state = lock(&self.shared.state);
        let own = |seen: &&Seen| !seen.path.starts_with("/__");
        state.seen.iter().filter(own).cloned().collect()
    }

    /// Forgets the requests so far; for "after this moment, no request at all".
    pub fn forget_seen(&self) {
        lock(&self.shared.state).seen.clear();
    }

    /// Every report of a policy violation so far.
    pub fn violations(&self) -> Vec<serde_json::Value> {
        lock(&self.shared.state).violations.clone()
    }

    pub fn forget_violations(&self) {
        lock(&self.shared.state).violations.clear();
    }

    pub fn complaints(&self) -> Vec<Complaint> {
        lock(&self.shared.state).complaints.clone()
    }

    pub fn forget_complaints(&self) {
        lock(&self.shared.state).complaints.clear();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The thread may have ended already; then there is nothing to stop.
            let _ = stop.send(());
        }
    }
}

async fn accept(listener: StdListener, shared: Arc<Shared>) {
    let listener = tokio::net::TcpListener::from_std(listener).expect("a listening socket");
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(request, Arc::clone(&shared)));
            // A browser closes connections as it likes; that is no fault of the app.
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

type Answer = Response<Full<Bytes>>;

async fn answer(request: Request<Incoming>, shared: Arc<Shared>) -> Result<Answer, Infallible> {
    let method = request.method().to_string();
    let path = request.uri().path().to_owned();
    let fault = lock(&shared.state).fault;
    if fault == Fault::Gone {
        // No answer ever comes; the browser sees a host that does not speak.
        std::future::pending::<()>().await;
    }
    if fault == Fault::SlowWasm && path.ends_with("_bg.wasm") {
        let mut gate = shared.gate.subscribe();
        // The sender lives as long as the server; if it is gone, so is the test.
        let _ = gate.wait_for(|open| *open).await;
    }
    let mut answer = if path.starts_with("/__") {
        harness_page(request, &path, &shared).await
    } else {
        app_file(&request, &path, fault, &shared)
    };
    let headers = answer.headers_mut();
    for (name, value) in &shared.site.headers {
        let mut value = value.clone();
        if name.eq_ignore_ascii_case("content-security-policy") {
            value.push_str("; report-uri /__csp");
        }
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a header name");
        headers.insert(name, HeaderValue::from_str(&value).expect("a header value"));
    }
    if fault == Fault::StricterPolicy {
        headers.append(
            "content-security-policy",
            HeaderValue::from_static("script-src 'self'; report-uri /__csp"),
        );
    }
    lock(&shared.state).seen.push(Seen { method, path, status: answer.status().as_u16() });
    Ok(answer)
}

fn is(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

fn plain(status: StatusCode, mime: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(mime));
    answer
}

async fn harness_page(request: Request<Incoming>, path: &str, shared: &Shared) -> Answer {
    if request.method() == Method::POST {
        let body = match request.into_body().collect().await {
            Ok(body) => body.to_bytes(),
            Err(_) => Bytes::new(),
        };
        let text = String::from_utf8_lossy(&body).into_owned();
        let mut state = lock(&shared.state);
        match path {
            "/__csp" => {
                let report = serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text));
                state.violations.push(report);
            }
            "/__watch" => state.complaints.push(Complaint(text)),
            _ => {}
        }
        return plain(StatusCode::NO_CONTENT, "text/plain", "");
    }
    match path {
        "/__blank" => plain(
            StatusCode::OK,
            "text/html; charset=utf-8",
            "<!doctype html><html lang=en><title>blank</title><h1>blank</h1></html>",
        ),
        "/__watch.js" => {
            let milliseconds = lock(&shared.state).clock * 60_000;
            let script = include_str!("watch.js")
                .replace("__CLOCK__", &milliseconds.to_string())
                .replace("__WORKER__", &shared.site.worker.to_string());
            plain(StatusCode::OK, "text/javascript; charset=utf-8", script)
        }
        _ => plain(StatusCode::NOT_FOUND, "text/plain", ""),
    }
}

fn app_file(request: &Request<Incoming>, path: &str, fault: Fault, shared: &Shared) -> Answer {
    let missing = || plain(StatusCode::NOT_FOUND, "text/plain", "not here");
    let Some(relative) = path.strip_prefix(shared.site.mount.as_str()) else {
        return missing();
    };
    let relative = if relative.is_empty() { "index.html" } else { relative };
    let relative = percent_decoded(relative);
    if relative.split('/').any(|part| part == "..") {
        return missing();
    }
    let loader = is(path, "js") && !path.ends_with("boot.js");
    let wasm = is(path, "wasm");
    let part = wasm && !path.ends_with("_bg.wasm");
    if (fault == Fault::NoWasm && wasm)
        || (fault == Fault::NoParts && part)
        || (fault == Fault::NoLoader && loader)
    {
        return missing();
    }
    let overlaid = lock(&shared.state).overlay.get(&relative).cloned();
    let is_page = is(&relative, "html");
    let accepts_brotli = request
        .headers()
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("br"));
    // A page that is changed on its way cannot be taken from the compressed folder.
    let changed = overlaid.is_some() || (is_page && shared.site.watched);
    let compressed = match &shared.site.brotli {
        Some(folder) if accepts_brotli && !changed => {
            fs::read(folder.join(format!("{relative}.br"))).ok()
        }
        _ => None,
    };
    let squeezed = compressed.is_some();
    let body = compressed.or(overlaid).or_else(|| fs::read(shared.site.root.join(&relative)).ok());
    let Some(mut body) = body else {
        return missing();
    };
    if is_page && shared.site.watched {
        body = watched(body);
    }

    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    let etag = format!("\"{:016x}\"", hasher.finish());
    let fresh = request
        .headers()
        .get(IF_NONE_MATCH)
        .is_some_and(|value| value.as_bytes() == etag.as_bytes());
    let mime = match () {
        () if fault == Fault::WasmAsText && wasm => "text/plain",
        () if fault == Fault::LoaderAsText && loader => "text/plain",
        () => mime(&relative),
    };
    let mut answer = if fresh {
        plain(StatusCode::NOT_MODIFIED, mime, "")
    } else {
        plain(StatusCode::OK, mime, body)
    };
    let headers = answer.headers_mut();
    if squeezed && !fresh {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(ETAG, HeaderValue::from_str(&etag).expect("hexadecimal"));
    // What a careful host does: names with a hash never change, the rest is asked about each time.
    let cache =
        if has_hash(&relative) { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    answer
}

/// The page with the watcher as its first script, before anything of the app runs.
fn watched(page: Vec<u8>) -> Vec<u8> {
    let Ok(text) = String::from_utf8(page.clone()) else {
        return page;
    };
    let tag = r#"<script src="/__watch.js"></script>"#;
    // trunk's minifier drops `<head>`; the character set has to stay within the first bytes.
    for anchor in ["<meta charset=utf-8>", "<meta charset=\"utf-8\">", "<head>"] {
        if let Some(at) = text.find(anchor) {
            let at = at + anchor.len();
            return format!("{}{tag}{}", &text[..at], &text[at..]).into_bytes();
        }
    }
    panic!("the page has neither a character set nor a head to put the watcher after");
}

fn has_hash(name: &str) -> bool {
    name.split(['-', '_', '.', '/'])
        .any(|part| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let code = (*first == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(|digits| str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(byte) = code {
            bytes.push(byte);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn mime(name: &str) -> &'static str {
    match Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The proxy for every host but ours: writes down who was asked for, and answers nothing.
pub struct Trap {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Trap {
    pub fn start() -> Self {
        let listener = StdListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        // The thread ends with the process; it holds one socket and nothing else.
        thread::Builder::new()
            .name("trap".to_owned())
            .spawn(move || {
                for stream in listener.incoming() {
                    let Ok(mut stream) = stream else { continue };
                    let mut line = String::new();
                    if BufReader::new(&stream).read_line(&mut line).is_ok() && !line.is_empty() {
                        lock(&log).push(line.trim_end().to_owned());
                    }
                    let _ =
                        stream.write_all(b"HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n");
                }
            })
            .expect("a thread");
        Self { address, asked }
    }

    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// The first line of every request that was meant for somebody else.
    pub fn asked(&self) -> Vec<String> {
        lock(&self.asked).clone()
    }
}
