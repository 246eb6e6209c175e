//! Signing in at an identity provider: who comes in, what groups give, and every answer that must not be believed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use app::identity::provider::{Provider, ProviderSettings};
use app::identity::{Answer, Arrival};
use app::session::Visitor;
use app::{App, AppError, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::permission::Actor;
use domain::person::Role;
use openidconnect::core::{CoreHmacKey, CoreJwsSigningAlgorithm};
use openidconnect::{PkceCodeChallenge, PkceCodeVerifier, PrivateSigningKey};
use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer;
use serde_json::{Value, json};

use crate::cast::{Cast, NOON};

const CLIENT: &str = "brygga";
const SECRET: &str = "delad med leverantören";
const ACCESS: &str = "atkomst";
const NOW: i64 = NOON.milliseconds() / 1000;

/// A provider on this machine that says what a test wants it to.
#[derive(Clone)]
struct Fake {
    issuer: String,
    key: SigningKey,
    says: Arc<Mutex<Says>>,
}

#[derive(Default)]
struct Says {
    /// What the token address answers.
    tokens: Value,
    status: u16,
    /// What is said when asked beside.
    beside: Value,
    /// The verifier that came with the code.
    verifier: String,
    /// Names of the keys that are told.
    keys: Vec<(String, SigningKey)>,
}

fn key() -> SigningKey {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).unwrap();
    SigningKey::from_slice(&bytes).unwrap()
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn public(name: &str, key: &SigningKey) -> Value {
    let point = key.verifying_key().to_sec1_point(false);
    let (x, y) = (encoded(point.x().unwrap()), encoded(point.y().unwrap()));
    json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": name, "x": x, "y": y })
}

impl Fake {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let key = key();
        let says = Says { status: 200, keys: vec![("ett".into(), key.clone())], ..Says::default() };
        let fake = Self { issuer, key, says: Arc::new(Mutex::new(says)) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(Self::metadata))
            .route("/jwks", get(Self::jwks))
            .route("/token", post(Self::token))
            .route("/me", get(Self::beside))
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        fake
    }

    async fn metadata(State(fake): State<Self>) -> Json<Value> {
        let at = |path: &str| format!("{}{path}", fake.issuer);
        Json(json!({
            "issuer": fake.issuer, "authorization_endpoint": at("/auth"), "token_endpoint": at("/token"),
            "userinfo_endpoint": at("/me"), "jwks_uri": at("/jwks"), "response_types_supported": ["code"],
            "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["ES256"],
        }))
    }

    async fn jwks(State(fake): State<Self>) -> Json<Value> {
        let keys: Vec<Value> =
            fake.says.lock().unwrap().keys.iter().map(|(name, key)| public(name, key)).collect();
        Json(json!({ "keys": keys }))
    }

    async fn token(State(fake): State<Self>, Form(sent): Form<BTreeMap<String, String>>) -> Response {
        let mut says = fake.says.lock().unwrap();
        says.verifier = sent.get("code_verifier").cloned().unwrap_or_default();
        (StatusCode::from_u16(says.status).unwrap(), Json(says.tokens.clone())).into_response()
    }

    async fn beside(State(fake): State<Self>) -> Response {
        match fake.says.lock().unwrap().beside.clone() {
            Value::Null => StatusCode::NOT_FOUND.into_response(),
            said => Json(said).into_response(),
        }
    }

    fn signed(&self, header: &Value, claims: &Value) -> String {
        let content = format!("{}.{}", encoded(header.to_string()), encoded(claims.to_string()));
        let signature: p256::ecdsa::Signature = self.key.sign(content.as_bytes());
        format!("{content}.{}", encoded(signature.to_bytes()))
    }

    fn will_say(&self, token: Value) {
        let mut says = self.says.lock().unwrap();
        says.tokens = json!({ "access_token": ACCESS, "token_type": "Bearer", "id_token": token });
        says.status = 200;
    }

    /// What holds: a person with a verified address and a group.
    fn claims(&self, subject: &str, nonce: &str, groups: &[&str]) -> Value {
        json!({
            "iss": self.issuer, "aud": CLIENT, "sub": subject, "exp": NOW + 300, "iat": NOW, "nonce": nonce,
            "name": format!("Nya {subject}"), "email": format!("{subject}@kommun.example"), "email_verified": true,
            "groups": groups,
        })
    }

    fn app(&self, cast: &Cast) -> App {
        self.of(&cast.app)
    }

    fn of(&self, app: &App) -> App {
        let settings = ProviderSettings {
            issuer: self.issuer.clone(),
            name: "Kommunens inloggning".into(),
            client: CLIENT.into(),
            secret: SECRET.into(),
            own_address: "https://brygga.example".into(),
            groups: "groups".into(),
        };
        app.clone().with_provider(Provider::new(settings).unwrap())
    }
}

