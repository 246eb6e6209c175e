//! Mail on its way: to a mail server, or into a folder as files.
//!
//! What is due is asked for again and again; nothing waits in this process, so a stop loses nothing. Not here: who is told what
//! (`app::notice`), and how it reads (`web::mail`).

use std::path::PathBuf;
use std::time::Duration;

use app::App;
use app::mail::Mail;
use domain::id::NodeId;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use web::texts::Texts;

use crate::cli::MailArgs;
use crate::failure::Failure;

/// Where the mail server is, with name and password: never an option, which lists of processes show.
const SERVER_VARIABLE: &str = "BRYGGA_SMTP";

/// How often what is due is asked for.
const LOOK: Duration = Duration::from_secs(2);

/// Sends what is due.
#[derive(Debug)]
pub(crate) struct Mailer {
    way: Way,
    from: Mailbox,
    /// Where people reach Brygga, without a slash at the end.
    address: String,
    texts: Texts,
}

#[derive(Debug)]
enum Way {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

impl Mailer {
    /// The mailer that the options and the environment ask for; nothing when they ask for none.
    ///
    /// # Errors
    /// What cannot be used, told before anything starts.
    pub(crate) fn of(arguments: &MailArgs, texts: Texts) -> Result<Option<Self>, Failure> {
        let server = std::env::var(SERVER_VARIABLE).ok().filter(|server| !server.is_empty());
        let way = match (&arguments.mail_folder, server) {
            (Some(folder), _) => Way::Folder(folder.clone()),
            (None, Some(server)) => {
                let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&server);
                let unusable = |error: lettre::transport::smtp::Error| {
                    Failure::usage("cli-error-mail-server").with("detail", error.to_string())
                };
                Way::Server(transport.map_err(unusable)?.timeout(Some(Duration::from_secs(20))).build())
            }
            (None, None) => return Ok(None),
        };
        let (Some(url), Some(from)) = (&arguments.url, &arguments.mail_from) else {
            return Err(Failure::usage("cli-error-mail-incomplete"));
        };
        let sender = from.parse();
        let sender = sender.map_err(|_| Failure::usage("cli-error-mail-from").with("value", from.clone()))?;
        let address = url.trim_end_matches('/').to_owned();
        if !address.starts_with("https://") && !address.starts_with("http://") {
            return Err(Failure::usage("cli-error-mail-url").with("value", url.clone()));
        }
        Ok(Some(Self { way, from: sender, address, texts }))
    }

    /// Sends what is due, as long as the server runs.
    pub(crate) async fn keep_mailing(self, app: App) {
        let node = NodeId::at(app.clock().now());
        let mut ticks = tokio::time::interval(LOOK);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            match app.next_mail(node).await {
                Ok(Some(mail)) => self.send(&app, &mail).await,
                Ok(None) => {
                    ticks.tick().await;
                }
                Err(error) => {
                    tracing::warn!(%error, "what is to be mailed could not be read; it is tried again");
                    ticks.tick().await;
                }
            }
        }
    }

    /// Sends one mail and keeps how that went. Neither the address nor the content goes to the log.
    async fn send(&self, app: &App, mail: &Mail) {
        let kept = match self.deliver(mail).await {
            Ok(()) => app.mail_went(mail).await.map(|()| true),
            Err(error) => {
                tracing::warn!(%error, id = mail.id, "a mail could not be sent");
                app.mail_failed(mail).await
            }
        };
        match kept {
            Ok(true) => {}
            Ok(false) => tracing::error!(id = mail.id, "a mail is given up"),
            Err(error) => tracing::error!(%error, id = mail.id, "how a mail went could not be kept"),
        }
    }

    async fn deliver(&self, mail: &Mail) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let message = self.message(mail)?;
        match &self.way {
            Way::Server(transport) => {
                transport.send(message).await?;
            }
            Way::Folder(folder) => {
                tokio::fs::create_dir_all(folder).await?;
                // Whoever looks in the folder meets whole mails alone.
                let unfinished = folder.join(format!(".{}", mail.id));
                tokio::fs::write(&unfinished, message.formatted()).await?;
                tokio::fs::rename(&unfinished, folder.join(format!("{}.eml", mail.id))).await?;
            }
        }
        Ok(())
    }

    fn message(&self, mail: &Mail) -> Result<Message, Box<dyn std::error::Error + Send + Sync>> {
        let written = web::mail::written(self.texts, &self.address, mail);
        let host = self.from.email.domain();
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(mail.email.parse()?)
            .subject(written.subject)
            .message_id(Some(format!("<{}@{host}>", mail.id)))
            .header(ContentType::TEXT_PLAIN)
            // So that no holiday answers it.
            .header(AutoSubmitted);
        if let Some(end) = written.end {
            message = message.header(ListUnsubscribe(format!("<{end}>"))).header(ListUnsubscribePost);
        }
        Ok(message.body(written.body)?)
    }
}

/// Where one press ends such mail (RFC 2369).
#[derive(Debug, Clone)]
struct ListUnsubscribe(String);

/// That the press can be made by the mail program itself (RFC 8058).
#[derive(Debug, Clone)]
struct ListUnsubscribePost;

/// That no person wrote it (RFC 3834).
#[derive(Debug, Clone)]
struct AutoSubmitted;

macro_rules! header {
    ($kind:ident, $name:literal, |$header:ident| $value:expr) => {
        impl Header for $kind {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Err("only written, never read".into())
            }

            fn display(&self) -> HeaderValue {
                let $header = self;
                HeaderValue::new(Self::name(), $value)
            }
        }
    };
}

header!(ListUnsubscribe, "List-Unsubscribe", |header| header.0.clone());
header!(ListUnsubscribePost, "List-Unsubscribe-Post", |_header| "List-Unsubscribe=One-Click".to_owned());
header!(AutoSubmitted, "Auto-Submitted", |_header| "auto-generated".to_owned());
