//! `brygga verify` and `brygga export events`: the trail of events checked, and as JSON Lines that another program can check.

use std::io::{Result as Written, Write};

use app::App;
use app::trail::{Finding, Verified};
use domain::instant::Instant;
use domain::permission::Actor;
use jiff::civil::Date;
use web::texts::Texts;

use crate::cli::{ExportEventsArgs, VerifyArgs};
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::output;
use crate::screen::{note, say};

/// Goes through the trail and fails where something is not as it was written.
pub(crate) async fn verify(arguments: &VerifyArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let verified = app.verify_trail(&Actor::Operator, arguments.head.as_ref()).await?;
    app.close().await;
    if arguments.json {
        say(&as_json(&verified).to_string())?;
    } else {
        for finding in &verified.findings {
            say(&told(finding, texts))?;
        }
        let counted = [("count", verified.events.into()), ("head", verified.head.to_string().into())];
        let key = if verified.is_unsealed { "cli-verify-unsealed" } else { "cli-verify-read" };
        say(&texts.text_with(key, &counted))?;
    }
    match verified.findings.len() {
        0 => Ok(()),
        count => Err(Failure::of("cli-error-verify").with("count", count)),
    }
}

fn as_json(verified: &Verified) -> serde_json::Value {
    let finding = |finding: &Finding| match finding {
        Finding::Changed { sequence } => serde_json::json!({"finding": "changed", "sequence": sequence}),
        Finding::Missing { from, to } => serde_json::json!({"finding": "missing", "from": from, "to": to}),
        Finding::Unsealed { sequence } => serde_json::json!({"finding": "unsealed", "sequence": sequence}),
        Finding::AnotherHead { sequence } => {
            serde_json::json!({"finding": "another_head", "sequence": sequence})
        }
    };
    serde_json::json!({
        "events": verified.events,
        "head": verified.head.to_string(),
        "unsealed": verified.is_unsealed,
        "findings": verified.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn told(finding: &Finding, texts: Texts) -> String {
    let at = |key, sequence: i64| texts.text_with(key, &[("sequence", sequence.into())]);
    match finding {
        Finding::Changed { sequence } => at("cli-verify-changed", *sequence),
        Finding::Missing { from, to } => {
            texts.text_with("cli-verify-missing", &[("from", (*from).into()), ("to", (*to).into())])
        }
        Finding::Unsealed { sequence } => at("cli-verify-lost-hash", *sequence),
        Finding::AnotherHead { sequence } => at("cli-verify-another-head", *sequence),
    }
}

/// Writes every event, or those of some days, as JSON Lines.
pub(crate) async fn export(arguments: &ExportEventsArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let days = (arguments.from, arguments.to);
    let records = async |out: &mut dyn Write| write(&app, out, days).await;
    let count = output::write(arguments.output.as_deref(), records).await?;
    app.close().await;
    note(&texts.text_with("cli-exported-events", &[("count", count.into())]));
    Ok(())
}

async fn write(
    app: &App,
    out: &mut dyn Write,
    (from, to): (Option<Date>, Option<Date>),
) -> Result<Written<usize>, Failure> {
    let (mut place, mut count) = (0, 0);
    loop {
        let entries = app.trail_after(&Actor::Operator, place).await?;
        let Some(last) = entries.last() else { return Ok(Ok(count)) };
        place = last.sequence;
        for entry in &entries {
            let day = Instant::from_milliseconds(entry.at).day();
            if from.is_some_and(|from| day < from) || to.is_some_and(|to| day > to) {
                continue;
            }
            let line = serde_json::to_string(entry).unwrap_or_default();
            if let Err(error) = writeln!(out, "{line}") {
                return Ok(Err(error));
            }
            count += 1;
        }
    }
}
