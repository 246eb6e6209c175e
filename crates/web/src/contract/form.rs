//! The form of a contract: all fields on one page in blocks. Rows are added by a button that saves nothing and keeps what was written.

use app::contract::{AmountInput, ContractInput, CoveredInput, DocumentInput, OptionInput};
use app::sharing::Which;
use app::{AppError, Directory, Refusal};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::contract::{Agreement, Contract, LEVELS, OptionState, ROWS_MAX, Route, Standing};
use domain::organisation::OrganisationKind;
use serde::Deserialize;

use super::page::{crumbs, read};
use super::reads;
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, field_of, value};
use crate::frame::{Frame, count};
use crate::list::Choice;
use crate::share::{self, Place};
use crate::view::{Field, FormPage, Group, Kind, Link, days, sent_rows};
use crate::visitor::Request;

/// Rows that are there before anybody asks for more.
const ROWS: usize = 2;
/// Blocks of rows, by the name of their first field.
const BLOCKS: [&str; 5] = ["solution", "option_until", "covered", "amount_label", "document_title"];

/// What the form of a contract is about.
struct About<'a> {
    heading: String,
    action: String,
    back: Link,
    hidden: Vec<(String, String)>,
    warning: String,
    /// What stands there now, where somebody else has changed it.
    stands: Option<&'a Pairs>,
}

/// Our own words to choose from, by their codes.
fn words(codes: &[&str], named: impl Fn(&str) -> String) -> Vec<Choice> {
    codes.iter().map(|code| Choice::new(code, named(code), "")).collect()
}

/// What a form is filled in from: the names there are, and how many rows each block has.
struct Filling<'a> {
    frame: &'a Frame,
    directory: &'a Directory,
    sent: &'a Pairs,
    errors: &'a Errors,
    more: &'a str,
}

