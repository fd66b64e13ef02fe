// Small things that the browser does by itself: sources on hover and focus, a warning before unsaved text is lost,
// a word when the session has ended. Nothing here decides anything.
(() => {
  "use strict";

  document.documentElement.lang = window.location.pathname.split("/")[1] || "en";

  const tip = document.createElement("div");
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;

  const showTip = (place) => {
    if (!tip.isConnected) document.body.append(tip);
    tip.textContent = place.dataset.tip;
    tip.hidden = false;
    const at = place.getClientRects()[0] || place.getBoundingClientRect();
    const left = Math.min(at.left, window.innerWidth - tip.offsetWidth - 12);
    const below = at.bottom + 6;
    const fits = below + tip.offsetHeight < window.innerHeight;
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${fits ? below : Math.max(8, at.top - tip.offsetHeight - 6)}px`;
    place.setAttribute("aria-describedby", "tip");
  };
  const hideTip = (place) => {
    tip.hidden = true;
    if (place) place.removeAttribute("aria-describedby");
  };
  const tipped = (event) => event.target.closest && event.target.closest("[data-tip]");
  for (const name of ["mouseover", "focusin"]) {
    document.addEventListener(name, (event) => { const place = tipped(event); if (place) showTip(place); });
  }
  for (const name of ["mouseout", "focusout"]) {
    document.addEventListener(name, (event) => hideTip(tipped(event)));
  }
  document.addEventListener("scroll", () => hideTip(), true);

  const boxes = "#subject-box, #body-box";
  document.addEventListener("input", (event) => {
    if (!event.target.closest(boxes)) return;
    for (const line of document.querySelectorAll("[data-unsaved]")) line.hidden = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("#edit [data-unsaved]:not([hidden]), #checked [data-unsaved]:not([hidden])")) {
      event.preventDefault();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return hideTip();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const save = event.target.closest(boxes) && document.querySelector("#save, #save-edit");
    if (save) { event.target.blur(); save.click(); }
  });

  const queueLink = (event) => event.target.closest && event.target.closest("a[data-do='open']");
  document.addEventListener("click", (event) => {
    const link = queueLink(event);
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) window.history.replaceState(null, "", link.href);
  });

  // Gradio takes every address of its own pages for another page: places within one are gone to here.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#']");
    const place = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!place) return;
    event.preventDefault();
    event.stopPropagation();
    for (const before of document.querySelectorAll(".here")) before.classList.remove("here");
    place.classList.add("here");
    place.scrollIntoView({behavior: "smooth", block: "center"});
  }, true);

  const signedOut = () => {
    if (document.getElementById("signed-out")) return;
    const words = JSON.parse(document.querySelector("[data-signed-out]")?.dataset.signedOut || "{}");
    const line = document.createElement("p");
    line.id = "signed-out";
    line.setAttribute("role", "alert");
    const link = document.createElement("a");
    link.href = "/login";
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = words.again || "Sign in again";
    line.append(words.line || "Signed out.", " ", link);
    document.body.prepend(line);
    link.addEventListener("click", () => line.remove());
  };
  const fetched = window.fetch.bind(window);
  window.fetch = async (...request) => {
    const answer = await fetched(...request);
    if (answer.status === 401) signedOut();
    return answer;
  };

  // Forms that our own routes answer: what comes back is HTML that the server made, put where the form says.
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-send]");
    if (!form) return;
    event.preventDefault();
    const pressed = event.submitter;
    const place = document.getElementById(form.dataset.into);
    const buttons = form.querySelectorAll("button");
    const body = new FormData(form);
    for (const button of buttons) button.disabled = true;
    place.setAttribute("aria-busy", "true");
    try {
      const address = `${(pressed && pressed.dataset.send) || form.dataset.send}?lang=${document.documentElement.lang}`;
      const answer = await window.fetch(address, {method: "POST", body});
      place.innerHTML = (await answer.json()).html || "";
    } catch (problem) {
      place.textContent = String(problem);
    } finally {
      place.removeAttribute("aria-busy");
      for (const button of buttons) button.disabled = false;
    }
  });

  // Forms that record something: their fields go as JSON to a route, with a key that makes it happen once.
  const asJson = (form) => {
    const body = {};
    for (const [name, value] of new FormData(form)) {
      const box = form.elements[name];
      const [whole, part] = name.split(".");
      const type = box.dataset && box.dataset.type;
      const read = type === "yes" ? true : type === "truth" ? value === "true" : type === "number" ? Number(value) : value;
      // A part of a value is sent even when it was emptied: that takes it away.
      if (part) (body[whole] = body[whole] || {})[part] = read;
      else if (read !== "" || type === "text") body[name] = read;
    }
    return JSON.stringify(body);
  };
  // A browser sends nothing of a fieldset that is switched off.
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-opens]")) return;
    event.target.closest(".group").querySelector("fieldset").disabled = !event.target.checked;
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-json]");
    if (!form) return;
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    const headers = {"Content-Type": "application/json", "Idempotency-Key": form.dataset.key};
    const address = `${form.dataset.json}?lang=${document.documentElement.lang}`;
    const answer = await window.fetch(address, {method: "POST", headers, body: asJson(form)});
    if (answer.ok) return window.location.reload();
    const told = await answer.json().catch(() => ({}));
    let line = form.querySelector("[role=alert]");
    if (!line) { line = document.createElement("p"); line.setAttribute("role", "alert"); line.className = "notice problem"; form.append(line); }
    line.textContent = (told.error && told.error.message) || `${answer.status}`;
    button.disabled = false;
  });

  // The pages have one look; Gradio would follow the system into its dark one.
  const light = () => document.body.classList.remove("dark");
  new MutationObserver(light).observe(document.documentElement, {attributes: true, subtree: true, attributeFilter: ["class"]});
})();
