//! Signing in in two steps: begun with a code, completed with one, and no code works twice.

use crate::cast::Cast;
use app::session::{Signed, Visitor};
use app::{App, AppError, FieldProblem, Refusal};
use domain::permission::Actor;
use totp_rs::{Algorithm, Secret, TOTP};

const EMAIL: &str = "anna.lind@kommun.example";
const PASSWORD: &str = "en lång mening som minns";
const STEP: i64 = 30 * 1000;

fn code(app: &App, secret: &str) -> String {
    let bytes = Secret::Encoded(secret.to_owned()).to_bytes().unwrap();
    let totp = TOTP::new(Algorithm::SHA1, 6, 0, 30, bytes, None, String::new()).unwrap();
    totp.generate((app.clock().now().milliseconds() / 1000).unsigned_abs())
}

async fn signed_in(cast: &Cast) -> (String, Visitor) {
    let Signed::In(token) = cast.app.sign_in(EMAIL, PASSWORD, "").await.unwrap() else { panic!("one step") };
    let visitor = cast.app.visitor(&token).await.unwrap();
    (token, visitor)
}

async fn half(app: &App) -> String {
    let Signed::Half(half) = app.sign_in(EMAIL, PASSWORD, "").await.unwrap() else { panic!("two steps") };
    half
}

/// Anna signs in in two steps: her secret and the codes that she has written down.
async fn in_two_steps(cast: &Cast) -> (String, Vec<String>) {
    let hash = app::person::PersonInput {
        name: "Anna Lind".into(),
        email: EMAIL.into(),
        organisation: cast.essunga,
        role: domain::person::Role::NeedSubmitter,
        title: String::new(),
        password: Some(PASSWORD.into()),
    };
    cast.app.add_person(&Actor::Operator, hash).await.unwrap();
    let (elsewhere, _) = signed_in(cast).await;
    let (here, anna) = signed_in(cast).await;
    let new = cast.app.new_factor(&anna).await.unwrap();
    assert!(new.address.starts_with("otpauth://totp/Brygga:anna.lind%40kommun.example?"), "{}", new.address);
    let right = code(&cast.app, &new.secret);
    let begin =
        async |password: &str, code: &str| cast.app.begin_factor(&anna, password, &new.secret, code).await;
    for (password, code, problem) in
        [("fel", right.as_str(), FieldProblem::WrongPassword), (PASSWORD, "000000", FieldProblem::WrongCode)]
    {
        let AppError::Invalid(fields) = begin(password, code).await.unwrap_err() else { panic!("{code}") };
        assert_eq!(fields[0].problem, problem);
    }
    assert!(!cast.app.has_factor(&anna).await.unwrap(), "nothing is kept before a code is right");
    let written = begin(PASSWORD, &right).await.unwrap();
    assert_eq!(written.len(), 10);
    assert!(cast.app.visitor(&elsewhere).await.unwrap().signed_in.is_none(), "other sessions end");
    assert!(cast.app.visitor(&here).await.unwrap().signed_in.is_some());
    (new.secret, written)
}

#[tokio::test]
async fn a_right_password_is_half_way_and_a_code_works_once() {
    let cast = Cast::new().await;
    let (secret, written) = in_two_steps(&cast).await;
    let begun = code(&cast.app, &secret);
    let first = half(&cast.app).await;
    assert!(cast.app.visitor(&first).await.unwrap().signed_in.is_none(), "half a session is none");
    let used = cast.app.complete_session(&first, &begun, "").await.unwrap_err();
    assert!(matches!(used, AppError::Refused(Refusal::WrongCode)), "the code that began it is used");

    let later = cast.later(STEP);
    let next = code(&later, &secret);
    let spaced = format!("{} {}", &next[..3], &next[3..]);
    let token = later.complete_session(&first, &spaced, "").await.unwrap();
    assert!(later.visitor(&token).await.unwrap().signed_in.is_some());
    let again = later.complete_session(&first, &next, "").await.unwrap_err();
    assert!(matches!(again, AppError::Refused(Refusal::TooLate)), "it has become a whole one");
    let second = half(&later).await;
    let replayed = later.complete_session(&second, &next, "").await.unwrap_err();
    assert!(matches!(replayed, AppError::Refused(Refusal::WrongCode)), "somebody has seen it");
    later.complete_session(&second, &written[3].to_uppercase(), "").await.unwrap();
    let third = half(&later).await;
    let gone = later.complete_session(&third, &written[3], "").await.unwrap_err();
    assert!(matches!(gone, AppError::Refused(Refusal::WrongCode)), "a written code works once too");
    let late = cast.later(STEP + 5 * 60 * 1000).complete_session(&third, &written[4], "").await.unwrap_err();
    assert!(matches!(late, AppError::Refused(Refusal::TooLate)), "five minutes");
}

#[tokio::test]
async fn guessing_ends_soon_and_a_new_password_does_not_skip_the_step() {
    let cast = Cast::new().await;
    let (secret, written) = in_two_steps(&cast).await;
    let guessed = half(&cast.app).await;
    for _ in 0..5 {
        let wrong = cast.app.complete_session(&guessed, "123456", "").await.unwrap_err();
        assert!(matches!(wrong, AppError::Refused(Refusal::WrongCode)));
    }
    let right = code(&cast.later(STEP), &secret);
    let dead = cast.later(STEP).complete_session(&guessed, &right, "").await.unwrap_err();
    assert!(matches!(dead, AppError::Refused(Refusal::TooLate)), "even with the right one");
    // Half sessions by the dozen do not help: every wrong code counts for the account.
    let mut through = 5;
    'guessing: loop {
        let half = match cast.app.sign_in(EMAIL, PASSWORD, "").await {
            Ok(Signed::Half(half)) => half,
            Ok(Signed::In(_)) => panic!("in one step"),
            Err(error) => {
                assert!(matches!(error, AppError::Refused(Refusal::TooManyTries)), "{error}");
                break 'guessing;
            }
        };
        for _ in 0..5 {
            assert!(cast.app.complete_session(&half, "123456", "").await.is_err());
            through += 1;
        }
        assert!(through <= 40, "{through}");
    }
    assert!(through <= 25, "{through} guesses");

    let fresh = cast.later(2 * 60 * 60 * 1000);
    fresh.wish_password(EMAIL).await.unwrap();
    let node = "019a7e1c-0000-7000-8000-000000000001".parse().unwrap();
    let mail = fresh.next_mail(node).await.unwrap().unwrap();
    let app::mail::Content::NewPassword { token } = mail.content.clone() else { panic!("a letter") };
    fresh.set_password(&token, "en annan lång mening").await.unwrap();
    let signed = fresh.sign_in(EMAIL, "en annan lång mening", "").await.unwrap();
    assert!(matches!(signed, Signed::Half(_)));

    let denied = cast.app.forget_factor(&cast.ada, EMAIL).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    cast.app.forget_factor(&Actor::Operator, EMAIL).await.unwrap();
    let signed = fresh.sign_in(EMAIL, "en annan lång mening", "").await.unwrap();
    let Signed::In(token) = signed else { panic!("the operator has let her in") };
    let anna = fresh.visitor(&token).await.unwrap();
    assert!(matches!(fresh.end_factor(&anna, "fel").await.unwrap_err(), AppError::Invalid(_)));
    fresh.end_factor(&anna, "en annan lång mening").await.unwrap();
    drop(written);
}
