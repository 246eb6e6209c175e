//! The talk with an identity provider: where to send people, and what its signed answer says about who came back.
//!
//! An answer holds only if it is signed with a key of the provider's and a method that takes a pair of keys, names this issuer, this
//! program alone and the number we sent along, and is neither too old nor too young (OpenID Connect Core 1.0, 3.1.3.7; RFC 9207).
//! Nothing is asked of addresses that are not encrypted, but for this machine's own, and redirects are not followed. What the provider
//! says of itself is kept for an hour, and read anew when a signature names a key that is not known.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use domain::instant::Instant;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata,
    CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AccessTokenHash, AdditionalClaims, AsyncHttpClient, AuthorizationCode, Client, ClientId, ClientSecret,
    CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, IdTokenFields, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse, TokenResponse, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::Answer;
use crate::error::Refusal;

/// Methods of signing that are taken: those with a pair of keys. One secret for both sides would let us sign ourselves.
const METHODS: [CoreJwsSigningAlgorithm; 8] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
];

/// How long what the provider says of itself is kept.
const KEPT_MILLISECONDS: i64 = 60 * 60 * 1000;

/// How old a signed answer may be, and how far ahead its clock.
const AGE_SECONDS: i64 = 10 * 60;
const AHEAD_SECONDS: i64 = 60;

/// How long the provider may take, and how much it may say, in bytes.
const PATIENCE: Duration = Duration::from_secs(10);
const LARGEST_ANSWER: u64 = 1024 * 1024;

/// Where an identity provider is and who we are to it.
#[derive(Debug, Clone)]
pub struct ProviderSettings {
    /// Its address, exactly as it writes it.
    pub issuer: String,
    /// What it is called on the button.
    pub name: String,
    /// What we are called there.
    pub client: String,
    /// What proves that we are.
    pub secret: String,
    /// Where people reach Brygga, without a slash at the end.
    pub own_address: String,
    /// The claim that lists groups.
    pub groups: String,
}

/// Why an identity provider cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProviderProblem {
    /// The issuer is no address, or not encrypted.
    Issuer,
    /// Our own address is none.
    OwnAddress,
}

/// An identity provider.
#[derive(Debug)]
pub struct Provider {
    issuer: IssuerUrl,
    name: String,
    client: ClientId,
    secret: ClientSecret,
    back: RedirectUrl,
    groups: String,
    agent: Agent,
    known: Mutex<Option<(Instant, CoreProviderMetadata)>>,
}

/// The way to the provider.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) address: String,
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
}

/// What a provider says about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claims {
    pub(super) issuer: String,
    pub(super) subject: String,
    pub(super) name: Option<String>,
    /// The address, where the provider has verified it.
    pub(super) verified_email: Option<String>,
    /// The groups; nothing where it does not say.
    pub(super) groups: Option<Vec<String>>,
}

/// Claims beside the standard ones.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
struct Further {
    #[serde(flatten)]
    all: serde_json::Map<String, serde_json::Value>,
}

impl AdditionalClaims for Further {}

impl Further {
    fn groups(&self, claim: &str) -> Option<Vec<String>> {
        let all = self.all.get(claim)?.as_array()?;
        Some(all.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect())
    }

    /// A number of seconds since 1970.
    fn seconds(&self, claim: &str) -> Option<f64> {
        self.all.get(claim)?.as_f64()
    }
}

type Fields = IdTokenFields<
    Further,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Tokens = StandardTokenResponse<Fields, CoreTokenType>;
