// What axe is unsure of ("incomplete") or wrong about, looked at by a person and found to be right. Every entry
// says why. An entry that no longer excuses anything fails the run, so that the list cannot grow old.
//
//   page    part of the page's name in pages.mjs, or '' for all
//   rule    axe's name for the rule
//   target  pattern for axe's selector
//   reason  why it is right as it stands, and how that was seen

const REVIEWED = [];

export function reviewedList() {
  const used = new Set();
  return {
    excuses(name, fault) {
      const entry = REVIEWED.find(
        ({ page, rule, target }) => name.includes(page) && rule === fault.rule && target.test(fault.target),
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
