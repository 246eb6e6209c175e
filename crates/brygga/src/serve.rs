//! Serving pages: a free port, beside them the index kept in step and texts read for what they mean, and a stop
//! that lets requests finish.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use app::App;
use app::demo::DemoLoaded;
use app::identity::provider::{Provider, ProviderProblem, ProviderSettings};
use app::meaning::Step;
use domain::id::NodeId;
use tokio::net::TcpListener;
use web::texts::Texts;
use web::{Demo, Mailing, Settings, Transport};

use crate::cli::ServeArgs;
use crate::database::{self, Missing, Place};
use crate::failure::{Done, Failure};
use crate::mail::Mailer;
use crate::model;
use crate::screen::{note, say};

/// The port that is tried first.
const FIRST_PORT: u16 = 8080;
/// How many ports are tried after each other.
const PORTS_TRIED: u16 = 50;
/// How often other nodes' changes are read.
const REFRESH: Duration = Duration::from_secs(1);
/// How often it is looked whether a day has come for something.
const DAYS_LOOKED_AT: Duration = Duration::from_secs(600);
/// How long requests may take to finish after a stop.
const LAST_REQUESTS: Duration = Duration::from_secs(5);

/// `brygga serve`.
pub(crate) async fn serve(arguments: &ServeArgs, texts: Texts) -> Done {
    let stop = Stop::listen()?;
    let mailer = Mailer::of(&arguments.mail, texts)?;
    let provider = provider(arguments, texts)?;
    let place = database::place(&arguments.data).ok_or(Failure::usage("cli-error-no-data"))?;
    let listener = listener(arguments.address, arguments.port).await?;
    let app = model::with_model(database::open(&place, Missing::Make).await?, &arguments.model, texts);
    let app = match provider {
        Some(provider) => app.with_provider(provider),
        None => app,
    };
    say(&texts.text_with("cli-serving", &[("address", address(&listener)?.into())]))?;
    run(app, listener, settings(arguments, Demo::No, mailer.is_some()), (stop, mailer)).await
}

/// `brygga demo`.
pub(crate) async fn demo(arguments: &ServeArgs, texts: Texts) -> Done {
    let stop = Stop::listen()?;
    let mailer = Mailer::of(&arguments.mail, texts)?;
    let provider = provider(arguments, texts)?;
    // Removed when this ends, unless the visitor has said where to keep it.
    let (place, fleeting) = match database::place(&arguments.data) {
        Some(place) => (place, None),
        None => {
            let folder = tempfile::Builder::new().prefix("brygga-demo-").tempdir();
            let folder = folder.map_err(|error| Failure::file(&std::env::temp_dir(), &error))?;
            (Place::Folder(folder.path().to_owned()), Some(folder))
        }
    };
    let listener = listener(arguments.address, arguments.port).await?;
    let app = model::with_model(database::open(&place, Missing::Make).await?, &arguments.model, texts);
    let app = match provider {
        Some(provider) => app.with_provider(provider),
        None => app,
    };
    let loaded = app.load_demo(&database::content()?.with_vectors(database::VECTORS)).await?;
    say(&texts.text_with("cli-serving", &[("address", address(&listener)?.into())]))?;
    note(&texts.text(match (fleeting.is_some(), loaded) {
        (true, DemoLoaded::Now { .. } | DemoLoaded::Before) => "cli-demo-fleeting",
        (false, DemoLoaded::Now { .. }) => "cli-demo-kept",
        (false, DemoLoaded::Before) => "cli-demo-was-there",
    }));
    run(app, listener, settings(arguments, Demo::Fictional, mailer.is_some()), (stop, mailer)).await
}

/// What proves to an identity provider who we are: never an option, which lists of processes show.
const SECRET_VARIABLE: &str = "BRYGGA_OIDC_SECRET";

