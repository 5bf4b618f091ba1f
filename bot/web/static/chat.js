// Makes the page smoother; without it every button and the form still work by themselves.
"use strict";
(() => {
  const log = document.getElementById("log");
  const answers = document.getElementById("answers");
  const write = document.getElementById("write");
  const text = document.getElementById("text");
  const pill = document.getElementById("pill");
  const offline = document.getElementById("offline");
  // Names this showing of the page, so that its stream does not bring what its taps have brought.
  const page = write.elements.id.value;
  let stream = null;
  let isSending = false;
  const missed = [];

  const last = () => Number(log.dataset.last || 0);
  const isAtEnd = () => window.innerHeight + window.scrollY >= document.body.scrollHeight - 120;
  const toEnd = () => window.scrollTo(0, document.body.scrollHeight);

  // To the beginning of what is new, so that it is read from its first word; to the end where all of it fits.
  function toNew(article) {
    toEnd();
    if (article && article.getBoundingClientRect().top < 0) article.scrollIntoView({ block: "start" });
  }

  // Puts new messages where they belong, each once, and the newest ways to answer below them.
  function place(html) {
    const parts = new DOMParser().parseFromString(html, "text/html");
    const facts = parts.querySelector("template");
    if (!facts) { location.reload(); return; }
    const wasAtEnd = isAtEnd();
    for (const waiting of log.querySelectorAll(".waits")) waiting.remove();
    let isNew = null;
    // A day stands once above its first message, so each batch may bring the day that is here already.
    for (const each of parts.querySelectorAll("article, .day")) {
      if (document.getElementById(each.id)) continue;
      log.append(each);
      if (each.localName === "article" && each.dataset.from !== "learner") isNew = isNew || each;
    }
    if (Number(facts.dataset.last) < last()) return;
    log.dataset.last = facts.dataset.last;
    answers.innerHTML = parts.querySelector("[data-part=answers]").innerHTML;
    for (const field of document.querySelectorAll("input[name=id]")) field.value = facts.dataset.token;
    if (isNew && !wasAtEnd) pill.hidden = false;
    else if (isNew) toNew(isNew);
  }

  function show(words) {
    const bubble = document.createElement("article");
    bubble.className = "waits";
    bubble.dataset.from = "learner";
    const paragraph = document.createElement("p");
    paragraph.textContent = words;
    bubble.append(paragraph);
    log.append(bubble);
    toEnd();
  }

  async function send(form, submitter) {
    if (isSending) return;
    isSending = true;
    const body = new FormData(form);
    if (submitter && submitter.name) body.set(submitter.name, submitter.value);
    show(submitter && submitter.name === "choice" ? submitter.textContent : body.get("text"));
    for (const button of answers.querySelectorAll("button")) button.disabled = true;
    const attempt = async () => {
      const answer = await fetch("/", {
        method: "POST", body: new URLSearchParams(body),
        headers: { "X-Banhoc": String(last()), "X-Banhoc-Page": page },
      });
      if (answer.status === 429 || answer.status >= 500) throw new Error("later");
      if (!answer.ok) { location.reload(); return; }
      if (form === write && text.value === body.get("text")) text.value = "";
      place(await answer.text());
    };
    // The same id every time: what arrived already is not done twice.
    for (let wait = 1000; ; wait = Math.min(wait * 2, 15000)) {
      try { await attempt(); offline.hidden = true; break; }
      catch { offline.hidden = false; await new Promise((done) => setTimeout(done, wait)); }
    }
    isSending = false;
    for (const html of missed.splice(0)) place(html);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form !== write && !answers.contains(form)) return;
    event.preventDefault();
    if (form === write && !text.value.trim()) return;
    send(form, event.submitter);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229
        && matchMedia("(hover: hover)").matches) {
      event.preventDefault();
      write.requestSubmit();
    }
  });
  pill.addEventListener("click", () => { pill.hidden = true; toEnd(); });
  addEventListener("scroll", () => { if (isAtEnd()) pill.hidden = true; }, { passive: true });

  // Reads the newest message aloud, where the telephone has a Vietnamese voice.
  const speech = window.speechSynthesis;
  const voice = () => speech && speech.getVoices().find((each) => each.lang.toLowerCase().startsWith("vi"));
  function read(rate) {
    const number = String(Math.max(0, ...[...log.querySelectorAll("article[data-number]:not([data-from=learner])")]
      .map((each) => Number(each.dataset.number))));
    const words = [...log.querySelectorAll(`article[data-number="${number}"] > :not(.who):not(time)`)]
      .map((each) => each.textContent).join("\n");
    const spoken = new SpeechSynthesisUtterance(words);
    spoken.voice = voice();
    spoken.lang = "vi-VN";
    spoken.rate = rate;
    speech.cancel();
    speech.speak(spoken);
  }
  const offerVoice = () => { document.getElementById("voice").hidden = !voice(); };
  if (speech) {
    speech.addEventListener?.("voiceschanged", offerVoice);
    offerVoice();
    document.getElementById("aloud").addEventListener("click", () => read(1));
    document.getElementById("slower").addEventListener("click", () => read(0.7));
  }

  // A stream only while somebody looks: a hidden page costs nothing.
  function listen() {
    if (document.hidden || stream) return;
    stream = new EventSource("/chat/stream?after=" + last() + "&page=" + page);
    stream.addEventListener("said", (event) => {
      // Until the answer is here the bubble that waits for it must stay.
      if (isSending) missed.push(event.data);
      else place(event.data);
    });
  }
  function rest() { if (stream) { stream.close(); stream = null; } }
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  addEventListener("online", () => { rest(); listen(); });
  listen();
  const newest = [...log.querySelectorAll("article:not([data-from=learner])")].pop();
  if (newest) toNew(document.getElementById("m" + newest.dataset.number));
})();
