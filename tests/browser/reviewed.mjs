// What axe is unsure of ("incomplete") or wrong about, looked at by a person and found to be right. Every entry
// says why. An entry that no longer excuses anything fails the run, so that the list cannot grow old.
//
//   page    part of the page's name in pages.mjs, or '' for all
//   rule    axe's name for the rule
//   kind    'violation' or 'incomplete'
//   forced  true: only with forced colours
//   target  pattern for axe's selector
//   reason  why it is right as it stands, and how that was seen

const REVIEWED = [
  {
    page: '',
    rule: 'color-contrast',
    kind: 'incomplete',
    forced: true,
    target: /./,
    reason:
      'With forced colours the browser draws text and ground in system colours (computed style of a button: ' +
      'black on white); axe still reads the ground from our style sheet and cannot tell. Violations still count.',
  },
  {
    page: '',
    rule: 'color-contrast',
    kind: 'incomplete',
    target: /^#(kommun|alder|ansvarig|saknas|omrade|lage|slag|om|group(-\d+)?|anvands-av|formaga|service_area|sortering|roll|successor|kind|into|lead|organisation|role|scope|days|steg|spar|sen|owner|s\d+_(local|joint)_(level|role)|k\d+|delning|blad|k\d+_track|sure_[a-z]+|l\d+_kind|person|seat|body|case|years|key|starts|earliest|latest|(parties|kind|people|who|readiness)(-\d+)?|weight|challenge|kpi|solution|utfall|ar|utmaning|lifecycle|confidentiality|integrity|availability|alla|rad-L-\d{4}-\d{4}|slutar|vy|samverkan|lan|inom|dag|(covered|covered_standing|option_state)(-\d+)?|status|besked|till|svar|contact|vem|collaboration|record|effort|state|sharing|chosen|mal|styrka|trend|ruta_L-\d+-\d+_\d+)$/,
    reason:
      'The arrow of a select is drawn as a background, so axe cannot tell the ground. Its colours are those of every ' +
      'other field (text on surface, 14.1 light and 12.6 dark), and the arrow does not lie under the text.',
  },
  {
    page: 'picture',
    rule: 'color-contrast',
    kind: 'incomplete',
    target: /text|\.(end|mid|on|name)/,
    reason:
      'Text in a drawing: axe tells no ground inside SVG. It has the colour of text, on the surface or on the quiet and the ' +
      'chosen ground of bars, which is what the same words stand on elsewhere (12.6 and more).',
  },
  {
    page: 'maturity',
    rule: 'color-contrast',
    kind: 'incomplete',
    target: /text|\.(mid|year)/,
    reason:
      'Text in a drawing: axe tells no ground inside SVG. Names and numbers have the colour of text or the muted one, on the surface or on the ' +
      'quiet ground of rings, as in other drawings (5.4 and more).',
  },
  {
    page: 'landscape',
    rule: 'color-contrast',
    kind: 'incomplete',
    target: /text|\.year/,
    reason:
      'Numbers beside marks, names and years in drawings, as in other drawings: the colour of text or the muted one, on the surface ' +
      'or the chosen column (5.4 and more).',
  },
  {
    page: 'initiative',
    rule: 'color-contrast',
    kind: 'incomplete',
    target: /text|\.name/,
    reason:
      'Text in the drawing of an effect chain, as in other drawings: the colour of text on the surface or on the quiet ground of a ' +
      'link (12.6 and more).',
  },
];

export function reviewedList() {
  const used = new Set();
  return {
    excuses(name, fault) {
      const entry = REVIEWED.find(
        ({ page, rule, kind, forced, target }) =>
          name.includes(page) &&
          rule === fault.rule &&
          kind === fault.kind &&
          (!forced || fault.forced) &&
          target.test(fault.target),
      );
      if (entry) used.add(entry);
      return Boolean(entry);
    },
    // Faults of the list itself. Only a whole run can tell that an entry is unused.
    faults({ isWholeRun }) {
      const faults = REVIEWED.filter(({ reason }) => !reason).map(({ rule }) => `the entry for ${rule} gives no reason`);
      if (isWholeRun) {
        for (const entry of REVIEWED) {
          if (!used.has(entry)) faults.push(`the entry for ${entry.rule} on "${entry.page}" excuses nothing: take it out`);
        }
      }
      return faults;
    },
  };
}
