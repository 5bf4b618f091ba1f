// Makes the page smoother, upon htmx; without them every button and the form still work by themselves.
"use strict";
(() => {
  const log = document.getElementById("log");
  const write = document.getElementById("write");
  const text = document.getElementById("text");
  const pill = document.getElementById("pill");
  const offline = document.getElementById("offline");
  // Names this showing of the page, so that its stream does not bring what its taps have brought.
  const page = write.elements.id.value;
  // Names whose page this is: another window of the same browser may be of somebody who has left.
  const who = log.dataset.who;
  const underWay = "banhoc-2-" + who;

  const last = () => Number(log.dataset.last || 0);
  const isAtEnd = () => window.innerHeight + window.scrollY >= document.body.scrollHeight - 120;
  const toEnd = () => window.scrollTo(0, document.body.scrollHeight);

  // To the beginning of what is new, so that it is read from its first word; to the end where all of it fits. Whoever
  // sees the page for the first time begins at its very top.
  function toNew(article) {
    toEnd();
    if (!article || article.getBoundingClientRect().top >= 0) return;
    if (article === log.querySelector("article")) window.scrollTo(0, 0);
    else article.scrollIntoView({ block: "start" });
  }

  // A browser without a script is led to what is new by its address; here that would hold at every reload.
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  // Whoever comes back begins at the first of what they have not seen: an answer that waits comes before the lesson.
  const said = [...log.querySelectorAll("article:not([data-from=learner])")];
  const first = said.find((each) => "new" in each.dataset) || said.pop();
  const begin = () => { if (first) toNew(document.getElementById("m" + first.dataset.number)); };
  begin();
  if (document.readyState !== "complete") addEventListener("load", begin, { once: true });

  pill.addEventListener("click", () => { pill.hidden = true; toEnd(); });
  addEventListener("scroll", () => { if (isAtEnd()) pill.hidden = true; }, { passive: true });

  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229
        && matchMedia("(hover: hover)").matches) {
      event.preventDefault();
      write.requestSubmit();
    }
  });

  // Safari lays its keyboard over the page and knows no `interactive-widget`: the box is lifted by what it covers. Where
  // the page itself shrinks the two heights are the same; a page that somebody has enlarged is left alone.
  const seen = window.visualViewport;
  function lift() {
    const covered = seen.scale > 1.01 ? 0 : Math.max(0, window.innerHeight - seen.height - seen.offsetTop);
    document.body.style.setProperty("--covered", Math.round(covered) + "px");
  }
  if (seen) for (const each of ["resize", "scroll"]) seen.addEventListener(each, lift);

  // What follows needs htmx: a browser that is too old for it sends its forms by itself.
  if (!window.htmx) return;

  // Each message once; htmx puts the new ones below the others, the newest ways to answer below them, and the new name of
  // this showing into each form.
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx, tasks } = event.detail;
    const brought = (selector) => tasks.flatMap(({ fragment }) => [...fragment.querySelectorAll(selector)]);
    const [facts] = brought("[data-after]");
    const isKnown = facts && !ctx.bubble && Number(facts.dataset.last) <= last();
    if (facts && !isKnown && Number(facts.dataset.after) <= last()) {
      // A day stands once above its first message, so each batch may bring the day that is here already.
      // What was added to a bubble since comes with it, or alone.
      for (const each of brought("article, .day, .added")) {
        const here = document.getElementById(each.id);
        if (!here) continue;
        for (const added of each.querySelectorAll(".added")) {
          if (!document.getElementById(added.id)) here.querySelector(":scope > time").before(added);
        }
        each.remove();
      }
      [ctx.first] = brought("article:not([data-from=learner]), .added");
      ctx.wasAtEnd = isAtEnd();
      log.dataset.last = facts.dataset.last;
      return;
    }
    event.preventDefault();
    if (!facts) location.reload();
    else if (!isKnown) catchUp();
  });
  document.addEventListener("htmx:finally:swap", ({ detail: { ctx } }) => {
    if (ctx.bubble) ctx.bubble.remove();
    if (ctx.bubble && others) others.postMessage({ who, html: ctx.text });
    log.append(...log.querySelectorAll(".waits"));
    if (ctx.first && !ctx.wasAtEnd) pill.hidden = false;
    else if (ctx.first) toNew(ctx.first);
    if (!isSending()) for (const html of missed.splice(0)) place(html);
  });
  // While a bubble waits for its answer, what a stream brings is kept here.
  const missed = [];
  const isSending = () => log.querySelector(".waits");
  const place = (text) => htmx.swap({ text, sourceElement: log, target: log, swap: "beforeend" });

  function show(words) {
    const bubble = document.createElement("article");
    bubble.className = "waits";
    bubble.dataset.from = "learner";
    const paragraph = document.createElement("p");
    paragraph.textContent = words;
    bubble.append(paragraph);
    log.append(bubble);
    toEnd();
    return bubble;
  }

  // What waits to be sent outlives the page, and the window: it is kept, id and all, until it has arrived, so that it is
  // neither lost nor done twice, whichever window sends it.
  const own = underWay + ":";
  function keep(sent, values) {
    if (!sent.key) sent.key = own + Date.now() + ":" + page + ":" + log.querySelectorAll(".waits").length;
    const kept = JSON.stringify({ values, words: sent.words }, (_, value) => (value instanceof File ? value.type : value));
    try { localStorage.setItem(sent.key, kept); } catch { /* a browser that keeps nothing */ }
  }
  function forget(sent) {
    try { localStorage.removeItem(sent.key); } catch { /* kept nothing */ }
  }
  // What an earlier page could not send, oldest first; what somebody left here who used this browser before goes.
  function left() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith("banhoc-")).sort();
      for (const key of keys) if (!key.startsWith(own)) localStorage.removeItem(key);
      return keys.filter((key) => key.startsWith(own)).map((key) => ({ ...JSON.parse(localStorage.getItem(key)), key }));
    } catch { return []; }
  }

  // Sends what no form does: what an earlier page could not send, and that there was a picture or a file, so that the
  // tutor says what it can read; not one byte of it is sent.
  function deliver(values, sent) {
    if ("file" in values) values.file = new File([], "file", { type: values.file });
    htmx.ajax("POST", "/", { source: log, values, ...sent });
  }
  const tell = (file) => deliver({ id: write.elements.id.value, file: file.type }, { words: log.dataset.file });

  // htmx sends one after the other, in the order in which they were done; what is typed meanwhile waits its turn.
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    const { body, submitter } = ctx.request;
    if (ctx.sourceElement === write && !text.value.trim()) { event.preventDefault(); return; }
    if (!ctx.words) ctx.words = submitter && submitter.name === "choice" ? submitter.textContent : body.get("text");
    keep(ctx, Object.fromEntries(body));
    ctx.bubble = show(ctx.words);
    if (body.get("text") === text.value) text.value = "";
    ctx.fetch = (url, request) => arrive(ctx, url, request);
  });

  // Sends until it has arrived, with the same id every time: what arrived already is not done twice.
  async function arrive(sent, url, request) {
    Object.assign(request.headers, { "X-Banhoc": String(last()), "X-Banhoc-Page": page });
    for (let wait = 1000; ; wait = Math.min(wait * 2, 15000)) {
      let why = offline.dataset.weak;
      try {
        const answer = await fetch(url, request);
        if (answer.status === 429) why = offline.dataset.fast;
        if (answer.status === 408 || answer.status === 429 || answer.status >= 500) throw new Error("later");
        const html = await answer.text();
        forget(sent);
        offline.hidden = true;
        if (answer.status === 200) return new Response(html, answer);
        if (answer.status === 205) startAnew();
        else location.reload();
        return new Promise(() => {});  // the page loads anew, and sends the rest
      } catch {
        offline.textContent = why;
        offline.hidden = false;
        await new Promise((done) => setTimeout(done, wait));
      }
    }
  }

  // A picture or a file, pasted or dropped anywhere: without this the browser would leave the page to show it.
  const isFile = (transfer) => transfer && [...transfer.types].includes("Files");
  text.addEventListener("paste", (event) => {
    const { clipboardData } = event;
    // A table out of a spreadsheet comes as text, too, and with a picture of itself.
    if (!isFile(clipboardData) || [...clipboardData.types].includes("text/plain")) return;
    event.preventDefault();
    if (clipboardData.files[0]) tell(clipboardData.files[0]);
  });
  addEventListener("dragover", (event) => { if (isFile(event.dataTransfer)) event.preventDefault(); });
  addEventListener("drop", (event) => {
    if (!isFile(event.dataTransfer)) return;
    event.preventDefault();
    if (event.dataTransfer.files[0]) tell(event.dataTransfer.files[0]);
  });

  // One stream serves all windows of a browser: HTTP/1.1 gives a site six connections, and each stream would keep one.
  // The window that has the lock streams, and passes on what it hears. Where there are no locks (an old browser, plain
  // http in a classroom's network) each window that is looked at has a stream of its own.
  const others = navigator.locks && window.BroadcastChannel ? new BroadcastChannel("banhoc") : null;
  const isReloaded = performance.getEntriesByType("navigation").some((each) => each.type === "reload");
  let stream = null;
  let turn = null;

  function close() { if (stream) stream.close(); stream = null; }
  function open(after) {
    close();
    const opened = new EventSource("/chat/stream?after=" + after + "&page=" + page);
    stream = opened;
    opened.addEventListener("said", (event) => {
      if (others) others.postMessage({ who, html: event.data });
      hear(event.data);
    });
    opened.addEventListener("anew", startAnew);
    // A line that broke is mended by the browser; one that was refused, by a server that starts anew, is not.
    opened.addEventListener("error", () => {
      if (opened.readyState !== EventSource.CLOSED) return;
      setTimeout(() => { if (stream === opened) open(last()); }, 10000);
    });
  }

  // What this page shows is no longer so, in any window: most likely all of it was erased.
  function startAnew() {
    if (others) others.postMessage({ who, isAnew: true });
    location.reload();
  }

  function hear(html) {
    // Until the answer is here the bubble that waits for it must stay.
    if (isSending()) missed.push(html);
    else place(html);
  }

  // A window that has missed something asks for it: of its own stream, or of the window that has one.
  function catchUp() {
    if (stream) open(last());
    else if (others) others.postMessage({ who, have: last(), isNew: !isReloaded });
  }

  // A stream only while somebody looks: a hidden page costs nothing.
  function listen() {
    if (document.hidden || turn) return;
    if (!others) { turn = { abort() {} }; open(last()); return; }
    turn = new AbortController();
    const { signal } = turn;
    navigator.locks.request(underWay, { signal }, () => signal.aborted || new Promise((done) => {
      signal.addEventListener("abort", done);
      open(last());
    })).catch(() => { if (!signal.aborted) open(last()); });
    catchUp();
  }
  function rest() {
    if (turn) turn.abort();
    turn = null;
    close();
  }
  if (others) others.addEventListener("message", ({ data }) => {
    if (data.who !== who) {
      // Somebody left this browser in another window. A page that is only shown again says so to nobody: where cookies
      // are refused, two windows would else reload each other for ever.
      if (data.isNew) location.reload();
    } else if (data.isAnew) {
      location.reload();
    } else if (data.html) {
      if (!document.hidden) hear(data.html);
    } else if (stream && data.have < last()) open(data.have);
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  addEventListener("online", () => { rest(); listen(); });
  listen();
  for (const { values, ...sent } of left()) deliver(values, sent);
})();
