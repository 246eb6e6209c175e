//! What stands around every route, asked of every route there is: headers, no script or style in a page, no request from another
//! site, cookies, and denials in the trail.

use crate::house::{ANNA, Answer, BO, Browser, House, KARIN};
use axum::body::Body;
use axum::http::{Method, header};
use domain::permission::Actor;
use domain::sharing::Sharing;
use web::Transport;

const TEXT: &str = "Vi hämtar nycklar på kontoret flera gånger om dagen.";

/// Headers that every answer has, as they must stand.
const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// Every path there is, with what is in braces filled in by something that is there, and by something that is not.
fn addresses(need: &str, solution: &str) -> Vec<(Method, String)> {
    let filled = |path: &str, number: &str| {
        let mut path = path.to_owned();
        while let (Some(from), Some(to)) = (path.find('{'), path.find('}')) {
            let value = match &path[from..=to] {
                "{number}" | "{of}" => number,
                "{solution}" => solution,
                "{called}" => "Vara",
                "{code}" => "sv",
                "{*path}" => "brygga.css",
                _ => "nonsens",
            };
            path.replace_range(from..=to, value);
        }
        path
    };
    let routes = web::known_routes();
    assert!(routes.len() > 50, "the list of routes is whole: {}", routes.len());
    let of = |number: &str| {
        routes.iter().map(|route| (route.method.clone(), filled(route.path, number))).collect::<Vec<_>>()
    };
    let elsewhere = [
        (Method::GET, "/finns-inte".to_owned()),
        (Method::POST, "/finns-inte".to_owned()),
        (Method::PUT, "/behov".to_owned()),
        (Method::DELETE, format!("/behov/{need}")),
        (Method::HEAD, "/behov".to_owned()),
        (Method::OPTIONS, "/behov".to_owned()),
        (Method::TRACE, "/".to_owned()),
    ];
    [of(need), of(solution), of("B-2026-9999"), elsewhere.to_vec()].concat()
}

/// What is wrong with the headers and the page of an answer.
fn faults(answer: &Answer, path: &str, transport: Transport) -> Vec<String> {
    let header =
        |name: &str| answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut faults = Vec::new();
    for (name, value) in ALWAYS {
        if header(name) != value {
            faults.push(format!("{name}: {:?}", header(name)));
        }
    }
    let policy = header("content-security-policy");
    for needed in ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
        if !policy.contains(needed) {
            faults.push(format!("the policy lacks {needed}"));
        }
    }
    if policy.contains("unsafe") || policy.contains('*') || policy.contains("http") {
        faults.push(format!("the policy is loose: {policy}"));
    }
    let is_static = path.starts_with("/static/") || path == "/favicon.ico";
    if header("cache-control") != "no-store" && !is_static {
        faults.push(format!("cache-control: {:?}", header("cache-control")));
    }
    let is_strict = header("strict-transport-security").starts_with("max-age=31536000");
    if is_strict != (transport == Transport::Https) {
        faults.push("strict-transport-security does not fit the transport".to_owned());
    }
    if header("content-type").starts_with("text/html") {
        faults.extend(inline(&answer.body));
    }
    faults
}

/// Script and style that stand in a page.
fn inline(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in page.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let is_inline = tag.starts_with("style")
            || (tag.starts_with("script") && !tag.contains(" src="))
            || tag.contains(" style=")
            || tag.contains("javascript:")
            || tag.split_whitespace().skip(1).any(|attribute| {
                attribute
                    .split('=')
                    .next()
                    .is_some_and(|name| name.starts_with("on") && attribute.contains('='))
            });
        if is_inline {
            found.push(format!("inline: <{tag}>"));
        }
    }
    found
}

async fn with_records(house: &House) -> (String, String) {
    let anna = house.signed_in_as(ANNA).await;
    let need = anna.sends_need(&[("text", TEXT), ("sharing", "collaboration")]).await;
    let solution = house.has_solution("Nyckelfritt", "Hanterar nycklar.", "Essunga", Sharing::Public).await;
    (need, solution.to_string())
}

