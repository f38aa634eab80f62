/* Choosing a feature: click, Enter, Escape, hover names, the list of a shared place. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;
  let tip = null;

  const idOf = (target) => {
    const hit = target.closest && target.closest("[data-feature-id], [data-part-of]");
    return hit ? hit.getAttribute("data-feature-id") || hit.getAttribute("data-part-of") : null;
  };

  Atlas.preparePicking = function preparePicking(map) {
    const container = map.getContainer();
    tip = Atlas.element("div", "atlas-tip", container);
    tip.hidden = true;
    // Delegated: one listener per pane serves every feature, whatever Leaflet or a host adds later.
    ["atlas-marks", "atlas-hits", "atlas-areas"].forEach((name) => {
      const pane = map.getPane(name);
      L.DomEvent.on(pane, "dblclick", L.DomEvent.stop);
      L.DomEvent.on(pane, "click", (event) => {
        const id = idOf(event.target);
        if (!id) return;
        L.DomEvent.stop(event); // the map must not take it for a click on empty ground
        if (map.dragging && map.dragging.moved()) return;
        if (name !== "atlas-marks" && Atlas.chooseOwn(map.mouseEventToLatLng(event))) return; // drawn above lines and areas
        session.clickedAt = map.mouseEventToLatLng(event);
        choose(id);
      });
      pane.addEventListener("keydown", (event) => {
        const id = idOf(event.target);
        if (!id || (event.key !== "Enter" && event.key !== " ")) return;
        event.preventDefault();
        event.stopPropagation();
        session.clickedAt = null;
        choose(id);
      });
      pane.addEventListener("mouseover", (event) => showTip(idOf(event.target), event));
      pane.addEventListener("mousemove", (event) => moveTip(event));
      pane.addEventListener("mouseout", hideTip);
      pane.addEventListener("focusin", (event) => reveal(event.target));
      pane.addEventListener("focusout", hideTip);
    });
    map.on("click", (event) => {
      const { lat, lng: lon } = event.latlng;
      if (session.state && session.state.points) Atlas.tellHost(null, { lon, lat });
      else if (Atlas.chooseOwn(event.latlng)) return;
      else if (session.selected) choose(null);
    });
    map.on("movestart zoomstart", hideTip);
    container.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && session.selected) choose(null);
    });
  };

  /** Select at once here; the host hears of it and may answer with a new state. */
  function choose(id) {
    session.map.closePopup();
    session.selected = session.chosen = id;
    Atlas.shownMarks().forEach((mark) => Atlas.restyle(mark.element, mark.id));
    Atlas.drawAreas();
    Atlas.drawLines();
    Atlas.drawExtents();
    Atlas.drawLabels();
    Atlas.tellHost(id);
  }
  Atlas.choose = choose;

  /* A focused mark outside the frame is brought in, else the browser would scroll the map's container. */
  function reveal(element) {
    const id = idOf(element);
    const mark = id && Atlas.shownMarks().find((each) => each.element === element);
    session.map.getContainer().scrollTop = session.map.getContainer().scrollLeft = 0;
    if (!mark) return;
    const inset = session.inset;
    if (!inFrame(mark)) session.map.panInside(mark.latlng, { paddingTopLeft: [60, 60], paddingBottomRight: [60 + inset.right, 60 + inset.bottom] });
    const at = session.map.latLngToContainerPoint(mark.latlng);
    if (element.matches(":focus-visible")) showTip(id, null, at.add([mark.dx, mark.dy]), element);
  }

  function inFrame(mark) {
    const at = session.map.latLngToContainerPoint(mark.latlng), size = session.map.getSize();
    return at.x > 20 && at.y > 20 && at.x < size.x - session.inset.right - 20 && at.y < size.y - session.inset.bottom - 20;
  }

  function showTip(id, event, point, target) {
    const feature = id && Atlas.feature(id);
    if (!feature) return;
    const mark = Atlas.markOf(target || event.target);
    tip.textContent = mark ? Atlas.nameOfPart(feature.properties, mark.part) : Atlas.nameOf(feature.properties);
    tip.hidden = false;
    placeTip(point || session.map.mouseEventToContainerPoint(event));
  }
  function moveTip(event) { if (!tip.hidden) placeTip(session.map.mouseEventToContainerPoint(event)); }
  function hideTip() { if (tip) tip.hidden = true; }

  /* Above right of the pointer; on the other side where the frame ends. */
  function placeTip(point) {
    const size = session.map.getSize();
    const left = point.x + 16 + tip.offsetWidth > size.x ? point.x - 12 - tip.offsetWidth : point.x + 16;
    const top = point.y - 14 - tip.offsetHeight < 0 ? point.y + 20 : point.y - 14 - tip.offsetHeight;
    tip.style.transform = `translate(${Math.round(Math.max(2, left))}px, ${Math.round(top)}px)`;
  }

  /** The dot of a shared place: a button that lists the features standing there. */
  Atlas.offerStack = function offerStack(parent, members, covered) {
    const [{ x, y, latlng }] = members;
    const button = Atlas.svg("circle", {
      cx: x.toFixed(1), cy: y.toFixed(1), r: covered ? 9 : 6, class: "atlas-stack" + (covered ? " is-covered" : ""), role: "button", tabindex: 0,
      "aria-label": Atlas.word("stack", { n: members.length }),
    }, parent);
    const open = (event) => {
      L.DomEvent.stop(event);
      listStack(latlng, members);
    };
    button.addEventListener("click", open);
    button.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") open(event); });
  };

  function listStack(latlng, members) {
    const list = Atlas.element("ul", "atlas-stack-list");
    members.forEach((mark) => {
      const button = Atlas.element("button", "", Atlas.element("li", "", list));
      button.type = "button";
      button.appendChild(Atlas.symbol(Atlas.lookOf(mark.feature.properties, mark.part)));
      Atlas.element("span", "", button, Atlas.nameOfPart(mark.feature.properties, mark.part));
      button.addEventListener("click", () => choose(mark.id));
    });
    const { inset } = session;
    L.popup({
      className: "atlas-popup", maxWidth: 320, closeButton: false, autoPanPaddingTopLeft: [Atlas.legendWidth() + 8, 12],
      autoPanPaddingBottomRight: [inset.right + 12, inset.bottom + 12],
    }).setLatLng(latlng).setContent(list).openOn(session.map);
    const first = list.querySelector("button");
    if (first) first.focus({ preventScroll: true });
  }
})(window.Atlas);
