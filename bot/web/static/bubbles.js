// Gives each bubble what only a script can do: a loudspeaker, and a button that copies a text.
"use strict";
(() => {
  const log = document.getElementById("log");
  const answers = document.getElementById("answers");
  const told = document.getElementById("told");
  const words = log.dataset;

  function button(kind, label, sign) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = kind;
    made.textContent = sign;
    if (label) made.setAttribute("aria-label", label);
    return made;
  }

  // What a bubble says, without who says it, when, and its buttons; each block alone, since telephones cut long speech off.
  const blocks = (article) => [...article.querySelectorAll(":scope > p, :scope > pre, :scope > blockquote, .added > p, li")]
    .map((each) => each.textContent.trim());

  const speech = window.speechSynthesis;
  const voice = () => speech && speech.getVoices().find((each) => each.lang.toLowerCase().startsWith("vi"));
  let speaking = null;
  // A browser may throw away what it is about to say, unless somebody holds it.
  let queue = [];

  function mark(pressed, isOn) {
    pressed.classList.toggle("speaks", isOn);
    if (pressed.className.includes("aloud")) pressed.setAttribute("aria-label", isOn ? words.stop : words.aloud);
  }
  function stop() {
    if (speaking) mark(speaking, false);
    speaking = null;
    queue = [];
    speech.cancel();
  }
  // Reads aloud; the same button once more stops it.
  function read(pressed, texts, rate) {
    const isStop = speaking === pressed;
    stop();
    if (isStop || !texts.length) return;
    speaking = pressed;
    mark(pressed, true);
    queue = texts.map((text) => {
      const spoken = new SpeechSynthesisUtterance(text);
      spoken.voice = voice();
      spoken.lang = "vi-VN";
      spoken.rate = rate;
      return spoken;
    });
    const mine = queue;
    const end = () => { if (queue === mine) stop(); };
    queue[queue.length - 1].addEventListener("end", end);
    for (const spoken of queue) {
      spoken.addEventListener("error", end);
      speech.speak(spoken);
    }
  }
  // The newest message, which may stand in several bubbles, and what may be answered.
  function newest() {
    const number = Math.max(0, ...[...log.querySelectorAll("article[data-number]:not([data-from=learner])")]
      .map((each) => Number(each.dataset.number)));
    const said = [...log.querySelectorAll(`article[data-number="${number}"]`)].flatMap(blocks);
    return [...said, ...[...answers.querySelectorAll("button")].map((each) => each.textContent.trim())];
  }

  async function copy(pre, pressed) {
    try {
      await navigator.clipboard.writeText(pre.textContent);
    } catch {
      // An old browser, or plain http: the text is marked and copied as a hand would.
      getSelection().selectAllChildren(pre);
      if (!document.execCommand("copy")) return;
    }
    // Emptied first, so that the same word is told once more.
    told.textContent = "";
    requestAnimationFrame(() => { told.textContent = words.copied; });
    pressed.textContent = "✓ " + words.copied;
    setTimeout(() => { pressed.textContent = words.copy; }, 3000);
  }

  function dress(article) {
    for (const pre of article.querySelectorAll(":scope > pre")) {
      if (pre.nextElementSibling && pre.nextElementSibling.className === "copy") continue;
      const made = button("copy", "", words.copy);
      made.addEventListener("click", () => copy(pre, made));
      pre.after(made);
    }
    if (voice() && article.dataset.from !== "learner" && !article.querySelector(":scope > .aloud")) {
      const made = button("aloud", words.aloud, "🔊");
      made.addEventListener("click", () => read(made, blocks(article), 1));
      article.append(made);
    }
  }

  const dressAll = () => {
    document.documentElement.classList.toggle("speaking", Boolean(voice()));
    const large = document.getElementById("voice");
    if (large) large.hidden = !voice();
    log.querySelectorAll("article").forEach(dress);
  };
  new MutationObserver((changes) => {
    for (const change of changes) for (const each of change.addedNodes) if (each.localName === "article") dress(each);
  }).observe(log, { childList: true });
  if (speech) {
    // The voices of a telephone are known only some time after the page is.
    if (speech.addEventListener) speech.addEventListener("voiceschanged", dressAll);
    addEventListener("pagehide", stop);
    for (const [id, rate] of [["again", 1], ["slower", 0.7]]) {
      const pressed = document.getElementById(id);
      if (pressed) pressed.addEventListener("click", () => read(pressed, newest(), rate));
    }
  }
  dressAll();
})();
