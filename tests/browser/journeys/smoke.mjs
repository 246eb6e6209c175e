// The main job in one walk: somebody writes what is missing and sees what exists. Also walked on PostgreSQL.

import { journey } from '../journey.mjs';

export default journey('A visitor writes a need and sees what exists', {}, async (visitor) => {
  await visitor.opens('/');
  await visitor.seesHeading('Vad behöver ni?');
  await visitor.writes('Vad behöver ni?', 'Vi letar nycklar till brukarnas hem flera gånger om dagen.');
  // With script the answer comes by itself; without, the button leads to a page of its own.
  if (!visitor.script) {
    await visitor.presses('Visa vad som finns');
    await visitor.isAt('/matchning');
  }
  await visitor.seesLink(/lås|nyck/i);
});