#[tokio::test]
async fn every_answer_of_every_route_is_protected() {
    let house = House::new().await;
    let (need, solution) = with_records(&house).await;
    let (anna, karin) = (house.signed_in_as(ANNA).await, house.signed_in_as(KARIN).await);
    let (plain, secure) = (house.visitor(), house.visitor_over(Transport::Https));
    let mut asked = 0;
    for (method, address) in addresses(&need, &solution) {
        for (browser, transport) in [
            (&plain, Transport::Http),
            (&secure, Transport::Https),
            (&anna, Transport::Http),
            (&karin, Transport::Http),
        ] {
            let answer = browser.send(method.clone(), &address, Body::empty()).await;
            let faults = faults(&answer, &address, transport);
            assert!(faults.is_empty(), "{method} {address} ({}): {faults:?}", answer.status);
            assert!(answer.status.as_u16() < 500, "{method} {address}: {}", answer.status);
            asked += 1;
        }
    }
    println!("{asked} answers");
    let large = "a".repeat(5 * 1024 * 1024);
    for address in ["/behov/nytt", "/matchning"] {
        let answer = anna.send(Method::POST, address, Body::from(large.clone())).await;
        assert_eq!(faults(&answer, address, Transport::Http), Vec::<String>::new(), "{address}");
    }
}

#[test]
fn planted_faults_are_seen() {
    for page in [
        "<p style=\"color:red\">",
        "<style>p{}</style>",
        "<script>alert(1)</script>",
        "<button type=button onclick=\"x()\">",
        "<a href=\"javascript:x\">",
    ] {
        assert!(!inline(page).is_empty(), "{page}");
    }
    assert!(inline("<script src=\"/static/a.js\" defer></script><p>on=1 style=2</p>").is_empty());
}

#[tokio::test]
async fn a_request_from_another_site_changes_nothing_whatever_it_asks() {
    let house = House::new().await;
    let (need, solution) = with_records(&house).await;
    let anna = house.signed_in_as(ANNA).await;
    let from = |name: &str, value: &str| anna.clone().with_header(name, value);
    let elsewhere = [
        from("sec-fetch-site", "cross-site"),
        from("sec-fetch-site", "same-site"),
        from("origin", "https://elsewhere.example"),
        from("origin", "null"),
    ];
    let before = trail_length(&house).await;
    let mut paths: Vec<String> = addresses(&need, &solution).into_iter().map(|(_, path)| path).collect();
    paths.sort();
    paths.dedup();
    for path in &paths {
        for browser in &elsewhere {
            for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                let answer = browser.send(method.clone(), path, Body::empty()).await;
                assert_eq!(answer.status.as_u16(), 403, "{method} {path}");
            }
        }
    }
    assert_eq!(trail_length(&house).await, before, "it is refused before anybody is looked up");
    let own = from("sec-fetch-site", "same-origin");
    own.post("/behov/nytt", &[("text", TEXT)]).await.leads_to();
    let link = from("sec-fetch-site", "cross-site");
    link.get(&format!("/behov/{need}")).await.is(200);
}

async fn trail_length(house: &House) -> i64 {
    house.app.verify_trail(&Actor::Operator, None).await.unwrap().events
}

#[tokio::test]
async fn what_is_denied_stands_in_the_trail_without_what_was_sent() {
    let house = House::new().await;
    let (need, _) = with_records(&house).await;
    let (bo, anybody): (Browser, Browser) = (house.signed_in_as(BO).await, house.visitor());
    let before = trail_length(&house).await;
    let path = format!("/behov/{need}/andra");
    bo.post(&path, &[("version", "2"), ("text", "Hemligt 811218-9876")]).await.is(403);
    anybody.post(&path, &[("version", "2"), ("text", "Hemligt")]).await.is(401);
    bo.get(&path).await.is(403);
    let entries = house.app.trail_after(&Actor::Operator, before).await.unwrap();
    let kinds: Vec<_> = entries.iter().map(|entry| (entry.kind.as_str(), entry.doer.as_str())).collect();
    assert_eq!(kinds, [("deed_denied", "person"), ("deed_denied", "anonymous")], "reading is not a deed");
    for entry in &entries {
        assert!(
            entry.changes.contains(&format!("POST {path}")) && !entry.changes.contains("Hemligt"),
            "{entry:?}"
        );
    }
}

#[tokio::test]
async fn the_cookie_of_a_session_is_kept_to_the_browser() {
    let house = House::new().await;
    let somebody = app::person::PersonInput {
        name: "Nils Berg".into(),
        email: "nils@kommun.example".into(),
        organisation: house.organisation("Vara"),
        role: domain::person::Role::Reader,
        title: String::new(),
        password: Some("ett långt lösenord".into()),
    };
    house.app.add_person(&Actor::Operator, somebody).await.unwrap();
    let form = [("epost", "nils@kommun.example"), ("losenord", "ett långt lösenord")];
    for (transport, name, secure) in
        [(Transport::Https, "__Host-brygga-session=", true), (Transport::Http, "brygga-session=", false)]
    {
        let answer = house.visitor_over(transport).post("/logga-in", &form).await;
        answer.leads_to();
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(cookie.starts_with(name), "{cookie}");
        for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
        assert_eq!(cookie.contains("Secure"), secure, "{cookie}");
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
}