fn header() -> Value {
    json!({ "alg": "ES256", "kid": "ett", "typ": "JWT" })
}

/// Somebody on the way: what the browser has, and what was sent along.
struct Away {
    browser: String,
    sent: BTreeMap<String, String>,
}

impl Away {
    async fn from(app: &App, binds: Option<&Visitor>) -> Self {
        let departure = app.depart(binds, "/behov", "Vi behöver nycklar.").await.unwrap();
        let query = departure.address.split_once('?').unwrap().1;
        let sent = query.split('&').map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            (name.to_owned(), value.replace("%3A", ":").replace("%2F", "/").replace('+', " "))
        });
        Self { browser: departure.browser, sent: sent.collect() }
    }

    fn answer(&self, fake: &Fake) -> Answer {
        Answer {
            state: self.sent["state"].clone(),
            code: "en gång".into(),
            issuer: Some(fake.issuer.clone()),
        }
    }
}

/// Goes to the provider and comes back as somebody with these groups.
async fn comes(app: &App, fake: &Fake, subject: &str, groups: &[&str]) -> Result<Visitor, AppError> {
    let away = Away::from(app, None).await;
    let claims = fake.claims(subject, &away.sent["nonce"], groups);
    fake.will_say(fake.signed(&header(), &claims).into());
    match app.arrive(&Visitor::anonymous(), &away.answer(fake), &away.browser, "").await? {
        Arrival::In { token, .. } => app.visitor(&token).await,
        Arrival::Bound => panic!("nobody was signed in"),
    }
}

fn refusal(error: AppError) -> Refusal {
    let AppError::Refused(refusal) = error else { panic!("{error:?}") };
    refusal
}

#[tokio::test]
async fn who_belongs_to_a_group_comes_in_with_its_role() {
    let (cast, fake) = (Cast::new().await, Fake::start().await);
    let app = fake.app(&cast);
    let nobody = comes(&app, &fake, "nils", &["vard"]).await.unwrap_err();
    assert_eq!(refusal(nobody), Refusal::IdentityUnknown, "no group is anything yet");
    app.add_group_role(&cast.ada, cast.essunga, "vard", Role::NeedSubmitter).await.unwrap();

    let away = Away::from(&app, None).await;
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("code_challenge_method", "S256"),
        ("redirect_uri", "https://brygga.example/logga-in/svar"),
        ("scope", "openid email profile"),
    ] {
        assert_eq!(away.sent[name], value);
    }
    let claims = fake.claims("nils", &away.sent["nonce"], &["vard"]);
    fake.will_say(fake.signed(&header(), &claims).into());
    let arrival = app.arrive(&Visitor::anonymous(), &away.answer(&fake), &away.browser, "Firefox").await;
    let Arrival::In { token, onward, draft } = arrival.unwrap() else { panic!("signed in") };
    assert_eq!((onward.as_str(), draft.as_str()), ("/behov", "Vi behöver nycklar."));
    let verifier = PkceCodeVerifier::new(fake.says.lock().unwrap().verifier.clone());
    let proven = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
    assert_eq!(proven.as_str(), away.sent["code_challenge"]);
    let nils = app.visitor(&token).await.unwrap();
    let who = nils.signed_in.clone().unwrap();
    assert_eq!((who.person.name.as_str(), who.roles.as_slice()), ("Nya nils", &[Role::NeedSubmitter][..]));

    // Another address, another name: bound to issuer and subject alone.
    let away = Away::from(&app, None).await;
    let mut claims = fake.claims("nils", &away.sent["nonce"], &["vard"]);
    claims["email"] = "ada.falk@kommun.example".into();
    fake.will_say(fake.signed(&header(), &claims).into());
    let arrival = app.arrive(&Visitor::anonymous(), &away.answer(&fake), &away.browser, "").await.unwrap();
    let Arrival::In { token, .. } = arrival else { panic!("signed in") };
    let same = app.visitor(&token).await.unwrap().signed_in.unwrap().person;
    assert_eq!(same, who.person);
}