impl Filling<'_> {
    /// The rows of a block: those that were sent, and one more where that was asked for.
    fn rows(&self, block: &str, row: impl Fn(usize) -> Vec<Field>) -> Vec<Vec<Field>> {
        let sent = sent_rows(self.sent, block).max(ROWS) + usize::from(self.more == block);
        (0..sent.min(ROWS_MAX + 1)).map(row).collect()
    }

    fn group(&self, legend: &str, fields: Vec<Field>) -> Group {
        Group::called(self.frame.t(legend), fields)
    }

    fn field(&self, field: Field) -> Field {
        field.filled(self.sent, self.errors)
    }

    fn organisations(&self) -> Vec<Choice> {
        let none = Choice::new("", self.frame.t("contract-no-organisation"), "");
        let known = self.directory.organisations.iter();
        let known = known.filter(|one| one.kind != OrganisationKind::Supplier);
        let named = known.map(|one| Choice::new(&one.id.to_string(), one.short_name.clone(), ""));
        std::iter::once(none).chain(named).collect()
    }

    fn day(&self, name: &str, key: &str) -> Field {
        Field::short(name, self.frame.t(key)).help(self.frame.t("contract-day-help"))
    }

    fn what(&self) -> Group {
        let frame = self.frame;
        let kinds: Vec<&str> = Agreement::ALL.iter().map(|kind| kind.code()).collect();
        let mut group = self.group(
            "contract-block-what",
            vec![
                self.field(Field::line("name", frame.t("contract-name")).help(frame.t("contract-name-help"))),
                self.field(Field::line("supplier", frame.t("contract-supplier"))),
                self.field(Field::radio(
                    "kind",
                    frame.t("contract-kind"),
                    words(&kinds, |code| self.frame.word("agreement", code)),
                )),
            ],
        );
        group.rows = self.rows("solution", |at| {
            let field = Field::line("solution", frame.t("contract-about"));
            vec![self.field(field.help(frame.t("contract-about-help")).at(at))]
        });
        group.add = Some("solution".to_owned());
        group
    }

    fn time(&self) -> Group {
        let states: Vec<&str> = OptionState::ALL.iter().map(|state| state.code()).collect();
        let mut group = self.group(
            "contract-days",
            vec![
                self.field(self.day("starts", "contract-starts")),
                self.field(
                    Field::short("ends", self.frame.t("contract-ends"))
                        .help(self.frame.t("contract-ends-help"))
                        .optional(),
                ),
                self.field(self.day("notice", "contract-notice").optional()),
            ],
        );
        group.rows = self.rows("option_until", |at| {
            let frame = self.frame;
            let chosen = words(&states, |code| self.frame.word("option-state", code));
            vec![
                self.field(Field::short("option_until", frame.t("contract-option-until")).at(at)),
                self.field(Field::short("option_call_by", frame.t("contract-option-call-by")).at(at)),
                self.field(Field::select("option_state", frame.t("contract-option-state"), chosen).at(at)),
            ]
        });
        group.add = Some("option_until".to_owned());
        group
    }

    fn who(&self) -> Group {
        let routes: Vec<&str> = Route::ALL.iter().map(|route| route.code()).collect();
        let standings: Vec<&str> = Standing::ALL.iter().map(|standing| standing.code()).collect();
        let frame = self.frame;
        let mut group = self.group(
            "contract-covered",
            vec![
                self.field(
                    Field::radio(
                        "route",
                        frame.t("contract-route"),
                        words(&routes, |code| self.frame.word("contract-route", code)),
                    )
                    .help(frame.t("contract-route-help")),
                ),
            ],
        );
        group.rows = self.rows("covered", |at| {
            let standings = words(&standings, |code| self.frame.word("covered-as", code));
            vec![
                self.field(
                    Field::select("covered", frame.t("contract-organisation"), self.organisations()).at(at),
                ),
                self.field(
                    Field::select("covered_standing", frame.t("contract-covered-as"), standings).at(at),
                ),
                self.field(Field::short("covered_until", frame.t("contract-covered-until")).at(at)),
            ]
        });
        group.add = Some("covered".to_owned());
        group
    }

    fn price(&self) -> Group {
        let frame = self.frame;
        let model = Field::line("price_model", frame.t("contract-price-model"));
        let mut group = self.group(
            "contract-price",
            vec![self.field(model.help(frame.t("contract-price-model-help")).optional())],
        );
        group.rows = self.rows("amount_label", |at| {
            vec![
                self.field(Field::line("amount_label", frame.t("contract-amount-label")).at(at)),
                self.field(Field::short("amount", frame.t("contract-amount-kronor")).at(at)),
                self.field(Field::short("amount_per", frame.t("contract-amount-per")).at(at)),
            ]
        });
        group.add = Some("amount_label".to_owned());
        group
    }

    fn papers(&self) -> Group {
        let frame = self.frame;
        let note = Field::area("note", frame.t("contract-note"), 4).optional();
        let mut group = self.group("contract-documents", vec![self.field(note)]);
        group.rows = self.rows("document_title", |at| {
            vec![
                self.field(Field::line("document_title", frame.t("contract-document-title")).at(at)),
                self.field(Field::line("document_url", frame.t("contract-document-url")).at(at)),
            ]
        });
        group.add = Some("document_title".to_owned());
        group
    }

    /// Who is to read a new one. Later on that is changed on its own.
    fn seen(&self) -> Group {
        let frame = self.frame;
        let levels: Vec<&str> = LEVELS.iter().map(|level| level.code()).collect();
        let levels = Field::radio(
            "sharing",
            frame.t("contract-block-seen"),
            words(&levels, |code| self.frame.word("sharing", code)),
        );
        let help = format!("{} {}", frame.t("share-new-help"), frame.t("contract-never-public"));
        self.group("contract-block-seen", vec![self.field(levels.help(help))])
    }
}

fn form_page(about: &About<'_>, filling: &Filling<'_>) -> Response {
    let mut groups = vec![filling.what(), filling.time(), filling.who(), filling.price(), filling.papers()];
    if about.hidden.is_empty() {
        groups.push(filling.seen());
    }
    if let Some(stands) = about.stands {
        for field in
            groups.iter_mut().flat_map(|group| group.fields.iter_mut().chain(group.rows.iter_mut().flatten()))
        {
            tell_other(filling.frame, field, value(stands, &field.name.clone()));
        }
    }
    FormPage {
        frame: filling.frame,
        errors: filling.errors,
        crumbs: crumbs(filling.frame),
        heading: about.heading.clone(),
        lead: filling.frame.t("contract-form-help"),
        warning: about.warning.clone(),
        action: about.action.clone(),
        hidden: about.hidden.clone(),
        groups,
        submit: filling.frame.t("case-save"),
        back: about.back.clone(),
    }
    .page()
}