/// The identity provider that the options and the environment name; nothing when they name none.
fn provider(arguments: &ServeArgs, texts: Texts) -> Result<Option<Provider>, Failure> {
    let given = &arguments.provider;
    let (Some(issuer), Some(client)) = (&given.oidc_issuer, &given.oidc_client) else { return Ok(None) };
    let secret = std::env::var(SECRET_VARIABLE).ok().filter(|secret| !secret.is_empty());
    let (Some(secret), Some(url)) = (secret, &arguments.mail.url) else {
        return Err(Failure::usage("cli-error-oidc-incomplete"));
    };
    let settings = ProviderSettings {
        issuer: issuer.clone(),
        name: given.oidc_name.clone().unwrap_or_else(|| texts.text("provider-unnamed")),
        client: client.clone(),
        secret,
        own_address: url.trim_end_matches('/').to_owned(),
        groups: given.oidc_groups.clone(),
    };
    let provider = Provider::new(settings).map_err(|problem| match problem {
        ProviderProblem::Issuer => Failure::usage("cli-error-oidc-issuer").with("value", issuer.clone()),
        ProviderProblem::OwnAddress => Failure::usage("cli-error-mail-url").with("value", url.clone()),
    })?;
    Ok(Some(provider))
}

const fn settings(arguments: &ServeArgs, demo: Demo, mails: bool) -> Settings {
    Settings {
        demo,
        transport: if arguments.https { Transport::Https } else { Transport::Http },
        mail: if mails { Mailing::On } else { Mailing::Off },
    }
}

/// A port to listen on: the given one, or the first that is free.
async fn listener(address: IpAddr, port: Option<u16>) -> Result<TcpListener, Failure> {
    if let Some(port) = port {
        let bound = TcpListener::bind(SocketAddr::new(address, port)).await;
        return bound.map_err(|error| not_bound("cli-error-port", address, port, &error));
    }
    let mut last = None;
    for port in FIRST_PORT..FIRST_PORT + PORTS_TRIED {
        match TcpListener::bind(SocketAddr::new(address, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => return Err(not_bound("cli-error-port", address, port, &error)),
        }
    }
    let error = last.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into());
    Err(not_bound("cli-error-no-free-port", address, FIRST_PORT, &error))
}

fn not_bound(key: &'static str, address: IpAddr, port: u16, error: &std::io::Error) -> Failure {
    let busy = error.kind() == std::io::ErrorKind::AddrInUse;
    let key = if busy && key == "cli-error-port" { "cli-error-port-busy" } else { key };
    let last = FIRST_PORT + PORTS_TRIED - 1;
    Failure::of(key)
        .with("address", address.to_string())
        // Texts, so that no thousands are set apart.
        .with("port", port.to_string())
        .with("last", last.to_string())
        .with("detail", error.to_string())
}

fn address(listener: &TcpListener) -> Result<String, Failure> {
    let bound = listener.local_addr();
    let bound = bound.map_err(|error| Failure::of("cli-error-output").with("detail", error.to_string()))?;
    Ok(format!("http://{bound}"))
}

async fn run(
    app: App,
    listener: TcpListener,
    settings: Settings,
    (mut stop, mailer): (Stop, Option<Mailer>),
) -> Done {
    let index = tokio::spawn(keep_index(app.clone()));
    let reading = tokio::spawn(keep_reading(app.clone()));
    let telling = tokio::spawn(keep_telling(app.clone()));
    let asking = tokio::spawn(keep_asking(app.clone()));
    let mailing = mailer.map(|mailer| tokio::spawn(mailer.keep_mailing(app.clone())));
    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let router = web::router(app.clone(), settings).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, router).with_graceful_shutdown(async {
        // Both ends of the channel live until here.
        let _ = stopped.await;
    });
    let mut serving = tokio::spawn(async move { serving.await });
    let ended = tokio::select! {
        ended = &mut serving => Some(ended),
        () = stop.asked() => {
            let _ = stopping.send(());
            tokio::time::timeout(LAST_REQUESTS, &mut serving).await.ok()
        }
    };
    serving.abort();
    index.abort();
    reading.abort();
    telling.abort();
    asking.abort();
    if let Some(mailing) = mailing {
        mailing.abort();
    }
    if let Err(error) = app.stop_reading().await {
        tracing::warn!(%error, "another node will wait before it reads on");
    }
    app.close().await;
    match ended {
        None | Some(Ok(Ok(()))) => Ok(()),
        Some(Ok(Err(error))) => Err(Failure::of("cli-error-serving").with("detail", error.to_string())),
        Some(Err(error)) => Err(Failure::of("cli-error-serving").with("detail", error.to_string())),
    }
}

