// Every page in every state that is worth seeing. Each is looked at in light, dark and forced colours, at 360
// and 1280 px, and once at 320 px; see inspect.mjs for what is asked of it.
//
//   name      what is seen, unique; also the name of the screenshot and of the saved HTML
//   path      the address, or a function of Playwright's page that finds it
//   as        address of a person in demo/persons.json; left out: not signed in
//   language  'sv' when left out
//   status    200 when left out
//   empty     true: on a server without demo data
//   before    what to do on the page before it is looked at, given Playwright's page
//   print     true: also looked at as it comes out on paper
//
// Deliberately not here: what happens from page to page (journeys/).

import { sending, settled } from './visitor.mjs';

const WRITER = 'anna.lind@essunga.example';
const COORDINATOR = 'karin.as@essunga.example';

const NEED = /^\/behov\/B-\d{4}-\d{4}$/;
const READER = 'elisabet.grane@hogskolan-skovde.example';
const ENTRY = /^\/oppet\/v6-samverkan\/logg\/[0-9a-f-]{36}$/;
const RING = /^\/ordlista\/[0-9a-f-]{36}$/;
const CONTRACT = /^\/avtal\/K-\d{4}-\d+$/;
const ARTICLE = /^\/kunskap\/[0-9a-f-]{36}$/;
const MATURITY = /^\/mognad\/[0-9a-f-]{36}$/;
const LESSON = /^\/lardomar\/[0-9a-f-]{36}$/;
const SUPPLIER = /^\/losningar\/leverantorer\/[^/]+$/;
const SOLUTION = /^\/losningar\/L-\d{4}-\d{4}$/;

const KEEPER = 'niklas.strand@goliska-it.example';
const ADMINISTRATOR = 'petra.vik@goliska-it.example';
const COLLABORATION = /^\/samverkan\/[0-9a-f-]{36}$/;
const PERSON = /^\/organisationer\/[0-9a-f-]{36}\/personer\/[0-9a-f-]{36}$/;

const KEY_NEED = `/behov?q=${encodeURIComponent('nycklar hemtjänsten sena')}`;

const STORY = 'Vi letar nycklar till brukarnas hem flera gånger om dagen. Det tar tid från besöken.';
const LONG_WORD = 'Omsorgsplaneringssystemsförvaltningsöverenskommelse'.repeat(4);
const WITH_NUMBER = 'Brukaren 811218-9876 saknar larm på natten. Ring 070-123 45 67.';
const FAULT = 'Skrivaren på kansliet fungerar inte sedan i morse.';
const NO_WORD = 'qqqzzzxx';
// A new entry, a row without a name, a day that is none, a word that nobody knows, and one that reads like a key.
const FILE = `id;namn;leverantör;organisation;livscykel;beskrivning;ändrad
x1;Fordonsbokning;Bilpool AB;Essunga;kanske;Bokar bilar i hemtjänsten;igår
x2;;Bilpool AB;Essunga;drift;;2026-05-01
x3;${LONG_WORD};Bilpool AB;Okänd kommun;drift;lösenord: Sommar2026!;2026-05-01
`;

