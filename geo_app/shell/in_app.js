// In the browsers of WeChat, DingTalk and their like a download often ends in nothing: says what to do at the click.
(() => {
  "use strict";
  const DOWNLOADS = '[data-testid="stDownloadButton"], a[download]';
  if (!new RegExp(window.openMap.inApp).test(navigator.userAgent)) return;
  document.addEventListener("click", event => event.target.closest?.(DOWNLOADS) && window.openMap.say("in_app"), true);
})();