#[tokio::test]
async fn an_address_opens_nobodys_account() {
    let (cast, fake) = (Cast::new().await, Fake::start().await);
    let app = fake.app(&cast);
    app.add_group_role(&cast.ada, cast.essunga, "vard", Role::Reader).await.unwrap();
    let ada = cast.ada.member().unwrap().person;
    let email = app.people_of(&cast.ada, cast.essunga).await.unwrap();
    let email = email.iter().find(|row| row.person.id == ada).unwrap().person.email.clone();
    let away = Away::from(&app, None).await;
    let mut claims = fake.claims("mallory", &away.sent["nonce"], &["vard"]);
    claims["email"] = email.to_uppercase().into();
    fake.will_say(fake.signed(&header(), &claims).into());
    let taken = app.arrive(&Visitor::anonymous(), &away.answer(&fake), &away.browser, "").await.unwrap_err();
    assert_eq!(refusal(taken), Refusal::IdentityTaken);

    // Ada herself binds the account, signed in; then the provider leads in, and nobody else can bind the same.
    let token = app.start_session(ada, "").await.unwrap();
    let visitor = app.visitor(&token).await.unwrap();
    let bind = async |visitor: &Visitor, as_who: &Visitor| {
        let away = Away::from(&app, Some(visitor)).await;
        fake.will_say(fake.signed(&header(), &fake.claims("ada", &away.sent["nonce"], &[])).into());
        app.arrive(as_who, &away.answer(&fake), &away.browser, "").await
    };
    assert!(bind(&visitor, &Visitor::anonymous()).await.is_err(), "not in another browser");
    assert!(matches!(bind(&visitor, &visitor).await.unwrap(), Arrival::Bound));
    let back = comes(&app, &fake, "ada", &[]).await.unwrap();
    assert_eq!(back.actor.member().unwrap().person, ada);
    assert!(app.account(&back).await.unwrap().is_bound);
    let karin = cast.karin.member().unwrap().person;
    let token = app.start_session(karin, "").await.unwrap();
    let visitor = app.visitor(&token).await.unwrap();
    assert_eq!(refusal(bind(&visitor, &visitor).await.unwrap_err()), Refusal::IdentityTaken);
    assert_eq!(refusal(app.unbind(&back).await.unwrap_err()), Refusal::OnlyWayIn, "there is no password");
}