export const PAGES = [
  // Start
  { name: 'start', path: '/' },
  { name: 'start, signed in', path: '/', as: WRITER },
  { name: 'start, in English', path: '/', language: 'en' },
  { name: 'start, nothing in the catalogue', path: '/', empty: true },
  { name: 'start, matches while typing', path: '/', as: WRITER, before: typing(STORY) },
  { name: 'start, nothing fits while typing', path: '/', before: typing(`${NO_WORD} ${NO_WORD}`) },
  { name: 'start, a personal number while typing', path: '/', as: WRITER, before: typing(WITH_NUMBER) },
  { name: 'start, an IT fault while typing', path: '/', as: WRITER, before: typing(FAULT) },
  { name: 'matches, an IT fault', path: `/matchning?text=${encodeURIComponent(FAULT)}` },
  { name: 'matches', path: `/matchning?text=${encodeURIComponent(STORY)}`, print: true },
  { name: 'matches, signed in', path: `/matchning?text=${encodeURIComponent(STORY)}`, as: WRITER },
  { name: 'matches, nothing fits', path: `/matchning?text=${NO_WORD}+${NO_WORD}` },
  { name: 'matches, a long word', path: `/matchning?text=${encodeURIComponent(`Vi saknar nycklar ${LONG_WORD}`)}` },

  // Landscape
  { name: 'landscape', path: '/landskap' },
  { name: 'landscape, signed in', path: '/landskap', as: COORDINATOR, print: true },
  { name: 'landscape, in English', path: '/landskap', as: COORDINATOR, language: 'en' },
  { name: 'landscape, one group', path: `/landskap?omrade=${encodeURIComponent('Äldreomsorg och hemsjukvård')}`, as: COORDINATOR },
  { name: 'landscape, capabilities', path: '/landskap?vy=formagor', as: COORDINATOR },
  { name: 'landscape, nothing', path: '/landskap', empty: true },
  { name: 'landscape, overlaps', path: '/landskap/overlapp', as: COORDINATOR, print: true },
  { name: 'landscape, overlaps of a capability', path: '/landskap/overlapp?formaga=nyckel_tilltrade', as: COORDINATOR, language: 'en' },
  { name: 'landscape, no overlaps', path: '/landskap/overlapp', empty: true },
  { name: 'landscape, gaps', path: '/landskap/luckor', as: COORDINATOR, print: true },
  { name: 'landscape, gaps in public', path: '/landskap/luckor', language: 'en' },
  { name: 'landscape, who is like us', path: '/landskap/lika', as: COORDINATOR, print: true },
  { name: 'landscape, like whom in public', path: '/landskap/lika?kommun=1494', language: 'en' },
  { name: 'landscape, nobody to compare', path: '/landskap/lika' },
  { name: 'landscape, contract windows', path: '/landskap/avtal', as: COORDINATOR, print: true },
  { name: 'landscape, contract windows by what is next to do', path: '/landskap/avtal?inom=12&dag=besked', as: COORDINATOR, language: 'en' },

  // Needs
  { name: 'needs', path: '/behov' },
  { name: 'needs, signed in', path: '/behov', as: COORDINATOR },
  { name: 'needs, in English', path: '/behov', language: 'en' },
  { name: 'needs, none at all', path: '/behov', empty: true },
  { name: 'needs, none with the filter', path: `/behov?q=${NO_WORD}` },
  { name: 'need', path: firstLink('/behov', NEED), print: true },
  { name: 'need, signed in', path: firstLink('/behov', NEED), as: COORDINATOR },
  { name: 'need, in English', path: firstLink('/behov', NEED), language: 'en' },
  { name: 'need, does not exist', path: '/behov/B-2099-9999', status: 404 },
  { name: 'need, edit', path: firstLink('/behov?visa=kommun', NEED, '/andra'), as: COORDINATOR },
  { name: 'need, edit, nothing fits', path: firstLink('/behov?visa=kommun', NEED, '/andra?inget=passar'), as: COORDINATOR },
  { name: 'need, voices', path: firstLink(KEY_NEED, NEED), as: WRITER },
  { name: 'need, voices, public', path: firstLink(KEY_NEED, NEED) },
  { name: 'need, we have this too', path: firstLink('/behov?q=rullstolar', NEED, '/vi-ocksa'), as: WRITER },
  { name: 'need, we have this too, in English', path: firstLink('/behov?q=rullstolar', NEED, '/vi-ocksa'), as: WRITER, language: 'en' },
  { name: 'need, to IT support', path: firstLink('/behov?visa=kommun', NEED, '/it-stod'), as: COORDINATOR },
  { name: 'need, on behalf of somebody', path: '/behov/nytt?for=annan', as: WRITER },
  { name: 'need, seen elsewhere', path: '/behov/nytt?fran=annanstans', as: WRITER },
  { name: 'need, new', path: '/behov/nytt', as: WRITER },
  { name: 'need, new, left empty', path: '/behov/nytt', as: WRITER, before: sendingEmpty() },
  { name: 'need, with verdicts', path: needCalled('Nycklar på natten i hemtjänsten'), as: COORDINATOR },
  { name: 'need, with verdicts, a reader', path: needCalled('Nycklar på natten i hemtjänsten'), as: READER, language: 'en' },
  { name: 'need, why a solution does not fit', path: verdictPage('/skal'), as: WRITER },
  { name: 'need, a verdict that is lifted by others', path: needCalled('Nycklar i hemtjänsten gör att besök blir sena'), as: WRITER, before: opening('Varför?') },
  { name: 'need, who sees it', path: firstLink('/behov?visa=kommun&lage=submitted', NEED, '/dela'), as: COORDINATOR },
  { name: 'need, who will read it, before sending', path: '/behov/nytt', as: WRITER, before: sendingNeed('collaboration') },
  { name: 'need, who will read it, everybody', path: firstLink('/behov?visa=kommun&lage=submitted', NEED, '/dela'), as: COORDINATOR, before: choosing('public') },
  { name: 'need, a reason for an identity number', path: '/behov/nytt', as: WRITER, before: sendingNeed('network', WITH_NUMBER) },
  { name: 'people', path: peopleOf('Göliska IT'), as: ADMINISTRATOR },
  { name: 'people, in English', path: peopleOf('Göliska IT'), as: ADMINISTRATOR, language: 'en' },
  { name: 'people, none with the filter', path: peopleOf('Göliska IT', `?q=${NO_WORD}`), as: ADMINISTRATOR },
  { name: 'people, add', path: peopleOf('Göliska IT', '/ny'), as: ADMINISTRATOR },
  { name: 'people, add, left empty', path: peopleOf('Göliska IT', '/ny'), as: ADMINISTRATOR, before: sendingEmpty() },
  { name: 'people, one', path: onePerson('Göliska IT'), as: ADMINISTRATOR },
  { name: 'account', path: '/konto', as: WRITER },
  { name: 'account, two organisations, in English', path: '/konto', as: 'jens.torn@goliska-it.example', language: 'en' },
  { name: 'need, new, for one of two organisations', path: '/behov/nytt', as: 'jens.torn@goliska-it.example' },
  { name: 'need, from a meeting', path: '/behov/mote', as: COORDINATOR },

  // Solutions
  { name: 'solutions', path: '/losningar' },
  { name: 'solutions, in English', path: '/losningar', language: 'en' },
  { name: 'solutions, none at all', path: '/losningar', empty: true },
  { name: 'solutions, none with the filter', path: `/losningar?q=${NO_WORD}` },
  { name: 'solutions, narrowed, signed in', path: '/losningar?slag=system&sortering=anvandare', as: COORDINATOR },
  { name: 'reminders', path: '/paminnelser', as: KEEPER },
  { name: 'reminders, in English', path: '/paminnelser', as: KEEPER, language: 'en' },
  { name: 'reminders, none', path: '/paminnelser', as: READER },
  { name: 'reminder, new', path: remindedOf(firstLink('/losningar', SOLUTION)), as: WRITER },
  { name: 'reminder, new, left empty', path: remindedOf(firstLink('/losningar', SOLUTION)), as: WRITER, before: sendingEmpty() },
  { name: 'goals', path: '/mal', as: COORDINATOR },
  { name: 'goals, in English', path: '/mal', as: COORDINATOR, language: 'en' },
  { name: 'what serves goals', path: '/mal/bidrag', as: COORDINATOR },
  { name: 'challenges', path: '/utmaningar', as: COORDINATOR },
  { name: 'challenges, in English', path: '/utmaningar', as: COORDINATOR, language: 'en' },
  { name: 'interventions', path: '/insatser', as: COORDINATOR },
  { name: 'extracts for research', path: '/forskning', as: COORDINATOR },
  { name: 'extracts for research, in English', path: '/forskning', as: COORDINATOR, language: 'en' },
  { name: 'extract, new, left empty', path: '/forskning/nytt', as: READER, before: sendingEmpty() },
  { name: 'disposal, nothing', path: '/gallring', as: ADMINISTRATOR },
  { name: 'disposal, rules', path: '/gallring/regler', as: ADMINISTRATOR },
  { name: 'disposal, rules, in English', path: '/gallring/regler', as: ADMINISTRATOR, language: 'en' },
  { name: 'disposal, decisions', path: '/gallring/beslut', as: ADMINISTRATOR },
  { name: 'disposal, a new decision, left empty', path: '/gallring/beslut/nytt', as: ADMINISTRATOR, before: sendingEmpty() },
  { name: 'saved views, none', path: '/vyer', as: READER },
  { name: 'saved views, in English', path: '/vyer', as: READER, language: 'en' },
  { name: 'saved view, without a name', path: '/losningar?slag=system', as: COORDINATOR, before: savingView() },
  { name: 'solution', path: firstLink('/losningar', SOLUTION), print: true },
  { name: 'solution, signed in', path: firstLink('/losningar', SOLUTION), as: COORDINATOR },
  { name: 'solution, in English', path: firstLink('/losningar', SOLUTION), language: 'en' },
  { name: 'solution, new', path: '/losningar/ny', as: COORDINATOR },
  { name: 'solution, new, in English', path: '/losningar/ny', as: COORDINATOR, language: 'en' },
  { name: 'solution, who sees it', path: solutionCalled('Överrapportering med fast mall', '/delning'), as: COORDINATOR },
  { name: 'solution, who sees it, in English', path: solutionCalled('Överrapportering med fast mall', '/delning'), as: COORDINATOR, language: 'en' },
  { name: 'solution, who will read it', path: solutionCalled('Gemensam avtalsdatabas', '/delning?niva=network'), as: KEEPER },
  { name: 'solution, new, nothing written', path: '/losningar/ny', as: COORDINATOR, before: pressing('Spara lösningen'), status: 200 },
  { name: 'solution, edit', path: solutionCalled('Överrapportering med fast mall', '/andra'), as: COORDINATOR },
  { name: 'solution, split', path: solutionCalled('Överrapportering med fast mall', '/dela-upp'), as: COORDINATOR },
  { name: 'solution, retire', path: solutionCalled('Överrapportering med fast mall', '/avveckla'), as: COORDINATOR },
  { name: 'solution, merge, choose', path: solutionCalled('Överrapportering med fast mall', '/sammanfor'), as: COORDINATOR },
  { name: 'draft, new', path: '/losningar/saknas?namn=Nyckelbricka', as: WRITER },
  { name: 'draft, new, in English', path: '/losningar/saknas', as: WRITER, language: 'en' },
  { name: 'draft, new, nothing written', path: '/losningar/saknas', as: WRITER, before: pressing('Spara utkastet') },
  { name: 'drafts', path: '/losningar/utkast', as: KEEPER },
  { name: 'drafts, in English', path: '/losningar/utkast', as: COORDINATOR, language: 'en' },
  { name: 'drafts, none with the filter', path: `/losningar/utkast?q=${NO_WORD}`, as: KEEPER },
  { name: 'draft', path: firstLink('/losningar/utkast', SOLUTION), as: WRITER },
  { name: 'draft, to answer', path: firstLink('/losningar/utkast', SOLUTION), as: KEEPER },
  { name: 'draft, taking over', path: async (page) => `${await firstLink('/losningar/utkast', SOLUTION)(page)}/ta-over`, as: COORDINATOR },
  { name: 'questions', path: '/fragor', as: COORDINATOR },
  { name: 'questions, in English', path: '/fragor', as: COORDINATOR, language: 'en' },
  { name: 'questions, none with the filter', path: `/fragor?q=${NO_WORD}`, as: COORDINATOR },
  { name: 'question, asking', path: async (page) => `${await firstLink('/losningar?sortering=anvandare', SOLUTION)(page)}/fraga`, as: WRITER },
  { name: 'question, nothing written', path: async (page) => `${await firstLink('/losningar?sortering=anvandare', SOLUTION)(page)}/fraga`, as: WRITER, before: pressing('Skicka frågan') },
  { name: 'suppliers', path: '/losningar/leverantorer', as: COORDINATOR },
  { name: 'suppliers, in English', path: '/losningar/leverantorer', language: 'en' },
  { name: 'supplier', path: firstLink('/losningar/leverantorer', SUPPLIER), as: COORDINATOR },
  { name: 'supplier, rename', path: async (page) => `${await firstLink('/losningar/leverantorer?sortering=antal', SUPPLIER)(page)}/andra`, as: ADMINISTRATOR },
  { name: 'solution, does not exist', path: '/losningar/L-2099-9999', status: 404 },

  // Who uses what
  { name: 'solution, used, with experience', path: solutionCalled('Digitala lås i hemtjänsten'), as: 'erik.dahl@vara.example', print: true },
  { name: 'solution, registered and waiting', path: solutionCalled('Trygghetslarm i ordinärt boende'), as: COORDINATOR },
  { name: 'solution, registered and waiting, in English', path: solutionCalled('Trygghetslarm i ordinärt boende'), as: COORDINATOR, language: 'en' },
  { name: 'usage', path: '/losningar/anvandning', as: COORDINATOR, print: true },
  { name: 'usage, in English', path: '/losningar/anvandning', as: COORDINATOR, language: 'en' },
  { name: 'usage, none with the filter', path: `/losningar/anvandning?q=${NO_WORD}`, as: WRITER },
  { name: 'usage, none at all', path: '/losningar/anvandning', as: READER },
  { name: 'usage, choose an organisation', path: solutionCalled('Digitala lås i hemtjänsten', '/anvandning'), as: KEEPER },
  { name: 'usage, the own form', path: solutionCalled('Turplanering för hemtjänst', '/anvandning/Essunga'), as: COORDINATOR },
  { name: 'usage, the own form, wrong', path: solutionCalled('Turplanering för hemtjänst', '/anvandning/Essunga'), as: COORDINATOR, before: wrongUsage, status: 200 },
  { name: 'usage, registered for another, in English', path: solutionCalled('Turplanering för hemtjänst', '/anvandning/Vara'), as: KEEPER, language: 'en' },
  { name: 'usage, proposed', path: solutionCalled('Turplanering för hemtjänst', '/anvandning/Vara'), as: WRITER },
  { name: 'to do in the catalogue', path: '/losningar/att-gora', as: KEEPER, print: true },
  { name: 'to do in the catalogue, one organisation', path: '/losningar/att-gora', as: 'sara.hedin@lidkoping.example' },
  { name: 'to do in the catalogue, in English', path: '/losningar/att-gora', as: COORDINATOR, language: 'en' },
  { name: 'to confirm', path: '/losningar/att-bekrafta', as: KEEPER, print: true },
  { name: 'to confirm, in English', path: '/losningar/att-bekrafta', as: 'sara.hedin@lidkoping.example', language: 'en' },
  { name: 'to confirm, none with the filter', path: `/losningar/att-bekrafta?q=${NO_WORD}`, as: KEEPER },
  { name: 'completeness', path: '/losningar/fullstandighet', as: WRITER },
  { name: 'completeness, in English', path: '/losningar/fullstandighet', as: READER, language: 'en' },
  { name: 'completeness, entries', path: '/losningar/fullstandighet/poster', as: KEEPER, print: true },
  { name: 'completeness, entries, none with the filter', path: `/losningar/fullstandighet/poster?q=${NO_WORD}`, as: READER, language: 'en' },
  { name: 'letter, leads nowhere', path: '/bekrafta?kod=nonsens' },
  { name: 'letter, leads nowhere, in English', path: '/bekrafta?kod=nonsens', language: 'en' },
  { name: 'usage grid', path: '/losningar/rutnat', as: KEEPER },
  { name: 'usage grid, one organisation, in English', path: '/losningar/rutnat?omrade=510', as: COORDINATOR, language: 'en' },
  { name: 'usage grid, every organisation', path: '/losningar/rutnat?kommun=alla', as: KEEPER },
  { name: 'usage grid, none with the filter', path: `/losningar/rutnat?q=${NO_WORD}`, as: KEEPER },

  { name: 'solution, judged', path: solutionCalled('Digitala lås i hemtjänsten'), as: COORDINATOR },
  { name: 'solution, change typical needs', path: solutionCalled('Överrapportering med fast mall', '/typiska-behov'), as: COORDINATOR },

  // Words
  { name: 'words', path: '/ordlista' },
  { name: 'words, a coordinator', path: '/ordlista', as: COORDINATOR },
  { name: 'words, in English', path: '/ordlista', language: 'en' },
  { name: 'words, none with the filter', path: `/ordlista?q=${NO_WORD}` },
  { name: 'words, none at all', path: '/ordlista', empty: true },
  { name: 'words, one ring', path: firstLink('/ordlista', RING), as: COORDINATOR },
  { name: 'words, change', path: firstLink('/ordlista', RING, '/andra'), as: COORDINATOR },
  { name: 'words, add', path: '/ordlista/ny', as: COORDINATOR },
  { name: 'words, add, left empty', path: '/ordlista/ny', as: COORDINATOR, before: sendingEmpty() },
  // What solutions cover of a need
  { name: 'need, with what solutions cover', path: theKeys(), as: COORDINATOR, print: true },
  { name: 'coverage', path: theKeys(firstCoverage), print: true },
  { name: 'coverage, signed in', path: theKeys(firstCoverage), as: COORDINATOR },
  { name: 'coverage, in English', path: theKeys(firstCoverage), language: 'en' },
  { name: 'coverage, answer left empty', path: theKeys(firstCoverage), as: COORDINATOR, before: sendingEmpty(unchosen) },
  { name: 'coverage, no sub-needs', path: withoutRequirements },
  { name: 'coverage, does not exist', path: '/behov/B-2099-9999/losningar/L-2099-9999', status: 404 },
  { name: 'comparison', path: theKeys(firstThree), print: true },
  { name: 'comparison, signed in', path: theKeys(firstThree), as: COORDINATOR },
  { name: 'comparison, in English', path: theKeys(firstThree), language: 'en' },
  { name: 'comparison, facts alone', path: theFirstTwo },
  { name: 'comparison, nothing chosen', path: '/losningar/jamfor' },
  { name: 'comparison, one that does not exist', path: '/losningar/jamfor?losning=L-2099-9998&losning=L-2099-9999', status: 404 },
  { name: 'comparison, too many', path: `/losningar/jamfor?${[1, 2, 3, 4, 5].map((n) => `losning=L-2099-999${n}`).join('&')}`, status: 422 },

  // Organisations
  { name: 'organisations', path: '/organisationer' },
  { name: 'organisations, narrowed', path: '/organisationer?slag=municipality&lage=confirmed&sortering=invanare', as: COORDINATOR },
  { name: 'organisations, none that fit', path: '/organisationer?q=finnsinte' },
  { name: 'trail of an organisation', path: firstLink('/organisationer?q=g%C3%B6liska', /^\/organisationer\/(?!ny$)[^/]+$/, '/spar'), as: ADMINISTRATOR },
  { name: 'trail of an organisation, no such day', path: firstLink('/organisationer?q=g%C3%B6liska', /^\/organisationer\/(?!ny$)[^/]+$/, '/spar?fran=snart&till=2026-01-01'), as: ADMINISTRATOR },
  { name: 'trail of an organisation, in English', path: firstLink('/organisationer?q=g%C3%B6liska', /^\/organisationer\/(?!ny$)[^/]+$/, '/spar'), as: ADMINISTRATOR, language: 'en' },
  { name: 'organisations, none at all', path: '/organisationer', empty: true },
  { name: 'organisation', path: firstLink('/organisationer', /^\/organisationer\/[^/]+$/) },
  { name: 'organisation, looked after', path: organisationCalled('Göliska IT'), as: ADMINISTRATOR },
  { name: 'organisation, to add', path: '/organisationer/ny', as: ADMINISTRATOR },
  { name: 'organisation, added without a name', path: '/organisationer/ny', as: ADMINISTRATOR, before: pressing('Lägg till organisation') },
  { name: 'organisation, to change', path: organisationCalled('Skara', '/andra'), as: ADMINISTRATOR },
  { name: 'organisation, to merge', path: organisationCalled('Skara', '/sla-samman'), as: ADMINISTRATOR },
  { name: 'organisation, merged without a choice', path: organisationCalled('Skara', '/sla-samman'), as: ADMINISTRATOR, before: pressing('Slå samman nu') },
  { name: 'organisation, to split', path: organisationCalled('Göliska IT', '/dela-upp'), as: ADMINISTRATOR },
  { name: 'organisation, to merge, not permitted', path: organisationCalled('Skara', '/sla-samman'), as: COORDINATOR, status: 403 },

  // Collaborations
  // Cases and the process
  { name: 'cases', path: '/arenden', as: COORDINATOR },
  { name: 'cases, in English', path: '/arenden', as: COORDINATOR, language: 'en' },
  { name: 'cases, waiting', path: '/arenden?visa=vantar', as: COORDINATOR },
  { name: 'cases, nothing waits', path: '/arenden?visa=vantar', as: READER },
  { name: 'cases, none with the filter', path: `/arenden?q=${NO_WORD}`, as: COORDINATOR },
  { name: 'case, a bundle in qualification', path: caseCalled('Nycklar och uteblivna besök i hemtjänsten'), as: 'erik.dahl@vara.example', print: true },
  { name: 'case, a bundle, in English', path: caseCalled('Nycklar och uteblivna besök i hemtjänsten'), as: READER, language: 'en' },
  { name: 'case, with a twin', path: caseCalled('Nycklar i hemtjänsten gör att besök blir sena'), as: COORDINATOR },
  { name: 'case, ended', path: caseCalled('Invånare hör inte vad som sägs i fullmäktige', '', '&lage=finished'), as: COORDINATOR },
  { name: 'case, does not exist', path: '/arenden/A-2099-9999', as: COORDINATOR, status: 404 },
  { name: 'case, decide', path: caseCalled('Nycklar i hemtjänsten gör att besök blir sena', '/beslut'), as: COORDINATOR },
  { name: 'case, decide, nothing chosen', path: caseCalled('Nycklar i hemtjänsten gör att besök blir sena', '/beslut'), as: COORDINATOR, before: pressing('Granska beslutet') },
  { name: 'case, evidence', path: caseCalled('Skriv en gång, läs vid passbytet', '/underlag'), as: 'maria.ekman@skara.example' },
  { name: 'case, checks', path: caseCalled('Nycklar och uteblivna besök i hemtjänsten', '/kvalificering'), as: 'erik.dahl@vara.example' },
  { name: 'case, edit', path: caseCalled('Nycklar och uteblivna besök i hemtjänsten', '/andra'), as: 'erik.dahl@vara.example' },
  { name: 'case, bundle', path: caseCalled('Nycklar och uteblivna besök i hemtjänsten', '/behov'), as: 'erik.dahl@vara.example' },
  { name: 'cost', path: caseCalled('Öppna och boka hallar utan vaktmästare', '/kostnad'), as: COORDINATOR, print: true },
  { name: 'cost, in English', path: caseCalled('Delegering och signering som håller hela sommaren', '/kostnad'), as: READER, language: 'en' },
  { name: 'cost, none', path: caseCalled('Nycklar i hemtjänsten gör att besök blir sena', '/kostnad'), as: COORDINATOR },
  { name: 'cost, edit', path: caseCalled('Öppna och boka hallar utan vaktmästare', '/kostnad/andra'), as: COORDINATOR },
  { name: 'rounds', path: '/prioritering', as: COORDINATOR },
  { name: 'round, closed', path: roundCalled('Hösten 2026, andra omgången'), as: COORDINATOR, print: true },
  { name: 'round, closed, in English', path: roundCalled('Hösten 2026, första omgången'), as: READER, language: 'en' },
  { name: 'round, open', path: roundCalled('Vintern 2027'), as: 'sara.hedin@lidkoping.example' },
  { name: 'round, new', path: '/prioritering/ny', as: 'sara.hedin@lidkoping.example' },
  { name: 'round, new, left empty', path: '/prioritering/ny', as: 'sara.hedin@lidkoping.example', before: sendingEmpty(unchecked) },
  // Portfolios
  { name: 'portfolios', path: '/portfolj', as: COORDINATOR },
  { name: 'portfolio', path: portfolioCalled('Gemensam portfölj, tre år'), as: 'sara.hedin@lidkoping.example', print: true },
  { name: 'portfolio, only read, in English', path: portfolioCalled('Gemensam portfölj, tre år'), as: READER, language: 'en' },
  { name: 'portfolio, new', path: '/portfolj/ny', as: COORDINATOR },
  { name: 'portfolio, new, left empty', path: '/portfolj/ny', as: COORDINATOR, before: sendingEmpty(unchecked) },
  { name: 'portfolio, change', path: portfolioCalled('Gemensam portfölj, tre år', '/andra'), as: 'sara.hedin@lidkoping.example' },
  { name: 'portfolio, what we have', path: portfolioCalled('Gemensam portfölj, tre år', '/tillgang'), as: 'sara.hedin@lidkoping.example' },
  { name: 'portfolio, a case', path: caseInPortfolio('Öppna och boka hallar utan vaktmästare'), as: 'sara.hedin@lidkoping.example' },
  { name: 'portfolio, a case, without a reason', path: caseInPortfolio('Öppna och boka hallar utan vaktmästare'), as: 'sara.hedin@lidkoping.example', before: sendingEmpty(mustBeDone) },

  // Initiatives, introductions, benefits and lessons
  { name: 'initiatives', path: '/initiativ', as: COORDINATOR },
  { name: 'initiatives, in English', path: '/initiativ', as: READER, language: 'en' },
  { name: 'initiatives, none with the filter', path: `/initiativ?q=${NO_WORD}`, as: COORDINATOR },
  { name: 'initiative, finished', path: initiativeCalled('Hemtjänst utan nyckelknippor'), as: COORDINATOR, print: true },
  { name: 'initiative, under way', path: initiativeCalled('Tillsyn på natten utan att väcka'), as: 'erik.dahl@vara.example' },
  { name: 'initiative, only read, in English', path: initiativeCalled('Tillsyn på natten utan att väcka'), as: READER, language: 'en' },
  { name: 'initiative, begin', path: caseCalled('Frånvaro som upptäcks samma morgon', '/initiativ'), as: 'maria.ekman@skara.example' },
  { name: 'initiative, begin, left empty', path: caseCalled('Frånvaro som upptäcks samma morgon', '/initiativ'), as: 'maria.ekman@skara.example', before: sendingEmpty(untitled) },
  { name: 'initiative, change', path: initiativeCalled('Tillsyn på natten utan att väcka', '/andra'), as: 'erik.dahl@vara.example' },
  { name: 'initiative, parties', path: initiativeCalled('Tillsyn på natten utan att väcka', '/parter'), as: 'erik.dahl@vara.example' },
  { name: 'initiative, effect chain', path: initiativeCalled('Tillsyn på natten utan att väcka', '/effektkedja'), as: 'erik.dahl@vara.example' },
  { name: 'initiative, obstacle, left empty', path: initiativeCalled('Tillsyn på natten utan att väcka', '/hinder'), as: 'erik.dahl@vara.example', before: sendingEmpty() },
  { name: 'initiative, a variant', path: initiativeCalled('Tillsyn på natten utan att väcka', '/variant'), as: 'erik.dahl@vara.example' },
  { name: 'initiative, end', path: initiativeCalled('Tillsyn på natten utan att väcka', '/avsluta'), as: 'erik.dahl@vara.example' },
  { name: 'introduction, ready to go live', path: introductionIn('Tillsyn på natten utan att väcka', 'Vara'), as: 'peter.wall@vara.example', print: true },
  { name: 'introduction, to decide', path: introductionIn('Bilar som delas mellan enheterna', 'Götene'), as: 'jonas.brandt@gotene.example' },
  { name: 'introduction, only read, in English', path: introductionIn('Hemtjänst utan nyckelknippor', 'Lidköping'), as: READER, language: 'en' },
  { name: 'introduction, readiness', path: introductionIn('Tillsyn på natten utan att väcka', 'Grästorp', '/beredskap'), as: 'ulla.berg@grastorp.example' },
  { name: 'introduction, plan', path: introductionIn('Tillsyn på natten utan att väcka', 'Vara', '/plan'), as: 'peter.wall@vara.example' },
  { name: 'introduction, people', path: introductionIn('Tillsyn på natten utan att väcka', 'Vara', '/personer'), as: 'peter.wall@vara.example' },
  { name: 'benefits', path: '/nyttor', as: COORDINATOR },
  { name: 'benefits, should have been measured', path: '/nyttor?sen=ja', as: COORDINATOR },
  { name: 'benefit, measured', path: benefitCalled('Sena eller uteblivna besök'), as: 'sara.hedin@lidkoping.example', print: true },
  { name: 'benefit, with a published figure, in English', path: benefitCalled('Nätter med avbruten sömn'), as: 'peter.wall@vara.example', language: 'en' },
  { name: 'benefit, new', path: initiativeCalled('Tillsyn på natten utan att väcka', '/nyttor/ny'), as: 'peter.wall@vara.example' },
  { name: 'benefit, new, left empty', path: initiativeCalled('Tillsyn på natten utan att väcka', '/nyttor/ny'), as: 'peter.wall@vara.example', before: sendingEmpty() },
  { name: 'benefit, measure, left empty', path: benefitCalled('Nätter med avbruten sömn', '/matning'), as: 'peter.wall@vara.example', before: sendingEmpty() },
  { name: 'contracts', path: '/avtal', as: COORDINATOR },
  { name: 'contracts, none', path: '/avtal?q=finnsinte', as: COORDINATOR },
  { name: 'contract', path: firstLink('/avtal', CONTRACT), as: COORDINATOR, print: true },
  { name: 'contract, new', path: '/avtal/nytt', as: COORDINATOR },
  { name: 'contract, new, left empty', path: '/avtal/nytt', as: COORDINATOR, before: sendingEmpty() },
  { name: 'lessons', path: '/lardomar', as: COORDINATOR },
  { name: 'lesson', path: firstLink('/lardomar', LESSON), as: COORDINATOR, print: true },
  { name: 'lesson, new', path: '/lardomar/ny', as: WRITER },
  { name: 'lesson, new, left empty', path: '/lardomar/ny', as: WRITER, before: sendingEmpty() },
  { name: 'knowledge', path: '/kunskap', as: COORDINATOR },
  { name: 'knowledge, in English', path: '/kunskap', as: READER, language: 'en' },
  { name: 'knowledge, none with the filter', path: `/kunskap?q=${NO_WORD}`, as: COORDINATOR },
  { name: 'knowledge, a method', path: firstLink('/kunskap?slag=method&sortering=titel', ARTICLE), as: COORDINATOR, print: true },
  { name: 'knowledge, a publication', path: firstLink('/kunskap?slag=publication', ARTICLE), as: COORDINATOR },
  { name: 'knowledge, new', path: '/kunskap/ny', as: WRITER },
  { name: 'knowledge, new, left empty', path: '/kunskap/ny', as: WRITER, before: sendingEmpty() },
  { name: 'knowledge, references', path: '/kunskap/las-in', as: WRITER },
  { name: 'knowledge, references, left empty', path: '/kunskap/las-in', as: WRITER, before: sendingEmpty() },
  { name: 'maturity', path: '/mognad', as: 'karin.as@essunga.example' },
  { name: 'maturity, in English', path: '/mognad', as: READER, language: 'en' },
  { name: 'maturity, none with the filter', path: `/mognad?q=${NO_WORD}`, as: COORDINATOR },
  { name: 'maturity, a result', path: firstLink('/mognad?lage=closed&kommun=Essunga', MATURITY), as: 'karin.as@essunga.example', print: true },
  { name: 'maturity, a dimension', path: firstLink('/mognad?lage=closed&kommun=Essunga', MATURITY, '/leadership'), as: 'karin.as@essunga.example' },
  { name: 'maturity, answer', path: firstLink('/mognad?lage=open', MATURITY, '/svara'), as: 'amina.yusuf@lidkoping.example' },
  { name: 'maturity, open, left empty', path: '/mognad/ny', as: COORDINATOR, before: sendingEmpty() },
  { name: 'maturity, other measurements', path: '/mognad/andra-matt', as: 'karin.as@essunga.example' },
  { name: 'key figures', path: '/nyckeltal', as: COORDINATOR },
  { name: 'key figures, a series', path: '/nyckeltal/X10001', as: COORDINATOR },
  { name: 'key figures, read in, left empty', path: '/nyckeltal/las-in', as: COORDINATOR, before: sendingEmpty() },
  { name: 'follow-up', path: '/uppfoljning', as: 'sara.hedin@lidkoping.example', print: true },
  { name: 'follow-up, who asked', path: '/uppfoljning', as: WRITER },
  { name: 'follow-up, in English', path: '/uppfoljning', as: COORDINATOR, language: 'en' },
  { name: 'follow-up, of a forum', path: forumCalled('Digitaliseringsforum', '/utfall'), as: COORDINATOR },
  { name: 'follow-up, of a need', path: outcomeOf('Helgernas nycklar i Skara'), as: 'maria.ekman@skara.example' },
  { name: 'give and get', path: '/bidrag', as: COORDINATOR },
  // Papers
  { name: 'paper, basis for decision', path: caseCalled('Öppna och boka hallar utan vaktmästare', '/beslutsunderlag'), as: COORDINATOR, print: true },
  { name: 'paper, basis for decision, in English', path: caseCalled('Nycklar och uteblivna besök i hemtjänsten', '/beslutsunderlag'), as: READER, language: 'en' },
  // Cases as pictures
  { name: 'picture, board', path: '/arenden/tavla', as: COORDINATOR, print: true },
  { name: 'picture, board, filtered, in English', path: '/arenden/tavla?kommun=Vara', as: READER, language: 'en' },
  { name: 'picture, board, none with the filter', path: `/arenden/tavla?q=${NO_WORD}`, as: COORDINATOR },
  { name: 'picture, road map', path: '/arenden/fardplan', as: COORDINATOR, print: true },
  { name: 'picture, road map, in English', path: '/arenden/fardplan?spar=joint', as: READER, language: 'en' },
  { name: 'picture, worth and cost', path: '/arenden/nytta', as: COORDINATOR, print: true },
  { name: 'picture, worth and cost, in English', path: '/arenden/nytta', as: 'sara.hedin@lidkoping.example', language: 'en' },
  { name: 'picture, flow', path: '/arenden/flode', as: COORDINATOR, print: true },
  { name: 'picture, flow, in English', path: '/arenden/flode?spar=local', as: READER, language: 'en' },
  // Forums and meetings
  { name: 'forums', path: '/forum', as: COORDINATOR },
  { name: 'forums, in English', path: '/forum', as: READER, language: 'en' },
  { name: 'forum', path: forumCalled('Digitaliseringsforum'), as: 'niklas.strand@goliska-it.example' },
  { name: 'forum, only read', path: forumCalled('Gemensam beredning'), as: 'anna.lind@essunga.example', print: true },
  { name: 'forum, in English', path: forumCalled('Kommundirektörsgruppen'), as: READER, language: 'en' },
  { name: 'forum, new', path: '/forum/nytt', as: COORDINATOR },
  { name: 'forum, new, left empty', path: '/forum/nytt', as: COORDINATOR, before: sendingEmpty() },
  { name: 'meeting, call', path: forumCalled('Gemensam beredning', '/moten/nytt'), as: 'maria.ekman@skara.example' },
  { name: 'meeting, call, left empty', path: forumCalled('Gemensam beredning', '/moten/nytt'), as: 'maria.ekman@skara.example', before: sendingEmpty() },
  { name: 'meeting, planned', path: meetingOf('Digitaliseringsforum', 0), as: 'sara.hedin@lidkoping.example' },
  { name: 'meeting, ended', path: meetingOf('Digitaliseringsforum', 1), as: 'maria.ekman@skara.example', print: true },
  { name: 'meeting, confirmed, in English', path: meetingOf('Digitaliseringsforum', 2), as: READER, language: 'en' },
  { name: 'meeting, a matter', path: meetingOf('Digitaliseringsforum', 0, true), as: COORDINATOR },
  { name: 'meeting, a matter that was voted on', path: meetingOf('Digitaliseringsforum', 2, true), as: READER, language: 'en' },
  { name: 'paper, minutes', path: meetingOf('Digitaliseringsforum', 2, false, '/protokoll'), as: COORDINATOR, print: true },
  { name: 'process', path: firstLink('/samverkan', COLLABORATION, '/process?version=0'), as: COORDINATOR, print: true },
  { name: 'process, in English', path: firstLink('/samverkan', COLLABORATION, '/process?version=0'), language: 'en' },
  { name: 'process, edit', path: firstLink('/samverkan', COLLABORATION, '/process/andra'), as: ADMINISTRATOR, before: opening('Matchning') },

  { name: 'collaborations', path: '/samverkan' },
  { name: 'collaborations, none at all', path: '/samverkan', empty: true },
  { name: 'collaboration', path: firstLink('/samverkan', COLLABORATION) },
  { name: 'public page', path: '/oppet/v6-samverkan', print: true },
  { name: 'public page, in English', path: '/oppet/v6-samverkan', language: 'en' },
  { name: 'public page, none', path: '/oppet', empty: true },
  { name: 'public page, the log', path: '/oppet/v6-samverkan/logg' },
  { name: 'public page, press releases', path: '/oppet/v6-samverkan/logg?slag=press', language: 'en' },
  { name: 'public page, nothing in the log fits', path: `/oppet/v6-samverkan/logg?q=${NO_WORD}` },
  { name: 'public page, an entry', path: firstLink('/oppet/v6-samverkan/logg', ENTRY), print: true },
  { name: 'public page, an entry, in English', path: firstLink('/oppet/v6-samverkan/logg?slag=press', ENTRY), language: 'en' },
  { name: 'public texts', path: firstLink('/samverkan', COLLABORATION, '/sida'), as: COORDINATOR },
  { name: 'public texts, in English', path: firstLink('/samverkan', COLLABORATION, '/sida'), as: COORDINATOR, language: 'en' },
  { name: 'public texts, a new entry, left empty', path: firstLink('/samverkan', COLLABORATION, '/sida/ny?slag=press'), as: COORDINATOR, before: sendingEmpty() },
  { name: 'public texts, the page is written', path: firstLink('/samverkan', COLLABORATION, '/sida/ny?slag=page'), as: COORDINATOR },
  { name: 'collaboration, led', path: firstLink('/samverkan', COLLABORATION), as: ADMINISTRATOR, print: true },
  { name: 'collaboration, nobody chosen to invite', path: firstLink('/samverkan', COLLABORATION), as: ADMINISTRATOR, before: pressing('Bjud in') },
  { name: 'collaboration, led, in English', path: firstLink('/samverkan', COLLABORATION), as: ADMINISTRATOR, language: 'en' },
  { name: 'collaboration, to begin', path: '/samverkan/ny', as: ADMINISTRATOR },
  { name: 'collaboration, to change', path: firstLink('/samverkan', COLLABORATION, '/andra'), as: ADMINISTRATOR },

  // Notices and the second step
  { name: 'notices', path: '/notiser', as: WRITER },
  { name: 'notices, in English', path: '/notiser', as: COORDINATOR, language: 'en' },
  { name: 'mail, to end', path: '/avanmal/nonsens/my_needs' },
  { name: 'password forgotten', path: '/losenord/glomt' },
  { name: 'password, too late', path: '/losenord/nytt?kod=nonsens' },
  { name: 'second step, to begin', path: '/konto/tva-steg', as: WRITER },
  { name: 'second step, wrong code', path: '/konto/tva-steg', as: WRITER, before: pressing('Börja') },

  // Ways in, and keys
  { name: 'access, to ask', path: '/ansok' },
  { name: 'access, nothing filled in', path: '/ansok', before: pressing('Skicka') },
  { name: 'access, in English', path: '/ansok', language: 'en' },
  { name: 'access, without mail', path: '/ansok', empty: true },
  { name: 'access, too late', path: '/ansok/bekrafta?kod=nonsens' },
  { name: 'access, sent on', path: '/ansok/bekrafta?nytt=klart' },
  { name: 'applications', path: organisationCalled('Göliska IT', '/ansokningar'), as: ADMINISTRATOR },
  { name: 'groups', path: organisationCalled('Göliska IT', '/grupper'), as: ADMINISTRATOR },
  { name: 'groups, in English', path: organisationCalled('Göliska IT', '/grupper'), as: ADMINISTRATOR, language: 'en' },
  { name: 'keys', path: '/konto/nycklar', as: WRITER },
  { name: 'keys, without a name', path: '/konto/nycklar', as: WRITER, before: pressing('Gör en nyckel') },
  { name: 'keys, in English', path: '/konto/nycklar', as: COORDINATOR, language: 'en' },

  // Imports
  { name: 'import', path: '/losningar/importera', as: COORDINATOR },
  { name: 'import, in English', path: '/losningar/importera', as: COORDINATOR, language: 'en' },
  { name: 'import, no file', path: '/losningar/importera', as: COORDINATOR, before: pressing('Skicka filen') },
  { name: 'import, reviewed', path: '/losningar/importera', as: COORDINATOR, before: sendingFile(FILE), print: true },
  { name: 'import, reviewed, in English', path: '/losningar/importera', as: COORDINATOR, language: 'en', before: sendingFile(FILE) },
  { name: 'import, no name column', path: '/losningar/importera', as: COORDINATOR, before: sendingFile('Kod;Vad\n1;Larm\n') },
  { name: 'import, unreadable', path: '/losningar/importera', as: COORDINATOR, before: sendingFile('<!doctype html><title>x</title>') },

  // The rest
  { name: 'search', path: '/sok' },
  { name: 'search, found', path: '/sok?q=nyck' },
  { name: 'search, found by a member', path: '/sok?q=nyck', as: WRITER },
  { name: 'search, found in English', path: '/sok?q=nyck', as: WRITER, language: 'en' },
  { name: 'search, one type', path: '/sok?q=a&typ=losningar', as: WRITER },
  { name: 'search, one organisation', path: '/sok?q=a&organisation=Essunga', as: WRITER },
  { name: 'search, people', path: '/sok?q=pe&typ=personer', as: ADMINISTRATOR },
  { name: 'search, misspelled', path: '/sok?q=hemtjnst&typ=behov', as: WRITER },
  { name: 'search, nothing found', path: `/sok?q=${NO_WORD}` },
  { name: 'sign in', path: '/logga-in' },
  { name: 'accessibility', path: '/om/tillganglighet' },
  { name: 'personal data', path: '/om/personuppgifter' },
  { name: 'about', path: '/om' },
  { name: 'about, in English', path: '/om', language: 'en' },
  { name: 'no such page', path: '/finns-inte', status: 404 },
];