/// At a field that somebody else has changed: what stands there now, beside what was written.
fn tell_other(frame: &Frame, field: &mut Field, now: &str) {
    if field.value == now {
        return;
    }
    let label = match &field.kind {
        Kind::Select(choices) | Kind::Radio(choices) => {
            choices.iter().find(|choice| choice.value == now).map(|choice| choice.label.clone())
        }
        Kind::Line | Kind::Short | Kind::Area(_) | Kind::Checks(_) | Kind::Check(_) | Kind::File(_) => None,
    };
    let now = label.unwrap_or_else(|| now.to_owned());
    let stands = if now.is_empty() { frame.t("contract-stands-nothing") } else { now };
    field.help = frame.t1("contract-stands-now", "text", &stands);
}

fn input(sent: &Pairs) -> ContractInput {
    let text = |name: &str| value(sent, name).to_owned();
    let at = |name: &str, row: usize| text(&field_of(name, row));
    // More rows than there may be are refused by the deed, which tells so.
    let rows = |block: &str| 0..sent_rows(sent, block).min(ROWS_MAX + 1);
    ContractInput {
        name: text("name"),
        supplier: text("supplier"),
        kind: text("kind"),
        solutions: rows("solution").map(|row| at("solution", row)).collect(),
        starts: text("starts"),
        ends: text("ends"),
        notice: text("notice"),
        options: rows("option_until")
            .map(|row| OptionInput {
                until: at("option_until", row),
                call_by: at("option_call_by", row),
                state: at("option_state", row),
            })
            .collect(),
        coverage: rows("covered")
            .map(|row| CoveredInput {
                organisation: at("covered", row),
                standing: at("covered_standing", row),
                until: at("covered_until", row),
            })
            .collect(),
        route: text("route"),
        price_model: text("price_model"),
        amounts: rows("amount_label")
            .map(|row| AmountInput {
                label: at("amount_label", row),
                amount: at("amount", row),
                per: at("amount_per", row),
            })
            .collect(),
        documents: rows("document_title")
            .map(|row| DocumentInput { title: at("document_title", row), url: at("document_url", row) })
            .collect(),
        note: text("note"),
    }
}