#[tokio::test]
async fn groups_give_and_take_their_own_and_nothing_else() {
    let (cast, fake) = (Cast::new().await, Fake::start().await);
    let app = fake.app(&cast);
    let (essunga, vara) = (cast.essunga, cast.vara);
    app.add_group_role(&cast.ada, essunga, "vard", Role::NeedSubmitter).await.unwrap();
    app.add_group_role(&cast.ada, essunga, "chefer", Role::Administrator).await.unwrap();
    app.add_group_role(&Actor::Operator, vara, "vara", Role::Reader).await.unwrap();
    let elsewhere = app.add_group_role(&cast.ada, vara, "vard", Role::Reader).await;
    assert!(matches!(elsewhere.unwrap_err(), AppError::Denied), "Ada administers Essunga alone");
    let steward = app.add_group_role(&cast.ada, essunga, "vard", Role::Steward).await;
    assert!(matches!(steward.unwrap_err(), AppError::Denied), "no group gives that");
    let roles = async |visitor: &Visitor| {
        let account = app.account(visitor).await.unwrap();
        let mut roles: Vec<Role> = account.organisations.iter().flat_map(|one| one.roles.clone()).collect();
        roles.sort_unstable();
        roles
    };

    let nils = comes(&app, &fake, "nils", &["vard", "vara", "annat"]).await.unwrap();
    assert_eq!(roles(&nils).await, [Role::NeedSubmitter, Role::Reader]);
    // By hand: one role more, and one taken.
    let id = nils.actor.member().unwrap().person;
    let by_hand = [Role::Coordinator];
    app.set_roles(&cast.ada, essunga, id, &[Role::NeedSubmitter], &by_hand, "").await.unwrap();
    let nils = comes(&app, &fake, "nils", &["vard", "vara"]).await.unwrap();
    assert_eq!(roles(&nils).await, [Role::Coordinator, Role::Reader], "what was taken by hand stays taken");
    let nils = comes(&app, &fake, "nils", &[]).await.unwrap();
    assert_eq!(roles(&nils).await, [Role::Coordinator], "what was given by hand stays given");
    let again = comes(&app, &fake, "nils", &["vard"]).await.unwrap();
    assert_eq!(roles(&again).await, [Role::NeedSubmitter, Role::Coordinator], "gone and back counts anew");

    // A provider that says nothing of groups takes nothing.
    let away = Away::from(&app, None).await;
    let mut claims = fake.claims("nils", &away.sent["nonce"], &[]);
    claims.as_object_mut().unwrap().remove("groups");
    fake.will_say(fake.signed(&header(), &claims).into());
    app.arrive(&Visitor::anonymous(), &away.answer(&fake), &away.browser, "").await.unwrap();
    assert_eq!(roles(&again).await, [Role::NeedSubmitter, Role::Coordinator]);

    // The last administrator stays, whatever groups say.
    let chief = comes(&app, &fake, "chef", &["chefer"]).await.unwrap();
    let ada = cast.ada.member().unwrap().person;
    app.set_roles(&cast.ada, essunga, ada, &[Role::Administrator], &[Role::Reader], "").await.unwrap();
    let chief_again = comes(&app, &fake, "chef", &[]).await.unwrap();
    assert_eq!(roles(&chief_again).await, [Role::Administrator]);
    app.set_roles(&chief.actor, essunga, ada, &[Role::Reader], &[Role::Administrator], "").await.unwrap();
    let gone = comes(&app, &fake, "chef", &[]).await.unwrap_err();
    assert_eq!(refusal(gone), Refusal::IdentityUnknown, "the last role went, and with it the way in");
    assert!(app.visitor_for(&chief, essunga).await.is_err(), "at the next request");
}

#[tokio::test]
async fn what_is_asked_beside_fills_in_for_the_same_person_alone() {
    let (cast, fake) = (Cast::new().await, Fake::start().await);
    let app = fake.app(&cast);
    app.add_group_role(&cast.ada, cast.essunga, "vard", Role::Reader).await.unwrap();
    let tries = async |subject: &str| {
        let away = Away::from(&app, None).await;
        let claims = json!({
            "iss": fake.issuer, "aud": CLIENT, "sub": "nils", "exp": NOW + 300, "iat": NOW, "nonce": away.sent["nonce"],
        });
        fake.will_say(fake.signed(&header(), &claims).into());
        fake.says.lock().unwrap().beside = json!({
            "sub": subject, "name": "Nils Ek", "email": "nils@kommun.example", "email_verified": true, "groups": ["vard"],
        });
        app.arrive(&Visitor::anonymous(), &away.answer(&fake), &away.browser, "").await
    };
    assert_eq!(refusal(tries("mallory").await.unwrap_err()), Refusal::IdentityUnknown);
    assert!(matches!(tries("nils").await.unwrap(), Arrival::In { .. }));
}

#[tokio::test]
async fn a_new_key_is_read_and_a_provider_that_is_away_is_told_as_away() {
    let (cast, mut fake) = (Cast::new().await, Fake::start().await);
    let app = fake.app(&cast);
    app.add_group_role(&cast.ada, cast.essunga, "vard", Role::Reader).await.unwrap();
    comes(&app, &fake, "nils", &["vard"]).await.unwrap();
    fake.key = key();
    fake.says.lock().unwrap().keys = vec![("tva".into(), fake.key.clone())];
    let away = Away::from(&app, None).await;
    let named = json!({ "alg": "ES256", "kid": "tva", "typ": "JWT" });
    fake.will_say(fake.signed(&named, &fake.claims("nils", &away.sent["nonce"], &["vard"])).into());
    app.arrive(&Visitor::anonymous(), &away.answer(&fake), &away.browser, "").await.unwrap();

    let nowhere = Fake { issuer: "http://127.0.0.1:9".into(), ..fake };
    let error = nowhere.app(&cast).depart(None, "", "").await.unwrap_err();
    assert_eq!(refusal(error), Refusal::ProviderAway);
    for issuer in ["http://kommun.example", "ftp://kommun.example", "kommun"] {
        let settings = ProviderSettings {
            issuer: issuer.into(),
            name: String::new(),
            client: CLIENT.into(),
            secret: SECRET.into(),
            own_address: "https://brygga.example".into(),
            groups: "groups".into(),
        };
        assert!(Provider::new(settings).is_err(), "{issuer} is not encrypted");
    }
}

