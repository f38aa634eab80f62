// Says why a page stays empty, and takes it back once the page comes. It stands in the HTML itself and is plain ES5
// with calls as old: it must run where nothing else of the page does (tests/geo_app/server/test_blank_page.py).
(function (given) {
  "use strict";
  var LOOK = 500, ASK = 5000; // ms between two looks at the page, and between two questions to the server
  var begun = +new Date(), asked = 0;
  var isOld = lacksSomething(), isScriptLoaded = false, isFileMissing = false;
  var answer = ""; // the sentence that the server's answer to a plain request asks for
  var box = null, shown = "", timer = 0;

  function find(selector) {
    return document.querySelector(selector);
  }

  // What Streamlit's page cannot do without; a browser that lacks one draws nothing, or its errors
  function lacksSomething() {
    try {
      new RegExp("(?<=a)b");
    } catch (error) {
      return true;
    }
    if (!("noModule" in document.createElement("script"))) return true;
    return !(Object.hasOwn && Array.prototype.toSorted && String.prototype.replaceAll);
  }

  // A module that cannot be parsed was loaded all the same; one that did not arrive was not
  window.addEventListener("error", function (event) {
    var source = event.target;
    if (source && source.tagName === "SCRIPT") isFileMissing = true;
    else if (/SyntaxError/.test(event.message || "")) isScriptLoaded = true;
  }, true);
  document.addEventListener("load", function (event) {
    if (event.target.type === "module") isScriptLoaded = true;
  }, true);

  function cause() {
    var app = find('[data-testid="stApp"]');
    if (!app) return isFileMissing ? "files" : isScriptLoaded ? "browser" : "slow";
    if (app.getAttribute("data-test-connection-state") === "CONNECTED") return "mute";
    if (new Date() - asked > ASK) ask();
    return answer;
  }

  // Whether only the socket is refused: then a plain request is answered
  function ask() {
    var request = new XMLHttpRequest();
    asked = +new Date();
    request.onload = function () {
      answer = request.status === 200 ? "refused" : "unreachable";
      look();
    };
    request.onerror = request.ontimeout = function () {
      answer = "unreachable";
      look();
    };
    request.open("GET", given.health + "?" + asked);
    request.timeout = ASK;
    request.send();
  }

  function look() {
    if (!timer) return;
    if (isOld) {
      if (!document.body) return;
      say("browser");
      stop();
    } else if (find('i.om, [data-testid="stAlert"]')) { // the mark that each run draws first (connection.py), or its error
      say("");
      stop();
    } else if (new Date() - begun >= given.wait) say(cause());
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
  }

  function say(key) {
    if (key === shown) return;
    shown = key;
    if (box) box.parentNode.removeChild(box);
    box = null;
    if (!key) return;
    box = document.createElement("div");
    box.id = "blank-page";
    box.setAttribute("role", "alert");
    box.setAttribute("data-says", key);
    box.style.cssText = "position:fixed;z-index:1000002;top:20%;left:16px;right:16px;max-width:34rem;margin:0 auto;" +
      "box-sizing:border-box;padding:16px 20px;background:#fffdf8;color:#22302f;border:1px solid #d9d4c7;" +
      "border-radius:10px;box-shadow:0 6px 24px rgba(30,30,30,.35);font:16px/1.6 'PingFang SC','Microsoft YaHei'," +
      "'Noto Sans CJK SC',sans-serif";
    add("p", given.words[key]).style.cssText = "margin:0 0 8px";
    if (new RegExp(given.inApp).test(navigator.userAgent)) add("p", given.words.in_app).style.cssText = "margin:0 0 8px";
    button(given.words.reload, function () { location.reload(); });
    button(given.words.close, function () { stop(); say(""); });
    document.body.appendChild(box);
  }

  function add(tag, text) {
    var element = document.createElement(tag);
    element.appendChild(document.createTextNode(text));
    box.appendChild(element);
    return element;
  }

  function button(text, act) {
    var element = add("button", text);
    element.type = "button";
    element.onclick = act;
    element.style.cssText = "min-height:44px;margin:4px 8px 0 0;padding:4px 16px;background:#fff;color:#0f5c6e;" +
      "border:1px solid #0f5c6e;border-radius:6px;font:inherit;cursor:pointer";
  }

  timer = setInterval(look, LOOK);
})
