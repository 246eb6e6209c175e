//! What visitors choose for themselves: language, theme, density. Kept in cookies, not with the account, so
//! that it works without one.

use axum::extract::{Path, Query};
use axum::response::Redirect;
use axum_extra::extract::Form;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use serde::Deserialize;

use crate::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/sprak/{code}", language).post("/utseende", appearance)
}

#[derive(Debug, Deserialize)]
struct Back {
    #[serde(default)]
    till: String,
}

#[derive(Debug, Deserialize)]
struct Appearance {
    tema: Option<String>,
    tathet: Option<String>,
    #[serde(default)]
    till: String,
}

async fn language(
    jar: CookieJar,
    Path(code): Path<String>,
    Query(back): Query<Back>,
) -> (CookieJar, Redirect) {
    (jar.add(kept("sprak", code)), Redirect::to(own_address(&back.till)))
}

async fn appearance(jar: CookieJar, Form(chosen): Form<Appearance>) -> (CookieJar, Redirect) {
    let mut jar = jar;
    if let Some(theme) = chosen.tema {
        jar = jar.add(kept("tema", theme));
    }
    if let Some(density) = chosen.tathet {
        jar = jar.add(kept("tathet", density));
    }
    (jar, Redirect::to(own_address(&chosen.till)))
}

/// A lasting cookie. What it says is checked where it is read.
fn kept(name: &'static str, value: String) -> Cookie<'static> {
    let short: String = value.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    let mut cookie = Cookie::new(name, short);
    cookie.set_path("/");
    cookie.set_same_site(SameSite::Lax);
    cookie.set_http_only(true);
    cookie.make_permanent();
    cookie
}

/// The address if it is a path on this server, else the start page: a link must not lead visitors away.
pub(crate) fn own_address(address: &str) -> &str {
    let inside =
        address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', '\r', '\n']);
    if inside { address } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_addresses_are_gone_back_to() {
        assert_eq!(own_address("/behov?sida=2"), "/behov?sida=2");
        for away in
            ["", "//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "/a\r\nb"]
        {
            assert_eq!(own_address(away), "/", "{away}");
        }
    }
}
