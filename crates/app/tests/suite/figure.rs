//! Published key figures: read in whole or not at all, with gaps, and used as measurements.

use app::benefit::{BenefitInput, MeasurementInput};
use app::figure::{FiguresError, FiguresFailure, FiguresInput};
use app::organisation::OrganisationInput;
use app::{AppError, FieldProblem};
use domain::benefit::MeasuredBy;
use domain::permission::Actor;
use domain::quantity::Quantity;

use crate::cast::organisation;
use crate::initiative::{Led, a_benefit, problems};

const SERIES: &str = r#"{"values":[
    {"kpi":"N20891","municipality":"1445","period":2024,"values":[{"gender":"T","value":71.5},{"gender":"K","value":70}]},
    {"kpi":"N20891","municipality":"1445","period":2025,"values":[{"gender":"T","value":null}]},
    {"kpi":"N20891","municipality":"1470","period":2025,"values":[{"gender":"T","value":80}]}]}"#;

fn input() -> FiguresInput {
    FiguresInput {
        titles: "N20891 Nöjda brukare i hemtjänsten".into(),
        source: "Kolada".into(),
        fetched: "2026-11-01".into(),
    }
}

/// Essunga has its code.
async fn with_code() -> Led {
    let led = Led::new().await;
    let essunga = led.cast.app.directory().await.unwrap().organisation(led.cast.essunga).unwrap().clone();
    let facts = OrganisationInput { municipality_code: Some("1445".into()), ..organisation("Essunga") };
    led.cast.app.edit_organisation(&Actor::Operator, essunga.id, essunga.version, facts).await.unwrap();
    led
}

#[tokio::test]
async fn a_file_is_read_whole_and_again_without_harm() {
    let led = with_code().await;
    let app = &led.cast.app;
    for stranger in [&led.cast.anna, &Actor::Anonymous] {
        let denied = app.read_figures(stranger, SERIES, input()).await.unwrap_err();
        assert!(matches!(denied, FiguresFailure::Deed(AppError::Denied)));
    }
    let FiguresFailure::Deed(error) = app
        .read_figures(&led.karin, SERIES, FiguresInput { fetched: "2027-01-01".into(), ..input() })
        .await
        .unwrap_err()
    else {
        panic!("a day to come")
    };
    assert_eq!(problems(error)[0], ("fetched", 0, FieldProblem::DayToCome));
    for titles in ["N20981 Nöjda brukare i hemtjänsten", "N20891"] {
        let named = FiguresInput { titles: titles.into(), ..input() };
        let FiguresFailure::Deed(error) = app.read_figures(&led.karin, SERIES, named).await.unwrap_err()
        else {
            panic!("a name for nothing in the file")
        };
        assert_eq!(problems(error)[0], ("titles", 0, FieldProblem::NoSuchSeries), "{titles}");
    }
    let report = app.read_figures(&led.karin, SERIES, input()).await.unwrap();
    assert_eq!((report.series, report.figures, report.gaps, report.changed), (1, 4, 1, 0));
    let later = SERIES.replace("71.5", "72").replace(":80}", ":\"åttio\"}");
    let FiguresFailure::File(FiguresError::Rows(rows)) =
        app.read_figures(&led.karin, &later, input()).await.unwrap_err()
    else {
        panic!("a word where a number should be")
    };
    assert_eq!((rows.len(), rows[0].row, rows[0].written.as_str()), (1, 4, "åttio"));
    let page = app.read_series(&led.vera, "N20891").await.unwrap();
    assert_eq!(page.years, [2024, 2025]);
    let essunga = page.rows.iter().find(|(name, _)| name == "Essunga").unwrap();
    assert_eq!(essunga.1, [Some(Quantity(71_500)), None], "nothing of the second file, and the gap is a gap");
    let report = app
        .read_figures(
            &led.karin,
            &SERIES.replace("71.5", "72"),
            FiguresInput { titles: String::new(), ..input() },
        )
        .await
        .unwrap();
    assert_eq!(report.changed, 1);
    let page = app.read_series(&led.vera, "N20891").await.unwrap();
    assert_eq!(page.series.title, "Nöjda brukare i hemtjänsten", "a known series keeps its name");
}

#[tokio::test]
async fn a_published_figure_is_a_measurement_with_its_source_but_a_gap_is_none() {
    let led = with_code().await;
    let app = &led.cast.app;
    app.read_figures(&Actor::Operator, SERIES, input()).await.unwrap();
    let benefit = BenefitInput {
        kpi: "N20891".into(),
        baseline_on: "2023-12-31".into(),
        unit: "procent".into(),
        ..a_benefit("65", "80")
    };
    let id = app.add_benefit(&led.karin, led.number, benefit).await.unwrap().id;
    let page = app.read_benefit(&led.vera, led.number, id).await.unwrap();
    assert_eq!(page.figures.iter().map(|figure| figure.year).collect::<Vec<_>>(), [2024, 2025]);
    let of_year = |year: &str| MeasurementInput {
        figure: year.into(),
        confidence: "yellow".into(),
        ..MeasurementInput::default()
    };
    for year in ["2025", "2019"] {
        let told = problems(app.measure(&led.karin, led.number, id, of_year(year)).await.unwrap_err());
        assert_eq!(told[0].0, "figure", "{year}");
    }
    app.measure(&led.karin, led.number, id, of_year("2024")).await.unwrap();
    let page = app.read_benefit(&led.vera, led.number, id).await.unwrap();
    let latest = page.row.latest().unwrap();
    assert_eq!((latest.by, latest.reading.value), (MeasuredBy::Figure, Quantity(71_500)));
    assert_eq!(latest.reading.on.to_string(), "2024-12-31");
    assert_eq!(latest.method, "Kolada, N20891: Nöjda brukare i hemtjänsten (2024)");
}

#[tokio::test]
async fn a_published_figure_is_a_baseline_where_the_target_leaves_room() {
    let led = with_code().await;
    let app = &led.cast.app;
    app.read_figures(&Actor::Operator, SERIES, input()).await.unwrap();
    let benefit = BenefitInput { kpi: "N20891".into(), unit: "procent".into(), ..a_benefit("", "71,5") };
    let id = app.add_benefit(&led.karin, led.number, benefit).await.unwrap().id;
    let take =
        async |actor: &Actor, version, year| app.take_baseline(actor, led.number, (id, version), year).await;
    assert!(matches!(take(&led.vera, 1, "2024").await.unwrap_err(), AppError::Denied));
    for year in ["2025", "2024", ""] {
        // A gap, the target itself, and nothing at all.
        assert_eq!(problems(take(&led.karin, 1, year).await.unwrap_err())[0].0, "figure", "{year}");
    }
    let higher = BenefitInput { kpi: "N20891".into(), unit: "procent".into(), ..a_benefit("", "80") };
    app.change_benefit(&led.karin, led.number, (id, 1), higher).await.unwrap();
    take(&led.karin, 2, "2024").await.unwrap();
    let kept = app.read_benefit(&led.vera, led.number, id).await.unwrap().row.benefit;
    assert_eq!(
        kept.baseline.map(|one| (one.value, one.on.to_string())),
        Some((Quantity(71_500), "2024-12-31".into()))
    );
    assert!(kept.source.starts_with("Kolada"));
}
