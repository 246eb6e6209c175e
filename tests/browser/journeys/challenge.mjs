// What stands in the way, and what the work is for: a coordinator takes in challenges from literature, lays evidence beside one and writes what is
// done about it; and writes a goal with what it is measured by.

import { journey } from '../journey.mjs';

export default [
  journey('A challenge gets evidence and an answer', { as: 'karin.as@essunga.example' }, async (visitor) => {
    const title = visitor.script ? 'Mandaten skiljer sig mellan kommunerna' : 'Ingen har tid att följa upp';
    await visitor.opens('/utmaningar/ny');
    await visitor.presses('Spara');
    await visitor.sees('Något behöver ändras');
    await visitor.checksThePage('challenge, new, left empty');
    await visitor.writes(/^Utmaningen i några ord/, title);
    await visitor.writes(/^Vad den innebär/, 'En handläggare får besluta i en kommun och måste fråga nämnden i nästa.');
    await visitor.presses('Spara');
    await visitor.seesHeading(title);
    await visitor.sees('Inget underlag som du får läsa ännu.');
    await visitor.presses('Vi möter den också');
    await visitor.sees('Essunga');
    await visitor.checksThePage('challenge');
    await visitor.opens('/utmaningar/karta');
    await visitor.sees(title);
    await visitor.checksThePage('challenges as a picture');
    await visitor.opens('/insatser/ny');
    await visitor.presses('Spara');
    await visitor.checksThePage('intervention, new, left empty');
  }),

  journey('A goal is written', { as: 'karin.as@essunga.example' }, async (visitor) => {
    const title = visitor.script ? 'Ett behov blir löst en gång' : 'Mindre tid på pappersarbete';
    await visitor.opens('/mal/ny');
    await visitor.presses('Spara');
    await visitor.sees('Något behöver ändras');
    await visitor.checksThePage('goal, new, left empty');
    await visitor.writes(/^Målet i en mening/, title);
    await visitor.presses('Spara');
    await visitor.seesHeading(title);
    await visitor.checksThePage('goal');
    await visitor.opens('/mal/bild');
    await visitor.sees(title);
    await visitor.checksThePage('goals as a picture');
  }),
];
