// The main job with the keyboard alone.

import { journey } from '../journey.mjs';

export default journey('The need is written and sent off with the keyboard alone', { script: 'off' }, async (visitor) => {
  await visitor.opens('/');
  await visitor.tabsTo('Vad behöver ni?');
  await visitor.types('Vi letar nycklar till brukarnas hem flera gånger om dagen.');
  await visitor.tabsTo('Visa vad som finns');
  await visitor.hits('Enter');
  await visitor.isAt('/matchning');
});
