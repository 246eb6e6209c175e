//! How much one client may ask for at a time.
//!
//! Typing is never stopped: matching answers two hundred times a second for each client, where a person types ten. Whole offices sit
//! behind one address, so who is signed in counts alone and an address counts for many. Each node counts for itself, in memory. Not here: wrong
//! passwords for one account, which are counted in the trail (`app::session`), and letters to one address (`app::password`).

use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State as Shared};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::error::Failure;
use crate::frame::Frame;
use crate::visitor::{Look, session_cookie};
use crate::{Settings, Transport};

/// Matching while one types, and the checks that go with it: a second, and at once.
const TYPING: (u32, u32) = (200, 1_000);
/// Signing in and asking for passwords: a second's share of a minute's, and at once.
const SECRETS: (u32, u32) = (1, 60);
/// Everything from one address, behind which many may sit: a second, and at once.
const ADDRESS: (u32, u32) = (1_000, 5_000);

/// Clients are forgotten when this many are known and they have not asked lately.
const KNOWN_MAX: usize = 50_000;

type Limiter<C> = RateLimiter<u64, DashMapStateStore<u64>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// What clients have asked for lately.
pub(crate) struct Limits<C: Clock = DefaultClock> {
    typing: Limiter<C>,
    secrets: Limiter<C>,
    address: Limiter<C>,
}

/// What a request asks for, as limits see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Typing,
    Secrets,
    Other,
}

impl Kind {
    fn of(request: &Request) -> Self {
        match request.uri().path() {
            "/matchning" | "/api/v1/match" | "/behov/kontroll" => Self::Typing,
            "/logga-in" | "/losenord/glomt" | "/losenord/nytt" if !request.method().is_safe() => {
                Self::Secrets
            }
            _ => Self::Other,
        }
    }
}

impl<C: Clock + Clone> Limits<C> {
    fn new(clock: &C) -> Self {
        let limiter = |(second, burst): (u32, u32)| {
            let number = |n: u32| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
            let quota = Quota::per_second(number(second)).allow_burst(number(burst));
            RateLimiter::new(quota, DashMapStateStore::default(), clock.clone())
        };
        Self { typing: limiter(TYPING), secrets: limiter(SECRETS), address: limiter(ADDRESS) }
    }

    /// Whether a client at an address may ask for this now.
    fn allow(&self, kind: Kind, client: u64, address: u64) -> bool {
        for limiter in [&self.typing, &self.secrets, &self.address] {
            if limiter.len() > KNOWN_MAX {
                limiter.retain_recent();
            }
        }
        let within = self.address.check_key(&address).is_ok();
        within
            && match kind {
                Kind::Typing => self.typing.check_key(&client).is_ok(),
                // A new session is nobody's right: what guesses is counted by its address alone.
                Kind::Secrets => self.secrets.check_key(&address).is_ok(),
                Kind::Other => true,
            }
    }
}

/// Limits and what they need to know about the installation.
#[derive(Clone)]
pub(crate) struct Limited {
    limits: Arc<Limits>,
    settings: Arc<Settings>,
}

impl Limited {
    pub(crate) fn new(settings: Arc<Settings>) -> Self {
        Self { limits: Arc::new(Limits::new(&DefaultClock::default())), settings }
    }
}

/// Answers 429 to who asks too much. A request without an address, as tests send it, is not counted.
pub(crate) async fn limit(Shared(limited): Shared<Limited>, request: Request, next: Next) -> Response {
    let transport = limited.settings.transport;
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let Some(address) = peer.map(|peer| address_of(transport, request.headers(), peer)) else {
        return next.run(request).await;
    };
    let address = number(&address);
    let cookies = axum_extra::extract::cookie::CookieJar::from_headers(request.headers());
    let client = cookies.get(session_cookie(transport)).map_or(address, |cookie| number(&cookie.value()));
    if limited.limits.allow(Kind::of(&request), client, address) {
        return next.run(request).await;
    }
    let failure = if request.uri().path().starts_with("/api/") {
        Failure::too_much_json()
    } else {
        let (parts, _) = request.into_parts();
        Failure::too_much(Frame::outside(&Look::of(&parts)))
    };
    failure.into_response()
}

/// Who asks: behind a proxy, as it says last.
fn address_of(transport: Transport, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
    let forwarded = match transport {
        Transport::Https => headers.get("x-forwarded-for").and_then(|value| value.to_str().ok()),
        Transport::Http => None,
    };
    let last = forwarded.and_then(|forwarded| forwarded.rsplit(',').next());
    last.and_then(|last| last.trim().parse().ok()).unwrap_or(peer)
}

fn number(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::http::HeaderValue;
    use governor::clock::FakeRelativeClock;

    use super::*;

    #[test]
    fn typing_is_never_stopped_and_flooding_is() {
        let clock = FakeRelativeClock::default();
        let limits = Limits::new(&clock);
        // Five minutes of twenty a second.
        for asked in 0..5 * 60 * 20 {
            assert!(limits.allow(Kind::Typing, 1, 9), "after {asked}");
            clock.advance(Duration::from_millis(50));
        }
        let at_once = (0..4_000).filter(|_| limits.allow(Kind::Typing, 2, 9)).count();
        assert_eq!(at_once, 1_000, "a burst, and no more");
        assert!(limits.allow(Kind::Typing, 3, 9), "another behind the same address is not stopped");
        clock.advance(Duration::from_secs(4));
        let next = (0..4_000).filter(|_| limits.allow(Kind::Typing, 2, 9)).count();
        assert_eq!(next, 4 * 200);
    }

    #[test]
    fn guesses_are_counted_by_address_whatever_session_they_claim() {
        let clock = FakeRelativeClock::default();
        let limits = Limits::new(&clock);
        let through = (0..10_000).filter(|claimed| limits.allow(Kind::Secrets, *claimed, 9)).count();
        assert_eq!(through, 60);
        assert!(limits.allow(Kind::Secrets, 1, 8), "from elsewhere");
    }

    #[test]
    fn one_address_cannot_take_everything_and_others_go_on() {
        let clock = FakeRelativeClock::default();
        let limits = Limits::new(&clock);
        let through = (0..10_000).filter(|client| limits.allow(Kind::Other, *client, 9)).count();
        assert_eq!(through, 5_000);
        assert!(limits.allow(Kind::Other, 1, 8));
    }

    #[test]
    fn a_proxy_is_believed_only_where_there_is_one() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("10.0.0.1, 192.0.2.7"));
        let peer: IpAddr = "127.0.0.1".parse().unwrap();
        assert_eq!(address_of(Transport::Https, &headers, peer).to_string(), "192.0.2.7");
        assert_eq!(address_of(Transport::Http, &headers, peer), peer);
        headers.insert("x-forwarded-for", HeaderValue::from_static("nonsens"));
        assert_eq!(address_of(Transport::Https, &headers, peer), peer);
    }
}