// The first link on `list` whose address fits `pattern`, with `suffix` after it.
function firstLink(list, pattern, suffix = '') {
  return async (page) => {
    await page.goto(list);
    const paths = await page.locator('a[href]').evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
    const found = paths.find((path) => pattern.test(path));
    if (!found) throw new Error(`${list} links to nothing like ${pattern}`);
    return found + suffix;
  };
}

// The form that sets a reminder on the record whose page is found so.
function remindedOf(found) {
  return async (page) => `/paminnelser/ny?om=${(await found(page)).split('/').pop()}`;
}

// The page of the need with this title.
function needCalled(title, suffix = '') {
  return called('/behov', title, suffix);
}

// Sends a file with solutions.
function sendingFile(text) {
  return async (page) => {
    await page.locator('#fil').setInputFiles({ name: 'lösningar.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.locator('form[enctype] button').click();
    await settled(page);
  };
}

// Sends the form whose button says so.
function pressing(words) {
  return async (page) => {
    await page.getByRole('button', { name: words, exact: true }).click();
    await settled(page);
  };
}

// What a view without a name is answered with.
function savingView() {
  return async (page) => {
    await page.locator('summary', { hasText: 'Spara vyn' }).click();
    await pressing('Spara vyn')(page);
  };
}

// The page of an organisation.
function organisationCalled(name, suffix = '') {
  return async (page) => {
    await page.goto('/organisationer');
    return (await page.getByRole('link', { name, exact: true }).first().getAttribute('href')) + suffix;
  };
}

// The people of an organisation.
function peopleOf(name, suffix = '') {
  return organisationCalled(name, `/personer${suffix}`);
}

// One of them.
function onePerson(name) {
  return async (page) => firstLink(await peopleOf(name)(page), PERSON)(page);
}

// The page of the solution with this name.
function solutionCalled(name, suffix = '') {
  return called('/losningar', name, suffix);
}

// A form that ends before it begins and is used by nobody that can be counted.
async function wrongUsage(page) {
  await page.getByLabel('Sedan').fill('2026-05-01');
  await page.getByLabel('Till och med').fill('2025-05-01');
  await page.getByLabel('Antal användare').fill('många');
  await sending(page, () => page.getByRole('button', { name: 'Spara för Essunga' }).click());
}

function roundCalled(title) {
  return async (page) => {
    await page.goto('/prioritering');
    return page.getByRole('link', { name: title, exact: true }).getAttribute('href');
  };
}

function portfolioCalled(title, suffix = '') {
  return async (page) => {
    await page.goto('/portfolj');
    return (await page.getByRole('link', { name: title, exact: true }).getAttribute('href')) + suffix;
  };
}

// What is said of a case in the portfolio that there is.
function caseInPortfolio(title) {
  return async (page) => {
    await page.goto(await portfolioCalled('Gemensam portfölj, tre år')(page));
    const number = await page.getByRole('link', { name: title, exact: true }).getAttribute('href');
    return new URL(page.url()).pathname + number;
  };
}

function mustBeDone() {
  document.querySelector('#standing-must').checked = true;
}

// An initiative with this title, whatever its state.
function initiativeCalled(title, suffix = '') {
  return async (page) => {
    await page.goto(`/initiativ?lage=alla&q=${encodeURIComponent(title)}`);
    return (await page.getByRole('link', { name: title, exact: true }).getAttribute('href')) + suffix;
  };
}

// An organisation's introduction in it.
function introductionIn(title, organisation, suffix = '') {
  return async (page) => {
    await page.goto(await initiativeCalled(title)(page));
    const table = page.locator('[aria-labelledby=inforande]');
    return (await table.getByRole('link', { name: organisation, exact: true }).getAttribute('href')) + suffix;
  };
}

// A benefit by what is measured, the first where several organisations measure it.
function benefitCalled(indicator, suffix = '') {
  return async (page) => {
    await page.goto(`/nyttor?q=${encodeURIComponent(indicator)}`);
    // The sums above name the indicator too, and lead to the list.
    const found = page.locator('a[href^="/initiativ/"]').getByText(indicator, { exact: true }).first();
    return (await found.getAttribute('href')) + suffix;
  };
}

// What became of a need.
function outcomeOf(title) {
  return async (page) => `${await needCalled(title)(page)}/utfall`;
}

function untitled() {
  document.querySelector('#title').value = '';
}

function forumCalled(name, suffix = '') {
  return async (page) => {
    await page.goto('/forum');
    return (await page.getByRole('link', { name, exact: true }).getAttribute('href')) + suffix;
  };
}

// A meeting of a forum, 0 for the latest, or the first matter on its agenda.
function meetingOf(forum, place, isMatter = false, suffix = '') {
  return async (page) => {
    await page.goto(await forumCalled(forum)(page));
    const meeting = await page.getByRole('link', { name: /^Möte|^Meeting/ }).nth(place).getAttribute('href');
    if (!isMatter) return meeting + suffix;
    await page.goto(meeting);
    return page.locator('.agenda a').first().getAttribute('href');
  };
}

function unchecked() {
  for (const box of document.querySelectorAll('main input[type=checkbox]')) box.checked = false;
}

function caseCalled(title, suffix = '', filter = '') {
  return async (page) => {
    await page.goto(`/arenden?q=${encodeURIComponent(title)}${filter}`);
    return new URL(await page.getByRole('link', { name: title, exact: true }).evaluate((link) => link.href)).pathname + suffix;
  };
}

function called(list, name, suffix) {
  return async (page) => {
    await page.goto(`${list}?q=${encodeURIComponent(name)}`);
    const found = await page.getByRole('link', { name, exact: true }).first().getAttribute('href');
    return found + suffix;
  };
}

// A page about the first match of a need.
function verdictPage(suffix) {
  return async (page) => {
    await page.goto(await needCalled('Nycklar i hemtjänsten gör att besök blir sena')(page));
    return (await page.locator('.verdict form').first().getAttribute('action')) + suffix;
  };
}

// Opens everything that says so.
function opening(words) {
  return async (page) => {
    for (const summary of await page.locator('summary', { hasText: words }).all()) await summary.click();
    await settled(page);
  };
}

// The page of the need about keys in Essunga, or what `onward` finds from there.
function theKeys(onward = null) {
  return async (page) => {
    await page.goto('/behov?q=nycklar');
    await page.getByRole('link', { name: 'Nycklar i hemtjänsten gör att besök blir sena' }).click();
    await settled(page);
    const path = new URL(page.url()).pathname;
    return onward ? onward(page, path) : path;
  };
}

// Where the need of the page meets the first solution that was found.
async function firstCoverage(page, path) {
  const address = await page.locator(`main a[href^="${path}/losningar/"]`).first().getAttribute('href');
  if (!address) throw new Error(`${path} leads to no solution`);
  return address;
}

// The first three solutions that were found, side by side.
async function firstThree(page, path) {
  const numbers = await page.locator('input[name=losning]').evaluateAll((boxes) => boxes.slice(0, 3).map((box) => box.value));
  if (numbers.length < 3) throw new Error(`${path} has no three solutions to choose`);
  return `/losningar/jamfor?${numbers.map((number) => `losning=${number}`).join('&')}&behov=${path.split('/').at(-1)}`;
}

async function theFirstTwo(page) {
  await page.goto('/losningar');
  const numbers = await page.locator('input[name=losning]').evaluateAll((boxes) => boxes.slice(0, 2).map((box) => box.value));
  return `/losningar/jamfor?${numbers.map((number) => `losning=${number}`).join('&')}`;
}

// A need that nobody has divided, and any solution.
async function withoutRequirements(page) {
  await page.goto('/losningar');
  const number = await page.locator('input[name=losning]').first().inputValue();
  await page.goto('/behov?q=grannbreven');
  const need = await page.getByRole('link', { name: 'Grannbreven tar en halv dag' }).getAttribute('href');
  return `${need}/losningar/${number}`;
}

// Writes in the box of the start page and waits for the answer that comes by itself.
function typing(text) {
  return async (page) => {
    const answer = page.waitForResponse((response) => new URL(response.url()).pathname.startsWith('/matchning'));
    await page.locator('textarea[name=text]').fill(text);
    await answer;
    await settled(page);
  };
}

// Takes back every choice, as nobody can by hand.
function unchosen() {
  for (const radio of document.querySelectorAll('main input[type=radio]')) radio.checked = false;
}

// Sends the form as it stands, past what the browser itself would stop.
// Writes a need in its form, chooses who may read it, and presses send.
function sendingNeed(level, text = STORY) {
  return async (page) => {
    await page.locator('#text').fill(text);
    await page.locator(`#sharing-${level}`).check();
    await sending(page, () => page.getByRole('button', { name: 'Skicka till samordnaren' }).last().click());
  };
}

// Chooses a level on the page that changes who sees a need.
function choosing(level) {
  return async (page) => {
    await page.locator(`#sharing-${level}`).check();
    await sending(page, () => page.getByRole('button', { name: 'Ändra vem som ser det' }).click());
  };
}

function sendingEmpty(first = null) {
  return async (page) => {
    if (first) await page.evaluate(first);
    const answer = await sending(page, () =>
      page.evaluate(() => {
        const form = document.querySelector('main form[method=post]');
        form.noValidate = true;
        form.requestSubmit();
      }),
    );
    const status = answer.status();
    if (status !== 422) throw new Error(`the empty form was answered ${status}, not 422`);
  };
}