/// A contract as its form has it. Solutions that the reader may not see are not shown; the deed keeps them.
fn filled(contract: &Contract, solutions: &[(domain::number::Number, String)]) -> Pairs {
    let facts = &contract.facts;
    let mut pairs: Pairs = [
        ("name", facts.name.clone()),
        ("supplier", facts.supplier.clone()),
        ("kind", facts.kind.code().to_owned()),
        ("starts", facts.starts.to_string()),
        ("ends", days(facts.ends)),
        ("notice", days(facts.notice)),
        ("route", facts.route.code().to_owned()),
        ("price_model", facts.price_model.clone()),
        ("note", facts.note.clone()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec();
    let mut put = |name: &str, row: usize, value: String| pairs.push((field_of(name, row), value));
    for (row, (number, name)) in solutions.iter().enumerate() {
        put("solution", row, format!("{number} {name}"));
    }
    for (row, option) in facts.options.iter().enumerate() {
        put("option_until", row, option.until.to_string());
        put("option_call_by", row, days(option.call_by));
        put("option_state", row, option.state.code().to_owned());
    }
    for (row, covered) in contract.coverage.iter().enumerate() {
        put("covered", row, covered.organisation.to_string());
        put("covered_standing", row, covered.standing.code().to_owned());
        put("covered_until", row, days(covered.until));
    }
    for (row, amount) in facts.amounts.iter().enumerate() {
        put("amount_label", row, amount.label.clone());
        put("amount", row, amount.ore.in_kronor());
        put("amount_per", row, amount.per.clone());
    }
    for (row, document) in facts.documents.iter().enumerate() {
        put("document_title", row, document.title.clone());
        put("document_url", row, document.url.clone());
    }
    pairs
}

/// The block that another row is asked for in; empty for none.
fn asked_row(sent: &Pairs) -> &str {
    let asked = value(sent, "lagg_till");
    if BLOCKS.contains(&asked) { asked } else { "" }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Of {
    losning: String,
}

fn about_new(frame: &Frame) -> About<'static> {
    About {
        heading: frame.t("contract-new"),
        action: "/avtal/nytt".to_owned(),
        back: Link::new("/avtal", frame.t("contract-back-to-list")),
        hidden: Vec::new(),
        warning: String::new(),
        stands: None,
    }
}

fn may_add(state: &State, request: &Request) -> Result<(), Failure> {
    reads(request)?;
    let may = state.app.may_keep_contracts(&request.visitor.actor);
    if may { Ok(()) } else { Err(Failure::page(AppError::Denied, request.frame.clone())) }
}

async fn shown(
    state: &State,
    frame: &Frame,
    about: &About<'_>,
    (sent, errors, more): (&Pairs, &Errors, &str),
) -> Result<Response, Failure> {
    let directory = state.app.directory().await.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(form_page(about, &Filling { frame, directory: &directory, sent, errors, more }))
}

pub(super) async fn new_form(
    Shared(state): Shared<State>,
    request: Request,
    of: Result<Query<Of>, QueryRejection>,
) -> Result<Response, Failure> {
    may_add(&state, &request)?;
    let solution = of.map(|Query(of)| of.losning).unwrap_or_default();
    let start = [
        ("kind", Agreement::Direct.code()),
        ("route", Route::Unknown.code()),
        ("sharing", "collaboration"),
        ("solution", solution.as_str()),
    ];
    let sent: Pairs = start.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let about = about_new(&request.frame);
    shown(&state, &request.frame, &about, (&sent, &Errors::default(), "")).await
}

pub(super) async fn add(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    may_add(&state, &request)?;
    let frame = &request.frame;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let about = about_new(frame);
    let more = asked_row(&sent);
    if !more.is_empty() {
        return shown(&state, frame, &about, (&sent, &Errors::default(), more)).await;
    }
    match state.app.add_contract(&request.visitor.actor, input(&sent)).await {
        Ok(added) => {
            let on = format!("/avtal/{}?nytt=nytt", added.number);
            Ok(share::made(&Place::at(Which::Contract(added.number)), value(&sent, "sharing"), on))
        }
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            shown(&state, frame, &about, (&sent, &errors, "")).await
        }
    }
}

fn about_change(frame: &Frame, contract: &Contract, version: String) -> About<'static> {
    let address = format!("/avtal/{}", contract.number);
    About {
        heading: frame.t("contract-change"),
        action: format!("{address}/andra"),
        back: Link::new(address, frame.t("contract-back")),
        hidden: vec![("version".to_owned(), version)],
        warning: String::new(),
        stands: None,
    }
}

async fn to_change(
    state: &State,
    request: &Request,
    number: &str,
) -> Result<app::contract::ContractPage, Failure> {
    let read = read(state, request, number).await?;
    if read.may_keep { Ok(read) } else { Err(Failure::page(AppError::Denied, request.frame.clone())) }
}

pub(super) async fn change_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let read = to_change(&state, &request, &number).await?;
    let contract = &read.row.contract;
    let sent = filled(contract, &read.row.solutions);
    let about = about_change(&request.frame, contract, contract.version.to_string());
    shown(&state, &request.frame, &about, (&sent, &Errors::default(), "")).await
}

pub(super) async fn change(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let read = to_change(&state, &request, &number).await?;
    let frame = &request.frame;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let contract = &read.row.contract;
    let version = value(&sent, "version").to_owned();
    let mut about = about_change(frame, contract, version.clone());
    let more = asked_row(&sent);
    if !more.is_empty() {
        return shown(&state, frame, &about, (&sent, &Errors::default(), more)).await;
    }
    let of = (contract.number, version.parse().unwrap_or(0));
    match state.app.change_contract(&request.visitor.actor, of, input(&sent)).await {
        Ok(()) => Ok(Redirect::to(&format!("/avtal/{}?nytt=sparat", contract.number)).into_response()),
        Err(AppError::Refused(Refusal::ChangedMeanwhile)) => {
            // What was written stays in the fields; what stands there now is told at each that differs.
            let stands = filled(contract, &read.row.solutions);
            about = about_change(frame, contract, contract.version.to_string());
            about.warning = frame.tn("contract-stale", count(differing(&sent, &stands)));
            about.stands = Some(&stands);
            let page = shown(&state, frame, &about, (&sent, &Errors::default(), "")).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            shown(&state, frame, &about, (&sent, &errors, "")).await
        }
    }
}

/// How many fields that were sent differ from what stands there.
fn differing(sent: &Pairs, stands: &Pairs) -> usize {
    sent.iter().filter(|(name, written)| name != "version" && value(stands, name) != written).count()
}
