//! Words that say nothing about what a need is about.
//!
//! An own list: Swedish function words and the verbs every need is written with ("vi behöver", "det går inte"),
//! and the commonest English ones, since some catalogue texts are in English. Folded forms.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

const SWEDISH: &str = "
 och eller men utan för att så om än då när där här hit dit som vilken vilket vilka vars vem vad hur varför
 i på av till från med vid hos mot mellan under över efter före innan inom utom genom kring runt åt ur bland trots enligt via per
 en ett den det de dem denna detta dessa den där det där samma sådan sådant sådana någon något några ingen inget inga
 varje var vart alla allt all båda annan annat andra flera fler flest många mycket mer mest mindre lite få
 jag du han hon hen vi ni man mig dig honom henne oss er sig min mitt mina din ditt dina sin sitt sina hans hennes vår vårt våra
 ert era deras dess själv själva
 är var vara varit vore blir bli blev blivit har ha hade haft kan kunna kunde kunnat ska skall skulle vill vilja ville
 måste får fått fick bör borde brukar gör göra gjorde gjort går gå gick gått kommer komma kom kommit finns finnas fanns
 ge ger gav tar ta tog sätt
 behöver behöva behövde behövs
 inte ej aldrig alltid ofta ibland redan bara endast också även ju nog väl nu sedan sen ännu igen idag dag gång
 ut in upp ner ned fram bort kvar hem ihop
 mellan annars dock alltså därför eftersom medan tills fast samt respektive både antingen varken
 vår år bra dålig stor litet olika hela helt flesta
 ganska väldigt mycket allra ytterligare cirka ca bl a t ex m dvs osv etc mm
";

const ENGLISH: &str = "
 the a an and or but of to in on at by for from with without into as is are was were be been being has have had
 it its this that these those which who whom what when where how why there here not no nor so than then too very
 can could may might must shall should will would do does did we you they he she i our your their his her my
 all any each other some such only own same also about over under between through during before after
";

/// Words that turn what a sentence says into its opposite, or a wish into what is not wanted.
const DENYING: &str = "
 inte ej icke aldrig ingen inget inga ingenting slippa slipper saknas saknar varken
 not no never none without
";

/// True for a folded word that denies. "Utan" is none: "fungerar utan nät" says that something works.
pub fn is_negation(folded: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| DENYING.split_whitespace().collect());
    WORDS.contains(folded)
}

/// True for a folded word that takes no part in the matching.
pub fn is_stopword(folded: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| SWEDISH.split_whitespace().chain(ENGLISH.split_whitespace()).collect());
    WORDS.contains(folded)
}
