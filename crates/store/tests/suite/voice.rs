//! Voices: one for each organisation and need, changed over the version that was read.

use crate::builders::{a_need, a_saved_person, an_organisation, next_moment};
use domain::id::VoiceId;
use domain::voice::{Voice, VoiceFacts};
use store::testing::TestDb;
use store::{StoreError, voice};

#[tokio::test]
async fn a_voice_is_given_once_changed_and_taken_back() {
    let test = TestDb::new().await;
    let [essunga, vara, skara] = [
        an_organisation("Essunga kommun").saved(&test).await,
        an_organisation("Vara kommun").saved(&test).await,
        an_organisation("Skara kommun").saved(&test).await,
    ];
    let bo = a_saved_person(&test, "Bo Dahl").await;
    let need = a_need().by(&essunga).submitted().saved(&test).await;
    let other = a_need().by(&essunga).submitted().saved(&test).await;
    let of = |need: &domain::need::Need, by: &domain::organisation::Organisation, words: Option<&str>| {
        let at = next_moment();
        Voice {
            id: VoiceId::at(at),
            version: 1,
            need: need.id,
            organisation: by.id,
            person: bo.id,
            facts: VoiceFacts { words: words.map(str::to_owned), affected: words.map(|_| 298) },
            at,
        }
    };
    let first = of(&need, &vara, Some("Samma hos oss, \"värst\" på natten"));
    let second = of(&need, &skara, None);
    let elsewhere = of(&other, &vara, None);
    let mut tx = test.db.write().await.unwrap();
    for voice in [&first, &second, &elsewhere] {
        voice::insert(&mut tx, voice).await.unwrap();
    }
    assert_eq!(voice::of_need(&mut tx, need.id).await.unwrap(), [first.clone(), second.clone()], "in order");
    assert_eq!(voice::by(&mut tx, need.id, vara.id).await.unwrap(), Some(first.clone()));
    assert_eq!(voice::by(&mut tx, need.id, essunga.id).await.unwrap(), None);

    let changed = Voice { facts: VoiceFacts { words: None, affected: Some(300) }, ..first.clone() };
    voice::update(&mut tx, &changed).await.unwrap();
    let stale = voice::update(&mut tx, &changed).await;
    assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
    assert_eq!(
        voice::by(&mut tx, need.id, vara.id).await.unwrap(),
        Some(Voice { version: 2, ..changed.clone() })
    );

    voice::delete(&mut tx, &changed).await.unwrap();
    assert_eq!(voice::of_need(&mut tx, need.id).await.unwrap(), [second]);
    assert_eq!(voice::of_need(&mut tx, other.id).await.unwrap(), [elsewhere], "nothing else goes");
    let gone = voice::delete(&mut tx, &changed).await;
    assert!(matches!(gone, Err(StoreError::Stale)), "{gone:?}");
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_organisation_has_one_voice_about_a_need() {
    let test = TestDb::new().await;
    let essunga = an_organisation("Essunga kommun").saved(&test).await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let bo = a_saved_person(&test, "Bo Dahl").await;
    let need = a_need().by(&essunga).submitted().saved(&test).await;
    let again = || {
        let at = next_moment();
        let (id, facts) = (VoiceId::at(at), VoiceFacts::default());
        Voice { id, version: 1, need: need.id, organisation: vara.id, person: bo.id, facts, at }
    };
    let mut tx = test.db.write().await.unwrap();
    voice::insert(&mut tx, &again()).await.unwrap();
    let twice = voice::insert(&mut tx, &again()).await;
    assert!(matches!(twice, Err(StoreError::Taken)), "{twice:?}");
}
