//! Static files: the design system, our own style, script and icons, all inside the binary.

use crate::routes::Routes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

/// Our own files, served under `/static/`.
#[derive(RustEmbed)]
#[folder = "../../assets/web/"]
#[include = "*.css"]
#[include = "*.js"]
#[include = "*.svg"]
struct Own;

/// Files of others, unmodified, served under `/static/vendor/`.
#[derive(RustEmbed)]
#[folder = "../../assets/vendor/"]
#[include = "*.css"]
#[include = "*.js"]
#[include = "*.woff2"]
#[include = "*/LICENSE"]
struct Vendored;

/// Browsers keep a file for an hour and then ask whether it has changed.
const CACHING: &str = "public, max-age=3600";

pub(crate) fn routes() -> Routes {
    Routes::new().get("/static/{*path}", file).get("/favicon.ico", favicon)
}

async fn file(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let found = match path.strip_prefix("vendor/") {
        Some(vendored) => Vendored::get(vendored),
        None => Own::get(&path),
    };
    found.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |file| serve(&path, &file, &headers))
}

async fn favicon(headers: HeaderMap) -> Response {
    let icon = Own::get("favicon.svg");
    icon.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |file| serve("favicon.svg", &file, &headers))
}

fn serve(path: &str, file: &EmbeddedFile, headers: &HeaderMap) -> Response {
    let hash: String = file.metadata.sha256_hash().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{hash}\"");
    let kept = headers.get(header::IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let about = [(header::ETAG, tag), (header::CACHE_CONTROL, CACHING.to_owned())];
    if kept {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    let kind = match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "text/plain; charset=utf-8",
    };
    (about, [(header::CONTENT_TYPE, kind)], file.data.clone().into_owned()).into_response()
}
