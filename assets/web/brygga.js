// What the pages do beyond links and forms: live answers under the ask box, a draft kept in the
// browser, three keys, and copying an address. Every page works without this file.
// Not here: any sentence (they come from the mark-up, in the reader's language), any style, and
// anything that decides what is found.
"use strict";

(() => {
  const PAUSE_BEFORE_SEARCHING_SHOWS = 400;
  const REST_BEFORE_ANNOUNCING = 1500;
  const LEAST_CHARACTERS = 12;
  const LEAST_WORDS = 2;
  const DRAFT_LIFETIME = 7 * 24 * 60 * 60 * 1000;
  const DRAFT_PREFIX = "brygga.draft.";

  const box = document.querySelector("[data-ask]");
  const answer = () => document.getElementById("svar");
  const rows = (root) => [...root.querySelectorAll("[data-match]")];

  // Private windows and strict settings may refuse storage; the page then just does not remember.
  const storage = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); return true; } catch { return false; } },
    remove(key) { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
    keys() { try { return Object.keys(localStorage); } catch { return []; } },
  };

  // ---- Live answers -----------------------------------------------------------------------------

  // Long enough to say something: the same rule as the server's, so that no request is wasted.
  function worthAsking(text) {
    return text.length >= LEAST_CHARACTERS || text.split(/\s+/).filter((word) => word.length > 1).length >= LEAST_WORDS;
  }

  let asked = null;
  let searchingTimer = 0;
  let announceTimer = 0;
  let announced = null;
  let failed = false;

  function showSearching() {
    const heading = answer()?.querySelector("[data-heading]");
    if (heading) {
      heading.dataset.before = heading.textContent;
      heading.textContent = box.dataset.searching;
    }
  }

  function endSearching() {
    clearTimeout(searchingTimer);
    const heading = answer()?.querySelector("[data-before]");
    if (heading) {
      heading.textContent = heading.dataset.before;
      delete heading.dataset.before;
    }
  }

  // The list that stays then belongs to an older text, and says so.
  function showFailure() {
    const heading = answer()?.querySelector("[data-heading]");
    asked = null;
    announced = null;
    if (heading) heading.textContent = box.dataset.failed;
    document.getElementById("svar-status").textContent = box.dataset.failed;
  }

  function announceWhenTypingRests() {
    clearTimeout(announceTimer);
    announceTimer = setTimeout(() => {
      const heading = answer()?.querySelector("[data-heading]");
      const count = heading?.dataset.count;
      if (count === undefined || count === announced) return;
      announced = count;
      document.getElementById("svar-status").textContent = heading.textContent;
    }, REST_BEFORE_ANNOUNCING);
  }

  const isHeld = (row) => row.contains(document.activeElement) || row.querySelector("details[open]") !== null;

  // Two neighbours that changed places are put back: a list that trembles cannot be read.
  function undoSmallSwaps(fresh, before) {
    const old = new Map(before.map((row, index) => [row.id, index]));
    for (let i = 0; i + 1 < fresh.length; i += 1) {
      const [first, second] = [old.get(fresh[i].id), old.get(fresh[i + 1].id)];
      if (first === i + 1 && second === i) {
        [fresh[i], fresh[i + 1]] = [fresh[i + 1], fresh[i]];
        i += 1;
      }
    }
  }

  // Rows that the reader holds (focus, or an open "why") stay where they are, marked if they no
  // longer belong, until focus leaves them.
  function keepHeldRows(fresh, before) {
    before.forEach((row, index) => {
      if (!isHeld(row)) return;
      const place = fresh.findIndex((other) => other.id === row.id);
      const kept = place === -1 ? row.cloneNode(true) : fresh.splice(place, 1)[0];
      if (place === -1) kept.setAttribute("data-outdated", "");
      kept.querySelectorAll("details").forEach((details, number) => {
        details.open = row.querySelectorAll("details")[number]?.open ?? false;
      });
      fresh.splice(Math.min(index, fresh.length), 0, kept);
    });
  }

  function arrange(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const list = page.querySelector(".matches");
    const before = answer() ? rows(answer()) : [];
    const fresh = rows(page);
    undoSmallSwaps(fresh, before);
    keepHeldRows(fresh, before);
    const known = new Set(before.map((row) => row.id));
    fresh.filter((row) => !known.has(row.id)).forEach((row) => row.setAttribute("data-fresh", ""));
    if (fresh.length === 0) return html;
    if (!list) {
      const emptied = document.createElement("ul");
      emptied.className = "matches";
      emptied.append(...fresh);
      page.getElementById("svar")?.append(emptied);
    } else {
      list.replaceChildren(...fresh);
    }
    return page.body.innerHTML;
  }

  if (box) {
    box.addEventListener("htmx:config:request", (event) => {
      const text = box.value.trim();
      const nothingShown = answer()?.querySelector("[data-examples]") !== null;
      if (text === asked || (!worthAsking(text) && nothingShown)) event.preventDefault();
      else asked = text;
    });
    box.addEventListener("htmx:before:request", () => {
      failed = false;
      clearTimeout(searchingTimer);
      searchingTimer = setTimeout(showSearching, PAUSE_BEFORE_SEARCHING_SHOWS);
    });
    box.addEventListener("htmx:after:request", (event) => {
      const ctx = event.detail.ctx;
      // An error page is not an answer: the old list stays, and the same text may be asked again.
      if (ctx.response.status >= 400) {
        failed = true;
        event.preventDefault();
      } else {
        ctx.text = arrange(ctx.text);
      }
    });
    box.addEventListener("htmx:before:swap", () => clearTimeout(searchingTimer));
    box.addEventListener("htmx:after:swap", announceWhenTypingRests);
    box.addEventListener("htmx:error", () => { failed = true; });
    box.addEventListener("htmx:finally:request", () => {
      endSearching();
      if (failed) showFailure();
    });
    box.addEventListener("input", () => { if (announceTimer) announceWhenTypingRests(); });

    document.addEventListener("focusout", (event) => {
      const row = event.target.closest?.("[data-outdated]");
      if (row && !row.contains(event.relatedTarget) && !row.querySelector("details[open]")) row.remove();
    });

    // Examples fill the box instead of going anywhere.
    document.addEventListener("click", (event) => {
      const example = event.target.closest("[data-example]");
      if (!example) return;
      event.preventDefault();
      box.value = example.value;
      box.focus();
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  // ---- The draft in this browser ----------------------------------------------------------------

  // A text is remembered for one person (data-draft holds whose) and forgotten after a week.
  function forgetOldDrafts() {
    for (const key of storage.keys().filter((name) => name.startsWith(DRAFT_PREFIX))) {
      let kept = null;
      try { kept = JSON.parse(storage.get(key)); } catch { /* not ours any longer */ }
      if (!(kept?.at > Date.now() - DRAFT_LIFETIME)) storage.remove(key);
    }
  }

  function keepDraft(field) {
    const key = DRAFT_PREFIX + field.dataset.draft;
    const note = document.getElementById(field.dataset.draftNote);
    const say = (pattern, at) => {
      if (!note) return;
      const clock = new Date(at).toTimeString().slice(0, 5).replace(":", ".");
      note.textContent = pattern.replace("%s", clock);
    };

    let kept = null;
    try { kept = JSON.parse(storage.get(key)); } catch { storage.remove(key); }
    if (kept?.text && field.value === "") {
      field.value = kept.text;
      say(field.dataset.draftSaved, kept.at);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }

    let timer = 0;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (field.value.trim() === "") {
          storage.remove(key);
          if (note) note.textContent = "";
          return;
        }
        const at = Date.now();
        if (storage.set(key, JSON.stringify({ text: field.value, at }))) {
          say(navigator.onLine ? field.dataset.draftSaved : field.dataset.draftOffline, at);
        }
      }, 500);
    });
    field.form?.addEventListener("submit", (event) => {
      // Only the button that hands the text over to the server lets go of the copy here.
      clearTimeout(timer);
      if (event.submitter?.hasAttribute("data-hands-over")) storage.remove(key);
    });
  }

  function keepDrafts() {
    forgetOldDrafts();
    document.querySelectorAll("[data-draft]").forEach(keepDraft);
    // Whoever signs out leaves nothing behind on a shared computer.
    document.querySelectorAll("form[data-forgets-drafts]").forEach((form) => {
      form.addEventListener("submit", () => {
        storage.keys().filter((name) => name.startsWith(DRAFT_PREFIX)).forEach((name) => storage.remove(name));
      });
    });
  }

  // ---- Keys, menus, copying ---------------------------------------------------------------------

  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  // The field of the search page itself where that is open, else the one in the head of every page.
  function openSearch() {
    const field = document.querySelector("main [data-find]") ?? document.querySelector(".top [data-find]");
    const folded = field?.closest("details");
    if (folded) folded.open = true;
    field?.focus();
    field?.select();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
      const form = event.target.form;
      form?.requestSubmit(form.querySelector("[data-hands-over]"));
      return;
    }
    if (event.key === "Escape") {
      const open = event.target.closest(".top details[open]");
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "/") {
      event.preventDefault();
      openSearch();
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      // From matter to matter in a meeting; nothing elsewhere.
      document.querySelector(`main [data-key="${event.key}"]`)?.click();
    } else if (event.key === "?") {
      const keys = document.getElementById("tangenter");
      if (!keys) return;
      event.preventDefault();
      keys.open = true;
      keys.querySelector("summary").focus();
    }
  });

  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll(".top details[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
    const copied = event.target.closest("[data-copy-address]");
    if (copied && navigator.clipboard && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      navigator.clipboard.writeText(copied.href).then(() => {
        document.getElementById("svar-status").textContent = "";
        document.getElementById("svar-status").textContent = copied.dataset.copyAddress;
        copied.nextElementSibling?.removeAttribute("hidden");
      }, () => { location.assign(copied.href); });
    }
    if (event.target.closest("[data-print]")) window.print();
  });

  // ---- A grid of choices --------------------------------------------------------------------------

  // Arrows move between cells while no list is open; the browser has them while one is.
  function walkGrid(grid) {
    const cells = [...grid.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.querySelector("select")));
    const told = grid.querySelector("[data-grid-count]");
    const was = new Map([...grid.querySelectorAll("tbody select")].map((one) => [one, one.name.split(":").pop()]));
    let open = null;

    function count() {
      const changed = [...was].filter(([one, before]) => one.toggleAttribute("data-changed", one.value !== before)).length;
      const text = changed === 0 ? told.dataset.none : changed === 1 ? told.dataset.one : told.dataset.many.replace("#", changed);
      if (told.textContent !== text) told.textContent = text;
    }

    function beyond(select, down, right) {
      const row = cells.findIndex((row) => row.includes(select));
      const column = cells[row].indexOf(select);
      for (let step = 1; ; step += 1) {
        const there = cells[row + step * down];
        if (!there || column + step * right < 0 || column + step * right >= there.length) return null;
        if (there[column + step * right]) return there[column + step * right];
      }
    }

    grid.querySelector("[data-grid-keys]")?.removeAttribute("hidden");
    grid.addEventListener("change", () => { open = null; count(); });
    grid.addEventListener("focusout", () => { open = null; });
    grid.addEventListener("mousedown", (event) => { open = event.target.closest("select"); });
    grid.addEventListener("keydown", (event) => {
      const select = event.target.closest("tbody select");
      if (!select) return;
      if (event.key === " " || event.key === "F4" || (event.altKey && event.key.startsWith("Arrow"))) { open = open === select ? null : select; return; }
      if (event.key === "Enter" || event.key === "Escape" || event.key === "Tab") { open = null; return; }
      const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
      if (!step || open === select || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      beyond(select, ...step)?.focus();
    });
    count();
  }

  document.querySelectorAll("[data-grid]").forEach(walkGrid);

  // htmx, which runs before this file, starts itself with a timer of the same kind. Timers keep their
  // order, so a restored draft is heard by it.
  setTimeout(keepDrafts);
})();
