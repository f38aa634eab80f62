// Says in the visitor's language why a file was not uploaded: beside the box, and to who hears the page in Streamlit's
// own alert, whose English is all that Streamlit lets us know of the cause.
(() => {
  "use strict";
  const CHIP = '[data-testid="stFileChip"][aria-invalid="true"]', BOX = '[data-testid="stFileUploader"]';
  // Streamlit's words (1.67) and the sentence for each, the first that fits; 400 is its answer to an unknown session
  const CAUSES = [
    [/or smaller\.$/, "too_large"], [/^Error: Only one file/, "too_many"],
    [/status code 413/, "too_large_for_proxy"], [/status code 40[13]/, "refused"], [/status code 40[04]/, "unknown_session"],
    [/status code 409/, "session_full"], [/status code 507/, "server_full"],
    [/status code 429/, "too_often"], [/status code 5/, "server"], [/status code/, "failed_status"],
    [/Network Error|Connection lost|Failed to fetch/, "network"], [/./, "failed"],
  ];
  const language = () => window.openMap.who()[1];

  function say(chip, lang) {
    const alert = chip.querySelector('[role="alert"]');
    if (!alert) return "";
    if (alert.textContent !== chip.dataset.said) {
      chip.dataset.cause = CAUSES.find(([pattern]) => pattern.test(alert.textContent))?.[1] ?? "failed";
      chip.dataset.status = /status code (\d+)/.exec(alert.textContent)?.[1] ?? "";
    }
    const sentence = window.openMap.uploads[lang][chip.dataset.cause].replace("{status}", chip.dataset.status);
    if (alert.textContent === sentence) return sentence;
    chip.dataset.said = sentence;
    const [first, ...rest] = alert.childNodes; // React's own: changed, never taken away
    rest.forEach(node => { node.nodeValue = ""; });
    first.nodeValue = sentence;
    return sentence;
  }

  function look() {
    const lang = language();
    if (!window.openMap.uploads[lang]) return;
    for (const box of document.querySelectorAll(BOX)) {
      const said = [...new Set([...box.querySelectorAll(CHIP)].map(chip => say(chip, lang)).filter(Boolean))].join(" ");
      if (said === (box.dataset.fault ?? "")) continue;
      if (said) box.dataset.fault = said;
      else delete box.dataset.fault;
    }
  }

  const watched = { subtree: true, childList: true, attributeFilter: ["aria-invalid", "data-s"] };
  new MutationObserver(look).observe(document.body, watched);
  look();
})();