type Talk = Client<
    Further,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Provider {
    /// A provider; it is not asked anything before somebody signs in, and may be away when we start.
    ///
    /// # Errors
    /// [`ProviderProblem`] for addresses that cannot be used.
    pub fn new(settings: ProviderSettings) -> Result<Self, ProviderProblem> {
        let issuer = IssuerUrl::new(settings.issuer).map_err(|_| ProviderProblem::Issuer)?;
        let uri: openidconnect::http::Uri = issuer.as_str().parse().map_err(|_| ProviderProblem::Issuer)?;
        if !is_safe(&uri) {
            return Err(ProviderProblem::Issuer);
        }
        let back = RedirectUrl::new(format!("{}/logga-in/svar", settings.own_address));
        Ok(Self {
            issuer,
            name: settings.name,
            client: ClientId::new(settings.client),
            secret: ClientSecret::new(settings.secret),
            back: back.map_err(|_| ProviderProblem::OwnAddress)?,
            groups: settings.groups,
            agent: Agent::new(),
            known: Mutex::new(None),
        })
    }

    /// What it is called on the button.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its address.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    /// The way to the provider for somebody who signs in.
    pub(super) async fn way(&self, now: Instant) -> Result<Way, Refusal> {
        let talk = self.talk(now, Reading::Kept).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (address, state, nonce) = talk
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        Ok(Way {
            address: address.to_string(),
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        })
    }

    /// What the provider says about who came back with this answer.
    pub(super) async fn claims(
        &self,
        answer: &Answer,
        verifier: &str,
        nonce: &str,
        now: Instant,
    ) -> Result<Claims, Refusal> {
        if answer.code.is_empty() || answer.issuer.as_ref().is_some_and(|named| named != self.issuer.as_str())
        {
            return Err(Refusal::IdentityRefused);
        }
        let talk = self.talk(now, Reading::Kept).await?;
        let request = talk.exchange_code(AuthorizationCode::new(answer.code.clone())).map_err(refused)?;
        let verifier = PkceCodeVerifier::new(verifier.to_owned());
        let tokens = request.set_pkce_verifier(verifier).request_async(&self.agent).await;
        let tokens = tokens.map_err(|error| match error {
            openidconnect::RequestTokenError::Request(error) => away(error),
            other => refused(other),
        })?;
        let nonce = Nonce::new(nonce.to_owned());
        let claims = match self.checked(&talk, &tokens, &nonce, now) {
            Ok(claims) => claims,
            // A key that is new: providers change theirs.
            Err(CheckFailure::UnknownKey) => {
                let talk = self.talk(now, Reading::Anew).await?;
                self.checked(&talk, &tokens, &nonce, now).map_err(refused)?
            }
            Err(failure) => return Err(refused(failure)),
        };
        Ok(self.completed(&talk, &tokens, claims).await)
    }

    /// Checks the signed answer. Only what it says is believed.
    fn checked(
        &self,
        talk: &Talk,
        tokens: &Tokens,
        nonce: &Nonce,
        now: Instant,
    ) -> Result<Claims, CheckFailure> {
        let seconds = now.milliseconds().div_euclid(1000);
        let time = move || chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default();
        let verifier =
            talk.id_token_verifier().set_allowed_algs(METHODS).set_time_fn(time).set_issue_time_verifier_fn(
                move |issued| {
                    let age = seconds - issued.timestamp();
                    if (-AHEAD_SECONDS..=AGE_SECONDS).contains(&age) {
                        Ok(())
                    } else {
                        Err("issued at another time".to_owned())
                    }
                },
            );
        let token = tokens.id_token().ok_or(CheckFailure::NoToken)?;
        let claims = token.claims(&verifier, nonce).map_err(CheckFailure::of)?;
        if claims.authorized_party().is_some_and(|party| party != &self.client) {
            return Err(CheckFailure::AnotherParty);
        }
        // Seconds of our time are far below what a float holds exactly.
        #[expect(clippy::cast_precision_loss, reason = "as above")]
        let latest = (seconds + AHEAD_SECONDS) as f64;
        if claims.additional_claims().seconds("nbf").is_some_and(|from| from > latest) {
            return Err(CheckFailure::TooYoung);
        }
        if claims.subject().trim().is_empty() {
            return Err(CheckFailure::Nobody);
        }
        if let Some(hash) = claims.access_token_hash() {
            let method = token.signing_alg().map_err(|_| CheckFailure::AnotherAccess)?;
            let key = token.signing_key(&verifier).map_err(|_| CheckFailure::AnotherAccess)?;
            let own = AccessTokenHash::from_token(tokens.access_token(), method, key);
            if own.ok().as_ref() != Some(hash) {
                return Err(CheckFailure::AnotherAccess);
            }
        }
        let email = claims.email().filter(|_| claims.email_verified() == Some(true));
        Ok(Claims {
            issuer: claims.issuer().to_string(),
            subject: claims.subject().to_string(),
            name: claims.name().and_then(|name| name.get(None)).map(|name| name.to_string()),
            verified_email: email.map(|email| email.to_string()),
            groups: claims.additional_claims().groups(&self.groups),
        })
    }

    /// Some providers say name, address and groups only when asked beside; what is signed goes first. A provider that then says
    /// nothing changes nothing.
    async fn completed(&self, talk: &Talk, tokens: &Tokens, claims: Claims) -> Claims {
        let is_complete = claims.name.is_some() && claims.verified_email.is_some() && claims.groups.is_some();
        let subject = openidconnect::SubjectIdentifier::new(claims.subject.clone());
        let Ok(request) = talk.user_info(tokens.access_token().clone(), Some(subject)) else { return claims };
        if is_complete {
            return claims;
        }
        let told: Result<UserInfoClaims<Further, CoreGenderClaim>, _> =
            request.request_async(&self.agent).await;
        let told = match told {
            Ok(told) => told,
            Err(error) => {
                tracing::warn!(%error, "the identity provider says nothing more");
                return claims;
            }
        };
        let email = told.email().filter(|_| told.email_verified() == Some(true));
        Claims {
            name: claims
                .name
                .or_else(|| told.name().and_then(|name| name.get(None)).map(|name| name.to_string())),
            verified_email: claims.verified_email.or_else(|| email.map(|email| email.to_string())),
            groups: claims.groups.or_else(|| told.additional_claims().groups(&self.groups)),
            ..claims
        }
    }

    async fn talk(&self, now: Instant, reading: Reading) -> Result<Talk, Refusal> {
        let mut known = self.known.lock().await;
        let fresh = known.as_ref().filter(|(read, _)| {
            let age = now.milliseconds() - read.milliseconds();
            reading == Reading::Kept && age < KEPT_MILLISECONDS
        });
        let metadata = match fresh {
            Some((_, metadata)) => metadata.clone(),
            None => {
                let read = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.agent).await;
                let read = read.map_err(away)?;
                *known = Some((now, read.clone()));
                read
            }
        };
        let talk = Talk::from_provider_metadata(metadata, self.client.clone(), Some(self.secret.clone()));
        Ok(talk.set_redirect_uri(self.back.clone()))
    }
}