/// A change to what holds, and its name.
type Spoiled = (&'static str, fn(&Fake, Value) -> Value);

/// Answers that must not be believed: each is what holds, but for one thing.
const SPOILED: &[Spoiled] = &[
    ("alg none", |_, claims| unsigned("none", &claims)),
    ("alg None", |_, claims| unsigned("None", &claims)),
    ("alg NONE", |_, claims| unsigned("NONE", &claims)),
    ("alg empty", |_, claims| unsigned("", &claims)),
    ("no signature", |_, claims| unsigned("ES256", &claims)),
    ("HS256 with our secret", |_, claims| hmac("HS256", SECRET.as_bytes(), &claims)),
    ("HS384 with our secret", |_, claims| hmac("HS384", SECRET.as_bytes(), &claims)),
    ("HS512 with our secret", |_, claims| hmac("HS512", SECRET.as_bytes(), &claims)),
    ("HS256 with the public key", |fake, claims| {
        hmac("HS256", fake.key.verifying_key().to_sec1_point(false).as_bytes(), &claims)
    }),
    ("RS256 with a key for ES256", |fake, claims| {
        headed(fake, json!({ "alg": "RS256", "kid": "ett" }), &claims)
    }),
    ("ES384 with a key for ES256", |fake, claims| {
        headed(fake, json!({ "alg": "ES384", "kid": "ett" }), &claims)
    }),
    ("another's key under the same name", |fake, claims| {
        headed(&Fake { key: key(), ..fake.clone() }, header(), &claims)
    }),
    ("a key that nobody told of", |fake, claims| {
        headed(&Fake { key: key(), ..fake.clone() }, json!({ "alg": "ES256", "kid": "tre" }), &claims)
    }),
    ("a key that it brings itself", |fake, claims| {
        let own = Fake { key: key(), ..fake.clone() };
        let jwk = public("ett", &own.key);
        headed(&own, json!({ "alg": "ES256", "kid": "ett", "jwk": jwk }), &claims)
    }),
    ("a key at an address that it names", |fake, claims| {
        let own = Fake { key: key(), ..fake.clone() };
        headed(&own, json!({ "alg": "ES256", "kid": "ett", "jku": "http://127.0.0.1:9/jwks" }), &claims)
    }),
    ("a demand that is not understood", |fake, claims| {
        headed(fake, json!({ "alg": "ES256", "kid": "ett", "crit": ["b64"], "b64": false }), &claims)
    }),
    ("a token of another kind", |fake, claims| {
        headed(fake, json!({ "alg": "ES256", "kid": "ett", "typ": "at+jwt" }), &claims)
    }),
    ("half a signature", |fake, claims| {
        let token = fake.signed(&header(), &claims);
        token[..token.len() - 40].into()
    }),
    ("what was signed is another's", |fake, claims| {
        let token = fake.signed(&header(), &claims);
        let other = encoded(set(claims, "sub", "ada".into()).to_string());
        let parts: Vec<&str> = token.split('.').collect();
        format!("{}.{other}.{}", parts[0], parts[2]).into()
    }),
    ("another issuer", |fake, claims| sign(fake, set(claims, "iss", "https://annan.example".into()))),
    ("the issuer with a slash", |fake, claims| {
        let iss = format!("{}/", fake.issuer);
        sign(fake, set(claims, "iss", iss.into()))
    }),
    ("no issuer", |fake, claims| sign(fake, without(claims, "iss"))),
    ("for another program", |fake, claims| sign(fake, set(claims, "aud", "annat".into()))),
    ("for nobody", |fake, claims| sign(fake, without(claims, "aud"))),
    ("for an empty list", |fake, claims| sign(fake, set(claims, "aud", json!([])))),
    ("for us and another", |fake, claims| sign(fake, set(claims, "aud", json!([CLIENT, "annat"])))),
    ("made for another party", |fake, claims| sign(fake, set(claims, "azp", "annat".into()))),
    ("another nonce", |fake, claims| sign(fake, set(claims, "nonce", "annan".into()))),
    ("no nonce", |fake, claims| sign(fake, without(claims, "nonce"))),
    ("an empty nonce", |fake, claims| sign(fake, set(claims, "nonce", "".into()))),
    ("too late", |fake, claims| sign(fake, set(claims, "exp", (NOW - 1).into()))),
    ("no end", |fake, claims| sign(fake, without(claims, "exp"))),
    ("an end that is no time", |fake, claims| sign(fake, set(claims, "exp", "i morgon".into()))),
    ("made long ago", |fake, claims| sign(fake, set(claims, "iat", (NOW - 3600).into()))),
    ("made in the future", |fake, claims| sign(fake, set(claims, "iat", (NOW + 3600).into()))),
    ("not made at any time", |fake, claims| sign(fake, without(claims, "iat"))),
    ("not valid yet", |fake, claims| sign(fake, set(claims, "nbf", (NOW + 3600).into()))),
    ("nobody", |fake, claims| sign(fake, without(claims, "sub"))),
    ("an empty somebody", |fake, claims| sign(fake, set(claims, "sub", "".into()))),
    ("somebody who is a number", |fake, claims| sign(fake, set(claims, "sub", 7.into()))),
    ("of another access token", |fake, claims| sign(fake, set(claims, "at_hash", encoded([7; 16]).into()))),
    ("no word of the address being verified", |fake, claims| sign(fake, without(claims, "email_verified"))),
    ("an address that is not verified", |fake, claims| {
        sign(fake, set(claims, "email_verified", false.into()))
    }),
    ("no address", |fake, claims| sign(fake, without(claims, "email"))),
    ("an address that is none", |fake, claims| sign(fake, set(claims, "email", "mallory".into()))),
    ("no token at all", |_, _| Value::Null),
    ("no JWT", |_, _| "hej".into()),
    ("two parts", |_, claims| {
        format!("{}.{}", encoded(header().to_string()), encoded(claims.to_string())).into()
    }),
    ("claims that are no JSON", |fake, _| {
        let content = format!("{}.{}", encoded(header().to_string()), encoded("hej"));
        let signature: p256::ecdsa::Signature = fake.key.sign(content.as_bytes());
        format!("{content}.{}", encoded(signature.to_bytes())).into()
    }),
];

fn set(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

fn without(mut claims: Value, name: &str) -> Value {
    claims.as_object_mut().unwrap().remove(name).unwrap();
    claims
}

fn sign(fake: &Fake, claims: Value) -> Value {
    headed(fake, header(), &claims)
}

fn headed(fake: &Fake, header: Value, claims: &Value) -> Value {
    fake.signed(&header, claims).into()
}

fn unsigned(method: &str, claims: &Value) -> Value {
    let header = json!({ "alg": method, "kid": "ett" });
    format!("{}.{}.", encoded(header.to_string()), encoded(claims.to_string())).into()
}

fn hmac(method: &str, secret: &[u8], claims: &Value) -> Value {
    let header = json!({ "alg": method, "kid": "ett" });
    let content = format!("{}.{}", encoded(header.to_string()), encoded(claims.to_string()));
    let method = match method {
        "HS384" => CoreJwsSigningAlgorithm::HmacSha384,
        "HS512" => CoreJwsSigningAlgorithm::HmacSha512,
        _ => CoreJwsSigningAlgorithm::HmacSha256,
    };
    let signature = CoreHmacKey::new(secret.to_vec()).sign(&method, content.as_bytes()).unwrap();
    format!("{content}.{}", encoded(signature)).into()
}

#[tokio::test]
async fn no_answer_is_believed_that_does_not_hold() {
    let (cast, fake) = (Cast::new().await, Fake::start().await);
    let app = fake.app(&cast);
    app.add_group_role(&cast.ada, cast.essunga, "vard", Role::Coordinator).await.unwrap();
    comes(&app, &fake, "nils", &["vard"]).await.expect("what holds, holds");
    let people = async || app.people_of(&cast.ada, cast.essunga).await.unwrap().len();
    let before = people().await;
    assert!(SPOILED.len() >= 40, "{}", SPOILED.len());
    for (name, spoil) in SPOILED {
        let away = Away::from(&app, None).await;
        let claims = fake.claims("mallory", &away.sent["nonce"], &["vard"]);
        fake.will_say(spoil(&fake, claims));
        let came = app.arrive(&Visitor::anonymous(), &away.answer(&fake), &away.browser, "").await;
        let error = came.err().unwrap_or_else(|| panic!("{name}: believed"));
        assert_eq!(refusal(error), Refusal::IdentityRefused, "{name}");
        assert_eq!(people().await, before, "{name}");
    }
    comes(&app, &fake, "olle", &["vard"]).await.expect("what holds still holds");
}

#[tokio::test]
async fn nobody_comes_back_by_a_way_that_is_not_theirs() {
    let (cast, fake) = (Cast::new().await, Fake::start().await);
    let app = fake.app(&cast);
    app.add_group_role(&cast.ada, cast.essunga, "vard", Role::Reader).await.unwrap();
    let ready = async || {
        let away = Away::from(&app, None).await;
        let claims = fake.claims("nils", &away.sent["nonce"], &["vard"]);
        fake.will_say(fake.signed(&header(), &claims).into());
        away
    };
    let nobody = Visitor::anonymous();

    let away = ready().await;
    app.arrive(&nobody, &away.answer(&fake), &away.browser, "").await.unwrap();
    let twice = app.arrive(&nobody, &away.answer(&fake), &away.browser, "").await.unwrap_err();
    assert_eq!(refusal(twice), Refusal::TooLate, "a code is used once");

    let away = ready().await;
    let stolen = app.arrive(&nobody, &away.answer(&fake), "", "").await.unwrap_err();
    assert_eq!(refusal(stolen), Refusal::TooLate, "another browser");
    let burnt = app.arrive(&nobody, &away.answer(&fake), &away.browser, "").await.unwrap_err();
    assert_eq!(refusal(burnt), Refusal::TooLate, "and what was tried is used up");

    let (one, other) = (ready().await, Away::from(&app, None).await);
    let mixed = Answer { state: other.sent["state"].clone(), ..one.answer(&fake) };
    let replayed = app.arrive(&nobody, &mixed, &other.browser, "").await.unwrap_err();
    assert_eq!(refusal(replayed), Refusal::IdentityRefused, "the nonce is the first one's");

    let away = ready().await;
    let guessed = Answer { state: "gissad".into(), ..away.answer(&fake) };
    assert_eq!(
        refusal(app.arrive(&nobody, &guessed, &away.browser, "").await.unwrap_err()),
        Refusal::TooLate
    );
    let away = ready().await;
    let elsewhere = Answer { issuer: Some("https://annan.example".into()), ..away.answer(&fake) };
    let error = app.arrive(&nobody, &elsewhere, &away.browser, "").await.unwrap_err();
    assert_eq!(refusal(error), Refusal::IdentityRefused, "mixed up with another provider");
    let away = ready().await;
    let declined = Answer { code: String::new(), ..away.answer(&fake) };
    let error = app.arrive(&nobody, &declined, &away.browser, "").await.unwrap_err();
    assert_eq!(refusal(error), Refusal::IdentityRefused, "the person said no there");
    let away = ready().await;
    fake.says.lock().unwrap().status = 400;
    let error = app.arrive(&nobody, &away.answer(&fake), &away.browser, "").await.unwrap_err();
    assert_eq!(refusal(error), Refusal::IdentityRefused, "the code is not the provider's");

    let away = ready().await;
    let later = fake.of(&cast.later(10 * 60 * 1000));
    let error = later.arrive(&nobody, &away.answer(&fake), &away.browser, "").await.unwrap_err();
    assert_eq!(refusal(error), Refusal::TooLate, "away too long");
}