/// Fills the index, then reads changes as long as the server runs. The database may be away for a while.
async fn keep_index(app: App) {
    let mut ticks = tokio::time::interval(REFRESH);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match app.fill_index(|_| ()).await {
            Ok(state) => {
                tracing::info!(solutions = state.solutions, needs = state.needs, "the index is filled");
                break;
            }
            Err(error) => tracing::warn!(%error, "the index could not be filled; it is tried again"),
        }
    }
    loop {
        ticks.tick().await;
        if let Err(error) = app.refresh_index().await {
            tracing::warn!(%error, "changes could not be read; they are tried again");
        }
    }
}

/// Tells of what comes with the day and not with a press, as long as the server runs.
async fn keep_telling(app: App) {
    let node = NodeId::at(app.clock().now());
    let mut ticks = tokio::time::interval(DAYS_LOOKED_AT);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match app.tell_of_rested(node).await {
            Ok(0) => {}
            Ok(cases) => tracing::info!(cases, "cases have rested until their day"),
            Err(error) => {
                tracing::warn!(%error, "cases that rest could not be looked at; they are again later")
            }
        }
        match app.remind(node).await {
            Ok(0) => {}
            Ok(reminders) => tracing::info!(reminders, "people were reminded"),
            Err(error) => tracing::warn!(%error, "reminders could not be looked at; they are again later"),
        }
        match app.tell_of_benefits(node).await {
            Ok(0) => {}
            Ok(benefits) => tracing::info!(benefits, "benefits are to be measured"),
            Err(error) => {
                tracing::warn!(%error, "benefits to be measured could not be looked at; they are again later")
            }
        }
    }
}

/// Writes to those who answer for facts that nobody has confirmed for a year, as long as the server runs. Which these are is found in the
/// index, so it must be filled first.
async fn keep_asking(app: App) {
    let mut looks = tokio::time::interval(REFRESH);
    looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    while !app.index_state().complete {
        looks.tick().await;
    }
    let mut ticks = tokio::time::interval(DAYS_LOOKED_AT);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match app.write_letters().await {
            Ok(0) => {}
            Ok(letters) => tracing::info!(letters, "people are asked to confirm facts"),
            Err(error) => {
                tracing::warn!(%error, "what is to be confirmed could not be looked at; it is again later")
            }
        }
    }
}

/// Reads what texts mean, a few at a time, as long as the server runs: new and changed ones, and all of them for
/// a model that is new here. Pages answer meanwhile.
async fn keep_reading(app: App) {
    let mut ticks = tokio::time::interval(REFRESH);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        // Vectors that are kept already come with the index.
        if !app.index_state().complete {
            ticks.tick().await;
            continue;
        }
        match app.read_meanings().await {
            Ok(Step::Read { left }) => tracing::info!(left, "texts were read"),
            Ok(Step::Done | Step::Elsewhere) => {
                ticks.tick().await;
            }
            Err(error) => {
                tracing::warn!(%error, "what texts mean could not be kept; it is tried again");
                ticks.tick().await;
            }
        }
    }
}

/// Wishes of the system that this ends. Listened to from the first, before anybody is told that we are here: a wish that comes
/// early waits, instead of cutting off what must be cleared away.
#[derive(Debug)]
struct Stop {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 2],
}

impl Stop {
    #[cfg(unix)]
    fn listen() -> Result<Self, Failure> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| {
            signal(kind).map_err(|error| Failure::of("cli-error-serving").with("detail", error.to_string()))
        };
        Ok(Self { signals: [listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?] })
    }

    #[cfg(not(unix))]
    fn listen() -> Result<Self, Failure> {
        Ok(Self {})
    }

    #[cfg(unix)]
    async fn asked(&mut self) {
        let [interrupt, terminate] = &mut self.signals;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn asked(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