/// Whether what is known of the provider is believed for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Kept,
    Anew,
}

/// Why a signed answer does not hold.
#[derive(Debug)]
enum CheckFailure {
    NoToken,
    UnknownKey,
    AnotherParty,
    AnotherAccess,
    TooYoung,
    Nobody,
    Claims(openidconnect::ClaimsVerificationError),
}

impl CheckFailure {
    fn of(error: openidconnect::ClaimsVerificationError) -> Self {
        use openidconnect::{ClaimsVerificationError, SignatureVerificationError};
        match error {
            ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
                Self::UnknownKey
            }
            other => Self::Claims(other),
        }
    }
}

impl std::fmt::Display for CheckFailure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoToken => f.write_str("there is no signed answer"),
            Self::UnknownKey => f.write_str("it is signed with an unknown key"),
            Self::AnotherParty => f.write_str("it was made for another program"),
            Self::AnotherAccess => f.write_str("it belongs to another access token"),
            Self::TooYoung => f.write_str("it does not hold yet"),
            Self::Nobody => f.write_str("it is about nobody"),
            Self::Claims(error) => error.fmt(f),
        }
    }
}

/// The provider does not answer.
#[derive(Debug)]
struct Unreachable(String);

impl std::fmt::Display for Unreachable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreachable {}

fn refused(error: impl std::fmt::Display) -> Refusal {
    tracing::warn!(%error, "an answer of the identity provider does not hold");
    Refusal::IdentityRefused
}

fn away(error: impl std::fmt::Display) -> Refusal {
    tracing::warn!(%error, "the identity provider does not answer");
    Refusal::ProviderAway
}

/// Encrypted, or on this machine.
fn is_safe(address: &openidconnect::http::Uri) -> bool {
    let host = address.host().unwrap_or_default();
    match address.scheme_str() {
        Some("https") => true,
        Some("http") => matches!(host, "127.0.0.1" | "[::1]" | "localhost"),
        _ => false,
    }
}

/// What asks the provider.
#[derive(Debug)]
struct Agent(ureq::Agent);

impl Agent {
    /// It trusts whom this machine trusts, a municipality's own authority included.
    fn new() -> Self {
        let trusted = rustls_native_certs::load_native_certs().certs;
        let trusted = trusted.iter().map(|one| Certificate::from_der(one).to_owned()).collect::<Vec<_>>();
        let tls = TlsConfig::builder()
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .root_certs(RootCerts::Specific(Arc::new(trusted)))
            .build();
        let settings = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(PATIENCE))
            .tls_config(tls);
        Self(settings.build().new_agent())
    }
}

impl<'c> AsyncHttpClient<'c> for Agent {
    type Error = Unreachable;
    // Of no lifetime of ours: the compiler finds no other to be sent between threads.
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unreachable>> + Send>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        let agent = self.0.clone();
        Box::pin(async move {
            let asking = tokio::task::spawn_blocking(move || ask(&agent, request));
            asking.await.unwrap_or_else(|error| Err(Unreachable(error.to_string())))
        })
    }
}

fn ask(agent: &ureq::Agent, request: HttpRequest) -> Result<HttpResponse, Unreachable> {
    if !is_safe(request.uri()) {
        return Err(Unreachable("the address is not encrypted".to_owned()));
    }
    let answer = agent.run(request).map_err(|error| Unreachable(error.to_string()))?;
    let (parts, body) = answer.into_parts();
    let body = body.into_with_config().limit(LARGEST_ANSWER).read_to_vec();
    Ok(HttpResponse::from_parts(parts, body.map_err(|error| Unreachable(error.to_string()))?))
}
